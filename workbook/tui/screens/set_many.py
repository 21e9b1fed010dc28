"""Changing one field of many records at once, with what it would do in sight before it is done.

In: a session and the ids that were picked. Out: the outlook to be saved, None where it was cancelled.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Static

from workbook.desk.editing.edits import Files, set_fields_of_all
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.tui.display import MUTED, block, line, lines
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.widgets.outlook import outlook_lines
from workbook.tui.widgets.typing_line import TypingLine


class SetMany(Dialog[Files | None]):
    """A line for `FIELD=VALUE`, and below it what that would change in every picked record."""

    CSS_PATH = "set_many.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, session: Session, ids: Sequence[str]) -> None:
        super().__init__()
        self._session = session
        self._ids = ids
        self._files: Files | None = None

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line(f"Change one field of {len(self._ids)} records")
            yield TypingLine(placeholder="status=committed, need_by=2023-Q1, tags+=winter")
            with VerticalScroll():
                yield Static(line("Type FIELD=VALUE to see what it would do."), id="preview", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Save", id="ok", variant="primary", compact=True, disabled=True)

    def on_mount(self) -> None:
        """Let the person type at once."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _preview(self, event: Input.Changed) -> None:
        """Show what the words would do; nothing is saved yet."""
        shown = self.query_one("#preview", Static)
        self._files = None
        try:
            files = set_fields_of_all(self._session, self._ids, [event.value])
            outlook = self._session.outlook(files)
        except WorkbookError as error:
            shown.update(block(str(error), MUTED))
        else:
            self._files = files if outlook.edits and not outlook.blocking else None
            shown.update(
                lines(outlook_lines(outlook)) if outlook.edits else line("All of them say so already.")
            )
        self.query_one("#ok", Button).disabled = self._files is None

    @on(Button.Pressed, "#ok")
    @on(Input.Submitted)
    def _take(self) -> None:
        if self._files is not None:
            self.dismiss(self._files)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)
