"""All that others do not have yet: what is unsaved, what is unpublished, and what all of it means.

In: a session. Out: `Pending`, as a screen shows it. Nothing is fetched: how the shared repository stands is
as it was last seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from workbook.change.outcome import Outcome, introduced_and_fixed
from workbook.desk.editing.wording import edit_lines
from workbook.desk.form.keeping import Drafts
from workbook.desk.publishing.states import LayerState, branch_label, layer_states, published
from workbook.desk.publishing.unsaved import Unsaved, UnsavedChange, read_unsaved, taken_back, unsaved_changes
from workbook.desk.record_edit import RecordEdit
from workbook.desk.session import Session
from workbook.desk.telling.commits import CommitDeed, RecordDeed, plan_deeds
from workbook.desk.telling.lives import LayerHistory
from workbook.desk.trailers import ON_BEHALF, RECORD, REDOES, UNDOES
from workbook.findings import Finding, Severity
from workbook.records.paths import PLANS
from workbook.vcs.listing import CommitHead, commits_between
from workbook.vcs.worktree import differences

MOST_TOLD = 500
_MOST_ALONE = 50


class WaitingDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is changed in a form and not saved: by its path, in words, and since when."""

    path: str
    id: str
    title: str
    moment: datetime
    sentences: Sequence[str]


class UnpublishedEdit(msgspec.Struct, frozen=True, kw_only=True):
    """A saved change that the shared repository has not: who made it, when, and what it changes.

    Where there is no shared repository, it is one of the last that can be taken back.

    `why_kept` says why it cannot be taken back by itself, "" where that can be tried.
    """

    commit: str
    layer: str
    author: str
    nation: str
    moment: datetime
    subject: str
    records: Sequence[RecordDeed]
    untold: int
    is_own: bool
    is_merge: bool
    why_kept: str


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """What is unsaved and unpublished, newest first within each layer, and the findings it brings and mends.

    `drafts` lie in no file yet, and are told of only.

    `outcome` is of all of it; `errors` are those that publishing would bring to others, so without what is
    unsaved.
    """

    states: Sequence[LayerState]
    drafts: Sequence[WaitingDraft]
    unsaved: Sequence[UnsavedChange]
    unpublished: Sequence[UnpublishedEdit]
    outcome: Outcome
    errors: Sequence[Finding]
    sources: Unsaved

    @property
    def in_merge(self) -> bool:
        """Whether something is being brought in, which must be ended first."""
        return any(one.in_merge for one in self.states)

    @property
    def count(self) -> int:
        """How many saved changes can be published."""
        return sum(one.distance.ahead for one in self.states if one.shared)

    @property
    def branch(self) -> str:
        """The branch of the shared layer, with how much is not published, for a top line."""
        return branch_label(self.states[0].branch if self.states else "", self.count)

    @property
    def notes(self) -> Sequence[str]:
        """Say what there is to know of each layer: nothing to publish, nowhere to, or news of others."""
        return tuple(_notes(self.states))


def read_pending(session: Session) -> Pending:
    """Find all that others do not have yet; only what changed is judged anew.

    Raises:
        WorkbookError: git or the plan cannot be read.
    """
    states = layer_states(session)
    unsaved = read_unsaved(session, states)
    bases = {one.layer: published(one) for one in states if one.shared}
    before = taken_back(
        unsaved.now,
        {
            **{path: file.before for path, file in unsaved.files.items()},
            **{path: data for one in states for path, data in _published_files(one, bases)},
        },
    )
    return Pending(
        states=states,
        drafts=waiting_drafts(session),
        unsaved=unsaved_changes(unsaved),
        unpublished=[
            edit
            for one in states
            for edit in (
                (_edits(session, one, bases[one.layer]) if one.distance.ahead else ())
                if one.shared
                else _own_last(session, one)
            )
        ],
        outcome=introduced_and_fixed(before.findings, unsaved.now.findings),
        errors=_errors(introduced_and_fixed(before.findings, unsaved.saved.findings)),
        sources=unsaved,
    )


