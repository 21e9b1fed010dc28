"""What is painted first, and that it need not be painted again."""

import pytest
from textual.screen import Screen

from tests.cli.conftest import Bench
from tests.tui.conftest import NARROW, at_work, journey


def _paints(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a list to which every paint of the screens is added."""
    painted = list[str]()
    paint = Screen._compositor_refresh

    def noting(screen: Screen[object]) -> None:
        paint(screen)
        strips = screen._compositor.render_strips(screen.app.size)
        painted.append("\n".join(strip.text for strip in strips))

    monkeypatch.setattr(Screen, "_compositor_refresh", noting)
    return painted


@journey
async def test_the_first_paint_in_a_narrow_window_is_that_of_a_narrow_window(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = _paints(monkeypatch)
    async with at_work(norway, NARROW):
        pass

    assert "Plan  Records  Record  Findings" in painted[0]
    assert "Nations" not in painted[0]


@journey
async def test_the_first_paint_has_every_column_and_the_record_in_whole_lines(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = _paints(monkeypatch)
    async with at_work(norway) as hand:
        shown = hand.shown()

    assert "committed" in painted[0]
    assert _without_head(painted[0]) == _without_head(shown)


def _without_head(shown: str) -> list[str]:
    """Leave out the top line, which tells the branch once git was asked."""
    return [line.rstrip() for line in shown.splitlines()[1:]]
