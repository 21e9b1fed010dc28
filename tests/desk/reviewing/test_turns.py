"""Open proposals by whose turn it is."""

from workbook.desk.reviewing.row import ProposalRow
from workbook.desk.reviewing.turns import turns


def _row(id: str, *waiting_on: str, trouble: str = "") -> ProposalRow:
    return ProposalRow(id=id, proposer=id[:3], title="", waiting_on=waiting_on, trouble=trouble)


def test_what_waits_on_whoever_looks_comes_first_and_each_keeps_its_order() -> None:
    rows = [_row("NOR-P-1"), _row("SWE-P-2", "DNK"), _row("SWE-P-3", "NOR"), _row("USA-P-4", "DNK", "NOR")]

    found = turns(rows, "NOR")

    assert [(one.heading, [row.id for row in one.rows], one.is_mine) for one in found] == [
        ("Waits on you, NOR: 2", ["SWE-P-3", "USA-P-4"], True),
        ("Can be adopted: 1", ["NOR-P-1"], False),
        ("Waits on others: 1", ["SWE-P-2"], False),
    ]


def test_what_cannot_be_read_is_not_ready() -> None:
    (found,) = turns([_row("SWE-P-2", trouble="Unreadable.")], "NOR")

    assert found.heading == "Waits on others: 1"


def test_who_works_for_no_nation_has_no_turn() -> None:
    assert [one.is_mine for one in turns([_row("SWE-P-2", "DNK"), _row("SWE-P-3")], "")] == [False, False]
