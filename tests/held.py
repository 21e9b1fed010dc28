"""What this process holds of the system, child processes and open files: nothing may be left behind."""

import gc
import os
import threading
from pathlib import Path

import pytest

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc")


def held() -> tuple[list[int], int]:
    """Give the children of this process and count its open files, once all that nobody holds is gone.

    The dead children that nobody waited for are among them.
    """
    gc.collect()
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text(encoding="ascii")
    return [int(one) for one in listed.split()], len(os.listdir("/proc/self/fd"))
