"""A delegation's own records, as its papers need them: the ones that count, in a settled order.

In: a reading and a nation. Out: its records and projections of its stocks. A wider record of which the true
one is in the release is left out, as in every sum.
"""

from collections.abc import Sequence
from datetime import date

from workbook.analysis.agreement import Agreement, State, agreements_on
from workbook.analysis.stocks import StockProjection, projected_stock
from workbook.analysis.totals import is_counted
from workbook.model.enums import LotStatus, ProcurementStatus, Status
from workbook.model.kind import NATION_FOLDERS, Kind
from workbook.model.record import Record
from workbook.render.blocks import Line
from workbook.render.reading import Reading
from workbook.render.values import by_text, quantity_text
from workbook.render.views.standing import commitment_text
from workbook.render.words import brief as words

_BROKEN = (State.LAPSED, State.CLAIMED)
_ENDED = (ProcurementStatus.CLOSED, ProcurementStatus.CANCELLED)


def own(reading: Reading, nation: str, kind: Kind) -> Sequence[Record]:
    """List the records of a kind that are a nation's word and still count, in order of id."""
    return reading.kept.drawn(_counting, (reading.by_owner(kind).get(nation, ()),))


def _counting(records: Sequence[Record]) -> Sequence[Record]:
    return tuple(sorted((one for one in records if not one.is_retired), key=lambda one: one.id))


def commitments(reading: Reading, nation: str) -> list[Record]:
    """List a nation's commitments that count and are not cancelled, in order of id."""
    return [
        one
        for one in own(reading, nation, Kind.COMMITMENT)
        if one.data.status is not Status.CANCELLED and is_counted(reading.plan, one)
    ]


def projections(reading: Reading, nation: str, today: date) -> list[tuple[Record, StockProjection]]:
    """List a nation's stocks that count with what becomes of them, in order of id."""
    stocks = own(reading, nation, Kind.STOCK)
    shown = {one.data.shared_as for one in stocks if one.data.shared_as != one.id}
    return [
        (one, reading.kept.take(projected_stock, reading.plan, one, today=today))
        for one in stocks
        if one.id not in shown
    ]


def shared(reading: Reading, nation: str) -> list[Record]:
    """List the funds a nation manages, the purchases it leads, and those it takes part in, each by id."""
    purchases = [
        one
        for one in reading.plan.of_kind(Kind.PROCUREMENT)
        if not one.is_retired and one.data.status not in _ENDED
    ]
    led = sorted((one for one in purchases if one.owner == nation), key=lambda one: one.id)
    joined = [one for one in purchases if one.owner != nation and takes_part(one, nation)]
    funds = [one for one in own(reading, nation, Kind.FUND) if one.data.status is not Status.CANCELLED]
    return [*funds, *led, *sorted(joined, key=lambda one: one.id)]


def takes_part(procurement: Record, nation: str) -> bool:
    """Say whether a nation is a party of a joint purchase."""
    return any(party.nation == nation for party in procurement.data.parties)


def confirm_ids(reading: Reading, nation: str) -> list[str]:
    """List what the secretariat noted on a nation's behalf and the nation has not confirmed."""
    records = (one for kind in NATION_FOLDERS.values() for one in reading.by_owner(kind).get(nation, ()))
    noted = (one for one in records if one.recorded)
    return sorted(one.id for one in noted if not one.is_retired)


def is_broken(reading: Reading, record: Record) -> bool:
    """Say whether the two sides of a commitment do not agree: more is taken up of it than is offered."""
    return any(one.state in _BROKEN for one in agreements_on(reading.plan, record))


def commitment_line(reading: Reading, record: Record, today: date) -> Line:
    """Say of a commitment what it is, how far it is agreed, and what is delivered next."""
    facts = [_agreement(reading, record, one) for one in agreements_on(reading.plan, record)]
    delivery = _next_delivery(reading, record, today)
    parts = [commitment_text(reading, record, named=False), *facts, delivery]
    return reading.line("; ".join(part for part in parts if part), record)


def _agreement(reading: Reading, record: Record, one: Agreement) -> str:
    unit = reading.unit(record.data.unit, record.data.item)
    party = reading.the(one.party) if one.party else ""
    accepted = quantity_text(one.accepted, unit) if one.accepted is not None else ""
    match one.state:
        case State.AGREED:
            return words.agreed(accepted, party)
        case State.LAPSED:
            return words.lapsed_with(accepted, party)
        case State.CLAIMED:
            return words.claimed(accepted, party)
        case State.OFFERED:
            quantity = one.offer.quantity if one.offer is not None else None
            return words.offered(quantity_text(quantity, unit) if quantity is not None else "", party)


def _next_delivery(reading: Reading, record: Record, today: date) -> str:
    """Say which lot comes next: the first by day that is neither delivered nor cancelled."""
    waiting = [
        lot
        for lot in record.data.lots
        if lot.by is not None
        and lot.by.last is not None
        and lot.status not in (LotStatus.DELIVERED, LotStatus.CANCELLED)
    ]
    if not waiting:
        return ""
    lot = min(waiting, key=lambda one: (one.by.last, one.lot))
    unit = reading.unit(record.data.unit, record.data.item)
    quantity = quantity_text(lot.quantity, unit) if lot.quantity is not None else ""
    text = words.next_lot(quantity, by_text(lot.by))
    return f"{text} ({words.OVERDUE})" if lot.by.is_over(today) else text
