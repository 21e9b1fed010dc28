"""Putting one's unpublished changes to the others, on a branch of their own; and changing or ending that.

In: a session and what the proposal says of itself. Out: a `Proposed`, pushed, with the clone on its branch:
what is edited there next amends it. Nothing here changes before the shared repository has it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from workbook.check.rules.authority import foreign_path
from workbook.desk.editing.edits import retired_text
from workbook.desk.editing.making import fresh_id, table_text
from workbook.desk.reviewing import words
from workbook.desk.reviewing.absent import is_absent
from workbook.desk.reviewing.already import proposed_already
from workbook.desk.reviewing.landing import HEADS, switch_to_new
from workbook.desk.reviewing.proposal_record import is_over, read_proposal
from workbook.desk.reviewing.proposed import ConflictsWithMainError, Proposed, proposed_at, read_proposed
from workbook.desk.reviewing.shared import SharedPlan, look, look_for
from workbook.desk.reviewing.unpublished import publish_first
from workbook.desk.session import ReadOnlyError, Session
from workbook.desk.trailers import ON_BEHALF, PROPOSAL_ID, RECORD
from workbook.errors import WorkbookError
from workbook.findings import Finding, Severity
from workbook.model.dialogue import Proposal
from workbook.model.fields import key_of
from workbook.model.kind import Kind
from workbook.records.paths import PLANS, layer_of, owner_of, path_of
from workbook.records.settings import SHARED_LAYER, Settings
from workbook.toml.document import Document, parse
from workbook.toml.edit import set_value
from workbook.toml.values import value_text
from workbook.vcs.commit import CommitSource
from workbook.vcs.landing import fast_forward
from workbook.vcs.messages import message_text
from workbook.vcs.objects import authorship, make_commit, move_branch
from workbook.vcs.plumbing import Repository
from workbook.vcs.remotes import push
from workbook.vcs.review_refs import MAIN, PROPOSAL, proposal_branch, writer_of
from workbook.vcs.state import Standing, standing
from workbook.vcs.transfer import Cancelled, Progress, Watch, ignore, never
from workbook.vcs.unsaved import unsaved_files


class WrongBranchError(WorkbookError):
    """The branch checked out is neither main nor that of a proposal of one's own."""

    def __init__(self, branch: str, remark: str) -> None:
        told = (
            f"You are on the branch {branch.removeprefix(HEADS)}, and proposals are made from {MAIN} or from "
            f"the branch of one of yours; run `git switch {MAIN}`."
        )
        super().__init__(f"{told} {remark}" if remark else told)


class UnsavedError(WorkbookError):
    """Files of the plan that are not committed, so that they would not be proposed."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} has changes that are not saved, so they would not be proposed; keep or drop them first."
        )


class NothingToProposeError(WorkbookError):
    """Main holds all of it."""

    def __init__(self) -> None:
        super().__init__("You have no changes that the shared plan has not: there is nothing to propose.")


class NothingToJudgeError(WorkbookError):
    """What is new says nothing that others would judge."""

    def __init__(self) -> None:
        super().__init__(
            "What you changed are notes, tags or layout alone, for which nobody is asked: `workbook sync` "
            "publishes it from main."
        )


class NothingNewError(WorkbookError):
    """The shared repository has the proposal just so."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} lies there just so already: there is nothing to amend.")


class ProposedAlreadyError(WorkbookError):
    """What would be a new proposal is one already, or begins with one."""

    def __init__(self, told: str) -> None:
        super().__init__(told)


class TitleWantedError(WorkbookError):
    """A new proposal without a title."""

    def __init__(self) -> None:
        super().__init__('Say what you propose in a few words: `workbook propose "Buy barrels jointly"`.')


