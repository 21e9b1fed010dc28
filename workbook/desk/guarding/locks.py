"""Locks of refs that a git left behind which was killed: told to whoever pushes, removed by the keeper alone.

In: a bare repository. Out: the lock files that are older than any git at work could hold them. A git that is
alive loses what it writes where its lock is taken away, so no push ever does that by itself.

Source: lockfile.h of git: a ref `x` is locked by a file `x.lock`.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_HELD_AT_MOST_S = 120.0


def left_locks(folder: Path) -> Iterator[Path]:
    """List all locks of refs that were left behind."""
    for path in sorted((folder / "refs").rglob("*.lock")):
        if _is_old(path):
            yield path
    # Git locks HEAD as well where it moves the branch that HEAD names.
    for path in (folder / "HEAD.lock", folder / "packed-refs.lock"):
        if _is_old(path):
            yield path


def clear_locks(folder: Path) -> None:
    """Remove them, as the keeper of the server does who knows that no git is at work there."""
    for path in left_locks(folder):
        path.unlink(missing_ok=True)


def _is_old(path: Path) -> bool:
    with suppress(OSError):
        return time.time() - path.stat().st_mtime > _HELD_AT_MOST_S
    return False
