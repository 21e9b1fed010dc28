"""A table as a paper prints it: columns, rows, and the sources behind each row.

In: columns and rows. Out: a `Grid` without the columns in which no row says anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, and the sources behind it."""

    cells: tuple[str, ...]
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; a table without rows is left out of a paper."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def grid(columns: Sequence[str], rows: Sequence[Row]) -> Grid:
    """Make a table of the columns in which some row says something."""
    told = [index for index in range(len(columns)) if any(row.cells[index] for row in rows)]
    return Grid(
        columns=tuple(columns[index] for index in told),
        rows=tuple(Row(cells=tuple(row.cells[index] for index in told), notes=row.notes) for row in rows),
    )
