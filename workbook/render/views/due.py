"""What is open as needs fall due: a table of items by months ahead, what is open soonest first.

In: a reading, and items as `analysis.coverage` tells them. Out: a block. It adds nothing up.
"""

from collections.abc import Sequence
from fractions import Fraction

from workbook.analysis.coverage import ItemCoverage
from workbook.analysis.coverage_months import Cell
from workbook.render.blocks import HeatCell, HeatRow, HeatTable, Level
from workbook.render.reading import Naming, Reading
from workbook.render.values import brief_quantity, month_text, unit_text
from workbook.render.words import requirements as words

_EVERY = 3
_NOTHING_OPEN = 1


def due_table(reading: Reading, items: Sequence[ItemCoverage]) -> HeatTable:
    """Show every third month of those ahead; items of which nothing is open in them are left out."""
    rows = [reading.kept.drawn(_heat_row, (reading.names, item)) for item in items]
    shown = [number for number, row in enumerate(rows) if row is not None]
    months = [month_text(cell.month.first) for cell in _shown_cells(items[shown[0]])] if shown else []
    return HeatTable(
        label_heading=words.ITEM,
        columns=tuple(months),
        rows=tuple(sorted((row for row in rows if row is not None), key=_soonest)),
        levels=tuple(Level(symbol=symbol, meaning=meaning) for symbol, meaning in words.LEVELS),
        caption=words.MONTHS_CAPTION,
    )


def _soonest(row: HeatRow) -> tuple[int, int, str]:
    """Put first what is open soonest; of that, what is most open in the end."""
    levels = [cell.level for cell in row.cells]
    first = next(number for number, level in enumerate(levels) if level > _NOTHING_OPEN)
    return first, -levels[-1], row.label.casefold()


def _shown_cells(item: ItemCoverage) -> Sequence[Cell]:
    return item.cells[_EVERY - 1 :: _EVERY]


def _heat_row(names: Naming, item: ItemCoverage) -> HeatRow | None:
    cells = _shown_cells(item)
    if not any(map(_is_short, cells)):
        return None
    return HeatRow(
        label=words.in_unit(names.item(item.item), unit_text(names.unit("", item.item))),
        cells=tuple(HeatCell(level=_level(cell), text=_open_text(cell)) for cell in cells),
    )


def _is_short(cell: Cell) -> bool:
    return cell.need.high != 0 and cell.open.high != 0


def _level(cell: Cell) -> int:
    if cell.need.high == 0:
        return 0
    if cell.open.high == 0:
        return 1
    if not cell.open.low:
        return 5
    part = Fraction(cell.open.low) / Fraction(cell.need.high or cell.need.low) * 3
    return 2 if part <= 1 else 3 if part <= 2 else 4


def _open_text(cell: Cell) -> str:
    return brief_quantity(cell.open) if cell.open.high != 0 else ""
