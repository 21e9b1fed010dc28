"""Claims about files that are looked at ahead: what is told of them is so, or nothing is told."""

import os
from pathlib import Path

import pytest

from workbook.vcs import looked
from workbook.vcs.looked import LookedAt
from workbook.vcs.packing import blob_id
from workbook.vcs.trees import FILE, Entry, Step

PATH, OTHER = "a/x.toml", "a/y.toml"
OLD = Entry(FILE, blob_id(b"old\n", 40))
STEPS = {PATH: Step(OLD, None), OTHER: Step(None, OLD)}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that no clock can mistake."""
    monkeypatch.setattr(looked, "_FINE_GRAIN_NS", 0)
    monkeypatch.setattr(looked, "_FINE_NS", 1)
    monkeypatch.setattr(looked, "_GRAIN_NS", 0)
    (tmp_path / "a").mkdir()
    (tmp_path / PATH).write_bytes(b"old\n")
    return tmp_path / PATH


def _looked(file: Path) -> LookedAt:
    found = LookedAt(file.parent.parent)
    found.look(STEPS)
    return found


def test_what_a_file_held_is_told_while_it_is_as_it_was(file: Path) -> None:
    seen = _looked(file)

    assert seen(PATH, os.lstat(file)) == OLD.id


def test_of_a_file_that_was_written_since_nothing_is_told(file: Path) -> None:
    was = os.lstat(file)
    seen = _looked(file)
    file.write_bytes(b"new\n")
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))

    assert seen(PATH, os.lstat(file)) == ""


def test_of_a_file_in_place_of_it_nothing_is_told(file: Path) -> None:
    times = os.lstat(file).st_mtime_ns, os.lstat(file).st_mtime_ns
    seen = _looked(file)
    (file.parent / "new").write_bytes(b"new\n")
    os.utime(file.parent / "new", ns=times)
    os.replace(file.parent / "new", file)

    assert seen(PATH, os.lstat(file)) == ""


def test_of_a_file_with_other_rights_nothing_is_told(file: Path) -> None:
    seen = _looked(file)
    file.chmod(0o755)

    assert seen(PATH, os.lstat(file)) == ""


@pytest.mark.parametrize("grain", ["_FINE_GRAIN_NS", "_GRAIN_NS"])
def test_of_a_file_that_is_too_new_nothing_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, grain: str
) -> None:
    monkeypatch.setattr(looked, grain, 10**12)
    monkeypatch.setattr(looked, "_FINE_NS", 10**19 if grain == "_FINE_GRAIN_NS" else 1)
    seen = _looked(file)

    assert seen(PATH, os.lstat(file)) == ""


def test_what_is_no_file_is_not_looked_at(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)
    seen = _looked(file)
    file.unlink()
    file.symlink_to("y.toml")
    (file.parent / "y.toml").write_bytes(b"old\n")
    linked = _looked(file)

    assert (seen._found, linked._found) == ({}, {})
