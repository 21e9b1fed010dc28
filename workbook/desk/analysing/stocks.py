"""Stocks in tables: which lie or fall under their minimum, and behind them what draws on them, by month.

In: a plan, a narrowing, a day. Out: what `analyse stocks` tells. All levels come from `analysis.stocks`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from workbook.analysis.footing import Footing
from workbook.analysis.moving import Part, added
from workbook.analysis.stocks import Draw, Level, StockMonth, StockProjection, Under, projected_stocks
from workbook.desk.analysing import holding_words, words
from workbook.desk.analysing.boards import Board, BoardLine
from workbook.desk.analysing.narrowing import Narrow, Narrowing
from workbook.desk.analysing.tables import AnalysisTable, Bar, Behind, Cell, Told
from workbook.desk.listing.columns import Column
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.records.workbook import Workbook

_SIGNS = {Under.NO: "·", Under.PERHAPS: "▃", Under.UNTOLD: "?"}
_NOT_FIRM = (Footing.PLEDGED, Footing.CONSIDERED, Footing.UNCONFIRMED)


def tell(workbook: Workbook, narrowed: Narrowing, today: date) -> Told:
    """Tell of stocks in a plan, or in the part that it is narrowed to."""
    stocks = [one for one in projected_stocks(workbook, today=today) if _fits(one, narrowed, workbook)]
    low, others = _sorted(stocks)
    tables = [
        _overview(low, holding_words.low_stocks()),
        _overview(others, holding_words.other_stocks()),
    ]
    if narrowed.narrow is not Narrow.ALL:
        tables.append(_draws(stocks, narrowed.word))
        tables += [stock_months(one) for one in stocks if one.draws or one.filling is not None]
    shown = [table for table in tables if table.rows]
    return Told(tables=shown, values={"stocks": stocks}, nothing="" if shown else holding_words.NO_STOCKS)


def board(workbook: Workbook, today: date) -> Board:
    """Show every stock, those in trouble first, and behind each what draws on it and what comes of it."""
    found = {one.stock: one for one in projected_stocks(workbook, today=today)}
    low, others = _sorted(found.values())
    overview = _overview([*low, *others], holding_words.all_stocks())
    return Board(
        title=overview.title,
        columns=overview.columns,
        lines=[
            BoardLine(
                cells=row,
                leads_to=one.stock,
                nations=frozenset((one.owner, *(draw.owner for draw in one.draws))),
                is_trouble=_is_trouble(one),
            )
            for row, one in zip(overview.rows, (*low, *others), strict=True)
        ],
        legend=overview.legend,
        nothing=holding_words.NO_STOCKS,
        behind=lambda line: _behind(found[line.leads_to]),
    )


def _behind(one: StockProjection) -> Behind:
    draws = _draws([one], one.stock)
    sentences = [holding_words.counted(one.holding, one.minimum, one.as_of)]
    # Of a stock that is high enough, nobody asks for a waiver.
    if one.is_waived or one.filling is not None or one.worst in (Under.SURELY, Under.PERHAPS):
        filling = one.filling.record if one.filling is not None else None
        sentences.append(
            holding_words.waiver(is_waived=one.is_waived, until=one.waived_until, filling=filling)
        )
    return Behind(
        title=one.stock,
        sentences=sentences,
        tables=[table for table in (draws, stock_months(one)) if table.rows],
    )


def _sorted(stocks: Iterable[StockProjection]) -> tuple[list[StockProjection], list[StockProjection]]:
    """Part stocks into those that are or may fall under their minimum, troubles first, and the others."""
    stocks = list(stocks)
    low = [one for one in stocks if one.worst in (Under.SURELY, Under.PERHAPS)]
    low.sort(key=lambda one: (not _is_trouble(one), one.worst is not Under.SURELY))
    return low, [one for one in stocks if one.worst not in (Under.SURELY, Under.PERHAPS)]


def _is_trouble(one: StockProjection) -> bool:
    return any(level.is_trouble for level in one.levels)


def stock_months(one: StockProjection) -> AnalysisTable:
    """Lay out one stock month by month."""
    return AnalysisTable(
        title=holding_words.months_of(f"{one.stock}, {one.item}" if one.item else one.stock),
        columns=(
            Column(words.MONTH, is_fixed=True),
            Column(holding_words.HELD, is_number=True),
            Column(holding_words.AGAINST_MINIMUM, is_drawn=True),
            Column(holding_words.LEAVES, is_number=True),
            Column(holding_words.COMES, is_number=True),
            Column(holding_words.LACKING, is_number=True),
            Column(holding_words.NOT_FIRM_LEAVES, is_number=True),
        ),
        rows=[
            (
                month.month.text,
                month.level.held,
                level_bar(month.level, one.minimum),
                month.leaving.get(Footing.FIRM),
                month.coming.get(Footing.FIRM),
                month.level.lacking,
                _not_firm(month),
            )
            for month in one.months
        ],
        legend=holding_words.BAR_LEGEND,
    )


def level_signs(one: StockProjection) -> str:
    """Draw the year of a stock as signs, one for each month."""
    return "".join(level_sign(month.level) for month in one.months)


def level_sign(level: Level) -> str:
    """Draw one level as a sign: how it lies to the minimum, and whether that is waived."""
    if level.under is Under.SURELY:
        return "▅" if level.is_waived else "█"
    return _SIGNS[level.under]


def level_bar(level: Level, minimum: Quantity | None) -> Bar | None:
    """Draw what is surely held against the minimum."""
    if level.held is None or minimum is None or not minimum.low:
        return None
    whole = minimum.low if minimum.high is None else minimum.high
    return Bar(
        parts=(level.held.low,), whole=whole, is_open=level.held.low < whole and level.held.high is None
    )


def _fits(one: StockProjection, narrowed: Narrowing, workbook: Workbook) -> bool:
    match narrowed.narrow:
        case Narrow.ALL:
            return True
        case Narrow.ITEM:
            return one.item == narrowed.item
        case Narrow.NATION:
            return one.owner == narrowed.nation or any(draw.owner == narrowed.nation for draw in one.draws)
        case Narrow.CAPABILITY:
            item = workbook.get(one.item)
            return item is not None and item.kind is Kind.ITEM and item.data.capability == narrowed.capability


def _overview(stocks: Iterable[StockProjection], title: str) -> AnalysisTable:
    stocks = list(stocks)
    year = stocks[0].months if stocks else ()
    span = words.months(year[0].month.text, year[-1].month.text) if year else ""
    return AnalysisTable(
        title=title,
        columns=(
            Column(holding_words.STOCK, is_fixed=True),
            Column(words.ITEM, is_fixed=True),
            Column(words.UNIT),
            Column(holding_words.HELD, is_number=True),
            Column(holding_words.MINIMUM, is_number=True),
            Column(span, is_drawn=True),
            Column(holding_words.LACKING, is_number=True),
            Column(holding_words.IN_THE_END, is_number=True),
            Column(holding_words.WAIVED_UNTIL),
            Column(holding_words.TO_RELEASE, is_number=True),
            Column(holding_words.NOT_FIRM_LEAVES, is_number=True),
        ),
        rows=[_row(one) for one in stocks],
        legend=holding_words.LEVEL_LEGEND,
    )


def _row(one: StockProjection) -> Sequence[Cell]:
    worst = next((level for level in one.levels if level.under is one.worst), one.now)
    held = one.now.held if one.now.held is not None else one.holding
    return (
        one.stock + "?" * one.is_unconfirmed,
        one.item,
        words.unit(one.unit),
        held,
        one.minimum,
        level_signs(one),
        worst.lacking,
        one.last.held,
        waiver_words(one),
        one.left_to_release,
        _left(draw for draw in one.draws if draw.footing in _NOT_FIRM),
    )


def waiver_words(one: StockProjection) -> str:
    """Say until when a stock's minimum is waived, "" where it is not."""
    if not one.is_waived:
        return ""
    return str(one.waived_until) if one.waived_until is not None else holding_words.WITHOUT_END


def _draws(stocks: Iterable[StockProjection], subject: str) -> AnalysisTable:
    return AnalysisTable(
        title=holding_words.draws_on(subject),
        columns=(
            Column(holding_words.STOCK, is_fixed=True),
            Column(words.COMMITMENT, is_fixed=True),
            Column(words.STATUS),
            Column(words.STANDING),
            Column(holding_words.LEFT, is_number=True),
            Column(words.ARRIVES),
        ),
        rows=[
            (
                one.stock,
                draw.commitment,
                str(draw.status),
                holding_words.footing(draw.footing),
                draw.left,
                _last_day(draw.parts),
            )
            for one in stocks
            for draw in one.draws
        ],
    )


def _last_day(parts: Iterable[Part]) -> str:
    """Give the day by which all is gone, "" where one part has none."""
    days = [part.last for part in parts if not part.is_done]
    known = [day for day in days if day is not None]
    return str(max(known)) if known and len(known) == len(days) else ""


def _not_firm(month: StockMonth) -> Quantity | None:
    found = [month.leaving[one] for one in _NOT_FIRM if one in month.leaving]
    return added(found) if found else None


def _left(draws: Iterable[Draw]) -> Quantity | None:
    found = [draw.left for draw in draws]
    return added(found) if found else None
