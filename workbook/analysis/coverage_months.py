"""Requests by month: what is due by the end of each month ahead, and how much of that is there by then.

In: requests with their answers, a unit, a day. Out: a `Calendar` of cumulative cells. It reads no plan.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

import msgspec

from workbook.analysis.answers import Answer
from workbook.analysis.arrivals import arrived
from workbook.analysis.months import Month, months
from workbook.analysis.request_coverage import RequestCoverage, sum_of
from workbook.model.quantity import NOTHING, Quantity


class Draw(Protocol):
    """Gives what a function makes of values, as it was kept or made now."""

    def __call__(self, function: Callable[..., Any], values: Sequence[object], *args: Hashable) -> Any:
        """Give what the function makes of the values, then the arguments."""


def drawn_anew(function: Callable[..., Any], values: Sequence[object], *args: Hashable) -> Any:
    """Give what a function makes of values, made now."""
    return function(*values, *args)


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


def calendar_of(
    requests: Iterable[RequestCoverage], unit: str, today: date, *, draw: Draw = drawn_anew
) -> Calendar:
    """Lay out requests by the months ahead; quantities are of those in this unit only.

    What was due before today is due in the first month; what was to arrive before today and is not reported
    may arrive at any time. A need that recurs is compared by its period and adds to no month; its request
    is counted from when it is needed. `draw` gives what one request does to the months, as it was kept.

        asks for 16 by 2023-03;  agreed on 12, of which 4 arrive in 2023-05;  today 2023-02-01
        -> 2023-02 nothing due;  2023-03 and 2023-04 open 8;  from 2023-05 on open 4
    """
    page = _Page(Month.of(today))
    due_later, undated = NOTHING, NOTHING
    for one in requests:
        if not one.counts:
            continue
        is_counted = one.unit == unit
        due: _Due = draw(_due, (one,), today)
        if due.start is None:
            undated += one.need if is_counted and one.per is None else NOTHING
        elif due.start < MONTHS_AHEAD:
            page.add(due.start, due, is_counted=is_counted and one.per is None)
        elif is_counted and one.per is None:
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


class _Change(NamedTuple):
    """What becomes more, or less, in one month: the least and the most of a sum, and its doubts.

    `doubts` are None where they stay as they are.
    """

    at: int
    low: Decimal
    high: Decimal
    doubts: Sequence[int] | None


class _Due(NamedTuple):
    """What one request does to the months ahead: from which one on (`start`), None where nobody says when.

    `opens` are changes in how many requests are open; `need`, `agreed`, `offered` and `open` in the sums.
    """

    start: int | None
    opens: tuple[tuple[int, int], ...] = ()
    need: tuple[_Change, ...] = ()
    agreed: tuple[_Change, ...] = ()
    offered: tuple[_Change, ...] = ()
    open: tuple[_Change, ...] = ()


def _due(one: RequestCoverage, today: date) -> _Due:
    """Lay out one request that counts."""
    day = due_day(one)
    if day is None:
        return _Due(None)
    index = max(Month.of(today).until(Month.of(day)), 0)
    if index >= MONTHS_AHEAD:
        return _Due(index)
    if one.per is not None:
        return _Due(index, opens=((index, 1),) if one.shortfall.missing.high != 0 else ())
    return _arriving(one, index, today)


def _arriving(one: RequestCoverage, index: int, today: date) -> _Due:
    """Follow what is there for a need that is due once, from a month on."""
    ahead = months(Month.of(today), MONTHS_AHEAD)
    sides = [[answer for answer in one.answers if sum_of(answer) == name] for name in ("agreed", "offered")]
    opens: list[tuple[int, int]] = []
    found: tuple[list[_Change], ...] = ([], [], [])
    before = (NOTHING, NOTHING, NOTHING)
    for at in _turns([answer for side in sides for answer in side], index, ahead[0]):
        agreed, offered = (_arrived(side, ahead[at].last, today) for side in sides)
        after = (agreed, offered, one.need.less(agreed + offered))
        if (after[2].high != 0) != (before[2].high != 0):
            opens.append((at, (after[2].high != 0) - (before[2].high != 0)))
        for changes, was, now in zip(found, before, after, strict=True):
            changes += _changed(at, was, now)
        before = after
    agreed_, offered_, open_ = map(tuple, found)
    need = tuple(_changed(index, NOTHING, one.need))
    return _Due(index, tuple(opens), need, agreed_, offered_, open_)


def _turns(answers: Sequence[Answer], index: int, first: Month) -> list[int]:
    """List the months in which something may change: when it falls due, and whenever a lot may come."""
    found = {index}
    for answer in answers:
        for arrival in answer.arrivals:
            by = arrival.by
            if by is not None:
                for day in (by.first, by.last):
                    if day is not None and index < (at := first.until(Month.of(day))) < MONTHS_AHEAD:
                        found.add(at)
    return sorted(found)


def _arrived(answers: Sequence[Answer], day: date, today: date) -> Quantity:
    return sum((arrived(one.quantity, one.arrivals, day, today) for one in answers), NOTHING)


def _changed(at: int, before: Quantity, after: Quantity) -> Iterator[_Change]:
    """Give the change of one part of a sum, where there is any."""
    if before is after:
        return
    old, new = _doubts(before), _doubts(after)
    doubts = [now - was for was, now in zip(old, new, strict=True)] if old != new else None
    low, high = after.low - before.low, (after.high or Decimal(0)) - (before.high or Decimal(0))
    yield _Change(at, low, high, doubts)


class _Page:
    """Changes by month, which `cells` adds up; a mutable part that never leaves this file."""

    def __init__(self, first: Month) -> None:
        self._months = months(first, MONTHS_AHEAD)
        self._need, self._agreed, self._offered, self._open = (_Curve() for _ in range(4))
        self._requests = [0] * MONTHS_AHEAD
        self._requests_open = [0] * MONTHS_AHEAD

    def add(self, index: int, due: _Due, *, is_counted: bool) -> None:
        """Add a need from a month on."""
        self._requests[index] += 1
        for at, change in due.opens:
            self._requests_open[at] += change
        if is_counted:
            self._need.add(due.need)
            self._agreed.add(due.agreed)
            self._offered.add(due.offered)
            self._open.add(due.open)

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


class _Curve:
    """A quantity that changes from month to month, kept as its changes."""

    def __init__(self) -> None:
        self._low = [Decimal(0)] * MONTHS_AHEAD
        self._high = [Decimal(0)] * MONTHS_AHEAD
        # How many parts are unbounded, approximate, unknown, undisclosed.
        self._doubts = [[0] * MONTHS_AHEAD for _ in range(4)]
        self._is_plain = True

    def add(self, changes: Iterable[_Change]) -> None:
        """Count the changes of one part."""
        for at, low, high, doubts in changes:
            self._low[at] += low
            self._high[at] += high
            if doubts is not None:
                self._is_plain = False
                for counts, change in zip(self._doubts, doubts, strict=True):
                    counts[at] += change

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
