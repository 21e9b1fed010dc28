"""Papers of small plans, drawn as data."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.render.coalition import RICH
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import Gate
from workbook.render.page import Paper
from workbook.render.paper import paper_view
from workbook.render.since import Since

TODAY, EARLIER = date(2022, 9, 27), date(2022, 6, 15)
Draw = Callable[..., Paper]


@pytest.fixture(scope="session")
def draw(make_plan: Callable[[Mapping[str, str]], Workbook]) -> Draw:
    """Draw a paper of the rich coalition with some files laid over it; "" takes a file away.

    `before` are files laid over it on an earlier day, from which the paper tells what changed.
    """

    def drawn(
        name: str,
        files: Mapping[str, str] | None = None,
        *,
        audience: str = "NOR",
        today: date = TODAY,
        meeting: str = "",
        before: Mapping[str, str] | None = None,
    ) -> Paper:
        plan = make_plan({**RICH, **(files or {})})
        gate, readers = Gate(plan), parse_audience(audience, plan.settings)
        since = None
        if before is not None:
            change = gate.release_since(Gate(make_plan({**RICH, **before})), readers)
            since = Since(day=EARLIER, change=change)
        return paper_view(name, gate.release(readers), meeting=meeting, today=today, since=since)

    return drawn
