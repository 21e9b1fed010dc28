"""Rules WB3, first part: quantities agree within a record, with what is accepted of it, and with the item.

In: a record, or an id with all that name it. Out: warnings, told only where even the least of one figure
is more than the most of the other: a doubt is no contradiction.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from workbook.analysis.agreement import is_taking
from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Commitment, Lot, Promise, Request
from workbook.model.enums import LotStatus, ProcurementStatus, Status
from workbook.model.kind import Kind
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES

_CANCELLED = (Status.CANCELLED, ProcurementStatus.CANCELLED)
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 600
status = "committed"
"""
_NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
_NEED_TEXT = 'title = "Shells"\nitem = "155mm-he"\nquantity = 600\n'
_SECOND_NEED = "plans/nations/UKR/requests/UKR-R-22CD.toml"
_TAKING = "plans/nations/UKR/acceptances/UKR-A-5H1M.toml"
_TAKING_TEXT = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 600\n'


@rule(
    code="WB301",
    slug="lots-beyond-quantity",
    severity=Severity.WARNING,
    claim="The lots of a record come to no more than its quantity.",
    reason="One of the two figures is out of date, and tables by date and by total would disagree.",
    source="Coalition practice",
    subject=Subject.RECORD,
    kinds=(Kind.COMMITMENT, Kind.PROCUREMENT),
    failing={_GIFT: _GIFT_TEXT + 'lots = [{lot = "a", quantity = 400}, {lot = "b", quantity = 300}]\n'},
    passing={
        _GIFT: _GIFT_TEXT + 'lots = [{lot = "a", quantity = 400}, {lot = "b", quantity = {about = 200}}]\n'
    },
)
def lots_beyond_quantity(record: Record, _: Context) -> Iterator[Claim]:
    """Compare the least that the lots come to with the most that the record gives."""
    data = record.data
    most: Decimal | None = data.quantity.high if data.quantity is not None else None
    if most is None or not data.lots:
        return
    least = _least_of_lots(data.lots)
    if least > most and _counts(record):
        message = (
            f"has lots that come to {plain(least)}, {plain(least - most)} more than its quantity of "
            f"{data.quantity}; lower a lot or raise the quantity"
        )
        yield Claim(record, "lots", message)


@rule(
    code="WB302",
    slug="promised-beyond-quantity",
    severity=Severity.WARNING,
    claim="A commitment promises no more to requests than it commits.",
    reason="The same rounds would be counted as help for two requests, and one of them goes without.",
    source="Coalition practice",
    subject=Subject.RECORD,
    kinds=(Kind.COMMITMENT,),
    failing={
        _GIFT: _GIFT_TEXT
        + 'meets = [{request = "UKR-R-11AB", quantity = 600}, {request = "UKR-R-22CD", quantity = 300}]\n',
        _NEED: _NEED_TEXT,
        _SECOND_NEED: _NEED_TEXT,
    },
    passing={
        _GIFT: _GIFT_TEXT
        + 'meets = [{request = "UKR-R-11AB", quantity = 300}, {request = "UKR-R-22CD", quantity = 300}]\n',
        _NEED: _NEED_TEXT,
        _SECOND_NEED: _NEED_TEXT,
    },
)
def promised_beyond_quantity(record: Record, _: Context) -> Iterator[Claim]:
    """Compare the least that is promised with the most that is committed; a bare promise is for the whole."""
    data: Commitment = record.data
    quantity = data.quantity
    if quantity is None or quantity.high is None or not data.meets:
        return
    least = _least_promised(data.meets, quantity)
    if least > quantity.high and _counts(record):
        count = len(data.meets)
        promised = f"promises {plain(least)} to {count} request{'s' if count > 1 else ''}"
        message = (
            f"{promised}, {plain(least - quantity.high)} more than the {quantity} it commits; "
            "lower a promise or raise the quantity"
        )
        yield Claim(record, "meets", message)


