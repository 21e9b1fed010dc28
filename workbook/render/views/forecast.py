"""The forecast of deliveries: what comes in each of the twelve months ahead, for each recipient and item.

In: a released plan and a day. Out: a `Paper`. All sums come from `analysis.forecast`. Months of the chart
count deliveries, as different things are never added; one that may come in several months stands in each.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from workbook.analysis.forecast import Forecast, ForecastRow, forecast
from workbook.analysis.kept import Kept
from workbook.analysis.months import Month as CalendarMonth
from workbook.model.quantity import Quantity
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Block, Line, Month, MonthBars, Part, Row, paragraph, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Naming, Reading
from workbook.render.values import (
    brief_quantity,
    listed,
    long_month_text,
    month_text,
    quantity_text,
    sentence,
    unit_text,
)
from workbook.render.views.arriving import Arriving, arriving
from workbook.render.words import forecast as words
from workbook.render.words import standing
from workbook.render.words.requirements import in_unit

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
    told = reading.kept.drawn(_counted, (forecast(reading.plan, today, kept=reading.kept),), reading.kept)
    reading.remember(told.records)
    # The reader's own comes first, then whoever gets most, what is for nobody by name last.
    nation = released.audience.nation
    order = sorted(
        told.recipients, key=lambda one: (not one, one != nation, -told.recipients[one].deliveries, one)
    )
    named = [one for one in order if one and told.recipients[one].is_firm]
    alone = [*named[:_MOST_RECIPIENTS], *([""] if "" in told.recipients else [])]
    others = {one: told.recipients[one].rows for one in named[_MOST_RECIPIENTS:]}
    span = words.subtitle(*(_month(month) for month in (told.months[0], told.months[-1])))
    return Paper(
        name="forecast",
        short_heading=words.SHORT,
        short=told.short,
        sections=(
            told.by_month,
            *(_recipient_section(reading, one, told.recipients[one].rows) for one in alone if one),
            _others_section(reading, others),
            *(_recipient_section(reading, one, told.recipients[one].rows) for one in alone if not one),
            reading.kept.drawn(_not_firm_section, (reading.names, told.rows)),
        ),
        frame=frame(reading, title=words.TITLE, subtitle=span, today=today),
    )


class _Row(NamedTuple):
    """A row of the forecast, and what it adds to the sums of the paper."""

    row: ForecastRow
    arriving: Arriving


class _Recipient(NamedTuple):
    """What comes to one recipient: how many firm deliveries, and whether any amount of them is told."""

    rows: tuple[_Row, ...]
    deliveries: int
    is_firm: bool


class _Counted(NamedTuple):
    """A forecast counted up, the same for all who are told it; `rows` are those of which the item is told."""

    months: tuple[CalendarMonth, ...]
    records: frozenset[str]
    rows: tuple[_Row, ...]
    recipients: Mapping[str, _Recipient]
    short: tuple[Line, ...]
    by_month: Section


def _counted(told: Forecast, kept: Kept) -> _Counted:
    rows = [kept.drawn(_row, (row,), told.today) for row in told.rows]
    named = tuple(one for one in rows if one.row.item not in OPEN_REFERENCES)
    by_recipient: dict[str, list[_Row]] = {}
    for one in named:
        by_recipient.setdefault(one.row.recipient, []).append(one)
    return _Counted(
        months=told.months,
        records=frozenset().union(*(one.arriving.records for one in rows)),
        rows=named,
        recipients={one: kept.drawn(_recipient, some) for one, some in by_recipient.items()},
        short=tuple(Line(text=sentence(text)) for text in _short(rows)),
        by_month=Section(key="months", heading=words.BY_MONTH, blocks=(_chart(told, rows),), counted=True),
    )


def _row(row: ForecastRow, today: date) -> _Row:
    return _Row(row, arriving(row, today))


def _recipient(*rows: _Row) -> _Recipient:
    return _Recipient(rows, sum(one.arriving.firm for one in rows), any(one.arriving.is_firm for one in rows))


def _short(rows: Sequence[_Row]) -> list[str]:
    if not rows:
        return [words.NOTHING]
    dated, within, overdue, undated = (
        sum(getattr(one.arriving, name) for one in rows) for name in ("dated", "within", "overdue", "undated")
    )
    found = [words.dated(dated, within)]
    found += [words.overdue(overdue)] if overdue else []
    found += [words.undated(undated)] if undated else []
    open_ = sum(one.row.item in OPEN_REFERENCES for one in rows)
    found += [words.WITHOUT_ITEM] if open_ else []
    return [*found, words.SIGNS] if open_ < len(rows) else found


def _chart(told: Forecast, rows: Sequence[_Row]) -> Block:
    """Draw how many deliveries each month may bring: those that surely do, and those that may."""
    counts: list[dict[tuple[int, bool], int]] = [{} for _ in told.months]
    for one in rows:
        for (index, series, is_doubtful), count in one.arriving.months.items():
            key = (series, is_doubtful)
            counts[index][key] = counts[index].get(key, 0) + count
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


def _recipient_section(reading: Reading, recipient: str, rows: Sequence[_Row]) -> Section:
    return reading.kept.drawn(_drawn_recipient, (reading.names, rows), recipient)


def _drawn_recipient(names: Naming, rows: Sequence[_Row], recipient: str) -> Section:
    firm = [one.row for one in rows if one.arriving.is_firm]
    left = len(firm) - _MOST_ITEMS
    heading = words.to(_named(names, recipient)) if recipient else words.NOBODY
    return Section(
        key=f"to_{recipient}",
        heading=heading,
        blocks=(_table(names, _most_first(firm)[:_MOST_ITEMS]),) if firm else (),
        more=words.more(left, words.command(recipient)) if left > 0 else "",
        counted=True,
    )


def _most_first(rows: Sequence[ForecastRow]) -> list[ForecastRow]:
    """Put first what comes most often."""
    return sorted(rows, key=lambda row: (-len(row.deliveries), row.item, row.unit))


def _others_section(reading: Reading, others: Mapping[str, Sequence[_Row]]) -> Section:
    return reading.kept.drawn(_drawn_others, (reading.names, *others.values()), *others)


def _drawn_others(names: Naming, *told: Any) -> Section:
    """Let recipients with little share a table of months, and give of all others what comes most often.

    The rows of each recipient come first, then the recipients.
    """
    others = dict(zip(told[len(told) // 2 :], told[: len(told) // 2], strict=True))
    firm = {recipient: [one for one in rows if one.arriving.is_firm] for recipient, rows in others.items()}
    little = [one.row for rows in firm.values() if len(rows) <= _LITTLE for one in rows]
    lines = [_other_row(names, one, rows) for one, rows in firm.items() if len(rows) > _LITTLE]
    headings = (words.RECIPIENT, words.ITEMS, words.DELIVERIES, words.MOST_OFTEN)
    return Section(
        key="others",
        heading=words.OTHERS,
        blocks=(
            table(headings, lines, numbers=(1, 2)),
            *((_table(names, little, with_recipient=True),) if little else ()),
        ),
        more=words.all_of(words.command("NATION")) if lines else "",
        counted=True,
    )


def _other_row(names: Naming, recipient: str, rows: Sequence[_Row]) -> Row:
    often = sorted((one.row for one in rows), key=lambda row: (-len(row.deliveries), row.item))[:_MOST_NAMED]
    named = [
        standing.quantity_of(text, names.item(row.item))
        for row in often
        if (text := _amount(row.within.firm, row.unit))
    ]
    return Row(
        cells=(
            _in_cell(names, recipient),
            f"{len(rows):,}",
            f"{sum(one.arriving.firm for one in rows):,}",
            "; ".join(named),
        )
    )


def _in_cell(names: Naming, recipient: str) -> str:
    """Name a recipient as tables do, without its article."""
    text = listed([names.party(party) for party in recipient.split(", ")])
    return text[:1].upper() + text[1:]


def _table(names: Naming, rows: Sequence[ForecastRow], *, with_recipient: bool = False) -> Block:
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
                    _in_cell(names, row.recipient) if with_recipient else "",
                    _item_in_unit(names, row),
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


def _item_in_unit(names: Naming, row: ForecastRow) -> str:
    """Name an item, with its unit where the amount of the year is not there to tell it."""
    name = names.item(row.item)
    return name if row.within.firm.high != 0 else in_unit(name, unit_text(row.unit))


def _not_firm_section(names: Naming, rows: Iterable[_Row]) -> Section:
    """Draw together, by item, what is pledged or considered, and what nobody has confirmed."""
    sums: dict[tuple[str, str], list[Quantity]] = {}
    for row, told in rows:
        parts = [told.not_firm, told.unconfirmed]
        if any(part.high != 0 for part in parts):
            known = sums.get((row.item, row.unit))
            sums[row.item, row.unit] = (
                parts if known is None else [one + other for one, other in zip(known, parts, strict=True)]
            )
    lines = [
        Row(cells=(names.item(item), *(_amount(part, unit) for part in sums[item, unit])))
        for item, unit in sorted(sums, key=lambda key: (names.item(key[0]).casefold(), key))
    ]
    return Section(
        key="not_firm",
        heading=words.NOT_FIRM_SECTION,
        blocks=(table((words.ITEM, words.NOT_FIRM, words.UNCONFIRMED), lines, numbers=(1, 2)),),
        counted=True,
    )


def _named(names: Naming, recipient: str) -> str:
    return listed([names.the(party) for party in recipient.split(", ")])


def _amount(quantity: Quantity, unit: str) -> str:
    return quantity_text(quantity, unit) if quantity.high != 0 else ""


def _brief(quantity: Quantity) -> str:
    return brief_quantity(quantity) if quantity.high != 0 else ""
