"""The analyses as screens show them: a list of lines, and behind each of them what it comes from.

In: the name of an analysis, a plan, a day. Out: its `Board`, or its `Grid` by months. An analysis has a
screen as soon as it stands in `catalogue.ANALYSES`: where its module has no function
`grid(workbook, today, kept)` or `board(workbook, today)`, the list is its main table, and behind a line stand
the tables of the analysis narrowed to what the line is about.
"""

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

from workbook.analysis.kept import Kept
from workbook.desk.analysing.narrowing import Narrowing, NothingOfThatNameError, narrowing
from workbook.desk.analysing.tables import Behind, Cell, Told
from workbook.desk.listing.columns import Column
from workbook.model.nations import is_party_code
from workbook.records.workbook import Workbook

if TYPE_CHECKING:
    from workbook.desk.analysing.grids import Grid

BRANCH = "└ "
"""Begins the name of a record that stands below the one it belongs to."""


class BoardLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line: its cells, the record that it leads to ("" for none), the nations that have part in it."""

    cells: Sequence[Cell]
    leads_to: str = ""
    nations: frozenset[str] = frozenset()
    is_trouble: bool = False


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """An analysis to look through; `nothing` is said where there are no lines, `behind` is asked by line."""

    title: str
    columns: Sequence[Column]
    lines: Sequence[BoardLine]
    legend: str
    nothing: str
    behind: Callable[[BoardLine], Behind]


def board(name: str, workbook: Workbook, today: date, kept: Kept) -> "Board | Grid":
    """Give an analysis as a screen shows it."""
    module = import_module(f"workbook.desk.analysing.{name}")
    if hasattr(module, "grid"):
        by_month: Grid = module.grid(workbook, today, kept)
        return by_month
    if hasattr(module, "board"):
        own: Board = module.board(workbook, today)
        return own
    return _told_board(module.tell, workbook, today)


def lead_of(row: Sequence[Cell], workbook: Workbook) -> str:
    """Give the record that a row of a table leads to: the first that it names; "" where it names none."""
    words = (cell.removeprefix(BRANCH) for cell in row if isinstance(cell, str))
    return next((word for word in words if workbook.get(word) is not None), "")


_Tell = Callable[[Workbook, Narrowing, date], Told]


def _told_board(tell: _Tell, workbook: Workbook, today: date) -> Board:
    told = tell(workbook, Narrowing(), today)
    known: dict[str, Behind] = {}

    def behind(one: BoardLine) -> Behind:
        word = _subject(one.cells)
        if word not in known:
            known[word] = _behind(tell, workbook, word, today)
        return known[word]

    main = told.tables[0] if told.tables else None
    return Board(
        title=main.title if main is not None else "",
        columns=main.columns if main is not None else (),
        lines=[_line(row, workbook) for row in main.rows] if main is not None else (),
        legend=main.legend if main is not None else "",
        nothing=told.nothing,
        behind=behind,
    )


def _line(row: Sequence[Cell], workbook: Workbook) -> BoardLine:
    words = [cell for cell in row if isinstance(cell, str)]
    codes = (code for word in words for code in word.replace("-", " ").replace(",", " ").split())
    subject = _subject(row)
    return BoardLine(
        cells=row,
        leads_to=subject if workbook.get(subject) is not None else "",
        nations=frozenset(code for code in codes if is_party_code(code)),
    )


def _subject(row: Sequence[Cell]) -> str:
    return row[0] if row and isinstance(row[0], str) else ""


def _behind(tell: _Tell, workbook: Workbook, word: str, today: date) -> Behind:
    try:
        told = tell(workbook, narrowing(word, workbook), today)
    except NothingOfThatNameError:
        return Behind(title=word)
    return Behind(title=word, tables=told.tables[1:], sentences=[told.nothing] if told.nothing else ())
