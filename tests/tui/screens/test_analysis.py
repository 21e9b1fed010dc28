"""The analyses on the screen: tabs, lines, what stands behind them, and the way to the record."""

from rich.color import Color as RichColor

from tests.cli.conftest import Bench
from tests.tui.conftest import NARROW, Hand, at_work, journey
from workbook.desk.listing.columns import Column
from workbook.desk.opening import open_plan
from workbook.tui.widgets.grid import GridList
from workbook.tui.widgets.tables import BehindPage, BoardList, laid_out

STOCK = "plans/nations/NOR/stocks/NOR-S-1111.toml"
TEXT = """\
item = "155mm-he"
holding = 900
minimum = 800
as_of = 2022-09-01
"""
DRAW = "plans/nations/NOR/commitments/NOR-C-8888.toml"
DRAW_TEXT = """\
title = "Shells"
kind = "donation"
item = "155mm-he"
quantity = 300
status = "committed"
stock = "NOR-S-1111"
lots = [{lot = "a", by = "2022-11", quantity = 300}]
"""
WORKS = "plans/nations/NOR/capacities/NOR-K-1111.toml"
WORKS_TEXT = """\
item = "155mm-he"
activity = "make"
rates = [{from = "2022-01", per_month = 10}]
"""
ORDER_TEXT = DRAW_TEXT.replace("donation", "production").replace('stock = "NOR-S-1111"\n', "")
SWEDISH = STOCK.replace("NOR", "SWE").replace("1111", "2222")


def _stocked(plan: Bench) -> Bench:
    plan.write({STOCK: TEXT, DRAW: DRAW_TEXT, SWEDISH: TEXT})
    return plan


async def _at(hand: Hand, tab: str) -> None:
    """Go to an analysis by a click on its tab."""
    await hand.press("a")
    (tabs,) = [text for text in hand.shown().splitlines() if "Coverage  Stocks" in text]
    await hand.click("#tabs", (tabs.index(tab) + 1, 0))


def test_a_narrow_list_shows_figures_before_the_picture_of_them() -> None:
    columns = [
        Column("Stock", is_fixed=True),
        Column("Held", is_number=True),
        Column("2022-06 to 2023-05", is_drawn=True),
        Column("Under by", is_number=True),
    ]
    rows = [("NOR-S-86FN", "3,000", "▅" * 12, "1,000")]

    assert laid_out(columns, rows, 50)[0] == "Stock        Held  2022-06 to 2023-05  Under by"
    assert laid_out(columns, rows, 44)[0] == "Stock        Held  Under by"


