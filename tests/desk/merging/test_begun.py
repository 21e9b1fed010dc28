"""What a second process reads of a merge's beginning is what this one would have read."""

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from workbook.desk.merging.beginning import begun_ahead
from workbook.desk.merging.begun import NothingToMergeError, begin
from workbook.errors import WorkbookError
from workbook.records import workers
from workbook.vcs.plumbing import Repository


@pytest.fixture
def talks(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A branch and main that changed one record both, in a clone that has two processes."""
    monkeypatch.setattr(workers, "_can_fork", lambda: True)
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=40")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "notes=Asked.")
    return norway


def test_both_processes_read_the_same(talks: Bench) -> None:
    with begun_ahead(talks.folder, "talks", writes=False) as beginning:
        found = beginning.begin()

    assert found == begin(Repository.find(talks.folder), "talks")
    assert [one.path for one in found.parts.both] == [COMMITMENT]
    assert len(found.contents) == 3


@pytest.mark.parametrize("branch", ["nowhere", "-x", "main"])
def test_what_stands_in_the_way_is_raised_here(talks: Bench, branch: str) -> None:
    with begun_ahead(talks.folder, branch, writes=False) as beginning, pytest.raises(WorkbookError):
        beginning.begin()


def test_nothing_to_merge_is_told_as_ever(talks: Bench) -> None:
    done = talks.run("merge", "main")

    assert done.exit_code == 2
    assert str(NothingToMergeError("main")) in done.stderr
