"""The forecast by months: a line for each item, recipient and footing, overdue and undated first.

In: a plan, a day, and what was kept of it. Out: a `Grid`. All sums come from `analysis.forecast`.
"""

from collections.abc import Sequence
from datetime import date

from workbook.analysis.forecast import Amount, Delivery, Forecast, ForecastRow, forecast, places_of
from workbook.analysis.kept import Kept
from workbook.desk.analysing import grid_words, words
from workbook.desk.analysing.grids import (
    Grid,
    GridCell,
    GridColumn,
    GridLine,
    Look,
    Ordering,
    month_columns,
    short_amount,
)
from workbook.desk.analysing.tables import AnalysisTable, Behind
from workbook.desk.listing.columns import Column
from workbook.model.quantity import Quantity
from workbook.records.workbook import Workbook

_SIGNS = {"firm": "█", "not_firm": "▒", "unconfirmed": "?"}
_OVERDUE, _UNDATED, _MONTHS_FROM = 0, 1, 2
_NEVER = date.max


def grid(workbook: Workbook, today: date, kept: Kept) -> Grid:
    """Lay out what arrives by item, recipient and month."""
    whole = forecast(workbook, today, kept=kept)
    lines: dict[str, tuple[GridLine, ForecastRow, str]] = {}
    for row in whole.rows:
        for footing in _SIGNS:
            if any(getattr(amount, footing).high != 0 for amount in _amounts(row)):
                line = _line(row, footing)
                lines[line.words] = (line, row, footing)
    by_item = [line for line, _, _ in lines.values()]
    return Grid(
        title=grid_words.ARRIVES_BY_MONTH,
        heading=words.ITEM,
        amount_heading=words.IN_THE_YEAR,
        columns=[
            GridColumn("", words.OVERDUE.lower()),
            GridColumn("", words.UNDATED.lower()),
            *month_columns([month.text for month in whole.months]),
            GridColumn("", words.LATER.lower()),
        ],
        orderings=(
            Ordering(grid_words.BY_URGENCY, sorted(by_item, key=_urgency)),
            Ordering(grid_words.BY_ITEM, by_item),
        ),
        views=(grid_words.IN_AMOUNTS, grid_words.IN_SIGNS),
        legend=grid_words.FORECAST_LEGEND,
        nothing=words.NOTHING_COMES,
        behind=lambda line, place: _behind(whole, *lines[line.words], place),
    )


def _amounts(row: ForecastRow) -> Sequence[Amount]:
    """List the amounts of a row, by column."""
    return (row.overdue, row.undated, *(one.amount for one in row.months), row.later)


def _line(row: ForecastRow, footing: str) -> GridLine:
    givers = {one.owner for one in row.deliveries}
    recipients = [part for part in row.recipient.split(", ") if part]
    ids = sorted({one.record for one in row.deliveries})
    unit = words.unit(row.unit)
    within: Quantity = getattr(row.within, footing)
    return GridLine(
        label=grid_words.delivery_to(row.item, row.recipient),
        amount=f"{short_amount(within)} {unit}".rstrip() if within.high != 0 else "-",
        cells=[_cell(getattr(amount, footing), footing, place) for place, amount in enumerate(_amounts(row))],
        words=grid_words.found_by(
            [row.item, row.unit, "to", row.recipient, grid_words.footing(footing), *sorted(givers), *ids]
        ),
        nations=frozenset({*givers, *recipients} - {""}),
    )


def _cell(quantity: Quantity, footing: str, place: int) -> GridCell:
    if quantity.high == 0:
        return GridCell("·", ("", ""), Look.QUIET)
    look = Look.GOOD if footing == "firm" else Look.PLAIN
    look = {_OVERDUE: Look.BAD, _UNDATED: Look.FAIR}.get(place, look)
    return GridCell(_SIGNS[footing], (short_amount(quantity), ""), look)


def _urgency(line: GridLine) -> tuple[bool, bool]:
    """Put lines with something overdue first, then those with something undated; else they stay by item."""
    return line.cells[_OVERDUE].sign == "·", line.cells[_UNDATED].sign == "·"


def _behind(whole: Forecast, line: GridLine, row: ForecastRow, footing: str, place: int) -> Behind:
    found = [one for one in row.deliveries if _footing(one) == footing and _is_in(one, place, whole)]
    found.sort(key=lambda one: ((one.by.last if one.by else None) or _NEVER, one.record, one.lot))
    rows = [
        (
            one.record,
            one.owner,
            one.lot,
            one.by,
            one.quantity,
            words.unit(one.unit),
            grid_words.footing(footing),
        )
        for one in found
    ]
    table = AnalysisTable(
        title=grid_words.LOTS,
        columns=(
            Column(words.RECORD, is_fixed=True),
            Column(words.NATION, is_fixed=True),
            Column(words.LOT),
            Column(words.ARRIVES),
            Column(words.QUANTITY, is_number=True),
            Column(words.UNIT),
            Column(words.STANDING),
        ),
        rows=rows,
    )
    return Behind(
        title=grid_words.at(line.label, _column_name(place, whole)),
        sentences=() if rows else [grid_words.NO_LOT],
        tables=[table] if rows else (),
    )


def _column_name(place: int, whole: Forecast) -> str:
    if place in (_OVERDUE, _UNDATED):
        return (words.OVERDUE, words.UNDATED)[place].lower()
    if place - _MONTHS_FROM < len(whole.months):
        return grid_words.month_name(whole.months[place - _MONTHS_FROM])
    return words.LATER.lower()


def _footing(one: Delivery) -> str:
    return "unconfirmed" if one.is_unconfirmed else "firm" if one.is_firm else "not_firm"


def _is_in(one: Delivery, place: int, whole: Forecast) -> bool:
    if one.by is None:
        return place == _UNDATED
    if one.by.is_over(whole.today):
        return place == _OVERDUE
    first, last = places_of(one.by, whole.months[0])
    at = place - _MONTHS_FROM
    return first <= at <= last if at < len(whole.months) else last >= at