@journey
async def test_the_first_analysis_is_coverage_and_keys_lead_to_the_others(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a")
        first = hand.shown()
        await hand.press("n")
        second = hand.shown()
        await hand.press("left")

        assert "What is open of all that is due by each month: 1 line" in first
        assert "155mm-he" in first
        assert "No stock is told of here." in second
        assert "What is open of all that is due by each month" in hand.shown()


@journey
async def test_behind_an_item_stand_its_requests(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a", "down", *["right"] * 6)

        assert "155mm-he, March 2023" in hand.shown()
        assert "UKR-R-11AB" in hand.shown()


@journey
async def test_enter_goes_to_the_record_of_the_line(norway: Bench) -> None:
    async with at_work(_stocked(norway)) as hand:
        await _at(hand, "Stocks")
        await hand.press("enter")

        assert "NOR-S-1111" in hand.shown()
        assert "Coverage  Stocks" not in hand.shown()


@journey
async def test_words_and_the_own_nation_choose_lines(norway: Bench) -> None:
    async with at_work(_stocked(norway)) as hand:
        await _at(hand, "Stocks")
        both = hand.shown()
        await hand.press("m")
        own = hand.shown()
        await hand.press("m", "slash")
        await hand.type("swe-s")
        typed = hand.shown()
        await hand.press("escape")

        assert [one in both for one in ("NOR-S-1111", "SWE-S-2222")] == [True, True]
        assert [one in own for one in ("NOR-S-1111", "SWE-S-2222")] == [True, False]
        assert [one in typed for one in ("NOR-S-1111", "SWE-S-2222")] == [False, True]
        assert "NOR-S-1111" in hand.shown()


@journey
async def test_what_is_saved_shows_at_once(norway: Bench) -> None:
    async with at_work(_stocked(norway)) as hand:
        await _at(hand, "Stocks")
        norway.write({STOCK: TEXT.replace("900", "700")})
        hand.session.adopt(open_plan(norway.folder))
        hand.app.screen.plan_changed()  # type: ignore[attr-defined]  # the analyses
        await hand.rest()

        assert "700" in hand.shown()


@journey
async def test_the_palette_leads_to_each_analysis(norway: Bench) -> None:
    async with at_work(_stocked(norway), NARROW) as hand:
        await hand.press("ctrl+p")
        await hand.type("analysis: stocks")
        await hand.press("enter")

        assert "NOR-S-1111" in hand.shown()


@journey
async def test_another_line_shows_what_stands_behind_it(norway: Bench) -> None:
    async with at_work(_stocked(norway)) as hand:
        await _at(hand, "Stocks")
        first = hand.shown()
        await hand.press("down")
        second = hand.shown()
        await hand.press("up", "down", "up")

        assert "Month by month: NOR-S-1111" in first
        assert "Month by month: SWE-S-2222" in second
        assert "Month by month: NOR-S-1111" in hand.shown()


def _cell(hand: Hand) -> tuple[str, int]:
    """Give the line and the column of the cell under the cursor."""
    spot = hand.app.screen.query_one(GridList).current
    assert spot is not None
    return spot.line.label, spot.column


@journey
async def test_the_cursor_moves_by_line_and_by_month_and_months_scroll(norway: Bench) -> None:
    async with at_work(norway, NARROW) as hand:
        await hand.press("a", "down", "right", "right")
        near = _cell(hand)
        await hand.press(*["l"] * 30)
        far, shown = _cell(hand), hand.shown()
        await hand.press("left")

        assert near == ("155mm-he", 2)
        assert far == ("155mm-he", 23)
        assert "‹2024" in shown
        assert "August 2024" in shown
        assert _cell(hand) == ("155mm-he", 22)


@journey
async def test_enter_opens_what_stands_behind_a_cell_and_enter_there_goes_to_the_record(
    norway: Bench,
) -> None:
    async with at_work(norway) as hand:
        await hand.press("a", "down", *["right"] * 6, "enter")
        behind = hand.app.screen.query_one(BehindPage).leads_to
        await hand.press("down")
        answer = hand.app.screen.query_one(BehindPage).leads_to
        await hand.press("enter")

        assert (behind, answer) == ("UKR-R-11AB", "NOR-C-7K3Q")
        assert "Winter shells" in hand.shown()
        assert "Coverage  Stocks" not in hand.shown()


@journey
async def test_escape_comes_back_from_behind_a_cell(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a", "down", "enter", "escape")
        focused = hand.app.screen.focused
        await hand.press("escape")

        assert isinstance(focused, GridList)
        assert "Coverage  Stocks" not in hand.shown()


@journey
async def test_months_are_shown_in_percent_in_amounts_and_as_signs(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a")
        percent = hand.shown()
        await hand.press("v")
        amounts = hand.shown()
        await hand.press("v")
        signs = hand.shown()

        assert ["%" in one for one in (percent, amounts, signs)] == [True, False, False]
        assert [one in two for one, two in (("in amounts", amounts), ("signs alone", signs))] == [True, True]
        assert "█" in signs


@journey
async def test_lines_are_sorted_by_shortfall_and_chosen_by_words(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a")
        grouped = _cell(hand)
        await hand.press("o")
        sorted_out = _cell(hand)
        await hand.press("slash")
        await hand.type("submarine")

        assert grouped == ("no capability", 0)
        assert sorted_out == ("155mm-he", 0)
        assert "0 lines" in hand.shown()


@journey
async def test_a_click_goes_to_a_cell(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a")
        head = next(text for text in hand.shown().splitlines() if "Missing" in text)
        await hand.click("#grid", (head.index("11"), 4))

        assert _cell(hand) == ("155mm-he", 2)


@journey
async def test_the_forecast_tells_what_is_overdue_first(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _at(hand, "Forecast")
        await hand.press(*["right"] * 6)

        assert _cell(hand) == ("155mm-he to UKR", 6)
        assert "overdue first, in amounts" in hand.shown()
        assert "NOR-C-7K3Q" in hand.shown()


@journey
async def test_enter_on_a_works_opens_its_claims_and_goes_on_to_a_record(norway: Bench) -> None:
    norway.write({WORKS: WORKS_TEXT, DRAW: ORDER_TEXT})
    async with at_work(norway, NARROW) as hand:
        await _at(hand, "Contention")
        first = hand.shown()
        await hand.press("enter")
        behind = hand.app.screen.focused
        await hand.press("enter", "enter")

        assert "Too many from" in first
        assert isinstance(behind, BehindPage)
        assert "NOR-C-8888" in hand.shown()
        assert "Coverage  Stocks" not in hand.shown()


@journey
async def test_escape_comes_back_to_the_works_and_then_to_the_plan(norway: Bench) -> None:
    norway.write({WORKS: WORKS_TEXT, DRAW: ORDER_TEXT})
    async with at_work(norway) as hand:
        await _at(hand, "Contention")
        await hand.press("enter")
        opened = hand.shown()
        await hand.press("escape")
        back = hand.app.screen.focused
        await hand.press("escape")

        assert all(sign in opened for sign in ("█ NOR", "│ what can be made", "Claims by nation", "█"))
        assert isinstance(back, BoardList)
        assert "Coverage  Stocks" not in hand.shown()


@journey
async def test_a_grid_that_was_out_of_sight_is_laid_out_for_what_it_shows_now(norway: Bench) -> None:
    async with at_work(norway, NARROW) as hand:
        await hand.press("a", "n", "n", "n")
        later = hand.shown()

        assert "overdue first" in later
        assert " overdue " in later
        assert " undated" in later


@journey
async def test_what_stands_in_a_frame_is_legible_when_the_keys_are_elsewhere(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a", "tab")
        grid = hand.app.screen.query_one(GridList)
        (strip,) = [one for one in grid.render_lines(grid.region.reset_offset) if "in percent" in one.text]
        (words,) = [one.style for one in strip if one.style and "in percent" in one.text]

        assert not grid.has_focus
        assert _contrast(words.color, words.bgcolor) >= 4.5


def _contrast(one: RichColor | None, other: RichColor | None) -> float:
    """Give the contrast of two colours as WCAG 2 reckons it."""
    assert one is not None
    assert other is not None
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RichColor) -> float:
    parts = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in colour.get_truecolor().normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
