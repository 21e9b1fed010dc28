"""The list of requirements, as data: what it counts, what comes first, what stands apart."""

from collections.abc import Callable, Mapping
from datetime import date

from tests.analysis.small_plans import GIFT
from workbook.check.examples import COALITION
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import release
from workbook.render.blocks import BarChart, HeatTable, Points, Table
from workbook.render.page import Paper, Section
from workbook.render.views.requirements import requirements_view

MakePlan = Callable[[Mapping[str, str]], Workbook]
TODAY = date(2022, 9, 28)
NEED = 'title = "Shells"\nitem = "155mm-he"\nquantity = 16\nneed_by = "2023-03"\npriority = "critical"\n'
OFFER = GIFT + "quantity = 12\n" + 'meets = [{request = "UKR-R-11AB", quantity = 12}]\n'
TAKES = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 12\n'
ITEM = 'name = "155 mm shell"\nkind = "munition"\nunit = "each"\ncapability = "long-range-fires"\n'
PLAN = {
    **COALITION,
    "plans/catalogue/items/155mm-he.toml": ITEM,
    "plans/nations/UKR/requests/UKR-R-11AB.toml": NEED,
    "plans/nations/SWE/requests/SWE-R-22CD.toml": NEED.replace("critical", "low").replace("16", "4"),
    "plans/nations/DEU/requests/DEU-R-33EF.toml": 'title = "Help"\nstatus = "draft"\n',
    "plans/recorded/NLD/requests/NLD-R-44GH.toml": NEED,
    "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": OFFER,
    "plans/nations/USA/commitments/USA-C-9D0M.toml": GIFT + "quantity = 5\n",
    "plans/nations/UKR/acceptances/UKR-A-5H1M.toml": TAKES,
}


def paper(make_plan: MakePlan, files: Mapping[str, str] = PLAN, audience: str = "members") -> Paper:
    plan = make_plan(files)
    return requirements_view(release(plan, parse_audience(audience, plan.settings)), today=TODAY)


def rows(section: Section, index: int = 0) -> list[tuple[str, ...]]:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [row.cells for row in tables[index].rows]


def test_short_counts_what_is_covered_and_what_is_critical(make_plan: MakePlan) -> None:
    texts = [line.text for line in paper(make_plan).short]

    assert texts == [
        "Of 2 open requests, 0 are covered by what is agreed, and 0 more by what is offered and firm.",
        "The one critical request is not surely covered by firm offers.",
        "One request is in preparation and counted nowhere here.",
    ]


def test_short_counts_apart_what_surely_comes_too_late_and_what_may(make_plan: MakePlan) -> None:
    lots = 'lots = [{lot = "a", by = "2023-01", quantity = 6}, {lot = "b", by = "2023-05", quantity = 6}]\n'
    part = OFFER.replace("quantity = 12}", "quantity = 4}") + lots
    given, taken = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml", "plans/nations/UKR/acceptances"
    perhaps = {**PLAN, given: part, f"{taken}/UKR-A-5H1M.toml": TAKES.replace("12", "4")}
    other = part.replace("UKR-R-11AB", "SWE-R-22CD").replace("quantity = 4}", "quantity = 8}")
    both = {**perhaps, "plans/nations/NOR/commitments/NOR-C-8K3Q.toml": other}

    assert "For one request some of what is agreed or offered may come after it is needed." in [
        line.text for line in paper(make_plan, perhaps).short
    ]
    assert (
        "For one request some of what is agreed or offered comes after it is needed. For one more it may."
        in [line.text for line in paper(make_plan, both).short]
    )


def test_critical_requests_come_first_with_what_is_missing(make_plan: MakePlan) -> None:
    found = paper(make_plan)

    assert rows(found.part["urgent"]) == [
        ("UKR-R-11AB", "Ukraine", "155 mm shell", "by March 2023", "16", "4")
    ]
    assert [row[0] for row in rows(found.part["long-range-fires"], 1)] == ["UKR-R-11AB", "SWE-R-22CD"]


def test_item_adds_up_what_counts_and_no_more(make_plan: MakePlan) -> None:
    assert rows(paper(make_plan).part["long-range-fires"]) == [("155 mm shell", "2", "20", "12", "8")]


def test_chart_counts_requests_by_how_far_they_are_met(make_plan: MakePlan) -> None:
    (chart,) = paper(make_plan).part["met"].blocks

    assert isinstance(chart, BarChart)
    assert [(bar.label, [(part.series, part.text) for part in bar.parts]) for bar in chart.bars] == [
        ("Long-range fires", [(2, "1"), (4, "1")])
    ]


