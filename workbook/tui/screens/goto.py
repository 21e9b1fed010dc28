"""Going to a record by its id or by words of its title.

In: what is searched. Out: the id that was chosen, None where it was cancelled.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.strip import Strip
from textual.widgets import Input

from workbook.desk.listing.search import Found
from workbook.model.display import clean_line
from workbook.tui.display import line
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.typing_line import TypingLine

Search = Callable[[str], Sequence[Found]]


class FittingList(LineList):
    """Records that fit what was typed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._found: Sequence[Found] = ()

    @property
    def row_count(self) -> int:
        """How many fit."""
        return len(self._found)

    @property
    def current(self) -> Found | None:
        """The one under the cursor."""
        return self._found[self.cursor] if self._found else None

    def show(self, found: Sequence[Found]) -> None:
        """Show other records, the likeliest under the cursor."""
        self._found = found
        self.rows_changed(cursor=0)

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a record: id, title, kind."""
        one = self._found[row]
        muted = style if row == self.cursor else style + self._ground("lines--muted")
        return Strip(
            [
                Segment(f" {clean_line(one.id):<24} ", style),
                Segment(clean_line(one.title), style),
                Segment(f"  {one.kind}", muted),
            ]
        )


class GoTo(Dialog[str | None]):
    """A line to type in, and below it the records that fit."""

    CSS_PATH = "goto.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Previous", show=False, priority=True),
    ]

    def __init__(self, search: Search, *, title: str = "Go to") -> None:
        super().__init__()
        self._search = search
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line(self._title)
            yield TypingLine(placeholder="An id such as NOR-C-7K3Q, or words of the title")
            yield FittingList(id="found")

    def on_mount(self) -> None:
        """Show what there is, and let the person type at once."""
        self.query_one(FittingList).show(self._search(""))
        self.query_one(Input).focus()

    def action_move(self, by: int) -> None:
        """Move through what fits while typing."""
        self.query_one(FittingList).action_cursor(by)

    def action_cancel(self) -> None:
        """Stay where one was."""
        self.dismiss(None)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        found = self._search(event.value)
        self.query_one(FittingList).show(found)
        self.query_one(".window").border_subtitle = line("" if found else "Nothing fits.")

    @on(Input.Submitted)
    @on(LineList.Chosen)
    def _take(self) -> None:
        found = self.query_one(FittingList).current
        self.dismiss(found.id if found else None)
