"""The open proposals, one line each: who, what, findings introduced and fixed, on whom they wait, conflicts.

In: the shared plan. Out: `ProposalRow`s, the oldest first. A proposal that cannot be read is listed with the
reason; it never hides the others. Rows are in `row`, what is known of them in `known`.
"""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from workbook.desk.listing.columns import Column
from workbook.desk.reviewing import words
from workbook.desk.reviewing.absent import absent_lines
from workbook.desk.reviewing.known import ChangedFiles, KnownProposals
from workbook.desk.reviewing.lapsing import lapse_lines
from workbook.desk.reviewing.proposed import Proposed, read_proposed
from workbook.desk.reviewing.rivals import changed_files, rivals
from workbook.desk.reviewing.row import ProposalRow
from workbook.desk.reviewing.shared import SharedPlan
from workbook.errors import WorkbookError
from workbook.model.speech import say

AGE = Column(say("Age"))
COLUMNS = (
    Column(say("Id"), is_fixed=True),
    Column(say("What"), is_loose=True),
    Column(say("New"), is_number=True),
    Column(say("Fixed"), is_number=True),
    Column(say("Waits on")),
    AGE,
    Column(say("Trouble"), is_loose=True),
)


def open_proposals(shared: SharedPlan) -> Sequence[ProposalRow]:
    """List what is neither adopted nor withdrawn in a layer, with what conflicts among it.

    What was worked out before is taken again where nothing changed that it was drawn from.
    """
    known = KnownProposals(shared)
    shared.read_said(id for id in shared.open_ids if known.row(id) is None)
    rows: dict[str, ProposalRow] = {}
    files: dict[str, ChangedFiles] = {}
    for id in shared.open_ids:
        try:
            row, files[id] = _known(shared, known, id)
        except WorkbookError as error:
            proposer = id.partition("-")[0]
            row = ProposalRow(id=id, proposer=proposer, title="", waits=proposer, trouble=str(error))
        if row is not None:
            rows[id] = row
    conflicting = rivals(shared, known, files, files)
    known.keep()
    found = [replace(row, rivals=conflicting.get(id, ()), layer=shared.layer) for id, row in rows.items()]
    return in_order(found)


def in_order(rows: Sequence[ProposalRow]) -> Sequence[ProposalRow]:
    """Sort proposals, the oldest first."""
    return sorted(rows, key=lambda row: (-row.days, row.id))


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


def _known(shared: SharedPlan, known: KnownProposals, id: str) -> tuple[ProposalRow | None, ChangedFiles]:
    """Give the row of a proposal, None of one that is withdrawn, and the files that it changes."""
    files, row = known.files(id), known.row(id)
    if files is not None and (row is not None or files.is_withdrawn):
        return row, files
    proposed = read_proposed(shared, id)
    files = changed_files(proposed)
    known.put_files(id, files)
    if files.is_withdrawn:
        return None, files
    row = _row(proposed)
    known.put_row(id, row)
    return row, files


def _row(proposed: Proposed) -> ProposalRow:
    id, proposer, title = proposed.id, proposed.proposer, proposed.record.title
    conflicts = conflicts_of(proposed)
    is_authors = bool(conflicts) or proposed.is_held
    return ProposalRow(
        id=id,
        proposer=proposer,
        title=title,
        introduced=len(proposed.outlook.introduced),
        fixed=len(proposed.outlook.fixed),
        waiting_on=(proposer,) if is_authors else proposed.consent.waiting_on,
        waits=proposer if is_authors else words.waiting_line(proposed.consent),
        days=opened_days(proposed),
        conflicts=conflicts,
        lapsed=() if conflicts else lapse_lines(proposed),
        trouble=_trouble(proposed, conflicts),
    )


def _trouble(proposed: Proposed, conflicts: Sequence[str]) -> str:
    lines = [words.conflict_line(conflicts)] if conflicts else []
    lines += [words.held_already(proposed.id)] if proposed.is_held else []
    return " ".join([*lines, *absent_lines(proposed)])


def _days(first: date | None, today: date) -> int:
    return max((today - first).days, 0) if first is not None else 0
