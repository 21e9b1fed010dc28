"""Counting open proposals without asking or judging."""

from datetime import date

from tests.cli.conftest import TODAY, Bench
from tests.desk.reviewing.test_proposing import _propose
from tests.desk.reviewing.test_verdicts import PAID, TEXT
from workbook.desk.reviewing.counting import OpenCount, open_count
from workbook.desk.session import Session


def _count(bench: Bench) -> OpenCount | None:
    return open_count(Session.open(bench.folder, today=date.fromisoformat(TODAY)))


def test_what_was_last_seen_is_counted_and_what_waits_on_me_once_it_was_listed(
    shared: Bench, ukraine: Bench
) -> None:
    shared.commit({PAID: TEXT})
    _propose(shared)
    before = _count(ukraine)
    ukraine.git("fetch", "--quiet")
    fetched = _count(ukraine)
    ukraine.run("proposals")

    assert before == OpenCount(open=0)
    assert fetched == OpenCount(open=1)
    assert _count(ukraine) == OpenCount(open=1, mine=1)
    assert _count(shared) == OpenCount(open=1)


def test_what_is_withdrawn_is_not_counted_whether_it_was_listed_or_not(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    shared.run("withdraw", _propose(shared))
    unlisted = _count(shared)
    shared.run("proposals")

    assert unlisted == _count(shared) == OpenCount(open=0)


def test_without_a_shared_repository_nothing_is_counted(norway: Bench) -> None:
    assert _count(norway) is None
