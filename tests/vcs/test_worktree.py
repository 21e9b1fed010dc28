"""Claims about bringing many files of the work tree along at once."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from workbook.errors import WorkbookError
from workbook.vcs import worktree
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run_ahead
from workbook.vcs.trees import FILE, Entry, Step
from workbook.vcs.worktree import LocalChangesError, compared_ahead, put_files, refuse_local_changes

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


def _compared(mine: Place, *meanwhile: str) -> None:
    """Look for local changes where git compared the index ahead, and something is done meanwhile."""
    repository, tip = Repository.find(mine.folder), mine.git("rev-parse", "HEAD")
    steps = {"a.toml": Step(Entry(FILE, mine.git("rev-parse", "HEAD:a.toml")), Entry(FILE, "0" * 40))}
    with compared_ahead(repository, tip) as compared:
        if meanwhile:
            mine.git(*meanwhile)
        refuse_local_changes(repository, tip, steps, compared=compared)
        refuse_local_changes(repository, tip, steps, compared=compared)


def test_an_index_that_was_compared_ahead_is_not_compared_again(
    mine: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.commit({"a.toml": "a = 1\n"})
    asked: list[str] = []

    def noting(top: Path, *words: str) -> AbstractContextManager[Callable[[], bytes]]:
        asked.append(words[0])
        return run_ahead(top, *words)

    monkeypatch.setattr(worktree, "run_ahead", noting)

    _compared(mine)

    assert asked == ["diff-index"]


def test_what_was_staged_before_it_was_compared_is_known(mine: Place) -> None:
    mine.commit({"a.toml": "a = 1\n"})
    mine.write({"a.toml": "a = 2\n"})
    mine.git("add", "a.toml")
    mine.write({"a.toml": "a = 1\n"})

    with pytest.raises(LocalChangesError):
        _compared(mine)


def test_what_is_staged_after_it_was_compared_is_known(mine: Place) -> None:
    mine.commit({"a.toml": "a = 1\n", "b.toml": "b = 2\n"})
    staged = mine.git("rev-parse", "HEAD:b.toml")

    with pytest.raises(LocalChangesError):
        _compared(mine, "update-index", "--cacheinfo", f"100644,{staged},a.toml")
