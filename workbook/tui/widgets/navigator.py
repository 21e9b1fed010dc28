"""The navigation: nations, catalogue, meetings and everything by kind, with counts.

In: the contents of a plan. Out: `LineList.Highlighted`, after which `current` is the shelf to show.
"""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.desk.listing.contents import Contents
from workbook.desk.listing.shelves import Shelf, shelves
from workbook.model.display import clean_line
from workbook.tui.widgets.lines import LineList

_FIGURE = 5


class Navigator(LineList):
    """The shelves of a plan; the kinds of the nation or meeting under the cursor lie open."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shelves: Sequence[Shelf] = ()
        self._contents = Contents(())
        self._opened = ""
        self._proposals: int | None = None
        self._mine = 0

    @property
    def row_count(self) -> int:
        """How many shelves there are."""
        return len(self._shelves)

    @property
    def current(self) -> Shelf | None:
        """The shelf under the cursor."""
        return self._shelves[self.cursor] if self._shelves else None

    def show(self, contents: Contents, at: Shelf) -> None:
        """Show the shelves of a plan, with the cursor on one of them."""
        self._contents = contents
        self._opened = at.owner or at.meeting
        self._shelves = self._listed()
        self.rows_changed(cursor=self._row_of(at))

    def count_proposals(self, count: int | None, mine: int) -> None:
        """Show how many proposals are open, and mark that some wait on whoever looks; the cursor stays."""
        self._proposals, self._mine = count, mine
        self._shelves = self._listed()
        self.refresh()

    def action_choose(self) -> None:
        """Open the nation or meeting under the cursor, or close it; then its records are chosen."""
        shelf = self.current
        if shelf is not None and shelf.opens:
            self._opened = "" if shelf.opens == self._opened else shelf.opens
            self._shelves = self._listed()
            self.rows_changed(cursor=self._row_of(shelf))
        super().action_choose()

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a shelf: its name, and its counts to the right."""
        shelf = self._shelves[row]
        sign = "→ " if shelf.leads_to else ""
        sign = ("▾ " if shelf.opens == self._opened else "▸ ") if shelf.opens else sign
        label = "  " * max(shelf.depth - bool(shelf.opens), 0) + sign + clean_line(shelf.label)
        figures = "".join(
            figure.rjust(_FIGURE if shelf.kind or shelf.leads_to else 6) for figure in shelf.figures
        )
        room = max(0, self.width - len(figures) - 1)
        if cell_len(label) > room:
            label = set_cell_size(label, room - 1) + "…"
        text = set_cell_size(label, room) + figures + " "
        if shelf.kind is None and not shelf.leads_to and row != self.cursor:
            return Strip([Segment(text, self._ground("lines--head"))])
        return Strip([Segment(text, style)])

    def _listed(self) -> Sequence[Shelf]:
        return shelves(self._contents, opened=self._opened, proposals=self._proposals, mine=self._mine)

    def _row_of(self, at: Shelf) -> int | None:
        places = [(one.kind, one.owner, one.meeting, one.depth) for one in self._shelves]
        wanted = (at.kind, at.owner, at.meeting, at.depth)
        return places.index(wanted) if wanted in places else None
