"""Saving: whole at every instant, refused where somebody else was quicker, told in one sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.saving_children import NEW, OLD
from workbook.desk.saving import FileChangedError, LinkInTheWayError, NotSavedError, remove, save, write_whole

_ROOT = Path(__file__).parents[2]


def _start(task: str, folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.desk.saving_children", task, str(folder)]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)


def _told(task: str, folder: Path) -> str:
    child = _start(task, folder)
    output, _ = child.communicate()
    assert child.returncode == 0
    return output.replace(f"{folder}/", "")


def _ended(child: "subprocess.Popen[str]") -> int:
    child.communicate()
    return child.returncode


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.toml"
    path.write_bytes(OLD)
    return path


def test_a_kill_at_every_system_call_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    deaths = [json.loads(line) for line in _told("kill", tmp_path).splitlines()]

    allowed = {"save": {"old", "new"}, "make": {"none", "new"}, "remove": {"old", "none"}}
    assert [death for death in deaths if death["content"] not in allowed[death["task"]]] == []
    assert [death for death in deaths if not death["next"] or death["litter"]] == []
    died_at = {(death["task"], *death["call"].split()[1:]) for death in deaths}
    assert {("save", call, "before") for call in ("flock", "write", "fsync", "replace", "close")} <= died_at
    assert {("save", "write", "half"), ("make", "mkdir", "before"), ("remove", "unlink", "before")} <= died_at
    assert {death["content"] for death in deaths} == {"old", "new", "none"}


def test_two_processes_save_different_records_at_once(tmp_path: Path) -> None:
    children = [_start("fill", tmp_path), _start("fill", tmp_path)]

    codes = [_ended(child) for child in children]

    assert codes == [0, 0]
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"count = 39\n"] * 2


def test_of_two_processes_that_save_one_record_neither_undoes_the_other(tmp_path: Path) -> None:
    (tmp_path / "shared.toml").write_bytes(b"count = 0\n")
    children = [_start("count", tmp_path), _start("count", tmp_path)]

    codes = [_ended(child) for child in children]

    assert codes == [0, 0]
    assert (tmp_path / "shared.toml").read_bytes().endswith(b"count = 80\n")


def test_a_file_changed_meanwhile_is_refused_with_all_three_states(record: Path) -> None:
    record.write_bytes(b"theirs\n")

    with pytest.raises(
        FileChangedError, match=r"was changed by somebody else .* merge your change"
    ) as raised:
        save(record, NEW, read=OLD)

    assert (raised.value.read, raised.value.wanted, raised.value.current) == (OLD, NEW, b"theirs\n")
    assert [path.name for path in record.parent.iterdir()] == ["record.toml"]
    assert record.read_bytes() == b"theirs\n"


def test_a_file_made_or_removed_meanwhile_is_refused(record: Path) -> None:
    with pytest.raises(FileChangedError, match="was made by somebody else"):
        save(record, NEW, read=None)
    record.unlink()
    with pytest.raises(FileChangedError, match="was removed by somebody else"):
        save(record, NEW, read=OLD)


def test_the_same_change_made_twice_is_saved(record: Path) -> None:
    save(record, NEW, read=OLD)
    save(record, NEW, read=OLD)

    assert record.read_bytes() == NEW


def test_a_removed_file_is_gone_and_a_changed_one_stays(record: Path) -> None:
    with pytest.raises(FileChangedError):
        remove(record, read=NEW)
    remove(record, read=OLD)
    remove(record, read=OLD)

    assert not record.exists()


def test_folders_come_with_their_first_file_and_go_with_their_last(tmp_path: Path) -> None:
    (tmp_path / "kept.toml").write_bytes(OLD)
    save(tmp_path / "a/b/one.toml", NEW, read=None)
    save(tmp_path / "a/two.toml", NEW, read=None)

    remove(tmp_path / "a/b/one.toml", read=NEW)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["two.toml"]
    remove(tmp_path / "a/two.toml", read=NEW)

    assert [path.name for path in tmp_path.iterdir()] == ["kept.toml"]


def test_rights_of_the_old_file_are_kept(record: Path) -> None:
    record.chmod(0o640)

    save(record, NEW, read=OLD)

    assert record.stat().st_mode & 0o777 == 0o640


def test_a_link_is_neither_followed_nor_replaced(record: Path) -> None:
    link = record.with_name("link.toml")
    link.symlink_to(record)

    with pytest.raises(LinkInTheWayError, match=r"link\.toml is no plain file"):
        save(link, NEW, read=OLD)

    assert link.is_symlink()
    assert record.read_bytes() == OLD


def test_what_was_planted_under_the_temporary_name_is_not_followed(record: Path) -> None:
    planted = record.with_name("other.toml")
    planted.write_bytes(OLD)
    record.with_name(".record.toml.new").symlink_to(planted)

    save(record, NEW, read=OLD)

    assert (record.read_bytes(), planted.read_bytes()) == (NEW, OLD)
    assert not record.is_symlink()


def test_a_full_disk_is_one_sentence_and_leaves_the_old_file(record: Path) -> None:
    said = _told("small", record.parent)

    assert said == (
        "record.toml could not be saved and is as it was: the file would be larger than is allowed here; "
        "make it smaller and save again.\n"
    )
    assert [(path.name, path.read_bytes()) for path in record.parent.iterdir()] == [("record.toml", OLD)]


def test_a_folder_that_may_not_be_written_is_one_sentence(record: Path) -> None:
    record.parent.chmod(0o555)
    said = _told("unprivileged", record.parent)
    record.parent.chmod(0o755)

    assert said == (
        "record.toml could not be saved and is as it was: you may not write in its folder; "
        "ask for the right to and save again.\n"
    )
    assert record.read_bytes() == OLD


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_without_space_is_one_sentence(tmp_path: Path) -> None:
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", tmp_path], check=False)
    if mount.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        record = tmp_path / "record.toml"
        record.write_bytes(OLD)
        with pytest.raises(NotSavedError, match="no space is left on its disk; make room and save again"):
            save(record, NEW * 100, read=OLD)
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("record.toml", OLD)]
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_a_folder_where_a_file_stands_is_one_sentence(record: Path) -> None:
    with pytest.raises(NotSavedError, match="could not be saved and is as it was: Not a directory"):
        save(record / "inner.toml", NEW, read=None)


def test_writing_whole_asks_nothing_of_what_was_there(record: Path) -> None:
    write_whole(record, NEW)
    write_whole(record.with_name("made.md"), NEW)

    assert record.read_bytes() == record.with_name("made.md").read_bytes() == NEW
