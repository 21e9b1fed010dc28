"""What is painted first, and that it need not be painted again."""

import pytest
from textual.screen import Screen

from tests.cli.conftest import Bench
from tests.tui.conftest import NARROW, at_work, journey


@journey
async def test_the_first_paint_in_a_narrow_window_is_that_of_a_narrow_window(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = list[str]()
    lay_out = Screen._compositor_refresh

    def noting(screen: Screen[object]) -> None:
        lay_out(screen)
        strips = screen._compositor.render_strips(screen.app.size)
        painted.append("\n".join(strip.text for strip in strips))

    monkeypatch.setattr(Screen, "_compositor_refresh", noting)
    async with at_work(norway, NARROW):
        pass

    assert "Plan  Records  Record  Findings" in painted[0]
    assert "Nations" not in painted[0]
