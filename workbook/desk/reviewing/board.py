"""The open proposals of all layers, listed as one: asked for now, or as they were last seen, and why so.

In: a session. Out: a `Board`. Only giving up is raised; whatever else goes wrong is its note.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from workbook.desk.listing.rows import Order
from workbook.desk.reviewing import screen_words
from workbook.desk.reviewing.listing import AGE, COLUMNS, in_order, open_proposals
from workbook.desk.reviewing.row import ProposalRow
from workbook.desk.reviewing.shared import SharedPlan, last_seen, look, shared_layers
from workbook.desk.reviewing.words import in_layer
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.records.settings import SHARED_LAYER
from workbook.vcs.transfer import Cancelled, Progress, TransferCancelledError, Watch, ignore, never


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What is put to the others; `plans` are by layer, none where nothing is known, and `note` says why."""

    plans: Mapping[str, SharedPlan] = msgspec.field(default_factory=dict)
    rows: Sequence[ProposalRow] = ()
    note: str = ""


def asked_board(session: Session, *, watch: Watch = ignore, cancelled: Cancelled = never) -> Board:
    """Ask the shared repositories and list what is open; of those that cannot be asked, what was last seen.

    Raises:
        TransferCancelledError: whoever waited gave up.
    """
    return _joined(
        [_asked(session, layer, watch, cancelled) for layer in shared_layers(session) or [SHARED_LAYER]]
    )


def seen_board(session: Session, *, note: str = "", watch: Watch = ignore) -> Board:
    """List what is open as it was last seen; `note` says why nobody is asked."""
    layers = shared_layers(session) or [SHARED_LAYER]
    return _joined([_seen(session, layer, note, watch) for layer in layers])


def arranged(rows: Sequence[ProposalRow], filter_words: str, order: Order | None) -> Sequence[ProposalRow]:
    """Choose the rows that have all the words, by a column where one is asked for."""
    wanted = filter_words.casefold().split()
    fitting = [row for row in rows if all(word in _text(row) for word in wanted)]
    if order is None:
        return fitting
    column = order.column
    return sorted(fitting, key=lambda row: _sortable(row, column), reverse=order.is_reversed)


def _asked(session: Session, layer: str, watch: Watch, cancelled: Cancelled) -> Board:
    try:
        shared = look(session, layer=layer, watch=watch, cancelled=cancelled)
    except TransferCancelledError:
        raise
    except WorkbookError as error:
        return _seen(session, layer, str(error), watch)
    return _board(shared, watch)


def _seen(session: Session, layer: str, note: str, watch: Watch) -> Board:
    try:
        return _board(last_seen(session, layer=layer, note=note), watch)
    except WorkbookError as error:
        return Board(note=in_layer(layer, str(error)))


def _board(shared: SharedPlan, watch: Watch) -> Board:
    watch(Progress(doing=screen_words.reading(len(shared.open_ids))))
    notes = [in_layer(shared.layer, remark) for remark in shared.remarks]
    return Board(plans={shared.layer: shared}, rows=open_proposals(shared), note="\n".join(notes))


def _joined(boards: Iterable[Board]) -> Board:
    found = list(boards)
    return Board(
        plans={layer: shared for one in found for layer, shared in one.plans.items()},
        rows=in_order(list(chain.from_iterable(one.rows for one in found))),
        note="\n".join(dict.fromkeys(one.note for one in found if one.note)),
    )


def _text(row: ProposalRow) -> str:
    return " ".join([*row.cells, row.proposer, *row.lapsed]).casefold()


def _sortable(row: ProposalRow, column: int) -> tuple[int, str]:
    cell = row.cells[column]
    if COLUMNS[column] is AGE:
        return row.days, ""
    return (int(cell or 0), "") if COLUMNS[column].is_number else (0, cell.casefold())
