"""Coverage and forecast by months: signs, figures, orders, and what stands behind a cell."""

from datetime import date

from tests.analysis.small_plans import plan
from workbook.analysis.kept import Kept
from workbook.desk.analysing.boards import board, lead_of
from workbook.desk.analysing.grids import Grid, GridLine, fitting_grid_lines, short_amount
from workbook.desk.analysing.tables import Cell
from workbook.model.quantity import Quantity

TODAY = date(2022, 9, 28)
SMALL = 'title = "Guns"\nitem = "nasams"\nquantity = 4\nneed_by = "2022-11"\n'
NEED = 'title = "Shells"\nitem = "155mm-he"\nquantity = 1000\nneed_by = "2022-12"\n'
OFFER = """\
title = "Shells"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 700
meets = [{request = "UKR-R-11AB", quantity = 700}]
to = [{party = "UKR"}]
lots = [{lot = "a", by = "2022-11", quantity = 300}, {lot = "b", by = "2023-02", quantity = 400}]
"""
PLEDGE = OFFER.replace("committed", "pledged").replace("700", "50").split("lots")[0]
RECORDS = {
    "UKR-R-11AB": NEED,
    "MDA-R-22CD": SMALL,
    "NOR-C-7K3Q": OFFER,
    "SWE-C-7K3Q": PLEDGE,
    "plans/catalogue/items/nasams.toml": 'name = "NASAMS"\nkind = "system"\nunit = "each"\n'
    'capability = "air-defence"\n',
}


def grid(name: str, records: dict[str, str] | None = None, today: date = TODAY) -> Grid:
    found = board(name, plan(RECORDS if records is None else records), today, Kept())
    assert isinstance(found, Grid)
    return found


def line(found: Grid, label: str, ordering: int = 0) -> GridLine:
    return next(one for one in found.orderings[ordering].lines if one.label == label)


def signs(one: GridLine) -> str:
    return "".join(cell.sign for cell in one.cells)


def rows(found: Grid, label: str, place: int) -> list[list[Cell]]:
    behind = found.behind(line(found, label), place)
    return [list(row) for table in behind.tables for row in table.rows]


def test_months_of_an_item_tell_what_is_open_of_what_is_due() -> None:
    shells = line(grid("coverage"), "155mm-he")

    assert signs(shells)[:7] == "···██▃▃"
    assert [cell.figures[0] for cell in shells.cells][3:6] == ["70%", "70%", "30%"]
    assert [cell.figures[1] for cell in shells.cells][3:6] == ["700", "700", "300"]
    assert shells.amount == "300"


def test_items_stand_below_their_capability_or_the_worst_first() -> None:
    found = grid("coverage")
    by_capability, by_shortfall = ([one.label for one in lines] for _, lines in found.orderings)

    assert by_capability == ["air-defence", "nasams", "no capability", "155mm-he"]
    assert by_shortfall == ["nasams", "155mm-he"]


def test_a_capability_counts_requests() -> None:
    group = line(grid("coverage"), "air-defence")

    assert signs(group)[1:4] == "·██"
    assert [cell.figures[1] for cell in group.cells][1:4] == ["", "1", "1"]


def test_behind_a_cell_stand_the_requests_due_by_then_with_their_answers() -> None:
    found = grid("coverage")
    due = rows(found, "155mm-he", 3)

    assert [row[0] for row in due] == ["UKR-R-11AB", "└ NOR-C-7K3Q", "└ SWE-C-7K3Q"]
    assert [row[2:4] for row in due] == [["needs", ""], ["offered", "committed"], ["offered", "pledged"]]
    assert due[1][6] == Quantity.parse(400)
    assert rows(found, "155mm-he", 2) == []


def test_what_stands_in_is_told_with_its_ratio() -> None:
    long = (
        'name = "Long"\nkind = "munition"\nunit = "each"\nstands_in_for = [{item = "155mm-he", ratio = 2}]\n'
    )
    stand_in = OFFER.replace('"155mm-he"', '"long"')
    request = NEED + 'substitutes = "yes"\n'
    records = {"UKR-R-11AB": request, "NOR-C-7K3Q": stand_in, "plans/catalogue/items/long.toml": long}

    assert rows(grid("coverage", records), "155mm-he", 3)[1][8] == "long, one for 2"


def test_a_row_leads_to_the_first_record_that_it_names() -> None:
    workbook = plan(RECORDS)

    assert lead_of(("└ NOR-C-7K3Q", "NOR"), workbook) == "NOR-C-7K3Q"
    assert lead_of(("nothing", 3), workbook) == ""


def test_firm_and_not_firm_arrivals_have_signs_of_their_own() -> None:
    found = grid("forecast")
    firm, pledged = (one for one in found.orderings[1].lines if one.label == "155mm-he to UKR")

    assert signs(firm) == "····█··█·······"
    assert firm.cells[4].figures[0] == "300"
    assert signs(pledged) == "·▒·············"


def test_what_is_overdue_comes_first_then_what_has_no_date() -> None:
    late = OFFER.replace("2022-11", "2022-01").replace("155mm-he", "nasams")
    found = grid("forecast", {**RECORDS, "NOR-C-8888": late})

    assert [one.label for one in found.orderings[0].lines] == [
        "nasams to UKR",
        "155mm-he to UKR",
        "155mm-he to UKR",
    ]
    assert [one.cells[1].sign for one in found.orderings[0].lines] == ["·", "▒", "·"]


def test_behind_a_month_of_the_forecast_stand_its_lots() -> None:
    found = grid("forecast", {"UKR-R-11AB": NEED, "NOR-C-7K3Q": OFFER})

    assert [row[:3] for row in rows(found, "155mm-he to UKR", 4)] == [["NOR-C-7K3Q", "NOR", "a"]]
    assert rows(found, "155mm-he to UKR", 5) == []


def test_what_comes_after_the_year_stands_last() -> None:
    far = OFFER.replace("2023-02", "2025-02")
    found = grid("forecast", {"UKR-R-11AB": NEED, "NOR-C-7K3Q": far})

    assert signs(line(found, "155mm-he to UKR"))[-1] == "█"
    assert [row[2] for row in rows(found, "155mm-he to UKR", 14)] == ["b"]


def test_words_and_a_nation_choose_lines_and_keep_their_group() -> None:
    lines = grid("coverage").orderings[0].lines

    assert [one.label for one in fitting_grid_lines(lines, "nor-c-7k3q", "")] == ["no capability", "155mm-he"]
    assert [one.label for one in fitting_grid_lines(lines, "", "MDA")] == ["air-defence", "nasams"]
    assert fitting_grid_lines(lines, "submarine", "") == []
    assert list(fitting_grid_lines(lines, "", "")) == list(lines)


def test_amounts_are_written_short_and_never_look_surer_than_they_are() -> None:
    told = ["20", "~20", "10..20", "..20", "20..?", "?", "0"]

    assert [short_amount(Quantity.from_text(text)) for text in told] == [
        *("20", "~20", "≥10", "≤20", "≥20", "?", "")
    ]
