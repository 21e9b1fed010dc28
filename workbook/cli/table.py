"""A table of text: columns as wide as they need, cut to the screen, numbers to the right.

In: columns and rows of any text. Out: clean lines. Where there is no screen nothing is cut, so that what a
program reads is whole.
"""

from collections.abc import Sequence
from typing import NamedTuple

from workbook.cli.terminal import Terminal, cells, cut
from workbook.model.display import clean_line

_GAP = 2
_LEAST = 6


class Column(NamedTuple):
    """A column: its heading, and whether it holds numbers, which stand to the right."""

    heading: str
    is_number: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], terminal: Terminal) -> list[str]:
    """Lay out rows below their headings; a column without any text is left out."""
    shown = [[clean_line(cell) for cell in row] for row in rows]
    kept = [index for index in range(len(columns)) if any(row[index] for row in shown)]
    headings = [columns[index].heading for index in kept]
    grid = [[row[index] for index in kept] for row in shown]
    widths = [max(cells(text) for text in column) for column in zip(headings, *grid, strict=True)]
    if terminal.is_screen:
        widths = _fitted(widths, terminal.width)
    right = [columns[index].is_number for index in kept]
    head = terminal.paint(_line(headings, widths, right), "bold")
    return [head, *(_line(row, widths, right) for row in grid)]


def _fitted(widths: Sequence[int], width: int) -> list[int]:
    """Narrow the widest columns, never the first, until a line fits the screen."""
    found = list(widths)
    excess = sum(found) + _GAP * (len(found) - 1) - width
    while excess > 0:
        widest = max(range(1, len(found)), key=lambda index: found[index], default=0)
        if not widest or found[widest] <= _LEAST:
            break
        found[widest] -= 1
        excess -= 1
    return found


def _line(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for text, width, is_number in zip(texts, widths, right, strict=True):
        short = cut(text, width)
        space = " " * (width - cells(short))
        parts.append(space + short if is_number else short + space)
    return (" " * _GAP).join(parts).rstrip()