def _published_files(state: LayerState, bases: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
    """Give what is unpublished of a layer as it is published: files by path of the plan.

    What is published nowhere, and has no state there, cannot be compared.
    """
    base = bases.get(state.layer, "")
    if not base or base == state.tip:
        return
    steps = {
        path: step
        for path, step in differences(state.repository, base, state.tip).items()
        if path.startswith(f"{PLANS}/") and path.endswith(".toml")
    }
    ids = [step.before.id for step in steps.values() if step.before and step.before.is_file]
    contents = dict(state.repository.blobs(ids))
    for path, step in steps.items():
        yield state.path(path), contents.get(step.before.id) if step.before else None


def waiting_drafts(session: Session) -> Sequence[WaitingDraft]:
    """List the records that are changed in forms and not saved, the latest first."""
    found = []
    for kept in Drafts(session.plan.top).all():
        draft = kept.draft
        edit = RecordEdit(path=draft.path, before=draft.base, after=draft.text)
        sentences = edit_lines(edit) if draft.text != draft.base else ("only what cannot be read yet",)
        found.append(
            WaitingDraft(
                path=draft.path,
                id=draft.id,
                title=draft.title,
                moment=kept.moment.astimezone(),
                sentences=sentences,
            )
        )
    return found


def _errors(outcome: Outcome) -> Sequence[Finding]:
    return tuple(one for one in outcome.introduced if one.severity is Severity.ERROR)


def _edits(session: Session, state: LayerState, since: str) -> Iterator[UnpublishedEdit]:
    heads = commits_between(state.repository, since=since, until=state.tip, most=MOST_TOLD)
    history = LayerHistory(layer=state.layer, repository=state.repository, start=state.tip, since=since)
    deeds = {deed.commit: deed for deed in plan_deeds([history], most=MOST_TOLD)}
    taken_back = {
        head.trailer(UNDOES) for head in heads if head.trailer(UNDOES) and not _made_again(head, heads)
    }
    for head in heads:
        yield _edit(session, state, head, deeds.get(head.commit), is_taken_back=head.commit in taken_back)


def _own_last(session: Session, state: LayerState) -> Iterator[UnpublishedEdit]:
    """Give the last edits of a layer without a shared repository that can be taken back."""
    if not state.tip:
        return
    heads = commits_between(state.repository, since="", until=state.tip, most=_MOST_ALONE)
    # The oldest of them is where the telling begins: the first commit of a plan holds all of it.
    for edit in _edits(session, state, heads[-1].commit):
        if not edit.why_kept:
            yield edit


def _made_again(undo: CommitHead, heads: Sequence[CommitHead]) -> bool:
    """Say whether what a commit takes back was made again later; heads come newest first."""
    newer = heads[: heads.index(undo)]
    return any(one.trailer(REDOES) == undo.trailer(UNDOES) for one in newer)


def _edit(
    session: Session, state: LayerState, head: CommitHead, deed: CommitDeed | None, *, is_taken_back: bool
) -> UnpublishedEdit:
    is_own = head.email == session.who.email
    return UnpublishedEdit(
        commit=head.commit,
        layer=state.layer,
        author=head.author,
        nation=head.trailer(ON_BEHALF),
        moment=head.moment,
        subject=head.subject,
        records=deed.records if deed else (),
        untold=deed.untold if deed else 0,
        is_own=is_own,
        is_merge=head.is_merge,
        why_kept=_why_kept(head, is_own=is_own, is_taken_back=is_taken_back),
    )


def _why_kept(head: CommitHead, *, is_own: bool, is_taken_back: bool) -> str:
    if not is_own:
        return f"{head.author} made this change, so only {head.author} can take it back."
    if head.is_merge:
        return "This brought others' changes in, and cannot be taken back by itself."
    if is_taken_back:
        return "This was taken back already."
    if head.trailer(UNDOES) or head.trailer(REDOES):
        return "This takes an edit back or makes it again; drop or undo that edit instead."
    if not head.trailer(RECORD):
        return "This was not saved by the workbook, so it is not known which records it is about."
    return ""


def _notes(states: Sequence[LayerState]) -> Iterator[str]:
    if not states:
        yield "This plan is not at the top of a git repository, so nothing can be kept or published here."
    yield from (note for one in states if (note := _note(one)))
    alone = [one.layer for one in states if one.layer and one.shared is None and one.branch]
    if alone:
        whose = f"Layer {alone[0]} has" if len(alone) == 1 else f"Layers {', '.join(alone)} have"
        yield f"{whose} no shared repository yet: `git remote add origin ADDRESS`, there, tells where it is."


def _note(one: LayerState) -> str:
    where = f"Layer {one.layer}: " if one.layer else ""
    if one.in_merge:
        return f"{where}something is being brought in, and not finished: settle it first with m."
    if not one.branch:
        return f"{where}no branch is checked out, so nothing can be published; run `git switch BRANCH`."
    if one.shared is None:
        advice = "tell where it is by `git remote add origin ADDRESS`."
        return f"There is no shared repository yet, so nothing can be published; {advice}" * (not one.layer)
    if one.distance.behind:
        news = _counted(one.distance.behind)
        return f"{where}{one.shared.name} has {news} that you have not: bring that in first with m."
    if one.distance.ahead:
        return f"{where}{_counted(one.distance.ahead)} of {one.branch} can go to {one.shared.name}."
    if one.layer:
        return ""
    return f"All that is saved on {one.branch} is published to {one.shared.name}."


def _counted(count: int) -> str:
    return f"{count:,} change" if count == 1 else f"{count:,} changes"