@rule(
    code="WB303",
    slug="accepted-beyond-request",
    severity=Severity.WARNING,
    claim="No more is accepted for a request than it asks for.",
    reason="What is taken beyond the need is missing where another nation waits for it; or the need has "
    "grown, and the request should say so.",
    source="Coalition practice",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.REQUEST,),
    failing={
        _GIFT: _GIFT_TEXT + 'meets = [{request = "UKR-R-11AB"}]\n',
        _NEED: _NEED_TEXT.replace("600", "500"),
        _TAKING: _TAKING_TEXT,
    },
    passing={
        _GIFT: _GIFT_TEXT + 'meets = [{request = "UKR-R-11AB"}]\n',
        _NEED: _NEED_TEXT,
        _TAKING: _TAKING_TEXT,
    },
)
def accepted_beyond_request(around: Around, _: Context) -> Iterator[Claim]:
    """Compare the least accepted with the most asked for; other items, units and rates of need stay out."""
    assert around.target is not None
    data: Request = around.target.data
    if (
        data.quantity is None
        or data.quantity.high is None
        or data.per is not None
        or around.target.is_retired
    ):
        return
    taken = [record for record, field in around.mentions if field == "request" and is_taking(record)]
    # Only where all of it is too much is it worth asking what of it compares.
    if _least(taken) <= data.quantity.high:
        return
    strangers = {
        record.id
        for record, field in around.mentions
        if record.kind is Kind.COMMITMENT and field.startswith("meets") and not _compares(record, data)
    }
    taken = [record for record in taken if record.data.commitment not in strangers]
    least = _least(taken)
    if least > data.quantity.high:
        message = (
            f"has {plain(least)} accepted for it in {', '.join(record.id for record in taken[:3])}"
            f"{' and more' if len(taken) > 3 else ''}, {plain(least - data.quantity.high)} more than the "
            f"{data.quantity} it asks for; accept less or raise the quantity"
        )
        yield Claim(around.target, "quantity", message)


@rule(
    code="WB304",
    slug="unit-disagrees",
    severity=Severity.WARNING,
    claim="A quantity is in the unit of its item.",
    reason="Figures in two units cannot be added, so the total of the item falls apart.",
    source="UN/CEFACT Rec 20; Coalition practice",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.ITEM,),
    failing={_GIFT: _GIFT_TEXT + 'unit = "TNE"\n'},
    passing={_GIFT: _GIFT_TEXT + 'unit = "each"\n'},
)
def unit_disagrees(around: Around, _: Context) -> Iterator[Claim]:
    """Tell every commitment and request of an item that counts in another unit."""
    assert around.target is not None
    unit: str = around.target.data.unit
    if unit in OPEN_REFERENCES:
        return
    for record, field in around.mentions:
        if field != "item" or record.kind not in _WITH_UNIT:
            continue
        own = record.data.unit
        if own and own != unit and own not in OPEN_REFERENCES and _counts(record):
            message = f"counts in {own}, but the item {around.id} in {unit}; give the quantity in {unit}"
            yield Claim(record, "unit", message)


_WITH_UNIT = (Kind.COMMITMENT, Kind.REQUEST)


def _counts(record: Record) -> bool:
    return not record.is_retired and record.data.status not in _CANCELLED


def _least_of_lots(lots: Iterable[Lot]) -> Decimal:
    least = Decimal(0)
    for lot in lots:
        if lot.quantity is not None and lot.status is not LotStatus.CANCELLED:
            least += lot.quantity.low
    return least


def _least_promised(promises: Iterable[Promise], whole: Quantity) -> Decimal:
    least = Decimal(0)
    for promise in promises:
        least += (whole if promise.quantity is None else promise.quantity).low
    return least


def _least(acceptances: Iterable[Record]) -> Decimal:
    least = Decimal(0)
    for record in acceptances:
        quantity: Quantity | None = record.data.quantity
        if quantity is not None:
            least += quantity.low
    return least


def _compares(commitment: Record, request: Request) -> bool:
    """Say whether a commitment still counts, and is of the item and unit that a request asks for."""
    data: Commitment = commitment.data
    same_unit = data.unit == request.unit or not (data.unit and request.unit)
    return _counts(commitment) and data.item == request.item and same_unit


RULES: tuple[Rule, ...] = (
    lots_beyond_quantity,
    promised_beyond_quantity,
    accepted_beyond_request,
    unit_disagrees,
)
