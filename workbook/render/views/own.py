"""What a delegation's own records come to: its commitments and how far they are agreed, its stocks.

In: a reading and a nation. Out: `Line`s, firmest and most telling first, and the ids that wait for its word.
A wider record of which the true one is in the release is left out, as in every sum.
"""

from datetime import date

from workbook.analysis.agreement import Agreement, State, agreements_on
from workbook.analysis.totals import counted
from workbook.model.enums import LotStatus, Status
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.render.reading import Line, Reading
from workbook.render.values import quantity_text, when_text
from workbook.render.views.standing import commitment_text, stock_text
from workbook.render.words import brief as words

_ORDER = {status: rank for rank, status in enumerate(Status)}


def own(reading: Reading, nation: str, kind: Kind) -> list[Record]:
    """List the records of a kind that are a nation's word and still count, in order of id."""
    records = reading.plan.of_kind(kind)
    return sorted(
        (one for one in records if one.owner == nation and not one.is_retired), key=lambda one: one.id
    )


def commitment_lines(reading: Reading, nation: str, today: date) -> tuple[Line, ...]:
    """Say of each commitment what it is, how far it is agreed, and what is delivered next."""
    ours = [one for one in counted(reading.plan) if one.owner == nation]
    ours = [one for one in ours if one.data.status is not Status.CANCELLED]
    ours.sort(key=lambda one: (_ORDER[one.data.status], one.id))
    return tuple(_commitment_line(reading, one, today) for one in ours)


def stock_lines(reading: Reading, nation: str) -> tuple[Line, ...]:
    """Say of each stock with a threshold, a waiver or nothing disclosed where it stands."""
    stocks = own(reading, nation, Kind.STOCK)
    shown_in = {one.data.shared_as for one in stocks}
    telling = [one for one in stocks if one.data.minimum is not None or one.data.waiver is not None]
    return tuple(reading.line(stock_text(reading, one), one) for one in telling if one.id not in shown_in)


def confirm_ids(reading: Reading, nation: str) -> list[str]:
    """List what the secretariat noted on a nation's behalf and the nation has not confirmed."""
    noted = (record for record in reading.plan if record.owner == nation and record.recorded)
    return sorted(one.id for one in noted if one.kind is not Kind.NATION and not one.is_retired)


def lapsed_count(reading: Reading, nation: str) -> int:
    """Count the agreements of a nation's commitments that no longer hold."""
    ours = [one for one in counted(reading.plan) if one.owner == nation]
    return sum(one.state is State.LAPSED for record in ours for one in agreements_on(reading.plan, record))


def _commitment_line(reading: Reading, record: Record, today: date) -> Line:
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
    text = words.next_lot(quantity, when_text(lot.by))
    return f"{text} ({words.OVERDUE})" if lot.by.is_over(today) else text
