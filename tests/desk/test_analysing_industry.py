"""Works and support in tables: signs of the months, what is strained first, and what nations have part in."""

from datetime import date

from tests.analysis.small_plans import plan
from workbook.desk.analysing import contention, sustainment
from workbook.desk.analysing.narrowing import narrowing
from workbook.desk.analysing.tables import Cell, Told
from workbook.model.quantity import Quantity

TODAY = date(2022, 9, 28)
WORKS = """\
item = "155mm-he"
activity = "make"
supplier = "shell-works"
rates = [{from = "2022-01", per_month = 400}]
"""
ORDER = """\
title = "Shells"
kind = "procurement"
status = "contracted"
item = "155mm-he"
quantity = 900
supplier = "shell-works"
lots = [{lot = "a", by = "2022-10", quantity = 900}]
"""
GUN = """\
name = "Gun"
kind = "system"
unit = "each"
sustainment = [{item = "155mm-he", per_unit = 1, every_months = 9}]
"""
GIFT = """\
title = "Guns"
kind = "donation"
status = "committed"
item = "gun"
quantity = 20
to = [{party = "UKR"}]
"""
GIVEN = {"plans/catalogue/items/gun.toml": GUN, "NOR-C-7K3Q": GIFT}


def told(records: dict[str, str], word: str = "") -> Told:
    workbook = plan(records)
    return contention.tell(workbook, narrowing(word, workbook), TODAY)


def supported(records: dict[str, str], word: str = "") -> Told:
    workbook = plan(records)
    return sustainment.tell(workbook, narrowing(word, workbook), TODAY)


def column(found: Told, heading: str, table: int = 0) -> list[Cell]:
    (place,) = [
        place for place, one in enumerate(found.tables[table].columns) if one.heading.startswith(heading)
    ]
    return [row[place] for row in found.tables[table].rows]


def test_months_of_a_works_are_signs() -> None:
    found = told({"NOR-K-3H5J": WORKS, "SWE-C-7K3Q": ORDER})

    assert column(found, "2022-09 to 2024-08") == ["·█" + "▁" * 22]
    assert (column(found, "Late"), column(found, "Nations")) == (["1 month"], ["SWE"])


def test_item_shows_the_months_of_its_works() -> None:
    found = told({"NOR-K-3H5J": WORKS, "SWE-C-7K3Q": ORDER}, "155mm-he")

    assert column(found, "Claims by nation", 1)[:2] == ["", "SWE 900"]


def test_nation_shows_what_it_queues_for() -> None:
    records = {"NOR-K-3H5J": WORKS, "SWE-C-7K3Q": ORDER}

    assert column(told(records, "SWE"), "Item") == ["155mm-he"]
    assert told(records, "DEU").nothing


def test_need_of_a_system_is_rounded_up_for_eyes() -> None:
    found = supported(GIVEN)

    assert (column(found, "Needed"), column(found, "Missing")) == (
        [Quantity.parse(27)],
        [Quantity.parse(27)],
    )


def test_support_is_told_to_recipient_donor_and_at_the_part() -> None:
    assert column(supported(GIVEN, "UKR"), "System") == ["gun"]
    assert column(supported(GIVEN, "155mm-he"), "System") == ["gun"]
    assert supported(GIVEN, "DEU").nothing


def test_need_of_support_beyond_28_digits_is_still_told() -> None:
    most = "9" * 15
    gun = GUN.replace("per_unit = 1,", f"per_unit = {most},")
    gift = GIFT.replace("quantity = 20", f"quantity = {most}")

    told = supported({"plans/catalogue/items/gun.toml": gun, "NOR-C-7K3Q": gift})

    assert [str(cell) for cell in column(told, "Needed")]
