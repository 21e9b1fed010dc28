"""The forecast of deliveries, as data: months, recipients, what is late and what is not firm."""

from collections.abc import Callable, Mapping
from datetime import date

from tests.analysis.small_plans import GIFT
from workbook.check.examples import COALITION
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import release
from workbook.render.blocks import MonthBars, Table
from workbook.render.page import Paper
from workbook.render.views.forecast import forecast_view

MakePlan = Callable[[Mapping[str, str]], Workbook]
TODAY = date(2022, 11, 15)
GIVEN = GIFT + 'quantity = 12\nto = [{party = "UKR"}]\n'
LOTS = 'lots = [{lot = "a", by = "2023-01", quantity = 8}, {lot = "b", by = "2023-Q2", quantity = 4}]\n'
PLAN = {
    **COALITION,
    "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": GIVEN + LOTS,
    "plans/nations/NLD/commitments/NLD-C-8M2P.toml": GIVEN.replace("committed", "pledged"),
    "plans/nations/USA/commitments/USA-C-9D0M.toml": GIFT
    + 'quantity = 5\nlots = [{lot = "a", by = "2022-09", quantity = 5}]\n',
}


def paper(make_plan: MakePlan, files: Mapping[str, str] = PLAN) -> Paper:
    plan = make_plan(files)
    return forecast_view(release(plan, parse_audience("members", plan.settings)), today=TODAY)


def test_short_counts_deliveries_and_what_is_overdue_or_undated(make_plan: MakePlan) -> None:
    texts = [line.text for line in paper(make_plan).short]

    assert texts[:3] == [
        "2 deliveries are planned within the year; all are firm and confirmed.",
        "One delivery was to have come before today and is not reported.",
        "For one delivery nobody says when.",
    ]


def test_one_delivery_is_told_as_one(make_plan: MakePlan) -> None:
    one = GIVEN + 'lots = [{lot = "a", by = "2023-01", quantity = 12}]\n'
    given, pledged = (
        f"plans/nations/{path}.toml" for path in ("NOR/commitments/NOR-C-7K3Q", "NLD/commitments/NLD-C-8M2P")
    )

    firm = paper(make_plan, {**COALITION, given: one}).short[0].text
    soft = paper(make_plan, {**COALITION, pledged: one.replace("committed", "pledged")}).short[0].text

    assert firm == "One delivery is planned within the year; it is firm and confirmed."
    assert soft == "One delivery is planned within the year; it is not firm or not confirmed."


def test_an_item_tells_its_unit_where_nothing_of_it_comes_within_the_year(make_plan: MakePlan) -> None:
    item = "plans/catalogue/items/155mm-he.toml"
    tonnes = {item: COALITION[item].replace('"each"', '"TNE"')}
    undated = {**COALITION, **tonnes, "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": GIVEN}

    (table,) = paper(make_plan, undated).part["to_UKR"].blocks

    assert isinstance(table, Table)
    assert [row.cells for row in table.rows] == [("155 mm high-explosive shell (t)", "12")]


def test_who_gets_most_that_is_firm_comes_first(make_plan: MakePlan) -> None:
    soft = {
        f"plans/nations/NOR/commitments/NOR-C-7K3{letter}.toml": GIVEN.replace("UKR", "DEU").replace(
            "committed", status
        )
        for letter, status in (("A", "committed"), ("B", "pledged"), ("C", "pledged"))
    }
    firm = {f"plans/nations/NOR/commitments/NOR-C-7K3{letter}.toml": GIVEN for letter in "DE"}

    told = paper(make_plan, {**COALITION, **soft, **firm})

    assert [one.key for one in told.sections if one.key.startswith("to_")] == ["to_UKR", "to_DEU"]


def test_recipient_gets_a_row_of_months_for_each_item(make_plan: MakePlan) -> None:
    (table,) = paper(make_plan).part["to_UKR"].blocks

    assert isinstance(table, Table)
    assert [column.heading for column in table.columns] == ["Item", "In the year", "Jan", "Apr", "May", "Jun"]
    assert [row.cells for row in table.rows] == [("155 mm high-explosive shell", "12", "8", "≤4", "≤4", "≤4")]


def test_items_that_are_not_told_are_counted_and_never_added_up(make_plan: MakePlan) -> None:
    hidden = GIVEN.replace('item = "155mm-he"', 'item = "undisclosed"') + LOTS

    told = paper(make_plan, {**PLAN, "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": hidden})

    assert "to_UKR" not in told.part
    assert told.short[0].text.startswith("2 deliveries are planned within the year")
    assert "Deliveries of which the item is not told are counted, and stand in no table below." in [
        line.text for line in told.short
    ]


def test_chart_marks_what_may_come_in_another_month(make_plan: MakePlan) -> None:
    (chart,) = paper(make_plan).part["months"].blocks

    assert isinstance(chart, MonthBars)
    assert [(month.short, part.text, part.is_doubtful) for month in chart.months for part in month.parts] == [
        ("Jan", "1", False),
        ("Apr", "1 perhaps", True),
        ("May", "1 perhaps", True),
        ("Jun", "1 perhaps", True),
    ]


def test_what_is_not_firm_and_what_is_for_nobody_by_name_stand_apart(make_plan: MakePlan) -> None:
    part = paper(make_plan).part

    (soft,), (nobody,) = part["not_firm"].blocks, part["to_"].blocks
    assert isinstance(soft, Table)
    assert isinstance(nobody, Table)
    assert [row.cells for row in soft.rows] == [("155 mm high-explosive shell", "12")]
    assert [row.cells for row in nobody.rows] == [("155 mm high-explosive shell", "5")]


def test_plan_without_deliveries_says_so_and_nothing_else(make_plan: MakePlan) -> None:
    found = paper(make_plan, COALITION)

    assert [line.text for line in found.short] == [
        "Nothing that is still to come is released to the readers of this paper."
    ]
    assert found.sections == ()


def test_a_recipient_stands_in_a_table_without_its_article(make_plan: MakePlan) -> None:
    codes = ("AUT", "BEL", "DEU", "EST", "FIN", "LTU", "NLD", "SWE")
    many = {
        f"plans/nations/NOR/commitments/NOR-C-{code}A.toml": GIVEN.replace("UKR", code) + LOTS
        for code in codes
    }

    blocks = paper(make_plan, {**COALITION, **many}).part["others"].blocks

    cells = [row.cells[0] for block in blocks if isinstance(block, Table) for row in block.rows]
    assert "Netherlands" in cells
    assert not [one for one in cells if one.startswith("The ")]
