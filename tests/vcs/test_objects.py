"""Claims about commits made from bytes, and what stays as it was."""

import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from workbook.errors import WorkbookError
from workbook.vcs.messages import message_text
from workbook.vcs.objects import (
    Authorship,
    BranchLockedError,
    BranchMovedError,
    NothingChangedError,
    PathInTheWayError,
    commit_onto,
    commit_paths,
)
from workbook.vcs.odd_paths import RefusedPathError
from workbook.vcs.packing import NoSpaceError, ReadOnlyRepositoryError
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import IndexUnreadableError
from workbook.vcs.state import IndexLockedError, Person

from .conftest import Place

_KARI = Person(name="Kari Nordmann", email="kari@example.org")
_OLA = Person(name="Ola Nordmann", email="ola@example.org")
_THEN = datetime(2022, 9, 28, 14, 0, tzinfo=timezone(timedelta(hours=2)))
_BY = Authorship(author=_KARI, committer=_KARI, moment=_THEN)
_NOR = "plans/nations/NOR/nation.toml"


def _commit(
    place: Place,
    changes: Mapping[str, bytes | None],
    *,
    parents: Sequence[str] | None = None,
    message: str = "Change\n",
    by: Authorship = _BY,
) -> str:
    tip = [place.git("rev-parse", "HEAD")] if parents is None else parents
    repository = Repository.find(place.folder)
    return commit_paths(
        repository, branch="refs/heads/main", parents=tip, changes=changes, message=message, by=by
    )


def _files(place: Place, commit: str = "HEAD") -> str:
    return place.git("ls-tree", "-r", "--name-only", commit)


def test_a_commit_changes_its_files_and_no_others(mine: Place) -> None:
    commit = _commit(mine, {_NOR: b'name = "Norge"\r\n', "plans/nations/SWE/nation.toml": b"\0\xff"})

    assert mine.git("rev-parse", "main") == commit
    assert mine.git("cat-file", "blob", f"main:{_NOR}") == 'name = "Norge"'
    assert _files(mine).split() == [_NOR, "plans/nations/SWE/nation.toml", "plans/workbook.toml"]
    assert mine.git("fsck", "--strict") == ""


def test_author_committer_and_moment_are_told_as_git_tells_them(mine: Place) -> None:
    by = Authorship(author=_OLA, committer=_KARI, moment=_THEN)

    _commit(mine, {_NOR: b""}, by=by)

    told = mine.git("log", "-1", "--format=%an %ae %aI|%cn %ce %cI")
    assert told == (
        "Ola Nordmann ola@example.org 2022-09-28T14:00:00+02:00"
        "|Kari Nordmann kari@example.org 2022-09-28T14:00:00+02:00"
    )


def test_trailers_are_read_back_by_git(mine: Place) -> None:
    text = message_text(
        "NOR raises\nunits", "Because.\n", [("On-behalf-of", "NOR"), ("Record", "NOR-C-7K3Q\nX: y")]
    )

    _commit(mine, {_NOR: b""}, message=text)

    assert mine.git("log", "-1", "--format=%s|%b|%(trailers:only,separator=%x2C)") == (
        "NOR raises units|Because.\n\nOn-behalf-of: NOR\nRecord: NOR-C-7K3Q X: y\n"
        "|On-behalf-of: NOR,Record: NOR-C-7K3Q X: y"
    )


def test_a_file_that_goes_takes_its_empty_folders_along(mine: Place) -> None:
    _commit(mine, {_NOR: None})

    assert _files(mine) == "plans/workbook.toml"
    assert mine.git("ls-files") == "plans/workbook.toml"


def test_the_last_file_may_go(mine: Place) -> None:
    _commit(mine, {_NOR: None, "plans/workbook.toml": None})

    assert _files(mine) == ""


def test_a_branch_without_a_commit_gets_its_first(empty: Place) -> None:
    commit = _commit(empty, {_NOR: b"x = 1\n"}, parents=[])

    assert empty.git("log", "--format=%H %s") == f"{commit} Change"
    assert empty.git("ls-files") == _NOR


