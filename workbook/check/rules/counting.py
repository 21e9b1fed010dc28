"""Rules WB3, last part: what two records say of one thing.

In: a commitment with what was received of it, or an item with all that is committed of it. Out: warnings.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from workbook.analysis.agreement import is_taking, party_of
from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Commitment
from workbook.model.enums import Status
from workbook.model.kind import Kind
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES

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
        if field == "commitment" and record.kind is Kind.ACCEPTANCE and is_taking(record):
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
                f"has {plain(arrival.least)} received of {of}, {plain(arrival.least - most)} more than the "
                f"{sent[lot]} that {commitment.owner} sent; count again with {commitment.owner}"
            )
            yield Claim(arrival.record, arrival.field, message)


@rule(
    code="WB309",
    slug="possible-mirror",
    severity=Severity.WARNING,
    claim="A commitment that two nations record says which of the two counts.",
    reason="The same item in the same number for the same recipient, from two nations, is often one deed "
    "told twice: it would be counted twice.",
    source="DESIGN section 2, Totals; IATI guidance on double counting",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.ITEM,),
    failing={_GIFT: _GIFT_TEXT, _SECOND_GIFT: _GIFT_TEXT},
    passing={_GIFT: _GIFT_TEXT, _SECOND_GIFT: _GIFT_TEXT + 'counted_in = "NOR-C-7K3Q"\n'},
)
def possible_mirror(around: Around, _: Context) -> Iterator[Claim]:
    """Group an item's commitments by number, unit and recipients; tell each that another nation repeats."""
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
        first = group[0]
        other = next((record for record in group if record.owner != first.owner), None)
        if not key or other is None:
            continue
        for record in group:
            rival = first if record.owner != first.owner else other
            message = (
                f"commits {record.data.quantity} of {item} to the same recipient as {rival.id}; if both tell "
                "of one deed, set counted_in in one of them, else acknowledge this"
            )
            yield Claim(record, "quantity", message)


RULES: tuple[Rule, ...] = (received_beyond_sent, possible_mirror)
