"""Which columns a list shows for each kind, and what stands in them.

In: records of one kind. Out: rows of text. Headings are the labels of the declarations; a quantity stands
with its unit, which may be the item's. Columns that are empty throughout are left out by the table.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, get_origin

from workbook.desk.describing import unit_words
from workbook.model.fields import Field, fields_of
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.model.words import value_words
from workbook.records.workbook import Workbook

# Attributes of each kind's struct; `due` is the time of the last lot.
_COLUMNS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.NATION: ("name", "delegation"),
        Kind.ITEM: ("name", "kind", "unit", "capability", "lead_time_months", "origin"),
        Kind.SUPPLIER: ("name", "nation"),
        Kind.CAPACITY: ("item", "activity", "supplier", "rates", "limited_by"),
        Kind.COMMITMENT: ("title", "item", "quantity", "status", "due", "value", "to"),
        Kind.REQUEST: ("title", "item", "quantity", "need_by", "status", "priority", "capability"),
        Kind.ACCEPTANCE: ("commitment", "as_", "request", "quantity", "value", "on"),
        Kind.STOCK: ("item", "holding", "minimum", "releasable", "as_of"),
        Kind.PROCUREMENT: ("title", "item", "quantity", "status", "due", "value", "supplier"),
        Kind.FUND: ("title", "total", "status", "announced_on"),
        Kind.LESSON: ("kind", "title"),
        Kind.REPORT: ("action", "status", "on", "text"),
        Kind.MEETING: ("date", "title", "place", "chair", "host"),
        Kind.AGENDA: ("order", "title", "kind", "invited_to", "minutes", "lead"),
        Kind.DECISION: ("text", "status", "taken", "on"),
        Kind.ACTION: ("text", "owner", "due", "status"),
        Kind.PROPOSAL: ("title", "for_meeting", "opened_on", "silence_until"),
        Kind.REVIEW: ("proposal", "verdict", "on", "about"),
    }
)
LEGEND = "? not confirmed by its nation, x retired and no longer counted"
_COUNTED = ("quantity", "holding", "minimum", "releasable")
_NUMBERS = (Quantity, Money, int)
_DOUBTFUL = (Quantity, Money, When)
_SHORT = (
    (" and unknown and undisclosed more", "+"),
    (" and unknown more", "+"),
    (" and undisclosed more", "+"),
    ("unknown and undisclosed", "?"),
    ("about ", "~"),
    ("at least ", "≥"),
    ("at most ", "≤"),
    ("until ", "≤"),
    ("from ", "≥"),
    (" to ", "–"),
)
_EACH = "each"
_LEAST_TEXT, _LEAST_WORD = 18, 10


class Column(NamedTuple):
    """A column of a table.

    Numbers stand to the right and are never cut, nor are ids; a column may be left out for want of room
    unless it `is_fixed`. Free text `is_loose`: it is cut before words are. What only `is_naming` another
    record is the first to be left out. What `is_drawn` repeats figures as a picture: it is never cut. Nor is
    what `is_time`: of a day without its end nobody knows which it is.
    """

    heading: str
    is_number: bool = False
    is_loose: bool = False
    is_fixed: bool = False
    is_naming: bool = False
    is_drawn: bool = False
    is_time: bool = False

    @property
    def least(self) -> int:
        """The columns it needs at least, zero where it cannot be narrowed."""
        if self.is_number or self.is_fixed or self.is_drawn or self.is_time:
            return 0
        return _LEAST_TEXT if self.is_loose else _LEAST_WORD


def columns(kind: Kind) -> list[Column]:
    """List the columns of a kind: its id, its fields, its marks, and its owner."""
    declared = {field.name: field for field in fields_of(STRUCTS[kind])}
    fields = [_column(declared.get(name)) for name in _COLUMNS[kind]]
    standing = [Column("Owner", is_fixed=True), Column("Mark", is_fixed=True)]
    return [Column("Id", is_fixed=True), *fields, *standing]


def _column(field: Field | None) -> Column:
    if field is None:
        return Column("Due", is_time=True)
    is_free_text = field.type is str and not field.refers and field.code is None
    is_list = get_origin(field.type) is tuple
    is_number = any(field.type is one for one in _NUMBERS)
    return Column(
        field.label,
        is_number=is_number,
        is_loose=is_free_text or is_list,
        is_naming=bool(field.refers),
        is_time=field.type is When,
    )


def brief_row(record: Record, workbook: Workbook) -> list[str]:
    """Give the cells of a record as short as can be: `~20` for about 20, no unit where things are counted."""
    cells = row(record, workbook)
    for index in range(1, len(cells) - 2):
        value = value_in(record, index, workbook)
        if isinstance(value, _DOUBTFUL):
            unit = cells[index].removeprefix(str(value)).strip()
            cells[index] = f"{brief(value)} {unit}" if unit not in ("", _EACH) else brief(value)
    return cells


def brief(value: Quantity | Money | When) -> str:
    """Give an amount or a time as short as can be: `~20` for about 20, `≥4` for at least 4."""
    text = str(value)
    for long, short in _SHORT:
        text = text.replace(long, short)
    return text


def row(record: Record, workbook: Workbook) -> list[str]:
    """Give the cells of a record, in the order of `columns`."""
    cells = [_cell(record.data, name, workbook) for name in _COLUMNS[record.kind]]
    owner = workbook.settings.owner(record)
    return [record.id, *cells, owner, marks(record)]


def value_in(record: Record, column: int, workbook: Workbook) -> Any:
    """Give what a column shows of a record, before it is put in words; None where there is nothing."""
    names = _COLUMNS[record.kind]
    if not 0 < column <= len(names):
        cells = row(record, workbook)
        return cells[column]
    name = names[column - 1]
    if name == "due" and not hasattr(record.data, "due"):
        return _last_lot(record.data.lots)
    value = getattr(record.data, name)
    return _cell(record.data, name, workbook) if isinstance(value, tuple) else value


def marks(record: Record) -> str:
    """Mark what sets a record apart; `LEGEND` says what the signs mean."""
    return "?" * record.recorded + "x" * record.is_retired


def _cell(data: Any, name: str, workbook: Workbook) -> str:
    if name == "due" and not hasattr(data, "due"):
        return _due(data.lots)
    value = getattr(data, name)
    if value is None:
        return ""
    if name == "to":
        return ", ".join(one.party for one in value)
    if name in _COUNTED and value.is_known:
        return f"{value} {unit_words(data, workbook)}".rstrip()
    return value_words(value)


def _due(lots: Sequence[Any]) -> str:
    last = _last_lot(lots)
    return str(last) if last is not None else ""


def _last_lot(lots: Sequence[Any]) -> When | None:
    """Give the time of the last lot, as that is when all of it is there."""
    known: list[When] = [lot.by for lot in lots if lot.by is not None and lot.by.last is not None]
    return max(known, key=lambda when: when.last or date.min) if known else None
