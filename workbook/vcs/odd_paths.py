"""Paths that no tree of a plan may have: they lead out of the work tree, or into git's own folder.

In: paths as a tree or a caller gives them. Out: nothing, or a refusal. A tree is only bytes, and whoever can
publish a branch can write any names into one; git looks at them when it fetches and when it checks out.

Source: verify_path in read-cache.c of git, with the names that other file systems take for `.git`.
"""

import re
from collections.abc import Collection

from workbook.errors import WorkbookError

# Some file systems drop dots, spaces and characters of no width, or give long names a short one.
_DROPPED = re.compile(r"[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
_GIT = (".git", "git~1")


class RefusedPathError(WorkbookError):
    """A path that git does not take in."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path!r} is no path that git can hold; use plain names without `.git` or `..`.")


def refuse_odd_paths(paths: Collection[str]) -> None:
    """Refuse paths that are not plainly below the top.

    Raises:
        RefusedPathError: one of them is not.
    """
    # Few names make up many paths.
    odd = {part for part in {part for path in paths for part in path.split("/")} if _is_odd(part)}
    for path in paths if odd else ():
        if not odd.isdisjoint(path.split("/")):
            raise RefusedPathError(path)


def _is_odd(part: str) -> bool:
    # Of `.git:stream` and `.git .` a part of the name is as good as `.git` on some disks.
    name = part if part.isascii() else _DROPPED.sub("", part)
    return name in ("", ".", "..") or "\0" in name or name.lower().partition(":")[0].rstrip(". ") in _GIT
