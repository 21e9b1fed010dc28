"""What an analysis tells: tables of typed cells, for whoever draws them, and the values behind.

In: nothing. Out: the types that every analysis fills. Cells are values, not text: a terminal shows them
short, a spreadsheet as numbers.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from workbook.desk.listing.columns import Column
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.when import When


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """Amounts drawn side by side in one bar, the first as the fullest block; `whole` is its whole length.

    What is left of the whole stays light; `is_open` says that it may be more than can be drawn.
    """

    parts: tuple[Decimal, ...]
    whole: Decimal
    is_open: bool = False


class Stack(msgspec.Struct, frozen=True, kw_only=True):
    """Amounts stacked in one bar, each with a sign of its own; `mark` is what there is for them, if known."""

    parts: tuple[Decimal, ...]
    mark: Decimal | None
    whole: Decimal


Cell = str | int | Quantity | Money | When | Bar | Stack | None


class AnalysisTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table: its title, its columns, its rows, and a line that explains its signs ("" for none).

    `troubles` are the rows, by place, that are bad news by themselves.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    legend: str = ""
    troubles: Sequence[int] = ()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that an analysis tells: its tables, the main one first, and the values they were drawn from.

    `values` is what programs read: structs, or mappings of them. Where there is nothing to tell, `tables` is
    empty and `nothing` says so.
    """

    tables: Sequence[AnalysisTable]
    values: Mapping[str, Any]
    nothing: str = ""


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind a line: sentences first, then tables."""

    title: str
    sentences: Sequence[str] = ()
    tables: Sequence[AnalysisTable] = ()
