"""A paper for one audience: chosen, looked at, and written to a file.

In: a session. Out: files that people hand on. Making a paper takes a moment, so it is made beside the screen,
one at a time, and what was chosen meanwhile comes next.
"""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from workbook.desk.drafting import (
    OUT,
    Draft,
    Order,
    audience_choices,
    draft,
    meeting_at_hand,
    meeting_choices,
    paper_choices,
    write_draft,
)
from workbook.desk.keys import Scope
from workbook.desk.papers import OtherPaperThereError
from workbook.desk.session import Session
from workbook.model.display import clean_line
from workbook.render.catalogue import paper_kind
from workbook.tui.display import MUTED, line, lines
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen
from workbook.tui.screens.dialogs import AskText, Confirm
from workbook.tui.widgets.bar import KeyBar
from workbook.tui.widgets.choices import ChoiceList
from workbook.tui.widgets.filter_line import FilterLine
from workbook.tui.widgets.head import Head, Heading, counted_anew
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.paper import Paper

_EXPLAINED = {
    "paper": "Which paper it is.",
    "meeting": "For which meeting, the latest first.",
    "audience": "For whom: it holds what each of its readers may see, and nothing else. / finds a nation, or "
    "several such as NOR,SWE.",
    "preview": "The paper as it would be written now.",
}


