"""Unsaved changes that were found when the workbook opened: which to go on with, which to drop.

In: the drafts that are kept. Out: the path of the record to open, None for later.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.strip import Strip
from textual.widgets import Button, Static

from workbook.desk.form.keeping import Drafts, KeptDraft
from workbook.tui.display import line
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.widgets.lines import LineList


class DraftList(LineList):
    """Kept drafts, the latest first."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drafts: Sequence[KeptDraft] = ()

    @property
    def row_count(self) -> int:
        """How many drafts there are."""
        return len(self._drafts)

    @property
    def current(self) -> KeptDraft | None:
        """The draft under the cursor."""
        return self._drafts[self.cursor] if self.cursor < len(self._drafts) else None

    def show(self, drafts: Sequence[KeptDraft]) -> None:
        """Show drafts."""
        self._drafts = drafts
        self.rows_changed()

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a draft: the record, and since when its changes are unsaved."""
        one = self._drafts[row]
        state = "new, not saved yet, of" if one.draft.is_new else "unsaved changes of"
        return Strip([Segment(f" {one.draft.id}: {state} {one.moment.astimezone():%Y-%m-%d %H:%M}", style)])


class OfferDrafts(Dialog[str | None]):
    """Offers unsaved changes; nothing is lost by doing nothing."""

    CSS_PATH = "form_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,l", "later", "Later", show=False),
        Binding("d", "drop", "Drop", show=False),
    ]

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self._drafts = drafts

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line("Unsaved changes")
            yield Static("You changed these records and did not save them.", markup=False, classes="asked")
            yield DraftList(id="drafts")
            with Horizontal(classes="buttons"):
                yield Button("Later (Escape)", id="later", compact=True)
                yield Button("Drop (d)", id="drop", variant="error", compact=True)
                yield Button("Open (Enter)", id="open", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Show them, the latest under the cursor."""
        self._show()
        self.query_one(DraftList).focus()

    @on(LineList.Chosen)
    @on(Button.Pressed, "#open")
    def _open(self) -> None:
        kept = self.query_one(DraftList).current
        self.dismiss(kept.draft.path if kept is not None else None)

    @on(Button.Pressed, "#drop")
    def action_drop(self) -> None:
        """Drop the changes under the cursor."""
        kept = self.query_one(DraftList).current
        if kept is not None:
            self._drafts.forget(kept.draft.path)
            self._show()

    @on(Button.Pressed, "#later")
    def action_later(self) -> None:
        """Leave them for later."""
        self.dismiss(None)

    def _show(self) -> None:
        drafts, listed = self._drafts.all(), self.query_one(DraftList)
        listed.styles.height = max(1, min(len(drafts), 10))
        listed.show(drafts)
        if not drafts:
            self.dismiss(None)
