"""The open proposals as a table, below the words that say whose turn it is.

In: turns. Out: the messages of `LineList`, `picked`, and `SortAsked` where a heading was clicked; `current`
is the proposal under the cursor, None on a heading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from workbook.desk.reviewing.listing import COLUMNS
from workbook.desk.reviewing.row import ProposalRow
from workbook.desk.reviewing.turns import Turn
from workbook.tui.display import fitted
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.tables import laid_out

_SIGNS = 4


class _Line(NamedTuple):
    text: str
    row: ProposalRow | None = None


class ProposalList(LineList):
    """Proposals: `*` is picked, `!` says that something stands in the way."""

    HEAD_LINES = 1

    @dataclass
    class SortAsked(Message):
        """The heading of a column was clicked."""

        lines: "ProposalList"
        column: int

        @property
        def control(self) -> "ProposalList":
            """The list that speaks."""
            return self.lines

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._turns: Sequence[Turn] = ()
        self._lines: Sequence[_Line] = ()
        self._head = ""
        self.picked: dict[str, None] = {}

    @property
    def row_count(self) -> int:
        """How many lines there are, headings too."""
        return len(self._lines)

    @property
    def current(self) -> ProposalRow | None:
        """The proposal under the cursor."""
        return self._lines[self.cursor].row if self._lines else None

    def show(self, turns: Sequence[Turn], *, at: str = "") -> None:
        """Show proposals, with the cursor on one of them, else on the first."""
        self._turns = turns
        self._lay_out()
        known = [line.row.id if line.row is not None else "" for line in self._lines]
        self.picked = {id: None for id in self.picked if id in known}
        first = next((place for place, id in enumerate(known) if id), 0)
        self.rows_changed(cursor=known.index(at) if at and at in known else first)

    def pick(self) -> None:
        """Pick the proposal under the cursor, or put it back; of more than two the first is put back."""
        if self.current is None:
            return
        id = self.current.id
        if id in self.picked:
            del self.picked[id]
        else:
            self.picked[id] = None
            for first in [*self.picked][:-2]:
                del self.picked[first]
        self.refresh()

    def on_resize(self) -> None:
        """Lay out anew."""
        self._lay_out()
        super().on_resize()

    def head_strip(self) -> Strip:
        """Give the headings."""
        return Strip([Segment(f"{' ' * _SIGNS}{self._head}", self._ground("lines--head"))])

    def head_clicked(self, x: int) -> None:
        """Ask for another order."""
        for column, one in enumerate(COLUMNS):
            start = self._head.find(one.heading)
            if start >= 0 and start <= x - _SIGNS < start + cell_len(one.heading):
                self.post_message(self.SortAsked(self, column))

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a heading or a proposal."""
        text, one = self._lines[row]
        is_here = row == self.cursor
        if one is None:
            over = style if is_here else style + self._ground("lines--picked")
            return Strip([Segment(f" {fitted(text, self.width - 2)}", over)])
        is_picked, is_trouble = one.id in self.picked, bool(one.trouble or one.lapsed or one.rivals)
        sign = f" {'*' if is_picked else ' '}{'!' if is_trouble else ' '} "
        look = "lines--picked" if is_picked else "lines--warning" if is_trouble else ""
        ground = style + self._ground(look) if look and not is_here else style
        return Strip([Segment(sign, ground), Segment(text, ground)])

    def _lay_out(self) -> None:
        rows = [row for turn in self._turns for row in turn.rows]
        self._head, *texts = laid_out(COLUMNS, [row.cells for row in rows], max(20, self.width - _SIGNS - 1))
        told = iter(texts)
        self._lines = list(_lines(self._turns, told))


def _lines(turns: Sequence[Turn], texts: Iterable[str]) -> Iterable[_Line]:
    told = iter(texts)
    for turn in turns:
        yield _Line(turn.heading)
        yield from (_Line(next(told), row) for row in turn.rows)
