"""A real terminal: the program runs in tmux, keys go in, the screen is read."""

import os
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

_PATIENCE_S = 40.0


class Terminal:
    """A terminal of its own, on a server of its own."""

    def __init__(self, words: Sequence[str], folder: Path, size: tuple[int, int]) -> None:
        self._server = f"workbook-{uuid.uuid4().hex[:8]}"
        command = shlex.join([sys.executable, "-m", "workbook", *words])
        width, height = size
        self._tmux(
            *("-f", os.devnull, "new-session", "-d", "-s", "work", "-x", str(width), "-y", str(height)),
            *("-c", str(folder), command),
        )

    def press(self, *keys: str) -> None:
        """Press keys, as tmux calls them: `Enter`, `C-s`, `e`."""
        for key in keys:
            self._tmux("send-keys", "-t", "work", key)

    def type(self, text: str) -> None:
        """Type text letter by letter."""
        self._tmux("send-keys", "-t", "work", "-l", text)

    def screen(self, *, escapes: bool = False) -> str:
        """Give what stands on the screen; with `escapes` also the sequences that colour it."""
        return self._tmux("capture-pane", "-p", *(["-e"] if escapes else []), "-t", "work")

    def until(self, text: str) -> str:
        """Wait until a text is on the screen; give the screen."""
        end = time.monotonic() + _PATIENCE_S
        while text not in (shown := self.screen()):
            assert time.monotonic() < end, f"{text!r} never came on the screen:\n{shown}"
            time.sleep(0.1)
        return shown

    def kill(self) -> None:
        """Take the terminal away, as a lost connection does."""
        subprocess.run(["tmux", "-L", self._server, "kill-server"], check=False, capture_output=True)

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, *words],
            env={**environment(), "TERM": "xterm-256color"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def environment() -> Mapping[str, str]:
    """Give the environment of a user, whose settings of git are those of the folder alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "TMUX"))}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LANG": "C.UTF-8"}


def missing(*programs: str) -> str:
    """Name the programs that are not here, "" where all are."""
    return ", ".join(one for one in programs if shutil.which(one) is None)
