"""Capacities: how many of an item can be made, month by month, at each works.

In: a plan, an item and months. Out: `Line`s, one for each works and activity. Months count in full, also that
of today. Before its first rate a works makes nothing; one that tells no rate is unknown. It knows no order.
"""

from collections.abc import Iterable, Sequence

import msgspec

from workbook.analysis.months import Month
from workbook.analysis.orders import Works, works_of
from workbook.model.catalogue import Capacity, Rate
from workbook.model.enums import Activity
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.records.workbook import Workbook


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What one works can do of one item: its records, how many in each month, and what holds it back."""

    works: Works
    activity: Activity
    records: tuple[Record, ...]
    rates: tuple[Quantity, ...]
    limited_by: tuple[str, ...]


def lines_of(workbook: Workbook, item_id: str, months: Sequence[Month]) -> tuple[Line, ...]:
    """List the works that can make, repair or train an item, in order of name.

    NOR-K-3H5J  shell-works makes 400 a month from 2023-02; 2023-01 and 2023-02 are asked
    -> shell-works (NOR): 0, 400
    """
    found: dict[tuple[Works, Activity], list[Record]] = {}
    for record, field in workbook.mentions_from(item_id, Kind.CAPACITY):
        if field == "item" and not record.is_retired:
            works = works_of(workbook, record.data.supplier, record.owner)
            found.setdefault((works, record.data.activity), []).append(record)
    return tuple(
        Line(
            works=works,
            activity=activity,
            records=tuple(found[works, activity]),
            rates=together([rates_of(record, months) for record in found[works, activity]], len(months)),
            limited_by=_limits(found[works, activity]),
        )
        for works, activity in sorted(found)
    )


def rates_of(record: Record, months: Sequence[Month]) -> tuple[Quantity, ...]:
    """Give what one capacity can do in each month; one noted on behalf perhaps does all, perhaps nothing.

    400 a month from 2023-02-15, 600 from 2023-Q2; February to June are asked
    -> 0 to 400, 400, 400 to 600, 400 to 600, 400 to 600; 600 from July on
    """
    data: Capacity = record.data
    if not data.rates:
        return (UNKNOWN,) * len(months)
    held: dict[tuple[int, ...], Quantity] = {}
    found: list[Quantity] = []
    for month in months:
        running = _running(data.rates, month)
        if running not in held:
            held[running] = _hull(data.rates, running, recorded=record.recorded)
        found.append(held[running])
    return tuple(found)


def together(parts: Iterable[Sequence[Quantity]], count: int) -> tuple[Quantity, ...]:
    """Add capacities up, month by month; of none, nothing in each of so many months.

    0, 400 and 50, 50  -> 50, 450
    """
    first, *others = [*map(tuple, parts)] or [(NOTHING,) * count]
    total: tuple[Quantity, ...] = first
    for rates in others:
        total = tuple(one + other for one, other in zip(total, rates, strict=True))
    return total


_NONE_YET = -1


def _running(rates: Sequence[Rate], month: Month) -> tuple[int, ...]:
    """Give the rates that may hold in a month, by place: the last that surely began, and all that may have.

    `_NONE_YET` stands for the time before any of them.
    """
    first, last = month.first, month.last
    since = None
    begun = _NONE_YET
    maybe: list[int] = []
    for index, rate in enumerate(rates):
        start, end = rate.from_.first, rate.from_.last
        # A rate from "2023-02" holds in all of February; one from the 15th only in a part of it.
        if end is not None and (end < first or (start == first and end <= last)):
            if since is None or end >= since:
                begun, since = index, end
        elif start is None or start <= last:
            maybe.append(index)
    return (begun, *maybe)


def _hull(rates: Sequence[Rate], running: Sequence[int], *, recorded: bool) -> Quantity:
    """Give one quantity that holds whichever of these rates does."""
    choices = [NOTHING if index == _NONE_YET else rates[index].per_month for index in running]
    if recorded:
        choices.append(NOTHING)
    if len(choices) == 1:
        return choices[0]
    highs = [one.high for one in choices if one.high is not None]
    return Quantity(
        min(one.low for one in choices),
        max(highs) if len(highs) == len(choices) else None,
        about=any(one.about for one in choices),
        unknown=any(one.unknown for one in choices),
        undisclosed=any(one.undisclosed for one in choices),
    )


def _limits(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(record.data.limited_by for record in records if record.data.limited_by))
