"""What a clone saw of a shared repository, noted."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbook.vcs.plumbing import Repository
from workbook.vcs.seen import first_seen_on, note_seen

BRANCHES = ["main", *(f"proposal/NOR-P-000{number}" for number in range(9)), "review/USA/NOR-P-0000"]
WHO = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Repository:
    """A clone that tracks a main, proposals and a review, all at a second commit, and noted nothing yet."""
    _git(tmp_path, "init", "--quiet", "--initial-branch=main", "clone")
    folder = tmp_path / "clone"
    for subject in ("First", "Second"):
        _git(folder, "commit", "--quiet", "--allow-empty", "--message", subject)
    for branch in BRANCHES:
        _git(folder, "update-ref", f"refs/remotes/origin/{branch}", "HEAD")
    return Repository.find(folder)


def _refs(clone: Repository, *patterns: str) -> dict[str, str]:
    out = _git(clone.top, "for-each-ref", "--format=%(refname) %(objectname)", *patterns)
    return dict(line.split(" ") for line in out.splitlines())


def test_what_is_seen_first_is_noted_with_the_day(clone: Repository) -> None:
    assert note_seen(clone, "origin") == []
    assert len(_refs(clone, "refs/workbook/seen/origin")) == len(BRANCHES)
    assert first_seen_on(clone, "origin", "proposal/NOR-P-0000") == datetime.now(UTC).date()
    assert first_seen_on(clone, "origin", "proposal/NOR-P-9999") is None


@pytest.mark.parametrize(
    ("branch", "stays"), [("main", True), ("review/USA/NOR-P-0000", True), ("proposal/NOR-P-0000", False)]
)
def test_of_main_and_reviews_what_was_seen_stays(clone: Repository, branch: str, stays: bool) -> None:
    note_seen(clone, "origin")
    before, tracking = _git(clone.top, "rev-parse", "HEAD"), f"refs/remotes/origin/{branch}"
    _git(clone.top, "update-ref", tracking, "HEAD~1")

    (found,) = note_seen(clone, "origin")

    assert (found.branch, found.seen, found.is_kept) == (branch, before, stays)
    assert (_git(clone.top, "rev-parse", tracking) == before) is stays
    assert note_seen(clone, "origin") == []


def test_who_notes_at_the_same_time_notes_the_same(clone: Repository) -> None:
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: note_seen(clone, "origin"), range(12)))

    assert found == [[]] * 12
    assert len(_refs(clone, "refs/workbook/seen/origin")) == len(BRANCHES)
