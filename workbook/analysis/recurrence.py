"""Needs that recur: what is needed each day, week, month, quarter or year, and what comes for it.

In: a need, what arrives, a span. Out: quantities for each period, or for a span of months. What arrives is
spread over the year that begins when it is needed, because a need that recurs has no end: a gift of 36 covers
3 a month.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from workbook.analysis.arrivals import Arrival, arrived, scaled
from workbook.analysis.months import Month
from workbook.model.commitment import Request
from workbook.model.enums import Period
from workbook.model.quantity import Quantity

_A_YEAR: Mapping[Period, int] = {
    Period.DAY: 365,
    Period.WEEK: 52,
    Period.MONTH: 12,
    Period.QUARTER: 4,
    Period.YEAR: 1,
}
_IN_MONTHS: Mapping[Period, Fraction] = {
    Period.MONTH: Fraction(1),
    Period.QUARTER: Fraction(1, 3),
    Period.YEAR: Fraction(1, 12),
}
_IN_DAYS: Mapping[Period, Fraction] = {Period.DAY: Fraction(1), Period.WEEK: Fraction(1, 7)}


def start_of(request: Request) -> date | None:
    """Give the day from which a need that recurs is there; None where nobody says."""
    need = request.need_by
    return None if need is None else need.first or need.last


def each_period(part: Quantity, arrivals: Sequence[Arrival], per: Period, start: date | None) -> Quantity:
    """Tell what a part of a commitment gives for each period of the year from a start.

    Without a start all of it counts for a year.

        36 in two lots, of which the second of 12 comes after that year, for a need each month  -> 2
    """
    if start is not None and arrivals:
        end = start.replace(year=start.year + 1, day=min(start.day, 28)) - timedelta(days=1)
        part = arrived(part, arrivals, end, date.min)
    return scaled(part, Fraction(1, _A_YEAR[per]))


def periods_between(per: Period, first: Month, last: Month) -> Fraction:
    """Count the periods from the beginning of one month to the end of another, parts of them included.

    quarters in 2023-01 to 2023-04  -> 4/3
    """
    if per in _IN_DAYS:
        return Fraction((last.last - first.first).days + 1) * _IN_DAYS[per]
    return Fraction(first.until(last) + 1) * _IN_MONTHS[per]
