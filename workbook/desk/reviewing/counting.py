"""How many proposals are open, and how many wait on oneself, for a number beside a name.

In: a session. Out: an `OpenCount`, from what was last seen of the shared repositories and what is kept of
them. Nothing is fetched, merged or judged.
"""

from collections.abc import Iterator

import msgspec

from workbook.desk.reviewing.known import KnownProposals
from workbook.desk.reviewing.proposal_record import is_over
from workbook.desk.reviewing.shared import SharedPlan, last_seen, shared_layers
from workbook.desk.session import Session
from workbook.errors import WorkbookError

_MOST_READ = 20


class OpenCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many are open, and how many of these are known to wait on whoever looks."""

    open: int
    mine: int = 0


def open_count(session: Session) -> OpenCount | None:
    """Count what is neither adopted nor withdrawn in all layers; None where nothing is known of any."""
    found = [count for layer in shared_layers(session) if (count := _of_layer(session, layer)) is not None]
    if not found:
        return None
    return OpenCount(open=sum(one.open for one in found), mine=sum(one.mine for one in found))


def _of_layer(session: Session, layer: str) -> OpenCount | None:
    try:
        shared = last_seen(session, layer=layer)
    except WorkbookError:
        return None
    known, nation = KnownProposals(shared), session.who.nation
    ids = list(_open(shared, known))
    rows = (known.row(id) for id in ids)
    return OpenCount(open=len(ids), mine=sum(nation in row.waiting_on for row in rows if row is not None))


def _open(shared: SharedPlan, known: KnownProposals) -> Iterator[str]:
    """Name what is open; of very many that nobody looked at yet, none is left out as withdrawn."""
    unread = 0
    for id in shared.open_ids:
        files = known.files(id)
        unread += files is None
        is_withdrawn = (
            files.is_withdrawn
            if files is not None
            else unread <= _MOST_READ and is_over(shared.repository, id, shared.tip(id))
        )
        if not is_withdrawn:
            yield id
