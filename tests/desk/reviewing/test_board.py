"""The open proposals as a screen lists them."""

import re
from datetime import date

import pytest

from tests.cli.conftest import TODAY, Bench
from tests.desk.reviewing.test_proposing import _propose
from workbook.desk.listing.rows import Order
from workbook.desk.reviewing.board import arranged, asked_board, seen_board
from workbook.desk.reviewing.listing import COLUMNS
from workbook.desk.reviewing.row import ProposalRow
from workbook.desk.session import Session
from workbook.vcs.transfer import Progress, TransferCancelledError


def _session(bench: Bench) -> Session:
    return Session.open(bench.folder, today=date.fromisoformat(TODAY))


def test_the_shared_repository_is_asked_and_offline_what_was_seen_is_shown(
    shared: Bench, ukraine: Bench
) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    told: list[Progress] = []

    asked = asked_board(_session(ukraine), watch=told.append)
    ukraine.git("remote", "set-url", "origin", "http://127.0.0.1:9/shared.git")
    offline = asked_board(_session(ukraine))

    assert ([row.id for row in asked.rows], asked.note) == ([id], "")
    assert {one.doing for one in told} >= {"Asking origin", "Reading 1 proposal"}
    assert [row.id for row in offline.rows] == [id]
    assert "cannot be reached" in offline.note
    assert re.search(r"Shown as last seen, 20\d\d-\d\d-\d\d \d\d:\d\d UTC\.$", offline.note)


def test_whoever_gives_up_waiting_is_told_so(shared: Bench) -> None:
    with pytest.raises(TransferCancelledError):
        asked_board(_session(shared), cancelled=lambda: True)


def test_without_a_shared_repository_the_reason_is_told(norway: Bench) -> None:
    found = asked_board(_session(norway))

    assert not found.plans
    assert "knows no shared repository" in found.note
    assert seen_board(_session(norway)).note == found.note


def test_rows_are_chosen_by_words_and_sorted_by_a_column() -> None:
    rows = [
        ProposalRow(id="NOR-P-0001", proposer="NOR", title="Barrels", introduced=2, days=30),
        ProposalRow(id="SWE-P-0002", proposer="SWE", title="ammunition", introduced=10, days=4),
        ProposalRow(id="USA-P-0003", proposer="USA", title="Coats for winter", lapsed=("NOR's lapsed.",)),
    ]
    columns = [one.heading for one in COLUMNS]

    def ids(words: str, heading: str = "", *, is_reversed: bool = False) -> list[str]:
        order = Order(column=columns.index(heading), is_reversed=is_reversed) if heading else None
        return [row.id[:3] for row in arranged(rows, words, order)]

    assert ids("") == ["NOR", "SWE", "USA"]
    assert ids("coats WINTER") == ["USA"]
    assert ids("nor") == ["NOR", "USA"]
    assert ids("", "What") == ["SWE", "NOR", "USA"]
    assert ids("", "New", is_reversed=True) == ["SWE", "NOR", "USA"]
    assert ids("", "Age") == ["USA", "SWE", "NOR"]
