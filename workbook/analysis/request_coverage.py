"""How far one request is covered: its need, all that answers it, and what is still missing.

In: a plan and the id of a request. Out: a `RequestCoverage`. Sums carry every interval and doubt; what is not
firm, not confirmed or still to be asked stands apart. It knows no today.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec

from workbook.analysis.agreement import State
from workbook.analysis.answers import Answer, answers
from workbook.analysis.arrivals import Timing
from workbook.analysis.fit import Fit, unit_of_request
from workbook.model.commitment import Request
from workbook.model.enums import Period, Priority, RequestStatus, Status
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.records.workbook import Workbook

_Key = TypeVar("_Key", bound=Hashable)
_FIRM_SUMS = ("agreed", "offered")
_PARTS = Timing.__struct_fields__


class Met(StrEnum):
    """How far a need is met, at its surest."""

    AGREED = "agreed"
    OFFERED = "offered"
    PARTLY = "partly"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What answers come to; each answer that fits stands in exactly one of the first six sums.

    `agreed` and `offered` are firm and confirmed, or have arrived by the recipient's own word. `to_ask` is
    offered and would stand in, where the request says that it must be asked first. `claimed` is taken up
    without an offer that fits, `not_firm` considered, pledged or suspended, `unconfirmed` noted on the
    giver's behalf. The last four are parts of `agreed` and `offered` together, by when they arrive;
    `by_status` is of all that is confirmed, claims left out.
    """

    agreed: Quantity = NOTHING
    offered: Quantity = NOTHING
    to_ask: Quantity = NOTHING
    claimed: Quantity = NOTHING
    not_firm: Quantity = NOTHING
    unconfirmed: Quantity = NOTHING
    in_time: Quantity = NOTHING
    perhaps_late: Quantity = NOTHING
    late: Quantity = NOTHING
    undated: Quantity = NOTHING
    received: Quantity = NOTHING
    by_status: Mapping[Status, Quantity] = {}

    @property
    def firm(self) -> Quantity:
        """All that is firm and confirmed, agreed or not."""
        return self.agreed + self.offered


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """What is missing of a need: after all firm offers, after what is agreed, and by the day it is needed.

    asks for 16;  agreed on 8, of which 2 arrive late;  offered about 4
    -> missing about 4, not agreed 8, not in time about 6
    """

    missing: Quantity = NOTHING
    not_agreed: Quantity = NOTHING
    not_in_time: Quantity = NOTHING


class Standing(StrEnum):
    """Whether a request counts among the needs; only the first does."""

    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


class RequestCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """One request, every answer to it, their sums and what is missing.

    All quantities are in `unit`; where the need recurs they are for each period `per`, over the year from
    when it is needed. `due` is the last day of `need_by`, as far as one is told.
    """

    request: str
    owner: str
    item: str
    capability: str
    unit: str
    per: Period | None
    priority: Priority | None
    need_by: When | None
    status: RequestStatus
    standing: Standing
    need: Quantity
    answers: tuple[Answer, ...]
    cover: Cover
    shortfall: Shortfall
    met: Met

    @property
    def counts(self) -> bool:
        """Whether it enters the sums of its item."""
        return self.standing is Standing.OPEN


_SUMS = tuple(name for name in Cover.__struct_fields__ if name != "by_status")


def coverage_of(workbook: Workbook, request_id: str) -> RequestCoverage | None:
    """Tell how far a request is covered; None where the plan has no such request.

    UKR-R-11AB  asks for 16;  NOR-C-7K3Q and UKR-A-5H1M agree on 12, NLD-C-8M2P offers 4, pledged
    -> agreed 12, not firm 4, missing 4
    """
    record = workbook.get(request_id)
    if record is None or record.kind is not Kind.REQUEST:
        return None
    data: Request = record.data
    found = answers(workbook, record)
    need = data.quantity if data.quantity is not None else UNKNOWN
    cover = cover_of(found)
    shortfall = _shortfall(need, cover)
    return RequestCoverage(
        request=record.id,
        owner=record.owner,
        item=data.item,
        capability=data.capability,
        unit=unit_of_request(workbook, data),
        per=data.per,
        priority=data.priority,
        need_by=data.need_by,
        status=data.status,
        standing=_standing(record),
        need=need,
        answers=found,
        cover=cover,
        shortfall=shortfall,
        met=_met(cover, shortfall),
    )


