"""Where a server of a test listens, and waiting until somebody can connect to it."""

import socket
import subprocess
import time
from pathlib import Path

_LONGEST_S = 20


def free_port() -> int:
    """Give a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until a server of this machine listens; where it ends or takes too long, tell what it logged."""
    until = time.monotonic() + _LONGEST_S
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(log.read_text())
