"""What may not simply be published: errors of one's own, and what others must approve first.

In: a session and the state of a layer. Out: a `HeldBack`, empty where nothing stands in the way. Whoever
publishes to the shared main asks here, by whatever way; on another branch nothing is adopted.
"""

from collections.abc import Sequence

import msgspec

from workbook.change.affected import affected_records, key_of_path
from workbook.change.approval import requirements
from workbook.check.rules.authority import foreign_path
from workbook.desk.publishing.states import LayerState
from workbook.desk.reviewing import words
from workbook.desk.reviewing.already import proposed_already
from workbook.desk.reviewing.proposed import joined, net_change
from workbook.desk.reviewing.shared import SharedPlan, look
from workbook.desk.reviewing.unpublished import publish_first
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.findings import Finding
from workbook.records.paths import layer_of
from workbook.vcs.merging import Relation, ancestry
from workbook.vcs.remotes import SomebodyFasterError
from workbook.vcs.review_refs import MAIN, shared_main, writer_of
from workbook.vcs.shared_branch import SharedBranch
from workbook.vcs.state import tip_of
from workbook.vcs.transfer import Cancelled, Watch, ignore, never


class ForeignBranchError(WorkbookError):
    """A branch that would be published over one that another nation writes."""

    def __init__(self, shared: SharedBranch, nation: str, id: str) -> None:
        super().__init__(
            f"What is saved on the branch {shared.local} would go to {shared.name}, which {nation} alone "
            f"writes; run `git switch {MAIN}`, and say what you think by `workbook review {id} --verdict`."
        )


class HeldBack(msgspec.Struct, frozen=True, kw_only=True):
    """Errors that would be published, and sentences on what others must approve first.

    `already` says where that is proposed, "" where it is not.
    """

    errors: Sequence[Finding] = ()
    needs: Sequence[str] = ()
    already: str = ""


def held_back(
    session: Session, state: LayerState, *, watch: Watch = ignore, cancelled: Cancelled = never
) -> HeldBack:
    """Say what keeps a layer from being published as its state has it; the shared repository is asked.

    Raises:
        ForeignBranchError: it would be published over a branch of another nation.
        SomebodyFasterError: others published meanwhile.
        WorkbookError: the shared repository cannot be asked, or nobody knows for whom one works.
    """
    if state.shared is None:
        return HeldBack()
    writer, id = writer_of(state.shared.branch)
    if writer not in ("", session.nation):
        raise ForeignBranchError(state.shared, writer, id)
    if state.shared.branch != MAIN or not tip_of(state.repository, state.shared.tracking):
        return HeldBack()
    shared = look(session, layer=state.layer, watch=watch, cancelled=cancelled)
    relation = ancestry(shared.repository, state.tip, shared.seen.main).relation
    if state.tip == shared.seen.main:
        return HeldBack()
    if relation is not Relation.UP_TO_DATE:
        raise SomebodyFasterError(shared_main(shared.seen.remote))
    return _judged(session, shared, state.tip)


def _judged(session: Session, shared: SharedPlan, tip: str) -> HeldBack:
    joining = joined(shared, tip, MAIN)
    assert joining.outlook is not None
    nation, files = session.nation, joining.outlook.files
    affected = affected_records(*net_change(shared, joining))
    before, after = shared.main.workbook, joining.outlook.workbook
    asked = requirements(affected, before, after, proposer=nation, layer=shared.layer)
    held = [one for one in asked if one.at_least > (nation in one.nations)]
    keys = {one.key for one in held}
    outlook = shared.main.outlook(files)
    errors = [
        one
        for one in publish_first(session, outlook.workbook, outlook.blocking)
        if not (one.code == foreign_path.code and key_of_path(layer_of(one.place.path)[1]) in keys)
    ]
    return HeldBack(
        errors=errors,
        needs=[words.need_line(one) for one in held],
        already=proposed_already(shared, nation, tip) if held else "",
    )
