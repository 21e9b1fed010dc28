"""Where a repository lies: found by looking at files, as git does it, without starting git.

A path goes in, the folders of the repository around it come out. Whether git agrees to read it (its
owner, its format) shows when git is first asked.

Source: gitrepository-layout(5): `.git` as a folder or as a file with `gitdir:`, `commondir`.
"""

from pathlib import Path
from typing import NamedTuple

from workbook.errors import WorkbookError

_POINTER_LIMIT = 1 << 16


class NotARepositoryError(WorkbookError):
    """No repository lies at or above a path."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"{path} {cause}; name a folder of a workbook, or make one with `workbook init DIR`."
        )


class Location(NamedTuple):
    """The folders of a repository, absolute.

    `top` is that of the work tree, or the bare repository itself. `git_folder` is the one all linked
    work trees share, with objects and branches; `head_folder` is this work tree's alone, with `HEAD`, the
    index and what is in progress.
    """

    top: Path
    git_folder: Path
    head_folder: Path
    is_bare: bool


def locate(path: Path) -> Location:
    """Find the repository that a path lies in.

    Raises:
        NotARepositoryError: there is none, or a `.git` file on the way points to none.
    """
    start = path.resolve()
    try:
        if not start.exists():
            raise NotARepositoryError(path, "does not exist")
        for folder in (start, *start.parents):
            if found := _repository_at(folder):
                return found
    except PermissionError as error:
        raise NotARepositoryError(path, f"cannot be searched, as {error.filename} may not be read") from error
    raise NotARepositoryError(path, "lies in no git repository")


def _repository_at(folder: Path) -> Location | None:
    marker = folder / ".git"
    if marker.is_file():
        pointed = _pointed_folder(marker)
        if pointed is None or not _is_git_folder(pointed):
            raise NotARepositoryError(folder, "has a `.git` file that points to no repository")
        return _location(folder, pointed, is_bare=False)
    if _is_git_folder(marker):
        return _location(folder, marker, is_bare=False)
    if _is_git_folder(folder):
        return _location(folder, folder, is_bare=True)
    return None


def _location(top: Path, head: Path, *, is_bare: bool) -> Location:
    return Location(top=top, git_folder=_shared_folder(head), head_folder=head.resolve(), is_bare=is_bare)


def _is_git_folder(folder: Path) -> bool:
    head = folder / "HEAD"
    if not (head.is_file() or head.is_symlink()):
        return False
    shared = _shared_folder(folder)
    return (shared / "objects").is_dir() and (shared / "refs").is_dir()


def _shared_folder(git_folder: Path) -> Path:
    """Follow `commondir`, by which the folder of a linked work tree points to the main one."""
    pointer = _first_line(git_folder / "commondir")
    return (git_folder / pointer).resolve() if pointer else git_folder.resolve()


def _pointed_folder(marker: Path) -> Path | None:
    line = _first_line(marker)
    return marker.parent / line.removeprefix("gitdir:").lstrip() if line.startswith("gitdir:") else None


def _first_line(path: Path) -> str:
    """Give the text of a pointer file without its line end; "" where there is no such file."""
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read(_POINTER_LIMIT).rstrip("\r\n")
    except (FileNotFoundError, NotADirectoryError):
        return ""
