"""What answers a request: every offer, claim and agreement, counted in what the request asks for.

In: a plan and a request. Out: one `Answer` for each part that is offered, taken up or claimed, with its
quantity in the request's unit, how it fits what is asked, and when it arrives. It adds nothing up.
"""

from collections.abc import Iterator, Sequence
from typing import assert_never

import msgspec

from workbook.analysis.agreement import Agreement, State, agreements, is_taking, is_withdrawn, party_of
from workbook.analysis.arrivals import Arrival, Timing, arrivals_of, scaled, timing
from workbook.analysis.fit import Fit, fit_of
from workbook.analysis.recurrence import each_period, start_of
from workbook.analysis.totals import is_mirror, truer_ones, unit_of
from workbook.model.commitment import Commitment, Request
from workbook.model.enums import Status
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.share import Share
from workbook.records.workbook import Workbook


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a commitment that is offered to a request, taken up for it or claimed for it.

    `quantity` is what it covers, in the request's unit (for a need that recurs: each period), nothing where
    it does not fit; `given` and `unit` are what the commitment says. `commitment` is the id that an
    acceptance names even where the plan given does not hold it: then `status` is None. `owner` is the nation
    that gives. `is_unconfirmed` says that the offer was noted on its nation's behalf,
    `is_answer_unconfirmed` that the acceptance was. `received` is what the recipient counted, in the
    request's unit. `arrivals` are those of the whole commitment, as far as they are planned in lots.

        UKR-R-11AB  asks for 16 howitzers by 2023-03;  NOR-C-7K3Q  meets it with 12, of them 4 in 2023-05
        -> NOR-C-7K3Q, NOR, committed, offered, 12, as asked, 8 in time and 4 late
    """

    commitment: str
    owner: str
    status: Status | None
    state: State
    quantity: Quantity
    given: Quantity
    unit: str
    item: str
    fit: Fit
    ratio: Share | None = None
    timing: Timing
    arrivals: tuple[Arrival, ...] = ()
    acceptances: tuple[str, ...] = ()
    received: Quantity = NOTHING
    is_unconfirmed: bool = False
    is_answer_unconfirmed: bool = False

    @property
    def is_firm(self) -> bool:
        """Whether it may enter firm totals: its nation stands behind it, in its own record."""
        return self.status is not None and self.status.is_firm and not self.is_unconfirmed

    @property
    def has_arrived(self) -> bool:
        """Whether all of it has arrived, by the word of its recipient itself."""
        return (
            self.state is State.AGREED
            and not self.is_answer_unconfirmed
            and self.quantity.high is not None
            and self.received.low >= self.quantity.high > 0
        )

    @property
    def is_agreed(self) -> bool:
        """Whether both sides stand by it, each in its own record."""
        return self.is_firm and self.state is State.AGREED and not self.is_answer_unconfirmed


def answers(workbook: Workbook, request: Record) -> tuple[Answer, ...]:
    """List all that answers a request, in order of commitment; a mirror only where its original is hidden.

    Of a commitment that shows part of a truer one in this plan, the truer one answers, to the acceptances of
    both. Where less is taken up than offered, the rest is an answer of its own.

        UKR-R-11AB  is met by NOR-C-7K3Q with 12; UKR-A-5H1M takes 10 of it
        -> NOR-C-7K3Q agreed 10, NOR-C-7K3Q offered 2
    """
    commitments: dict[str, Record] = {}
    found: list[Answer] = []
    for mention in workbook.mentions(request.id):
        record = mention.record
        if record.kind is Kind.COMMITMENT and mention.field.startswith("meets"):
            commitments[record.id] = record
        elif record.kind is Kind.ACCEPTANCE and mention.field == "request":
            target = workbook.get(record.data.commitment)
            if target is not None and target.kind is Kind.COMMITMENT:
                commitments[target.id] = target
            elif is_taking(record):
                found.append(_claim(request, record))
    counting: dict[str, _Side] = {}
    for commitment in commitments.values():
        for side in _counting(workbook, commitment):
            id = side.commitment.id
            counting[id] = side.joined(counting[id].acceptances) if id in counting else side
    for id in sorted(counting):
        found += _answers_of(workbook, request, counting[id])
    return tuple(found)


class _Side(msgspec.Struct, frozen=True):
    """A commitment that counts, and the acceptances that mean it."""

    commitment: Record
    acceptances: tuple[Record, ...]

    def joined(self, more: Sequence[Record]) -> "_Side":
        return _Side(self.commitment, tuple(dict.fromkeys((*self.acceptances, *more))))


def _counting(workbook: Workbook, commitment: Record, seen: frozenset[str] = frozenset()) -> list[_Side]:
    """Give what counts in the place of a commitment: itself, truer ones, or nothing."""
    if commitment.id in seen:
        return []
    taking = tuple(
        mention.record
        for mention in workbook.mentions(commitment.id)
        if mention.field == "commitment" and mention.record.kind is Kind.ACCEPTANCE
    )
    truer = truer_ones(workbook, commitment)
    if truer:
        sides = [side for one in truer for side in _counting(workbook, one, seen | {commitment.id})]
        return [side.joined(taking) for side in sides]
    return [] if is_mirror(workbook, commitment) else [_Side(commitment, taking)]


def _answers_of(workbook: Workbook, request: Record, side: _Side) -> Iterator[Answer]:
    maker: _Maker | None = None
    for one in agreements(side.commitment, side.acceptances, workbook.settings.manifest.groups):
        if one.request != request.id:
            continue
        maker = maker or _Maker(workbook, request.data, side.commitment)
        yield maker.answer(one, _quantity(one))
        rest = _rest(one, request.id)
        if rest.low:
            yield maker.answer(msgspec.structs.replace(one, state=State.OFFERED, acceptances=()), rest)


class _Maker:
    """What all answers of one commitment to one request have in common."""

    def __init__(self, workbook: Workbook, request: Request, commitment: Record) -> None:
        data: Commitment = commitment.data
        self._request = request
        self._commitment = commitment
        self._unit = unit_of(workbook, data)
        self._fitting = fit_of(workbook, request, data)
        whole = data.quantity if data.quantity is not None else UNKNOWN
        arrivals = arrivals_of(data.lots, whole, data.status)
        self._arrivals = tuple(map(self._arrival, arrivals)) if self._fitting.factor != 1 else arrivals

    def answer(self, one: Agreement, given: Quantity) -> Answer:
        """Make the answer of one part, of which so much is given in the commitment's unit."""
        commitment, request = self._commitment, self._request
        fit = self._fitting.fit
        if fit is Fit.TO_ASK and one.state is State.AGREED:
            # Whoever takes it up has been asked.
            fit = Fit.STANDS_IN
        quantity = self._converted(given) if fit.counts else NOTHING
        if request.per is not None:
            quantity = each_period(quantity, self._arrivals, request.per, start_of(request))
        return Answer(
            commitment=commitment.id,
            owner=commitment.owner,
            status=commitment.data.status,
            state=one.state,
            quantity=quantity,
            given=given,
            unit=self._unit,
            item=commitment.data.item,
            fit=fit,
            ratio=self._fitting.ratio,
            timing=timing(quantity, self._arrivals, request.need_by if request.per is None else None),
            arrivals=self._arrivals,
            acceptances=tuple([acceptance.id for acceptance in one.acceptances]),
            received=self._converted(_received(one.acceptances)),
            is_unconfirmed=commitment.recorded,
            is_answer_unconfirmed=any([acceptance.recorded for acceptance in one.acceptances]),
        )

    def _arrival(self, one: Arrival) -> Arrival:
        return msgspec.structs.replace(one, quantity=self._converted(one.quantity))

    def _converted(self, quantity: Quantity) -> Quantity:
        if self._fitting.factor is None:
            return UNKNOWN if quantity.high != 0 else NOTHING
        return scaled(quantity, self._fitting.factor)


