"""What others do not have yet: unsaved changes to keep or to drop, and unpublished ones to publish.

In: a session. Out: where to go: to a record, or on with a draft; None to go back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from workbook.desk.form.keeping import Drafts
from workbook.desk.keys import Scope
from workbook.desk.opening import OpenPlan, open_judged
from workbook.desk.publishing.pending import Pending, UnpublishedEdit, WaitingDraft, read_pending
from workbook.desk.publishing.publishing import Publication, publish, publishable
from workbook.desk.publishing.unsaved import UnsavedChange, drop, keep
from workbook.desk.session import Session
from workbook.desk.trailers import UNDOES
from workbook.findings import Severity
from workbook.tui.display import MUTED, finding_line, line, lines
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import PlanChanged
from workbook.tui.screens.dialogs import Confirm
from workbook.tui.screens.sharing import Sharing
from workbook.tui.screens.waiting import Waiting, refusal_of
from workbook.tui.widgets.bar import KeyBar
from workbook.tui.widgets.entries import Entry, EntryList
from workbook.tui.widgets.head import Head, Heading
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.outlook import outcome_lines

Item = WaitingDraft | UnsavedChange | UnpublishedEdit
_MOST_ERRORS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where to go: to a record by its id, or on with the draft of the record at a path."""

    id: str = ""
    draft: str = ""


