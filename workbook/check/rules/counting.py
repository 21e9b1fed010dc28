"""Rules WB3, last part: what two records say of one thing.

In: a commitment with what was received of it, or an item with all that is committed of it. Out: warnings.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from workbook.analysis.agreement import is_taking, party_of
from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Commitment
from workbook.model.enums import Status
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.model.when import When

TELLING_NUMBER = 20
"""From here on, an equal number is itself a sign of one deed."""

# How far apart two nations may tell of one deed.
_SAME_TIME = timedelta(days=60)
# With how many others of its time a record is compared.
_NEIGHBOURS = 20
_TELLING_FIELDS = ("procurement", "supplier", "stock", "stock_owner", "fund")

_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 600
status = "delivering"
to = [{party = "UKR"}]
"""
_LOT = 'lots = [{lot = "a", quantity = 400, done = 300}]\n'
_TAKING = "plans/nations/UKR/acceptances/UKR-A-5H1M.toml"
_TAKING_TEXT = 'commitment = "NOR-C-7K3Q"\nquantity = 600\nreceived = [{lot = "a", quantity = 300}]\n'
_SECOND_GIFT = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"


@rule(
    code="WB308",
    slug="received-beyond-sent",
    severity=Severity.WARNING,
    claim="No more is received than was sent.",
    reason="One of the two counts is wrong, or a lot was booked twice; both sides should count again.",
    source="Coalition practice",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.COMMITMENT,),
    failing={_GIFT: _GIFT_TEXT + _LOT, _TAKING: _TAKING_TEXT.replace("300", "350")},
    passing={_GIFT: _GIFT_TEXT + _LOT, _TAKING: _TAKING_TEXT},
)
def received_beyond_sent(around: Around, _: Context) -> Iterator[Claim]:
    """Compare what arrived with each lot, done or planned, and with the whole; tell the last who received."""
    commitment = around.target
    assert commitment is not None
    arrived: dict[str, _Arrival] = {}
    for record, field in around.mentions:
        if field != "commitment" or record.kind is not Kind.ACCEPTANCE:
            continue
        if record.data.received and is_taking(record):
            for index, receipt in enumerate(record.data.received):
                for lot in (receipt.lot, _WHOLE):
                    before = arrived[lot].least if lot in arrived else Decimal(0)
                    arrived[lot] = _Arrival(
                        before + receipt.quantity.low, record, f"received[{index}].quantity"
                    )
    if not arrived:
        return
    sent = _sent(commitment.data)
    for lot, arrival in arrived.items():
        most = sent[lot].high if lot in sent else None
        if most is not None and arrival.least > most:
            of = f"lot {lot} of {commitment.id}" if lot else commitment.id
            message = (
                f"says that {plain(arrival.least)} of {of} arrived, {plain(arrival.least - most)} more than "
                f"the {sent[lot]} that {commitment.owner} sent; count again with {commitment.owner}"
            )
            yield Claim(arrival.record, arrival.field, message)


@rule(
    code="WB309",
    slug="possible-mirror",
    severity=Severity.WARNING,
    claim="A deed that two nations record says which of the two records counts.",
    reason="The same number of the same item for the same recipient, at about the same time, from two "
    "nations is often one deed told twice, and would be counted twice. Other requests, procurements, "
    "suppliers, stocks or values tell two deeds apart; a small number alone proves nothing.",
    source="Data format: a mirror names its original; IATI guidance on double counting",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.ITEM,),
    failing={_GIFT: _GIFT_TEXT, _SECOND_GIFT: _GIFT_TEXT},
    passing={_GIFT: _GIFT_TEXT, _SECOND_GIFT: _GIFT_TEXT + 'counted_in = "NOR-C-7K3Q"\n'},
)
def possible_mirror(around: Around, _: Context) -> Iterator[Claim]:
    """Group an item's commitments by number, unit and recipients; tell each that another nation repeats.

    Of two alike, nothing may tell them apart (`_are_apart`). Below `TELLING_NUMBER`, where equal numbers are
    common, something must also tie them together (`_are_tied`).
    """
    assert around.target is not None
    unit: str = around.target.data.unit
    # By number first: that alone tells most apart, and items have hundreds of commitments.
    numbers: dict[Decimal, list[Record]] = {}
    for record, field in around.mentions:
        if field == "item" and record.kind is Kind.COMMITMENT:
            quantity = record.data.quantity
            if quantity is not None:
                numbers.setdefault(quantity.low, []).append(record)
    for records in numbers.values():
        if len(records) > 1:
            yield from _mirrors(records, around.id, unit)


# The name under which all lots are added up; no lot is called so, since a lot has a name.
_WHOLE = ""


class _Arrival(NamedTuple):
    least: Decimal
    record: Record
    field: str


