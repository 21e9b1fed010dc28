"""Claims about giving a merge up: all as it was, and nothing else touched."""

import subprocess

import pytest

from workbook.vcs.abandoning import give_up_merge
from workbook.vcs.plumbing import Repository
from workbook.vcs.worktree import LocalChangesError

from .conftest import Place
from .test_landing import _all_files, _conflict


@pytest.fixture
def stopped(mine: Place) -> Place:
    """A repository in a merge, with one file in conflict, one that came, one that went and one changed."""
    mine.commit({"plans/a": "base\n", "plans/b": "b\n", "plans/c": "c\n", "plans/d": "d\n"})
    mine.git("switch", "--quiet", "--create", "other")
    (mine.folder / "plans/b").unlink()
    mine.commit({"plans/a": "theirs\n", "plans/c": "their c\n", "plans/new/n": "n\n"})
    mine.git("switch", "--quiet", "main")
    mine.commit({"plans/a": "ours\n"})
    return mine


def _git_merges(place: Place) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        place.git("merge", "--quiet", "other")


def test_all_is_as_it_was_whoever_began_the_merge(stopped: Place) -> None:
    before = _all_files(stopped)
    _git_merges(stopped)

    give_up_merge(Repository.find(stopped.folder))

    assert _all_files(stopped) == before
    assert stopped.git("status", "--porcelain") == ""
    assert not (stopped.folder / ".git/MERGE_HEAD").exists()


def test_a_merge_that_we_left_is_given_up_the_same(stopped: Place) -> None:
    before = _all_files(stopped)
    _conflict(stopped, {"plans/a": b"<<<<<<< main\nours\n=======\ntheirs\n>>>>>>> other\n"})

    give_up_merge(Repository.find(stopped.folder))

    assert _all_files(stopped) == before
    assert stopped.git("status", "--porcelain") == ""


def test_what_was_settled_is_given_up_too(stopped: Place) -> None:
    before = _all_files(stopped)
    _git_merges(stopped)
    stopped.write({"plans/a": "both\n"})
    stopped.git("add", "plans/a")

    give_up_merge(Repository.find(stopped.folder))

    assert _all_files(stopped) == before


def test_what_the_merge_does_not_concern_stays_staged_and_changed(stopped: Place) -> None:
    _git_merges(stopped)
    stopped.write({"plans/d": "my d\n", "plans/mine": "m\n"})
    stopped.git("add", "plans/d")

    give_up_merge(Repository.find(stopped.folder))

    assert stopped.git("status", "--porcelain") == "M  plans/d\n?? plans/mine"


def test_a_file_that_was_changed_since_and_is_in_no_conflict_is_not_written_over(stopped: Place) -> None:
    _git_merges(stopped)
    stopped.write({"plans/c": "my c\n"})

    with pytest.raises(LocalChangesError, match="plans/c"):
        give_up_merge(Repository.find(stopped.folder))

    assert (stopped.folder / "plans/c").read_text() == "my c\n"
    assert (stopped.folder / ".git/MERGE_HEAD").exists()


def test_without_a_merge_nothing_is_done(stopped: Place) -> None:
    stopped.write({"plans/c": "my c\n"})

    give_up_merge(Repository.find(stopped.folder))

    assert (stopped.folder / "plans/c").read_text() == "my c\n"
