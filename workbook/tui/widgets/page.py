"""A page to be read: passages in words, broken to the width, and tables, that a cursor scrolls through.

In: passages and tables. Out: `LineList.Chosen`, after which `current` is what the passage under the cursor
leads to.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.desk.analysing.tables import AnalysisTable
from workbook.tui.display import wrapped
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.tables import laid_out

HEAD, MUTED, ERROR, WARNING = "lines--head", "lines--muted", "lines--error", "lines--warning"


class Passage(NamedTuple):
    """Text that belongs together: its look (one of the above, "" for plain), and what it leads to.

    Spaces at its beginning indent all of its lines.
    """

    text: str
    look: str = ""
    leads_to: str = ""


GAP = Passage("")
Part = Passage | AnalysisTable


class Page(LineList):
    """Passages one below the other."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: Sequence[Part] = ()
        self._rows: Sequence[tuple[str, Passage]] = ()

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def current(self) -> str:
        """What the passage under the cursor leads to, "" for nothing."""
        return self._rows[self.cursor][1].leads_to if self._rows else ""

    def show(self, parts: Sequence[Part], *, at: str = "") -> None:
        """Show passages and tables from the first line, or from the one that leads to `at`."""
        self._parts = parts
        self._rows = self._laid_out()
        found = (row for row, (_, passage) in enumerate(self._rows) if at and passage.leads_to == at)
        self.rows_changed(cursor=next(found, 0))

    def lay_out(self) -> None:
        """Break the lines anew."""
        self._rows = self._laid_out()

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a line."""
        text, passage = self._rows[row]
        look = style + self._ground(passage.look) if passage.look and row != self.cursor else style
        return Strip([Segment(f" {text}", look)])

    def _laid_out(self) -> Sequence[tuple[str, Passage]]:
        width = max(12, self.width - 2)
        return [row for one in self._parts for row in _rows(one, width)]


def _rows(part: Part, width: int) -> Iterator[tuple[str, Passage]]:
    """Break a passage into lines; a table is a heading, its columns, and a line for each row."""
    if isinstance(part, Passage):
        yield from ((piece, part) for piece in wrapped(part.text, width))
        return
    yield from _rows(Passage(part.title, HEAD), width)
    head, *lines = laid_out(part.columns, part.rows, width)
    yield head, Passage(head, MUTED)
    for place, line in enumerate(lines):
        yield line, Passage(line, WARNING if place in part.troubles else "")
    if part.legend:
        yield from _rows(Passage(part.legend, MUTED), width)
