"""What one row of the forecast adds to the sums of a paper: worked out once for all who are told that row.

In: a row of `analysis.forecast` and the months ahead. Out: counts of its deliveries by month and by how firm
they are. A delivery that may come in several months counts in each of them, as one that perhaps does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import msgspec

from workbook.analysis.forecast import Amount, Delivery, ForecastRow
from workbook.analysis.months import Month
from workbook.model.quantity import Quantity
from workbook.model.when import When

FIRM, NOT_FIRM, UNCONFIRMED = range(3)


class Arriving(msgspec.Struct, frozen=True, kw_only=True):
    """The deliveries of a row, counted: `dated` of those `within` the months ahead are firm.

    `months` counts them by month, by how firm they are, and by whether they perhaps come in another one;
    `is_firm` says that any firm amount is told.
    """

    records: frozenset[str]
    months: Mapping[tuple[int, int, bool], int]
    within: int
    dated: int
    overdue: int
    undated: int
    firm: int
    is_firm: bool
    not_firm: Quantity
    unconfirmed: Quantity


def arriving(row: ForecastRow, today: date) -> Arriving:
    """Count the deliveries of a row in the months ahead."""
    months: Counter[tuple[int, int, bool]] = Counter()
    first, count = row.months[0].month, len(row.months)
    within = dated = 0
    for one in row.deliveries:
        places = _places(one.by, today, first, count)
        series = _series(one)
        within += bool(places)
        dated += bool(places) and series == FIRM
        is_doubtful = not _is_sure(one.by)
        months.update((index, series, is_doubtful) for index in places)
    return Arriving(
        records=frozenset(one.record for one in row.deliveries),
        months=months,
        within=within,
        dated=dated,
        overdue=sum(one.by is not None and one.by.is_over(today) for one in row.deliveries),
        undated=sum(one.by is None for one in row.deliveries),
        firm=sum(one.is_firm for one in row.deliveries),
        is_firm=any(part.firm.high != 0 for part in (row.within, row.overdue, row.undated, row.later)),
        not_firm=_sum(one for one in row.deliveries if not (one.is_unconfirmed or one.is_firm)),
        unconfirmed=_sum(one for one in row.deliveries if one.is_unconfirmed),
    )


def _sum(deliveries: Iterable[Delivery]) -> Quantity:
    """Add up all that is still to come, each delivery once."""
    return sum((one.quantity for one in deliveries), Amount().firm)


def _places(by: When | None, today: date, first: Month, count: int) -> range:
    """Give the months, by number, in which a delivery may come; none for what is overdue or undated."""
    if by is None or by.is_over(today):
        return range(0)
    return _places_between(by.first, by.last, first, count)


@lru_cache(maxsize=1 << 12)
def _places_between(first: date | None, last: date | None, month: Month, count: int) -> range:
    start = max(month.until(Month.of(first)), 0) if first is not None else 0
    end = month.until(Month.of(last)) if last is not None else count - 1
    return range(start, min(end + 1, count))


def _is_sure(by: When | None) -> bool:
    """Say whether a delivery comes in one month only."""
    if by is None or by.first is None or by.last is None:
        return False
    return Month.of(by.first) == Month.of(by.last)


def _series(one: Delivery) -> int:
    return UNCONFIRMED if one.is_unconfirmed else FIRM if one.is_firm else NOT_FIRM
