"""Rules WB3, second part: shares add up, funds suffice, and money can be converted.

In: a record, or a fund with all that draw on it. Out: warnings. Rates are those of `workbook.toml`.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from workbook.analysis.conversion import converted
from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.check.rules.codes import CURRENCY_CODES, MONEY_KINDS, currencies_of, day_of_money
from workbook.findings import Severity
from workbook.model.commitment import Commitment
from workbook.model.currencies import CurrencyState, currency_state
from workbook.model.enums import CommitmentKind, ProcurementStatus, Status
from workbook.model.holding import Fund, Procurement
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.references import coded_texts
from workbook.model.share import Share

# What is only thought of, or given up, draws nothing yet or no more.
_NOT_DRAWING = (Status.CONSIDERED, Status.CANCELLED)
_FUND = "plans/nations/USA/funds/USA-F-2B9C.toml"
_FUND_TEXT = 'title = "Support fund"\ntotal = {amount = 3000000, currency = "USD"}\n'
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = 'title = "155 mm shells"\nkind = "donation"\nstatus = "committed"\n'


@rule(
    code="WB305",
    slug="shares-do-not-add-up",
    severity=Severity.WARNING,
    claim="The parts of a procurement or a fund come to the whole.",
    reason="A part too many is promised to nobody's cost, and a part too few is help that nobody receives.",
    source='Coalition practice; thirds are written "1/3" so that three of them are one',
    subject=Subject.RECORD,
    kinds=(Kind.PROCUREMENT, Kind.FUND),
    failing={_FUND: _FUND_TEXT + 'split = [{to = "UKR", share = "1/2"}, {to = "nordics", share = "1/3"}]\n'},
    passing={
        _FUND: _FUND_TEXT
        + 'split = [{to = "UKR", share = "1/3"}, {to = "NOR", share = "1/3"}, {to = "SWE", share = "1/3"}]\n'
    },
)
def shares_do_not_add_up(record: Record, _: Context) -> Iterator[Claim]:
    """Compare shares with one, and parts with the whole; where a part is not given, only too much is told."""
    if record.is_retired:
        return
    if record.kind is Kind.FUND:
        fund: Fund = record.data
        yield from _share_claims(record, "split", [part.share for part in fund.split])
        amounts = [part.amount for part in fund.split]
        if all(money is None or money.currency == fund.total.currency for money in amounts):
            parts = [None if money is None else money.amount for money in amounts]
            yield from _part_claims(record, "split", parts, fund.total.amount, f" {fund.total.currency}")
        return
    procurement: Procurement = record.data
    if procurement.status is not ProcurementStatus.CANCELLED:
        yield from _share_claims(record, "parties", [party.share for party in procurement.parties])
        if procurement.quantity is not None:
            parts = [party.quantity for party in procurement.parties]
            yield from _part_claims(record, "parties", parts, procurement.quantity, "")


@rule(
    code="WB306",
    slug="fund-overdrawn",
    severity=Severity.WARNING,
    claim="What draws on a fund is worth no more than the fund.",
    reason="The last commitments that count on it have no money behind them, and nobody knows which.",
    source="Coalition practice; rates of workbook.toml",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.FUND,),
    failing={
        _FUND: _FUND_TEXT,
        _GIFT: _GIFT_TEXT + 'fund = "USA-F-2B9C"\nvalue = {amount = 4000000, currency = "EUR"}\n',
    },
    passing={
        _FUND: _FUND_TEXT,
        _GIFT: _GIFT_TEXT + 'fund = "USA-F-2B9C"\nvalue = {amount = 3000000, currency = "EUR"}\n',
    },
)
def fund_overdrawn(around: Around, context: Context) -> Iterator[Claim]:
    """Compare the least that is drawn with the most that the fund holds; what no rate converts stays out."""
    assert around.target is not None
    fund: Fund = around.target.data
    most = fund.total.amount.high
    if most is None or around.target.is_retired:
        return
    draws = _draws(around)
    least = _least_drawn(draws, fund.total.currency, context)
    if least > most:
        currency = fund.total.currency
        message = (
            f"holds {fund.total}, but {len(draws)} commitment{'s draw' if len(draws) > 1 else ' draws'} "
            f"{plain(least)} {currency} on it, {plain(least - most)} {currency} too much; "
            "raise the total or move a commitment to another fund"
        )
        yield Claim(around.target, "total", message)


@rule(
    code="WB307",
    slug="no-rate",
    severity=Severity.WARNING,
    claim="For every currency of the plan, workbook.toml has a rate.",
    reason="Without a rate the amount is left out of every total in the base currency.",
    source="Data format: rates stand in workbook.toml",
    subject=Subject.RECORD,
    kinds=MONEY_KINDS,
    failing={_GIFT: _GIFT_TEXT + 'value = {amount = 1000000, currency = "SEK"}\n'},
    passing={_GIFT: _GIFT_TEXT + 'value = {amount = 1000000, currency = "USD"}\n'},
)
def no_rate(record: Record, context: Context) -> Iterator[Claim]:
    """Tell of every amount that has no rate, in a currency in use on the day; WB207 and WB209 tell others."""
    settings = context.settings
    for word in currencies_of(record):
        if not settings.has_rate(word):
            break
    else:
        return
    if record.is_retired:
        return
    day = day_of_money(record, context.today)
    for text, code, field in coded_texts(record.data):
        if code not in CURRENCY_CODES or settings.has_rate(text):
            continue
        if currency_state(text, day) is CurrencyState.ACTIVE:
            base = settings.manifest.base_currency
            message = (
                f"is in {text}, for which workbook.toml has no rate, so it is in no total in {base}; add one"
            )
            yield Claim(record, field, message)


def _share_claims(record: Record, field: str, shares: Sequence[Share | None]) -> Iterator[Claim]:
    given = [share.value for share in shares if share is not None]
    total = sum(given, Fraction(0))
    if total > 1 or (given and len(given) == len(shares) and total < 1):
        written = " + ".join(str(share) for share in shares[:6] if share is not None)
        more = " + ..." if len(shares) > 6 else ""
        message = f"has shares of {written}{more}, which make {total} and not 1; correct the shares"
        yield Claim(record, field, message)


def _part_claims(
    record: Record, field: str, parts: Sequence[Quantity | None], whole: Quantity, unit: str
) -> Iterator[Claim]:
    given = [part for part in parts if part is not None]
    if not given:
        return
    total = sum(given[1:], given[0])
    is_short = len(given) == len(parts) and whole.surely_exceeds(total)
    if total.surely_exceeds(whole) or is_short:
        message = (
            f"has parts that come to {total}{unit}, {'less' if is_short else 'more'} than "
            f"the whole of {whole}{unit}; correct the parts or the whole"
        )
        yield Claim(record, field, message)


def _draws(around: Around) -> list[Record]:
    """List the commitments that draw on a fund, each amount once: no mirror, part or wider record."""
    drawing = {
        record.id: record
        for record, field in around.mentions
        if field == "fund" and record.kind is Kind.COMMITMENT and _draws_money(record)
    }
    shown = {record.data.shared_as for record in drawing.values()}
    return [
        record
        for id, record in drawing.items()
        if id not in shown and record.data.part_of not in drawing and record.data.counted_in not in drawing
    ]


def _draws_money(record: Record) -> bool:
    data: Commitment = record.data
    return (
        data.kind is not CommitmentKind.FUNDING
        and data.value is not None
        and data.status not in _NOT_DRAWING
        and data.retired is None
    )


def _least_drawn(draws: Iterable[Record], currency: str, context: Context) -> Decimal:
    """Add up by currency first, so that each is converted once."""
    by_currency: dict[str, Decimal] = {}
    for record in draws:
        value: Money = record.data.value
        by_currency[value.currency] = by_currency.get(value.currency, Decimal(0)) + value.amount.low
    least = Decimal(0)
    for code, amount in by_currency.items():
        money = Money(Quantity(amount, amount), code)
        worth = converted(money, currency, context.settings, context.today)
        least += worth.low if worth is not None else 0
    return least


RULES: tuple[Rule, ...] = (shares_do_not_add_up, fund_overdrawn, no_rate)
