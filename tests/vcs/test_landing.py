"""Claims about merges in the work tree: all of it or nothing, and as plain git leaves them."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbook.desk.saving import is_temporary
from workbook.errors import WorkbookError
from workbook.vcs.landing import Unsettled, commit_merge, fast_forward, leave_conflicted, switch_branch
from workbook.vcs.merging import MergedFile, Split, ancestry, merged_tree, split
from workbook.vcs.objects import Authorship, BranchMovedError
from workbook.vcs.packing import NoSpaceError
from workbook.vcs.plumbing import Repository
from workbook.vcs.state import Standing, standing
from workbook.vcs.worktree import LocalChangesError, UnmergedFilesError

from .conftest import Place
from .test_merging import _change, _diverge

_THEN = datetime(2022, 9, 28, 12, tzinfo=UTC)


def _parts(place: Place) -> tuple[Repository, Standing, Split]:
    repository = Repository.find(place.folder)
    at = standing(repository)
    return repository, at, split(repository, ancestry(repository, at.tip, place.git("rev-parse", "other")))


def _merge(place: Place, merged: Mapping[str, MergedFile] | None = None) -> str:
    repository, at, parts = _parts(place)
    tree = merged_tree(repository, parts, merged or {})
    by = Authorship(author=at.author, committer=at.committer, moment=_THEN)
    return commit_merge(
        repository, at, theirs=parts.ancestry.theirs, tree=tree, message="Merge other\n", by=by
    )


def _conflict(place: Place, texts: Mapping[str, bytes | None]) -> None:
    repository, at, parts = _parts(place)
    merged = {one.path: MergedFile(data=texts.get(one.path)) for one in parts.both}
    tree = merged_tree(repository, parts, merged)
    unsettled = [Unsettled(about=one, text=texts[one.path]) for one in parts.both if one.path in texts]
    leave_conflicted(repository, at, parts=parts, tree=tree, unsettled=unsettled, message="Merge other")


def _twin(place: Place, tmp_path: Path) -> Place:
    """Give a copy of all, in which plain git does the same."""
    place.git("clone", "--quiet", ".", str(tmp_path / "twin"))
    twin = Place(tmp_path / "twin")
    twin.git("branch", "other", "origin/other")
    return twin


def _all_files(place: Place) -> dict[str, bytes]:
    found = [path for path in place.folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    return {path.relative_to(place.folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def diverged(mine: Place) -> Place:
    """Two branches that each changed, added and removed files."""
    mine.commit({"plans/a/x": "x\n", "plans/b/y": "y\n", "plans/c/z": "z\n"})
    _diverge(
        mine, {"plans/a/x": None, "plans/c/z": "2\n"}, {"plans/b/y": None, "new": "n\n", "plans/d/e/f": "f\n"}
    )
    return mine


def test_a_merge_has_both_parents_and_leaves_nothing_open(diverged: Place) -> None:
    ours = diverged.git("rev-parse", "main")

    commit = _merge(diverged)

    assert diverged.git("rev-parse", "main", "main^1", "main^2").split() == [
        commit,
        ours,
        diverged.git("rev-parse", "other"),
    ]
    assert diverged.git("status", "--porcelain") == ""
    assert diverged.git("rev-parse", "ORIG_HEAD") == ours
    assert not (diverged.folder / "plans/b").exists()
    assert [path.name for path in (diverged.folder / ".git").glob(".workbook*")] == []


def test_the_files_are_those_of_git(diverged: Place, tmp_path: Path) -> None:
    twin = _twin(diverged, tmp_path)

    _merge(diverged)
    twin.git("merge", "--quiet", "--no-edit", "other")

    assert _all_files(diverged) == _all_files(twin)
    assert diverged.git("rev-parse", "HEAD^{tree}") == twin.git("rev-parse", "HEAD^{tree}")


def test_a_fast_forward_brings_all_along(diverged: Place) -> None:
    diverged.git("reset", "--quiet", "--hard", "main~1")
    repository = Repository.find(diverged.folder)

    fast_forward(repository, standing(repository), theirs=diverged.git("rev-parse", "other"))

    assert diverged.git("rev-parse", "main") == diverged.git("rev-parse", "other")
    assert diverged.git("status", "--porcelain") == ""


def test_links_and_programs_come_as_such(mine: Place) -> None:
    _diverge(mine, {"a": "1"}, {"run": "#!"})
    mine.git("switch", "--quiet", "other")
    (mine.folder / "link").symlink_to("plans")
    (mine.folder / "run").chmod(0o755)
    mine.commit({})
    mine.git("switch", "--quiet", "main")

    _merge(mine)

    assert os.readlink(mine.folder / "link") == "plans"
    assert os.access(mine.folder / "run", os.X_OK)
    assert mine.git("status", "--porcelain") == ""


def test_a_file_may_become_a_folder_and_a_folder_a_file(mine: Place) -> None:
    mine.commit({"a": "1", "b/c": "1"})
    _diverge(mine, {"x": "1"}, {})
    mine.git("switch", "--quiet", "other")
    _change(mine, {"a": None, "b/c": None})
    (mine.folder / "b").rmdir()
    mine.commit({"a/d": "2", "b": "2"})
    mine.git("switch", "--quiet", "main")

    _merge(mine)

    assert mine.git("status", "--porcelain") == ""
    assert (mine.folder / "a/d").read_text() == (mine.folder / "b").read_text() == "2"


def test_work_elsewhere_stays_as_it_is(diverged: Place) -> None:
    diverged.write({"plans/c/z": "3\n", "mine": "m\n"})
    diverged.git("add", "mine")

    _merge(diverged)

    assert diverged.git("status", "--porcelain").splitlines() == ["A  mine", " M plans/c/z"]


@pytest.mark.parametrize(
    ("path", "stage"),
    [("new", False), ("new", True), ("plans/b/y", False), ("plans/b/y", True), ("plans/d/e", False)],
)
def test_local_changes_are_refused_and_stay(diverged: Place, path: str, stage: bool) -> None:
    diverged.write({path: "mine\n"})
    diverged.git("add", *([path] if stage else ["--all", "--dry-run"]))
    before = (_all_files(diverged), diverged.git("status", "--porcelain"), diverged.git("rev-parse", "HEAD"))

    with pytest.raises(LocalChangesError, match=r"would be overwritten .* run `git stash`"):
        _merge(diverged)
    after = (_all_files(diverged), diverged.git("status", "--porcelain"), diverged.git("rev-parse", "HEAD"))
    assert after == before


def test_nothing_is_written_through_a_link(diverged: Place, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (diverged.folder / "plans/d").symlink_to(tmp_path / "outside")

    with pytest.raises(LocalChangesError):
        _merge(diverged)
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_merge_cut_short_can_be_repeated(diverged: Place) -> None:
    diverged.write({"new": "n\n"})
    (diverged.folder / "plans/b/y").unlink()

    _merge(diverged)

    assert diverged.git("status", "--porcelain") == ""


def test_conflicts_left_in_the_index_are_refused(diverged: Place) -> None:
    blob = diverged.git("rev-parse", "HEAD:plans/c/z")
    lines = f"0 {'0' * 40}\tplans/c/z\n100644 {blob} 2\tplans/c/z\n"
    diverged.git("update-index", "--index-info", stdin=lines.encode())

    with pytest.raises(UnmergedFilesError, match="plans/c/z still has a conflict"):
        _merge(diverged)


def test_a_branch_that_moved_meanwhile_changes_nothing(diverged: Place) -> None:
    repository, at, parts = _parts(diverged)
    tree = merged_tree(repository, parts, {})
    by = Authorship(author=at.author, committer=at.committer, moment=_THEN)
    diverged.git("commit", "--quiet", "--allow-empty", "--message", "Faster")
    now, files = diverged.git("rev-parse", "HEAD"), _all_files(diverged)

    with pytest.raises(BranchMovedError):
        commit_merge(repository, at, theirs=parts.ancestry.theirs, tree=tree, message="M\n", by=by)
    assert diverged.git("rev-parse", "HEAD") == now
    assert _all_files(diverged) == files
    assert diverged.git("status", "--porcelain") == ""


def test_a_folder_that_cannot_be_made_moves_no_branch(diverged: Place) -> None:
    ours = diverged.git("rev-parse", "main")
    (diverged.folder / ".git/index.lock").write_bytes(b"")

    with pytest.raises(Exception, match=r"index\.lock|holds it"):
        _merge(diverged)
    assert diverged.git("rev-parse", "main") == ours


@pytest.mark.parametrize("name", ["plans/{}", "plans/{}.toml", "plans/{}/nation.toml"])
def test_a_full_disk_leaves_all_as_it_was(mine: Place, disk: Path, name: str) -> None:
    mine.commit({"plans/b.toml": "x = 1\n"})
    # What packs well fits into the repository and not into the work tree.
    _diverge(mine, {"a": "1"}, {name.format(n): f"{n}" + "x" * 1_000_000 for n in range(3)})
    mine.git("clone", "--quiet", "--no-local", ".", str(disk / "plan"))
    place = Place(disk / "plan")
    place.identify()
    place.git("branch", "other", "origin/other")
    files = _all_files(place)

    with pytest.raises(NoSpaceError):
        _merge(place)
    assert _all_files(place) == files
    assert place.git("log", "-1", "--format=%P").count(" ") == 0
    assert place.git("--no-optional-locks", "status", "--porcelain") == ""


def test_without_room_for_the_index_no_file_is_touched(mine: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    _diverge(mine, {"plans/a.toml": "x = 2\n"}, {"plans/b.toml": "x = 2\n"})
    files = _all_files(mine)

    def refuse(*_: object) -> None:
        raise NoSpaceError(mine.folder)

    monkeypatch.setattr("workbook.vcs.index.IndexUpdate.write", refuse)

    with pytest.raises(NoSpaceError):
        _merge(mine)
    assert _all_files(mine) == files
    assert mine.git("status", "--porcelain") == ""


def test_without_room_for_what_git_reads_of_a_merge_nothing_is_touched(mine: Place) -> None:
    mine.commit({"plans/b.toml": "x = 1\n"})
    _diverge(mine, {"plans/b.toml": "x = 2\n"}, {"plans/b.toml": "x = 3\n"})
    files = _all_files(mine)
    (mine.folder / ".git/MERGE_HEAD.new").mkdir()

    with pytest.raises(WorkbookError):
        _conflict(mine, {"plans/b.toml": b"marked"})
    assert _all_files(mine) == files
    assert mine.git("status", "--porcelain") == ""
    assert not (mine.folder / ".git/MERGE_MSG.new").exists()


def test_a_kill_at_every_system_call_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.vcs.putting_children", str(tmp_path)]
    told = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    deaths = [json.loads(line) for line in told.stdout.splitlines()]

    assert len(deaths) > 30
    assert [death for death in deaths if death["broken"]] == []
    assert [death for death in deaths if not death["is_repeated"]] == []
    # What is left over has a name that doctor knows.
    assert {is_temporary(name) for death in deaths for name in death["litter"]} == {True}


def test_nothing_is_written_through_a_link_that_a_folder_replaces(mine: Place, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (mine.folder / "plans").mkdir(exist_ok=True)
    (mine.folder / "plans/b").symlink_to(outside)
    mine.commit({"a": "0"})
    mine.git("switch", "--quiet", "--create", "other")
    (mine.folder / "plans/b").unlink()
    mine.commit({"plans/b/x.toml": "x = 1\n"})
    mine.git("switch", "--quiet", "main")
    mine.commit({"a": "1"})
    changed_ns = outside.stat().st_mtime_ns

    _merge(mine)

    assert (mine.folder / "plans/b/x.toml").read_text() == "x = 1\n"
    assert outside.stat().st_mtime_ns == changed_ns


def test_a_submodule_comes_as_an_empty_folder(mine: Place) -> None:
    _diverge(mine, {"a": "1"}, {"b": "1"})
    mine.git("switch", "--quiet", "other")
    mine.git("update-index", "--add", "--cacheinfo", f"160000,{mine.git('rev-parse', 'HEAD')},plans/inner")
    mine.git("commit", "--quiet", "--message", "Submodule")
    mine.git("switch", "--quiet", "--force", "main")

    _merge(mine)

    assert mine.git("status", "--porcelain") == ""
    assert mine.git("ls-files", "--stage", "plans/inner").startswith("160000")


# Conflicts, as plain git leaves them.


@pytest.fixture
def conflicting(mine: Place) -> Place:
    """Two branches at odds over a line, over a new file, and over one that went."""
    mine.commit({"line": "0\n", "gone": "0\n", "kept": "0\n", "calm": "0\n"})
    _diverge(
        mine,
        {"line": "1\n", "new": "1\n", "gone": None, "kept": "1\n"},
        {"line": "2\n", "new": "2\n", "gone": "2\n", "kept": None, "calm": "2\n"},
    )
    return mine


_MARKED: Mapping[str, bytes | None] = {
    "line": b"<<<<<<< main\n1\n=======\n2\n>>>>>>> other\n",
    "new": b"<<<<<<< main\n1\n=======\n2\n>>>>>>> other\n",
    "gone": b"2\n",
    "kept": b"1\n",
}


def test_conflicts_look_to_git_as_its_own(conflicting: Place, tmp_path: Path) -> None:
    twin = _twin(conflicting, tmp_path)

    _conflict(conflicting, _MARKED)
    with pytest.raises(Exception, match="non-zero exit status 1"):
        twin.git("merge", "other")

    assert conflicting.git("status") == twin.git("status").replace(
        "Your branch is up to date with 'origin/main'.\n\n", ""
    )
    assert conflicting.git("ls-files", "--stage") == twin.git("ls-files", "--stage")
    assert conflicting.git("rev-parse", "MERGE_HEAD", "ORIG_HEAD") == twin.git(
        "rev-parse", "MERGE_HEAD", "ORIG_HEAD"
    )


def test_a_merge_with_conflicts_can_be_given_up(conflicting: Place) -> None:
    before = _all_files(conflicting)
    _conflict(conflicting, _MARKED)

    conflicting.git("merge", "--abort")

    assert _all_files(conflicting) == before
    assert conflicting.git("status", "--porcelain") == ""


def test_a_merge_with_conflicts_is_finished_by_add_and_commit(conflicting: Place) -> None:
    _conflict(conflicting, _MARKED)
    conflicting.write({"line": "12\n", "new": "12\n"})

    conflicting.git("add", "line", "new", "gone", "kept")
    conflicting.git("commit", "--quiet", "--no-edit", "--cleanup=strip")

    assert conflicting.git("log", "-1", "--format=%P").split() == [
        conflicting.git("rev-parse", "ORIG_HEAD"),
        conflicting.git("rev-parse", "other"),
    ]
    assert conflicting.git("log", "-1", "--format=%B") == "Merge other"
    assert conflicting.git("show", "HEAD:line", "HEAD:calm") == "12\n2"


def test_local_changes_keep_a_conflict_from_being_left(conflicting: Place) -> None:
    conflicting.write({"line": "mine\n"})
    before = _all_files(conflicting)

    with pytest.raises(LocalChangesError, match="line would be"):
        _conflict(conflicting, _MARKED)
    assert _all_files(conflicting) == before
    assert not (conflicting.folder / ".git/MERGE_HEAD").exists()


def test_a_link_in_conflict_keeps_ours_in_the_work_tree(mine: Place) -> None:
    mine.commit({"a": "0\n"})
    _diverge(mine, {"a": "1\n"}, {"a": None})
    mine.git("switch", "--quiet", "other")
    (mine.folder / "a").symlink_to("plans")
    mine.commit({})
    mine.git("switch", "--quiet", "main")

    _conflict(mine, {"a": b"nonsense"})

    assert (mine.folder / "a").read_text() == "1\n"
    assert mine.git("status", "--porcelain") == "UU a"


def test_another_branch_is_checked_out_as_git_does_it(diverged: Place, tmp_path: Path) -> None:
    repository, tips, twin = (
        Repository.find(diverged.folder),
        diverged.git("for-each-ref"),
        _twin(diverged, tmp_path),
    )
    commit = diverged.git("rev-parse", "other")

    switch_branch(repository, standing(repository), branch="refs/heads/other", commit=commit)
    twin.git("switch", "--quiet", "other")

    assert diverged.git("branch", "--show-current") == "other"
    assert diverged.git("status", "--porcelain") == ""
    assert _all_files(diverged) == _all_files(twin)
    assert diverged.git("for-each-ref") == tips


def test_no_branch_is_checked_out_over_local_changes(diverged: Place) -> None:
    repository = Repository.find(diverged.folder)
    commit = diverged.git("rev-parse", "other")
    diverged.write({"plans/c/z": "mine\n"})
    before = _all_files(diverged)

    with pytest.raises(LocalChangesError, match="plans/c/z"):
        switch_branch(repository, standing(repository), branch="refs/heads/other", commit=commit)

    assert _all_files(diverged) == before
    assert diverged.git("branch", "--show-current") == "main"
