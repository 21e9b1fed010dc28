"""Papers of small plans, drawn as data."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.render.coalition import RICH
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import release
from workbook.render.page import Paper
from workbook.render.paper import paper_view

TODAY = date(2022, 9, 27)
Draw = Callable[..., Paper]


@pytest.fixture(scope="session")
def draw(make_plan: Callable[[Mapping[str, str]], Workbook]) -> Draw:
    """Draw a paper of the rich coalition with some files laid over it; "" takes a file away."""

    def drawn(
        name: str,
        files: Mapping[str, str] | None = None,
        *,
        audience: str = "NOR",
        today: date = TODAY,
        meeting: str = "",
    ) -> Paper:
        plan = make_plan({**RICH, **(files or {})})
        released = release(plan, parse_audience(audience, plan.settings))
        return paper_view(name, released, meeting=meeting, today=today)

    return drawn
