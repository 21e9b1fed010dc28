"""What a delegation has promised, and what others have promised to it: what of both needs its eye.

In: a reading, a nation, a day. Out: `Matter`s by group, the most telling first: agreements that lapsed, what
is overdue, what nobody has taken up, what comes next. It writes no sentence.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import Enum

import msgspec

from workbook.analysis.agreement import Agreement, State, agreements_on
from workbook.analysis.answers import Answer
from workbook.analysis.request_coverage import RequestCoverage
from workbook.model.enums import LotStatus, Status
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.render.reading import Reading
from workbook.render.views.meetable import URGENCY
from workbook.render.views.needs import asks_most
from workbook.render.views.own import commitments

_SOON = timedelta(days=60)
_WAITING = (Status.CONSIDERED, Status.SUSPENDED, Status.DELIVERED)


class Group(Enum):
    """Why something needs the delegation's eye, in the order in which it does."""

    LAPSED = "lapsed"
    LATE = "late"
    CLAIMED = "claimed"
    OPEN = "open"
    NEXT = "next"


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look after: a commitment, the other side, how much, by when.

    `offered` is what the giver offers, where something else was taken up. `urgency` is that of the request
    behind it, the smaller the more urgent. `is_soon` says that an offer runs out within 60 days.
    """

    group: Group
    commitment: Record
    party: str
    quantity: Quantity | None = None
    offered: Quantity | None = None
    when: When | None = None
    urgency: int = len(URGENCY)
    is_for_most: bool = False
    is_soon: bool = False

    @property
    def rank(self) -> tuple[object, ...]:
        """What comes first: what is urgent and firm, for the nation that asks most, what is due first."""
        day = self.when.last if self.when is not None and self.when.last is not None else date.max
        is_firm = self.commitment.data.status.is_firm
        return (not self.is_soon, not is_firm, self.urgency, not self.is_for_most, day, self.commitment.id)


class Promises(msgspec.Struct, frozen=True, kw_only=True):
    """The matters of a nation, and its commitments that count."""

    commitments: tuple[Record, ...]
    matters: tuple[Matter, ...]

    def of(self, group: Group) -> tuple[Matter, ...]:
        """Give the matters of a group, the most telling first."""
        found = [one for one in self.matters if one.group is group]
        if group is Group.NEXT:
            return tuple(sorted(found, key=lambda one: (_last(one.when), one.rank)))
        return tuple(sorted(found, key=lambda one: one.rank))


def given(reading: Reading, nation: str, today: date) -> Promises:
    """Tell what of a nation's own commitments needs its eye."""
    ours = commitments(reading, nation)
    most = asks_most(reading)
    matters: list[Matter] = []
    for record in ours:
        if record.data.status is not Status.DELIVERED:
            matters += _given(reading, record, most, today)
    return Promises(commitments=tuple(ours), matters=tuple(matters))


def received(reading: Reading, needs: Sequence[RequestCoverage], today: date) -> Promises:
    """Tell what of the answers to a nation's needs needs its eye."""
    matters: list[Matter] = []
    for need in needs:
        for one in need.answers:
            record = reading.plan.get(one.commitment)
            if record is not None and one.status is not None and not one.is_unconfirmed:
                matters += _received(reading, need, one, record, today)
    seen = {one.commitment.id: one.commitment for one in matters}
    return Promises(commitments=tuple(seen.values()), matters=tuple(matters))


def _given(reading: Reading, record: Record, most: str, today: date) -> Iterator[Matter]:
    standing = agreements_on(reading.plan, record)
    for one in standing:
        urgency = _urgency(reading, one.request)
        party = one.party or _recipient(record)
        offered = one.offer.quantity if one.offer is not None else None
        group, quantity = _group(one, record, offered)
        if group is not None:
            yield Matter(
                group=group,
                commitment=record,
                party=party,
                quantity=quantity,
                offered=offered,
                when=record.data.valid_until,
                urgency=urgency,
                is_for_most=party == most,
                is_soon=group is Group.OPEN and _is_soon(record, today),
            )
    parties = {one.party for one in standing if one.party} or {_recipient(record)}
    urgent = min((_urgency(reading, one.request) for one in standing), default=len(URGENCY))
    for group, quantity, when in _lots(record, today):
        yield Matter(
            group=group,
            commitment=record,
            party=next(iter(parties)) if len(parties) == 1 else "",
            quantity=quantity,
            when=when,
            urgency=urgent,
            is_for_most=most in parties,
        )


