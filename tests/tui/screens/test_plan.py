import threading
from datetime import date
from functools import cached_property

import pytest
from textual.widgets import Input

from tests.cli.conftest import TODAY, Bench
from tests.tui.conftest import NARROW, WIDE, Hand, at_work, journey
from workbook.desk.opening import open_plan
from workbook.desk.session import Session
from workbook.tui.app import WorkbookApp
from workbook.tui.widgets.detail import Detail
from workbook.tui.widgets.navigator import Navigator


@journey
async def test_the_first_screen_shows_what_my_nation_gives(norway: Bench) -> None:
    async with at_work(norway) as hand:
        shown = hand.shown()

    assert "Commitments of NOR: 1 of 1" in shown
    assert "NOR-C-7K3Q  Winter shells" in shown
    assert "0 errors" in shown.splitlines()[0]


@journey
async def test_a_reference_is_followed_and_backspace_comes_back(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("tab", "tab")
        leading = [one.leads_to for one in hand.app.screen.query_one(Detail)._lines]
        await hand.press(*["down"] * leading.index("UKR-R-11AB"), "enter")
        followed = hand.shown()
        await hand.press("backspace")

        assert "Requests of UKR: 1 of 1" in followed
        assert "Commitments of NOR: 1 of 1" in hand.shown()


@journey
async def test_a_filter_takes_the_words_of_the_command_line(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("slash")
        await hand.type("status=pledged")
        none = hand.shown()
        await hand.press(*["backspace"] * 7)
        await hand.type("committed")

        assert "0 of 1" in none
        assert "1 of 1" in hand.shown()


@journey
async def test_what_a_filter_leaves_out_is_told_no_more(norway: Bench) -> None:
    async with at_work(norway) as hand:
        before = hand.shown()
        await hand.press("slash")
        await hand.type("status=pledged")

        assert "In papers for" in before
        assert "In papers for" not in hand.shown()


@journey
async def test_a_narrow_window_shows_one_pane_at_a_time(norway: Bench) -> None:
    async with at_work(norway, NARROW) as hand:
        records = hand.shown()
        await hand.click("#tabs", at=(17, 0))

        assert "Commitments of NOR" in records
        assert "For whom" not in records
        assert "Winter shells" in hand.shown()
        assert "Commitments of NOR" not in hand.shown()


@journey
async def test_a_filter_that_was_kept_is_at_hand_again(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("slash")
        await hand.type("status=pledged")
        await hand.press("ctrl+s")
    async with at_work(norway) as hand:
        before = hand.shown()
        await hand.press("F", "enter")

        assert "1 of 1" in before
        assert "0 of 1" in hand.shown()


@journey
async def test_a_filter_that_is_none_says_what_is_wanted(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("slash")
        await hand.type("stats=pledged")

        assert "did you mean status?" in hand.shown()


@journey
async def test_the_mouse_sorts_and_chooses(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.click("#records", at=(4, 1))
        sorted_by_id = hand.shown()
        await hand.click("#records", at=(4, 2), times=2)

        assert "Id↓" in sorted_by_id or "Id↑" in sorted_by_id
        assert "Title *" in hand.shown()


@journey
async def test_arrows_go_from_pane_to_pane(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("right", "right")
        assert hand.app.screen.focused.id == "findings"  # type: ignore[union-attr]  # something has the keys
        await hand.press("h", "h", "h")

        assert hand.app.screen.focused.id == "navigator"  # type: ignore[union-attr]  # the same


@journey
async def test_the_plan_is_shown_before_it_is_checked(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    checked, asked = threading.Event(), Session.findings.func  # type: ignore[attr-defined]  # a cached property
    slow = cached_property(lambda session: (checked.wait(20), asked(session))[1])
    slow.__set_name__(Session, "findings")
    monkeypatch.setattr(Session, "findings", slow)
    session = Session.open(norway.folder, today=date.fromisoformat(TODAY))
    app = WorkbookApp(session)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        hand = Hand(app, pilot)
        before = hand.shown()
        checked.set()
        await hand.rest()

        assert "Winter shells" in before
        assert "checking…" in before
        assert "0 errors" in hand.shown()


@journey
async def test_what_cannot_be_read_is_not_counted_on_its_shelf(norway: Bench) -> None:
    folder = "plans/nations/NOR/commitments"
    norway.commit({f"{folder}/NOR-C-0000.toml": "x = ", f"{folder}/NOR-C-0001.toml": 'title = "x"\n'})

    async with at_work(norway) as hand:
        shelves = hand.app.screen.query_one(Navigator)._shelves

        assert {one.label: one.figures for one in shelves}["NOR"] == ("1", "-")
        assert [one.figures for one in shelves if one.label == "Commitments"] == [("1",), ("1",)]
        assert "1 of 1, 2 cannot be read" in hand.shown()


@journey
async def test_a_filter_stays_when_records_come_to_its_shelf(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("slash")
        await hand.type("status=committed")
        another = norway.folder / "plans" / "nations" / "NOR" / "commitments" / "NOR-C-2Z2Z.toml"
        another.write_text('title = "Rope"\nkind = "donation"\nstatus = "pledged"\n')
        hand.session.adopt(open_plan(norway.folder))
        hand.app.screen.plan_changed()  # type: ignore[attr-defined]  # the plan's screen
        await hand.rest()

        assert "1 of 2" in hand.shown()
        assert hand.app.screen.query_one("#filter", Input).value == "status=committed"


@journey
async def test_a_time_is_never_cut(norway: Bench) -> None:
    title = 'title = "A title that takes all the room there is in a narrow window"\n'
    rest = 'kind = "donation"\nstatus = "committed"\nlots = [{lot = "a", by = {until = 2023-12-31}}]\n'
    norway.commit({"plans/nations/NOR/commitments/NOR-C-0000.toml": title + rest})

    async with at_work(norway, NARROW) as hand:
        assert "≤2023-12-31" in hand.shown()
        assert "A title that" in hand.shown()


@journey
async def test_escape_leaves_the_filter_and_shows_all_again(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("slash")
        await hand.type("status=pledged")
        none = hand.shown()
        await hand.press("escape")

        assert "0 of 1" in none
        assert "1 of 1" in hand.shown()
        assert "status=pledged" not in hand.shown()
        assert hand.app.focused is not None
        assert hand.app.focused.id == "records"


@journey
async def test_escape_shows_all_again_once_the_filter_was_taken(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("slash")
        await hand.type("status=pledged")
        await hand.press("enter", "escape")

        assert "1 of 1" in hand.shown()
        assert "status=pledged" not in hand.shown()


@journey
async def test_going_to_a_meeting_shows_it_among_the_meetings(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("g")
        await hand.type("2022-09-28-brussels")
        await hand.press("enter")

        assert "All meetings: 1 of 1" in hand.shown()
