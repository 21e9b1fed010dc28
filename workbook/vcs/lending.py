"""Repositories that one git process can read together: all objects of one are found by another, too.

In: a repository. Out: the folder that it lends; see `program.running`.
"""

from pathlib import Path

from workbook.vcs.plumbing import Repository
from workbook.vcs.program import LENDING_SEPARATOR


def lent_folder(repository: Repository) -> Path | None:
    """Give the folder that holds all objects of a repository; None where it lacks some, or cannot be named.

    Source: gitrepository-layout(5), and git(1) on `GIT_ALTERNATE_OBJECT_DIRECTORIES`.
    """
    folder = repository.git_folder / "objects"
    cut = (repository.git_folder / "shallow", folder / "info/alternates")
    # A pack that was fetched in part says so by a file beside it.
    is_whole = not any(one.exists() for one in cut) and not any(folder.glob("pack/*.promisor"))
    is_plain = LENDING_SEPARATOR not in str(folder) and not str(folder).startswith('"')
    return folder if is_whole and is_plain else None
