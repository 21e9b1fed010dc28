"""The forecast of deliveries: what comes in each of the twelve months ahead, for each recipient and item.

In: a released plan and a day. Out: a `Paper`. All sums come from `analysis.forecast`. Months of the chart
count deliveries, as different things are never added; one that may come in several months stands in each.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache

from workbook.analysis.forecast import Amount, Delivery, Forecast, ForecastRow, forecast
from workbook.analysis.months import Month as CalendarMonth
from workbook.model.quantity import Quantity
from workbook.model.when import When
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Block, Line, Month, MonthBars, Part, Row, paragraph, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import (
    brief_quantity,
    listed,
    long_month_text,
    month_text,
    quantity_text,
    sentence,
)
from workbook.render.words import forecast as words

_MOST_ITEMS = 15
_MOST_RECIPIENTS = 6
_LITTLE = 2
_MOST_NAMED = 3


def forecast_view(
    released: Released[Workbook],
    *,
    today: date,
    meeting: str = "",  # noqa: ARG001  # as all views; a forecast is of no meeting
) -> Paper:
    """Give what arrives in the year ahead, recipient by recipient."""
    reading = Reading(released)
    told = forecast(reading.plan, today, kept=reading.kept)
    deliveries = [one for row in told.rows for one in row.deliveries]
    reading.remember({one.record for one in deliveries})
    by_recipient: dict[str, list[ForecastRow]] = {}
    for row in told.rows:
        by_recipient.setdefault(row.recipient, []).append(row)
    # The reader's own comes first, then whoever gets most, what is for nobody by name last.
    nation = released.audience.nation
    order = sorted(by_recipient, key=lambda one: (not one, one != nation, -_count(by_recipient[one]), one))
    named = [one for one in order if one and any(_is_any(row, "firm") for row in by_recipient[one])]
    alone = [*named[:_MOST_RECIPIENTS], *([""] if "" in by_recipient else [])]
    others = {one: by_recipient[one] for one in named[_MOST_RECIPIENTS:]}
    span = words.subtitle(*(_month(month) for month in (told.months[0], told.months[-1])))
    return Paper(
        name="forecast",
        short_heading=words.SHORT,
        short=tuple(Line(text=sentence(text)) for text in _short(told, deliveries)),
        sections=(
            Section(key="months", heading=words.BY_MONTH, blocks=(_chart(told, deliveries),), counted=True),
            *(_recipient_section(reading, one, by_recipient[one]) for one in alone if one),
            _others_section(reading, others),
            *(_recipient_section(reading, one, by_recipient[one]) for one in alone if not one),
            Section(
                key="not_firm",
                heading=words.NOT_FIRM_SECTION,
                blocks=(_not_firm(reading, told.rows),),
                counted=True,
            ),
        ),
        frame=frame(reading, title=words.TITLE, subtitle=span, today=today),
    )


def _short(told: Forecast, deliveries: Sequence[Delivery]) -> list[str]:
    if not deliveries:
        return [words.NOTHING]
    overdue = sum(_is_overdue(one, told.today) for one in deliveries)
    undated = sum(one.by is None for one in deliveries)
    within = [one for one in deliveries if _places(one.by, told)]
    found = [words.dated(sum(_series(one) == 0 for one in within), len(within))]
    found += [words.overdue(overdue)] if overdue else []
    found += [words.undated(undated)] if undated else []
    return [*found, words.SIGNS]


def _chart(told: Forecast, deliveries: Sequence[Delivery]) -> Block:
    """Draw how many deliveries each month may bring: those that surely do, and those that may."""
    counts: list[dict[tuple[int, bool], int]] = [{} for _ in told.months]
    for one in deliveries:
        places = _places(one.by, told)
        for index in places:
            key = (_series(one), not _is_sure(one.by))
            counts[index][key] = counts[index].get(key, 0) + 1
    most = max((sum(some.values()) for some in counts), default=0)
    if not most:
        return paragraph("")
    return MonthBars(
        title=words.CHART,
        told=words.busiest(*_busiest(told.months, [sum(some.values()) for some in counts])),
        series=words.SERIES,
        months=tuple(
            Month(
                name=month_text(month.first),
                short=month_text(month.first)[:3],
                parts=tuple(_part(key, some[key], most) for key in sorted(some)),
                text=f"{sum(some.values()):,}" if some else "",
            )
            for month, some in zip(told.months, counts, strict=True)
        ),
        top="",
        month_heading=words.MONTH,
        doubt_label=words.DOUBTFUL,
    )


def _part(key: tuple[int, bool], count: int, most: int) -> Part:
    series, is_doubtful = key
    text = words.perhaps(count) if is_doubtful else f"{count:,}"
    return Part(series=series, text=text, size=Fraction(count, most), is_doubtful=is_doubtful)


def _busiest(months: Sequence[CalendarMonth], counts: Sequence[int]) -> tuple[str, int]:
    most = max(counts)
    return _month(months[list(counts).index(most)]), most


def _month(month: CalendarMonth) -> str:
    return long_month_text(month)


def _recipient_section(reading: Reading, recipient: str, rows: Sequence[ForecastRow]) -> Section:
    firm = [row for row in rows if _is_any(row, "firm")]
    left = len(firm) - _MOST_ITEMS
    heading = words.to(_named(reading, recipient)) if recipient else words.NOBODY
    return Section(
        key=f"to_{recipient}",
        heading=heading,
        blocks=(_table(reading, _most_first(firm)[:_MOST_ITEMS]),) if firm else (),
        more=sentence(words.more(left, words.command(recipient))) if left > 0 else "",
        counted=True,
    )


def _most_first(rows: Sequence[ForecastRow]) -> list[ForecastRow]:
    """Keep, in order of item, the rows of which most deliveries come, where not all can be shown."""
    most = sorted(rows, key=lambda row: -len(row.deliveries))[:_MOST_ITEMS]
    kept = {id(row) for row in most}
    shown = [row for row in rows if id(row) in kept]
    return [*shown, *(row for row in rows if id(row) not in kept)]


def _others_section(reading: Reading, others: Mapping[str, Sequence[ForecastRow]]) -> Section:
    """Let recipients with little share a table of months, and give of all others what comes most often."""
    firm = {recipient: [row for row in rows if _is_any(row, "firm")] for recipient, rows in others.items()}
    little = [row for rows in firm.values() if len(rows) <= _LITTLE for row in rows]
    lines = [_other_row(reading, one, rows) for one, rows in firm.items() if len(rows) > _LITTLE]
    headings = (words.RECIPIENT, words.ITEMS, words.DELIVERIES, words.MOST_OFTEN)
    return Section(
        key="others",
        heading=words.OTHERS,
        blocks=(
            table(headings, lines, numbers=(1, 2)),
            *((_table(reading, little, with_recipient=True),) if little else ()),
        ),
        more=sentence(words.all_of(words.command("NATION"))) if lines else "",
        counted=True,
    )


def _other_row(reading: Reading, recipient: str, rows: Sequence[ForecastRow]) -> Row:
    often = sorted(rows, key=lambda row: (-len(row.deliveries), row.item))[:_MOST_NAMED]
    named = [
        words.amount_of(text, reading.item(row.item))
        for row in often
        if (text := _amount(row.within.firm, row.unit))
    ]
    return Row(
        cells=(
            _capital(_named(reading, recipient)),
            f"{len(rows):,}",
            f"{sum(one.is_firm for row in rows for one in row.deliveries):,}",
            "; ".join(named),
        )
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(reading: Reading, rows: Sequence[ForecastRow], *, with_recipient: bool = False) -> Block:
    months = [month_text(one.month.first)[:3] for one in rows[0].months]
    headings = (
        words.RECIPIENT,
        words.ITEM,
        words.IN_THE_YEAR,
        words.OVERDUE,
        *months,
        words.UNDATED,
        words.LATER,
    )
    return table(
        headings,
        [
            Row(
                cells=(
                    _capital(_named(reading, row.recipient)) if with_recipient else "",
                    reading.item(row.item),
                    _amount(row.within.firm, row.unit),
                    _brief(row.overdue.firm),
                    *(_brief(one.amount.firm) for one in row.months),
                    _brief(row.undated.firm),
                    _brief(row.later.firm),
                )
            )
            for row in rows
        ],
        numbers=range(2, len(headings)),
    )


def _not_firm(reading: Reading, rows: Iterable[ForecastRow]) -> Block:
    """Draw together, by item, what is pledged or considered, and what nobody has confirmed."""
    sums: dict[tuple[str, str], list[Quantity]] = {}
    for row in rows:
        parts = [_all(row, "not_firm"), _all(row, "unconfirmed")]
        if any(part.high != 0 for part in parts):
            known = sums.get((row.item, row.unit))
            sums[row.item, row.unit] = (
                parts if known is None else [one + other for one, other in zip(known, parts, strict=True)]
            )
    return table(
        (words.ITEM, words.NOT_FIRM, words.UNCONFIRMED),
        [
            Row(cells=(reading.item(item), *(_amount(part, unit) for part in sums[item, unit])))
            for item, unit in sorted(sums)
        ],
        numbers=(1, 2),
    )


def _all(row: ForecastRow, name: str) -> Quantity:
    """Add up all that is still to come of a row, each delivery once."""
    is_unconfirmed = name == "unconfirmed"
    found = [
        one.quantity
        for one in row.deliveries
        if one.is_unconfirmed is is_unconfirmed and (is_unconfirmed or not one.is_firm)
    ]
    return sum(found, Amount().firm)


def _named(reading: Reading, recipient: str) -> str:
    return listed([reading.the(party) for party in recipient.split(", ")])


def _places(by: When | None, told: Forecast) -> range:
    """Give the months, by number, in which a delivery may come; none for what is overdue or undated."""
    if by is None or by.is_over(told.today):
        return range(0)
    return _places_between(by.first, by.last, told.months[0], len(told.months))


@lru_cache(maxsize=1 << 12)
def _places_between(first: date | None, last: date | None, month: CalendarMonth, count: int) -> range:
    start = max(month.until(CalendarMonth.of(first)), 0) if first is not None else 0
    end = month.until(CalendarMonth.of(last)) if last is not None else count - 1
    return range(start, min(end + 1, count))


def _is_sure(by: When | None) -> bool:
    """Say whether a delivery comes in one month only."""
    if by is None or by.first is None or by.last is None:
        return False
    return CalendarMonth.of(by.first) == CalendarMonth.of(by.last)


def _is_overdue(one: Delivery, today: date) -> bool:
    return one.by is not None and one.by.is_over(today)


def _series(one: Delivery) -> int:
    return 2 if one.is_unconfirmed else 0 if one.is_firm else 1


def _count(rows: Iterable[ForecastRow]) -> int:
    return sum(len(row.deliveries) for row in rows)


def _is_any(row: ForecastRow, name: str) -> bool:
    amounts: list[Quantity] = [
        getattr(part, name) for part in (row.within, row.overdue, row.undated, row.later)
    ]
    return any(one.high != 0 for one in amounts)


def _amount(quantity: Quantity, unit: str) -> str:
    return quantity_text(quantity, unit) if quantity.high != 0 else ""


def _brief(quantity: Quantity) -> str:
    return brief_quantity(quantity) if quantity.high != 0 else ""
