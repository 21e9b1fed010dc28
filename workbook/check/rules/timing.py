"""Rules WB401 to WB405: lots and offers against the calendar.

In: commitments, procurements, requests and items, with the records that name them. Out: claims. A date is
a span of days, and a rule speaks only where every day of it would be wrong; what is retired, cancelled or
suspended owes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from workbook.check.rule import Around, Claim, Context, Example, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Commitment, Lot, Promise
from workbook.model.enums import CommitmentKind, LotStatus, ProcurementStatus, RequestStatus, Role, Status
from workbook.model.holding import Procurement
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.records.reader import parse_path

NOTICE = timedelta(days=14)
"""How long before an offer lapses its owner is told."""

_SETTLED_LOTS = frozenset((LotStatus.DELIVERED, LotStatus.CANCELLED))
_OWED = frozenset(
    (
        *(Status.PLEDGED, Status.COMMITTED, Status.CONTRACTED, Status.DELIVERING),
        *(ProcurementStatus.AGREED, ProcurementStatus.CONTRACTED, ProcurementStatus.DELIVERING),
    )
)
_OFFERED = frozenset((Status.CONSIDERED, Status.PLEDGED, Status.COMMITTED))
_CANCELLED = frozenset((Status.CANCELLED, ProcurementStatus.CANCELLED))
_ENDED = frozenset((ProcurementStatus.CLOSED, ProcurementStatus.CANCELLED))
_MADE_TO_ORDER = frozenset((CommitmentKind.PRODUCTION, CommitmentKind.PROCUREMENT))

_COMMITMENT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_ACCEPTANCE = "plans/nations/UKR/acceptances/UKR-A-6K2B.toml"
_REQUEST = {
    "plans/nations/UKR/requests/UKR-R-11AB.toml": """\
