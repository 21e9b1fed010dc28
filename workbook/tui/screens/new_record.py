"""What is asked before a new record: its name, on whose behalf, in which layer, at which meeting.

In: questions, and what begins a draft. Out: the draft, None where it was cancelled. An answer that does not
do is told in the window, with what was typed still there.
"""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Select, Static

from workbook.desk.editing.edits import Standing
from workbook.desk.form.beginning import Questions
from workbook.desk.form.draft import Draft
from workbook.desk.kinds import NAMED_LIKE
from workbook.errors import WorkbookError
from workbook.tui.display import block, line
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.widgets.typing_line import TypingLine


class NewRecord(Dialog[Draft | None]):
    """Asks what must be known first."""

    CSS_PATH = "form_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, asked: Questions, begin: Callable[[Standing], Draft], *, meeting: str = "") -> None:
        super().__init__()
        self._asked = asked
        self._begin = begin
        self._meeting = meeting

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        asked = self._asked
        with Vertical(classes="window") as window:
            window.border_title = line(f"New {asked.kind}")
            if asked.asks_name:
                yield Static("Its name: small letters, digits and hyphens", markup=False)
                yield TypingLine(placeholder=f"such as {NAMED_LIKE[asked.kind]}", id="name", classes="asked")
            if asked.asks_behalf:
                yield Static("On behalf of which nation; empty for your own record", markup=False)
                yield TypingLine(
                    asked.behalf,
                    placeholder="a code such as SWE",
                    compact=True,
                    id="behalf",
                    max_length=5,
                    classes="asked",
                )
            if asked.meetings:
                yield Static("At which meeting", markup=False)
                meetings = [(line(one), one) for one in asked.meetings]
                at = self._meeting if self._meeting in asked.meetings else asked.meetings[0]
                yield Select(
                    meetings, value=at, allow_blank=False, compact=True, id="meeting", classes="asked"
                )
            if asked.layers:
                yield Static("Where it lies, and who can read it", markup=False)
                layers = [(line(one.words), one.name) for one in asked.layers]
                yield Select(
                    layers,
                    value=asked.layers[0].name,
                    allow_blank=False,
                    compact=True,
                    id="layer",
                    classes="asked",
                )
            yield Static(id="refusal", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Go on", id="ok", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Let the person answer at once."""
        self.query("Input, #ok").first().focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#ok")
    def _take(self) -> None:
        where = Standing(
            name=self._typed("#name"),
            on_behalf=self._typed("#behalf").upper(),
            meeting=self._selected("#meeting") or self._meeting,
            layer=self._selected("#layer"),
        )
        try:
            self.dismiss(self._begin(where))
        except WorkbookError as refusal:
            told = self.query_one("#refusal", Static)
            told.update(block(str(refusal), "$text-error"))
            told.add_class("-shown")

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Begin nothing."""
        self.dismiss(None)

    def _typed(self, selector: str) -> str:
        return "".join(one.value.strip() for one in self.query(selector).results(Input))

    def _selected(self, selector: str) -> str:
        return "".join(str(one.value) for one in self.query(selector).results(Select))
