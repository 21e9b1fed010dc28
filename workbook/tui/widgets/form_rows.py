"""The rows of a form: label and value to a line, and below a row what is wrong with it.

In: rows, signs and remarks. Out: messages of `LineList`; `current` is the row under the cursor. Lines with
remarks are passed over by the cursor.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from workbook.desk.form.rows import Row, RowKind
from workbook.findings import Severity
from workbook.model.display import clean_line
from workbook.tui.display import MARKS
from workbook.tui.widgets.lines import LineList

SIGN_WIDTH = 3
_INDENT = 2
_NARROWEST_LABEL = 14


class Remark(NamedTuple):
    """A sentence below a row."""

    text: str
    is_error: bool = True


class _Line(NamedTuple):
    """A line: its row, and the remark that stands in it, "" for the row itself."""

    row: Row
    remark: str = ""
    is_error: bool = False


class FormRows(LineList):
    """The rows of a form."""

    class Scrolled(Message):
        """Other lines are in sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._lines: Sequence[_Line] = ()
        self._signs: Mapping[str, Severity] = {}
        self._remarks: Mapping[str, Sequence[Remark]] = {}
        self._choosable: frozenset[str] = frozenset()
        self._typed: Mapping[str, str] = {}
        self.label_width = SIGN_WIDTH + _NARROWEST_LABEL + 2

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._lines[self.cursor].row if self.cursor < len(self._lines) else None

    @property
    def lines_out_of_sight(self) -> int:
        """How many lines are scrolled away at the top."""
        return self.scroll_offset.y

    def show(
        self,
        rows: Sequence[Row],
        *,
        signs: Mapping[str, Severity],
        remarks: Mapping[str, Sequence[Remark]],
        choosable: frozenset[str],
        typed: Mapping[str, str],
        at: str = "",
    ) -> None:
        """Show rows; the cursor goes to the row of a path, or stays with its own.

        `typed` is what was typed in a row and refused: it stands there until it is mended.
        """
        wanted = at or (self.current.path if self.current is not None else "")
        before = [self._drawn_of(line) for line in self._lines]
        self._rows, self._signs, self._remarks = rows, signs, remarks
        self._choosable, self._typed = choosable, typed
        self._lines = list(self._laid_out())
        cursor = self._line_of(wanted)
        now = [self._drawn_of(line) for line in self._lines]
        if len(before) != len(now) or cursor != self.cursor:
            self.rows_changed(cursor=cursor)
            return
        # While one types, hardly a line changes: what stays is not drawn again.
        for line, (old, new) in enumerate(zip(before, now, strict=True)):
            if old != new:
                self.refresh(Region(0, line - self.scroll_offset.y, self.width, 1))

    def _drawn_of(self, line: _Line) -> tuple[object, ...]:
        """Give all that a line's looks depend on."""
        row = line.row
        is_choosable = row.path in self._choosable
        return (
            row.path,
            _label(row),
            self._words(row),
            row.kind,
            line.remark,
            self._signs.get(row.path),
            is_choosable,
            self.label_width,
        )

    def on_resize(self) -> None:
        """Break remarks anew."""
        at = self.current.path if self.current is not None else ""
        self._lines = list(self._laid_out())
        super().on_resize()
        self.rows_changed(cursor=self._line_of(at))

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked, and open or close it if it is an entry."""
        line = event.y + self.scroll_offset.y
        if line < len(self._lines):
            row = self._lines[line].row
            self._go(self._line_of(row.path))
            if row.kind is RowKind.ENTRY:
                self.action_choose()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other lines are in sight."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def action_cursor(self, by: int) -> None:
        """Move by some rows, past what is remarked of them."""
        step = 1 if by > 0 else -1
        line = self.cursor
        for _ in range(abs(by)):
            following = line + step
            while 0 <= following < len(self._lines) and self._lines[following].remark:
                following += step
            if not 0 <= following < len(self._lines):
                break
            line = following
        self._go(line)

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a line: the sign of the gravest finding, the label, the value."""
        line = self._lines[row]
        if line.remark:
            look = "lines--error" if line.is_error else "lines--warning"
            return Strip([Segment(" " * self.label_width, style), Segment(line.remark, self._ground(look))])
        one, worst, width = line.row, self._signs.get(line.row.path), self.label_width - SIGN_WIDTH
        sign = f"{MARKS[worst]:<{SIGN_WIDTH}}" if worst is not None else " " * SIGN_WIDTH
        look = "lines--error" if worst is Severity.ERROR else "lines--warning"
        over = style if row == self.cursor else style + Style(color=self._ground(look).color, bold=True)
        label = style if row == self.cursor else style + self._ground("lines--muted")
        return Strip(
            [
                Segment(sign, over),
                Segment(_cut(_label(one), width - 2) + "  ", label),
                Segment(self._value(one), self._value_style(one, row, style)),
            ]
        )

    def _words(self, row: Row) -> str:
        return clean_line(self._typed[row.path]) if row.path in self._typed else row.words

    def _value(self, row: Row) -> str:
        room, words = max(4, self.width - self.label_width - 2), self._words(row)
        shown = words if cell_len(words) <= room else set_cell_size(words, room - 1) + "…"
        return f"{shown} ▾" if row.path in self._choosable else shown

    def _value_style(self, row: Row, line: int, style: Style) -> Style:
        is_said = row.kind not in (RowKind.LIST, RowKind.MORE)
        return style if is_said or line == self.cursor else style + self._ground("lines--muted")

    def _go(self, row: int) -> None:
        """Go to a line; from a remark to the row that it is on."""
        placed = max(0, min(row, len(self._lines) - 1))
        super()._go(self._line_of(self._lines[placed].row.path) if self._lines else 0)

    def _keep_in_sight(self) -> None:
        """Keep the row under the cursor in sight, and what is remarked of it."""
        super()._keep_in_sight()
        last = self.cursor
        while last + 1 < len(self._lines) and self._lines[last + 1].remark:
            last += 1
        shown = max(1, self.size.height)
        if last >= self.scroll_offset.y + shown:
            self.scroll_to(y=min(self.cursor, last - shown + 1), animate=False, immediate=True)

    def _laid_out(self) -> Iterator[_Line]:
        widest = max((cell_len(_label(row)) for row in self._rows), default=0)
        most = max(_NARROWEST_LABEL, self.width // 3)
        self.label_width = SIGN_WIDTH + max(_NARROWEST_LABEL, min(widest, most)) + 2
        width = max(20, self.width - self.label_width - 1)
        for row in self._rows:
            yield _Line(row)
            for remark in self._remarks.get(row.path, ()):
                for piece in _wrapped(remark.text, width):
                    yield _Line(row, piece, remark.is_error)

    def _line_of(self, path: str) -> int:
        found = (index for index, line in enumerate(self._lines) if line.row.path == path)
        return next(found, min(self.cursor, max(0, len(self._lines) - 1)))


def _label(row: Row) -> str:
    sign = ("▾ " if row.is_open else "▸ ") if row.kind is RowKind.ENTRY else ""
    star = " *" if row.is_required else ""
    return f"{' ' * (_INDENT * row.depth)}{sign}{clean_line(row.label)}{star}"


def _cut(text: str, width: int) -> str:
    """Bring a text to a width; an ellipsis tells where it is cut."""
    length = cell_len(text)
    return text + " " * (width - length) if length <= width else set_cell_size(text, width - 1) + "…"


def _wrapped(text: str, width: int) -> list[str]:
    """Break a remark into lines; words stay whole where they fit."""
    lines = [""]
    for word in clean_line(text).split():
        for part in chop_cells(word, width):
            if lines[-1] and cell_len(lines[-1]) + cell_len(part) + 1 > width:
                lines.append(part)
            else:
                lines[-1] = f"{lines[-1]} {part}".strip()
    return lines
