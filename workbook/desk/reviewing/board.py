"""The open proposals as a screen lists them: asked for now, or as they were last seen, and why so.

In: a session. Out: a `Board`. Only giving up is raised; whatever else goes wrong is its note.
"""

from collections.abc import Sequence

import msgspec

from workbook.desk.listing.rows import Order
from workbook.desk.reviewing import screen_words
from workbook.desk.reviewing.listing import AGE, COLUMNS, open_proposals
from workbook.desk.reviewing.row import ProposalRow
from workbook.desk.reviewing.shared import SharedPlan, last_seen, look
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.vcs.transfer import Cancelled, Progress, TransferCancelledError, Watch, ignore, never


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What is put to the others; `shared` is None where nothing is known, and `note` says why."""

    shared: SharedPlan | None
    rows: Sequence[ProposalRow] = ()
    note: str = ""


def asked_board(session: Session, *, watch: Watch = ignore, cancelled: Cancelled = never) -> Board:
    """Ask the shared repository and list what is open; where it cannot be asked, what was last seen.

    Raises:
        TransferCancelledError: whoever waited gave up.
    """
    try:
        shared = look(session, watch=watch, cancelled=cancelled)
    except TransferCancelledError:
        raise
    except WorkbookError as error:
        return seen_board(session, note=str(error))
    return _board(shared, watch)


def seen_board(session: Session, *, note: str = "", watch: Watch = ignore) -> Board:
    """List what is open as it was last seen; `note` says why nobody is asked."""
    try:
        return _board(last_seen(session, note=note), watch)
    except WorkbookError as error:
        return Board(shared=None, note=str(error))


def arranged(rows: Sequence[ProposalRow], filter_words: str, order: Order | None) -> Sequence[ProposalRow]:
    """Choose the rows that have all the words, by a column where one is asked for."""
    wanted = filter_words.casefold().split()
    fitting = [row for row in rows if all(word in _text(row) for word in wanted)]
    if order is None:
        return fitting
    column = order.column
    return sorted(fitting, key=lambda row: _sortable(row, column), reverse=order.is_reversed)


def _board(shared: SharedPlan, watch: Watch) -> Board:
    watch(Progress(doing=screen_words.reading(len(shared.open_ids))))
    return Board(shared=shared, rows=open_proposals(shared), note="\n".join(shared.remarks))


def _text(row: ProposalRow) -> str:
    return " ".join([*row.cells, row.proposer, *row.lapsed]).casefold()


def _sortable(row: ProposalRow, column: int) -> tuple[int, str]:
    cell = row.cells[column]
    if COLUMNS[column] is AGE:
        return row.days, ""
    return (int(cell or 0), "") if COLUMNS[column].is_number else (0, cell.casefold())
