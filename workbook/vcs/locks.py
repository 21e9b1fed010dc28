"""Locks that a git left behind which was killed: where they are, how old, and whether a git is at work there.

In: a repository. Out: `Lock`s, and the processes that may hold one. A git that is alive loses what it writes
where its lock is taken away, so a lock goes only when it is old and none is at work on this machine.

Source: lockfile.h of git: a file `x` is locked by a file `x.lock`; proc(5).
"""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from workbook.vcs.plumbing import Repository

SETTLED_S = 600
_PROCESSES = Path("/proc")
_MOST_READ = 1 << 20


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """A lock file: since when it is there, whose it is, and which file it is by number."""

    path: Path
    since_s: float
    owner: int
    number: int


def locks(repository: Repository) -> Sequence[Lock]:
    """List the locks of refs, settings and index that are there, held or left behind, in order."""
    tops = {repository.git_folder, repository.head_folder}
    found = {path for top in tops for path in top.glob("*.lock")}
    found |= set((repository.git_folder / "refs").rglob("*.lock"))
    return [lock for path in sorted(found) if (lock := _lock(path)) is not None]


def old_locks(repository: Repository, *, settled_s: float = SETTLED_S) -> Sequence[Lock]:
    """List those that are older than so many seconds."""
    now_s = time.time()
    return [lock for lock in locks(repository) if now_s - lock.since_s > settled_s]


def gits_at_work(repository: Repository, lock: Lock) -> Sequence[int] | None:
    """List the processes of git that may hold a lock; None where that cannot be told.

    Only those of the user that made it can. They stand in a folder of the repository, have a file of it
    open, or were told where it lies.
    """
    if not (_PROCESSES / "self" / "cwd").is_dir():
        return None
    tops, gits = _tops(repository), []
    for process in _PROCESSES.iterdir():
        # One that ends meanwhile holds nothing.
        with suppress(FileNotFoundError, ProcessLookupError):
            if process.name.isdecimal() and process.stat().st_uid == lock.owner and _may_hold(process, tops):
                gits.append(int(process.name))
    return sorted(gits)


def clear_locks(repository: Repository, *, settled_s: float = SETTLED_S) -> Iterator[Path]:
    """Remove the locks that are old while no git is at work, and give each path."""
    for lock in old_locks(repository, settled_s=settled_s):
        # Looked at again: whoever held it may be done, and another be at work.
        if gits_at_work(repository, lock) == [] and _lock(lock.path) == lock:
            lock.path.unlink(missing_ok=True)
            yield lock.path


def _lock(path: Path) -> Lock | None:
    try:
        state = path.lstat()
    except OSError:
        return None
    return Lock(path=path, since_s=state.st_mtime, owner=state.st_uid, number=state.st_ino)


def _tops(repository: Repository) -> Sequence[Path]:
    """List the folders in which a git works on this repository, those of linked work trees among them."""
    linked = repository.git_folder.glob("worktrees/*/gitdir")
    others = [Path(os.fsdecode(pointer.read_bytes()).strip()).parent for pointer in linked]
    return [repository.top, repository.git_folder, *others]


def _may_hold(process: Path, tops: Sequence[Path]) -> bool:
    if not _read(process / "comm").startswith(b"git"):
        return False
    try:
        links = [process / "cwd", *(process / "fd").iterdir()]
        places = [Path(os.readlink(link)) for link in links if link.is_symlink()]
        told = b"".join(_read(process / name) for name in ("cmdline", "environ"))
    except PermissionError:
        return True
    return any(place.is_relative_to(top) for place in places for top in tops) or any(
        os.fsencode(top) in told for top in tops
    )


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_READ)