class ChangesScreen(Sharing[Destination | None]):
    """What is unsaved and unpublished."""

    SCOPE = Scope.CHANGES
    CSS_PATH = "changes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.CHANGES)]

    def __init__(self, session: Session, heading: Heading) -> None:
        super().__init__(session)
        self._heading = heading
        self._pending: Pending | None = None

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield Head()
        yield Static("Looking at what is not published yet…", id="notes", markup=False)
        with Horizontal(id="panes"):
            yield EntryList[Item](id="changes").add_class("pane")
            with Vertical(id="side"):
                with VerticalScroll(id="detail").add_class("pane"):
                    yield Static(id="told", markup=False)
                with VerticalScroll(id="outcome").add_class("pane"):
                    yield Static(id="findings", markup=False)
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Look at what there is."""
        self.query_one(Head).heading = self._heading
        for pane, title in (("changes", "Changes"), ("detail", "In words"), ("outcome", "Findings")):
            self.query_one(f"#{pane}").border_title = line(title)
        self._list.focus()
        self.action_refresh()

    def plan_changed(self) -> None:
        """Look at the changes of the plan as it is now."""
        self.action_refresh()

    def explained(self) -> tuple[str, str]:
        """Say what the place is for."""
        return "", (
            "Unsaved is what lies in the files alone. Unpublished is what you saved and others do not have. "
            "Findings are those that all of it brings and mends."
        )

    @property
    def _list(self) -> EntryList[Item]:
        return self.query_one("#changes", EntryList)

    def action_refresh(self) -> None:
        """Look again, in the background."""
        job = partial(read_pending, self.session)
        self.run_worker(job, thread=True, exclusive=True, exit_on_error=False, group="pending")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was found."""
        found = event.worker.result
        if event.state is WorkerState.SUCCESS and isinstance(found, Pending):
            self._show(found)
        elif event.state is WorkerState.SUCCESS and isinstance(found, OpenPlan):
            self.session.adopt(found)
            self.post_message(PlanChanged())
        elif event.state is WorkerState.ERROR:
            self.refuse(refusal_of(event.worker))

    def _show(self, pending: Pending) -> None:
        self._pending = pending
        found = pending.sources.now.findings
        errors = sum(one.severity is Severity.ERROR for one in found)
        self._heading = replace(
            self._heading, branch=pending.branch, errors=errors, warnings=len(found) - errors
        )
        self.query_one(Head).heading = self._heading
        self.query_one("#notes", Static).update(lines(line(note) for note in pending.notes))
        entries = [*_draft_entries(pending), *_unsaved_entries(pending), *_unpublished_entries(pending)]
        was = self._list.cursor if self._list.entries else None
        self._list.show(entries, cursor=was)
        outcome = pending.outcome
        title = f"Findings: {len(outcome.introduced):,} introduced, {len(outcome.fixed):,} fixed"
        self.query_one("#outcome").border_title = line(title)
        self.query_one("#findings", Static).update(lines(outcome_lines(outcome)))
        self._show_detail()

    @on(LineList.Highlighted, "#changes")
    def _show_detail(self) -> None:
        one = self._list.current
        if isinstance(one, UnsavedChange):
            told = list(_unsaved_lines(one))
        elif isinstance(one, UnpublishedEdit):
            told = list(_edit_lines(one))
        elif isinstance(one, WaitingDraft):
            told = list(_draft_lines(one))
        else:
            told = [line("Choose a change to see it in words.", MUTED)]
        self.query_one("#told", Static).update(lines(told))

    @on(LineList.Chosen, "#changes")
    def action_follow(self) -> None:
        """Go to the record that the change is about."""
        one = self._list.current
        if isinstance(one, WaitingDraft):
            self.dismiss(Destination(draft=one.path))
        elif isinstance(one, UnsavedChange) and one.id:
            self.dismiss(Destination(id=one.id))
        elif isinstance(one, UnpublishedEdit) and one.records and one.records[0].id:
            self.dismiss(Destination(id=one.records[0].id))

    def action_keep(self) -> None:
        """Commit the unsaved change under the cursor."""
        pending, one = self._pending, self._list.current
        if isinstance(one, WaitingDraft):
            self.refuse("This is in its form still: open it with Enter, and save it there.")
        elif pending is None or not isinstance(one, UnsavedChange):
            self.refuse("Choose an unsaved change to keep; what is unpublished is kept already.")
        elif self._may_change(pending):
            subject = self.attempt(lambda: keep(self.session, pending.sources, one))
            self._changed(f"Kept: {subject}" if subject else "")

    def action_drop(self) -> None:
        """Drop the unsaved change under the cursor, or take the unpublished edit back."""
        pending, one = self._pending, self._list.current
        if pending is None or one is None:
            self.refuse("Choose a change to drop.")
        elif not self._may_change(pending):
            return
        elif isinstance(one, UnsavedChange):
            question = f"{one.id or one.paths[0]} will be as it was last saved. This cannot be taken back."
            self._ask_to_drop(question, pending, one)
        elif isinstance(one, WaitingDraft):
            question = f"What you changed in the form of {one.id} will be lost. This cannot be taken back."
            self._ask_to_drop(question, pending, one)
        else:
            self._take_back(one)

    def _ask_to_drop(self, question: str, pending: Pending, one: WaitingDraft | UnsavedChange) -> None:
        confirm = Confirm("Drop what is unsaved", question, yes="Drop")
        # What was asked about is what is dropped, whatever stands under the cursor by then.
        self.app.push_screen(confirm, partial(self._dropped, pending, one))

    def _dropped(self, pending: Pending, one: WaitingDraft | UnsavedChange, is_sure: bool | None) -> None:
        if is_sure and isinstance(one, WaitingDraft):
            Drafts(self.session.plan.top).forget(one.path)
            self.action_refresh()
        elif is_sure and isinstance(one, UnsavedChange):

            def put_back() -> str:
                drop(self.session, pending.states, pending.sources, one)
                return f"Dropped: {one.id or one.paths[0]} is as it was last saved."

            self._changed(self.attempt(put_back) or "")

    def _take_back(self, one: UnpublishedEdit) -> None:
        from workbook.desk.editing.undoing import undo_edit

        if one.why_kept:
            self.refuse(one.why_kept)
            return
        assert self._pending is not None
        self.session.adopt(self._pending.sources.now.plan)
        turned = self.attempt(lambda: undo_edit(self.session, one.layer, one.commit))
        if turned is not None:
            trailers = ((UNDOES, one.commit),)
            self.keep(turned.files, subject=turned.subject, trailers=trailers, is_seen=turned.is_seen)

    def action_publish(self) -> None:
        """Ask, and publish all that is saved."""
        pending = self._pending
        if pending is None or not self._may_change(pending):
            return
        if not publishable(pending.states):
            self.refuse("There is nothing to publish: " + " ".join(pending.notes))
            return
        question = "\n".join(_publish_words(pending))
        self.app.push_screen(Confirm("Publish", question, yes="Publish"), partial(self._publish, pending))

    def _publish(self, pending: Pending, is_sure: bool | None) -> None:
        if is_sure:
            job = Waiting[Sequence[Publication]](
                "Publishing",
                lambda watch, cancelled: publish(
                    self.session, pending.states, watch=watch, cancelled=cancelled
                ),
            )
            self.app.push_screen(job, self._published)

    def _published(self, done: Sequence[Publication] | None) -> None:
        for one in done or ():
            (self.refuse if one.refusal else self.tell)(one.words)
        self.post_message(PlanChanged())

    def action_merge(self) -> None:
        """Bring in what others have."""
        from workbook.tui.screens.merge import MergeScreen

        self.app.push_screen(MergeScreen(self.session, self._heading))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _may_change(self, pending: Pending) -> bool:
        """Say whether anything may be kept, dropped or published now; if not, tell why."""
        if self.session.is_read_only:
            self.refuse("This plan was opened to be read only; open it again without --read-only.")
        elif pending.in_merge:
            self.refuse("Something is being brought in and is not finished: settle it first with m.")
        else:
            return True
        return False

    def _changed(self, sentence: str) -> None:
        """Go on with the files as they are now."""
        if sentence:
            self.tell(sentence)
            job = partial(open_judged, self.session.plan.top, today=self.session.today)
            self.run_worker(job, thread=True, exclusive=True, exit_on_error=False, group="open")


