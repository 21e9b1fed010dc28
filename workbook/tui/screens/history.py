"""The life of a record, who said what it says, and the states of the whole plan to look back to.

In: a session and the id under the cursor. Out: a `LookBack` on the plan as it was, None where the screen was
just left. Reading and opening take a while, so both are done beside the screen.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from workbook.desk.choosing import Choice
from workbook.desk.keys import Scope
from workbook.desk.lookback import LookBack, look_back, past_states
from workbook.desk.session import Session
from workbook.desk.telling.history import Happening, History, Said, record_history
from workbook.errors import WorkbookError
from workbook.tui.display import line
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen
from workbook.tui.widgets.bar import Bar, KeyBar, Word
from workbook.tui.widgets.choices import ChoiceList
from workbook.tui.widgets.head import Head, Heading, counted_anew
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.page import GAP, HEAD, MUTED, WARNING, Page, Passage
from workbook.tui.widgets.typing_line import TypingLine

_PANES = {"life": "Life", "fields": "Who said what", "states": "Look back"}
_EXPLAINED = {
    "life": "What happened to the record, newest first. Enter opens the plan as it was after that.",
    "fields": "What the record says, field by field, and who said so last.",
    "states": "The whole plan as it was: Enter opens it, to be read only, and Escape comes back.",
}
_ENTER = "Enter opens the plan as it was"
_WAITING = [Passage("Being read…", MUTED)]
Told = tuple[History, Sequence[Choice]]


class HistoryScreen(DeskScreen[LookBack | None]):
    """What was, of a record and of the plan."""

    SCOPE = Scope.HISTORY
    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.HISTORY)]

    def __init__(self, session: Session, id: str, *, frame: Heading) -> None:
        super().__init__(session)
        self._about = id
        self._frame = frame
        self._reading: Worker[Told] | None = None
        self._opening: Worker[LookBack | str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the record's life beside the states of the plan; narrow, tabs choose a pane."""
        yield Head()
        yield Bar([Word("", label, pane) for pane, label in _PANES.items()], id="tabs")
        with Horizontal(id="panes"):
            with Vertical(id="record"):
                yield Page(id="life").add_class("pane")
                yield Page(id="fields").add_class("pane")
            with Vertical(id="plan"):
                yield ChoiceList(id="states").add_class("pane")
                yield TypingLine(id="when", placeholder="a date, a branch or a meeting")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one("#life").border_title = line(f"The life of {self._about or 'a record'}")
        self.query_one("#fields").border_title = line("Who said what it says")
        self.query_one("#states").border_title = line("Look back at the whole plan")
        self._told_opening("")
        self._reveal("life" if self._about else "states")
        self.plan_changed()

    def plan_changed(self) -> None:
        """Read anew."""
        self.query_one(Head).heading = counted_anew(self._frame, self.session)
        for pane in ("life", "fields"):
            self.query_one(f"#{pane}", Page).show(_WAITING if self._about else [_NO_RECORD])
        work = partial(_read, self.session, self._about)
        self._reading = self.run_worker(work, thread=True, group="read")

    def explained(self) -> tuple[str, str]:
        """Name the pane that has the keys, and say what it is for."""
        focused = (self.focused.id if self.focused else "") or ""
        return _PANES.get(focused, "History"), _EXPLAINED.get(focused, "")

    @on(Worker.StateChanged)
    def _worked(self, event: Worker.StateChanged) -> None:
        worker, result = event.worker, event.worker.result
        if event.state is not WorkerState.SUCCESS:
            return
        if worker is self._reading and isinstance(result, tuple):
            self._show(*result)
        elif worker is self._opening:
            self._opened(result)

    @on(LineList.Chosen, "#states")
    def _state_chosen(self) -> None:
        self._look_back(self.query_one("#states", ChoiceList).current)

    @on(LineList.Chosen, "#life")
    def _happening_chosen(self) -> None:
        word = self.query_one("#life", Page).current
        if word:
            self._look_back(word)
        elif self._about:
            self.refuse("The plan can be opened as of changes in the shared layer only; here is none.")

    @on(Input.Submitted, "#when")
    def _word_typed(self, event: Input.Submitted) -> None:
        self._look_back(event.value)

    @on(Bar.Pressed, "#tabs")
    def _tab_pressed(self, event: Bar.Pressed) -> None:
        self._reveal(event.name)

    def action_pane_before(self) -> None:
        """Go to what stands on the left."""
        self._step(-1, "life")

    def action_pane_after(self) -> None:
        """Go to what stands on the right."""
        self._step(1, "states")

    def _step(self, by: int, beside: str) -> None:
        """Go one pane further where one is in sight at a time, else to the other side."""
        panes, at = [*_PANES], (self.focused.id if self.focused else "") or ""
        there = panes.index(at) + by if at in panes else 0
        self._reveal(panes[there % len(panes)] if self.has_class("-narrow") else beside)

    def action_date(self) -> None:
        """Open the line in which a date or a branch is typed."""
        box = self.query_one("#when", Input)
        box.add_class("-open")
        self._reveal("states")
        box.focus()

    def action_close(self) -> None:
        """Give up what is being opened, leave the line for dates, or leave the screen."""
        box = self.query_one("#when", Input)
        if self._opening is not None:
            self._opening = None
            self._told_opening("")
        elif box.has_focus:
            box.remove_class("-open")
            self.query_one("#states").focus()
        else:
            self.dismiss(None)

    def _look_back(self, word: str) -> None:
        """Open the plan as it was; what was being opened before is given up."""
        if word.strip():
            self._told_opening("Opening… Escape gives it up")
            work = partial(_open, self.session, word)
            self._opening = self.run_worker(work, thread=True, group="open")

    def _opened(self, result: object) -> None:
        self._opening = None
        self._told_opening("")
        if isinstance(result, LookBack):
            self.dismiss(result)
        else:
            self.refuse(str(result))

    def _told_opening(self, words: str) -> None:
        for pane in ("life", "states"):
            self.query_one(f"#{pane}").border_subtitle = line(words or _ENTER)

    def _show(self, told: History, states: Sequence[Choice]) -> None:
        self.query_one("#states", ChoiceList).show(states)
        if not self._about:
            return
        count = len(told.happenings)
        changes = "1 change" if count == 1 else f"{count:,} changes"
        life, fields = self.query_one("#life", Page), self.query_one("#fields", Page)
        life.border_title = line(f"The life of {self._about}: {changes}")
        life.show(list(_life(told.happenings)))
        refused = [Passage(told.refusal, WARNING)] if told.refusal else []
        fields.show([*refused, *_said(told.fields)])

    def _reveal(self, pane: str) -> None:
        """Bring a pane into sight in a narrow window, and the keys to it."""
        panes = self.query_one("#panes")
        for name in _PANES:
            panes.set_class(name == pane, f"-{name}")
        self.query_one("#tabs", Bar).chosen = pane
        self.query_one(f"#{pane}").focus()


