"""Files of the work tree looked at ahead, while one waits for something else.

In: paths, and what a commit has there. Out: a `Seen`, which tells the id of what a file holds as long as the
file is as it was when it was read. Where a clock could miss a change since then, it tells nothing.
"""

import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from workbook.vcs.packing import blob_id
from workbook.vcs.trees import Step

# Coarser than the clock of any file system (FAT: two seconds), and than those that tell parts of a second.
_GRAIN_NS, _FINE_GRAIN_NS = 2_000_000_000, 20_000_000
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FINE_NS = 1_000_000  # a clock that tells such parts is a fine one


class LookedAt:
    """What files held when they were looked at: called with a path and a stat of now, it is a `Seen`."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._found: dict[str, tuple[tuple[int, ...], str]] = {}

    def look(self, steps: Mapping[str, Step]) -> None:
        """Read the files that a commit has before these steps."""
        for path, step in steps.items():
            if step.before is not None and step.before.is_file:
                with suppress(OSError):
                    self._look(path, len(step.before.id))

    def __call__(self, path: str, about: os.stat_result) -> str:
        """Give the id of what a file holds that has this stat now; "" where that is not known."""
        stamp, id = self._found.get(path, ((), ""))
        return id if stamp == _stamp(about) else ""

    def _look(self, path: str, id_length: int) -> None:
        descriptor = os.open(f"{self._top}/{path}", _FLAGS)
        with open(descriptor, "rb", buffering=0) as file:
            about = os.fstat(descriptor)
            if stat.S_ISREG(about.st_mode) and _is_settled(about, time.time_ns()):
                self._found[path] = _stamp(about), blob_id(file.readall(), id_length)


def _stamp(about: os.stat_result) -> tuple[int, ...]:
    return about.st_mode, about.st_ino, about.st_dev, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _is_settled(about: os.stat_result, now_ns: int) -> bool:
    """Say whether a change of the file from now on would show in its times."""
    last_ns = max(about.st_mtime_ns, about.st_ctime_ns)
    is_fine = bool(about.st_mtime_ns % _FINE_NS and about.st_ctime_ns % _FINE_NS)
    return last_ns + (_FINE_GRAIN_NS if is_fine else _GRAIN_NS) < now_ns
