"""Small windows: a text that is asked for, and a question before something that cannot be taken back.

In: what is asked. Out: the text, None where it was cancelled; or whether the answer was yes.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from workbook.tui.display import block, line
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.widgets.typing_line import TypingLine


class AskText(Dialog[str | None]):
    """Asks for a line of text; an empty one is none."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, title: str, *, explained: str = "", value: str = "", example: str = "") -> None:
        super().__init__()
        self._title = title
        self._explained = explained
        self._value = value
        self._example = example

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line(self._title)
            if self._explained:
                yield Static(block(self._explained), markup=False)
            yield TypingLine(self._value, placeholder=self._example, id="answer")
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("OK", id="ok", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Let the person type at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#ok")
    def _take(self) -> None:
        self.dismiss(self.query_one(Input).value.strip() or None)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """Asks before something is done; Cancel has the keys, and only `key` or a click says yes."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, title: str, question: str, *, yes: str, key: str = "y") -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._yes = yes
        self._key = key

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line(self._title)
            yield Static(block(self._question), markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button(f"{self._yes} ({self._key})", id="yes", variant="error", compact=True)

    def on_mount(self) -> None:
        """Let Cancel have the keys, so that Enter harms nothing."""
        self._bindings.bind(self._key, "yes", show=False)
        self._bindings.bind("escape", "cancel", show=False)
        self.query_one("#cancel").focus()

    @on(Button.Pressed, "#yes")
    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Do nothing."""
        self.dismiss(False)
