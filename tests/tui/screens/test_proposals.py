"""The list of proposals, two of them side by side, and how one gets there."""

from tests.cli.conftest import Bench
from tests.desk.reviewing.test_proposing import _propose
from tests.desk.reviewing.test_verdicts import PAID, TEXT
from tests.tui.conftest import NARROW, WIDE, at_work, journey
from workbook.tui.widgets.navigator import Navigator


def _two(shared: Bench, usa: Bench) -> tuple[str, str]:
    """Norway proposes what Ukraine pays, and the secretariat something of its own."""
    shared.commit({PAID: TEXT})
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    first = _propose(shared)
    usa.run("new", "request", "title=Fuel", "quantity=5", "need_by=2023")
    done = usa.run("propose", "Ask for fuel")
    assert done.exit_code == 0, done.stdout + done.stderr
    second = usa.git("branch", "--show-current").removeprefix("proposal/")
    return first, second


@journey
async def test_what_waits_on_me_comes_first_and_is_told_in_full(
    shared: Bench, ukraine: Bench, usa: Bench
) -> None:
    first, second = _two(shared, usa)

    async with at_work(ukraine) as hand:
        await hand.press("r")
        lines = hand.shown().splitlines()
        headings = [line.strip("│ ").strip() for line in lines if ": 1 " in f"{line} " and "open" not in line]
        rows = [line for line in lines if first in line or second in line]

        assert "Proposals: 2 open, 1 waits on UKR" in hand.shown()
        assert headings[:2] == ["Waits on you, UKR: 1", "Can be adopted: 1"]
        assert first in rows[0]
        assert "Put forward by NOR today. It would introduce 3 findings and fix 0." in hand.shown()
        await hand.press("slash")
        await hand.type("fuel")
        assert first not in hand.shown()
        assert second in hand.shown()


@journey
async def test_two_are_picked_and_set_side_by_side(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    first, second = _two(shared, usa)

    async with at_work(ukraine) as hand:
        await hand.press("r", "c")
        refused = hand.told()
        await hand.press("space", "down", "down", "space")
        picked = hand.shown()
        await hand.press("c")
        shown = hand.shown()
        await hand.press("escape")

        assert "Pick two proposals with Space" in refused
        assert picked.count(" * ") == 2
        assert f"{first} beside {second}" in shown
        assert "Two proposals side by side" in shown
        assert "Put forward by" in shown
        assert "Proposals: 2 open" in hand.shown()


@journey
async def test_by_mouse_a_proposal_is_chosen_and_opened(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    _, second = _two(shared, usa)

    async with at_work(ukraine) as hand:
        await hand.press("r")
        await hand.click("#proposals", at=(6, 5))
        await hand.click("#proposals", at=(6, 5), times=2)

        assert f"{second} Ask for fuel" in hand.shown()


@journey
async def test_offline_what_was_last_seen_is_shown_and_told(shared: Bench, ukraine: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)
    ukraine.run("proposals")
    ukraine.git("remote", "set-url", "origin", "http://127.0.0.1:9/shared.git")

    async with at_work(ukraine, NARROW) as hand:
        await hand.press("r")
        shown = hand.shown()
        await hand.press("enter")

        assert "cannot be reached" in shown
        assert "as last seen" in " ".join(shown.split()).lower()
        assert id in shown
        assert "quantity from about 900 to 800" in hand.shown()


@journey
async def test_without_a_shared_repository_the_reason_stands_there(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("r", "enter")

        assert "knows no shared repository" in hand.shown()
        assert "Choose a proposal to look at." in hand.told()


@journey
async def test_the_navigation_counts_what_is_open_and_leads_there(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT})
    _propose(shared)
    ukraine.run("proposals")

    async with at_work(ukraine, WIDE) as hand:
        navigator = hand.app.screen.query_one(Navigator)
        shown = hand.shown()
        row = next(row for row, one in enumerate(navigator._shelves) if one.leads_to == "proposals")
        navigator.focus()
        navigator.cursor = row
        await hand.press("enter")

        (line,) = [line for line in shown.splitlines() if "→ Proposals" in line]
        assert line.split("│")[1].split() == ["→", "Proposals", "!", "1"]
        assert "1 waits on you" in shown
        assert "Proposals: 1 open, 1 waits on UKR" in hand.shown()


@journey
async def test_it_is_not_there_to_be_changed_in_a_look_back(shared: Bench) -> None:
    async with at_work(shared) as hand:
        await hand.press("y", "d")
        await hand.type("main")
        await hand.press("enter", "r", "P", "S")

        assert hand.told().count("nothing that was said then can be changed") == 3
