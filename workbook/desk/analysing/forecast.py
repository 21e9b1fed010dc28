"""The forecast in tables: what arrives each month of the year ahead, and behind it the lots.

In: a plan, a narrowing, a day. Out: what `analyse forecast` tells. All sums come from `analysis.forecast`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from workbook.analysis.forecast import Amount, Delivery, Forecast, ForecastRow, forecast
from workbook.desk.analysing import words
from workbook.desk.analysing.forecast_grid import grid as grid
from workbook.desk.analysing.narrowing import Narrow, Narrowing
from workbook.desk.analysing.tables import AnalysisTable, Cell, Told
from workbook.desk.listing.columns import Column
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook

_NEVER = date.max


def tell(workbook: Workbook, narrowed: Narrowing, today: date) -> Told:
    """Tell what arrives in the year ahead, of all or of one item, recipient, giver or capability."""
    whole = forecast(workbook, today)
    rows = [row for row in whole.rows if _fits(row, narrowed, workbook)]
    told = [row for row in rows if row.item not in OPEN_REFERENCES]
    tables = [_rows(whole, told, is_all=len(told) == len(rows)), _not_firm(told)]
    if narrowed.narrow is not Narrow.ALL:
        tables.append(_deliveries(rows, narrowed, whole))
    shown = [table for table in tables if table.rows]
    nothing = words.ITEM_NOT_TOLD if rows and not told else words.NOTHING_COMES
    return Told(tables=shown, values={"rows": rows}, nothing="" if shown else nothing)


def _fits(row: ForecastRow, narrowed: Narrowing, workbook: Workbook) -> bool:
    match narrowed.narrow:
        case Narrow.ALL:
            return True
        case Narrow.ITEM:
            return row.item == narrowed.item
        case Narrow.CAPABILITY:
            item = workbook.get(row.item)
            is_item = item is not None and item.kind is Kind.ITEM
            return item is not None and is_item and item.data.capability == narrowed.capability
        case Narrow.NATION:
            givers = {one.owner for one in row.deliveries}
            return narrowed.nation in givers or narrowed.nation in row.recipient.split(", ")


def _rows(whole: Forecast, rows: Iterable[ForecastRow], *, is_all: bool) -> AnalysisTable:
    months = [Column(month.text[2:], is_number=True) for month in whole.months]
    return AnalysisTable(
        title=words.firm_arrivals(),
        columns=(
            Column(words.ITEM),
            Column(words.TO),
            Column(words.UNIT),
            Column(words.IN_THE_YEAR, is_number=True),
            Column(words.OVERDUE, is_number=True),
            *months,
            Column(words.UNDATED, is_number=True),
            Column(words.LATER, is_number=True),
        ),
        rows=[_row(row) for row in rows if _is_any(row, "firm")],
        legend=words.AT_MOST_LEGEND if is_all else f"{words.AT_MOST_LEGEND} {words.ITEM_NOT_TOLD}",
    )


def _row(row: ForecastRow) -> Sequence[Cell]:
    return (
        row.item,
        row.recipient,
        words.unit(row.unit),
        row.within.firm,
        row.overdue.firm,
        *(one.amount.firm for one in row.months),
        row.undated.firm,
        row.later.firm,
    )


def _not_firm(rows: Iterable[ForecastRow]) -> AnalysisTable:
    """Lay out what may come beside what is firm: pledged or considered, or not confirmed."""
    shown: list[Sequence[Cell]] = [
        (
            row.item,
            row.recipient,
            words.unit(row.unit),
            row.within.not_firm,
            row.within.unconfirmed,
            row.overdue.not_firm + row.overdue.unconfirmed,
            row.undated.not_firm + row.undated.unconfirmed,
            row.later.not_firm + row.later.unconfirmed,
        )
        for row in rows
        if _is_any(row, "not_firm") or _is_any(row, "unconfirmed")
    ]
    headings = (words.NOT_FIRM, words.UNCONFIRMED, words.OVERDUE, words.UNDATED, words.LATER)
    return AnalysisTable(
        title=words.not_firm_arrivals(),
        columns=(
            Column(words.ITEM),
            Column(words.TO),
            Column(words.UNIT),
            *(Column(heading, is_number=True) for heading in headings),
        ),
        rows=shown,
    )


def _deliveries(rows: Iterable[ForecastRow], narrowed: Narrowing, whole: Forecast) -> AnalysisTable:
    found = [one for row in rows for one in row.deliveries if _is_of(one, row, narrowed)]
    cells: list[Sequence[Cell]] = [
        (
            one.record,
            one.lot,
            one.item,
            one.recipient,
            one.by,
            one.quantity,
            words.unit(one.unit),
            words.footing(is_firm=one.is_firm, is_unconfirmed=one.is_unconfirmed),
            words.OVERDUE.lower() if one.by is not None and one.by.is_over(whole.today) else "",
        )
        for one in sorted(found, key=_order)
    ]
    return AnalysisTable(
        title=words.lots_to_come(narrowed.word),
        columns=(
            Column(words.RECORD, is_fixed=True),
            Column(words.LOT),
            Column(words.ITEM),
            Column(words.TO),
            Column(words.ARRIVES),
            Column(words.QUANTITY, is_number=True),
            Column(words.UNIT),
            Column(words.STANDING),
            Column(words.MARK),
        ),
        rows=cells,
    )


def _is_of(one: Delivery, row: ForecastRow, narrowed: Narrowing) -> bool:
    is_asked = narrowed.narrow is not Narrow.NATION
    return is_asked or narrowed.nation in (one.owner, *row.recipient.split(", "))


def _order(one: Delivery) -> tuple[date, date, str, str]:
    by = one.by
    last = (by.last if by is not None else None) or _NEVER
    return last, (by.first if by is not None else None) or last, one.record, one.lot


def _is_any(row: ForecastRow, name: str) -> bool:
    parts: tuple[Amount, ...] = (row.within, row.overdue, row.undated, row.later)
    amounts: list[Quantity] = [getattr(part, name) for part in parts]
    return any(one.high != 0 for one in amounts)
