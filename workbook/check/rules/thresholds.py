"""Rules WB505 and WB506: stocks against their minimum, and waivers of it.

In: a stock with all that name it and the records beside it. Out: warnings. What is held month by month is
worked out in `analysis.stocks`; what is not told is no trouble, and what is only pledged moves nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from workbook.analysis.stocks import StockProjection, Under, project
from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Commitment
from workbook.model.enums import WaiverStatus
from workbook.model.holding import Stock
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES

# More than the months of a projection.
_YEAR = timedelta(days=370)
_STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
_STOCK_TEXT = 'item = "155mm-he"\nholding = 5000\nminimum = 4000\nas_of = 2022-09-01\n'
_LOW = _STOCK_TEXT.replace("5000", "3000")
_FILLED = 'replenished_by = "undisclosed"\n'
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 2000
status = "committed"
stock = "NOR-S-5H1M"
lots = [{lot = "a", by = "2022-12", quantity = 2000}]
"""


@rule(
    code="WB505",
    slug="stock-under-minimum",
    severity=Severity.WARNING,
    claim="A stock does not fall under its minimum without an approved waiver.",
    reason="The minimum is what a nation means to keep for itself. Giving beyond it is a decision that "
    "somebody takes, not something that is found out when the depot is counted.",
    source="Coalition practice: stock thresholds are national, and waived by the national authority",
    subject=Subject.AROUND,
    kinds=(Kind.STOCK,),
    failing={_STOCK: _STOCK_TEXT, _GIFT: _GIFT_TEXT},
    passing={
        _STOCK: _STOCK_TEXT + _FILLED + 'waiver = {status = "approved", until = "2023"}\n',
        _GIFT: _GIFT_TEXT,
    },
)
def stock_under_minimum(around: Around, context: Context) -> Iterator[Claim]:
    """Tell the first time at which a stock is surely too low and not waived: now, in a month, in the end."""
    stock = around.target
    assert stock is not None
    if not _can_be_low(around, stock) or _is_answered(stock.data, context.today):
        return
    found = _projected(around, stock, context)
    first = next((level for level in found.levels if level.is_trouble), None)
    # Of a waiver that has ended WB506 tells.
    if first is None or (found.now.under is Under.SURELY and _has_ended(found, context.today)):
        return
    assert first.lacking is not None
    minimum = stock.data.minimum
    if first is found.now:
        message = (
            f"is at {first.held}, {first.lacking} under its minimum of {minimum}, and no approved waiver "
            "covers that; have one approved, or fill it again"
        )
        yield Claim(stock, "holding", message)
        return
    month = next((one.month for one in found.months if one.level is first), None)
    when = f"by the end of {month}" if month is not None else "once all that is firm is delivered"
    remedy = "release less, fill it again sooner, or have a waiver approved"
    if found.is_waived and found.waived_until is not None:
        remedy = f"the waiver ends on {found.waived_until}: prolong it, or fill the stock again sooner"
    message = f"is at {first.held} {when}, {first.lacking} under its minimum of {minimum}; {remedy}"
    yield Claim(stock, "minimum", message)


@rule(
    code="WB506",
    slug="waiver-without-end",
    severity=Severity.WARNING,
    claim="An approved waiver has a replenishment behind it, and does not end while the stock is too low.",
    reason="A waiver is leave for a time. Without something that fills the stock again, or after its last "
    "day, the nation is short and nobody has answered for it.",
    source="Coalition practice: stock thresholds are national, and waived by the national authority",
    subject=Subject.AROUND,
    kinds=(Kind.STOCK,),
    failing={_STOCK: _LOW + 'waiver = {status = "approved", until = 2023-06-30}\n'},
    passing={_STOCK: _LOW + _FILLED + 'waiver = {status = "approved", until = 2023-06-30}\n'},
)
def waiver_without_end(around: Around, context: Context) -> Iterator[Claim]:
    """Tell a waiver that is over while the stock is surely low, else one that nothing ends.

    That a replenishment is undisclosed is an answer, that it is unknown is none.
    """
    stock = around.target
    assert stock is not None
    data: Stock = stock.data
    waiver = data.waiver
    if waiver is None or waiver.status is not WaiverStatus.APPROVED or _counts_elsewhere(around, stock):
        return
    if waiver.until is not None and waiver.until.is_over(context.today):
        now = _projected(around, stock, context).now
        if now.under is Under.SURELY:
            message = (
                f"has a waiver that ended on {waiver.until}, and is still {now.lacking} under its minimum of "
                f"{data.minimum}; prolong the waiver, or fill the stock again"
            )
            yield Claim(stock, "waiver.until", message)
    elif data.replenished_by in ("", "unknown"):
        message = (
            "has an approved waiver, but nothing is said to fill it again; name in replenished_by what will, "
            "or say that it is undisclosed"
        )
        yield Claim(stock, "replenished_by" if data.replenished_by else "waiver", message)
    elif data.replenished_by != "undisclosed" and _projected(around, stock, context).filling is None:
        message = (
            f"has an approved waiver, but {data.replenished_by}, which was to fill it again, comes to "
            "nothing; name in replenished_by what will"
        )
        yield Claim(stock, "replenished_by", message)


def _projected(around: Around, stock: Record, context: Context) -> StockProjection:
    naming = [one.record for one in around.through("stock", kind=Kind.COMMITMENT)]
    groups = context.settings.manifest.groups
    return project(stock, naming, around.beside, groups=groups, today=context.today)


def _can_be_low(around: Around, stock: Record) -> bool:
    """Say whether a projection can show trouble at all, which is rare and costs more than this look."""
    data: Stock = stock.data
    if data.holding is None or data.minimum is None or data.holding.high is None:
        return False
    spare = data.holding.high - data.minimum.low
    if spare >= 0:
        drawing = [one.record for one in around.through("stock", kind=Kind.COMMITMENT)]
        drawing += [one for one in around.beside if one.kind is Kind.COMMITMENT]
        if sum((_most(one.data) for one in drawing), Decimal(0)) <= spare:
            return False
    return not _counts_elsewhere(around, stock)


def _is_answered(data: Stock, today: date) -> bool:
    """Say whether an approved waiver covers it for a year, or until something untold fills it."""
    waiver = data.waiver
    if waiver is None or waiver.status is not WaiverStatus.APPROVED:
        return False
    last = waiver.until.last if waiver.until is not None else None
    covered_from = today if data.replenished_by in OPEN_REFERENCES else today + _YEAR
    return last is None or last >= covered_from


def _most(data: Commitment) -> Decimal:
    """Give a bound of what surely leaves by a commitment."""
    told = (one for lot in data.lots for one in (lot.quantity, lot.done))
    return sum((_low(one) for one in (data.quantity, *told)), Decimal(0))


def _low(quantity: Quantity | None) -> Decimal:
    return quantity.low if quantity is not None else Decimal(0)


def _counts_elsewhere(around: Around, stock: Record) -> bool:
    """Say whether it is retired, or the wider record of a true one that is judged instead."""
    return stock.is_retired or any(
        one.record.owner == stock.owner and one.record.id != stock.id
        for one in around.through("shared_as", kind=Kind.STOCK)
    )


def _has_ended(found: StockProjection, today: date) -> bool:
    return found.is_waived and found.waived_until is not None and found.waived_until < today


RULES: tuple[Rule, ...] = (stock_under_minimum, waiver_without_end)
