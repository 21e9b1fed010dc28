"""Branches read from git's own files, where those say it in the plainest way.

In: the folders of a repository. Out: the full name of the branch that is checked out, where a branch stands,
and that there is none; or None, "" or no, where git must be asked: on a commit and no branch, on a name that
leads on to another, and wherever refs lie otherwise than in files.

Source: gitrepository-layout(5) on `HEAD`, `refs` and `packed-refs`; where refs lie in tables, `HEAD` names
`refs/heads/.invalid`.
"""

import os
import re
from pathlib import Path

_PLAIN = re.compile(r"ref: (refs/heads/[\w-]+(?:[./][\w-]+)*)\n", re.ASCII)
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\n")
_OF_ALL_WORK_TREES = ("refs/heads/", "refs/remotes/")
_LONGEST = 1_000


def plain_head(git_folder: Path, head_folder: Path) -> str | None:
    """Give the branch that is checked out, whether or not it has a commit; None where git must be asked."""
    found = _PLAIN.fullmatch(_text(f"{head_folder}/HEAD"))
    if found is None or ".lock" in found[1]:
        return None
    leads_on = _text(f"{git_folder}/{found[1]}").startswith("ref:")
    return None if leads_on or os.path.islink(f"{git_folder}/{found[1]}") else found[1]


def plain_tip(git_folder: Path, branch: str) -> str:
    """Give the id at which a branch stands, here or as last seen elsewhere, by its full name; else "".

    That the repository holds such a commit is not said.
    """
    path = f"{git_folder}/{branch}"
    if not branch.startswith(_OF_ALL_WORK_TREES):
        return ""
    text = _packed(git_folder, branch) if not os.path.lexists(path) else _text(path)
    return text[:-1] if _ID.fullmatch(text) and not os.path.islink(path) else ""


def _packed(git_folder: Path, branch: str) -> str:
    """Give the line of an id for a branch that lies with others in one file; "" for none."""
    try:
        with open(f"{git_folder}/packed-refs", "rb") as file:
            before, found, _ = file.read().partition(b" " + os.fsencode(branch) + b"\n")
    except OSError:
        return ""
    return before.rpartition(b"\n")[2].decode("ascii", "replace") + "\n" if found else ""


def is_absent(git_folder: Path, head_folder: Path, branch: str) -> bool:
    """Say whether there surely is no branch of a full name."""
    if plain_head(git_folder, head_folder) is None or os.path.lexists(f"{git_folder}/{branch}"):
        return False
    try:
        with open(f"{git_folder}/packed-refs", "rb") as file:
            return os.fsencode(branch) not in file.read()
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _text(path: str) -> str:
    """Give what a small file says; "" where there is none."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read(_LONGEST)
    except OSError:
        return ""