def _sent(data: Commitment) -> dict[str, Quantity]:
    """Give what was sent of each lot, or may have been where nothing is said, and of the whole."""
    sent = {_WHOLE: data.quantity} if data.quantity is not None else {}
    for lot in data.lots:
        quantity = lot.done if lot.done is not None else lot.quantity
        if quantity is not None and lot.lot:
            sent[lot.lot] = sent[lot.lot] + quantity if lot.lot in sent else quantity
    return sent


def _likeness(data: Commitment, unit: str) -> tuple[object, ...]:
    """Give what two tellings of one commitment share; () where this one cannot be a second telling."""
    quantity = data.quantity
    if quantity is None or not quantity.low or not quantity.is_exact or data.counted_in:
        return ()
    if data.status is Status.CANCELLED or data.retired is not None:
        return ()
    if data.to:
        parties = {recipient.party for recipient in data.to}
    else:
        parties = {party_of(promise.request) for promise in data.meets}
    if not parties or "" in parties or not parties.isdisjoint(OPEN_REFERENCES):
        return ()
    return (quantity.low, data.unit or unit, frozenset(parties))


def _mirrors(records: list[Record], item: str, unit: str) -> Iterator[Claim]:
    """Tell every record beside which another nation tells the same, naming the first such record."""
    alike: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        alike.setdefault(_likeness(record.data, unit), []).append(record)
    for key, group in alike.items():
        if not key or all(record.owner == group[0].owner for record in group):
            continue
        for record, rival in _rivals(group).items():
            message = (
                f"commits {record.data.quantity} of {item} to the same recipient as {rival.id}; if it is the "
                f'same deed, write counted_in = "{rival.id}" here, or name this one there; if not, '
                "acknowledge this"
            )
            yield Claim(record, "quantity", message)


def _rivals(group: Sequence[Record]) -> dict[Record, Record]:
    """Give, for every record that repeats another's deed, the nearest such record.

    Each is compared with the next few in order of time, so that a crowd of equal ones takes no longer.
    """
    rivals: dict[Record, Record] = {}
    in_time = sorted(group, key=lambda record: _first_day(record.data))
    for index, record in enumerate(in_time):
        for other in in_time[index + 1 : index + 1 + _NEIGHBOURS]:
            if record in rivals and other in rivals:
                continue
            if record.owner != other.owner and _is_one_deed(record, other):
                rivals.setdefault(record, other)
                rivals.setdefault(other, record)
    return rivals


def _is_one_deed(one: Record, other: Record) -> bool:
    if _are_apart(one.data, other.data) or _is_long_between(_days(one.data), _days(other.data)):
        return False
    return one.data.quantity.low >= TELLING_NUMBER or _are_tied(one, other)


def _are_apart(one: Commitment, other: Commitment) -> bool:
    """Say whether both name something of a kind, and not the same: request, purchase, stock, fund, value."""
    for name in _TELLING_FIELDS:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine != theirs and mine and theirs and OPEN_REFERENCES.isdisjoint((mine, theirs)):
            return True
    requests = {promise.request for promise in one.meets}
    others = {promise.request for promise in other.meets}
    if requests and others and requests.isdisjoint(others) and OPEN_REFERENCES.isdisjoint(requests | others):
        return True
    if one.value is None or other.value is None or one.value.currency != other.value.currency:
        return False
    mine, theirs = one.value.amount, other.value.amount
    return mine.surely_exceeds(theirs) or theirs.surely_exceeds(mine)


def _are_tied(one: Record, other: Record) -> bool:
    """Say whether both give the same value, or one names the nation of the other as payer or stock owner."""
    value: Money | None = one.data.value
    if value is not None and value == other.data.value and value.amount.is_exact:
        return True
    return other.owner in _partners(one.data) or one.owner in _partners(other.data)


def _partners(data: Commitment) -> set[str]:
    return {data.stock_owner, *(payer.nation for payer in data.financed_by)}


def _days(data: Commitment) -> list[When]:
    """List the days that it was made and announced on, as far as anything is known of them."""
    return [when for when in (data.made_on, data.announced_on) if when is not None and when.is_known]


def _is_long_between(some: Sequence[When], others: Sequence[When]) -> bool:
    """Say whether every day of the one is surely far from every day of the other, and both have any."""
    if not (some and others):
        return False
    return all(_is_far_before(one, other) or _is_far_before(other, one) for one in some for other in others)


def _is_far_before(one: When, other: When) -> bool:
    return one.last is not None and other.first is not None and other.first - one.last > _SAME_TIME


def _first_day(data: Commitment) -> date:
    return min((when.first for when in _days(data) if when.first is not None), default=date.min)


RULES: tuple[Rule, ...] = (received_beyond_sent, possible_mirror)