class BringsErrorsError(WorkbookError):
    """A proposal whose author can mend what it would break."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self.findings = found
        super().__init__(
            "Not proposed, because it would bring errors that you can mend: mend them, then propose again."
        )


class NotYourProposalError(WorkbookError):
    """A proposal of another nation."""

    def __init__(self, id: str, nation: str, remark: str) -> None:
        owner = id.partition("-")[0]
        told = (
            f"{id} was put forward by {owner}, and you work for {nation}: {owner} alone withdraws it; say "
            f"what you think of it by `workbook review {id} --verdict`."
        )
        super().__init__(f"{told} {remark}" if remark else told)


class NoLongerProposedError(WorkbookError):
    """More is to be proposed on the branch of a proposal that was withdrawn."""

    def __init__(self, id: str) -> None:
        branch = f"{PROPOSAL}{id}"
        super().__init__(
            f"{id} was withdrawn, so nothing more is proposed with it: run `git switch {MAIN}`, bring there "
            f"what you want to keep, file by file, by `git checkout {branch} -- PATH`, and propose it anew."
        )


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a proposal is to say of itself; "" and None leave a field as it is."""

    title: str = ""
    purpose: str = ""
    for_meeting: str = ""
    silence_until: date | None = None

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields that are given, by attribute."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value}


def propose(
    session: Session,
    wish: Wish,
    *,
    choose: Callable[[str], str],
    layer: str = SHARED_LAYER,
    watch: Watch = ignore,
    cancelled: Cancelled = never,
) -> Proposed:
    """Put what is saved in a layer and not published to the others; on the branch of a proposal, amend that.

    Raises:
        WorkbookError: something stands in the way; nothing was changed, here or there.
    """
    if session.is_read_only:
        raise ReadOnlyError
    repository, nation = session.repository(layer), session.nation
    at = standing(repository)
    refuse_unsaved(repository, at)
    wish = replace(wish, title=" ".join(wish.title.split()))
    shared = look(session, layer=layer, watch=watch, cancelled=cancelled)
    known = own_branch(at.branch, nation, shared.main.workbook.settings)
    id = known or _new_id(shared, nation, choose)
    if not known and not wish.title:
        raise TitleWantedError
    if known and any(is_over(repository, id, tip) for tip in (at.tip, shared.seen.proposals.get(id, ""))):
        raise NoLongerProposedError(id)
    already = "" if known else proposed_already(shared, nation, at.tip)
    if already:
        raise ProposedAlreadyError(already)
    commit = _with_record(session, shared, at, id, wish)
    if known and commit == shared.seen.proposals.get(id):
        raise NothingNewError(id)
    proposed = proposed_at(shared, id, commit)
    _refuse(session, proposed)
    watch(Progress(doing=f"Publishing to {shared.seen.remote}"))
    push(repository, proposal_branch(shared.seen.remote, id), commit, watch=watch, cancelled=cancelled)
    _go_on_there(repository, at, shared, id, commit)
    return proposed


def former_title(proposed: Proposed) -> str:
    """Give what a proposal that was sent again was called before; "" where it is new, or called the same."""
    tip = proposed.shared.seen.proposals.get(proposed.id)
    before = read_proposal(proposed.shared.repository, proposed.id, tip).title if tip else ""
    return before if before != proposed.record.title else ""


def withdraw(session: Session, id: str, *, watch: Watch = ignore, cancelled: Cancelled = never) -> Proposed:
    """Take a proposal of one's own back: its record is retired, its branch and all that was said stay.

    Raises:
        WorkbookError: it is another's, or main holds it; nothing was changed, here or there.
    """
    if session.is_read_only:
        raise ReadOnlyError
    nation = session.nation
    shared = look_for(session, id, watch=watch, cancelled=cancelled)
    repository, at = shared.repository, standing(shared.repository)
    proposed = read_proposed(shared, id)
    if proposed.proposer != nation:
        raise NotYourProposalError(id, nation, _code_remark(shared.main.workbook.settings, proposed.proposer))
    if proposed.is_withdrawn:
        raise NothingNewError(id)
    data = CommitSource(repository, proposed.tip).read(proposed.path)
    message = message_text(
        f"{nation} withdraws {id}: {proposed.record.title}",
        trailers=[(ON_BEHALF, nation), (RECORD, id), (PROPOSAL_ID, id)],
    )
    commit = make_commit(
        repository,
        parents=[proposed.tip],
        changes={proposed.path: retired_text(data, session.today, reason="Withdrawn.")},
        message=message,
        by=authorship(at),
    )
    push(
        repository,
        replace(proposal_branch(shared.seen.remote, id), is_set=True),
        commit,
        watch=watch,
        cancelled=cancelled,
    )
    if at.branch == f"{HEADS}{PROPOSAL}{id}" and at.tip == proposed.tip:
        fast_forward(repository, at, theirs=commit)
    return proposed


