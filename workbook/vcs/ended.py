"""Branches of a clone that hold nothing more than a commit, and have come to their end.

In: a repository, names of branches, and a commit. Out: those of them that were taken away. A branch that is
checked out anywhere stays, and so does one that moved since it was looked at.
"""

from workbook.vcs.head import is_absent
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask, run

_HEADS = "refs/heads/"


def has_branches(repository: Repository, pattern: str) -> bool:
    """Say whether there are branches of a name, or of a part of one that ends with a slash."""
    return bool(run(repository.top, "for-each-ref", "--count=1", f"{_HEADS}{pattern}"))


def merged_branches(repository: Repository, pattern: str, commit: str) -> dict[str, str]:
    """Give the branches that a commit holds all of and that are checked out nowhere, with their tips."""
    about = "--format=%(refname)%00%(objectname)%00%(worktreepath)"
    out = run(repository.top, "for-each-ref", about, f"--merged={commit}", f"{_HEADS}{pattern}")
    rows = [line.split("\0") for line in out.decode("utf-8", "surrogateescape").splitlines()]
    return {name.removeprefix(_HEADS): tip for name, tip, place in rows if not place}


def is_gone(repository: Repository, name: str) -> bool:
    """Say whether there surely is no branch of a name, without asking git."""
    return is_absent(repository.git_folder, repository.head_folder, f"{_HEADS}{name}")


def end_branch(repository: Repository, name: str, tip: str) -> bool:
    """Take a branch away if it is as it was seen, with what git is told of where it is shared."""
    if ask(repository.top, "update-ref", "-d", f"{_HEADS}{name}", tip).code:
        return False
    # Nothing may have been told of it.
    ask(repository.top, "config", "--local", "--remove-section", f"branch.{name}")
    return True
