"""The table of records: the rows of a listing, as many columns as there is room for, rows that are picked.

In: a `Listing`. Out: messages of `LineList`, and `SortAsked` where a heading is clicked. Only rows in sight
are put in words; how wide columns are is judged by as many of the first rows as a window has lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from workbook.desk.listing.columns import Column
from workbook.desk.listing.rows import Listing, Order
from workbook.findings import Severity
from workbook.model.display import clean_line
from workbook.tui.display import MARKS
from workbook.tui.widgets.lines import LineList

_GAP = 2
_WIDEST = 60
_SIGN = Column("!", is_fixed=True)


class RecordTable(LineList):
    """Records of one kind, a row each."""

    HEAD_LINES = 1

    @dataclass
    class SortAsked(Message):
        """A heading was clicked."""

        column: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listing: Listing | None = None
        self._widths: Sequence[int] = ()
        self._shown: Sequence[int] = ()
        self._cells: dict[str, Sequence[str]] = {}
        self._signs: Mapping[str, Severity] = {}
        self.picked: set[str] = set()

    @property
    def listing(self) -> Listing | None:
        """What is listed."""
        return self._listing

    @property
    def row_count(self) -> int:
        """How many records are listed."""
        return len(self._listing) if self._listing else 0

    @property
    def current(self) -> str:
        """The id under the cursor, "" where nothing is listed."""
        return self._listing.record(self.cursor).id if self._listing and len(self._listing) else ""

    def show(self, listing: Listing, signs: Mapping[str, Severity], *, cursor: int | None = None) -> None:
        """Show a listing; `signs` tells of each id how grave its worst finding is."""
        if self._listing is None or self._listing.workbook is not listing.workbook:
            self._cells.clear()
        self._listing, self._signs = listing, signs
        self._measure()
        self.rows_changed(cursor=cursor)

    def show_signs(self, signs: Mapping[str, Severity]) -> None:
        """Show other findings beside the same records."""
        self._signs = signs
        self.refresh()

    def pick(self) -> None:
        """Pick the record under the cursor, or put it back."""
        self.picked ^= {self.current} if self.current else set()
        self.action_cursor(1)
        self.refresh()

    def head_clicked(self, x: int) -> None:
        """Ask for another order."""
        at = 2
        for index in self._shown:
            if at <= x < at + self._widths[index] + _GAP:
                self.post_message(self.SortAsked(index))
                return
            at += self._widths[index] + _GAP

    def head_strip(self) -> Strip:
        """Give the headings; an arrow stands at the one that rows are sorted by."""
        if self._listing is None:
            return Strip([])
        order = self._listing.order or Order()
        headings = [column.heading for column in self._listing.columns]
        headings[order.column] += "↓" if order.is_reversed else "↑"
        return Strip([Segment("  " + self._joined(headings) + "  !", self._ground("lines--head"))])

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a row: whether it is picked, its cells, and how grave its findings are."""
        assert self._listing is not None
        id = self._listing.record(row).id
        is_picked = id in self.picked
        text = self._joined(self._row(row))
        over = style + self._ground("lines--picked") if is_picked and row != self.cursor else style
        segments = [Segment(("▪ " if is_picked else "  ") + text, over)]
        worst = self._signs.get(id)
        if worst is not None:
            name = "lines--error" if worst is Severity.ERROR else "lines--warning"
            colour = self._ground(name).without_color if row == self.cursor else self._ground(name)
            segments.append(Segment(f"  {MARKS[worst]}", style + Style(color=colour.color, bold=True)))
        return Strip(segments)

    def _row(self, row: int) -> Sequence[str]:
        assert self._listing is not None
        id = self._listing.record(row).id
        if id not in self._cells:
            self._cells[id] = [clean_line(cell) for cell in self._listing.cells(row)]
        return self._cells[id]

    def _joined(self, cells: Sequence[str]) -> str:
        assert self._listing is not None
        columns = self._listing.columns
        return (" " * _GAP).join(
            _placed(cells[index], self._widths[index], is_number=columns[index].is_number)
            for index in self._shown
        )

    def _measure(self) -> None:
        """Work out how wide each column would like to be, zero where nothing stands in it."""
        assert self._listing is not None
        rows = [self._row(row) for row in range(min(self.row_count, self.app.size.height))]
        self._wanted = [
            min(_WIDEST, max(widest, cell_len(column.heading) + 1)) if widest else 0
            for index, column in enumerate(self._listing.columns)
            for widest in [max((cell_len(row[index]) for row in rows), default=1 if column.is_fixed else 0)]
        ]
        self.lay_out()

    def lay_out(self) -> None:
        """Choose the columns there is room for, the first fields before the last, and narrow free text."""
        if self._listing is None:
            return
        columns, widths = self._listing.columns, list(self._wanted)
        shown = [index for index, width in enumerate(widths) if width]
        room = self.width - 6
        least = {index: min(widths[index], columns[index].least or widths[index]) for index in shown}
        # The owner goes first, then what names other records, then the last fields; id and title stay.
        naming = [index for index in reversed(shown) if columns[index].is_naming]
        leaving = [index for index in (len(columns) - 2, *naming, *reversed(shown)) if index > 1]
        for index in leaving:
            if sum(least.values()) + _GAP * (len(least) - 1) <= room:
                break
            least.pop(index, None)
        shown = [index for index in shown if index in least]
        spare = room - sum(least.values()) - _GAP * (len(least) - 1)
        for index in shown:
            grown = min(widths[index] - least[index], max(spare, 0))
            widths[index] = least[index] + grown
            spare -= grown
        self._widths, self._shown = widths, shown


def _placed(text: str, width: int, *, is_number: bool) -> str:
    """Bring a text to the width of its column, numbers to the right; an ellipsis tells where it is cut."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…"
    space = " " * (width - length)
    return space + text if is_number else text + space
