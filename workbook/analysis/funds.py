"""Where money stands: a fund's split, what is contributed to it, what draws on it, and what is left.

In: a plan, whole or as released, and the day whose rates hold. Out: `FundStanding`s, all amounts in the
fund's own currency, with every interval; what no rate converts is told apart and never counts as nothing.

Of the commitments that name a fund, those of kind `funding` pay into it: they are its contributions. All
others are financed from it: they draw on it. A mirror, a wider record of a true one, and a part whose package
draws too, count once. Firm sums stand apart from pledges and thoughts, as everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from workbook.analysis.agreement import members_of
from workbook.analysis.conversion import converted, rounded
from workbook.analysis.footing import footing_of
from workbook.analysis.moving import added
from workbook.model.commitment import Commitment
from workbook.model.enums import CommitmentKind, Status
from workbook.model.holding import BuyingParty, Fund, FundSplit, Procurement
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.settings import Settings
from workbook.records.workbook import Workbook


class Portion(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a fund or a purchase: whose, and how much; None where it is not told, or has no rate.

    `nations` are those that a group stands for, else the party itself.
    """

    party: str
    nations: tuple[str, ...]
    amount: Quantity | None


class Paid(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment that pays into a fund or draws on it; `amount` None: it has no value, or no rate.

    `is_confirmed` says that its nation wrote it itself.
    """

    commitment: str
    owner: str
    status: Status
    is_confirmed: bool
    amount: Quantity | None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Commitments with their sums by status, in order of firmness: confirmed, and noted for others.

    `firm` is the confirmed sum of the firm statuses, `promised` adds pledges to it. An amount that is
    missing, or has no rate, leaves its sum unknown beyond the rest. `without_rate` are the currencies that
    could not be converted.
    """

    entries: tuple[Paid, ...]
    confirmed: Mapping[Status, Quantity]
    unconfirmed: Mapping[Status, Quantity]
    firm: Quantity
    promised: Quantity
    without_rate: tuple[str, ...]


class FundStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A fund: its split, what comes in, what draws on it.

    `unsplit` is what no part of the split takes, None where a part is not told. `uncovered` is what of the
    total no firm contribution covers, `left` what no firm commitment draws; `overpaid` and `overdrawn` are by
    how much firm contributions and draws exceed the total, with nothing as their least where it is not sure.
    """

    fund: str
    owner: str
    title: str
    is_unconfirmed: bool
    currency: str
    total: Quantity
    split: tuple[Portion, ...]
    unsplit: Quantity | None
    contributions: Account
    uncovered: Quantity
    overpaid: Quantity
    draws: Account
    left: Quantity
    overdrawn: Quantity


class PurchaseStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A joint purchase: each party's part of the value and of the number, and what no party takes."""

    procurement: str
    owner: str
    title: str
    is_unconfirmed: bool
    currency: str
    values: tuple[Portion, ...]
    quantities: tuple[Portion, ...]
    unshared: Quantity | None


def fund_standings(workbook: Workbook, *, today: date) -> tuple[FundStanding, ...]:
    """Tell how every fund stands that is not retired, in order of layer and path."""
    funds = [record for record in workbook.of_kind(Kind.FUND) if not record.is_retired]
    return tuple(fund_standing(workbook, one, today=today) for one in funds)


def fund_standing(workbook: Workbook, fund: Record, *, today: date) -> FundStanding:
    """Tell how one fund of a plan stands.

    USA-F-2B9C  total 3,000 EUR, "1/3" to NOR, "2/3" to UKR
    NOR-C-7K3Q  funding, committed, 1,000 EUR;  SWE-C-3F8K  donation, committed, 1,200 EUR
    -> NOR 1,000, UKR 2,000; contributed 1,000, uncovered 2,000; drawn 1,200, left 1,800
    """
    data: Fund = fund.data
    settings, currency = workbook.settings, data.total.currency
    naming = [
        mention.record
        for mention in workbook.mentions(fund.id)
        if mention.field == "fund" and mention.record.kind is Kind.COMMITMENT
    ]
    split = _split(data.split, data.total, settings, today)
    total = data.total.amount
    contributions = _account(filter(is_contribution, naming), currency, settings, today)
    draws = _account((one for one in naming if not is_contribution(one)), currency, settings, today)
    return FundStanding(
        fund=fund.id,
        owner=fund.owner,
        title=data.title,
        is_unconfirmed=fund.recorded,
        currency=currency,
        total=total,
        split=split,
        unsplit=_rest(total, split) if split else None,
        contributions=contributions,
        uncovered=total.less(contributions.firm),
        overpaid=contributions.firm.less(total),
        draws=draws,
        left=total.less(draws.firm),
        overdrawn=draws.firm.less(total),
    )


def is_contribution(commitment: Record) -> bool:
    """Say whether a commitment that names a fund pays into it; all others draw on it."""
    return bool(commitment.data.kind is CommitmentKind.FUNDING)


def purchase_standings(workbook: Workbook) -> tuple[PurchaseStanding, ...]:
    """Tell how every joint purchase is shared that is not retired, in order of layer and path."""
    purchases = [record for record in workbook.of_kind(Kind.PROCUREMENT) if not record.is_retired]
    return tuple(purchase_standing(one) for one in purchases)


def purchase_standing(procurement: Record) -> PurchaseStanding:
    """Tell how a joint purchase is shared.

    value 900 EUR, quantity 300; NOR 100 and "1/3", SWE 200
    -> NOR 300 EUR and 100, SWE 200; no party takes 0
    """
    data: Procurement = procurement.data
    value = data.value
    quantities = tuple(
        Portion(party=one.nation, nations=(one.nation,), amount=one.quantity) for one in data.parties
    )
    return PurchaseStanding(
        procurement=procurement.id,
        owner=procurement.owner,
        title=data.title,
        is_unconfirmed=procurement.recorded,
        currency=value.currency if value is not None else "",
        values=tuple(
            Portion(party=one.nation, nations=(one.nation,), amount=amount)
            for one, amount in zip(data.parties, _shares_of(value, data.parties), strict=True)
        ),
        quantities=quantities,
        unshared=_rest(data.quantity, quantities) if data.quantity is not None and quantities else None,
    )


def _split(parts: Sequence[FundSplit], total: Money, settings: Settings, today: date) -> tuple[Portion, ...]:
    groups = settings.manifest.groups
    return tuple(
        Portion(
            party=part.to,
            nations=tuple(members_of(part.to, groups)),
            amount=_in(part.amount, total.currency, settings, today) if part.amount is not None else shared,
        )
        for part, shared in zip(parts, _shares_of(total, parts), strict=True)
    )


def _shares_of(whole: Money | None, parts: Sequence[FundSplit | BuyingParty]) -> list[Quantity | None]:
    """Give each part's share of an amount, None where it has none, in the minor unit of the currency.

    What is rounded off goes to the next, so that shares that make one come to the whole: of 100 EUR, thirds
    are 33.33, 33.34 and 33.33.
    """
    taken = Fraction(0)
    found: list[Quantity | None] = []
    for part in parts:
        if part.share is None or whole is None:
            found.append(None)
            continue
        found.append(_slice(whole, taken, taken + part.share.value))
        taken += part.share.value
    return found


def _slice(whole: Money, start: Fraction, end: Fraction) -> Quantity:
    """Give what lies between two shares of an amount, counted from its beginning."""
    amount = whole.amount
    if not amount.is_known:
        return amount

    def upto(bound: Decimal, share: Fraction) -> Decimal:
        return bound if share == 1 else rounded(Fraction(bound) * share, whole.currency)

    low = upto(amount.low, end) - upto(amount.low, start)
    high = None if amount.high is None else upto(amount.high, end) - upto(amount.high, start)
    return Quantity(
        low,
        None if high is None else max(low, high),
        about=amount.about,
        unknown=amount.unknown,
        undisclosed=amount.undisclosed,
    )


def _rest(whole: Quantity, portions: Sequence[Portion]) -> Quantity | None:
    """Give what no portion takes of a whole; None where a portion is not told."""
    amounts = [one.amount for one in portions if one.amount is not None]
    return whole.less(added(amounts)) if len(amounts) == len(portions) else None


def _account(records: Iterable[Record], currency: str, settings: Settings, today: date) -> Account:
    entries: list[Paid] = []
    without_rate: set[str] = set()
    for record in _once(records):
        data: Commitment = record.data
        amount = _in(data.value, currency, settings, today) if data.value is not None else None
        if data.value is not None and amount is None:
            without_rate.add(data.value.currency)
        entries.append(
            Paid(
                commitment=record.id,
                owner=record.owner,
                status=data.status,
                is_confirmed=not record.recorded,
                amount=amount,
            )
        )
    confirmed = _sums(one for one in entries if one.is_confirmed)
    firm = added(quantity for status, quantity in confirmed.items() if status.is_firm)
    return Account(
        entries=tuple(entries),
        confirmed=confirmed,
        unconfirmed=_sums(one for one in entries if not one.is_confirmed),
        firm=firm,
        promised=firm + confirmed.get(Status.PLEDGED, NOTHING),
        without_rate=tuple(sorted(without_rate)),
    )


def _once(records: Iterable[Record]) -> Iterator[Record]:
    """Give each amount once, of what is not given up: no mirror, wider record, or part of a package here."""
    by_id = {record.id: record for record in records if not record.is_retired}
    shown = {(one.data.shared_as, one.owner) for one in by_id.values() if one.data.shared_as != one.id}
    for id, record in by_id.items():
        data: Commitment = record.data
        others = by_id.keys() - {id}
        if footing_of(record) is None or (id, record.owner) in shown:
            continue
        if data.counted_in not in others and data.part_of not in others:
            yield record


def _sums(entries: Iterable[Paid]) -> Mapping[Status, Quantity]:
    """Add up by status, in order of firmness; a missing amount leaves its sum unknown beyond the rest."""
    found: dict[Status, Quantity] = {}
    for one in entries:
        amount = UNKNOWN if one.amount is None else one.amount
        found[one.status] = found.get(one.status, NOTHING) + amount
    return {status: found[status] for status in Status if status in found}


def _in(money: Money, currency: str, settings: Settings, today: date) -> Quantity | None:
    """Give an amount in another currency; None where no rate is there, or a currency is not named."""
    if money.currency != currency and (money.currency in OPEN_REFERENCES or currency in OPEN_REFERENCES):
        return None
    return converted(money, currency, settings, today)
