"""Proposals of a narrower layer on the screens: listed with the others, reviewed and adopted from there."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Bench
from tests.desk.reviewing.layered import GIFT, OURS, Nordic, nordic_of
from tests.tui.conftest import WIDE, at_work, journey


@pytest.fixture
def nordic(shared: Bench, tmp_path: Path) -> Nordic:
    """Norway and Sweden, with a layer of their own."""
    return nordic_of(shared, tmp_path)


def _rows(bench: Bench) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(bench.run("proposals", "--format", "json").stdout)["proposals"]
    return rows


@journey
async def test_a_proposal_of_a_layer_is_listed_approved_and_adopted(nordic: Nordic) -> None:
    nordic.layer(nordic.norway).commit({OURS: GIFT})
    assert nordic.norway.run("propose", "Barrels").exit_code == 0

    async with at_work(nordic.sweden, WIDE) as hand:
        await hand.press("r")
        listed = hand.shown()
        await hand.press("enter")
        opened = hand.shown()
        await hand.press("a", "enter", "d")
        asked = hand.shown()
        await hand.press("y")

        assert "nordic: Barrels" in listed
        assert "in the layer nordic" in listed
        assert "in the layer nordic" in opened
        assert "in the layer nordic." in asked
        assert "is in the layer nordic." in hand.told()

    assert nordic.narrow.git("show", f"main:{OURS}") == GIFT.strip()


@journey
async def test_changes_in_two_layers_ask_in_which_to_propose(nordic: Nordic) -> None:
    nordic.layer(nordic.norway).commit({OURS: GIFT})
    nordic.norway.run("set", "NOR-C-7K3Q", "quantity=950")

    async with at_work(nordic.norway, WIDE) as hand:
        await hand.press("P")
        asked = hand.shown()
        await hand.press("shift+tab", "enter", "down", "enter", "tab")
        await hand.type("Barrels")
        await hand.press("ctrl+s")

        assert "the shared layer" in asked

    assert [(row["title"], row["layer"]) for row in _rows(nordic.norway)] == [("Barrels", "nordic")]
