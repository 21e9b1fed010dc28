import time

from tests.cli.conftest import COMMITMENT, RECORDS, REQUEST, Bench
from tests.tui.conftest import NARROW, WIDE, Hand, at_work, journey
from workbook.tui.widgets.found import FoundList

LATE = {COMMITMENT: RECORDS[COMMITMENT].replace('"2023-Q1"', '"2024-Q1"')}


def _rows(hand: Hand) -> FoundList:
    return hand.app.screen.query_one(FoundList)


@journey
async def test_my_findings_are_shown_first_and_those_of_all_by_a_key(norway: Bench) -> None:
    norway.commit({**LATE, REQUEST: RECORDS[REQUEST] + "colour = 1\n"})
    async with at_work(norway) as hand:
        await hand.press("f")
        mine = hand.shown()
        await hand.press("m")

        assert "Findings of NOR: 1 of" in mine
        assert "WB102" not in mine
        assert "All findings" in hand.shown()
        assert "WB102" in hand.shown()


@journey
async def test_the_rule_under_the_cursor_is_explained_beside_it(norway: Bench) -> None:
    norway.commit(LATE)
    async with at_work(norway) as hand:
        await hand.press("f")
        shown = hand.shown()

        assert "NOR-C-7K3Q" in shown
        assert "Source" in shown
        assert "What to do" in shown


@journey
async def test_the_first_rule_is_in_sight_above_its_first_finding(norway: Bench) -> None:
    norway.commit({COMMITMENT: "".join(f"colour{one} = 1\n" for one in range(40)) + RECORDS[COMMITMENT]})
    async with at_work(norway, NARROW) as hand:
        await hand.press("f")

        assert "▾" in hand.shown()
        assert _rows(hand).current is not None


@journey
async def test_typed_words_leave_the_findings_that_have_them_all(norway: Bench) -> None:
    norway.commit({**LATE, REQUEST: RECORDS[REQUEST] + "colour = 1\n"})
    async with at_work(norway) as hand:
        await hand.press("f", "m", "slash")
        await hand.type("ukr colour")
        found = _rows(hand).current
        await hand.press("escape")

        assert found is None or found.code == "WB102"
        assert "All findings" in hand.shown()
        assert "NOR-C-7K3Q" in hand.shown()


@journey
async def test_enter_on_a_finding_goes_to_its_record(norway: Bench) -> None:
    norway.commit({REQUEST: RECORDS[REQUEST] + "colour = 1\n"})
    async with at_work(norway) as hand:
        await hand.press("f", "slash")
        await hand.type("WB102")
        await hand.press("enter", "enter")

        assert "Requests of UKR" in hand.shown()


@journey
async def test_a_finding_is_acknowledged_with_a_reason_and_then_stands_apart(norway: Bench) -> None:
    norway.commit(LATE)
    async with at_work(norway) as hand:
        await hand.press("f", "a")
        asked = hand.shown()
        await hand.type("Known to all")
        await hand.press("enter")

        assert "it is still shown and counted" in " ".join(asked.replace("│", " ").split())
        assert "1 acknowledged" in hand.shown()
    assert 'reason = "Known to all"' in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_a_finding_of_another_nation_is_not_acknowledged_and_it_is_said_why(norway: Bench) -> None:
    norway.commit({REQUEST: RECORDS[REQUEST] + "colour = 1\n"})
    async with at_work(norway) as hand:
        await hand.press("f", "slash")
        await hand.type("WB102")
        await hand.press("enter", "a")

        assert "belongs to UKR" in hand.told()
    assert norway.git("rev-list", "--count", "HEAD") == "2"


@journey
async def test_what_is_acknowledged_is_not_asked_for_again(norway: Bench) -> None:
    norway.commit({COMMITMENT: LATE[COMMITMENT] + 'acknowledged = [{code = "WB401", reason = "Known"}]\n'})
    async with at_work(norway) as hand:
        await hand.press("f")
        shown = hand.shown()
        await hand.press("a")

        assert "1 acknowledged" in shown
        assert "already: Known" in hand.told()


@journey
async def test_who_may_only_look_is_not_asked_for_a_reason(norway: Bench) -> None:
    norway.commit(LATE)
    async with at_work(norway, read_only=True) as hand:
        await hand.press("f", "a")

        assert "opened to be read only" in hand.told()


@journey
async def test_a_click_on_a_rule_opens_it_and_twice_on_a_finding_goes_there(norway: Bench) -> None:
    norway.commit(LATE)
    async with at_work(norway, NARROW) as hand:
        await hand.press("f", "left")
        closed = _rows(hand).row_count
        await hand.click("#found", (6, 1), times=2)
        opened = _rows(hand).row_count
        await hand.click("#found", (8, 2), times=1)
        await hand.click("#found", (8, 2), times=2)

        assert closed < opened
        assert "Commitments of NOR" in hand.shown()


@journey
async def test_escape_comes_back_to_the_plan(norway: Bench) -> None:
    async with at_work(norway, WIDE) as hand:
        await hand.press("f", "escape")

        assert "Commitments of NOR: 1 of 1" in hand.shown()


@journey
async def test_thousands_of_findings_open_at_once(norway: Bench) -> None:
    unknown = "".join(f"colour{number} = 1\n" for number in range(60))
    records = (COMMITMENT.replace("7K3Q", f"1{number:03}") for number in range(60))
    norway.commit({path: unknown + RECORDS[COMMITMENT] for path in records})
    async with at_work(norway) as hand:
        started = time.process_time()
        await hand.pilot.press("f")
        seconds = time.process_time() - started
        await hand.rest()

        assert "3,6" in hand.shown()
        assert seconds < 1
