"""Bringing in what others have: choose a branch, see in words what it would bring, and take it or not.

In: a session. Out: nothing. A merge that is in progress is settled instead, whoever began it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from workbook.desk.keys import Scope
from workbook.desk.merging.bringing import (
    BranchNews,
    Incoming,
    IncomingDispute,
    IncomingRecord,
    ask_shared,
    branches,
    look_ahead,
    take_in,
    take_in_part,
)
from workbook.desk.opening import OpenPlan, open_judged
from workbook.desk.publishing.states import layers_in_merge
from workbook.desk.session import Session
from workbook.tui.display import MUTED, line, lines
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen, PlanChanged
from workbook.tui.screens.dialogs import AskText
from workbook.tui.screens.waiting import Waiting, refusal_of
from workbook.tui.widgets.bar import KeyBar
from workbook.tui.widgets.entries import Entry, EntryList
from workbook.tui.widgets.head import Head, Heading
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.outlook import outcome_lines
from workbook.vcs.transfer import Cancelled, Progress, Watch

Item = IncomingRecord | IncomingDispute
_MOST_SHOWN = 2_000
_MOST_COMMITS = 20
_NOBODY_TO_ASK = "No shared repository is connected, so there is nobody to ask what is new."
_HOW = "Enter shows what would come in."


class MergeScreen(DeskScreen[None]):
    """What others have, and what of it would come in."""

    SCOPE = Scope.MERGE
    CSS_PATH = "merge.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.MERGE)]

    def __init__(self, session: Session, heading: Heading) -> None:
        super().__init__(session)
        self._heading = heading
        self._incoming: Incoming | None = None
        # Enter, pressed while the branches are still looked up, is for the first of them.
        self._is_listed = self._is_asked = False

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield Head()
        with Horizontal(id="panes"):
            yield EntryList[BranchNews](id="branches").add_class("pane")
            with Vertical(id="middle"):
                yield EntryList[Item](id="incoming").add_class("pane")
                with VerticalScroll(id="outcome").add_class("pane"):
                    yield Static(id="findings", markup=False)
            with VerticalScroll(id="detail").add_class("pane"):
                yield Static(id="told", markup=False)
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """List the branches; settle a merge in progress instead."""
        self.query_one(Head).heading = self._heading
        titles = {"branches": "Bring in from", "incoming": "What comes in", "outcome": "Findings"}
        for pane, title in {**titles, "detail": "In words"}.items():
            self.query_one(f"#{pane}").border_title = line(title)
        self._branches.border_subtitle = line("Enter looks at it")
        open_layers = layers_in_merge(self.session)
        if open_layers:
            self._settle(open_layers[0])
            return
        self.query_one("#branches").focus()
        self._show_incoming()
        self._look()

    def plan_changed(self) -> None:
        """List the branches against the plan as it is now."""
        self._incoming = None
        self._show_incoming()
        self._look()

    def explained(self) -> tuple[str, str]:
        """Say what the place is for."""
        return "", (
            "Choose where to bring in from. What comes in is shown in words, with what was decided "
            "automatically and the findings it brings and mends; only Take changes your plan."
        )

    @property
    def _branches(self) -> EntryList[BranchNews]:
        return self.query_one("#branches", EntryList)

    @property
    def _records(self) -> EntryList[Item]:
        return self.query_one("#incoming", EntryList)

    def _look(self) -> None:
        job = partial(branches, self.session)
        self.run_worker(job, thread=True, exclusive=True, exit_on_error=False, group="branches")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show the branches that were found."""
        if event.state is WorkerState.SUCCESS:
            self._show_branches(event.worker.result or ())
        elif event.state is WorkerState.ERROR:
            self.refuse(refusal_of(event.worker))

    def _show_branches(self, found: Sequence[BranchNews]) -> None:
        entries = [_branch_entry(one) for one in found]
        none = "There is no other branch and no shared repository here."
        was = self._branches.current.name if self._branches.current else ""
        row = next((row for row, one in enumerate(found) if one.name == was), 0)
        self._branches.show(entries or [Entry(label=none)], cursor=row)
        self._show_branch()
        is_asked, self._is_listed, self._is_asked = self._is_asked, True, False
        if is_asked:
            self.action_choose()

    @on(LineList.Highlighted, "#branches")
    def _show_branch(self) -> None:
        one = self._branches.current
        if one is not None and (self._incoming is None or self._incoming.branch.name != one.name):
            self.query_one("#told", Static).update(lines(_branch_lines(one)))

    @on(LineList.Highlighted, "#incoming")
    def _show_detail(self) -> None:
        one = self._records.current
        if one is not None:
            told = _dispute_lines(one) if isinstance(one, IncomingDispute) else _record_lines(one)
            self.query_one("#told", Static).update(lines(told))

    @on(LineList.Chosen, "#branches")
    def action_choose(self) -> None:
        """Work out what the branch under the cursor would bring in; a shared one is asked first."""
        one = self._branches.current
        if one is None:
            self._is_asked = self.focused is self._branches and not self._is_listed
            return

        def job(watch: Watch, cancelled: Cancelled) -> Incoming:
            return look_ahead(self._fresh(), one, watch=watch, cancelled=cancelled)

        self.app.push_screen(Waiting[Incoming](f"Bringing in {one.name}", job), self._looked_ahead)

    def _looked_ahead(self, incoming: Incoming | None) -> None:
        if incoming is not None:
            self._incoming = incoming
            self._show_incoming()
            self._records.focus()
            self._look()
            if incoming.note:
                self.refuse(f"{incoming.note} This is what was known before.")

    def _show_incoming(self) -> None:
        incoming = self._incoming
        self._records.show(list(_incoming_entries(incoming)) if incoming else [Entry(label=_HOW)])
        self.query_one("#incoming").border_title = line(
            f"What comes in from {incoming.branch.name}" if incoming else "What comes in"
        )
        outcome = incoming.outlook if incoming else None
        self.query_one("#findings", Static).update(lines(outcome_lines(outcome)) if outcome else "")
        counts = f": {len(outcome.introduced):,} introduced, {len(outcome.fixed):,} fixed" if outcome else ""
        self.query_one("#outcome").border_title = line(f"Findings{counts}")
        self._show_detail()

    def action_fetch(self) -> None:
        """Ask the shared repositories what is new."""
        job = Waiting[Sequence[BranchNews]](
            "Asking the shared repository",
            lambda watch, cancelled: ask_shared(self.session, watch=watch, cancelled=cancelled),
        )
        self.app.push_screen(job, self._asked)

    def _asked(self, found: Sequence[BranchNews] | None) -> None:
        if found is not None:
            self._show_branches(found)
            shared = [one for one in found if one.is_shared]
            if not shared:
                self.refuse(_NOBODY_TO_ASK)
                return
            news = sum(len(one.news) for one in shared)
            self.tell(f"The shared repository has {news or 'no'} new change{'s' if news != 1 else ''}.")

    def action_take(self) -> None:
        """Take in what is shown: at once, with a reason where it brings errors, or to settle conflicts."""
        incoming = self._incoming
        if incoming is None:
            self.refuse("Choose a branch with Enter first, to see what would come in.")
        elif self.session.is_read_only:
            self.refuse("This plan was opened to be read only; open it again without --read-only.")
        elif incoming.disputes:
            self._take_part(incoming)
        elif incoming.errors:
            count = len(incoming.errors)
            self.app.push_screen(
                AskText(
                    f"This brings {count:,} error{'s' if count != 1 else ''} in",
                    explained="Why take it all the same? The reason is kept with it. Escape takes nothing.",
                    example="The supplier's record follows tomorrow.",
                ),
                lambda reason: self._take(incoming, reason) if reason else None,
            )
        else:
            self._take(incoming, "")

    def _take(self, incoming: Incoming, reason: str) -> None:
        def job(watch: Watch, _: Cancelled) -> OpenPlan:
            watch(Progress(doing="Taking it in"))
            take_in(self._fresh(), incoming, with_errors=reason)
            return open_judged(self.session.plan.top, today=self.session.today)

        waiting = Waiting[OpenPlan](f"Bringing in {incoming.branch.name}", job)
        self.app.push_screen(waiting, partial(self._taken, incoming))

    def _taken(self, incoming: Incoming, plan: OpenPlan | None) -> None:
        if plan is not None:
            count = len(incoming.records)
            self.tell(f"Brought in {count:,} record{'s' if count != 1 else ''} from {incoming.branch.name}.")
            self._go_on(plan)
            self.dismiss(None)

    def _take_part(self, incoming: Incoming) -> None:
        def job(watch: Watch, _: Cancelled) -> OpenPlan:
            watch(Progress(doing="Taking in what is not disputed"))
            take_in_part(self._fresh(), incoming)
            return open_judged(self.session.plan.top, today=self.session.today)

        waiting = Waiting[OpenPlan](f"Bringing in {incoming.branch.name}", job)
        self.app.push_screen(waiting, partial(self._part_taken, incoming))

    def _part_taken(self, incoming: Incoming, plan: OpenPlan | None) -> None:
        if plan is not None:
            self._go_on(plan)
            self._settle(incoming.branch.layer)

    def _fresh(self) -> Session:
        """Open the plan as the files are now."""
        session = self.session
        return Session.open(session.plan.top, today=session.today, read_only=session.is_read_only)

    def _go_on(self, plan: OpenPlan) -> None:
        """Go on with the plan as it is now; the application tells it, as this screen may be gone."""
        self.session.adopt(plan)
        self.app.post_message(PlanChanged())

    def _settle(self, layer: str) -> None:
        from workbook.tui.screens.settle import SettleScreen

        self.app.switch_screen(SettleScreen(self.session, self._heading, layer))

    def action_close(self) -> None:
        """Go back; nothing was brought in."""
        self.dismiss(None)


