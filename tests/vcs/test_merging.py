"""Claims about what two branches changed, and the tree of both."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from workbook.vcs.merging import (
    FileAgainstFolderError,
    MergedFile,
    Relation,
    Split,
    UnrelatedHistoriesError,
    ancestry,
    merged_tree,
    split,
)
from workbook.vcs.plumbing import Repository
from workbook.vcs.state import ShallowHistoryError

from .conftest import Place

_NOR, _SWE = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml", "plans/nations/SWE/commitments/SWE-C-7K3Q.toml"
_NOTED = "plans/recorded/NOR/commitments/NOR-C-7K3Q.toml"


def _diverge(place: Place, ours: Mapping[str, str | None], theirs: Mapping[str, str | None]) -> None:
    """Commit one set of changes on `main` and another on `other`, from where `main` stood."""
    place.git("switch", "--quiet", "--create", "other")
    _change(place, theirs)
    place.git("switch", "--quiet", "main")
    _change(place, ours)


def _change(place: Place, files: Mapping[str, str | None]) -> str:
    for path in [path for path, text in files.items() if text is None]:
        (place.folder / path).unlink()
    return place.commit({path: text for path, text in files.items() if text is not None})


def _split(place: Place) -> Split:
    repository = Repository.find(place.folder)
    found = ancestry(repository, place.git("rev-parse", "main"), place.git("rev-parse", "refs/heads/other"))
    return split(repository, found)


def _names(parts: Split) -> tuple[list[str], list[str]]:
    return sorted(parts.taken), [one.path for one in parts.both]


def _text(place: Place, entry: object) -> str | None:
    return None if entry is None else place.git("cat-file", "blob", entry.id)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("ours", "theirs", "relation"),
    [
        ("main", "other", Relation.DIVERGED),
        ("main", "main~1", Relation.UP_TO_DATE),
        ("main", "main", Relation.UP_TO_DATE),
        ("main~1", "other", Relation.FAST_FORWARD),
    ],
)
def test_how_two_commits_stand_to_each_other_is_told(
    place: Place, ours: str, theirs: str, relation: Relation
) -> None:
    _diverge(place, {_NOR: "x = 1"}, {_SWE: "x = 1"})

    found = ancestry(
        Repository.find(place.folder), place.git("rev-parse", ours), place.git("rev-parse", theirs)
    )

    assert found.relation is relation
    assert found.bases == (place.git("merge-base", ours, theirs),)


def test_branches_of_two_workbooks_are_refused(place: Place) -> None:
    place.git("switch", "--quiet", "--orphan", "other")
    place.commit({"x": ""})

    with pytest.raises(UnrelatedHistoriesError, match="have no commit in common"):
        _split(place)


def test_a_clone_without_the_common_commit_says_so(place: Place, tmp_path: Path) -> None:
    _diverge(place, {_NOR: "x = 1"}, {_SWE: "x = 1"})
    place.git(
        "clone", "--quiet", "--depth=1", "--no-single-branch", place.folder.as_uri(), str(tmp_path / "part")
    )
    part = Place(tmp_path / "part")
    part.git("branch", "other", "origin/other")

    with pytest.raises(ShallowHistoryError, match=r"not here; run `git fetch --unshallow`\."):
        _split(part)


def test_what_one_side_changed_is_taken_and_what_both_changed_is_told(place: Place) -> None:
    place.commit({"plans/both": "0", "plans/same": "0", "plans/ours": "0", "plans/theirs": "0"})
    _diverge(
        place,
        {"plans/both": "1", "plans/same": "1", "plans/ours": "1"},
        {"plans/both": "2", "plans/same": "1", "plans/theirs": "1", "plans/new": "1"},
    )

    parts = _split(place)

    assert _names(parts) == (["plans/new", "plans/theirs"], ["plans/both"])
    both = parts.both[0]
    assert [_text(place, one) for one in (both.base, both.ours, both.theirs)] == ["0", "1", "2"]


def test_the_tree_of_both_is_that_of_git(place: Place) -> None:
    place.commit({f"plans/nations/{n}/x.toml": "x = 1\n" for n in ("AAA", "BBB", "CCC")})
    _diverge(
        place,
        {"plans/nations/AAA/x.toml": None, "plans/nations/NOR/y.toml": "y = 1\n"},
        {"plans/nations/BBB/x.toml": None, "plans/nations/CCC/x.toml": "x = 2\n", "new/a": "a"},
    )

    tree = merged_tree(Repository.find(place.folder), _split(place), {})

    place.git("merge", "--quiet", "--no-edit", "other")
    assert tree == place.git("rev-parse", "HEAD^{tree}")


def test_a_merged_file_stands_in_the_tree_with_its_mode(place: Place) -> None:
    place.commit({"a": "0", "b": "0"})
    _diverge(place, {"a": "1", "b": "1"}, {"a": "2", "b": None})

    merged = {"a": MergedFile(data=b"12", mode="100755"), "b": MergedFile(data=None)}
    tree = merged_tree(Repository.find(place.folder), _split(place), merged)

    assert place.git("show", f"{tree}:a") == "12"
    assert place.git("ls-tree", tree, "a").startswith("100755")
    assert place.git("ls-tree", tree, "b") == ""


def test_add_add_and_change_delete_are_told_with_nothing_where_nothing_is(place: Place) -> None:
    place.commit({"gone": "0"})
    _diverge(place, {"new": "1", "gone": None}, {"new": "2", "gone": "1"})

    parts = _split(place)

    found = {one.path: (one.base is None, one.ours is None, one.theirs is None) for one in parts.both}
    assert found == {"gone": (False, True, False), "new": (True, False, False)}


@pytest.mark.parametrize("mover", ["main", "other"])
def test_an_edit_follows_a_record_to_where_the_other_side_moved_it(place: Place, mover: str) -> None:
    place.commit({_NOTED: "x = 0\n", "plans/recorded/NOR/nation.toml": "n = 1\n"})
    moved: dict[str, str | None] = {_NOTED: None, _NOR: "x = 0\nsaid = 1\n"}
    edited: dict[str, str | None] = {_NOTED: "x = 2\n"}
    sides = [moved, edited] if mover == "main" else [edited, moved]
    _diverge(place, sides[0], sides[1])

    parts = _split(place)

    (one,) = parts.both
    assert (one.path, one.moved_from, dict(parts.taken)) == (_NOR, _NOTED, {})
    assert _text(place, one.base) == "x = 0"
    assert sorted([str(_text(place, one.ours)), str(_text(place, one.theirs))]) == [
        "x = 0\nsaid = 1",
        "x = 2",
    ]
    tree = merged_tree(Repository.find(place.folder), parts, {_NOR: MergedFile(data=b"x = 2\n")})
    assert place.git("ls-tree", tree, _NOTED) == ""
    assert place.git("show", f"{tree}:{_NOR}") == "x = 2"


def test_a_record_that_both_moved_has_its_base(place: Place) -> None:
    place.commit({_NOTED: "x = 0\n"})
    _diverge(place, {_NOTED: None, _NOR: "x = 1\n"}, {_NOTED: None, _NOR: "x = 2\n"})

    (one,) = _split(place).both

    assert (one.path, one.moved_from, _text(place, one.base)) == (_NOR, _NOTED, "x = 0")


def test_a_record_that_one_moved_and_nobody_else_touched_is_taken(place: Place) -> None:
    place.commit({_NOTED: "x = 0\n"})
    _diverge(place, {_SWE: "x = 1\n"}, {_NOTED: None, _NOR: "x = 0\n"})

    assert _names(_split(place)) == ([_NOR, _NOTED], [])


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ("plans/a", "plans/a/b", "plans/a is a file on this branch and a folder on the other"),
        ("plans/a/b", "plans/a", "plans/a is a folder on this branch and a file on the other"),
    ],
)
def test_a_file_against_a_folder_is_refused(place: Place, ours: str, theirs: str, told: str) -> None:
    _diverge(place, {ours: "1"}, {theirs: "1"})

    with pytest.raises(FileAgainstFolderError, match=told):
        _split(place)


def test_links_and_submodules_are_told_by_their_modes(place: Place) -> None:
    place.commit({"a": "0"})
    _diverge(place, {"a": "1"}, {"a": None})
    place.git("switch", "--quiet", "other")
    (place.folder / "a").symlink_to("plans")
    place.commit({})
    place.git("switch", "--quiet", "main")

    (one,) = _split(place).both

    assert one.theirs is not None
    assert (one.theirs.mode, one.are_files) == ("120000", False)


@pytest.mark.parametrize(
    ("ours", "theirs", "mode"), [(True, True, "100755"), (True, False, "100755"), (False, False, "100644")]
)
def test_a_file_that_one_side_made_a_program_is_one(
    place: Place, ours: bool, theirs: bool, mode: str
) -> None:
    place.commit({"a": "0"})
    _diverge(place, {"a": "1"}, {"a": "2"})
    for branch, is_program in (("other", theirs), ("main", ours)):
        place.git("switch", "--quiet", branch)
        place.git("update-index", f"--chmod={'+' if is_program else '-'}x", "a")
        place.git("commit", "--quiet", "--allow-empty", "--message", "Mode")
        place.git("checkout", "--quiet", "a")

    (one,) = _split(place).both

    assert one.mode == mode


def test_where_branches_crossed_only_what_one_base_changed_is_common(place: Place) -> None:
    place.commit({"once": "0", "twice": "0", "calm": "0"})
    _diverge(place, {"once": "1", "twice": "1"}, {"twice": "2"})
    crossed = place.git("rev-parse", "main")
    place.git("merge", "--quiet", "--no-edit", "-s", "ours", "other")
    place.git("switch", "--quiet", "other")
    place.git("merge", "--quiet", "--no-edit", "-s", "ours", crossed)
    place.commit({"calm": "1"})
    place.git("switch", "--quiet", "main")

    parts = _split(place)

    assert len(parts.ancestry.bases) == 2
    assert place.git("show", f"{parts.base}:once", f"{parts.base}:twice") == "10"
    assert _names(parts) == (["calm", "once"], ["twice"])


def test_a_tag_of_the_branchs_name_and_odd_names_do_not_disturb(place: Place) -> None:
    odd = "plans/ \n-x\udcff.toml"
    _diverge(place, {"a": "1"}, {odd: "1"})
    place.git("tag", "other", "main")

    assert _names(_split(place)) == ([odd], [])
