"""What arrives in the year ahead: lots by month, for each item and recipient, firm and not.

In: a plan and a day. Out: `Forecast`. A commitment that is part of a joint procurement counts once. What
is delivered already is left out; what is overdue or without a date stands apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from workbook.analysis.agreement import party_of
from workbook.analysis.amounts import at_most
from workbook.analysis.arrivals import Arrival, arrivals_of, scaled, shared_out
from workbook.analysis.footing import Footing, footing_of
from workbook.analysis.kept import Kept, drawn_in, part_of
from workbook.analysis.months import Month, months
from workbook.analysis.totals import is_counted, item_unit, unit_of
from workbook.model.commitment import Commitment
from workbook.model.enums import ProcurementStatus, Status
from workbook.model.holding import Procurement
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.model.when import When
from workbook.records.workbook import Workbook

MONTHS_AHEAD = 12
"""How many months a forecast looks ahead, that of today included."""
_PROMISING = (Kind.COMMITMENT, Kind.PROCUREMENT)


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity in three parts that are never added: firm and confirmed, not firm, noted on behalf."""

    firm: Quantity = NOTHING
    not_firm: Quantity = NOTHING
    unconfirmed: Quantity = NOTHING


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A lot that is still to come, of a commitment or a procurement (`record`).

    `lot` is "" for what no lot holds, `quantity` what has not been delivered of it.
    """

    record: str
    lot: str
    owner: str
    item: str
    unit: str
    recipient: str
    by: When | None
    quantity: Quantity
    is_firm: bool
    is_unconfirmed: bool


class MonthAhead(msgspec.Struct, frozen=True, kw_only=True):
    """What arrives in one month: between what surely and what at most arrives in it."""

    month: Month
    amount: Amount


class ForecastRow(msgspec.Struct, frozen=True, kw_only=True):
    """What comes of one item, in one unit, to one recipient: a code, several, or "" where none is named.

    `months` are the year from today; a lot that may arrive in several months is at most in each of them and
    surely in none, so `within` (all that arrives within the year) is no sum of them. `overdue` was to have
    arrived before today, `undated` has no date, `later` arrives after the year, or perhaps.
    """

    item: str
    unit: str
    recipient: str
    months: tuple[MonthAhead, ...]
    within: Amount
    overdue: Amount
    undated: Amount
    later: Amount
    deliveries: tuple[Delivery, ...]


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The year ahead, in order of item, unit and recipient; `months` are its months."""

    today: date
    months: tuple[Month, ...]
    rows: tuple[ForecastRow, ...]


def forecast(workbook: Workbook, today: date, *, kept: Kept | None = None) -> Forecast:
    """Tell what arrives in the year ahead, of all that commitments and joint procurements promise.

    `kept` gives what was worked out before from the same records, and keeps what is worked out now.

        NOR-C-7K3Q  12 nasams for UKR, committed: 8 by 2023-01, 4 by 2023-Q2;  today 2022-11-01
        -> 2023-01: 8 firm;  2023-04, 05 and 06: at most 4 each;  within the year 12
    """
    kept = kept if kept is not None else Kept()
    items, without = kept.drawn(_subjects, [kept.by_owner(workbook, kind) for kind in _PROMISING], kept)
    parts = [kept.take(item_forecast, workbook, item, today) for item in items]
    parts.append(kept.take(_rows_of, workbook, without, today))
    return kept.drawn(_together, parts, today)


def _together(*told: Any) -> Forecast:
    """Put the rows of items in order: rows of one after those of the other, then the day."""
    *parts, today = told
    return Forecast(
        today=today,
        months=months(Month.of(today), MONTHS_AHEAD),
        rows=tuple(
            sorted((row for rows in parts for row in rows), key=attrgetter("item", "unit", "recipient"))
        ),
    )


def item_forecast(workbook: Workbook, item_id: str, today: date) -> tuple[ForecastRow, ...]:
    """Tell what arrives of one item in the year ahead, in order of unit and recipient.

    DEU-J-4T2X  buys 40 for DEU and SWE, 30 in 2023-03 and 10 in 2023-04;  SWE-C-3F8K is 15 of it
    -> for SWE: 5 to 15 in 2023-03, at most 10 in 2023-04;  for nobody by name: 15 to 25, at most 10
    """
    ids = [
        mention.record.id
        for mention in workbook.mentions_from(item_id, *_PROMISING)
        if mention.field == "item"
    ]
    return _rows_of(workbook, tuple(ids), today)