title = "155 mm shells for the winter"
item = "155mm-he"
quantity = 400
need_by = "2022-12"
"""
}
_MEETING_A_REQUEST = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
lots = [{lot = "a", by = "2022-11", quantity = 400}]
meets = [{request = "UKR-R-11AB"}]
"""
_PRODUCTION = """\
title = "155 mm shells"
kind = "production"
item = "155mm-he"
status = "committed"
made_on = 2022-09-01
lots = [{lot = "a", by = "2023-03"}]
"""
_OFFER = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "pledged"
valid_until = 2022-10-05
"""


@rule(
    code="WB401",
    slug="lot-after-need",
    severity=Severity.WARNING,
    claim="What meets a request arrives by the time it is needed.",
    reason="A request that is met too late looks covered in every total, and nobody looks for another "
    "supplier. Lots in time that may suffice for what was promised keep the rule silent.",
    source="Coalition practice: need date against delivery date",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.REQUEST,),
    failing={**_REQUEST, _COMMITMENT: _MEETING_A_REQUEST.replace("2022-11", "2023-02")},
    passing={**_REQUEST, _COMMITMENT: _MEETING_A_REQUEST},
)
def lot_after_need(around: Around, _: Context) -> Iterator[Claim]:
    """Name lots of the commitments that meet a request, where they surely come after its need.

    A need that recurs (`per`) is left out: a later lot still serves it.
    """
    assert around.target is not None
    request = around.target.data
    need = request.need_by
    if need is None or need.last is None or request.per is not None:
        return
    if request.retired is not None or request.status is RequestStatus.WITHDRAWN:
        return
    for mention in around.through("meets", kind=Kind.COMMITMENT):
        data = mention.record.data
        if not data.lots or data.retired is not None or not data.status.is_open:
            continue
        late = [index for index, lot in enumerate(data.lots) if _starts_after(lot, need.last)]
        if late and _falls_short(data, data.meets[_entry(mention.field)], late):
            for index in late:
                lot = data.lots[index]
                yield Claim(
                    mention.record,
                    f"lots[{index}].by",
                    f"lot {lot.lot} is planned for {lot.by}, but {around.id} ({request.title}) needs it by "
                    f"{need}; bring the lot forward, or ask {around.target.owner} for a later date",
                )


def _starts_after(lot: Lot, day: date) -> bool:
    by = lot.by
    return by is not None and by.first is not None and by.first > day and lot.status not in _SETTLED_LOTS


def _falls_short(commitment: Commitment, promise: Promise, late: Sequence[int]) -> bool:
    """Say whether the lots in time surely do not make up what was promised to this request."""
    if promise.quantity is None:
        return True
    in_time = NOTHING
    for index, lot in enumerate(commitment.lots):
        if index not in late and lot.status is not LotStatus.CANCELLED:
            if lot.quantity is None:
                return False
            in_time += lot.quantity
    return promise.quantity.surely_exceeds(in_time)


def _entry(field: str) -> int:
    """Give the number in a path like `meets[2].request`."""
    return next(part for part in parse_path(field) if isinstance(part, int))


@rule(
    code="WB402",
    slug="lot-before-made",
    severity=Severity.WARNING,
    claim="A lot comes after the commitment was made, or after the contract was signed.",
    reason="One of the two dates is wrong, mostly by a year, and every forecast is drawn from them.",
    source="Coalition practice",
    subject=Subject.RECORD,
    kinds=(Kind.COMMITMENT, Kind.PROCUREMENT),
    failing={_COMMITMENT: _PRODUCTION.replace("2023-03", "2022-03")},
    passing={_COMMITMENT: _PRODUCTION},
)
def lot_before_made(record: Record, _: Context) -> Iterator[Claim]:
    """Name lots planned or delivered before there was anything to deliver on."""
    data = record.data
    if not data.lots or data.retired is not None or data.status in _CANCELLED:
        return
    is_contract = record.kind is Kind.PROCUREMENT
    made: When | None = data.contract_on if is_contract else data.made_on
    if made is None or made.first is None:
        return
    event = "the contract was signed" if is_contract else "the commitment was made"
    for index, lot in enumerate(data.lots):
        for field, verb, day in (("by", "planned for", lot.by), ("done_on", "delivered", lot.done_on)):
            if day is not None and day.is_over(made.first) and lot.status is not LotStatus.CANCELLED:
                message = f"lot {lot.lot} is {verb} {day}, before {event} ({made}); correct the wrong date"
                yield Claim(record, f"lots[{index}].{field}", message)


@rule(
    code="WB403",
    slug="faster-than-lead-time",
    severity=Severity.WARNING,
    claim="What is made to order takes its lead time, counted from the contract.",
    reason="A plan that delivers sooner than industry can is a plan to be late, and others build on it.",
    source="Coalition practice: the item's `lead_time_months`, from contract to first delivery",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.ITEM,),
    failing={_COMMITMENT: _PRODUCTION.replace("2023-03", "2022-12")},
    passing={_COMMITMENT: _PRODUCTION},
)
def faster_than_lead_time(around: Around, _: Context) -> Iterator[Claim]:
    """Name lots of production and procurement that come before contract and lead time allow.

    The contract is signed on the procurement's `contract_on` where the commitment names one (no date, no
    claim), else on `made_on`.
    """
    assert around.target is not None
    item = around.target.data
    months = item.lead_time_months
    if not months:
        return
    bought = {one.record.id: one.record.data for one in around.through("item", kind=Kind.PROCUREMENT)}
    for mention in around.through("item"):
        contract = _contract(mention.record, bought)
        if contract is None or contract.first is None:
            continue
        earliest = _months_after(contract.first, months)
        for index, lot in enumerate(mention.record.data.lots):
            if lot.by is not None and lot.by.is_over(earliest) and lot.status not in _SETTLED_LOTS:
                yield Claim(
                    mention.record,
                    f"lots[{index}].by",
                    f"lot {lot.lot} is planned for {lot.by}, but {item.name} takes {months} months from the "
                    f"contract ({contract}), so {earliest} is the earliest; move the lot, or correct the "
                    f"lead time of {around.id}",
                )


def _contract(record: Record, bought: Mapping[str, Procurement]) -> When | None:
    """Give the day of the contract behind a record's lots; None where there is none, or none known."""
    data = record.data
    match record.kind:
        case Kind.PROCUREMENT:
            return _signed(data)
        case Kind.COMMITMENT:
            if data.kind not in _MADE_TO_ORDER or data.retired is not None or not data.status.is_open:
                return None
            made: When | None = data.made_on
            return _signed(bought.get(data.procurement)) if data.procurement else made
    return None


def _signed(procurement: Procurement | None) -> When | None:
    if procurement is None or procurement.retired is not None or procurement.status in _ENDED:
        return None
    return procurement.contract_on


