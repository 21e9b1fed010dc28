"""Objects that lie loose are read as git reads them, and all others by git."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from workbook.errors import WorkbookError
from workbook.vcs import plumbing
from workbook.vcs.loose import loose_objects
from workbook.vcs.plumbing import Repository, read_whole

from .conftest import Place


@pytest.fixture
def some(mine: Place, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Contents of a repository by id: two packed, two loose."""
    monkeypatch.setattr(plumbing, "_MANY", 1)
    texts = {"a": b"packed\0\r\n", "b": b"", "c": b"loose\n" * 99, "d": b"\0\xff"}
    found = {}
    for name, text in texts.items():
        (mine.folder / name).write_bytes(text)
        found[mine.git("hash-object", "-w", "--no-filters", name)] = text
        if name == "b":
            mine.git("add", "a", "b")
            mine.git("commit", "--quiet", "--message", "Two")
            mine.git("repack", "-adq")
            mine.git("prune-packed")
    return found


def _file(place: Place, id_: str) -> Path:
    return place.folder / ".git/objects" / id_[:2] / id_[2:]


def test_all_are_read_in_order_wherever_they_lie(mine: Place, some: dict[str, bytes]) -> None:
    ids = [*some, *reversed(some)]
    loose = loose_objects(Repository.find(mine.folder).git_folder, some)

    assert list(read_whole(mine.folder, ids)) == [some[id_] for id_ in ids]
    assert list(loose) == list(some)[2:]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-3],
        lambda data: data + b"more",
        lambda data: zlib.compress(b"blob 3\0four"),
        lambda data: zlib.compress(b"no object"),
    ],
    ids=["empty", "cut off", "with more behind it", "of another size", "without a head"],
)
def test_what_is_damaged_is_left_to_git(
    mine: Place, some: dict[str, bytes], spoil: Callable[[bytes], bytes]
) -> None:
    *_, id_ = some
    file = _file(mine, id_)
    file.chmod(0o644)
    file.write_bytes(spoil(file.read_bytes()))

    assert id_ not in loose_objects(mine.folder / ".git", some)


def test_what_nobody_holds_is_told(mine: Place, some: dict[str, bytes]) -> None:
    *_, id_ = some
    _file(mine, id_).unlink()

    with pytest.raises(WorkbookError, match=id_):
        list(read_whole(mine.folder, list(some)))
