"""What all commitments come to: quantities by item and status, values by currency and status.

In: a plan, whole or as released. Out: sums that carry every interval and doubt. It decides what
counts (mirrors, packages, wider records of a true one); statuses stand side by side, and what nobody has
confirmed stays apart. It converts nothing unless asked (`in_base`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from workbook.analysis.conversion import rounded
from workbook.analysis.kept import Kept
from workbook.model.commitment import Commitment
from workbook.model.enums import Status
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.settings import Settings
from workbook.records.workbook import Workbook


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """One sum for each status, in order of firmness; a status that nothing has is left out.

    `confirmed` is what nations wrote themselves, `unconfirmed` what was noted on their behalf.
    """

    confirmed: Mapping[Status, Quantity]
    unconfirmed: Mapping[Status, Quantity]

    @property
    def firm(self) -> Quantity:
        """The confirmed sum of the firm statuses."""
        return sum((sum_ for status, sum_ in self.confirmed.items() if status.is_firm), NOTHING)


class QuantityTotal(msgspec.Struct, frozen=True, kw_only=True):
    """What is committed of one item, in one unit; quantities in other units stand in their own total."""

    item: str
    unit: str
    tally: Tally


class ValueTotal(msgspec.Struct, frozen=True, kw_only=True):
    """What commitments in one currency are worth."""

    currency: str
    tally: Tally


class BaseTotal(msgspec.Struct, frozen=True, kw_only=True):
    """The values of a plan in its base currency; `left_out` are the currencies that have no rate."""

    currency: str
    tally: Tally
    left_out: tuple[str, ...]


def item_totals(workbook: Workbook, item_id: str) -> tuple[QuantityTotal, ...]:
    """Add up what counts of one item, in order of unit, without reading the rest.

    NOR-C-7K3Q  12 nasams, committed;  SWE-C-3F8K  900 155mm-he
    -> of nasams: committed 12
    """
    sums: dict[str, _Sums] = {}
    named = workbook.mentions_from(item_id, Kind.COMMITMENT) if item_id not in OPEN_REFERENCES else ()
    for record in (one.record for one in named if one.field == "item" and is_counted(workbook, one.record)):
        data: Commitment = record.data
        if data.quantity is not None:
            sums.setdefault(unit_of(workbook, data), _Sums()).add(record, data.quantity)
    return tuple(QuantityTotal(item=item_id, unit=unit, tally=sums[unit].tally()) for unit in sorted(sums))


def value_totals(workbook: Workbook, *, kept: Kept | None = None) -> tuple[ValueTotal, ...]:
    """Add up what counts in values, in order of currency.

    `kept` gives what was worked out before of each nation's, and keeps what is worked out now.

    NOR-C-7K3Q  10 USD, committed;  SWE-C-3F8K  5 EUR, pledged;  NOR-C-9D0M  2 USD, committed
    -> EUR: pledged 5;  USD: committed 12
    """
    kept = kept if kept is not None else Kept()
    ids = [kept.drawn(_ids, (some,)) for some in kept.by_owner(workbook, Kind.COMMITMENT).values()]
    return kept.drawn(_joined, [kept.take(_values_of, workbook, some) for some in ids])


def _ids(records: Sequence[Record]) -> tuple[str, ...]:
    return tuple([one.id for one in records])


def _joined(*parts: "Mapping[str, _Sums]") -> tuple[ValueTotal, ...]:
    sums: dict[str, _Sums] = {}
    for part in parts:
        for currency, some in part.items():
            sums.setdefault(currency, _Sums()).join(some)
    return tuple(ValueTotal(currency=code, tally=sums[code].tally()) for code in sorted(sums))


def _values_of(workbook: Workbook, ids: Sequence[str]) -> "Mapping[str, _Sums]":
    """Add up the values of some commitments by currency, as far as they count."""
    sums: dict[str, _Sums] = {}
    for record in (one for id in ids if (one := workbook.get(id)) is not None):
        value = record.data.value
        if value is None or record.data.part_of or value.currency in OPEN_REFERENCES:
            continue
        if is_counted(workbook, record):
            sums.setdefault(value.currency, _Sums()).add(record, value.amount)
    return sums


def is_mirror(workbook: Workbook, record: Record) -> bool:
    """Say whether a commitment only mirrors another that is in the plan given.

    DEU-C-2B9C, counted_in = "NOR-C-7K3Q"  -> yes, where NOR-C-7K3Q is in the plan
    """
    original = workbook.get(record.data.counted_in) if record.data.counted_in else None
    return original is not None and original is not record and original.kind is Kind.COMMITMENT


def truer_ones(workbook: Workbook, record: Record) -> list[Record]:
    """List the commitments in the plan given of which this one shows a part.

    NOR-C-9D0M in Norway's own layer, shared_as = "NOR-C-7K3Q"  -> NOR-C-9D0M for NOR-C-7K3Q
    """
    return [
        one
        for one in workbook.naming(record.id, "shared_as")
        if one is not record
        and one.kind is Kind.COMMITMENT
        and one.owner == record.owner
        and not one.is_retired
    ]


def is_counted(workbook: Workbook, record: Record) -> bool:
    """Say of one commitment whether its quantity counts.

    A mirror counts only where its original is not in the plan given; a wider record only where the true
    one, which names it as `shared_as`, is not. Retired ones never count.

    DEU-C-2B9C, counted_in = "NOR-C-7K3Q"  -> no, where NOR-C-7K3Q is in the plan
    """
    data = record.data
    if data.retired is not None or (data.counted_in and is_mirror(workbook, record)):
        return False
    return not truer_ones(workbook, record)


def unit_of(workbook: Workbook, commitment: Commitment) -> str:
    """Give the unit of a commitment's quantity: its own, else its item's, else "".

    item = "155mm-he", whose unit is "each", and no unit  -> "each"
    """
    if commitment.unit:
        return commitment.unit
    return item_unit(workbook, commitment.item)


def item_unit(workbook: Workbook, item_id: str) -> str:
    """Give the unit in which an item counts, "" where it has none or no such item is known."""
    item = workbook.get(item_id)
    return str(item.data.unit) if item is not None and item.kind is Kind.ITEM else ""


def in_base(values: Sequence[ValueTotal], settings: Settings, on: date) -> BaseTotal:
    """Give values in the base currency, at the rates of a day, rounded once at the end.

    10 USD and 5 EUR committed, base EUR, 1 USD = 0.9 EUR, 7 NOK pledged without a rate
    -> committed 14 EUR; left out: NOK
    """
    base = settings.manifest.base_currency
    rates = {value.currency: settings.rate(value.currency, on) for value in values}
    known = [(value.tally, rate) for value in values if (rate := rates[value.currency]) is not None]
    return BaseTotal(
        currency=base,
        tally=Tally(
            confirmed=_converted([(tally.confirmed, rate) for tally, rate in known], base),
            unconfirmed=_converted([(tally.unconfirmed, rate) for tally, rate in known], base),
        ),
        left_out=tuple(sorted(currency for currency, rate in rates.items() if rate is None)),
    )


class _Sums:
    """Sums that grow, by status; a small mutable part that never leaves this file."""

    def __init__(self) -> None:
        self._confirmed: dict[Status, Quantity] = {}
        self._unconfirmed: dict[Status, Quantity] = {}

    def add(self, record: Record, quantity: Quantity) -> None:
        _add(self._unconfirmed if record.recorded else self._confirmed, record.data.status, quantity)

    def join(self, other: "_Sums") -> None:
        for own, theirs in ((self._confirmed, other._confirmed), (self._unconfirmed, other._unconfirmed)):
            for status, quantity in theirs.items():
                _add(own, status, quantity)

    def tally(self) -> Tally:
        return Tally(confirmed=_ordered(self._confirmed), unconfirmed=_ordered(self._unconfirmed))


def _add(sums: dict[Status, Quantity], status: Status, quantity: Quantity) -> None:
    sums[status] = sums[status] + quantity if status in sums else quantity


def _ordered(sums: Mapping[Status, Quantity]) -> Mapping[Status, Quantity]:
    return {status: sums[status] for status in Status if status in sums}


def _converted(
    parts: Iterable[tuple[Mapping[Status, Quantity], Fraction]], currency: str
) -> Mapping[Status, Quantity]:
    """Convert sums and add them up by status."""
    found: dict[Status, list[tuple[Quantity, Fraction]]] = {}
    for sums, rate in parts:
        for status, quantity in sums.items():
            found.setdefault(status, []).append((quantity, rate))
    return _ordered({status: _converted_sum(pairs, currency) for status, pairs in found.items()})


def _converted_sum(pairs: Sequence[tuple[Quantity, Fraction]], currency: str) -> Quantity:
    low = sum((Fraction(quantity.low) * rate for quantity, rate in pairs), Fraction(0))
    high: Fraction | None = Fraction(0)
    for quantity, rate in pairs:
        high = None if high is None or quantity.high is None else high + Fraction(quantity.high) * rate
    return Quantity(
        rounded(low, currency),
        None if high is None else rounded(high, currency),
        about=any(quantity.about for quantity, _ in pairs),
        unknown=any(quantity.unknown for quantity, _ in pairs),
        undisclosed=any(quantity.undisclosed for quantity, _ in pairs),
    )
