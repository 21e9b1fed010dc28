"""Rule WB411: what a record tells as done has a date that has come.

In: a record. Out: claims at its dates. A date is a span of days, and only one that begins after today is
wrong; plans (`by`, `due`, `valid_until`) lie ahead and are judged elsewhere.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from workbook.check.rule import Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Acceptance, Commitment, Lot
from workbook.model.dialogue import Report, Review
from workbook.model.enums import Consent, DecisionStatus, ProcurementStatus
from workbook.model.holding import Procurement, Stock
from workbook.model.kind import Kind
from workbook.model.meeting import Decision
from workbook.model.record import Record
from workbook.model.when import When

_SIGNED = frozenset((ProcurementStatus.CONTRACTED, ProcurementStatus.DELIVERING, ProcurementStatus.CLOSED))
_ANSWERED = frozenset((Consent.GIVEN, Consent.REFUSED))
# A review is stamped in UTC, whose day may have begun before ours.
_ZONES = timedelta(days=1)
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = 'title = "155 mm shells"\nkind = "donation"\nstatus = "committed"\nmade_on = 2022-09-20\n'


class _Deed(NamedTuple):
    """Something that a record tells as done: its field, what was done, and when."""

    field: str
    what: str
    when: When | date | None


@rule(
    code="WB411",
    slug="done-in-the-future",
    severity=Severity.WARNING,
    claim="What is told as done, made, signed, received or decided is not dated after today.",
    reason="It has not happened yet, or on another day, mostly of another year; firm totals count it, and "
    "what follows from it (lead times, answers due) is counted from a wrong day.",
    source="Coalition practice",
    subject=Subject.RECORD,
    kinds=(
        Kind.COMMITMENT,
        Kind.ACCEPTANCE,
        Kind.STOCK,
        Kind.PROCUREMENT,
        Kind.REPORT,
        Kind.REVIEW,
        Kind.DECISION,
    ),
    failing={_GIFT: _GIFT_TEXT.replace("2022-09-20", "2023-09-20")},
    passing={_GIFT: _GIFT_TEXT},
)
def done_in_the_future(record: Record, context: Context) -> Iterator[Claim]:
    """Name deeds whose whole span of days is still to come; a plan, and what is considered, may lie ahead."""
    data, today = record.data, context.today
    if data.retired is None:
        for field, what, when in _DEEDS[record.kind](data, today):
            message = (
                f"says that {what} on {when}, which is still to come on {today}; correct the date, or what "
                "was done"
            )
            yield Claim(record, field, message)


def _is_ahead(when: When | None, today: date) -> bool:
    return when is not None and when.first is not None and when.first > today


def _of_commitment(data: Commitment, today: date) -> Iterator[_Deed]:
    if _is_ahead(data.made_on, today) and data.status.is_firm:
        yield _Deed("made_on", f"it was made, being {data.status},", data.made_on)
    yield from _of_lots(data.lots, today)
    for index, one in enumerate(data.consents):
        if one.status in _ANSWERED and _is_ahead(one.on, today):
            yield _Deed(f"consents[{index}].on", f"the leave of {one.nation} was {one.status}", one.on)
    for index, change in enumerate(data.amended):
        if _is_ahead(change.on, today):
            yield _Deed(f"amended[{index}].on", f"{change.field} was changed", change.on)


def _of_procurement(data: Procurement, today: date) -> Iterator[_Deed]:
    if data.status in _SIGNED and _is_ahead(data.contract_on, today):
        yield _Deed("contract_on", "the contract was signed", data.contract_on)
    yield from _of_lots(data.lots, today)


def _of_lots(lots: Sequence[Lot], today: date) -> Iterator[_Deed]:
    for index, lot in enumerate(lots):
        if _is_ahead(lot.done_on, today):
            yield _Deed(f"lots[{index}].done_on", f"lot {lot.lot} was delivered", lot.done_on)


def _of_acceptance(data: Acceptance, today: date) -> Iterator[_Deed]:
    if _is_ahead(data.on, today):
        yield _Deed("on", "it was accepted", data.on)
    for index, one in enumerate(data.received):
        if _is_ahead(one.on, today):
            yield _Deed(f"received[{index}].on", "some of it was received", one.on)


def _of_stock(data: Stock, today: date) -> Iterator[_Deed]:
    if _is_ahead(data.as_of, today):
        yield _Deed("as_of", "its stock was counted", data.as_of)


def _of_report(data: Report, today: date) -> Iterator[_Deed]:
    if _is_ahead(data.on, today):
        yield _Deed("on", f"it was reported {data.status}", data.on)


def _of_review(data: Review, today: date) -> Iterator[_Deed]:
    if data.on.date() > today + _ZONES:
        yield _Deed("on", "the verdict was given", data.on.date())


def _of_decision(data: Decision, today: date) -> Iterator[_Deed]:
    if data.status is not DecisionStatus.PROPOSED and _is_ahead(data.on, today):
        yield _Deed("on", f"it was {data.status}", data.on)


_DEEDS: Mapping[Kind, Callable[[Any, date], Iterator[_Deed]]] = MappingProxyType(
    {
        Kind.COMMITMENT: _of_commitment,
        Kind.PROCUREMENT: _of_procurement,
        Kind.ACCEPTANCE: _of_acceptance,
        Kind.STOCK: _of_stock,
        Kind.REPORT: _of_report,
        Kind.REVIEW: _of_review,
        Kind.DECISION: _of_decision,
    }
)

RULES: tuple[Rule, ...] = (done_in_the_future,)
