"""Which columns a list shows for each kind, and what stands in them.

In: records of one kind. Out: rows of text. Headings are the labels of the declarations; a quantity stands
with its unit, which may be the item's. Columns that are empty throughout are left out by the table.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from workbook.cli.table import Column
from workbook.desk.words import value_words
from workbook.model.fields import fields_of
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.units import unit_symbol
from workbook.records.workbook import Workbook

# Attributes of each kind's struct; `due` is the time of the last lot.
_COLUMNS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.NATION: ("name", "delegation"),
        Kind.ITEM: ("name", "kind", "unit", "capability", "lead_time_months", "origin"),
        Kind.SUPPLIER: ("name", "nation"),
        Kind.CAPACITY: ("item", "activity", "supplier", "rates", "limited_by"),
        Kind.COMMITMENT: ("title", "item", "quantity", "value", "status", "due", "to"),
        Kind.REQUEST: ("title", "item", "capability", "quantity", "priority", "need_by", "status"),
        Kind.ACCEPTANCE: ("commitment", "as_", "request", "quantity", "value", "on"),
        Kind.STOCK: ("item", "holding", "minimum", "releasable", "as_of"),
        Kind.PROCUREMENT: ("title", "item", "quantity", "value", "status", "due", "supplier"),
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
_COUNTED = ("quantity", "holding", "minimum", "releasable")
_NUMBERS = (Quantity, Money, int)


def columns(kind: Kind) -> list[Column]:
    """List the columns of a kind: its id, its fields, its marks, and its owner."""
    declared = {field.name: field for field in fields_of(STRUCTS[kind])}
    found = [Column("Id")]
    for name in _COLUMNS[kind]:
        field = declared.get(name)
        is_number = field is not None and any(field.type is one for one in _NUMBERS)
        found.append(Column(field.label if field else "Due", is_number))
    return [*found, Column("Owner"), Column("Mark")]


def row(record: Record, workbook: Workbook) -> list[str]:
    """Give the cells of a record, in the order of `columns`."""
    cells = [_cell(record.data, name, workbook) for name in _COLUMNS[record.kind]]
    owner = workbook.settings.owner(record)
    return [record.id, *cells, owner, ", ".join(marks(record))]


def marks(record: Record) -> list[str]:
    """Name what sets a record apart: not confirmed by its nation, or no longer counted."""
    return ["unconfirmed"] * record.recorded + ["retired"] * record.is_retired


def unit_words(data: Any, workbook: Workbook) -> str:
    """Give the unit in which a record counts, its own or its item's; "" where neither says."""
    unit: str = getattr(data, "unit", "")
    item = workbook.get(getattr(data, "item", ""))
    if not unit and item is not None and item.kind is Kind.ITEM:
        unit = item.data.unit
    return unit_symbol(unit) if unit else ""


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
    """Give the time of the last lot, as that is when all of it is there."""
    known = [lot.by for lot in lots if lot.by is not None and lot.by.last is not None]
    return str(max(known, key=lambda when: when.last)) if known else ""
