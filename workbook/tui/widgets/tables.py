"""Tables of analyses in the terminal: laid out to a width, as a list with a cursor, or below each other.

In: columns and cells. Out: lines of text. Columns that find no room are left out, but for those that are
fixed; words are cut, numbers never.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.desk.analysing.boards import BoardLine
from workbook.desk.analysing.drawing import MARK, STACK_SIGNS, cell_text
from workbook.desk.analysing.tables import AnalysisTable, Behind, Cell, Stack
from workbook.desk.listing.columns import Column
from workbook.desk.listing.room import GAP, narrow, without_room
from workbook.model.display import clean_line
from workbook.tui.display import fitted, wrapped
from workbook.tui.widgets.lines import LineList

_BAR, _WIDE_BAR, _WIDE = 10, 20, 140
# How the signs of a stack look: the colour tells nothing that the sign does not.
_HUES = {
    **dict(
        zip(STACK_SIGNS, ("lines--picked", "stack--second", "lines--warning", "lines--muted"), strict=True)
    ),
    MARK: "lines--error",
}
_RUNS = re.compile(rf"([{STACK_SIGNS}{MARK}])\1*|[^{STACK_SIGNS}{MARK}]+")


def laid_out(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """Lay a table out to a width, the headings first; a column without any text is left out."""
    bar = _WIDE_BAR if width >= _WIDE else _BAR
    texts = [[clean_line(cell_text(cell, bar)) for cell in row] for row in rows]
    widths = [max((cell_len(row[index]) for row in texts), default=0) for index in range(len(columns))]
    kept = [index for index, widest in enumerate(widths) if widest]
    widths = [max(widest, cell_len(one.heading)) for widest, one in zip(widths, columns, strict=True)]
    left_out = without_room(kept, columns, widths, width)
    kept = [index for index in kept if index not in left_out]
    narrow(kept, columns, widths, width)
    head = [_placed(columns[index].heading, columns[index], widths[index]) for index in kept]
    lines = [[_placed(row[index], columns[index], widths[index]) for index in kept] for row in texts]
    return [(" " * GAP).join(cells).rstrip() for cells in (head, *lines)]


class BoardList(LineList):
    """The lines of an analysis below their headings."""

    HEAD_LINES = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._lines: Sequence[BoardLine] = ()
        self._texts: Sequence[str] = ("",)

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def current(self) -> BoardLine | None:
        """The line under the cursor."""
        return self._lines[self.cursor] if self._lines else None

    def show(self, columns: Sequence[Column], lines: Sequence[BoardLine], *, keep: bool = False) -> None:
        """Show lines from the first; `keep` leaves the cursor where it is."""
        self._columns, self._lines = columns, lines
        self.lay_out()
        self.rows_changed(cursor=None if keep else 0)

    def head_strip(self) -> Strip:
        """Give the headings."""
        return Strip([Segment(f"   {self._texts[0]}", self._ground("lines--head"))])

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a line; trouble has a sign and a colour."""
        trouble = self._lines[row].is_trouble
        look = style + self._ground("lines--warning") if trouble and row != self.cursor else style
        return Strip([Segment(f" {'!' if trouble else ' '} {self._texts[row + 1]}", look)])

    def lay_out(self) -> None:
        """Lay the lines out to the width."""
        self._texts = laid_out(self._columns, [one.cells for one in self._lines], max(20, self.width - 4))


class BehindPage(LineList):
    """What stands behind a line: sentences, and tables below each other."""

    DEFAULT_CSS = "BehindPage > .stack--second { color: $text-success; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._behind = Behind(title="")
        self._lead: Callable[[Sequence[Cell]], str] = _to_nothing
        self._rows: Sequence[_Row] = ()

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def leads_to(self) -> str:
        """The record that the line under the cursor leads to, "" for none."""
        return self._rows[self.cursor].lead if self._rows else ""

    def go_to_first(self) -> bool:
        """Put the cursor on the first line that leads to a record; say whether there is one."""
        place = next((place for place, row in enumerate(self._rows) if row.lead), None)
        self.cursor = place or 0
        return place is not None

    def show(self, behind: Behind, lead: Callable[[Sequence[Cell]], str]) -> None:
        """Show it from the first line; `lead` tells which record a row of a table leads to."""
        self._behind, self._lead = behind, lead
        self._rows = self._laid_out()
        self.rows_changed(cursor=0)

    def lay_out(self) -> None:
        """Lay out anew."""
        self._rows = self._laid_out()

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a line."""
        text, look, _, is_stacked = self._rows[row]
        ground = style + self._ground(look) if look and row != self.cursor else style
        if not is_stacked or row == self.cursor:
            return Strip([Segment(f" {text}", ground)])
        runs = (one.group() for one in _RUNS.finditer(f" {text}"))
        return Strip([Segment(run, ground + self._ground(_HUES.get(run[0], look))) for run in runs])

    def _laid_out(self) -> list["_Row"]:
        width = max(20, self.width - 2)
        rows = [_Row(text) for one in self._behind.sentences for text in wrapped(one, width)]
        for table in self._behind.tables:
            rows += [_Row("")] if rows else []
            rows += _table_rows(table, width, self._lead)
        return rows


class _Row(NamedTuple):
    """A line: its text, how it looks, and the record it leads to."""

    text: str
    look: str = ""
    lead: str = ""
    is_stacked: bool = False


def _to_nothing(_row: Sequence[Cell]) -> str:
    return ""


def _table_rows(table: AnalysisTable, width: int, lead: Callable[[Sequence[Cell]], str]) -> list[_Row]:
    head, *lines = laid_out(table.columns, table.rows, width)
    return [
        _Row(fitted(table.title, width), "lines--picked"),
        _Row(head, "lines--head"),
        *(
            _Row(
                line,
                "lines--warning" if place in table.troubles else "",
                lead(row),
                any(isinstance(cell, Stack) for cell in row),
            )
            for place, (line, row) in enumerate(zip(lines, table.rows, strict=True))
        ),
        *(_Row(text, "lines--muted") for text in (wrapped(table.legend, width) if table.legend else ())),
    ]


def _placed(text: str, column: Column, width: int) -> str:
    text = fitted(text, width)
    return " " * (width - cell_len(text)) + text if column.is_number else set_cell_size(text, width)
