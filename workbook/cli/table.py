"""A table of text: columns as wide as they need, cut to the screen, numbers to the right.

In: columns and rows of any text. Out: clean lines. Where there is no screen nothing is cut, so that what a
program reads is whole.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbook.cli.terminal import Terminal, cells, cut
from workbook.desk.listing.columns import Column
from workbook.desk.listing.room import GAP, narrow, without_room
from workbook.model.display import clean_line

# One long text must not make every row as long.
_WIDEST = 200


class Table(NamedTuple):
    """Lines of text, the heading first, and the headings of columns for which there was no room."""

    lines: Sequence[str]
    left_out: Sequence[str]


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], terminal: Terminal) -> Table:
    """Lay out rows below their headings; a column without any text is left out."""
    shown = [[clean_line(cell) for cell in row] for row in rows]
    widths = [max((cells(row[index]) for row in shown), default=0) for index in range(len(columns))]
    kept = [index for index, width in enumerate(widths) if width]
    widths = [max(width, cells(column.heading)) for width, column in zip(widths, columns, strict=True)]
    left_out: list[int] = []
    if terminal.is_screen:
        left_out = without_room(kept, columns, widths, terminal.width)
        kept = [index for index in kept if index not in left_out]
        narrow(kept, columns, widths, terminal.width)
    else:
        # What is longer stays whole, and pushes only what stands behind it in its own row.
        widths = [min(width, _WIDEST) for width in widths]
    place = _place_cut if terminal.is_screen else _place
    head = [place(columns[index].heading, columns[index], widths[index]) for index in kept]
    lines = [_joined(place(row[index], columns[index], widths[index]) for index in kept) for row in shown]
    headings = [columns[index].heading for index in left_out]
    return Table([terminal.paint(_joined(head), "bold"), *lines], headings)


def _joined(parts: Iterable[str]) -> str:
    return (" " * GAP).join(parts).rstrip()


def _place_cut(text: str, column: Column, width: int) -> str:
    return _place(cut(text, width), column, width)


def _place(text: str, column: Column, width: int) -> str:
    """Bring a text to the width of its column, numbers to the right."""
    space = " " * (width - cells(text))
    return space + text if column.is_number else text + space
