"""A grid of months: lines with a sign and a figure in each cell, and a cursor on one of them.

In: a `Grid`, the lines to show, a view. Out: the messages of `LineList`, also where the cursor moves by
month. What a colour says, the sign says too; brackets stand around the cell under the cursor.
"""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip

from workbook.desk.analysing.grids import Grid, GridCell, GridLine, Look
from workbook.tui.display import fitted
from workbook.tui.widgets.lines import LineList

_LOOKS = {
    Look.QUIET: "lines--muted",
    Look.GOOD: "grid--good",
    Look.FAIR: "lines--warning",
    Look.BAD: "lines--error",
    Look.PLAIN: "",
}
_LEAST_LABEL, _MOST_LABEL = 12, 40
# Of a line, the label may take so much, in hundredths of the width.
_LABEL_PART = 30


class Spot(NamedTuple):
    """A cell: its line, and its column by place."""

    line: GridLine
    column: int


class GridList(LineList):
    """Lines by months; the months scroll sideways with the cursor."""

    DEFAULT_CSS = """
    GridList > .grid--good { color: $text-success; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "sideways(-1)", "Month before", show=False),
        Binding("right,l", "sideways(1)", "Next month", show=False),
    ]
    HEAD_LINES = 2

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grid: Grid | None = None
        self._lines: Sequence[GridLine] = ()
        self._view = 0
        self.column = 0
        self._first = 0
        self._label = self._amount = self._cell = 0

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def current(self) -> Spot | None:
        """The cell under the cursor."""
        return Spot(self._lines[self.cursor], self.column) if self._lines else None

    def show(self, grid: Grid, lines: Sequence[GridLine], view: int, *, keep: bool = False) -> None:
        """Show lines of a grid, in a view; `keep` leaves the cursor where it is."""
        if not keep:
            self.column = self._first = 0
        self._grid, self._lines, self._view = grid, lines, view
        self.column = min(self.column, len(grid.columns) - 1)
        self.lay_out()
        self.rows_changed(cursor=None if keep else 0)

    def action_sideways(self, by: int) -> None:
        """Move the cursor by some months."""
        self._reach(self.column + by)

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked."""
        at = event.get_content_offset(self)
        if at is not None and at.x >= self._start and self._cell:
            place = self._first + (at.x - self._start) // (self._cell + 1)
            if place != self.column:
                self._reach(min(place, self._last))
        super().on_click(event)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight; years head it, and months."""
        if y >= self.HEAD_LINES:
            return super().render_line(y)
        ground = self._ground("lines--head")
        text = self._heading(y) if self._lines else ""
        return Strip([Segment(text, ground)]).adjust_cell_length(self.width, ground)

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a line, a group set apart."""
        line = self._lines[row]
        is_here = row == self.cursor
        ground = style + Style(bold=True) if line.is_group else style
        indent = "  " if self._has_groups and not line.is_group else ""
        label = indent + _left(line.label, self._label - len(indent))
        texts = [Segment(f" {label} {_right(line.amount, self._amount)}", ground)]
        for place in range(self._first, self._last + 1):
            cell = line.cells[place]
            look = _LOOKS[cell.look]
            is_cursor = is_here and place == self.column
            before = "[" if is_cursor else "]" if is_here and place == self.column + 1 else " "
            own = style if is_here or not look else style + self._ground(look)
            texts.append(Segment(before, ground))
            texts.append(Segment(self._cell_text(cell), own + Style(reverse=True) if is_cursor else own))
        texts.append(Segment("]" if is_here and self.column == self._last else " ", ground))
        return Strip(texts)

    @property
    def _has_groups(self) -> bool:
        return any(line.is_group for line in self._lines)

    @property
    def _start(self) -> int:
        """Where the first cell begins."""
        return 1 + self._label + 1 + self._amount + 1

    @property
    def _in_sight(self) -> int:
        """How many columns are in sight."""
        return max(1, (self.width - self._start) // (self._cell + 1))

    @property
    def _last(self) -> int:
        """The last column in sight."""
        count = len(self._grid.columns) if self._grid is not None else 0
        return min(count, self._first + self._in_sight) - 1

    def _reach(self, column: int) -> None:
        if self._grid is None or not self._lines:
            return
        column = max(0, min(column, len(self._grid.columns) - 1))
        if column != self.column:
            self.column = column
            self._bring_into_sight()
            self.refresh()
            self.post_message(self.Highlighted(self, self.cursor))

    def _bring_into_sight(self) -> None:
        """Scroll sideways as little as can be; no room is left empty at the right end."""
        assert self._grid is not None
        most = max(0, len(self._grid.columns) - self._in_sight)
        self._first = min(most, self.column, max(self._first, self.column - self._in_sight + 1))

    def lay_out(self) -> None:
        """Lay the lines out to the width."""
        grid = self._grid
        if grid is None or not self.width:
            return
        indent = 2 if self._has_groups else 0
        labels = [cell_len(line.label) + indent for line in self._lines]
        most = max(_LEAST_LABEL, min(_MOST_LABEL, self.width * _LABEL_PART // 100))
        self._label = min(most, max([cell_len(grid.heading), *labels]))
        self._amount = max(
            [cell_len(grid.amount_heading), *(cell_len(line.amount) for line in self._lines)], default=0
        )
        cells = [self._cell_words(cell) for line in self._lines for cell in line.cells]
        heads = [cell_len(column.heading) for column in grid.columns]
        self._cell = max(*map(cell_len, cells), *heads, 2)
        self._bring_into_sight()

    def _cell_words(self, cell: GridCell) -> str:
        figure = cell.figures[self._view] if self._view < len(cell.figures) else ""
        return f"{cell.sign} {figure}" if figure else cell.sign

    def _cell_text(self, cell: GridCell) -> str:
        """Write a cell: its sign, so that signs stand below each other, and close to it its figure."""
        return _left(self._cell_words(cell), self._cell)

    def _heading(self, y: int) -> str:
        """Write the months, or above them the years, which reach over several."""
        grid = self._grid
        assert grid is not None
        columns = grid.columns[self._first : self._last + 1]
        if y == 1:
            label = f" {_left(grid.heading, self._label)} {_right(grid.amount_heading, self._amount)} "
            return label + " ".join(_left(one.heading, self._cell) for one in columns)
        text = " " * self._start
        for place, one in enumerate(columns):
            over = one.over if place else self._over(self._first)
            if over:
                text = text.ljust(self._start + place * (self._cell + 1)) + over
        before, after = "‹" if self._first else " ", "›" if self._last < len(grid.columns) - 1 else ""
        return (
            text[: self._start - 1]
            + before
            + text[self._start :].ljust(len(columns) * (self._cell + 1))
            + after
        )

    def _over(self, place: int) -> str:
        """Give the year that a column lies in; "" for one that is no month."""
        assert self._grid is not None
        columns = self._grid.columns[: place + 1]
        is_month = columns[-1].heading.isdigit()
        return next((one.over for one in reversed(columns) if one.over), "") if is_month else ""


def _left(text: str, width: int) -> str:
    text = fitted(text, width)
    return text + " " * (width - cell_len(text))


def _right(text: str, width: int) -> str:
    text = fitted(text, width)
    return " " * (width - cell_len(text)) + text
