"""The forecast in tables: what is added up, and what cannot be."""

from datetime import date

from tests.analysis.small_plans import plan
from workbook.desk.analysing import forecast
from workbook.desk.analysing.narrowing import narrowing
from workbook.desk.analysing.tables import Told

TODAY = date(2022, 9, 28)
GIFT = """\
title = "Aid"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 30
to = [{party = "UKR"}]
lots = [{lot = "a", by = "2022-11", quantity = 30}]
"""
HIDDEN = GIFT.replace('"155mm-he"', '"undisclosed"')
NOT_TOLD = "Deliveries of which the item is not told cannot be added up, and stand in no sum."


def told(records: dict[str, str], word: str = "") -> Told:
    workbook = plan(records)
    return forecast.tell(workbook, narrowing(word, workbook), TODAY)


def test_what_is_of_no_told_item_stands_in_no_sum() -> None:
    found = told({"NOR-C-7K3Q": GIFT, "SWE-C-8M4R": HIDDEN})

    assert [row[0] for row in found.tables[0].rows] == ["155mm-he"]
    assert found.tables[0].legend.endswith(NOT_TOLD)


def test_where_no_item_is_told_that_is_said() -> None:
    found = told({"SWE-C-8M4R": HIDDEN})

    assert (found.tables, found.nothing) == ([], NOT_TOLD)


def test_its_giver_finds_each_delivery_of_no_told_item() -> None:
    found = told({"SWE-C-8M4R": HIDDEN}, "SWE")

    assert [row[0] for row in found.tables[0].rows] == ["SWE-C-8M4R"]
