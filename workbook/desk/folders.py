"""The folders of a plan: its top, those of its layers, and that of its caches.

In: a folder that a person is in or named. Out: folders, found without reading a record or starting git; or
one sentence on why no plan is there.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import WorkbookError
from workbook.records.paths import LAYERS, MANIFEST
from workbook.vcs.location import NotARepositoryError, locate

if TYPE_CHECKING:
    from workbook.vcs.plumbing import Repository

CACHE = "workbook"
"""The folder of caches, below the git folder."""


class NoWorkbookHereError(WorkbookError):
    """No plan lies in a folder or above it."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"No {MANIFEST} lies in {start} or above it, so no workbook is here: go to a folder that has "
            "one, name it with --dir, or make one with `workbook init DIR --secretariat NOR`."
        )


class NoFolderError(WorkbookError):
    """What should be the folder of a workbook is none."""

    def __init__(self, path: Path) -> None:
        what = "is a file" if path.exists() else "does not exist"
        super().__init__(f"{path} {what}: name the folder of a workbook with --dir.")


class BareRepositoryError(WorkbookError):
    """A repository without a work tree has no plan but in its commits."""

    def __init__(self, top: Path) -> None:
        super().__init__(
            f"{top} is a bare repository, without files to look at or to change: work in a clone of it, or "
            "say which commit to look at, as in --at HEAD."
        )


def plan_top(start: Path) -> Path:
    """Find the folder with `plans/workbook.toml` that a folder is, or lies in.

    Raises:
        WorkbookError: there is no such folder, or no plan in it or above it.
    """
    absolute = start.absolute()
    if not absolute.is_dir():
        raise NoFolderError(start)
    for folder in (absolute, *absolute.parents):
        if (folder / MANIFEST).is_file():
            return folder
    raise _why_not_here(start)


def plan_folder(start: Path) -> Path:
    """Find the top of the plan that a folder lies in; of a bare repository, which has no files, itself.

    Raises:
        WorkbookError: no plan is there.
    """
    try:
        return plan_top(start)
    except BareRepositoryError:
        return locate(start).top


def plan_repository(start: Path) -> "Repository":
    """Find the repository around a folder, whose commits may hold a plan.

    Raises:
        WorkbookError: there is none; where no plan lies there either, that is what is said.
    """
    from workbook.vcs.plumbing import Repository

    try:
        return Repository.find(start)
    except NotARepositoryError:
        plan_top(start)
        raise


def overlay_folders(top: Path) -> list[Path]:
    """List the folders in which overlays are cloned, by name; links are never followed."""
    try:
        found = [path for path in (top / LAYERS).iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name)


def own_repository(folder: Path) -> "Repository | None":
    """Give the repository whose top a folder is; one that only lies around it does not count."""
    from workbook.vcs.plumbing import Repository

    try:
        found = Repository.find(folder)
    except WorkbookError:
        return None
    return found if found.top == folder.resolve() else None


def cache_folder(top: Path) -> Path | None:
    """Say where the caches of a plan lie: with the git data, to live and die with the clone.

    Without git there is none. A plan that is not the top of its repository has a folder of its own, so that
    two plans never share an index.
    """
    try:
        found = locate(top)
    except WorkbookError:
        return None
    folder = found.git_folder / CACHE
    if found.git_folder == found.top or found.git_folder.parent == top.resolve():
        return folder
    from hashlib import blake2b

    return folder / blake2b(os.fsencode(top.resolve()), digest_size=8).hexdigest()


def _why_not_here(start: Path) -> WorkbookError:
    """Tell a bare repository from a folder without a plan: it has plans, but only in its commits."""
    try:
        found = locate(start)
    except WorkbookError:
        return NoWorkbookHereError(start)
    return BareRepositoryError(found.top) if found.is_bare else NoWorkbookHereError(start)
