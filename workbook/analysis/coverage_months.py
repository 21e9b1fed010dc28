"""Requests by month: what is due by the end of each month ahead, and how much of that is there by then.

In: requests with their answers, a unit, a day. Out: a `Calendar` of cumulative cells. It reads no plan.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from workbook.analysis.answers import Answer
from workbook.analysis.arrivals import arrived
from workbook.analysis.months import Month, months
from workbook.analysis.request_coverage import RequestCoverage, sum_of
from workbook.model.quantity import NOTHING, Quantity

MONTHS_AHEAD = 24
"""How many months a heat table looks ahead, that of today included."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A month: what is needed by its last day, what has arrived by then, and what is open.

    All is cumulative, of requests that count and are due by then. `agreed` and `offered` are between what
    surely and what at most has arrived for them, of firm and confirmed answers; `open` is what is missing,
    request by request. `requests` counts them in all units, `requests_open` those of them for which
    something may be missing.

        2023-03: 16 due; 8 agreed and 4 offered arrive by then  -> open 4
    """

    month: Month
    requests: int = 0
    requests_open: int = 0
    need: Quantity = NOTHING
    agreed: Quantity = NOTHING
    offered: Quantity = NOTHING
    open: Quantity = NOTHING


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """The months ahead, and what they do not show: what falls due later, or nobody says when."""

    cells: tuple[Cell, ...]
    due_later: Quantity = NOTHING
    undated: Quantity = NOTHING


def calendar_of(requests: Iterable[RequestCoverage], unit: str, today: date) -> Calendar:
    """Lay out requests by the months ahead; quantities are of those in this unit only.

    What was due before today is due in the first month; what was to arrive before today and is not reported
    may arrive at any time. A need that recurs is compared by its period and adds to no month; its request
    is counted from when it is needed.

        asks for 16 by 2023-03;  agreed on 12, of which 4 arrive in 2023-05;  today 2023-02-01
        -> 2023-02 nothing due;  2023-03 and 2023-04 open 8;  from 2023-05 on open 4
    """
    page = _Page(Month.of(today), today)
    due_later, undated = NOTHING, NOTHING
    for one in requests:
        if not one.counts:
            continue
        is_counted = one.unit == unit
        day = due_day(one)
        if day is None:
            undated += one.need if is_counted and one.per is None else NOTHING
            continue
        index = max(page.first.until(Month.of(day)), 0)
        if one.per is not None:
            page.count(one, index)
        elif index < MONTHS_AHEAD:
            page.add(one, index, is_counted=is_counted)
        elif is_counted:
            due_later += one.need
    return Calendar(cells=page.cells(), due_later=due_later, undated=undated)


def due_day(one: RequestCoverage) -> date | None:
    """Give the day by which a need is due; where it recurs, from which.

    needed from 2023-02-01 to 2023-03-31  -> 2023-03-31; 40 a month from 2023-02-01 on  -> 2023-02-01
    """
    when = one.need_by
    if when is None:
        return None
    return when.last or when.first if one.per is None else when.first or when.last


def counted_together(calendars: Iterable[Sequence[Cell]]) -> tuple[Cell, ...]:
    """Add up the requests in cells of the same months, and say nothing of quantities.

    2023-03: 2 due, 1 open;  2023-03: 1 due, 0 open  -> 2023-03: 3 due, 1 open
    """
    return tuple(
        Cell(
            month=some[0].month,
            requests=sum(cell.requests for cell in some),
            requests_open=sum(cell.requests_open for cell in some),
        )
        for some in zip(*calendars, strict=True)
    )


class _Page:
    """Changes by month, which `cells` adds up; a mutable part that never leaves this file."""

    def __init__(self, first: Month, today: date) -> None:
        self.first = first
        self._today = today
        self._months = months(first, MONTHS_AHEAD)
        self._need, self._agreed, self._offered, self._open = (_Curve() for _ in range(4))
        self._requests = [0] * MONTHS_AHEAD
        self._requests_open = [0] * MONTHS_AHEAD

    def add(self, one: RequestCoverage, index: int, *, is_counted: bool) -> None:
        """Add a need that is due once, from a month on."""
        agreeing = [answer for answer in one.answers if sum_of(answer) == "agreed"]
        offering = [answer for answer in one.answers if sum_of(answer) == "offered"]
        self._requests[index] += 1
        if is_counted:
            self._need.change(index, NOTHING, one.need)
        was_agreed = was_offered = was_open = NOTHING
        for at in self._turns((*agreeing, *offering), index):
            agreed, offered = self._arrived(agreeing, at), self._arrived(offering, at)
            left = one.need.less(agreed + offered)
            self._requests_open[at] += (left.high != 0) - (was_open.high != 0)
            if is_counted:
                self._agreed.change(at, was_agreed, agreed)
                self._offered.change(at, was_offered, offered)
                self._open.change(at, was_open, left)
            was_agreed, was_offered, was_open = agreed, offered, left

    def count(self, one: RequestCoverage, index: int) -> None:
        """Count a request from a month on."""
        if index < MONTHS_AHEAD:
            self._requests[index] += 1
            self._requests_open[index] += one.shortfall.missing.high != 0

    def cells(self) -> tuple[Cell, ...]:
        """Give the months with all that has come together by the end of each."""
        curves = (self._need, self._agreed, self._offered, self._open)
        rows = zip(
            self._months,
            _running(self._requests),
            _running(self._requests_open),
            *(curve.quantities() for curve in curves),
            strict=True,
        )
        return tuple(
            Cell(
                month=month,
                requests=requests,
                requests_open=requests_open,
                need=need,
                agreed=agreed,
                offered=offered,
                open=left,
            )
            for month, requests, requests_open, need, agreed, offered, left in rows
        )

    def _turns(self, answers: Sequence[Answer], index: int) -> list[int]:
        """List the months in which something may change: when it falls due, and whenever a lot may come."""
        found = {index}
        for answer in answers:
            for arrival in answer.arrivals:
                by = arrival.by
                if by is not None:
                    for day in (by.first, by.last):
                        if day is not None and index < (at := self.first.until(Month.of(day))) < MONTHS_AHEAD:
                            found.add(at)
        return sorted(found)

    def _arrived(self, answers: Sequence[Answer], at: int) -> Quantity:
        day = self._months[at].last
        return sum((arrived(one.quantity, one.arrivals, day, self._today) for one in answers), NOTHING)


class _Curve:
    """A quantity that changes from month to month, kept as its changes."""

    def __init__(self) -> None:
        self._low = [Decimal(0)] * MONTHS_AHEAD
        self._high = [Decimal(0)] * MONTHS_AHEAD
        # How many parts are unbounded, approximate, unknown, undisclosed.
        self._doubts = [[0] * MONTHS_AHEAD for _ in range(4)]
        self._is_plain = True

    def change(self, at: int, before: Quantity, after: Quantity) -> None:
        """Count one part as another amount from a month on."""
        if before is after:
            return
        self._low[at] += after.low - before.low
        self._high[at] += (after.high or 0) - (before.high or 0)
        old, new = _doubts(before), _doubts(after)
        if old != new:
            self._is_plain = False
            for counts, was, now in zip(self._doubts, old, new, strict=True):
                counts[at] += now - was

    def quantities(self) -> list[Quantity]:
        """Give the amount at the end of each month."""
        found = []
        low = high = Decimal(0)
        unbounded = about = unknown = undisclosed = 0
        for at in range(MONTHS_AHEAD):
            low += self._low[at]
            high += self._high[at]
            if self._is_plain:
                found.append(Quantity(low, high))
                continue
            unbounded += self._doubts[0][at]
            about += self._doubts[1][at]
            unknown += self._doubts[2][at]
            undisclosed += self._doubts[3][at]
            found.append(
                Quantity(
                    low,
                    None if unbounded else high,
                    about=about > 0,
                    unknown=unknown > 0,
                    undisclosed=undisclosed > 0,
                )
            )
        return found


def _doubts(quantity: Quantity) -> tuple[int, int, int, int]:
    return quantity.high is None, quantity.about, quantity.unknown, quantity.undisclosed


def _running(changes: Sequence[int]) -> list[int]:
    found, total = [], 0
    for change in changes:
        total += change
        found.append(total)
    return found
