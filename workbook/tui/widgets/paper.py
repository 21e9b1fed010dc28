"""A paper as it reads, scrolled by its lines.

In: Markdown. Nothing comes out: what stands in a paper is read, and never followed.
"""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.tui.markdown import FAINT, HEADING, SOFT, STRONG, Line, lines_of
from workbook.tui.widgets.lines import LineList

_STYLES: Mapping[str, Style] = {STRONG: Style(bold=True), SOFT: Style(italic=True)}


class Paper(LineList):
    """The text of a paper."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._lines: Sequence[Line] = ()

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def show(self, text: str) -> None:
        """Show a paper from its first line."""
        self._text = text
        self._lines = lines_of(text, self.width - 2)
        self.rows_changed(cursor=0)

    def lay_out(self) -> None:
        """Break the lines anew."""
        self._lines = lines_of(self._text, self.width - 2)

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a line."""
        spans = (Segment(text, style + self._look(look, row)) for text, look in self._lines[row])
        return Strip([Segment(" ", style), *spans])

    def _look(self, look: str, row: int) -> Style:
        if look == HEADING:
            return Style(bold=True, underline=True)
        if look == FAINT:
            return Style() if row == self.cursor else self._ground("lines--muted")
        return _STYLES.get(look, Style())
