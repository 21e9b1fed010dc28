"""One record in words, with the records it names and those that name it, to be followed.

In: a `Description`. Out: `LineList.Chosen`, after which `current` is the id that the line names.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.desk.describing import Description
from workbook.findings import Severity
from workbook.model.words import place_words
from workbook.tui.display import MARKS, wrapped
from workbook.tui.widgets.lines import LineList


class _Line(NamedTuple):
    """A line: its text, its look (a component class, "" for plain), and the id that it leads to."""

    text: str
    look: str = ""
    leads_to: str = ""


class Detail(LineList):
    """A record in words; lines that lead somewhere are marked with an arrow."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._description: Description | None = None
        self._lines: Sequence[_Line] = ()

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def current(self) -> str:
        """The id that the line under the cursor leads to, "" for none."""
        return self._lines[self.cursor].leads_to if self._lines else ""

    def show(self, description: Description | None) -> None:
        """Show a record, from its first line."""
        self._description = description
        self._lines = self._laid_out()
        self.rows_changed(cursor=0)

    def lay_out(self) -> None:
        """Break the lines anew."""
        self._lines = self._laid_out()

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a line."""
        one = self._lines[row]
        over = style + self._ground(one.look) if one.look and row != self.cursor else style
        return Strip([Segment(f"{'→' if one.leads_to else ' '}{one.text}", over)])

    def _laid_out(self) -> Sequence[_Line]:
        one, width = self._description, max(12, self.width - 2)
        if one is None:
            return ()
        return [
            _Line(piece, line.look, line.leads_to if index == 0 else "")
            for line in _lines(one)
            for index, piece in enumerate(wrapped(line.text, width))
        ]


def _lines(one: Description) -> Iterator[_Line]:
    yield _Line(one.title or one.id, "lines--head")
    for mark in one.marks:
        yield _Line(mark, "lines--warning")
    for line in (*one.lines, *one.standing):
        yield _Line(line.label, "lines--muted")
        for value in line.values:
            yield _Line(f" {value}", "", _id_in(value, one))
    if one.named_by:
        yield _Line("Named by", "lines--muted")
    for naming in one.named_by:
        yield _Line(
            f" {naming.id} ({naming.kind}, {place_words(naming.field)}) {naming.title}", "", naming.id
        )
    if one.findings:
        yield _Line("Findings", "lines--muted")
    for found in one.findings:
        look = "lines--error" if found.severity is Severity.ERROR else "lines--warning"
        yield _Line(f" {MARKS[found.severity]} {found.code} {found.message}", look)


def _id_in(value: str, one: Description) -> str:
    """Give the id that a value begins with, if the record refers to one there."""
    word = value.split(":")[0].split(" ")[0].strip("(),")
    return word if word in one.refers else ""
