"""Rule WB411: what a record tells as done has a date that has come.

In: a record. Out: claims at its dates. A date is a span of days, and only one that begins after today is
wrong; plans (`by`, `due`, `valid_until`) lie ahead and are judged elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from workbook.check.rule import Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Acceptance, Commitment, Lot
from workbook.model.enums import Consent, DecisionStatus, ProcurementStatus
from workbook.model.holding import Procurement
from workbook.model.kind import Kind
from workbook.model.record import Amendment, Record
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
    when: When | None


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
    if data.retired is not None:
        return
    if record.kind is Kind.REVIEW:
        if data.on.date() > today + _ZONES:
            yield Claim(record, "on", _message("the verdict was given", data.on.date(), today))
        return
    for field, what, when in _deeds(record.kind, data):
        if when is not None and when.first is not None and when.first > today:
            yield Claim(record, field, _message(what, when, today))


def _message(what: str, when: When | date, today: date) -> str:
    return (
        f"says that {what} on {when}, which is still to come on {today}; correct the date, or what was done"
    )


def _deeds(kind: Kind, data: Any) -> Sequence[_Deed]:
    match kind:
        case Kind.COMMITMENT:
            return _of_commitment(data)
        case Kind.PROCUREMENT:
            return _of_procurement(data)
        case Kind.ACCEPTANCE:
            return _of_acceptance(data)
        case Kind.STOCK:
            return (_Deed("as_of", "its stock was counted", data.as_of),)
        case Kind.REPORT:
            return (_Deed("on", f"it was reported {data.status}", data.on),)
    is_taken = data.status is not DecisionStatus.PROPOSED
    return (_Deed("on", f"it was {data.status}", data.on),) if is_taken else ()


def _of_commitment(data: Commitment) -> Sequence[_Deed]:
    found = _of_lots(data.lots) if data.lots else []
    if data.status.is_firm:
        found.append(_Deed("made_on", f"it was made, being {data.status},", data.made_on))
    if data.consents:
        found += (
            _Deed(f"consents[{index}].on", f"the leave of {one.nation} was {one.status}", one.on)
            for index, one in enumerate(data.consents)
            if one.status in _ANSWERED
        )
    return found + _of_amendments(data.amended) if data.amended else found


def _of_procurement(data: Procurement) -> Sequence[_Deed]:
    found = _of_lots(data.lots)
    if data.status in _SIGNED:
        found.append(_Deed("contract_on", "the contract was signed", data.contract_on))
    return found


def _of_acceptance(data: Acceptance) -> Sequence[_Deed]:
    received = (
        _Deed(f"received[{index}].on", "some of it was received", one.on)
        for index, one in enumerate(data.received)
    )
    return (_Deed("on", "it was accepted", data.on), *received)


def _of_lots(lots: Iterable[Lot]) -> list[_Deed]:
    return [
        _Deed(f"lots[{index}].done_on", f"lot {lot.lot} was delivered", lot.done_on)
        for index, lot in enumerate(lots)
        if lot.done_on is not None
    ]


def _of_amendments(amended: Iterable[Amendment]) -> list[_Deed]:
    return [
        _Deed(f"amended[{index}].on", f"{one.field} was changed", one.on) for index, one in enumerate(amended)
    ]


RULES: tuple[Rule, ...] = (done_in_the_future,)
