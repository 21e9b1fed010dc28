"""Funds in tables: what is paid in, what is drawn, whom they are for; and who shares a joint purchase.

In: a plan, a narrowing, a day. Out: what `analyse funds` tells. All sums come from `analysis.funds`.
"""

from collections.abc import Iterable
from datetime import date

from workbook.analysis.funds import (
    Account,
    FundStanding,
    PurchaseStanding,
    fund_standings,
    purchase_standings,
)
from workbook.desk.analysing import holding_words, words
from workbook.desk.analysing.boards import Board, BoardLine
from workbook.desk.analysing.narrowing import Narrow, Narrowing
from workbook.desk.analysing.tables import AnalysisTable, Bar, Behind, Told
from workbook.desk.listing.columns import Column
from workbook.model.enums import Status
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.records.workbook import Workbook


def tell(workbook: Workbook, narrowed: Narrowing, today: date) -> Told:
    """Tell of funds and joint purchases in a plan, or of those that one nation or one item has part in."""
    funds = [one for one in fund_standings(workbook, today=today) if _fits(one, narrowed)]
    bought = [one for one in purchase_standings(workbook) if _is_shared(one, narrowed, workbook)]
    tables = [_overview(funds), _splits(funds)]
    if narrowed.narrow is not Narrow.ALL:
        tables.append(fund_entries(funds))
    tables.append(_purchases(bought))
    shown = [table for table in tables if table.rows]
    return Told(
        tables=shown,
        values={"funds": funds, "purchases": bought},
        nothing="" if shown else holding_words.NO_FUNDS,
    )


def board(workbook: Workbook, today: date) -> Board:
    """Show every fund, those in trouble and least covered first, and below them joint purchases.

    Behind a fund stand whom it is for, what pays in and what draws; behind a purchase who takes which part.
    """
    funds = sorted(fund_standings(workbook, today=today), key=_urgency)
    overview = _overview(funds)
    bought = purchase_standings(workbook)
    found = {one.fund: one for one in funds}
    shared = {one.procurement: one for one in bought}
    return Board(
        title=holding_words.funds_and_purchases(),
        columns=overview.columns,
        lines=[
            BoardLine(
                cells=row,
                leads_to=one.fund,
                nations=_nations(one),
                is_trouble=bool(one.overdrawn.low or one.overpaid.low),
            )
            for row, one in zip(overview.rows, funds, strict=True)
        ]
        + [_purchase_line(workbook, one) for one in bought],
        legend=overview.legend,
        nothing=holding_words.NO_FUNDS,
        behind=lambda line: (
            _behind(found[line.leads_to])
            if line.leads_to in found
            else _behind_purchase(shared[line.leads_to])
        ),
    )


def _urgency(one: FundStanding) -> tuple[object, ...]:
    """Sort by trouble, then by how much of the total nobody firmly pays."""
    is_trouble = bool(one.overdrawn.low or one.overpaid.low)
    return (not is_trouble, -(one.uncovered.low / one.total.low if one.total.low else 0))


def _purchase_line(workbook: Workbook, one: PurchaseStanding) -> BoardLine:
    """Give a joint purchase below the headings of funds; nobody pays in, so those cells stay empty."""
    record = workbook.get(one.procurement)
    value = record.data.value if record is not None else None
    id = one.procurement + "?" * one.is_unconfirmed
    return BoardLine(
        cells=(id, one.title, one.currency, value.amount if value is not None else None, *([None] * 7)),
        leads_to=one.procurement,
        nations=frozenset((one.owner, *(part.party for part in one.values))),
    )


def _behind_purchase(one: PurchaseStanding) -> Behind:
    table = _purchases([one])
    return Behind(
        title=one.procurement,
        sentences=[holding_words.unshared(one.unshared)] if one.unshared is not None else (),
        tables=[table] if table.rows else (),
    )


def _behind(one: FundStanding) -> Behind:
    missing = sorted({*one.contributions.without_rate, *one.draws.without_rate})
    return Behind(
        title=one.fund,
        sentences=[holding_words.behind_fund(missing)] if missing else (),
        tables=[table for table in (_splits([one]), fund_entries([one])) if table.rows],
    )


def fund_entries(funds: Iterable[FundStanding]) -> AnalysisTable:
    """Lay out what pays into funds and what draws on them."""
    return AnalysisTable(
        title=holding_words.entries(),
        columns=(
            Column(holding_words.FUND, is_fixed=True),
            Column(words.COMMITMENT, is_fixed=True),
            Column(words.MARK),
            Column(words.STATUS),
            Column(holding_words.AMOUNT, is_number=True),
            Column(holding_words.CURRENCY),
        ),
        rows=[
            (
                fund.fund,
                one.commitment,
                word,
                holding_words.status(one.status, is_confirmed=one.is_confirmed),
                one.amount,
                fund.currency,
            )
            for fund in funds
            for account, word in (
                (fund.contributions, holding_words.PAYS_IN),
                (fund.draws, holding_words.DRAWS),
            )
            for one in account.entries
        ],
    )


