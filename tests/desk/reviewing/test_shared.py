"""Looking at the shared repository, and giving up while it is asked."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cli.conftest import TODAY, Bench
from tests.desk.reviewing.test_proposing import _propose
from workbook.desk.reviewing.adopting import adopt
from workbook.desk.reviewing.proposing import Wish, propose, withdraw
from workbook.desk.reviewing.shared import last_seen, look
from workbook.desk.reviewing.syncing import sync
from workbook.desk.reviewing.verdicts import Statement, say_verdict
from workbook.desk.session import Session
from workbook.model.enums import Verdict
from workbook.vcs.transfer import TransferCancelledError

Deed = Callable[[Session, str], object]
_DEEDS: dict[str, Deed] = {
    "look": lambda session, _: look(session, cancelled=_given_up),
    "sync": lambda session, _: sync(session, cancelled=_given_up),
    "propose": lambda session, _: propose(session, Wish(title="X"), choose=max, cancelled=_given_up),
    "withdraw": lambda session, id: withdraw(session, id, cancelled=_given_up),
    "adopt": lambda session, id: adopt(session, id, cancelled=_given_up),
    "say": lambda session, id: say_verdict(
        session, id, Statement(verdict=Verdict.COMMENT), choose=max, cancelled=_given_up
    ),
}


def _given_up() -> bool:
    return True


def _session(bench: Bench) -> Session:
    return Session.open(bench.folder, today=date.fromisoformat(TODAY))


@pytest.mark.parametrize("name", list(_DEEDS))
def test_who_gives_up_waiting_changes_nothing(shared: Bench, name: str) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    shared.run("set", "NOR-C-7K3Q", "quantity=960")
    refs, status = shared.git("show-ref"), shared.git("status", "--porcelain", "--branch")

    with pytest.raises(TransferCancelledError):
        _DEEDS[name](_session(shared), id)

    assert shared.git("show-ref") == refs
    assert shared.git("status", "--porcelain", "--branch") == status


def test_what_was_last_seen_is_known_without_asking(shared: Bench, ukraine: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)

    before = last_seen(_session(ukraine), note="Nobody was asked.")
    asked = look(_session(ukraine))

    assert (before.open_ids, before.note) == ((), "Nobody was asked.")
    assert (asked.open_ids, asked.note) == ((id,), "")
    assert last_seen(_session(ukraine)).open_ids == (id,)
