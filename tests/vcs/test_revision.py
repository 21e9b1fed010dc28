"""Claims about which commit a word stands for."""

import pytest

from workbook.vcs.plumbing import Repository
from workbook.vcs.revision import (
    AmbiguousRevisionError,
    NoCommitYetError,
    NotACommitError,
    NothingThatOldError,
    RefusedRevisionError,
    UnknownRevisionError,
    UnreadableCommitError,
)

from .conftest import Place


def _resolve(place: Place, revision: str) -> str:
    return Repository.find(place.folder).resolve(revision)


@pytest.mark.parametrize("word", ["HEAD", "@", "main", "refs/heads/main", "v1", "light", "HEAD~0", "v1^{}"])
def test_branches_tags_and_head_stand_for_their_commit(place: Place, word: str) -> None:
    place.git("tag", "--annotate", "--message", "First", "v1")
    place.git("tag", "light")

    assert _resolve(place, word) == place.git("rev-parse", "HEAD")


def test_an_id_may_be_short(place: Place) -> None:
    commit = place.git("rev-parse", "HEAD")

    assert _resolve(place, commit) == commit
    assert _resolve(place, commit[:9]) == commit


def test_a_detached_head_is_where_it_stands(place: Place) -> None:
    first = place.git("rev-parse", "HEAD")
    place.commit({"plans/x.toml": ""})
    place.git("checkout", "--quiet", first)

    assert _resolve(place, "HEAD") == first
    assert _resolve(place, "main~1") == first


