"""Orders: what of an item has still to be made, repaired or trained, by whom, for whom, and by when.

In: a plan and an item. Out: `Orders` on it, cut by lots, what is done taken off. A mirror and what stands in
a joint procurement are counted once. It knows no capacity and no today.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_FLOOR
from fractions import Fraction
from typing import NamedTuple

import msgspec

from workbook.analysis.amounts import rounded
from workbook.analysis.footing import Footing, footing_of
from workbook.analysis.totals import is_counted
from workbook.model.commitment import Commitment, Lot
from workbook.model.enums import Activity, CommitmentKind, LotStatus, ProcurementStatus
from workbook.model.holding import Procurement
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook

_OVER = frozenset((LotStatus.DELIVERED, LotStatus.CANCELLED))
_MADE_FOR = frozenset((CommitmentKind.PRODUCTION, CommitmentKind.PROCUREMENT))
_REPAIRS = frozenset((CommitmentKind.SUSTAINMENT, CommitmentKind.INTEGRATION))


class Works(NamedTuple):
    """Where something is made: a supplier and its nation; the nation alone where no supplier is named."""

    supplier: str
    nation: str

    def __str__(self) -> str:
        return (
            f"{self.supplier} ({self.nation})"
            if self.supplier and self.nation
            else self.supplier or self.nation
        )


NOWHERE = Works("", "")


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a works has still to do for a nation, due between two days; None where that side is open.

    `works` is `NOWHERE` where nobody says who makes it.
    """

    record: Record
    nation: str
    works: Works
    activity: Activity
    footing: Footing
    quantity: Quantity
    first: date | None
    last: date | None


class Orders(msgspec.Struct, frozen=True, kw_only=True):
    """All orders on an item, in order of record; `in_other_units` are the records that count otherwise."""

    orders: tuple[Order, ...]
    in_other_units: tuple[str, ...]


class DuePart(NamedTuple):
    """An amount that is still to come, due between two days; None where that side is open."""

    quantity: Quantity
    first: date | None
    last: date | None


def orders_on(workbook: Workbook, item_id: str, unit: str) -> Orders:
    """List what has still to be made of an item: productions, purchases, and all else that names a supplier.

    `unit` is the item's; the item itself is not looked at.

    NOR-C-7K3Q  production, 900 shells, supplier = "shell-works", 400 of them done
    SWE-C-3F8K  procurement = "DEU-J-4T2X", in which Sweden buys 100 of 300
    -> 500 for NOR at shell-works; of DEU-J-4T2X 100 for SWE and 200 for DEU, who leads it
    """
    found: list[Order] = []
    others: list[str] = []
    naming = workbook.mentions_from(item_id, *_ORDERING)
    for record in [mention.record for mention in naming if mention.field == "item"]:
        placed = list(_ORDERING[record.kind](workbook, record))
        if placed and record.kind is Kind.COMMITMENT and (record.data.unit or unit) != unit:
            others.append(record.id)
        else:
            found += placed
    return Orders(orders=tuple(found), in_other_units=tuple(others))


def due_parts(whole: Quantity | None, lots: Sequence[Lot]) -> tuple[DuePart, ...]:
    """Cut a quantity into what is still to come, by its lots; what no lot tells has no day.

    Lots without a quantity share the rest. A cancelled lot is not to come.

        quantity = 20, lots = [{by = "2023-Q1", quantity = 12, done = 5}]
        -> 7 between 2023-01-01 and 2023-03-31, 8 without a day
    """
    parts: list[DuePart] = []
    bare: list[Lot] = []
    told = NOTHING
    for lot in lots:
        if lot.quantity is None:
            told += lot.done or NOTHING
            if lot.status not in _OVER:
                bare.append(lot)
            continue
        told += lot.quantity
        if lot.status not in _OVER:
            parts.append(_due(lot.quantity.less(lot.done or NOTHING), (lot,)))
    if whole is not None:
        parts.append(_due(whole.less(told), bare))
    elif bare or not lots:
        parts.append(_due(UNKNOWN, bare))
    return tuple(part for part in parts if part.quantity.high != 0)


def works_of(workbook: Workbook, supplier: str, nation: str) -> Works:
    """Give the works that a record means: the supplier it names, else its nation's industry.

    supplier = "shell-works", of Norway  -> shell-works (NOR);  none, by NOR  -> NOR
    """
    if not supplier or supplier in OPEN_REFERENCES:
        return Works("", nation)
    known = workbook.get(supplier)
    return Works(supplier, known.data.nation if known is not None and known.kind is Kind.SUPPLIER else "")


def _of_commitment(workbook: Workbook, record: Record) -> Iterator[Order]:
    data: Commitment = record.data
    # Most name no supplier and are gifts; they are told apart before anything is looked up.
    names_supplier = bool(data.supplier) and data.supplier not in OPEN_REFERENCES
    if not (names_supplier or data.kind in _MADE_FOR) or data.kind is CommitmentKind.FUNDING or data.stock:
        return
    footing = _coming(record)
    if footing is None or not is_counted(workbook, record):
        return
    if data.procurement and _stands_in(workbook, data):
        return
    is_own = data.kind is CommitmentKind.PRODUCTION or names_supplier
    works = works_of(workbook, data.supplier, record.owner) if is_own else NOWHERE
    activity = (
        Activity.TRAIN
        if data.kind is CommitmentKind.TRAINING
        else Activity.REPAIR
        if data.kind in _REPAIRS
        else Activity.MAKE
    )
    for part in due_parts(data.quantity, data.lots):
        yield Order(
            record=record,
            nation=record.owner,
            works=works,
            activity=activity,
            footing=footing,
            quantity=part.quantity,
            first=part.first,
            last=part.last,
        )


