"""A table of text: columns as wide as they need, cut to the screen, numbers to the right.

In: columns and rows of any text. Out: clean lines. Where there is no screen nothing is cut, so that what a
program reads is whole.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbook.cli.terminal import Terminal, cells, cut
from workbook.desk.listing.columns import Column
from workbook.model.display import clean_line

_GAP = 2
# One long text must not make every row as long.
_WIDEST = 200
# With fewer figures than these, a drawing beside them tells too little.
_FIGURES = 2


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
        left_out = _without_room(kept, columns, widths, terminal.width)
        kept = [index for index in kept if index not in left_out]
        _narrow(kept, columns, widths, terminal.width)
    else:
        # What is longer stays whole, and pushes only what stands behind it in its own row.
        widths = [min(width, _WIDEST) for width in widths]
    place = _place_cut if terminal.is_screen else _place
    head = [place(columns[index].heading, columns[index], widths[index]) for index in kept]
    lines = [_joined(place(row[index], columns[index], widths[index]) for index in kept) for row in shown]
    headings = [columns[index].heading for index in left_out]
    return Table([terminal.paint(_joined(head), "bold"), *lines], headings)


def _without_room(
    kept: Sequence[int], columns: Sequence[Column], widths: Sequence[int], width: int
) -> list[int]:
    """Choose the columns to leave out, the last fields first, until a line can be narrowed to the screen.

    Drawings go before them where they would leave room for less than two figures.
    """
    drawn = [index for index in reversed(kept) if columns[index].is_drawn]
    figures = [index for index in kept if columns[index].is_number]
    left_out: list[int] = []
    for count in range(len(drawn) + 1):
        left_out = _beyond(kept, columns, widths, width, drawn[:count])
        if len(set(figures) - set(left_out)) >= min(_FIGURES, len(figures)):
            break
    return sorted(left_out)


def _beyond(
    kept: Sequence[int], columns: Sequence[Column], widths: Sequence[int], width: int, left_out: Sequence[int]
) -> list[int]:
    """Leave out more columns until the rest can be narrowed to a width, the last first, a first figure last.

    Two columns stay.
    """
    least = {
        index: min(widths[index], columns[index].least or widths[index])
        for index in kept
        if index not in left_out
    }
    gone = list(left_out)
    first_figure = next((index for index in least if columns[index].is_number), None)
    for index in sorted(reversed(list(least)[2:]), key=lambda index: index == first_figure):
        if sum(least.values()) + _GAP * (len(least) - 1) <= width:
            break
        if not (columns[index].is_fixed or columns[index].is_drawn):
            gone.append(index)
            del least[index]
    return gone


def _narrow(kept: Sequence[int], columns: Sequence[Column], widths: list[int], width: int) -> None:
    """Narrow the widest columns, free text before words, until a line fits; numbers and ids stay whole."""
    for is_loose in (True, False):
        candidates = [index for index in kept if columns[index].least and columns[index].is_loose is is_loose]
        while candidates and sum(widths[index] for index in kept) + _GAP * (len(kept) - 1) > width:
            widest = max(candidates, key=lambda index: widths[index] - columns[index].least)
            if widths[widest] <= columns[widest].least:
                break
            widths[widest] -= 1


def _joined(parts: Iterable[str]) -> str:
    return (" " * _GAP).join(parts).rstrip()


def _place_cut(text: str, column: Column, width: int) -> str:
    return _place(cut(text, width), column, width)


def _place(text: str, column: Column, width: int) -> str:
    """Bring a text to the width of its column, numbers to the right."""
    space = " " * (width - cells(text))
    return space + text if column.is_number else text + space