def _months_after(day: date, months: int) -> date:
    """Give the same day some months later, the month's last where it has no such day."""
    from calendar import monthrange

    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@rule(
    code="WB404",
    slug="overdue",
    severity=Severity.WARNING,
    claim="What was due has been delivered, or has a new date.",
    reason="A lot that is silently late is still counted on. Either it arrived and nobody said so, or those "
    "who wait for it should know.",
    source="Coalition practice",
    subject=Subject.AROUND,
    kinds=(Kind.COMMITMENT, Kind.PROCUREMENT),
    failing={_COMMITMENT: _MEETING_A_REQUEST.replace("2022-11", "2022-08"), **_REQUEST},
    passing={
        _COMMITMENT: _MEETING_A_REQUEST.replace("2022-11", "2022-08"),
        _ACCEPTANCE: """\
commitment = "NOR-C-7K3Q"
quantity = 400
received = [{lot = "a", quantity = 400, on = 2022-08-30}]
""",
        **_REQUEST,
    },
)
def overdue(around: Around, context: Context) -> Iterator[Claim]:
    """Name lots whose day has passed, where neither side says that they arrived.

    What is only considered, or only proposed, is not owed; a package has arrived when all its parts have.
    """
    assert around.target is not None
    data = around.target.data
    if not data.lots or data.retired is not None or data.status not in _OWED:
        return
    if {part.data.status for part in around.parts()} == {Status.DELIVERED}:
        return
    for index, lot in enumerate(data.lots):
        if lot.by is None or not lot.by.is_over(context.today) or lot.status in _SETTLED_LOTS:
            continue
        if not _may_be_here(lot, around):
            yield Claim(
                around.target,
                f"lots[{index}].by",
                f"lot {lot.lot} was due {lot.by}, but nothing says that all of it arrived; note what was "
                "delivered, or give it a new date",
            )


def _may_be_here(lot: Lot, around: Around) -> bool:
    """Say whether the whole lot may have arrived, by its author's word or by the recipients'."""
    if lot.done is None and lot.done_on is not None:
        return True
    received = NOTHING
    for mention in around.through("commitment", kind=Kind.ACCEPTANCE):
        if mention.record.data.retired is None:
            for receipt in mention.record.data.received:
                if receipt.lot == lot.lot:
                    received += receipt.quantity
    return _may_fill(lot.done or NOTHING, lot.quantity) or _may_fill(received, lot.quantity)


def _may_fill(amount: Quantity, wanted: Quantity | None) -> bool:
    return amount.high != 0 and not (wanted is not None and wanted.surely_exceeds(amount))


@rule(
    code="WB405",
    slug="offer-lapses",
    severity=Severity.WARNING,
    claim="An offer is taken up, extended or withdrawn before it lapses.",
    reason="An offer that lapses unnoticed is lost to those who need it, and is counted on afterwards.",
    source="Coalition practice: two weeks' notice",
    subject=Subject.AROUND,
    kinds=(Kind.COMMITMENT,),
    failing={_COMMITMENT: _OFFER},
    passing=Example(
        files={_COMMITMENT: _OFFER, _ACCEPTANCE: 'commitment = "NOR-C-7K3Q"\nquantity = 400\n', **_REQUEST}
    ),
)
def offer_lapses(around: Around, context: Context) -> Iterator[Claim]:
    """Name offers that surely lapse within two weeks, or have lapsed, and that no recipient accepted.

    An acceptance of any size takes an offer up; what it leaves over is between the two. Of a package, it is
    the parts that are taken up.
    """
    assert around.target is not None
    data = around.target.data
    until = data.valid_until
    if until is None or not until.is_over(context.today + NOTICE + timedelta(days=1)):
        return
    if data.retired is not None or data.status not in _OFFERED or _is_taken_up(around):
        return
    if until.is_over(context.today):
        message = f"lapsed ({until}) and nobody has taken it up; extend the offer, or mark it cancelled"
    else:
        message = (
            f"lapses on {until.last}, within {NOTICE.days} days, and nobody has taken it up; ask those who "
            "need it to accept it, or extend the offer"
        )
    yield Claim(around.target, "valid_until", message)


def _is_taken_up(around: Around) -> bool:
    if any(around.parts()):
        return True
    accepted = (mention.record.data for mention in around.through("commitment", kind=Kind.ACCEPTANCE))
    return any(data.retired is None and data.as_ in (None, Role.RECIPIENT) for data in accepted)


RULES: tuple[Rule, ...] = (
    lot_after_need,
    lot_before_made,
    faster_than_lead_time,
    overdue,
    offer_lapses,
)
