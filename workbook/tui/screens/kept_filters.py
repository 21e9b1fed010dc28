"""The filters that are kept for a kind of record: one to take, or to keep no more.

In: the filters. Out: the words of the one to take, None for none.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from workbook.desk.choosing import Choice
from workbook.desk.listing.saved import SavedFilters
from workbook.model.kind import Kind
from workbook.tui.display import MUTED, line
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.widgets.choices import ChoiceList
from workbook.tui.widgets.lines import LineList


class KeptFilters(Dialog[str | None]):
    """A list of filters; Enter takes one, Delete keeps it no more."""

    CSS_PATH = "goto.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("delete", "drop", "Keep no more", show=False),
    ]

    def __init__(self, saved: SavedFilters, kind: Kind) -> None:
        super().__init__()
        self._saved = saved
        self._kind = kind

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line(f"Filters kept for {self._kind.plural}")
            window.border_subtitle = line("Enter takes one, Delete keeps it no more")
            yield Static("", markup=False)
            yield ChoiceList()

    def on_mount(self) -> None:
        """Show what is kept."""
        self.query_one(ChoiceList).focus()
        self._show()

    def action_drop(self) -> None:
        """Keep the filter under the cursor no more."""
        self._saved.drop(self._kind, self.query_one(ChoiceList).current)
        self._show()

    def action_cancel(self) -> None:
        """Leave the list as it is filtered."""
        self.dismiss(None)

    @on(LineList.Chosen)
    def _take(self) -> None:
        self.dismiss(self.query_one(ChoiceList).current or None)

    def _show(self) -> None:
        kept = self._saved.of(self._kind)
        said = "" if kept else "None yet: type a filter after /, then Ctrl+S keeps it."
        self.query_one(Static).update(line(said, MUTED))
        self.query_one(ChoiceList).show([Choice(word=words, label=words) for words in kept])