def paid_bar(fund: FundStanding) -> Bar | None:
    """Draw what is paid in, firm and pledged, against the total."""
    whole = fund.total.low if fund.total.high is None else fund.total.high
    if not whole:
        return None
    parts = (fund.contributions.firm.low, _pledged(fund.contributions).low)
    return Bar(parts=parts, whole=whole, is_open=fund.contributions.promised.high is None)


def _overview(funds: Iterable[FundStanding]) -> AnalysisTable:
    return AnalysisTable(
        title=holding_words.funds(),
        columns=(
            Column(holding_words.FUND, is_fixed=True),
            Column(holding_words.TITLE, is_loose=True),
            Column(holding_words.CURRENCY),
            Column(holding_words.TOTAL, is_number=True),
            Column(holding_words.PAID_IN, is_drawn=True),
            Column(holding_words.FIRM, is_number=True),
            Column(holding_words.PLEDGED, is_number=True),
            Column(holding_words.UNCOVERED, is_number=True, is_fixed=True),
            Column(holding_words.DRAWN, is_number=True),
            Column(holding_words.LEFT, is_number=True),
            Column(holding_words.TOO_MUCH, is_number=True),
        ),
        rows=[
            (
                one.fund + "?" * one.is_unconfirmed,
                one.title,
                one.currency,
                one.total,
                paid_bar(one),
                one.contributions.firm,
                _pledged(one.contributions),
                one.uncovered,
                one.draws.firm,
                one.left,
                one.overdrawn,
            )
            for one in funds
        ],
        legend=holding_words.PAID_LEGEND,
    )


def _splits(funds: Iterable[FundStanding]) -> AnalysisTable:
    return AnalysisTable(
        title=holding_words.splits(),
        columns=(
            Column(holding_words.FUND, is_fixed=True),
            Column(words.TO, is_fixed=True),
            Column(holding_words.NATIONS, is_number=True),
            Column(holding_words.AMOUNT, is_number=True),
            Column(holding_words.CURRENCY),
        ),
        rows=[
            (one.fund, part.party, len(part.nations), part.amount, one.currency)
            for one in funds
            for part in one.split
        ],
    )


def _purchases(bought: Iterable[PurchaseStanding]) -> AnalysisTable:
    return AnalysisTable(
        title=holding_words.purchases(),
        columns=(
            Column(holding_words.PURCHASE, is_fixed=True),
            Column(holding_words.TITLE, is_loose=True),
            Column(words.NATION, is_fixed=True),
            Column(words.QUANTITY, is_number=True),
            Column(holding_words.SHARE, is_number=True),
            Column(holding_words.CURRENCY),
        ),
        rows=[
            (
                one.procurement + "?" * one.is_unconfirmed,
                one.title,
                value.party,
                quantity.amount,
                value.amount,
                one.currency if value.amount is not None else "",
            )
            for one in bought
            for value, quantity in zip(one.values, one.quantities, strict=True)
        ],
    )


def _fits(one: FundStanding, narrowed: Narrowing) -> bool:
    if narrowed.narrow is Narrow.ALL:
        return True
    return bool(narrowed.nation) and narrowed.nation in _nations(one)


def _nations(one: FundStanding) -> frozenset[str]:
    """Name the nations with part in a fund: who manages it, pays in, draws, or receives."""
    payers = {entry.owner for account in (one.contributions, one.draws) for entry in account.entries}
    receivers = {code for part in one.split for code in part.nations}
    return frozenset((one.owner, *payers, *receivers))


def _is_shared(one: PurchaseStanding, narrowed: Narrowing, workbook: Workbook) -> bool:
    record = workbook.get(one.procurement)
    item = workbook.get(record.data.item) if record is not None else None
    match narrowed.narrow:
        case Narrow.ALL:
            return True
        case Narrow.NATION:
            return narrowed.nation in (one.owner, *(value.party for value in one.values))
        case Narrow.ITEM:
            return item is not None and item.id == narrowed.item
        case Narrow.CAPABILITY:
            is_item = item is not None and item.kind is Kind.ITEM
            return item is not None and is_item and item.data.capability == narrowed.capability


def _pledged(account: Account) -> Quantity:
    return account.confirmed.get(Status.PLEDGED, NOTHING)