def test_a_repository_of_sha256_has_longer_ids(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = Place(tmp_path_factory.mktemp("long"))
    place.git("init", "--quiet", "--object-format=sha256")
    commit = place.commit({"plans/x.toml": ""})

    assert len(commit) == 64
    assert _resolve(place, "HEAD") == commit


@pytest.mark.parametrize(
    "word", ["nowhere", "main..main", "^main", "main^{", "a b", "", " ", "x\0y", "x\ny", "0" * 40]
)
def test_a_word_that_names_nothing_is_unknown(place: Place, word: str) -> None:
    with pytest.raises(UnknownRevisionError, match="give a branch, a tag, an id, or a date"):
        _resolve(place, word)


@pytest.mark.parametrize(
    "word", ["HEAD:plans", "HEAD:plans/workbook.toml", ":/Record", ":0:x", "--all", "-x"]
)
def test_a_word_that_git_could_take_otherwise_is_refused(place: Place, word: str) -> None:
    with pytest.raises(RefusedRevisionError, match="give a full name such as refs/heads/NAME"):
        _resolve(place, word)


@pytest.mark.parametrize("branch", ["-x", "--upload-pack=touch marker", "--help"])
def test_a_branch_named_like_an_option_is_refused_by_that_name(place: Place, branch: str) -> None:
    heads = place.folder / ".git" / "refs" / "heads"
    (heads / branch).write_text(place.git("rev-parse", "HEAD") + "\n")

    with pytest.raises(RefusedRevisionError, match="looks like an option"):
        _resolve(place, branch)
    assert not (place.folder / "marker").exists()


@pytest.mark.parametrize("branch", ["-x", "--upload-pack=touch"])
def test_a_branch_named_like_an_option_is_reached_by_its_full_name(place: Place, branch: str) -> None:
    place.git("update-ref", f"refs/heads/{branch}", "HEAD")

    assert _resolve(place, f"refs/heads/{branch}") == place.git("rev-parse", "HEAD")


@pytest.mark.parametrize("word", ["same", "same~0"])
def test_a_tag_and_a_branch_of_one_name_are_told_apart(place: Place, word: str) -> None:
    place.git("branch", "same")
    place.git("tag", "same")

    with pytest.raises(
        AmbiguousRevisionError, match=r"may mean refs/tags/same or refs/heads/same; give the one"
    ):
        _resolve(place, word)
    assert _resolve(place, "refs/heads/same") == place.git("rev-parse", "HEAD")


def test_a_setting_of_the_repository_does_not_silence_ambiguity(place: Place) -> None:
    place.git("branch", "same")
    place.git("tag", "same")
    place.git("config", "core.warnAmbiguousRefs", "false")

    with pytest.raises(AmbiguousRevisionError):
        _resolve(place, "same")


def test_a_branch_named_like_a_short_id_is_told_apart_from_it(place: Place) -> None:
    short = place.git("rev-parse", "--short=7", "HEAD")
    place.git("branch", short)

    with pytest.raises(AmbiguousRevisionError, match=f"refs/heads/{short} or a short commit id"):
        _resolve(place, short)


def test_a_branch_named_head_does_not_hide_head(place: Place) -> None:
    head = place.git("rev-parse", "HEAD")
    other = place.git("commit-tree", "-m", "Other", "HEAD^{tree}")
    place.git("update-ref", "refs/heads/HEAD", other)

    assert _resolve(place, "HEAD") == head


@pytest.mark.parametrize(
    ("path", "kind"), [("HEAD:plans/workbook.toml", "content of a file"), ("HEAD:plans", "folder")]
)
def test_the_id_of_a_file_or_folder_is_no_commit(place: Place, path: str, kind: str) -> None:
    with pytest.raises(NotACommitError, match=kind):
        _resolve(place, place.git("rev-parse", path))


def test_a_tag_on_a_file_is_no_commit(place: Place) -> None:
    place.git("tag", "data", place.git("rev-parse", "HEAD:plans/workbook.toml"))

    with pytest.raises(NotACommitError):
        _resolve(place, "data")


@pytest.mark.parametrize("word", ["HEAD", "main", "HEAD~1", "2022-09-28"])
def test_an_empty_repository_says_that_it_has_no_commit(empty: Place, word: str) -> None:
    with pytest.raises(NoCommitYetError, match="no commit yet on main; commit there first"):
        _resolve(empty, word)


@pytest.mark.parametrize("word", ["HEAD", "@", "HEAD~1", "2022-09-28"])
def test_an_unborn_branch_beside_others_is_named(place: Place, word: str) -> None:
    place.git("checkout", "--quiet", "--orphan", "fresh")

    with pytest.raises(NoCommitYetError, match="no commit yet on fresh"):
        _resolve(place, word)
    assert len(_resolve(place, "main")) == 40


def test_beside_an_unborn_branch_an_unknown_word_is_unknown(place: Place) -> None:
    place.git("checkout", "--quiet", "--orphan", "fresh")

    with pytest.raises(UnknownRevisionError):
        _resolve(place, "nowhere")


@pytest.mark.parametrize(
    ("day", "ago"),
    [
        ("2022-09-27", 2),
        ("2022-09-28", 1),
        ("2022-10-04", 1),
        ("2022-10-05", 0),
        ("2039-01-01", 0),
        ("9999-12-31", 0),
    ],
)
def test_a_date_is_the_last_commit_up_to_the_end_of_that_day_in_utc(empty: Place, day: str, ago: int) -> None:
    empty.commit({}, at="2022-09-27T23:59:59Z")
    empty.commit({}, at="2022-09-29T01:59:59+02:00")
    empty.commit({}, at="2022-10-04T22:00:00-02:00")

    assert _resolve(empty, day) == empty.git("rev-parse", f"HEAD~{ago}")


def test_a_date_leaves_out_what_was_merged_later(empty: Place) -> None:
    first = empty.commit({"a": ""}, at="2022-09-01T12:00:00Z")
    empty.git("checkout", "--quiet", "-b", "draft")
    empty.commit({"b": ""}, at="2022-09-20T12:00:00Z")
    empty.git("checkout", "--quiet", "main")
    empty.git("merge", "--quiet", "--no-ff", "--message", "Adopt", "draft", at="2022-10-05T12:00:00Z")

    assert _resolve(empty, "2022-09-28") == first


@pytest.mark.parametrize("day", ["2022-09-27", "1970-01-01", "1969-12-31", "0001-01-01"])
def test_a_date_before_the_first_commit_is_told(place: Place, day: str) -> None:
    with pytest.raises(NothingThatOldError, match=f"No commit is as old as {day}"):
        _resolve(place, day)


def test_a_day_that_no_calendar_has_is_unknown(place: Place) -> None:
    with pytest.raises(UnknownRevisionError):
        _resolve(place, "2022-02-30")


def test_a_branch_named_like_a_date_is_told_apart_from_it(place: Place) -> None:
    place.git("branch", "2022-09-28")

    with pytest.raises(AmbiguousRevisionError, match="the date 2022-09-28 or refs/heads/2022-09-28"):
        _resolve(place, "2022-09-28")


def test_a_replacement_and_a_graft_change_no_history(place: Place) -> None:
    first = place.git("rev-parse", "HEAD")
    second = place.commit({"plans/x.toml": ""})
    place.git("replace", second, place.git("commit-tree", "-m", "False", "HEAD^{tree}"))
    (place.folder / ".git" / "info").mkdir()
    (place.folder / ".git" / "info" / "grafts").write_text(f"{second}\n")

    assert _resolve(place, "HEAD~1") == first


@pytest.mark.parametrize("word", ["HEAD", "main", "2022-09-28"])
def test_a_lost_commit_is_not_told_as_none_at_all(place: Place, word: str) -> None:
    commit = place.git("rev-parse", "HEAD")
    (place.folder / ".git" / "objects" / commit[:2] / commit[2:]).unlink()

    with pytest.raises(UnreadableCommitError, match=r"names in .* is lost or damaged"):
        _resolve(place, word)