def places_of(by: When, first_month: Month) -> tuple[int, int]:
    """Give in which months ahead something may arrive, by place, the last one included; from today on.

    by 2023-Q2, today in 2022-11  -> 5 to 7;  until 2023-01  -> 0 to 2
    """
    first = max(first_month.until(Month.of(by.first)), 0) if by.first is not None else 0
    return first, first_month.until(Month.of(by.last)) if by.last is not None else MONTHS_AHEAD


class _Subjects(NamedTuple):
    """The items that something is promised of, and the promises whose item is not known or told."""

    items: frozenset[str]
    without: frozenset[str]


def _subjects(
    commitments: Mapping[str, Sequence[Record]], procurements: Mapping[str, Sequence[Record]], kept: Kept
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what all promise, each in order."""
    found = [
        kept.drawn(_subjects_of, (records,))
        for by_owner in (commitments, procurements)
        for records in by_owner.values()
    ]
    items, without = (frozenset().union(*some) for some in zip(*found, strict=True)) if found else ((), ())
    return tuple(sorted(items)), tuple(sorted(without))


def _subjects_of(records: Sequence[Record]) -> _Subjects:
    """Name what some records promise."""
    return _Subjects(
        frozenset(one.data.item for one in records if one.data.item and one.data.item not in OPEN_REFERENCES),
        frozenset(one.id for one in records if one.data.item in OPEN_REFERENCES),
    )


def _rows_of(workbook: Workbook, ids: tuple[str, ...], today: date) -> tuple[ForecastRow, ...]:
    found: dict[tuple[str, str, str], list[Delivery]] = {}
    for id in sorted(ids):
        for one in _deliveries_of(workbook, id):
            found.setdefault((one.item, one.unit, one.recipient), []).append(one)
    return tuple(drawn_in(workbook, _row, found[key], today) for key in sorted(found))


class _Part(NamedTuple):
    """A part of a promise, and whom it is for."""

    recipient: str
    quantity: Quantity


def _deliveries_of(workbook: Workbook, id: str) -> tuple[Delivery, ...]:
    """List what is still to come of a commitment or a procurement."""
    record = workbook.get(id)
    if record is None or footing_of(record) is None:
        return ()
    if record.kind is Kind.PROCUREMENT:
        return part_of(_left_of, workbook, id)
    if not is_counted(workbook, record):
        return ()
    told = [record, _purchase(workbook, record.data)]
    return drawn_in(workbook, _promised, told, unit_of(workbook, record.data))


def _left_of(workbook: Workbook, id: str) -> tuple[Delivery, ...]:
    """List what is still to come of a procurement and no commitment holds."""
    record = workbook.get(id)
    assert record is not None
    unit = item_unit(workbook, record.data.item)
    held = _held(workbook, record, unit)
    return tuple(_deliveries(record, unit, _procured(record), _left(record.data, held), is_whole=not held))


def _promised(record: Record, purchase: Record | None, unit: str) -> tuple[Delivery, ...]:
    """List what is still to come of a commitment; without lots of its own, by those of a purchase."""
    data: Commitment = record.data
    if purchase is not None:
        arrivals = _procured(purchase)
    else:
        arrivals = arrivals_of(
            data.lots, data.quantity if data.quantity is not None else UNKNOWN, data.status
        )
    parts = _parts(data)
    is_whole = len(parts) == 1 and bool(data.lots or not data.procurement)
    return tuple(_deliveries(record, unit, arrivals, parts, is_whole=is_whole))


def _deliveries(
    record: Record, unit: str, arrivals: tuple[Arrival, ...], parts: Sequence[_Part], *, is_whole: bool
) -> Iterator[Delivery]:
    """Share arrivals out to parts; `is_whole` says that all arrivals are those of the one part."""
    footing = footing_of(record)
    for part in parts:
        shared = arrivals if is_whole else shared_out(part.quantity, arrivals)
        for one in shared:
            if not one.is_done:
                yield Delivery(
                    record=record.id,
                    lot=one.lot,
                    owner=record.owner,
                    item=record.data.item,
                    unit=unit,
                    recipient=part.recipient,
                    by=one.by if one.by is not None and one.by.is_known else None,
                    quantity=one.quantity,
                    is_firm=footing is Footing.FIRM,
                    is_unconfirmed=footing is Footing.UNCONFIRMED,
                )


def _purchase(workbook: Workbook, data: Commitment) -> Record | None:
    """Give the procurement whose lots are those of a commitment; None where it has its own, or none come."""
    found = workbook.get(data.procurement) if data.procurement and not data.lots else None
    if found is None or found.kind is not Kind.PROCUREMENT or data.status is Status.DELIVERED:
        return None
    return found if found.data.lots else None


def _procured(record: Record) -> tuple[Arrival, ...]:
    data: Procurement = record.data
    is_over = data.status is ProcurementStatus.CLOSED
    whole = data.quantity if data.quantity is not None else UNKNOWN
    return arrivals_of(data.lots, whole, Status.DELIVERED if is_over else None)


def _held(workbook: Workbook, record: Record, unit: str) -> list[Quantity]:
    """List what of a procurement the commitments in this plan hold that are part of it."""
    return [
        mention.record.data.quantity or UNKNOWN
        for mention in workbook.mentions(record.id)
        if mention.field == "procurement"
        and mention.record.kind is Kind.COMMITMENT
        and unit_of(workbook, mention.record.data) == unit
        and footing_of(mention.record) is not None
        and is_counted(workbook, mention.record)
    ]


def _left(data: Procurement, held: Sequence[Quantity]) -> list[_Part]:
    """Give what of a procurement no commitment holds: nothing, unless some is surely left."""
    whole = data.quantity if data.quantity is not None else UNKNOWN
    rest = whole.less(sum(held, NOTHING))
    return [_Part("", rest)] if rest.low or not held else []


def _parts(data: Commitment) -> list[_Part]:
    """Cut a commitment up by whom it is for."""
    whole = data.quantity if data.quantity is not None else UNKNOWN
    parties = [one.party for one in data.to]
    named = parties[0] if len(parties) == 1 else ", ".join(parties)
    if not data.meets or len(parties) == 1:
        shares = [one.share for one in data.to]
        if len(shares) > 1 and all(share is not None for share in shares):
            return [
                _Part(one.party, scaled(whole, one.share.value if one.share is not None else Fraction(1)))
                for one in data.to
            ]
        return [_Part(named, whole)]
    sums: dict[str, Quantity] = {}
    for offer in _offers(data):
        sums[offer.recipient] = sums.get(offer.recipient, NOTHING) + offer.quantity
    rest = whole.less(sum(sums.values(), NOTHING))
    if rest.low:
        sums[named] = sums.get(named, NOTHING) + rest
    return [_Part(recipient, sums[recipient]) for recipient in sorted(sums)]


def _offers(data: Commitment) -> Iterator[_Part]:
    for promise in data.meets:
        quantity = promise.quantity if promise.quantity is not None else data.quantity
        yield _Part(party_of(promise.request), quantity if quantity is not None else UNKNOWN)


class _Sum:
    """An amount that grows; a small mutable part that never leaves this file."""

    def __init__(self) -> None:
        self._sums = {name: NOTHING for name in Amount.__struct_fields__}

    def add(self, one: Delivery, *, is_sure: bool) -> None:
        """Add a delivery: surely all of it, or at most."""
        name = "unconfirmed" if one.is_unconfirmed else "firm" if one.is_firm else "not_firm"
        self._sums[name] = self._sums[name] + (one.quantity if is_sure else at_most(one.quantity))

    def amount(self) -> Amount:
        return Amount(**self._sums)


def _row(*told: Any) -> ForecastRow:
    """Lay out deliveries of one item to one recipient by month; the day comes last."""
    *deliveries, today = told
    ahead = months(Month.of(today), MONTHS_AHEAD)
    by_month = [_Sum() for _ in ahead]
    within, overdue, undated, later = _Sum(), _Sum(), _Sum(), _Sum()
    for one in deliveries:
        by = one.by
        if by is None:
            undated.add(one, is_sure=True)
        elif by.is_over(today):
            overdue.add(one, is_sure=True)
        else:
            first, last = places_of(by, ahead[0])
            for place in range(first, min(last + 1, MONTHS_AHEAD)):
                by_month[place].add(one, is_sure=first == last)
            if first < MONTHS_AHEAD:
                within.add(one, is_sure=last < MONTHS_AHEAD)
            if last >= MONTHS_AHEAD:
                later.add(one, is_sure=first >= MONTHS_AHEAD)
    return ForecastRow(
        item=deliveries[0].item,
        unit=deliveries[0].unit,
        recipient=deliveries[0].recipient,
        months=tuple(
            MonthAhead(month=month, amount=one.amount()) for month, one in zip(ahead, by_month, strict=True)
        ),
        within=within.amount(),
        overdue=overdue.amount(),
        undated=undated.amount(),
        later=later.amount(),
        deliveries=tuple(deliveries),
    )
