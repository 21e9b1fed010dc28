"""A queue: what is claimed of a works against what it can make, added up month by month.

In: amounts due between two days, and a capacity for each month. Out: a `Queue` that tells in which month the
claims surely exceed the capacity, and perhaps, by how much, and what would mend it. Both sides count from the
first month on; what is in hand today, and no lot tells as done, is not known to it.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from itertools import accumulate
from operator import add

import msgspec

from workbook.analysis.amounts import at_most
from workbook.analysis.months import Month
from workbook.analysis.orders import DuePart
from workbook.model.quantity import NOTHING, Quantity

_ZERO = Decimal(0)
_MOST_LATE = 1200


# With a dict, so that what is asked for is worked out once.
class Queue(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Claims against capacity: `rates` is what can be made in each month, `claims` all due by its end."""

    months: tuple[Month, ...]
    rates: tuple[Quantity, ...]
    claims: tuple[Quantity, ...]

    @property
    def is_known(self) -> bool:
        """Whether anything is told of the capacity."""
        return any(rate.is_known for rate in self.rates)

    @cached_property
    def capacity(self) -> tuple[Quantity, ...]:
        """What can be made from the first month to the end of each.

        400, 400, 600  -> 400, 800, 1400
        """
        return tuple(accumulate(self.rates, add))

    @cached_property
    def surely(self) -> int | None:
        """The first month, by place, in which even the least claims exceed the most that can be made."""
        pairs = zip(self.claims, self.capacity, strict=True)
        return next(
            (place for place, (claims, most) in enumerate(pairs) if claims.surely_exceeds(most)), None
        )

    @cached_property
    def perhaps(self) -> int | None:
        """The first month, by place, in which the most claims exceed the least that can be made."""
        pairs = zip(self.claims, self.capacity, strict=True)
        return next(
            (place for place, (claims, least) in enumerate(pairs) if _may_exceed(claims, least)), None
        )

    def short(self, place: int) -> Quantity:
        """Give by how much claims exceed the capacity at the end of a month, at least nothing.

        claims 900 to 1000, capacity 800  -> 100 to 200
        """
        return self.claims[place].less(self.capacity[place])

    @cached_property
    def months_late(self) -> int | None:
        """How many months later than due the last claim is surely met; None where it never is.

        Beyond the last month, the works goes on at its last rate.

            due 900 by the second month, 400 a month can be made  -> met in the third, 1 month late
        """
        latest, met = 0, 0
        for due, claims in enumerate(self.claims):
            while met < len(self.months) and _is_short(claims, self.capacity[met]):
                met += 1
            if met < len(self.months):
                latest = max(latest, met - due)
                continue
            further = self._further_months(claims)
            if further is None:
                return None
            latest = max(latest, len(self.months) - 1 + further - due)
        return latest

    @cached_property
    def more_per_month(self) -> Decimal:
        """How many more a month, from now on and in whole units, would surely be needed to be in time.

        100 too many by the second month, 90 by the third  -> 50
        """
        most = _ZERO
        for place, (claims, capacity) in enumerate(zip(self.claims, self.capacity, strict=True)):
            if capacity.high is not None:
                most = max(most, (claims.low - capacity.high) / (place + 1))
        return most.to_integral_value(ROUND_CEILING)

    def _further_months(self, claims: Quantity) -> int | None:
        """Count the months after the last one until claims are met at its rate."""
        last, rate = self.capacity[-1].high, self.rates[-1].high
        assert last is not None
        if not rate:
            return None
        further = int(((claims.low - last) / rate).to_integral_value(ROUND_CEILING))
        return further if further <= _MOST_LATE else None


def due_by(parts: Iterable[DuePart], months: Sequence[Month]) -> tuple[Quantity, ...]:
    """Add up what is due by the end of each month: surely, what has its last day by then; at most, its first.

    7 between 2023-01-01 and 2023-03-31, 8 without a day; January to March
    -> 0 to 15, 0 to 15, 7 to 15
    """
    steps: dict[int, list[Quantity]] = {}
    for part in parts:
        surely = len(months) if part.last is None else max(0, months[0].until(Month.of(part.last)))
        perhaps = 0 if part.first is None else max(0, months[0].until(Month.of(part.first)))
        if surely == perhaps:
            steps.setdefault(surely, []).append(part.quantity)
        else:
            steps.setdefault(perhaps, []).append(at_most(part.quantity))
            # No quantity by itself: it only moves up the lower end of the sum.
            steps.setdefault(surely, []).append(Quantity(part.quantity.low, _ZERO))
    if not steps:
        return (NOTHING,) * len(months)
    found: list[Quantity] = []
    total = NOTHING
    for place in range(len(months)):
        total = sum(steps.get(place, ()), total)
        found.append(total)
    return tuple(found)


def due_at(parts: Iterable[DuePart], month: Month) -> Quantity:
    """Add up what is due by the end of one month, as `due_by` does for each.

    7 between 2023-01-01 and 2023-03-31, 8 without a day; February  -> at most 15
    """
    end = month.last
    total = NOTHING
    for part in parts:
        if part.first is None or part.first <= end:
            is_sure = part.last is not None and part.last <= end
            total += part.quantity if is_sure else at_most(part.quantity)
    return total


def _may_exceed(claims: Quantity, capacity: Quantity) -> bool:
    return claims.high is None or claims.high > capacity.low


def _is_short(claims: Quantity, capacity: Quantity) -> bool:
    return capacity.high is not None and claims.low > capacity.high
