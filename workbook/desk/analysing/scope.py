"""Whose records an analysis counts: all that lie here, or what is released to an audience.

In: an open plan and the words for an audience. Out: the plan to count, and the sentence that says so. What an
audience may not see is taken away before anything is counted.
"""

from typing import NamedTuple

from workbook.desk.opening import OpenPlan
from workbook.model.speech import say
from workbook.records.workbook import Workbook


class Scope(NamedTuple):
    """The plan to count, and one sentence on what it holds."""

    workbook: Workbook
    sentence: str


def scope_of(plan: OpenPlan, audience: str) -> Scope:
    """Give what is counted for an audience; without one, all that lies here.

    Raises:
        WorkbookError: there is no such audience.
    """
    if not audience:
        return Scope(plan.workbook, say("Counts all that lies here, whoever may read it."))
    from workbook.desk.gates import gate_of
    from workbook.release.audience import parse_audience

    released = gate_of(plan, plan.workbook).release(parse_audience(audience, plan.workbook.settings))
    sentence = say("{label}: counts what is released to {audience}.", label=released.label, audience=audience)
    return Scope(released.content, sentence)