_NO_RECORD = Passage("No record is under the cursor.", MUTED)


def _read(session: Session, id: str) -> Told:
    return (record_history(session, id) if id else History(id="")), past_states(session)


def _open(session: Session, word: str) -> LookBack | str:
    try:
        return look_back(session, word)
    except WorkbookError as error:
        return str(error)


def _life(happenings: Sequence[Happening]) -> Iterator[Passage]:
    if not happenings:
        yield Passage("It has no history yet: nothing of it is saved.", MUTED)
    for number, one in enumerate(happenings):
        if number:
            yield GAP
        yield Passage(f"{one.when}, {one.who}", HEAD, one.state)
        for text in (one.subject, one.why):
            if text:
                yield Passage(f" {text}", MUTED, one.state)
        yield from (Passage(f" • {sentence}", "", one.state) for sentence in one.sentences)
        yield from (Passage(f"   {note}", WARNING, one.state) for note in one.notes)


def _said(fields: Sequence[Said]) -> Iterator[Passage]:
    """Tell fields in order, those below each other that one person said at once under one heading."""
    for (who, is_saved), said in groupby(fields, key=lambda one: (one.who, one.is_saved)):
        yield Passage(who, HEAD if is_saved else WARNING)
        for one in said:
            yield Passage(f" {one.label}: {one.value}" if one.value else f" {one.label}")
            yield from (Passage(f"   {note}", WARNING) for note in one.notes)
