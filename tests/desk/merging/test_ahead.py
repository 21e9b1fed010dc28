"""What a second process reads of a merge is what this one would have read."""

import os
from collections.abc import Callable
from datetime import date

import pytest

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from workbook.desk.merging import ahead
from workbook.desk.merging.joining import join
from workbook.desk.session import Outlook, Session
from workbook.records import workers

_NEW = "plans/nations/NOR/commitments/NOR-C-1A1A.toml"
_BROKEN = "plans/nations/NOR/commitments/NOR-C-2B2B.toml"


@pytest.fixture
def talks(norway: Bench) -> Bench:
    """A branch with a record that changed, one that is new and one that cannot be read."""
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=40")
    (norway.folder / _NEW).write_text('title = "More"\nkind = "donation"\nstatus = "pledged"\nhue = 1\n')
    (norway.folder / _BROKEN).write_text("title = \n")
    norway.git("add", "--all")
    norway.git("commit", "--quiet", "--message", "Talks")
    norway.git("switch", "--quiet", "main")
    return norway


def _outlook(bench: Bench) -> Outlook:
    outlook = join(Session.open(bench.folder, today=date.fromisoformat(TODAY)), "talks").outlook
    assert outlook is not None
    return outlook


@pytest.mark.parametrize("fate", [lambda: None, lambda: os._exit(1)], ids=["helps", "fails"])
def test_second_process_changes_nothing_of_what_is_told(
    talks: Bench, monkeypatch: pytest.MonkeyPatch, fate: Callable[[], None]
) -> None:
    alone = _outlook(talks)
    helpers, start = [], workers.start_process

    def started(work: Callable[[], object]) -> workers.Helper | None:
        def done() -> object:
            fate()
            return work()

        helpers.append(start(done))
        return helpers[-1]

    monkeypatch.setattr(ahead, "_FEWEST_FILES", 1)
    monkeypatch.setattr(ahead, "start_process", started)
    monkeypatch.setattr(workers, "_can_fork", lambda: True)
    helped = _outlook(talks)

    assert None not in helpers
    assert len(helpers) == 1
    assert {edit.path for edit in helped.edits} == {COMMITMENT, _NEW, _BROKEN}
    assert helped.edits == alone.edits
    assert (helped.introduced, helped.fixed) == (alone.introduced, alone.fixed)
    assert {one.place.path for one in helped.introduced} >= {_NEW, _BROKEN}
    assert repr([one.data for one in helped.workbook]) == repr([one.data for one in alone.workbook])
