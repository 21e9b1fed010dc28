"""Syncing: what would be published is shown first, then layer by layer it is fetched, merged and published.

In: a screen. Out: the plan as it is then, and what came of each layer. Conflicts lead to where they are
settled, what others must approve leads to a proposal.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from workbook.desk.opening import OpenPlan
from workbook.desk.publishing.publishing import publishable
from workbook.desk.publishing.states import layer_states
from workbook.desk.reviewing import screen_words
from workbook.desk.reviewing.syncing import Synced, sync
from workbook.errors import WorkbookError
from workbook.tui.display import finding_line, line, lines
from workbook.tui.screens.desk_screen import DeskScreen, Dialog
from workbook.tui.screens.dialogs import Confirm
from workbook.tui.screens.propose import begin_proposing, go_on, reopened
from workbook.tui.screens.refused import tell_refusal
from workbook.tui.screens.waiting import Waiting
from workbook.tui.widgets.head import Head
from workbook.vcs.transfer import Cancelled, Progress, Watch


class Done(NamedTuple):
    """What came of each layer, why it ended before all were done, and the plan as the files are by then."""

    synced: Sequence[Synced]
    error: WorkbookError | None
    plan: OpenPlan


class Next(Enum):
    """What is to be done about what is left."""

    SETTLE = "settle"
    PROPOSE = "propose"


class SyncOutcome(Dialog[Next | None]):
    """What came of each layer, where something is left to do."""

    CSS_PATH = "sync.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False)]

    def __init__(self, synced: Sequence[Synced]) -> None:
        super().__init__()
        self._synced = synced
        self._next = _next(synced)

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line("Sync: something is left to do")
            with VerticalScroll(can_focus=False):
                yield Static(lines(one for done in self._synced for one in _told(done)), markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", compact=True)
                if self._next is Next.SETTLE:
                    yield Button("Settle (s)", id="next", variant="primary", compact=True)
                elif self._next is Next.PROPOSE:
                    yield Button("Propose (p)", id="next", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Let Close have the keys."""
        if self._next is not None:
            self._bindings.bind(self._next.value[0], "next", show=False)
        self.query_one("#close").focus()

    @on(Button.Pressed, "#next")
    def action_next(self) -> None:
        """Do what is next."""
        self.dismiss(self._next)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Leave it as it is for now."""
        self.dismiss(None)


def begin_syncing(screen: DeskScreen[Any]) -> None:
    """Ask where something would be published, and sync."""
    if screen.session.is_read_only:
        screen.refuse(str(screen.session.refusal()))
        return

    def look(watch: Watch, _: Cancelled) -> Sequence[str]:
        watch(Progress(doing="Looking at what is not published"))
        found = publishable(layer_states(screen.session))
        return [
            screen_words.to_publish(one.layer, one.branch, one.shared.name, one.distance.ahead)
            for one in found
            if one.shared is not None
        ]

    def ask(sending: Sequence[str] | None) -> None:
        if sending:
            question = "\n".join([*sending, screen_words.SYNC_HOLDS])
            screen.app.push_screen(Confirm("Sync", question, yes="Sync"), go)
        elif sending is not None:
            go(True)

    def go(is_sure: bool | None) -> None:
        if is_sure:
            job = Waiting[Done]("Sync", lambda watch, off: _sync(screen, watch, off), is_deed=True)
            screen.app.push_screen(job, tell)

    def tell(done: Done | None) -> None:
        if done is not None:
            go_on(screen, done.plan)
            _tell(screen, done)

    screen.app.push_screen(Waiting[Sequence[str]]("Sync", look), ask)


def _sync(screen: DeskScreen[Any], watch: Watch, cancelled: Cancelled) -> Done:
    synced: Sequence[Synced] = ()
    error = None
    try:
        synced = sync(screen.session, watch=watch, cancelled=cancelled)
    except WorkbookError as refusal:
        error = refusal
    # What came in before it ended is in the files, whatever ended it.
    return Done(synced, error, reopened(screen))


def _tell(screen: DeskScreen[Any], done: Done) -> None:
    if done.error is not None:
        tell_refusal(screen, "Sync", done.error)
    elif all(one.is_done for one in done.synced):
        screen.tell("\n".join(text for one in done.synced for text in (*one.lines, *one.remarks)))
    else:
        screen.app.push_screen(SyncOutcome(done.synced), lambda wanted: _go_on_with(screen, wanted))


def _go_on_with(screen: DeskScreen[Any], wanted: Next | None) -> None:
    if wanted is Next.PROPOSE:
        begin_proposing(screen)
    elif wanted is Next.SETTLE:
        from workbook.tui.screens.merge import MergeScreen

        # A merge in progress is settled there at once.
        screen.app.push_screen(MergeScreen(screen.session, screen.query_one(Head).heading))


def _next(synced: Sequence[Synced]) -> Next | None:
    if any(one.conflicts for one in synced):
        return Next.SETTLE
    return Next.PROPOSE if any(one.held and not one.layer and not one.already for one in synced) else None


def _told(one: Synced) -> Iterator[Content]:
    yield from map(line, one.lines)
    yield from (line(remark, "$text-warning") for remark in one.remarks)
    if one.conflicts:
        yield line(screen_words.sync_conflicts(one.conflicts), "$text-error")
    if one.errors:
        yield line(screen_words.SYNC_ERRORS, "$text-error")
        yield from map(finding_line, one.errors)
    if one.held:
        yield line(screen_words.SYNC_HELD, "$text-warning")
        yield from map(line, one.held)
        yield line(one.already)
