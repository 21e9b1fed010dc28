"""Messages never cover the line that they speak of, in windows of either size."""

import pytest

from tests.cli.conftest import Bench
from tests.tui.conftest import NARROW, WIDE, Hand, at_work, journey

TEXT = """\
title = "Gift"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 5
made_on = 2022-09-20
"""


def _many(norway: Bench) -> None:
    folder = "plans/nations/NOR/commitments"
    norway.commit({f"{folder}/NOR-C-{number}.toml": TEXT for number in range(9000, 9060)})


def _line(hand: Hand, word: str) -> str:
    return next(line for line in hand.shown().splitlines() if word in line)


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize(("key", "row"), [("end", "NOR-C-9059"), ("home", "NOR-C-7K3Q")])
@journey
async def test_the_row_under_the_cursor_stays_in_sight(
    norway: Bench, size: tuple[int, int], key: str, row: str
) -> None:
    _many(norway)
    async with at_work(norway, size, messages=True) as hand:
        await hand.press(key)
        before = _line(hand, row)
        await hand.press("ctrl+z")

        assert "undo" in hand.shown()
        assert _line(hand, row) == before


@journey
async def test_a_message_gives_way_to_the_cursor(norway: Bench) -> None:
    _many(norway)
    async with at_work(norway, NARROW, messages=True) as hand:
        before = _line(hand, "NOR-C-9000")
        await hand.press("end", "ctrl+z", "home", "down")

        assert "undo" in hand.shown()
        assert _line(hand, "NOR-C-9000") == before


@pytest.mark.parametrize("size", [NARROW, WIDE])
@journey
async def test_a_message_that_outlives_its_screen_covers_no_row_either(
    norway: Bench, size: tuple[int, int]
) -> None:
    _many(norway)
    async with at_work(norway, size, messages=True) as hand:
        await hand.press("end", "e", "home")
        await hand.type("X")
        await hand.press("ctrl+s")

        assert "Saved" in hand.shown()
        assert "committed" in _line(hand, "  NOR-C-9059  ")


@journey
async def test_a_cursor_that_moves_while_all_is_closed_harms_nothing(norway: Bench) -> None:
    async with at_work(norway, NARROW, messages=True) as hand:
        await hand.press("down")

    assert hand.app.screen_stack == []
    hand.app.cursor_stays_in_sight()


@journey
async def test_a_message_takes_the_place_of_the_older_one_of_its_kind(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=Spring shells")
    norway.run("set", "NOR-C-7K3Q", "title=Summer shells")
    async with at_work(norway, WIDE, messages=True) as hand:
        await hand.press("ctrl+z", "ctrl+z", "ctrl+z")

        told = [one.message.splitlines()[0] for one in hand.app._notifications]
        assert [line.partition(":")[0] for line in told] == ["Saved", "There is nothing to undo"]
        assert 'renames "Winter shells" to Spring shells' in told[0]
        assert hand.shown().count("NOR takes back") == 1


@journey
async def test_what_was_refused_goes_once_something_is_done(norway: Bench) -> None:
    async with at_work(norway, WIDE, messages=True) as hand:
        await hand.press("ctrl+z")
        refused = [one.message for one in hand.app._notifications]
        norway.run("set", "NOR-C-7K3Q", "title=Spring shells")

        await hand.press("ctrl+z")

        assert [line.partition(":")[0] for line in refused] == ["There is nothing to undo"]
        assert [one.message.partition(":")[0] for one in hand.app._notifications] == ["Saved"]
