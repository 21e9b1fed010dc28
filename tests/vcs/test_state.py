"""Claims about what stands in the way of a commit, each told in one sentence."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from workbook.vcs import state
from workbook.vcs.plumbing import Repository
from workbook.vcs.revision import UnreadableCommitError
from workbook.vcs.state import (
    BareRepositoryError,
    DetachedHeadError,
    IndexLockedError,
    MissingIdentityError,
    Person,
    UnfinishedWorkError,
    WorkTreeElsewhereError,
    is_shallow,
    standing,
    tip_of,
)

from .conftest import Place


def _repository(place: Place) -> Repository:
    return Repository.find(place.folder)


def test_a_branch_its_last_commit_and_the_author_are_told(mine: Place) -> None:
    mine.git("config", "committer.name", "Clerk")

    found = standing(_repository(mine))

    assert (found.branch, found.tip) == ("refs/heads/main", mine.git("rev-parse", "HEAD"))
    assert found.author == Person(name="Kari Nordmann", email="kari@example.org")
    assert found.committer == Person(name="Clerk", email="kari@example.org")


def test_a_branch_without_a_commit_may_get_its_first(empty: Place) -> None:
    empty.identify()

    assert standing(_repository(empty)).tip == ""


def test_where_a_branch_stands_is_asked_of_git_once(mine: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    tips = [tip_of(_repository(mine), "refs/heads/main")]
    moved = mine.commit({"x": "2\n"})
    tips += [tip_of(_repository(mine), "refs/heads/main")]
    monkeypatch.delattr(state, "ask")
    tips += [tip_of(_repository(mine), "refs/heads/main")]

    assert tips == [mine.git("rev-parse", "HEAD~1"), moved, moved]


def test_the_head_of_a_linked_work_tree_is_its_own(mine: Place, tmp_path: Path) -> None:
    mine.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "beside"))
    tip = mine.git("rev-parse", "HEAD")
    mine.commit({"x": "2\n"})
    mine.git("switch", "--quiet", "--detach")

    assert tip_of(Repository.find(tmp_path / "beside"), "HEAD") == tip


def test_a_commit_that_is_known_is_not_asked_for_and_never_believed(
    mine: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = mine.git("rev-parse", "HEAD")
    moved = mine.commit({"x": "2\n"})

    assert standing(_repository(mine), known=tip).tip == moved
    monkeypatch.delattr(state, "tip_of")
    assert standing(_repository(mine), known=moved).tip == moved


def test_a_branch_whose_commit_is_lost_gets_no_first_one_instead(mine: Place) -> None:
    commit = mine.git("rev-parse", "HEAD")
    (mine.folder / ".git" / "objects" / commit[:2] / commit[2:]).unlink()

    with pytest.raises(UnreadableCommitError):
        standing(_repository(mine))


def test_a_tag_of_the_branchs_name_is_not_taken_for_it(mine: Place) -> None:
    mine.git("tag", "main")
    tip = mine.commit({"x": ""})

    found = standing(_repository(mine))

    assert (found.branch, found.tip) == ("refs/heads/main", tip)


def test_a_branch_named_like_an_option_is_told(mine: Place) -> None:
    mine.git("update-ref", "refs/heads/--force", "HEAD")
    mine.git("symbolic-ref", "HEAD", "refs/heads/--force")

    assert standing(_repository(mine)).branch == "refs/heads/--force"


def test_a_linked_work_tree_stands_on_its_own_branch(mine: Place, tmp_path: Path) -> None:
    mine.git("worktree", "add", "--quiet", "-b", "draft", str(tmp_path / "draft"))
    (mine.folder / ".git/index.lock").write_bytes(b"")
    (mine.folder / ".git/MERGE_HEAD").write_bytes(b"")

    assert standing(Repository.find(tmp_path / "draft")).branch == "refs/heads/draft"


def _conflicting(place: Place) -> None:
    """Make `other` change the same line as `main`, twice, so that anything brought over conflicts."""
    place.git("switch", "--quiet", "--create", "other")
    place.commit({"plans/workbook.toml": "format = 2\n"})
    place.commit({"plans/workbook.toml": "format = 3\n"})
    place.git("switch", "--quiet", "main")
    place.commit({"plans/workbook.toml": "format = 4\n"})


def _stuck(place: Place, *arguments: str) -> None:
    try:
        place.git(*arguments)
    except Exception:
        return
    raise AssertionError("git went through")


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (
            ["merge", "other"],
            r"a merge; finish it by `workbook merge --continue`, or run `workbook merge --abort`\.",
        ),
        (["rebase", "other"], r"a rebase; finish it by `git rebase --continue`, or run `git rebase --abort`"),
        (["rebase", "--apply", "other"], r"a rebase; finish"),
        (["cherry-pick", "other"], r"a cherry-pick; .* `git cherry-pick --abort`"),
        (["cherry-pick", "main..other"], r"a cherry-pick; "),
        (["revert", "HEAD~1"], r"a revert; .* `git revert --abort`"),
    ],
)
def test_work_in_progress_is_told_with_both_ways_out(mine: Place, command: list[str], sentence: str) -> None:
    mine.commit({"plans/workbook.toml": "format = 0\n"})
    _conflicting(mine)
    _stuck(mine, *command)

    with pytest.raises(UnfinishedWorkError, match=f"in the middle of {sentence}"):
        standing(_repository(mine))


def test_applying_patches_is_told(mine: Place, tmp_path: Path) -> None:
    _conflicting(mine)
    patch = mine.git("format-patch", "--stdout", "main..other")
    _stuck(mine, "am", "--quiet", str(_written(tmp_path / "patch", patch)))

    with pytest.raises(UnfinishedWorkError, match=r"applying patches; .* `git am --abort`"):
        standing(_repository(mine))


def test_a_bisection_is_told(mine: Place) -> None:
    mine.git("bisect", "start")

    with pytest.raises(UnfinishedWorkError, match=r"a bisection; run `git bisect reset`\."):
        standing(_repository(mine))


def test_a_merge_may_be_in_progress_where_it_is_being_resolved(mine: Place) -> None:
    _conflicting(mine)
    _stuck(mine, "merge", "other")

    assert standing(_repository(mine), in_merge=True).branch == "refs/heads/main"


def test_a_detached_head_is_told(mine: Place) -> None:
    mine.git("checkout", "--quiet", "--detach")

    with pytest.raises(DetachedHeadError, match=r"on no branch, .* run `git switch BRANCH`"):
        standing(_repository(mine))


def test_a_bare_repository_is_told(mine: Place, tmp_path: Path) -> None:
    mine.git("clone", "--quiet", "--bare", ".", str(tmp_path / "shared.git"))

    with pytest.raises(BareRepositoryError, match="clone it and work there"):
        standing(Repository.find(tmp_path / "shared.git"))


def test_a_repository_that_is_called_bare_is_bare(mine: Place) -> None:
    mine.git("config", "core.bare", "true")

    with pytest.raises(BareRepositoryError):
        standing(_repository(mine))


def test_a_work_tree_elsewhere_is_told(mine: Place, tmp_path: Path) -> None:
    mine.git("config", "core.worktree", str(tmp_path))

    with pytest.raises(WorkTreeElsewhereError, match=r"run `git config --unset core\.worktree`"):
        standing(_repository(mine))


def test_a_submodule_says_where_its_work_tree_is_and_may_be_written(mine: Place, tmp_path: Path) -> None:
    mine.git("clone", "--quiet", ".", str(tmp_path / "outer"))
    outer = Place(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(mine.folder), "inner")
    inner = Place(tmp_path / "outer/inner")
    inner.identify()

    assert standing(_repository(inner)).branch == "refs/heads/main"


def test_a_locked_index_is_told_after_some_patience(mine: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.vcs.state.PATIENCE_S", 0.05)
    lock = mine.folder / ".git/index.lock"
    lock.write_bytes(b"")

    with pytest.raises(IndexLockedError, match=rf"as {lock} is there; wait for it"):
        standing(_repository(mine))


_NAME, _MAIL = ("user.name", "Kari"), ("user.email", "kari@example.org")


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ([], "your name and address"),
        ([_NAME], "your address"),
        ([_MAIL], "your name"),
        ([("user.name", " <> "), _MAIL], "your name"),
    ],
)
def test_who_is_unknown_hears_both_commands(
    place: Place, settings: list[tuple[str, str]], missing: str
) -> None:
    [place.git("config", *pair) for pair in settings]
    both = r"`git config --global user\.name \"Your Name\"` and `git config --global user\.email"

    with pytest.raises(MissingIdentityError, match=f"Git does not know {missing}; run {both}"):
        standing(_repository(place))


def test_what_would_end_a_name_early_is_left_out(place: Place) -> None:
    place.git("config", "user.name", "K <x>\nY.")
    place.git("config", "user.email", "<k@x.y>")

    assert standing(_repository(place)).author == Person(name="K xY", email="k@x.y")


@pytest.mark.parametrize(
    ("zone", "written"),
    [(timedelta(0), b"+0000"), (timedelta(hours=-3, minutes=-30), b"-0330"), (timedelta(hours=5), b"+0500")],
)
def test_a_zone_is_written_as_git_writes_it(zone: timedelta, written: bytes) -> None:
    moment = datetime.fromtimestamp(1_664_366_400, UTC).astimezone(timezone(zone))

    assert Person(name="K", email="k@x").line(moment) == b"K <k@x> 1664366400 " + written


def test_a_shallow_clone_is_known(mine: Place, tmp_path: Path) -> None:
    mine.commit({"x": ""})
    mine.git("clone", "--quiet", "--depth=1", mine.folder.as_uri(), str(tmp_path / "part"))

    assert is_shallow(Repository.find(tmp_path / "part"))
    assert not is_shallow(_repository(mine))


def _written(path: Path, text: str) -> Path:
    path.write_text(text + "\n")
    return path