class PapersScreen(DeskScreen[None]):
    """The choice of a paper beside its preview."""

    SCOPE = Scope.PAPERS
    CSS_PATH = "papers.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.PAPERS)]

    def __init__(self, session: Session, *, frame: Heading) -> None:
        super().__init__(session)
        self._frame = frame
        self._since = ""
        self._asked: Order | None = None
        self._draft: Draft | None = None
        self._making: Worker[Draft] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the choices beside the preview."""
        yield Head()
        with Horizontal(id="panes"):
            with Vertical(id="choices"):
                yield ChoiceList(id="paper").add_class("pane")
                yield ChoiceList(id="meeting").add_class("pane")
                yield ChoiceList(id="audience").add_class("pane")
                yield FilterLine(id="filter", placeholder="a nation, or NOR,SWE")
            with Vertical(id="made"):
                yield Static(id="readers", markup=False)
                yield Paper(id="preview").add_class("pane")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Offer what there is, the meeting at hand and one's own nation first."""
        for pane, label in {"paper": "Paper", "meeting": "Meeting", "audience": "For whom"}.items():
            self.query_one(f"#{pane}").border_title = line(label)
        self.query_one("#paper", ChoiceList).show(paper_choices())
        self._offer(meeting=meeting_at_hand(self.session.workbook, self.session.today))
        self.query_one("#paper").focus()

    def plan_changed(self) -> None:
        """Make the paper anew from the plan as it is now."""
        self._asked = None
        self._offer(
            meeting=self.query_one("#meeting", ChoiceList).current,
            audience=self.query_one("#audience", ChoiceList).current,
        )

    def explained(self) -> tuple[str, str]:
        """Say what the pane is for that has the keys."""
        focused = (self.focused.id if self.focused else "") or ""
        return "Papers", _EXPLAINED.get(focused, "")

    @on(LineList.Highlighted, "ChoiceList")
    def _chosen(self) -> None:
        self._make()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        settings, nation = self.session.workbook.settings, self.session.who.nation
        self.query_one("#audience", ChoiceList).show(audience_choices(settings, nation, words=event.value))

    @on(FilterLine.Left)
    def _left(self) -> None:
        self.query_one("#audience").focus()

    @on(Worker.StateChanged)
    def _made(self, event: Worker.StateChanged) -> None:
        if event.worker is not self._making or not event.worker.is_finished:
            return
        self._making = None
        if event.state is WorkerState.SUCCESS and event.worker.result is not None:
            self._draft = event.worker.result
            self._show()
        self._make()

    def action_filter(self) -> None:
        """Open the line in which an audience is typed."""
        self.query_one(FilterLine).open()

    def action_write(self) -> None:
        """Ask where the paper should be written."""
        made = self._draft
        if made is None or self._making is not None:
            self.refuse("The paper is still being made.")
        elif made.refusal:
            self.refuse(f"There is nothing to write. {made.refusal}")
        else:
            explained = (
                f"{made.label}. {made.readers}. A path from the folder of the plan, or a full one; a name "
                "ending with .html makes a page."
            )
            self.app.push_screen(
                AskText("Write the paper", explained=explained, value=clean_line(f"{OUT}/{made.file}")),
                callback=lambda place: self._write(made, place) if place else None,
            )

    def action_since(self) -> None:
        """Ask since when the paper tells changes; where it does, leave them out."""
        if self._since:
            self._tell_since("")
        else:
            self.app.push_screen(
                AskText(
                    "What changed since",
                    explained="A day, a meeting's id, a branch, a tag or a commit.",
                    example="2022-09-01",
                ),
                callback=lambda word: self._tell_since(word) if word else None,
            )

    def _tell_since(self, word: str) -> None:
        self._since = word
        self._make()

    def action_close(self) -> None:
        """Leave the line in which an audience is typed, or the screen."""
        if not self.query_one(FilterLine).close():
            self.dismiss(None)

    def _write(self, made: Draft, place: str, *, force: bool = False) -> None:
        def write() -> Path | None:
            try:
                return write_draft(self.session, made, place, force=force)
            except OtherPaperThereError:
                self._ask_over(made, place)
                return None

        path = self.attempt(write)
        if path is not None:
            self.tell(f"Written: {path}\n{made.label}. {made.readers}.")

    def _ask_over(self, made: Draft, place: str) -> None:
        self.app.push_screen(
            Confirm(
                "Write over it?",
                f"{place} is there already, and is not this paper for these readers. It would be gone.",
                yes="Write over it",
            ),
            callback=lambda is_sure: self._write(made, place, force=True) if is_sure else None,
        )

    def _offer(self, *, meeting: str, audience: str = "") -> None:
        workbook, nation = self.session.workbook, self.session.who.nation
        self.query_one(Head).heading = counted_anew(self._frame, self.session)
        self.query_one("#meeting", ChoiceList).show(meeting_choices(workbook), at=meeting)
        words = self.query_one(FilterLine).value
        self.query_one("#audience", ChoiceList).show(
            audience_choices(workbook.settings, nation, words=words), at=audience
        )
        self._make()

    def _order(self) -> Order:
        paper, meeting, audience = (
            self.query_one(f"#{pane}", ChoiceList).current for pane in ("paper", "meeting", "audience")
        )
        return Order(paper=paper, meeting=meeting, audience=audience, since=self._since)

    def _make(self) -> None:
        """Make what is chosen, unless it is made; while a paper is in the making, another waits."""
        order = self._order()
        if order == self._asked or self._making is not None:
            return
        if not order.audience:
            self._asked, self._draft = order, Draft(refusal="Nobody is called so: choose for whom it is.")
            self._show()
            return
        self._asked = order
        self.query_one("#readers", Static).update(line("Being made…", MUTED))
        work = partial(draft, self.session.plan, self.session.workbook, order, self.session)
        self._making = self.run_worker(work, thread=True, group="paper", exit_on_error=True)

    def _show(self) -> None:
        made, preview = self._draft, self.query_one("#preview", Paper)
        assert made is not None
        order = self._asked
        preview.border_title = line(_named(order) if order else "Preview")
        preview.border_subtitle = line(paper_kind(order.paper).told if order else "")
        if made.refusal:
            self.query_one("#readers", Static).update(line("No paper", "bold $text-warning"))
            preview.show(made.refusal)
            return
        told = [
            line(f"{made.label} · {made.readers}", "bold"),
            line(f"{made.shown:,} records they may see, digest {made.digest}", MUTED),
        ]
        self.query_one("#readers", Static).update(lines(told))
        preview.show(made.text)


def _named(order: Order) -> str:
    """Name a paper as it was asked for."""
    since = f", changes since {order.since}" if order.since else ""
    return f"{order.paper} {order.meeting}{since}"
