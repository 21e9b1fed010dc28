"""What some records are worth: commitments, joint procurements and funds, by footing and currency.

In: a plan and ids. Out: sums that carry every interval and doubt, never added across kinds: a commitment may
stand in a procurement or draw on a fund. It converts nothing.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workbook.analysis.footing import Footing, footing_of
from workbook.analysis.totals import is_counted
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.records.workbook import Workbook

# Where each kind says what it is worth.
_VALUES = {Kind.COMMITMENT: "value", Kind.PROCUREMENT: "value", Kind.FUND: "total"}


class Purse(NamedTuple):
    """What values are added up by."""

    kind: Kind
    footing: Footing
    currency: str


def worth_of(workbook: Workbook, ids: Iterable[str]) -> Mapping[Purse, Quantity]:
    """Add up the values of some records; a mirror, and a part of a package, count for nothing beside it.

    NOR-C-7K3Q  1.5 million EUR, committed;  NOR-C-9D0M  2 million EUR, pledged;  NOR-J-5H1M  9 million EUR
    -> commitments, firm: 1.5 million EUR;  commitments, pledged: 2 million EUR;  procurements: 9 million EUR
    """
    found: dict[Purse, Quantity] = {}
    for id in sorted(set(ids)):
        record = workbook.get(id)
        value = _value(workbook, record) if record is not None else None
        footing = footing_of(record) if record is not None and value is not None else None
        if record is not None and value is not None and footing is not None:
            purse = Purse(record.kind, footing, value.currency)
            found[purse] = found.get(purse, NOTHING) + value.amount
    return found


def _value(workbook: Workbook, record: Record) -> Money | None:
    is_part = record.kind is Kind.COMMITMENT and (record.data.part_of or not is_counted(workbook, record))
    name = _VALUES.get(record.kind, "")
    found = getattr(record.data, name) if name and not is_part else None
    return found if isinstance(found, Money) else None
