"""Analyses as grids: lines by months, with a sign and a figure in each cell, and what stands behind it.

In: nothing. Out: the types that an analysis fills for a screen that scrolls sideways. A sign alone tells what
a cell says; colour only repeats it.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR
from enum import StrEnum
from typing import NamedTuple

import msgspec

from workbook.analysis.amounts import readable
from workbook.desk.analysing.tables import Behind
from workbook.model.number import plain
from workbook.model.quantity import Quantity


class Look(StrEnum):
    """How good or bad news a cell is."""

    QUIET = "quiet"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    PLAIN = "plain"


class GridColumn(NamedTuple):
    """A column: its heading, and what stands above it ("" where it is as in the column before)."""

    over: str
    heading: str


class GridCell(NamedTuple):
    """A cell: its sign, a figure for each view ("" for none), and its look."""

    sign: str
    figures: Sequence[str]
    look: Look


class GridLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line: what it is of, an amount for all of it, its cells; `words` are what it is found by."""

    label: str
    amount: str
    cells: Sequence[GridCell]
    words: str
    nations: frozenset[str] = frozenset()
    is_group: bool = False


class Ordering(NamedTuple):
    """An order in which lines can stand, with its name."""

    name: str
    lines: Sequence[GridLine]


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """An analysis by months; `views` name what figures can stand in cells, `behind` is asked by cell."""

    title: str
    heading: str
    amount_heading: str
    columns: Sequence[GridColumn]
    orderings: Sequence[Ordering]
    views: Sequence[str]
    legend: str
    nothing: str
    behind: Callable[[GridLine, int], Behind]


def month_columns(months: Sequence[str]) -> Sequence[GridColumn]:
    """Head months that are written as `2022-09`: the year stands over the first of each."""
    found: list[GridColumn] = []
    before = ""
    for month in months:
        year, _, number = month.partition("-")
        found.append(GridColumn(year if year != before else "", number))
        before = year
    return found


def short_amount(quantity: Quantity) -> str:
    """Write an amount for a narrow cell, nothing as "": `20`, `~20`, `≥20` for 20 and more, `≤20`, `?`."""
    if quantity.high == 0:
        return ""
    if not quantity.is_known:
        return "?"
    if quantity.low == quantity.high:
        return f"{'~' * quantity.about}{plain(quantity.low)}"
    if quantity.low or quantity.high is None:
        return f"≥{readable(quantity.low, ROUND_FLOOR)}"
    return f"≤{readable(quantity.high)}"


def fitting_grid_lines(lines: Sequence[GridLine], words: str, nation: str) -> Sequence[GridLine]:
    """Choose the lines that have all words, and one nation ("" for any); a group stays above any of it."""
    wanted = words.casefold().split()
    found: list[GridLine] = []
    waiting: list[GridLine] = []
    for line in lines:
        fits = all(word in line.words for word in wanted) and (not nation or nation in line.nations)
        if fits:
            found += [*waiting, line]
        if fits or line.is_group:
            waiting = [line] if line.is_group and not fits else []
    return found