def test_a_merge_has_two_parents_and_may_change_nothing(mine: Place) -> None:
    first = mine.git("rev-parse", "HEAD")
    other = mine.git("commit-tree", "-p", first, "-m", "Other", "HEAD^{tree}")

    commit = _commit(mine, {}, parents=[first, other])

    assert mine.git("rev-parse", f"{commit}^1", f"{commit}^2").split() == [first, other]


def test_without_any_change_nothing_is_committed(mine: Place) -> None:
    before = mine.git("rev-parse", "HEAD")

    with pytest.raises(NothingChangedError, match="holds just this already"):
        _commit(mine, {_NOR: b'name = "Norway"\n', "plans/gone.toml": None})
    assert mine.git("rev-parse", "HEAD") == before


def test_a_program_stays_a_program(mine: Place) -> None:
    mine.git("update-index", "--chmod=+x", _NOR)
    mine.git("commit", "--quiet", "--message", "Odd")

    _commit(mine, {_NOR: b"x = 1\n"})

    assert mine.git("ls-tree", "HEAD", _NOR).startswith("100755")


def test_names_that_are_no_words_are_kept(mine: Place) -> None:
    odd = "plans/\udcff\n ø.toml"

    _commit(mine, {odd: b"x = 1\n"})

    assert b"plans/\xff\n \xc3\xb8.toml" in _raw(mine, "ls-tree", "-r", "-z", "--name-only", "HEAD")
    assert b"plans/\xff\n \xc3\xb8.toml" in _raw(mine, "ls-files", "-z")


def test_names_are_sorted_as_git_sorts_them(mine: Place) -> None:
    changes = {f"plans/{name}": b"" for name in ("a", "a-b", "a.b", "a0", "b/c", "b-c", "b.c", "b0")}

    _commit(mine, {"plans/a/x": b"", **{k: v for k, v in changes.items() if k != "plans/a"}})

    assert mine.git("fsck", "--strict") == ""


