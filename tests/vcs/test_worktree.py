"""Claims about bringing many files of the work tree along at once."""

import os
from pathlib import Path

import pytest

from workbook.errors import WorkbookError
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import FILE, Entry, Step
from workbook.vcs.worktree import LocalChangesError, put_files, refuse_local_changes

from .conftest import Place

_TEXT = b"new\n"


def _paths(folders: int) -> list[str]:
    return [f"{number % folders}/{number:03}.toml" for number in range(400)]


def _put(folder: Path, paths: list[str]) -> None:
    step = Step(None, Entry(FILE, "0" * 40))
    put_files(Repository.find(folder), dict.fromkeys(paths, step), dict.fromkeys(paths, _TEXT))


@pytest.mark.parametrize("folders", [1, 2, 7])
def test_each_of_many_files_is_put_in_its_place(mine: Place, folders: int) -> None:
    paths = _paths(folders)

    _put(mine.folder, paths)

    assert {path: (mine.folder / path).read_bytes() for path in paths} == dict.fromkeys(paths, _TEXT)


@pytest.mark.parametrize("path", ["0/000.toml", "6/398.toml"])
def test_a_file_that_cannot_be_put_in_its_place_is_told_wherever_it_is(mine: Place, path: str) -> None:
    mine.write({f"{path}/within": "kept"})

    with pytest.raises(WorkbookError):
        _put(mine.folder, _paths(7))


def _refuse(mine: Place, said: str) -> None:
    """Look for local changes at a path whose file is said to be known by an id."""
    before = Entry(FILE, mine.git("rev-parse", "HEAD:a.toml"))
    steps = {"a.toml": Step(before, Entry(FILE, "0" * 40))}
    known = {"old": before.id, "nothing": "", "another": "1" * 40}[said]
    repository, tip = Repository.find(mine.folder), mine.git("rev-parse", "HEAD")
    refuse_local_changes(repository, tip, steps, seen=lambda path, _: known if path == "a.toml" else "")


def test_a_file_whose_bytes_are_known_is_not_read(mine: Place) -> None:
    mine.commit({"a.toml": "a = 1\n"})
    os.truncate(mine.folder / "a.toml", 0)

    _refuse(mine, "old")


@pytest.mark.parametrize("said", ["nothing", "another"])
def test_a_file_of_which_else_is_known_is_read(mine: Place, said: str) -> None:
    mine.commit({"a.toml": "a = 1\n"})

    _refuse(mine, said)


@pytest.mark.parametrize("said", ["nothing", "another"])
def test_a_file_that_changed_is_refused_where_nothing_tells_that_it_did_not(mine: Place, said: str) -> None:
    mine.commit({"a.toml": "a = 1\n"})
    mine.write({"a.toml": "a = 2\n"})

    with pytest.raises(LocalChangesError):
        _refuse(mine, said)
