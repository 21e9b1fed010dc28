"""The open proposals, one line each: who, what, findings introduced and fixed, on whom they wait, conflicts.

In: the shared plan. Out: `ProposalRow`s, the oldest first. A proposal that cannot be read is listed with the
reason; it never hides the others.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from workbook.desk.listing.columns import Column
from workbook.desk.reviewing import words
from workbook.desk.reviewing.lapsing import lapse_lines
from workbook.desk.reviewing.proposed import Proposed, read_proposed
from workbook.desk.reviewing.shared import SharedPlan
from workbook.errors import WorkbookError
from workbook.model.speech import say

COLUMNS = (
    Column(say("Id"), is_fixed=True),
    Column(say("What"), is_loose=True),
    Column(say("New"), is_number=True),
    Column(say("Fixed"), is_number=True),
    Column(say("Waits on")),
    Column(say("Age")),
    Column(say("Trouble"), is_loose=True),
)


class ProposalRow(msgspec.Struct, frozen=True, kw_only=True):
    """An open proposal; `days` is its age, `trouble` what keeps it from being merged or read."""

    id: str
    proposer: str
    title: str
    introduced: int = 0
    fixed: int = 0
    waiting_on: Sequence[str] = ()
    waits: str = ""
    days: int = 0
    conflicts: Sequence[str] = ()
    lapsed: Sequence[str] = ()
    trouble: str = ""

    @property
    def cells(self) -> Sequence[str]:
        """What stands in its columns."""
        counts = [str(self.introduced or ""), str(self.fixed or "")]
        return [self.id, self.title, *counts, self.waits, words.age_words(self.days), self.trouble]


def open_proposals(shared: SharedPlan) -> Sequence[ProposalRow]:
    """List what is neither adopted nor withdrawn."""
    found = [row for id in shared.open_ids for row in _row(shared, id)]
    return sorted(found, key=lambda row: (-row.days, row.id))


def conflicts_of(proposed: Proposed) -> Sequence[str]:
    """Name the fields over which a proposal conflicts with main."""
    from workbook.change.diff import path_words

    return [
        f"{one.id or one.about.path} {path_words(conflict.path)}".strip()
        for one in proposed.joining.conflicted
        for conflict in one.result.conflicts
    ]


def opened_days(proposed: Proposed) -> int:
    """Say how many days a proposal lies there."""
    opened = proposed.record.opened_on
    first = opened.first if opened is not None else None
    return _days(first, proposed.shared.main.today)


def _row(shared: SharedPlan, id: str) -> Iterator[ProposalRow]:
    proposer = id.partition("-")[0]
    try:
        proposed = read_proposed(shared, id)
        if proposed.is_withdrawn:
            return
        conflicts = conflicts_of(proposed)
        yield ProposalRow(
            id=id,
            proposer=proposer,
            title=proposed.record.title,
            introduced=len(proposed.outlook.introduced),
            fixed=len(proposed.outlook.fixed),
            waiting_on=(proposer,) if conflicts else proposed.consent.waiting_on,
            waits=proposer if conflicts else words.waiting_line(proposed.consent),
            days=opened_days(proposed),
            conflicts=conflicts,
            lapsed=() if conflicts else lapse_lines(proposed),
            trouble=words.conflict_line(conflicts) if conflicts else "",
        )
    except WorkbookError as error:
        yield ProposalRow(id=id, proposer=proposer, title="", waits=proposer, trouble=str(error))


def _days(first: date | None, today: date) -> int:
    return max((today - first).days, 0) if first is not None else 0