def test_chart_and_short_count_the_same_also_what_names_no_capability(make_plan: MakePlan) -> None:
    bare = {**PLAN, "plans/nations/SWE/requests/SWE-R-55JK.toml": 'title = "Help"\nquantity = 3\n'}

    found = paper(make_plan, bare)

    (chart,) = found.part["met"].blocks
    assert isinstance(chart, BarChart)
    assert [(bar.label, bar.text) for bar in chart.bars][-1] == ("No capability named", "1")
    assert chart.told.startswith("Of 3 requests")
    assert found.short[0].text.startswith("Of 3 open requests")
    assert [row[0] for row in rows(found.part["other"])] == ["SWE-R-55JK"]


def test_missing_is_told_in_the_unit_that_is_needed(make_plan: MakePlan) -> None:
    tonnes = ITEM.replace('"each"', '"t"')

    found = paper(make_plan, {**PLAN, "plans/catalogue/items/155mm-he.toml": tonnes})

    assert rows(found.part["urgent"])[0][-2:] == ("16 t", "4 t")


def test_what_recurs_has_a_row_of_its_own(make_plan: MakePlan) -> None:
    again = {
        f"plans/nations/SWE/requests/SWE-R-{id}.toml": NEED + f'per = "{per}"\n'
        for id, per in (("55JK", "month"), ("66MN", "year"))
    }

    found = paper(make_plan, {**PLAN, **again})

    assert rows(found.part["long-range-fires"])[1][:3] == (
        "155 mm shell, recurring", "2", "16 a month; 16 a year",
    )  # fmt: skip


def test_months_tell_what_is_open_as_it_falls_due(make_plan: MakePlan) -> None:
    (heat,) = paper(make_plan).part["months"].blocks

    assert isinstance(heat, HeatTable)
    assert heat.columns[:3] == ("Nov 2022", "Feb 2023", "May 2023")
    assert [(cell.level, cell.text) for cell in heat.rows[0].cells[:3]] == [(0, ""), (0, ""), (3, "8–20")]


def test_drafts_unconfirmed_needs_and_offers_at_large_stand_apart(make_plan: MakePlan) -> None:
    part = paper(make_plan).part

    (drafts,) = part["drafts"].blocks
    assert isinstance(drafts, Points)
    assert [point.line.text for point in drafts.points] == ["Germany: one request."]
    assert [row[0] for row in rows(part["unconfirmed"])] == ["NLD-R-44GH"]
    assert rows(part["at_large"]) == [("155 mm shell", "8", "5")]


def test_plan_without_requests_says_so_and_nothing_else(make_plan: MakePlan) -> None:
    found = paper(make_plan, COALITION)

    assert [line.text for line in found.short] == [
        "No open request is released to the readers of this paper."
    ]
    assert found.sections == ()


def test_hidden_offer_covers_nothing_for_others(make_plan: MakePlan) -> None:
    path = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
    hidden = {**PLAN, path: OFFER + 'release = "national"\n'}

    ours, theirs = paper(make_plan, hidden, "NOR"), paper(make_plan, hidden, "SWE")

    assert rows(ours.part["long-range-fires"])[0][3:] == ("12", "8")
    assert rows(theirs.part["long-range-fires"])[0][2:] == ("20", "20")


def test_what_is_open_soonest_stands_first_and_says_its_unit(make_plan: MakePlan) -> None:
    powder = ITEM.replace("155 mm shell", "Powder").replace('"each"', '"t"')
    sooner = NEED.replace("155mm-he", "powder").replace("2023-03", "2022-12")
    files = {
        **PLAN,
        "plans/catalogue/items/powder.toml": powder,
        "plans/nations/UKR/requests/UKR-R-33CD.toml": sooner,
    }

    (heat,) = paper(make_plan, files).part["months"].blocks

    assert isinstance(heat, HeatTable)
    assert [row.label for row in heat.rows] == ["Powder (t)", "155 mm shell"]


def test_the_item_that_is_least_covered_stands_first(make_plan: MakePlan) -> None:
    bare = ITEM.replace("155 mm shell", "Zinc shell")
    files = {
        **PLAN,
        "plans/catalogue/items/zinc.toml": bare,
        "plans/nations/UKR/requests/UKR-R-33CD.toml": NEED.replace("155mm-he", "zinc"),
    }

    assert [row[0] for row in rows(paper(make_plan, files).part["long-range-fires"])] == [
        "Zinc shell",
        "155 mm shell",
    ]


def test_what_was_noted_and_is_not_missing_is_not_called_missing(make_plan: MakePlan) -> None:
    (block,) = paper(make_plan).part["unconfirmed"].blocks

    assert isinstance(block, Table)
    assert block.caption == ""
