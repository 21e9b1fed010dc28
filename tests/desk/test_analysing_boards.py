"""Works, support and purchases as screens show them: what bites first on top, records behind each line."""

from datetime import date
from decimal import Decimal

import pytest

from tests.analysis.small_plans import plan
from tests.desk.test_analysing_holdings import FUND
from tests.desk.test_analysing_industry import GIFT, GIVEN, ORDER, TODAY, WORKS
from workbook.desk.analysing import contention, funds, sustainment
from workbook.desk.analysing.boards import Board, BoardLine
from workbook.desk.analysing.drawing import stacked
from workbook.desk.analysing.tables import Behind, Cell, Stack
from workbook.model.quantity import Quantity

CLAIMED = {"NOR-K-3H5J": WORKS, "SWE-C-7K3Q": ORDER}
FUZES = ORDER.replace("155mm-he", "fuze").replace("shell-works", "fuze-works")
FUZE = 'name = "Fuze"\nkind = "component"\nunit = "each"\n'
SHELL_OF_FUZES = """\
name = "Shell"
kind = "munition"
unit = "each"
components = [{item = "fuze", per_unit = 1}]
"""
FUZE_WORKS = WORKS.replace("155mm-he", "fuze").replace("shell-works", "fuze-works")
NORWEGIAN = ORDER.replace("quantity = 900", "quantity = 100")


def works(records: dict[str, str], today: date = TODAY) -> Board:
    return contention.board(plan(records), today)


def first_table(behind: Behind, place: int = 0) -> list[list[Cell]]:
    return [list(row) for row in behind.tables[place].rows]


def look(board: Board) -> tuple[BoardLine, Behind]:
    return board.lines[0], board.behind(board.lines[0])


def test_what_bites_first_stands_first_and_is_marked() -> None:
    scarce = {
        "plans/catalogue/items/fuze.toml": FUZE,
        "NOR-K-9D0M": FUZE_WORKS.replace("400", "10"),
        "SWE-C-3F8K": FUZES,
        "SWE-C-7K3Q": ORDER.replace("2022-10", "2023-05").replace("900", "5000"),
    }

    found = works({**CLAIMED, **scarce})

    assert [(line.cells[0], line.cells[2], line.is_trouble) for line in found.lines] == [
        ("fuze", "2022-10", True),
        ("155mm-he", "2023-05", True),
    ]


def test_works_without_trouble_stand_below_and_are_not_marked() -> None:
    found = works({"NOR-K-3H5J": WORKS, "SWE-C-7K3Q": NORWEGIAN})

    assert [(line.cells[2], line.is_trouble) for line in found.lines] == [("", False)]
    assert found.behind(found.lines[0]).sentences[0].startswith("All that is firmly claimed")


def test_behind_a_works_stand_its_months_its_claims_and_who_queues() -> None:
    line, behind = look(works({**CLAIMED, "NOR-C-9D0M": NORWEGIAN}))

    months, claims, queue = (first_table(behind, place) for place in range(3))
    assert line.leads_to == ""
    assert [months[place][0] for place in behind.tables[0].troubles] == ["2022-10"]
    assert [row[:2] for row in claims] == [["SWE-C-7K3Q", "SWE"], ["NOR-C-9D0M", "NOR"]]
    assert queue == [["SWE", Quantity.parse(900)], ["NOR", Quantity.parse(100)]]
    assert "In line: SWE 900, NOR 100." in behind.sentences


def test_scarce_component_is_named_with_its_maker() -> None:
    line, behind = look(
        works(
            {
                **CLAIMED,
                "plans/catalogue/items/fuze.toml": FUZE,
                "plans/catalogue/items/155mm-he.toml": SHELL_OF_FUZES,
                "NOR-K-3H5J": WORKS.replace("400", "4000"),
                "NOR-K-9D0M": FUZE_WORKS,
            }
        )
    )

    assert (line.cells[0], line.cells[4], line.is_trouble) == ("155mm-he", "fuze", True)
    assert any("It waits for fuze: 900 needed by 2022-10" in one for one in behind.sentences)


def test_works_that_only_may_get_claims_does_not_wait() -> None:
    thought = ORDER.replace("contracted", "considered")
    found = works({"NOR-K-3H5J": WORKS, "SWE-C-7K3Q": thought})

    assert [line.is_trouble for line in found.lines] == [False]


def test_lines_count_for_the_works_nation_and_all_that_claim() -> None:
    named = {"NOR-K-3H5J": WORKS.replace('supplier = "shell-works"\n', "")}
    swedish = {
        "SWE-C-7K3Q": ORDER,
        "plans/catalogue/suppliers/shell-works.toml": 'name = "a"\nnation = "DEU"\n',
    }

    (line,) = works({**named, **swedish}).lines

    assert line.nations == {"DEU", "SWE"}


@pytest.mark.parametrize(
    ("parts", "mark", "drawn"),
    [
        (("8", "4"), "10", "████▓│    "),
        (("8", "4"), None, "████▓▓    "),
        (("0.1", "0", "0.1"), "20", "█▒       │"),
        (("2", "2", "2", "2", "4"), "0", "│▓▒░░░    "),
    ],
)
def test_stack_has_a_sign_for_each_part_and_a_mark(
    parts: tuple[str, ...], mark: str | None, drawn: str
) -> None:
    one = Stack(
        parts=tuple(map(Decimal, parts)),
        mark=Decimal(mark) if mark is not None else None,
        whole=Decimal(20),
    )

    assert stacked(one, 10) == drawn


def test_least_covered_support_stands_first_with_its_records_behind() -> None:
    barrels = ORDER.replace("contracted", "committed").replace("procurement", "sustainment")
    full = barrels.replace('supplier = "shell-works"', 'to = [{party = "NOR"}]')
    gift = GIFT.replace("UKR", "NOR")
    found = sustainment.board(plan({**GIVEN, "SWE-C-3F8K": full, "SWE-C-9D0M": gift}), TODAY)

    assert [(line.cells[1], line.is_trouble) for line in found.lines] == [("UKR", True), ("NOR", False)]
    assert [row[0] for row in first_table(found.behind(found.lines[0]))] == ["NOR-C-7K3Q"]
    assert [row[0] for row in first_table(found.behind(found.lines[1]))] == ["SWE-C-3F8K"]


def test_joint_purchases_stand_below_the_funds() -> None:
    fund = 'title = "Fund"\ntotal = {amount = 100, currency = "EUR"}\n'
    purchase = """\
title = "Joint shells"
item = "155mm-he"
quantity = 300
value = {amount = 900, currency = "EUR"}
status = "agreed"
parties = [{nation = "NOR", quantity = 100, share = "1/3"}]
"""
    found = funds.board(plan({"USA-F-2B9C": fund, "NOR-J-4T2X": purchase}), TODAY)

    behind = found.behind(found.lines[1])
    assert [line.leads_to for line in found.lines] == ["USA-F-2B9C", "NOR-J-4T2X"]
    assert behind.sentences == ["A joint purchase: no party takes 200 of it."]
    assert [row[2] for row in first_table(behind)] == ["NOR"]


@pytest.mark.parametrize(
    ("found", "heading"),
    [
        (sustainment.board(plan(GIVEN), TODAY), "Missing"),
        (funds.board(plan({"USA-F-2B9C": FUND}), TODAY), "Uncovered"),
    ],
)
def test_what_is_still_to_be_found_is_never_left_out(found: Board, heading: str) -> None:
    assert heading in [one.heading for one in found.columns if one.is_fixed]