def cover_of(found: Sequence[Answer]) -> Cover:
    """Add up answers, each in its sum.

    agreed on 12 of a pledge;  offered 4, committed  -> offered 4, not firm 12
    """
    sums: dict[str, Quantity] = {}
    by_status: dict[Status, Quantity] = {}
    for one in found:
        if one.received.high != 0:
            _add(sums, "received", one.received)
        if one.quantity.high == 0:
            continue
        name = sum_of(one)
        _add(sums, name, one.quantity)
        if name in _FIRM_SUMS:
            for part in _PARTS:
                _add(sums, part, getattr(one.timing, part))
        if one.status is not None and not one.is_unconfirmed and one.state is not State.CLAIMED:
            _add(by_status, one.status, one.quantity)
    if len(by_status) > 1:
        by_status = {status: by_status[status] for status in Status if status in by_status}
    return Cover(**sums, by_status=by_status)


def sum_of(one: Answer) -> str:
    """Name the sum of `Cover` that an answer stands in: one, and only one.

    What has all arrived is agreed also where its giver has yet to confirm it: its recipient says so itself.
    """
    if one.is_unconfirmed:
        return "agreed" if one.has_arrived else "unconfirmed"
    if one.state is State.CLAIMED:
        return "claimed"
    if not one.is_firm:
        return "not_firm"
    if one.is_agreed:
        return "agreed"
    return "to_ask" if one.fit is Fit.TO_ASK else "offered"


def added(covers: Iterable[Cover]) -> Cover:
    """Add up covers in one unit."""
    some = list(covers)
    sums = {name: _total([getattr(cover, name) for cover in some]) for name in _SUMS}
    by_status: dict[Status, list[Quantity]] = {}
    for cover in some:
        for status, quantity in cover.by_status.items():
            by_status.setdefault(status, []).append(quantity)
    return Cover(
        **sums, by_status={status: _total(by_status[status]) for status in Status if status in by_status}
    )


def total(shortfalls: Iterable[Shortfall]) -> Shortfall:
    """Add up shortfalls in one unit."""
    some = list(shortfalls)
    return Shortfall(
        **{name: _total([getattr(one, name) for one in some]) for name in Shortfall.__struct_fields__}
    )


def _total(quantities: Sequence[Quantity]) -> Quantity:
    return Quantity.total([one for one in quantities if one is not NOTHING])


def _add(sums: dict[_Key, Quantity], key: _Key, quantity: Quantity) -> None:
    if quantity is not NOTHING:
        sums[key] = sums[key] + quantity if key in sums else quantity


def _standing(record: Record) -> Standing:
    data: Request = record.data
    if record.is_retired or data.status is RequestStatus.WITHDRAWN:
        return Standing.WITHDRAWN
    if data.status is RequestStatus.DRAFT:
        return Standing.DRAFT
    return Standing.UNCONFIRMED if record.recorded else Standing.OPEN


def _shortfall(need: Quantity, cover: Cover) -> Shortfall:
    firm = cover.firm
    # What is not surely late may be in time; what is not surely in time may be late.
    most = firm.less(cover.late).high
    in_time = Quantity(cover.in_time.low, most, about=firm.about)
    return Shortfall(
        missing=need.less(firm), not_agreed=need.less(cover.agreed), not_in_time=need.less(in_time)
    )


def _met(cover: Cover, shortfall: Shortfall) -> Met:
    """Tell how far a need is met; a need of nothing is met by nothing."""
    if shortfall.not_agreed.high == 0:
        return Met.AGREED
    if shortfall.missing.high == 0:
        return Met.OFFERED
    firm = cover.firm
    if firm.high == 0:
        return Met.NOTHING
    return Met.PARTLY if firm.low and shortfall.missing.low else Met.UNKNOWN
