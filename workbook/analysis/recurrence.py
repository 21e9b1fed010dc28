"""Needs that recur: what is needed each day, week, month, quarter or year, and what comes for it.

In: a need, and what arrives. Out: quantities for each period. What arrives is spread over the year that
begins when it is needed, because a need that recurs has no end: a gift of 36 covers 3 a month.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from workbook.analysis.arrivals import Arrival, arrived, scaled
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
