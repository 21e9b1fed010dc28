"""Claims about the index: git may be told ahead what comes in, and writes nothing before it is told to."""

import os
import signal
import time
from pathlib import Path

import pytest

from workbook.vcs.index import index_update
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import FILE, Entry

from .conftest import Place

COUNTS = [0, 1, 2, 2_000]


@pytest.mark.parametrize("count", COUNTS)
def test_what_git_was_told_is_in_the_index_once_it_is_written(place: Place, count: int) -> None:
    entries = _entries(place, count)
    before = _staged(place)

    with index_update(Repository.find(place.folder)) as update:
        update.tell(entries)
        assert _staged(place) == before
        update.write()

    assert _staged(place) == before | {path: entry.id for path, entry in entries.items()}


@pytest.mark.parametrize("count", COUNTS)
def test_what_is_not_written_leaves_the_index_as_it_was(place: Place, count: int) -> None:
    entries = _entries(place, count)
    before = _index(place).read_bytes()

    with index_update(Repository.find(place.folder)) as update:
        update.tell(entries)

    assert _index(place).read_bytes() == before
    _await(place, locked=False)


@pytest.mark.parametrize("count", COUNTS)
def test_a_kill_before_it_is_written_leaves_the_index_as_it_was(place: Place, count: int) -> None:
    entries: dict[str, Entry | None] = dict(_entries(place, count))
    entries["plans/gone.toml"] = None
    before = _index(place).read_bytes()
    child = os.fork()
    if child == 0:
        try:
            with index_update(Repository.find(place.folder)) as update:
                update.tell(entries)
                _await(place, locked=True)
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)

    _await(place, locked=False)
    assert _index(place).read_bytes() == before


def test_the_index_loses_what_git_was_told_to_take_away(place: Place) -> None:
    place.commit({"plans/a.toml": "a = 1\n", "plans/b.toml": "b = 1\n"})

    with index_update(Repository.find(place.folder)) as update:
        update.tell({"plans/b.toml": None})
        update.write()

    assert "plans/b.toml" not in _staged(place)
    assert "plans/a.toml" in _staged(place)


def test_an_index_with_ids_of_sha256_loses_paths_too(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.git("init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    place.commit({"plans/a.toml": "a = 1\n", "plans/b.toml": "b = 1\n"})

    with index_update(Repository.find(place.folder)) as update:
        update.tell({"plans/b.toml": None})
        update.write()

    assert "plans/b.toml" not in _staged(place)
    assert "plans/a.toml" in _staged(place)


def _entries(place: Place, count: int) -> dict[str, Entry]:
    place.commit({"plans/first.toml": "x = 1\n"})
    id_ = place.git("hash-object", "-w", "--stdin", stdin=b"y = 1\n")
    paths = [f"plans/nations/NOR/commitments/NOR-C-{number:04}.toml" for number in range(count)]
    return dict.fromkeys(paths, Entry(FILE, id_))


def _staged(place: Place) -> dict[str, str]:
    rows = [line.split("\t") for line in place.git("ls-files", "--stage").splitlines()]
    return {path: about.split()[1] for about, path in rows}


def _index(place: Place) -> Path:
    return place.folder / ".git" / "index"


def _await(place: Place, *, locked: bool) -> None:
    """Wait for git to hold the index, or to see that nobody tells it more."""
    until = time.monotonic() + 10
    while (place.folder / ".git" / "index.lock").exists() != locked:
        assert time.monotonic() < until
        time.sleep(0.01)
