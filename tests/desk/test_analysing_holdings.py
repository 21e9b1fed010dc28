"""Stocks and funds in tables: signs of the year, bars, and what nations have part in."""

from datetime import date
from decimal import Decimal

from tests.analysis.small_plans import plan
from workbook.desk.analysing import funds, stocks
from workbook.desk.analysing.narrowing import narrowing
from workbook.desk.analysing.tables import Bar, Cell, Told

TODAY = date(2022, 9, 28)
STOCK = 'item = "155mm-he"\nholding = 100\nminimum = 80\nas_of = 2022-09-01\n'
GIFT = """\
title = "Shells"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 30
stock = "NOR-S-5H1M"
lots = [{lot = "a", by = "2022-11", quantity = 30}]
"""
WAIVED = 'waiver = {status = "approved", until = "2022-12"}\n'
FUND = """\
title = "Support fund"
total = {amount = 3000, currency = "EUR"}
split = [{to = "nordics", share = "1/3"}, {to = "UKR", share = "2/3"}]
"""
PAYMENT = """\
title = "Contribution"
kind = "funding"
status = "committed"
fund = "USA-F-2B9C"
value = {amount = 1000, currency = "EUR"}
"""


def told_stocks(records: dict[str, str], word: str = "") -> Told:
    workbook = plan(records)
    return stocks.tell(workbook, narrowing(word, workbook), TODAY)


def told_funds(records: dict[str, str], word: str = "") -> Told:
    workbook = plan(records)
    return funds.tell(workbook, narrowing(word, workbook), TODAY)


def column(told: Told, heading: str, table: int = 0) -> list[Cell]:
    (index,) = [
        place for place, one in enumerate(told.tables[table].columns) if one.heading.startswith(heading)
    ]
    return [row[index] for row in told.tables[table].rows]


def test_a_year_of_a_stock_is_a_sign_for_each_month() -> None:
    records = {"NOR-S-5H1M": STOCK + WAIVED, "NOR-C-7K3Q": GIFT}

    assert column(told_stocks(records), "2022-09 to 2023-08") == ["··▅▅████████"]
    assert column(told_stocks(records), "Waived until") == ["2022-12-31"]


def test_figures_that_are_not_told_are_marked_and_stay_untold() -> None:
    told = told_stocks({"~NOR-S-5H1M": STOCK.replace("100", '"undisclosed"')})

    assert column(told, "Stock") == ["NOR-S-5H1M?"]
    assert column(told, "2022-09 to 2023-08") == ["?" * 12]
    assert [str(cell) for cell in column(told, "Held")] == ["undisclosed"]


def test_troubles_come_before_what_may_be_one() -> None:
    perhaps = STOCK.replace("100", "{at_least = 60}")
    told = told_stocks({"NOR-S-1A1A": perhaps, "SWE-S-5H1M": STOCK.replace("100", "60")})

    assert column(told, "Stock") == ["SWE-S-5H1M", "NOR-S-1A1A"]


def test_a_nation_sees_what_draws_on_its_stocks_and_what_it_draws() -> None:
    records = {"NOR-S-5H1M": STOCK, "SWE-C-3F8K": GIFT}

    assert column(told_stocks(records, "NOR"), "Commitment", 1) == ["SWE-C-3F8K"]
    assert column(told_stocks(records, "SWE"), "Standing", 1) == ["unconfirmed"]
    assert told_stocks(records, "DEU").tables == []


def test_bars_of_months_are_drawn_against_the_minimum() -> None:
    told = told_stocks({"NOR-S-5H1M": STOCK, "NOR-C-7K3Q": GIFT}, "155mm-he")

    bars = column(told, "Against minimum", 2)
    assert bars[2] == Bar(parts=(Decimal(70),), whole=Decimal(80))


def test_a_fund_tells_what_is_paid_in_and_for_whom_it_is() -> None:
    told = told_funds({"USA-F-2B9C": FUND, "NOR-C-7K3Q": PAYMENT})

    assert column(told, "Paid in") == [Bar(parts=(Decimal(1000), Decimal(0)), whole=Decimal(3000))]
    assert [str(cell) for cell in column(told, "Uncovered")] == ["2,000"]
    assert column(told, "Nations", 1) == [2, 1]


def test_payers_and_receivers_find_their_fund() -> None:
    records = {"USA-F-2B9C": FUND, "DEU-C-7K3Q": PAYMENT}

    assert [bool(told_funds(records, code).tables) for code in ("DEU", "SWE", "UKR", "USA", "NLD")] == [
        True,
        True,
        True,
        True,
        False,
    ]


def test_behind_a_stock_stand_its_count_its_waiver_and_its_months() -> None:
    board = stocks.board(plan({"NOR-S-5H1M": STOCK + WAIVED, "NOR-C-7K3Q": GIFT}), TODAY)

    behind = board.behind(board.lines[0])

    assert behind.sentences == [
        "Counted 2022-09-01: 100. Minimum: 80.",
        "The minimum is waived until 2022-12-31. Nothing is said to fill it again.",
    ]
    assert [table.title for table in behind.tables] == [
        "What draws on stocks: NOR-S-5H1M",
        "Month by month: NOR-S-5H1M, 155mm-he",
    ]
    assert board.lines[0].is_trouble


def test_of_a_stock_that_is_high_enough_no_waiver_is_told() -> None:
    board = stocks.board(plan({"NOR-S-5H1M": STOCK}), TODAY)

    assert board.behind(board.lines[0]).sentences == ["Counted 2022-09-01: 100. Minimum: 80."]


def test_behind_a_fund_stands_what_no_rate_converts() -> None:
    payment = PAYMENT.replace('"EUR"', '"SEK"')
    board = funds.board(plan({"USA-F-2B9C": FUND, "NOR-C-7K3Q": payment}), TODAY)

    assert board.behind(board.lines[0]).sentences == ["No rate converts SEK: such amounts are unknown here."]