def _branch_entry(one: BranchNews) -> Entry[BranchNews]:
    count = len(one.news)
    news = f"{count:,} new" if count else "nothing new"
    return Entry(label=one.label, text=news, look="" if count else "lines--muted", value=one)


def _branch_lines(one: BranchNews) -> Iterator[Content]:
    yield line(one.name, "bold")
    yield line("the shared repository, as last asked" if one.is_shared else "a branch", MUTED)
    yield Content("")
    if not one.news:
        yield line("It has nothing that you have not.")
    for commit in one.news[:_MOST_COMMITS]:
        yield line(f"{commit.author}, {commit.moment:%Y-%m-%d %H:%M}", MUTED)
        yield line(commit.subject)
    if len(one.news) > _MOST_COMMITS:
        yield line(f"and {len(one.news) - _MOST_COMMITS:,} more", MUTED)


def _incoming_entries(incoming: Incoming) -> Iterator[Entry[Item]]:
    if incoming.disputes:
        yield Entry(label=f"To be settled: {len(incoming.disputes):,}")
    for dispute in incoming.disputes:
        ours, theirs = (option.words for option in dispute.options[1:3])
        text = f"{dispute.field}: {ours} or {theirs}"
        yield Entry(label=dispute.id, text=text, look="lines--warning", value=dispute)
    yield Entry(label=f"Records that change: {len(incoming.records):,}")
    for one in incoming.records[:_MOST_SHOWN]:
        decided = " (decided by meaning)" if one.decisions else ""
        more = f" (and {len(one.sentences) - 1} more)" if len(one.sentences) > 1 else ""
        yield Entry(label=one.id or one.path, text=f"{one.sentences[0]}{more}{decided}", value=one)
    if len(incoming.records) > _MOST_SHOWN:
        yield Entry(label=f"and {len(incoming.records) - _MOST_SHOWN:,} more")


def _record_lines(one: IncomingRecord) -> Iterator[Content]:
    yield line(f"{one.id or one.path} {one.title}", "bold")
    yield line(f"of {one.owner}", MUTED)
    yield Content("")
    yield from (line(sentence) for sentence in one.sentences)
    if one.decisions:
        yield Content("")
        yield line("Both sides changed this; decided by meaning:", "bold")
        yield from (line(decision) for decision in one.decisions)


def _dispute_lines(one: IncomingDispute) -> Iterator[Content]:
    yield line(f"{one.id} {one.title}", "bold")
    yield line(f"Both sides changed {one.field}; you settle it after Take.", MUTED)
    for option in one.options:
        yield Content("")
        yield line(option.name, "bold")
        yield line(option.words)
        if option.said:
            yield line(option.said, MUTED)
