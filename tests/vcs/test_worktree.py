"""Claims about bringing many files of the work tree along at once."""

from pathlib import Path

import pytest

from workbook.errors import WorkbookError
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import FILE, Entry, Step
from workbook.vcs.worktree import put_files

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