def _coming(record: Record) -> Footing | None:
    """Say how far a commitment carries; None where nothing is to come of it."""
    return footing_of(record) if record.data.status.is_open else None


def _stands_in(workbook: Workbook, data: Commitment) -> bool:
    """Say whether a commitment's figure stands in that of its joint procurement."""
    purchase = workbook.get(data.procurement)
    return (
        purchase is not None
        and purchase.kind is Kind.PROCUREMENT
        and purchase.data.item == data.item
        and _counts(purchase)
    )


def _counts(purchase: Record) -> bool:
    """Say whether a joint procurement tells how much it buys; one noted on behalf yields to its parties."""
    data: Procurement = purchase.data
    is_off = data.retired is not None or data.status is ProcurementStatus.CANCELLED
    return not (is_off or purchase.recorded) and (
        _whole(data) is not None or any(one.quantity for one in data.lots)
    )


def _whole(data: Procurement) -> Quantity | None:
    if data.quantity is not None:
        return data.quantity
    parts = [one.quantity for one in data.parties if one.quantity is not None]
    return sum(parts, NOTHING) if parts and len(parts) == len(data.parties) else None


def _of_procurement(workbook: Workbook, record: Record) -> Iterator[Order]:
    data: Procurement = record.data
    footing = footing_of(record)
    if footing is None or data.status is ProcurementStatus.CLOSED:
        return
    inside = [one.data for one in workbook.naming(record.id, "procurement") if one.kind is Kind.COMMITMENT]
    if inside and not _counts(record):
        return
    named = sorted({one.supplier for one in inside if one.supplier} - OPEN_REFERENCES)
    supplier = data.supplier or (named[0] if len(named) == 1 else "")
    works = works_of(workbook, supplier, "") if supplier else NOWHERE
    buyers = _buyers(record)
    for part in due_parts(_whole(data), data.lots):
        for nation, quantity in zip(buyers, _split(part.quantity, list(buyers.values())), strict=True):
            if quantity.high != 0:
                yield Order(
                    record=record,
                    nation=nation,
                    works=works,
                    activity=Activity.MAKE,
                    footing=footing,
                    quantity=quantity,
                    first=part.first,
                    last=part.last,
                )


_ORDERING = {Kind.COMMITMENT: _of_commitment, Kind.PROCUREMENT: _of_procurement}


def _buyers(record: Record) -> dict[str, Fraction]:
    """Give who buys how large a part; what no party takes, or where parts are not told, is the leader's."""
    data: Procurement = record.data
    whole = _whole(data)
    parts: dict[str, Fraction] = {}
    for party in data.parties:
        if whole is not None and whole.low and party.quantity is not None:
            part = Fraction(party.quantity.low) / Fraction(whole.low)
        elif party.quantity is None and party.share is not None:
            part = party.share.value
        else:
            return {record.owner: Fraction(1)}
        parts[party.nation] = parts.get(party.nation, Fraction(0)) + part
    taken = sum(parts.values(), Fraction(0))
    if taken > 1:
        return {nation: part / taken for nation, part in parts.items()}
    if taken < 1:
        parts[record.owner] = parts.get(record.owner, Fraction(0)) + 1 - taken
    return parts


def _split(quantity: Quantity, parts: Sequence[Fraction]) -> Iterator[Quantity]:
    """Cut a quantity into parts that add up to it; what rounding leaves goes to the last."""
    low_left, high_left = quantity.low, quantity.high
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        low = low_left if is_last else rounded(Fraction(quantity.low) * part, ROUND_FLOOR)
        high = (
            high_left
            if is_last or quantity.high is None
            else rounded(Fraction(quantity.high) * part, ROUND_FLOOR)
        )
        low_left -= low
        high_left = None if high_left is None or high is None else high_left - high
        yield Quantity(
            low,
            None if high is None else max(low, high),
            about=quantity.about,
            unknown=quantity.unknown,
            undisclosed=quantity.undisclosed,
        )


def _due(quantity: Quantity, lots: Iterable[Lot]) -> DuePart:
    """Give an amount with the days between which lots bring it, taken together; without any, on any day."""
    times = [lot.by for lot in lots]
    if len(times) == 1:
        (by,) = times
        return DuePart(quantity, by.first, by.last) if by is not None else DuePart(quantity, None, None)
    firsts = [by.first if by is not None else None for by in times]
    lasts = [by.last if by is not None else None for by in times]
    first = min((day for day in firsts if day is not None), default=None)
    last = max((day for day in lasts if day is not None), default=None)
    return DuePart(quantity, None if None in firsts else first, None if None in lasts else last)
