"""Locks of git that stay, in words: left behind and to be removed, or held by a git that is at work.

In: a repository, and how old a lock may become before it is worth a word. Out: `Stuck`s, each with what is
known of it. Which lock is safe to remove is decided in `vcs`.
"""

import time
from collections.abc import Sequence

import msgspec

from workbook.vcs.locks import Lock, gits_at_work, old_locks
from workbook.vcs.plumbing import Repository

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400


class Stuck(msgspec.Struct, frozen=True, kw_only=True):
    """A lock that stays, and what is known of it; `is_left` says that it can be removed."""

    lock: Lock
    words: str
    is_left: bool


def stuck(repository: Repository, *, settled_s: float) -> Sequence[Stuck]:
    """List the locks that are older than so many seconds, and say of each whether a git may hold it."""
    return [_told(repository, lock) for lock in old_locks(repository, settled_s=settled_s)]


def _told(repository: Repository, lock: Lock) -> Stuck:
    age = _age(time.time() - lock.since_s)
    gits = gits_at_work(repository, lock)
    if gits is None:
        words = f"is {age} old, and whether a git holds it cannot be told here: if none is at work, remove it"
    elif gits:
        processes = " and ".join(f"process {one}" for one in gits)
        words = f"is {age} old, and git is at work and may hold it ({processes}): wait for it, or end it"
    else:
        words = f"was left {age} ago by a git that was killed, and none is at work"
    return Stuck(lock=lock, words=words, is_left=gits == [])


def _age(seconds: float) -> str:
    count, name = next(
        (int(seconds // unit), name)
        for unit, name in ((_DAY_S, "day"), (_HOUR_S, "hour"), (_MINUTE_S, "minute"), (1, "second"))
        if seconds >= unit or unit == 1
    )
    return f"{count:,} {name}{'' if count == 1 else 's'}"
