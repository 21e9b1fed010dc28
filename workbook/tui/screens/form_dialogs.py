"""The windows of the form: leaving with unsaved changes, and a text of several lines.

In: what is asked about. Out: what to do with the changes; the text, as it is written.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static, TextArea

from workbook.tui.display import MUTED, line, lines
from workbook.tui.screens.desk_screen import Dialog

_MOST = 6


class Leaving(Enum):
    """What becomes of unsaved changes."""

    KEEP = "keep"
    DROP = "drop"


class Leave(Dialog[Leaving | None]):
    """Asks what becomes of unsaved changes; by default one goes on with them."""

    CSS_PATH = "form_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_on", "Go on", show=False),
        Binding("k", "leave('keep')", "Keep", show=False),
        Binding("d", "leave('drop')", "Drop", show=False),
    ]

    def __init__(self, id: str, sentences: Sequence[str]) -> None:
        super().__init__()
        self._id = id
        self._sentences = sentences

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line(f"{self._id}: unsaved changes")
            yield Static(lines(self._told()), markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Go on editing", id="go-on", variant="primary", compact=True)
                yield Button("Keep for later (k)", id="keep", compact=True)
                yield Button("Drop (d)", id="drop", variant="error", compact=True)

    def on_mount(self) -> None:
        """Let going on have the keys, so that Enter and Escape harm nothing."""
        self.query_one("#go-on").focus()

    @on(Button.Pressed, "#go-on")
    def action_go_on(self) -> None:
        """Go back to the form."""
        self.dismiss(None)

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.action_leave(Leaving.KEEP.value)

    @on(Button.Pressed, "#drop")
    def _drop(self) -> None:
        self.action_leave(Leaving.DROP.value)

    def action_leave(self, how: str) -> None:
        """Leave the form."""
        self.dismiss(Leaving(how))

    def _told(self) -> Iterator[Content]:
        for sentence in self._sentences[:_MOST]:
            yield line(sentence)
        if len(self._sentences) > _MOST:
            yield line(f"and {len(self._sentences) - _MOST} more changes", MUTED)
        yield Content("")
        yield line("Kept changes are offered again when you open the record or the workbook.", MUTED)


class LongText(Dialog[None]):
    """A text of several lines; what is written is taken over at once, and Escape goes back."""

    CSS_PATH = "form_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Back", show=False, priority=True)]

    def __init__(self, label: str, text: str, write: Callable[[str], None]) -> None:
        super().__init__()
        self._label = label
        self._text = text
        self._write = write

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window -tall") as window:
            window.border_title = line(self._label)
            window.border_subtitle = line("Escape goes back to the form")
            yield TextArea(self._text, compact=True)

    def on_mount(self) -> None:
        """Let the person type at once."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_close(self) -> None:
        """Go back to the form."""
        self.dismiss(None)

    @on(TextArea.Changed)
    def _written(self, event: TextArea.Changed) -> None:
        if event.text_area.text != self._text:
            self._text = event.text_area.text
            self._write(self._text)
