"""Cells of analyses as text: figures in short, bars and stacks in blocks.

In: a cell, and how long bars are. Out: one line of text.
"""

from decimal import ROUND_DOWN, Decimal

from workbook.desk.analysing.tables import Bar, Cell, Stack
from workbook.desk.listing.columns import brief
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.when import When

_BLOCKS = "█▓▒"
_REST = "░"
STACK_SIGNS = "█▓▒░"
MARK = "│"


def cell_text(cell: Cell, bar: int) -> str:
    """Write a cell; a bar is drawn in so many blocks."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool() | int():
            return f"{cell:,}" if cell else "-"
        case Bar():
            return drawn(cell, bar)
        case Stack():
            return stacked(cell, bar * 2)
        case Quantity() if cell.high == 0:
            return "-"
        case Quantity() | Money() | When():
            return brief(cell)


def stacked(stack: Stack, width: int) -> str:
    """Draw a stack: a sign for each part, the last for all that follow, and a line at the mark.

    8 and 4 of 20, with a mark at 10, in ten cells  -> `████▓│    `
    """
    text, done = "", Decimal(0)
    for place, part in enumerate(stack.parts):
        done += part
        cells = _cells(done, stack.whole, width)
        if part and cells <= len(text) < width:
            cells = len(text) + 1
        text += STACK_SIGNS[min(place, len(STACK_SIGNS) - 1)] * (cells - len(text))
    text = text.ljust(width)
    if stack.mark is None:
        return text
    at = min(_cells(stack.mark, stack.whole, width), width - 1)
    return f"{text[:at]}{MARK}{text[at + 1 :]}"


def _cells(amount: Decimal, whole: Decimal, width: int) -> int:
    return int((min(amount / whole, Decimal(1)) * width).to_integral_value(ROUND_DOWN))


def drawn(bar: Bar, width: int) -> str:
    """Draw a bar; a part that is there at all shows, and what is not full never looks so."""
    text, done = "", Decimal(0)
    for part, block in zip(bar.parts, _BLOCKS, strict=False):
        done += part
        cells = int((min(done / bar.whole, Decimal(1)) * width).to_integral_value(ROUND_DOWN))
        if part and cells <= len(text) < width:
            cells = len(text) + 1
        text += block * (cells - len(text))
    if done < bar.whole or bar.is_open:
        text = text[: width - 1]
    rest = _REST * (width - len(text))
    return f"{text}{rest[:-1]}?" if bar.is_open else text + rest
