"""The branch that is checked out, read from git's own file where that says it in the plainest way.

In: the folders of a repository. Out: the full name of a branch, or None where git must be asked: on a commit
and no branch, on a name that leads on to another, and wherever refs lie otherwise than in files.

Source: gitrepository-layout(5) on `HEAD`; where refs lie in tables, it names `refs/heads/.invalid`.
"""

import os
import re
from pathlib import Path

_PLAIN = re.compile(r"ref: (refs/heads/[\w-]+(?:[./][\w-]+)*)\n", re.ASCII)
_LONGEST = 1_000


def plain_head(git_folder: Path, head_folder: Path) -> str | None:
    """Give the branch that is checked out, whether or not it has a commit; None where git must be asked."""
    found = _PLAIN.fullmatch(_text(f"{head_folder}/HEAD"))
    if found is None or ".lock" in found[1]:
        return None
    leads_on = _text(f"{git_folder}/{found[1]}").startswith("ref:")
    return None if leads_on or os.path.islink(f"{git_folder}/{found[1]}") else found[1]


def _text(path: str) -> str:
    """Give what a small file says; "" where there is none."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read(_LONGEST)
    except OSError:
        return ""