def test_ids_of_sha256_are_made_too(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.git("init", "--quiet", "--initial-branch=main", "--object-format=sha256")

    first = _commit(place, {"plans/x.toml": b"1"}, parents=[])
    second = _commit(place, {"plans/x.toml": b"2"})

    assert len(second) == 64
    assert place.git("rev-list", "main").split() == [second, first]
    assert place.git("fsck", "--strict") == ""


def test_many_files_are_one_pack(mine: Place) -> None:
    changes = {f"plans/nations/N{n % 40:02}/x{n}.toml": b"n = %d\n" % n for n in range(400)}

    _commit(mine, changes)

    assert len(_files(mine).split()) == 402
    assert len(list((mine.folder / ".git/objects/pack").glob("*.pack"))) == 1
    assert mine.git("fsck", "--strict") == ""


def test_a_large_file_is_committed_whole(mine: Place) -> None:
    data = os.urandom(3_000_000)

    _commit(mine, {"plans/big.toml": data})

    assert _raw(mine, "cat-file", "blob", "HEAD:plans/big.toml") == data


# What the user has staged and written stays.


def test_other_staged_and_unstaged_work_stays_exactly(mine: Place) -> None:
    mine.write({"plans/workbook.toml": "format = 2\n", "staged.txt": "s"})
    mine.git("add", ".")
    mine.write({"plans/workbook.toml": "format = 3\n", "loose.txt": "l", _NOR: "x = 1\n"})

    _commit(mine, {_NOR: b"x = 1\n"})

    status = mine.git("status", "--porcelain")
    assert status.splitlines() == ["MM plans/workbook.toml", "A  staged.txt", "?? loose.txt"]
    assert mine.git("show", ":plans/workbook.toml") == "format = 2"


def test_an_unmerged_entry_of_the_path_is_settled(mine: Place) -> None:
    blob = mine.git("rev-parse", f"HEAD:{_NOR}")
    lines = "".join(f"100644 {blob} {stage}\t{_NOR}\n" for stage in (1, 2, 3))
    mine.git("update-index", "--index-info", stdin=f"0 {'0' * 40}\t{_NOR}\n{lines}".encode())

    _commit(mine, {_NOR: b"x = 1\n"})

    assert mine.git("ls-files", "--unmerged") == ""


def test_without_an_index_the_users_index_is_left_alone(mine: Place) -> None:
    before = (mine.folder / ".git/index").read_bytes()
    tip = mine.git("rev-parse", "HEAD")
    mine.git("branch", "draft")

    commit_paths(
        Repository.find(mine.folder),
        branch="refs/heads/draft",
        parents=[tip],
        changes={_NOR: b""},
        message="Draft\n",
        by=_BY,
        with_index=False,
    )

    assert (mine.folder / ".git/index").read_bytes() == before
    assert mine.git("rev-parse", "HEAD") == tip != mine.git("rev-parse", "draft")


def test_the_reflog_tells_who_moved_the_branch(mine: Place) -> None:
    _commit(mine, {_NOR: b""}, message="NOR raises it\n\nBody\n")

    assert mine.git("reflog", "-1", "--format=%gs", "HEAD") == "workbook: NOR raises it"


# What is refused, with everything as it was.


def test_a_branch_that_moved_is_not_moved_back(mine: Place) -> None:
    seen = mine.git("rev-parse", "HEAD")
    now = mine.commit({"plans/other.toml": ""})

    with pytest.raises(BranchMovedError, match=f"main is now at {now[:10]} and no longer at {seen[:10]}"):
        _commit(mine, {_NOR: b""}, parents=[seen])
    assert mine.git("rev-parse", "HEAD") == now
    assert mine.git("status", "--porcelain") == ""


def test_a_branch_that_was_reset_is_not_brought_back(mine: Place) -> None:
    first = mine.git("rev-parse", "HEAD")
    seen = mine.commit({"plans/other.toml": ""})
    mine.git("reset", "--quiet", "--hard", first)

    with pytest.raises(BranchMovedError):
        _commit(mine, {_NOR: b""}, parents=[seen])
    assert mine.git("rev-parse", "HEAD") == first


def test_a_first_commit_does_not_replace_one_made_meanwhile(mine: Place) -> None:
    with pytest.raises(BranchMovedError, match="no longer at its start"):
        _commit(mine, {_NOR: b""}, parents=[])


@pytest.mark.parametrize("path", ["", "/x", "x/", "a//b", "a/../b", "./x", "a/.git/config", ".GIT/x", "x\0y"])
def test_a_path_that_git_cannot_hold_is_refused(mine: Place, path: str) -> None:
    with pytest.raises(RefusedPathError):
        _commit(mine, {path: b""})


def test_a_link_in_the_place_of_a_file_or_folder_is_refused(mine: Place) -> None:
    (mine.folder / "plans/link").symlink_to("nations")
    mine.commit({})

    with pytest.raises(PathInTheWayError, match="as it is a link in the last commit"):
        _commit(mine, {"plans/link": b""})
    with pytest.raises(PathInTheWayError, match="as plans/link is a link"):
        _commit(mine, {"plans/link/x.toml": b""})


def test_a_submodule_a_file_and_a_folder_in_the_way_are_told(mine: Place) -> None:
    tip = mine.git("rev-parse", "HEAD")
    mine.git("update-index", "--add", "--cacheinfo", f"160000,{tip},plans/inner")
    mine.git("commit", "--quiet", "--message", "Submodule")

    with pytest.raises(PathInTheWayError, match="plans/inner is a submodule"):
        _commit(mine, {"plans/inner/x.toml": b""})
    with pytest.raises(PathInTheWayError, match=r"plans/workbook.toml is a file"):
        _commit(mine, {"plans/workbook.toml/x.toml": b""})
    with pytest.raises(PathInTheWayError, match="it is a folder"):
        _commit(mine, {"plans/nations": b""})


def test_a_failure_leaves_no_lock(mine: Place) -> None:
    with pytest.raises(NothingChangedError):
        _commit(mine, {})

    assert not (mine.folder / ".git/index.lock").exists()


def test_with_a_locked_index_nothing_is_committed(mine: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.vcs.state.PATIENCE_S", 0.05)
    (mine.folder / ".git/index.lock").write_bytes(b"")

    with pytest.raises(IndexLockedError, match=r"index\.lock is there; wait for it"):
        _commit(mine, {_NOR: b""})
    assert mine.git("log", "-1", "--format=%s") == "Record"


def test_a_locked_branch_is_told_and_the_index_stays(mine: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.vcs.objects._PATIENCE", "core.filesRefLockTimeout=10")
    (mine.folder / ".git/refs/heads/main.lock").write_bytes(b"")

    with pytest.raises(BranchLockedError, match=r"is moving main, as .*main\.lock is there"):
        _commit(mine, {_NOR: b""})
    assert mine.git("status", "--porcelain") == ""


def test_a_lock_of_the_head_is_told_by_its_own_name(mine: Place) -> None:
    (mine.folder / ".git/HEAD.lock").write_bytes(b"")

    with pytest.raises(BranchLockedError, match=r"is moving main, as .*/\.git/HEAD\.lock is there"):
        _commit(mine, {_NOR: b""})


def test_a_damaged_index_is_told_when_a_commit_would_be_made(mine: Place) -> None:
    (mine.folder / ".git/index").write_bytes(b"DIRC")

    with pytest.raises(IndexUnreadableError, match="run `git reset`"):
        _commit(mine, {_NOR: b""})


def test_a_full_disk_is_told_and_nothing_moves(mine: Place, disk: Path) -> None:
    mine.git("clone", "--quiet", "--no-local", ".", str(disk / "plan"))
    place = Place(disk / "plan")
    tip = place.git("rev-parse", "HEAD")

    with pytest.raises(NoSpaceError, match="No space is left to write into"):
        _commit(place, {_NOR: os.urandom(4_000_000)})
    assert place.git("rev-parse", "HEAD") == tip
    assert place.git("--no-optional-locks", "status", "--porcelain") == ""


def test_a_disk_that_may_not_be_written_is_told(mine: Place, disk: Path) -> None:
    mine.git("clone", "--quiet", "--no-local", ".", str(disk / "plan"))
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)

    with pytest.raises(ReadOnlyRepositoryError, match="may not be written"):
        _commit(Place(disk / "plan"), {_NOR: b"x = 1\n"})


# Two at once.


def test_another_file_committed_meanwhile_is_built_upon(mine: Place) -> None:
    seen = mine.git("rev-parse", "HEAD")
    now = mine.commit({"plans/other.toml": "x = 1\n"})

    commit = _onto(mine, seen, {_NOR: b"y = 1\n"})

    assert mine.git("rev-parse", f"{commit}^") == now
    assert "plans/other.toml" in _files(mine)


def test_the_same_file_committed_meanwhile_is_refused(mine: Place) -> None:
    seen = mine.git("rev-parse", "HEAD")
    mine.commit({_NOR: "x = 1\n"})

    with pytest.raises(BranchMovedError):
        _onto(mine, seen, {_NOR: b"y = 1\n"})


def test_many_who_save_different_files_at_once_all_succeed(mine: Place) -> None:
    seen = mine.git("rev-parse", "HEAD")
    failed: list[WorkbookError] = []

    def save(number: int) -> None:
        try:
            _onto(mine, seen, {f"plans/n{number}.toml": b"x = %d\n" % number})
        except WorkbookError as error:
            failed.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert [f"plans/n{n}.toml" in _files(mine) for n in range(6)] == [True] * 6
    assert [f"plans/n{n}.toml" in mine.git("ls-files") for n in range(6)] == [True] * 6


def _onto(place: Place, seen: str, changes: Mapping[str, bytes | None]) -> str:
    return commit_onto(
        Repository.find(place.folder),
        branch="refs/heads/main",
        seen=seen,
        changes=changes,
        message="Change\n",
        by=_BY,
    )


def _raw(place: Place, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=place.folder, capture_output=True, check=True).stdout