def _claim(request: Record, acceptance: Record) -> Answer:
    """Give the answer of an acceptance of a commitment that is not in the plan given."""
    given = acceptance.data.quantity if acceptance.data.quantity is not None else UNKNOWN
    per = request.data.per
    quantity = each_period(given, (), per, None) if per is not None else given
    return Answer(
        commitment=acceptance.data.commitment,
        owner=party_of(acceptance.data.commitment),
        status=None,
        state=State.CLAIMED,
        quantity=quantity,
        given=given,
        unit="",
        item="",
        fit=Fit.AS_ASKED,
        timing=Timing(undated=quantity),
        arrivals=(Arrival(quantity=given),),
        acceptances=(acceptance.id,),
        received=_received((acceptance,)),
        is_answer_unconfirmed=acceptance.recorded,
    )


def _quantity(one: Agreement) -> Quantity:
    """Give how much a part comes to, in the commitment's unit; unknown where no side says a number."""
    offered = one.offer.quantity if one.offer is not None else None
    match one.state:
        case State.AGREED | State.CLAIMED:
            return one.accepted or UNKNOWN
        case State.OFFERED:
            return offered or UNKNOWN
        case State.LAPSED:
            assert one.commitment is not None
            if is_withdrawn(one.commitment):
                return NOTHING
            return _lesser(offered or UNKNOWN, one.accepted or UNKNOWN)
    assert_never(one.state)


def _rest(one: Agreement, request: str) -> Quantity:
    """Give what is offered to a request beyond what was taken up, as far as something surely is."""
    if one.state is not State.AGREED or one.offer is None or one.offer.request != request:
        return NOTHING
    return (one.offer.quantity or NOTHING).less(one.accepted or UNKNOWN)


def _lesser(one: Quantity, other: Quantity) -> Quantity:
    return one if other.high is None or (one.high is not None and one.high <= other.high) else other


def _received(acceptances: Sequence[Record]) -> Quantity:
    return sum((one.quantity for acceptance in acceptances for one in acceptance.data.received), NOTHING)