def _group(one: Agreement, record: Record, offered: Quantity | None) -> tuple[Group | None, Quantity | None]:
    match one.state:
        case State.LAPSED:
            return Group.LAPSED, one.accepted
        case State.CLAIMED:
            return Group.CLAIMED, one.accepted
        case State.OFFERED if record.data.status not in _WAITING:
            return Group.OPEN, offered
    return None, None


def _lots(record: Record, today: date) -> Iterator[tuple[Group, Quantity | None, When]]:
    """Give the first lot that is overdue, and the next to come, of what still moves."""
    if not record.data.status.is_open:
        return
    coming = sorted(
        (
            (lot.by.last, lot.lot, lot)
            for lot in record.data.lots
            if lot.by is not None
            and lot.by.last is not None
            and lot.status not in (LotStatus.DELIVERED, LotStatus.CANCELLED)
        ),
        key=lambda one: one[:2],
    )
    for group, found in (
        (Group.LATE, [lot for day, _, lot in coming if day < today]),
        (Group.NEXT, [lot for day, _, lot in coming if today <= day <= today + _SOON]),
    ):
        if found:
            quantity = found[0].quantity
            done = found[0].done
            left = quantity.less(done) if quantity is not None and done is not None else quantity
            yield group, left, found[0].by


def _received(
    reading: Reading, need: RequestCoverage, one: Answer, record: Record, today: date
) -> Iterator[Matter]:
    urgency = URGENCY[need.priority]
    group = {State.LAPSED: Group.LAPSED, State.CLAIMED: Group.CLAIMED, State.OFFERED: Group.OPEN}.get(
        one.state
    )
    if group is Group.OPEN and record.data.status in _WAITING:
        group = None
    if group is not None:
        taken, offered = _lapsed(reading, need, record) if group is Group.LAPSED else (one.given, None)
        yield Matter(
            group=group,
            commitment=record,
            party=one.owner,
            quantity=taken,
            offered=offered,
            when=record.data.valid_until,
            urgency=urgency,
            is_soon=group is Group.OPEN and _is_soon(record, today),
        )
    if one.state is State.AGREED:
        for lot_group, quantity, when in _lots(record, today):
            yield Matter(
                group=lot_group,
                commitment=record,
                party=one.owner,
                quantity=quantity,
                when=when,
                urgency=urgency,
            )


def _lapsed(
    reading: Reading, need: RequestCoverage, record: Record
) -> tuple[Quantity | None, Quantity | None]:
    """Give what was taken up for a need of a commitment, and the less that is offered now."""
    for one in agreements_on(reading.plan, record):
        if one.request == need.request and one.state is State.LAPSED:
            return one.accepted, one.offer.quantity if one.offer is not None else None
    return None, None


def _is_soon(record: Record, today: date) -> bool:
    """Say whether an offer runs out within 60 days."""
    until = record.data.valid_until
    return until is not None and until.last is not None and today <= until.last <= today + _SOON


def _recipient(record: Record) -> str:
    """Name whom a commitment is for, where that is one party."""
    return record.data.to[0].party if len(record.data.to) == 1 else ""


def _urgency(reading: Reading, request: str) -> int:
    record = reading.plan.get(request) if request else None
    return (
        URGENCY[record.data.priority] if record is not None and record.kind is Kind.REQUEST else len(URGENCY)
    )


def _last(when: When | None) -> date:
    return when.last if when is not None and when.last is not None else date.max
