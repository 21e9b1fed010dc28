"""The analyses on the screen: tabs, lines, what stands behind them, and the way to the record."""

from tests.cli.conftest import Bench
from tests.tui.conftest import NARROW, Hand, at_work, journey
from workbook.desk.opening import open_plan

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
SWEDISH = STOCK.replace("NOR", "SWE").replace("1111", "2222")


def _stocked(plan: Bench) -> Bench:
    plan.write({STOCK: TEXT, DRAW: DRAW_TEXT, SWEDISH: TEXT})
    return plan


async def _at(hand: Hand, tab: str) -> None:
    """Go to an analysis by a click on its tab."""
    await hand.press("a")
    (tabs,) = [text for text in hand.shown().splitlines() if "Coverage  Stocks" in text]
    await hand.click("#tabs", (tabs.index(tab) + 1, 0))


@journey
async def test_the_first_analysis_is_coverage_and_arrows_lead_to_the_others(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a")
        first = hand.shown()
        await hand.press("right")
        second = hand.shown()
        await hand.press("left")

        assert "What is needed and what covers it, by item: 1 line" in first
        assert "155mm-he" in first
        assert "No stock is told of here." in second
        assert "What is needed and what covers it" in hand.shown()


@journey
async def test_behind_an_item_stand_its_requests(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("a")

        assert "Requests: 155mm-he" in hand.shown()
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
