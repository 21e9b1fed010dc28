"""A page to be read: passages in words, broken to the width, that a cursor scrolls through.

In: passages. Out: `LineList.Chosen`, after which `current` is what the passage under the cursor leads to.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.tui.display import wrapped
from workbook.tui.widgets.lines import LineList

HEAD, MUTED, ERROR, WARNING = "lines--head", "lines--muted", "lines--error", "lines--warning"


class Passage(NamedTuple):
    """Text that belongs together: its look (one of the above, "" for plain), and what it leads to.

    Spaces at its beginning indent all of its lines.
    """

    text: str
    look: str = ""
    leads_to: str = ""


GAP = Passage("")


class Page(LineList):
    """Passages one below the other."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._passages: Sequence[Passage] = ()
        self._rows: Sequence[tuple[str, Passage]] = ()

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def current(self) -> str:
        """What the passage under the cursor leads to, "" for nothing."""
        return self._rows[self.cursor][1].leads_to if self._rows else ""

    def show(self, passages: Sequence[Passage], *, at: str = "") -> None:
        """Show passages from the first line, or from the one that leads to `at`."""
        self._passages = passages
        self._rows = self._laid_out()
        found = (row for row, (_, passage) in enumerate(self._rows) if at and passage.leads_to == at)
        self.rows_changed(cursor=next(found, 0))

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._rows = self._laid_out()
        super().on_resize()

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a line."""
        text, passage = self._rows[row]
        look = style + self._ground(passage.look) if passage.look and row != self.cursor else style
        return Strip([Segment(f" {text}", look)])

    def _laid_out(self) -> Sequence[tuple[str, Passage]]:
        width = max(12, self.width - 2)
        return [(piece, one) for one in self._passages for piece in wrapped(one.text, width)]
