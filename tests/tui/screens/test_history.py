from threading import Event

import pytest

from tests.cli.conftest import COMMITMENT, RECORDS, Bench
from tests.tui.conftest import NARROW, Hand, at_work, journey
from workbook.desk.keys import Scope, keys_of
from workbook.desk.lookback import look_back
from workbook.tui.screens import history
from workbook.tui.screens.past import PastScreen

TALL = (120, 90)
MORE = {COMMITMENT: RECORDS[COMMITMENT].replace("{about = 900}", "1200")}
EDITING = sorted(
    {key.keys.split(",")[0] for key in keys_of(Scope.PLAN)}
    - {key.keys.split(",")[0] for key in keys_of(Scope.PAST)}
)
LATER = "2022-09-30T12:00:00Z"


def _grown(norway: Bench) -> Bench:
    """Let the commitment grow two days after the plan was made."""
    norway.commit(MORE, at=LATER)
    return norway


async def _back_to(hand: Hand, day: str) -> None:
    await hand.press("y", "d")
    await hand.type(day)
    await hand.press("enter")


@journey
async def test_the_life_of_a_record_is_told_with_who_said_each_field(norway: Bench) -> None:
    async with at_work(_grown(norway)) as hand:
        await hand.press("y")
        shown = hand.shown()

    assert "The life of NOR-C-7K3Q: 2 changes" in shown
    assert "quantity from about 900 to 1,200" in shown
    assert "Kari Nordmann, 2022-09-30" in shown
    assert 'title: "Winter shells"' in shown


@journey
async def test_the_plan_opens_as_of_a_meeting_framed_and_escape_comes_back(norway: Bench) -> None:
    async with at_work(_grown(norway)) as hand:
        await hand.press("y", "tab", "tab", "enter")
        past, screen = hand.shown(), hand.app.screen
        await hand.press("escape")

        assert isinstance(screen, PastScreen)
        assert screen.has_class("-past")
        assert screen.title == "The plan as of 2022-09-28, read only"
        assert "The plan as of 2022-09-28, read only" in past
        assert "~900" in past
        assert "read only" not in hand.shown()
        assert "1,200" in hand.shown()


@journey
async def test_a_look_back_begins_at_the_record_that_one_came_from(norway: Bench) -> None:
    norway.commit({COMMITMENT.replace("7K3Q", "1ST0"): RECORDS[COMMITMENT]})

    async with at_work(_grown(norway)) as hand:
        await hand.press("down", "y", "tab", "tab", "end", "enter")

        assert isinstance(hand.app.screen, PastScreen)
        assert hand.app.screen.under_cursor() == "NOR-C-7K3Q"


@journey
async def test_the_arrows_lead_to_the_states_of_the_plan_and_back(norway: Bench) -> None:
    async with at_work(_grown(norway)) as hand:
        await hand.press("y", "right", "left", "right", "enter")

        assert "The plan as of 2022-09-28, read only" in hand.shown()


@journey
async def test_in_a_narrow_window_the_arrows_lead_from_pane_to_pane(norway: Bench) -> None:
    async with at_work(_grown(norway), NARROW) as hand:
        await hand.press("y", "right", "right", "left", "right", "enter")

        assert "The plan as of 2022-09-28, read only" in hand.shown()


@journey
async def test_a_date_a_branch_and_a_meeting_are_typed(norway: Bench) -> None:
    _grown(norway).git("branch", "draft", "HEAD~1")
    async with at_work(norway, NARROW) as hand:
        await _back_to(hand, "2022-09-29")
        by_day = hand.shown()
        await hand.press("escape")
        await _back_to(hand, "draft")
        by_branch = hand.shown()
        await hand.press("escape")
        await _back_to(hand, "2022-09-28-brussels")

        assert "The plan as of 2022-09-29, read only" in by_day
        assert "The plan as of 2022-09-28 (draft), read only" in by_branch
        assert "The plan as of 2022-09-28, read only" in hand.shown()


@journey
async def test_a_word_that_means_no_state_is_refused_and_one_stays(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _back_to(hand, "nowhere")

        assert "No commit is called 'nowhere'" in hand.told()
        assert "The life of NOR-C-7K3Q" in hand.shown()


@pytest.mark.parametrize("key", [*EDITING, "ctrl+z", "ctrl+y"])
def test_every_key_that_edits_says_why_it_cannot_in_the_past(norway: Bench, key: str) -> None:
    @journey
    async def steps() -> None:
        async with at_work(_grown(norway)) as hand:
            await _back_to(hand, "2022-09-28")
            await hand.press(key)

            assert "nothing that was said then can be changed now" in hand.told()
            assert isinstance(hand.app.screen, PastScreen)

    steps()

    assert norway.git("rev-list", "--count", "HEAD") == "2"


def test_what_edits_the_plan_is_not_offered_in_the_past() -> None:
    assert {"e", "n", "x", "c", "b", "s", "m"} <= set(EDITING)


@journey
async def test_enter_shows_a_record_of_the_past_in_words(norway: Bench) -> None:
    async with at_work(_grown(norway), NARROW) as hand:
        await _back_to(hand, "2022-09-28")
        await hand.press("enter")

        assert "about 900" in hand.shown()
        assert "Commitments of NOR" not in hand.shown()


@journey
async def test_the_past_has_a_history_of_its_own(norway: Bench) -> None:
    async with at_work(_grown(norway)) as hand:
        await _back_to(hand, "2022-09-28")
        await hand.press("y")

        assert "The life of NOR-C-7K3Q: 1 change" in hand.shown()
        assert "read only" in hand.shown()


@journey
async def test_findings_and_papers_of_the_past_are_those_of_that_day(norway: Bench) -> None:
    async with at_work(_grown(norway), TALL) as hand:
        await _back_to(hand, "2022-09-28")
        await hand.press("p", "end")
        paper = hand.shown()
        await hand.press("escape", "f")

        assert "about" in paper
        assert "1,200" not in paper
        assert "The plan as of 2022-09-28, read only" in hand.shown()


@journey
async def test_twice_clicked_a_change_opens_the_plan_as_it_was_after_it(norway: Bench) -> None:
    async with at_work(_grown(norway)) as hand:
        await hand.press("y", "end")
        await hand.click("#life", (4, 6), times=2)

        assert isinstance(hand.app.screen, PastScreen)
        assert "~900" in hand.shown()


@journey
async def test_what_is_being_opened_is_given_up_by_escape(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    monkeypatch.setattr(history, "look_back", lambda *_: go_on.wait(10) and look_back(*_))
    async with at_work(_grown(norway)) as hand:
        await hand.press("y", "tab", "tab")
        await hand.pilot.press("enter")
        opening = hand.shown()
        await hand.pilot.press("escape")
        go_on.set()
        await hand.rest()

        assert "Escape gives it up" in opening
        assert "The life of NOR-C-7K3Q" in hand.shown()
        assert "Escape gives it up" not in hand.shown()
