"""The sides of a merge are called by label, branch or plain words."""

from pathlib import Path

from tests.vcs.conftest import Place
from workbook.change.marks import Sides
from workbook.vcs.sides import side_names

NONE_GIVEN = Sides(ours="", base="", theirs="")
# Git before 2.44 does not know these placeholders and passes them on.
NOT_KNOWN = Sides(ours="%X", base="%S", theirs="%Y")


def test_labels_of_git_are_taken(tmp_path: Path) -> None:
    given = Sides(ours="NOR", base="1f2e3d", theirs="SWE")

    assert side_names(tmp_path, {}, given) == given


def test_sides_are_called_by_the_branch_here_and_the_branch_merged(place: Place) -> None:
    place.git("checkout", "--quiet", "-b", "nor/shells")

    names = side_names(place.folder, {"GITHEAD_1f2e3d": "swe"}, NOT_KNOWN)

    assert names == Sides(ours="nor/shells", base="base", theirs="swe")


def test_a_label_that_says_head_is_the_branch_here(place: Place) -> None:
    place.git("checkout", "--quiet", "-b", "nor")

    assert side_names(place.folder, {}, Sides(ours="HEAD", base="", theirs="1f2e3d")).ours == "nor"


def test_with_several_branches_merged_at_once_the_other_has_no_name(place: Place) -> None:
    names = side_names(place.folder, {"GITHEAD_1": "swe", "GITHEAD_2": "fin"}, NONE_GIVEN)

    assert names.theirs == "the other branch"


def test_in_a_rebase_the_other_side_is_the_branch_that_is_moved(place: Place) -> None:
    place.commit({"a": "1\n"})
    place.git("checkout", "--quiet", "--detach")
    (place.folder / ".git/rebase-merge").mkdir()
    (place.folder / ".git/rebase-merge/head-name").write_text("refs/heads/swe\n")

    assert side_names(place.folder, {}, NONE_GIVEN) == Sides(ours="this branch", base="base", theirs="swe")


def test_outside_a_repository_plain_words_are_left(tmp_path: Path) -> None:
    names = side_names(tmp_path, {}, NONE_GIVEN)

    assert names == Sides(ours="this branch", base="base", theirs="the other branch")