def _draft_entries(pending: Pending) -> Iterator[Entry[Item]]:
    if pending.drafts:
        yield Entry(label=f"Left in forms: {len(pending.drafts):,}")
    for one in pending.drafts:
        yield Entry(label=one.id, text=one.sentences[0], value=one)


def _draft_lines(one: WaitingDraft) -> Iterator[Content]:
    yield line(f"{one.id} {one.title}", "bold")
    yield line(f"in its form since {one.moment:%Y-%m-%d %H:%M}; Enter goes on with it", MUTED)
    yield Content("")
    yield from (line(sentence) for sentence in one.sentences)


def _unsaved_entries(pending: Pending) -> Iterator[Entry[Item]]:
    found = pending.unsaved
    yield Entry(label=f"Unsaved: {len(found):,}" if found else "Unsaved: nothing")
    for one in found:
        layer = f"[{one.layer}] " if one.layer else ""
        more = f" (and {len(one.sentences) - 1} more)" if len(one.sentences) > 1 else ""
        yield Entry(label=f"{layer}{one.id or one.paths[0]}", text=f"{one.sentences[0]}{more}", value=one)


def _unpublished_entries(pending: Pending) -> Iterator[Entry[Item]]:
    for state in pending.states:
        edits = [one for one in pending.unpublished if one.layer == state.layer]
        where = f" to {state.shared.name}" if state.shared else ""
        layer = f" of layer {state.layer}" if state.layer else ""
        if state.shared:
            yield Entry(label=f"Unpublished{layer}: {len(edits) or 'nothing'}{where if edits else ''}")
        elif edits or not state.layer:
            yield Entry(label=f"Saved here{layer}, and yours to drop: {len(edits) or 'nothing'}")
        for one in edits:
            who = "" if one.is_own else f" ({one.author})"
            yield Entry(
                label=f"{one.moment:%m-%d %H:%M}",
                text=f"{one.subject}{who}",
                look="" if one.is_own else "lines--muted",
                value=one,
            )


def _unsaved_lines(one: UnsavedChange) -> Iterator[Content]:
    yield line(f"{one.id or one.paths[0]} {one.title}", "bold")
    yield line(f"{one.kind} of {one.owner}, changed in the files and not saved", MUTED)
    yield Content("")
    yield from (line(sentence) for sentence in one.sentences)


def _edit_lines(one: UnpublishedEdit) -> Iterator[Content]:
    yield line(one.subject, "bold")
    behalf = f" for {one.nation}" if one.nation else ""
    yield line(f"{one.author}{behalf}, {one.moment:%Y-%m-%d %H:%M}", MUTED)
    for record in one.records:
        yield Content("")
        yield line(f"{record.id or record.path} {record.title}", "bold")
        yield from (line(sentence) for sentence in record.sentences)
    if one.untold:
        yield Content("")
        yield line(f"and {one.untold:,} more records", MUTED)
    if one.why_kept:
        yield Content("")
        yield line(one.why_kept, MUTED)


def _publish_words(pending: Pending) -> Iterator[str]:
    for one in publishable(pending.states):
        assert one.shared is not None
        layer = f"Layer {one.layer}: " if one.layer else ""
        count = one.distance.ahead
        changes = f"{count:,} change{'s' if count != 1 else ''} of {one.branch}"
        yield f"{layer}{changes} will go to {one.shared.name}."
    if pending.unsaved:
        yield "What is unsaved stays here."
    if pending.errors:
        count = len(pending.errors)
        yield f"\nThis would give the others a plan with {count:,} new error{'s' if count != 1 else ''}:"
        yield from (finding_line(one).plain for one in pending.errors[:_MOST_ERRORS])
        if count > _MOST_ERRORS:
            yield f"and {count - _MOST_ERRORS:,} more."