def refuse_unsaved(repository: Repository, at: Standing) -> None:
    """Raise UnsavedError where something in the plan's files is not saved."""
    unsaved = unsaved_files(repository, PLANS, tip=at.tip)
    if unsaved:
        raise UnsavedError(unsaved[0].path)


def _refuse(session: Session, proposed: Proposed) -> None:
    if proposed.joining.conflicted:
        raise ConflictsWithMainError([one.id or one.about.path for one in proposed.joining.conflicted])
    if not proposed.affected:
        is_new = any(edit.id != proposed.id for edit in proposed.outlook.edits)
        raise NothingToJudgeError if is_new else NothingToProposeError
    own = proposed.shared.main.outlook(proposed.outlook.files)
    found = [one for one in own.blocking if not _asks_the_secretariat(one)]
    if found:
        raise BringsErrorsError(publish_first(session, own.workbook, found))


def _asks_the_secretariat(one: Finding) -> bool:
    """Say whether a finding only tells that the secretariat must approve: what it keeps may be proposed."""
    assert one.severity is Severity.ERROR
    return one.code == foreign_path.code and not owner_of(layer_of(one.place.path)[1])


def own_branch(branch: str, nation: str, settings: Settings) -> str:
    """Give the id of one's own proposal that is checked out, "" for main.

    Raises:
        WrongBranchError: another branch is.
    """
    name = branch.removeprefix(HEADS)
    if name == MAIN:
        return ""
    if not name.startswith(f"{PROPOSAL}{nation}-"):
        writer = writer_of(name)[0]
        raise WrongBranchError(branch, _code_remark(settings, writer) if writer else "")
    return name.removeprefix(PROPOSAL)


def _code_remark(settings: Settings, nation: str) -> str:
    return words.under_its_code(nation) if is_absent(settings, nation) else ""


def _new_id(shared: SharedPlan, nation: str, choose: Callable[[str], str]) -> str:
    taken = {file.id for file in shared.main.workbook.files} | shared.seen.proposals.keys()
    return fresh_id(Kind.PROPOSAL, nation, taken=taken, choose=choose)


def _with_record(session: Session, shared: SharedPlan, at: Standing, id: str, wish: Wish) -> str:
    """Give the last commit with the proposal's record on it; itself where that says all already."""
    nation, path = session.nation, path_of(Kind.PROPOSAL, id, owner=id.partition("-")[0])
    try:
        before = CommitSource(shared.repository, at.tip).read(path)
        after = _changed(before, wish)
    except FileNotFoundError:
        before, after = None, _new_text(wish, session.today)
    if before == after:
        return at.tip
    verb = "proposes" if before is None else "changes what it says of"
    title = f"{id}: {wish.title}" if wish.title else id
    return make_commit(
        shared.repository,
        parents=[at.tip],
        changes={path: after},
        message=message_text(
            f"{nation} {verb} {title}", trailers=[(ON_BEHALF, nation), (RECORD, id), (PROPOSAL_ID, id)]
        ),
        by=authorship(at),
    )


def _new_text(wish: Wish, today: date) -> bytes:
    fields = {"opened_on": today, **wish.fields}
    return table_text(
        Kind.PROPOSAL, {key_of(Proposal, name): value for name, value in fields.items()}
    ).encode()


def _changed(data: bytes, wish: Wish) -> bytes:
    for name, value in wish.fields.items():
        document = parse(data)
        key = key_of(Proposal, name)
        if isinstance(document, Document) and document.table.get(key) != value:
            data = set_value(document, (key,), value_text(value))
    return data


def _go_on_there(repository: Repository, at: Standing, shared: SharedPlan, id: str, commit: str) -> None:
    """Let the clone stand on the proposal's branch, and its main where the shared one is."""
    name = f"{PROPOSAL}{id}"
    here = at if at.branch == f"{HEADS}{name}" else switch_to_new(repository, at, name)
    if here.tip != commit:
        fast_forward(repository, here, theirs=commit)
    if at.branch == f"{HEADS}{MAIN}":
        move_branch(
            repository, at.branch, seen=at.tip, commit=shared.seen.main, message="workbook: now proposed"
        )
