"""What must be known before one proposes: on which branch one is, what would go, what it says already.

In: a session. Out: a `Tabling`; or a refusal, before anything is asked. And the way between main and the
branches of one's own proposals, for those who never used git.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from workbook.desk.choosing import Choice
from workbook.desk.drafting import meeting_choices
from workbook.desk.reviewing.landing import HEADS
from workbook.desk.reviewing.proposing import NothingToProposeError, own_branch, refuse_unsaved
from workbook.desk.session import ReadOnlyError, Session
from workbook.model.kind import Kind
from workbook.records.settings import SHARED_LAYER
from workbook.vcs.landing import switch_branch
from workbook.vcs.objects import move_branch
from workbook.vcs.review_refs import MAIN, PROPOSAL, proposal_branch, shared_main
from workbook.vcs.revision import UnknownRevisionError
from workbook.vcs.shared_branch import NoRemoteError, distance, remote_of
from workbook.vcs.state import standing, tip_of


class Tabling(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal about to be made, or amended where it has an `id`; `changes` are commits not sent yet."""

    id: str
    layer: str
    remote: str
    changes: int
    meetings: Sequence[Choice]
    title: str = ""
    purpose: str = ""
    for_meeting: str = ""
    silence_until: date | None = None


def tabling(session: Session, layer: str = SHARED_LAYER) -> Tabling:
    """Say what proposing in a layer would begin with.

    Raises:
        WorkbookError: nothing can be proposed now.
    """
    if session.is_read_only:
        raise ReadOnlyError
    repository = session.repository(layer)
    at, remote = standing(repository), remote_of(repository)
    if not remote:
        raise NoRemoteError(repository)
    id = own_branch(at.branch, session.nation, session.workbook.settings)
    refuse_unsaved(repository, at)
    changes = distance(repository, proposal_branch(remote, id) if id else shared_main(remote)).ahead
    if not id and not changes:
        raise NothingToProposeError
    meetings = meeting_choices(session.workbook)
    record = session.workbook.get(id) if id else None
    if record is None or record.kind is not Kind.PROPOSAL:
        return Tabling(id=id, layer=layer, remote=remote, changes=changes, meetings=meetings)
    data = record.data
    return Tabling(
        id=id,
        layer=layer,
        remote=remote,
        changes=changes,
        meetings=meetings,
        title=data.title,
        purpose=data.purpose,
        for_meeting=data.for_meeting,
        silence_until=data.silence_until.last if data.silence_until is not None else None,
    )


def is_here(session: Session, id: str, layer: str = SHARED_LAYER) -> bool:
    """Say whether the branch of a proposal is checked out in its layer."""
    return standing(session.repository(layer)).branch == f"{HEADS}{PROPOSAL}{id}"


def go_to_proposal(session: Session, id: str, layer: str = SHARED_LAYER) -> None:
    """Check out the branch of a proposal of one's own; one that is not here yet begins where it is shared.

    Raises:
        WorkbookError: something is not saved, or there is no such branch; nothing is touched.
    """
    _go(session, layer, f"{PROPOSAL}{id}")


def go_to_main(session: Session, layer: str = SHARED_LAYER) -> None:
    """Check out main of a layer.

    Raises:
        WorkbookError: something is not saved; nothing is touched.
    """
    _go(session, layer, MAIN)


def _go(session: Session, layer: str, name: str) -> None:
    if session.is_read_only:
        raise ReadOnlyError
    repository = session.repository(layer)
    at, remote, branch = standing(repository), remote_of(repository), f"{HEADS}{name}"
    refuse_unsaved(repository, at)
    commit = tip_of(repository, branch)
    if not commit:
        commit = tip_of(repository, f"refs/remotes/{remote}/{name}")
        if not commit:
            raise UnknownRevisionError(name)
        move_branch(repository, branch, seen="", commit=commit, message="workbook: begin branch")
    if branch != at.branch:
        switch_branch(repository, at, branch=branch, commit=commit)
