"""What a delegation could meet of what others still lack, and how much of it that closes.

In: a reading, a nation, a day. Out: `Gift`s, the most telling first, one for each item that it has. What is
promised is taken off; what lies under a minimum of its own is never offered unsaid. Whether the nation gives
it is for the nation to say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from workbook.analysis.amounts import scaled
from workbook.analysis.moving import added
from workbook.analysis.request_coverage import RequestCoverage
from workbook.model.enums import Priority, Substitutes
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.render.reading import Reading
from workbook.render.views.holdings import Means, means_of
from workbook.render.views.needs import asks_most, has_arrived, needs_by_capability, needs_for

URGENCY: Mapping[Priority | None, int] = MappingProxyType(
    {priority: rank for rank, priority in enumerate((*Priority, None))}
)

_LARGE, _TELLING = Fraction(1, 2), Fraction(1, 100)


# No slots: what is worked out once is kept beside the fields.
@dataclass(frozen=True, kw_only=True)
class Gift:
    """Needs of one nation that one item serves alike, and what another nation has of that item.

    All `needs` ask for the same with the same priority, in one unit and period. `factor` is how many of what
    is asked one of the item replaces, None where nobody says; `is_to_ask` says that the requester must be
    asked first whether it may stand in. `others` counts the other requests that the same would serve.
    """

    needs: tuple[RequestCoverage, ...]
    means: Means
    factor: Fraction | None
    is_to_ask: bool
    others: int = 0

    @property
    def first(self) -> RequestCoverage:
        """The need that comes first, for what all of them say alike."""
        return self.needs[0]

    @property
    def is_other_item(self) -> bool:
        """Whether it would stand in for what is asked."""
        return bool(self.first.item) and self.first.item != self.means.item

    @cached_property
    def missing(self) -> Quantity:
        """What is missing of all that is asked."""
        return added(one.shortfall.missing for one in self.needs)

    @cached_property
    def asked(self) -> Quantity:
        """All that is asked."""
        return added(one.need for one in self.needs)

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first and the last day by which it is needed; the end of time where a need names none."""
        days = [_day(one) for one in self.needs]
        return min(days), max(days)

    @cached_property
    def made(self) -> Quantity:
        """What its works could make until the last of these days."""
        return self.means.made_by(self.days[1])

    @cached_property
    def closes(self) -> Fraction | None:
        """Which part of what is missing it surely closes, one at most; None where that is not told."""
        most = self.missing.high
        if not most or self.first.per is not None or self.factor is None:
            return None
        gives = scaled(self.means.spare + self.made, self.factor)
        return min(Fraction(gives.low) / Fraction(most), Fraction(1))

    @property
    def is_sure(self) -> bool:
        """Whether there surely is something to give."""
        return bool(self.means.spare.low or self.made.low)


def gifts(reading: Reading, nation: str, today: date, about: Iterable[str] = ()) -> tuple[Gift, ...]:
    """List what a nation could give, one gift for each item: to the needs that come first.

    First come needs that are critical, of the nation that asks most, of which a large part is closed; of
    those the ones `about` which a meeting is (ids of requests and items), and of which most is closed. What
    closes next to nothing comes after what closes anything.
    """
    rank = _Rank(asks_most(reading), frozenset(about))
    by_capability = needs_by_capability(reading)
    found = []
    for means in means_of(reading, nation, today).values():
        fitting = [one for one in _fitting(reading, means, by_capability, today) if one.need.owner != nation]
        alike: dict[object, list[_Fitting]] = {}
        for one in fitting:
            alike.setdefault(one.sort, []).append(one)
        offers = [
            Gift(
                needs=tuple(sorted((one.need for one in some), key=need_urgency)),
                means=means,
                factor=some[0].factor,
                is_to_ask=some[0].is_to_ask,
                others=len(fitting) - len(some),
            )
            for some in alike.values()
        ]
        if offers:
            found.append(rank.first_of(offers))
    return tuple(sorted(found, key=rank.of))


def matches(reading: Reading, nation: str, today: date) -> frozenset[str]:
    """Name the requests of others that a nation has something for and that are not surely met."""
    by_capability = needs_by_capability(reading)
    return frozenset(
        one.need.request
        for means in means_of(reading, nation, today).values()
        for one in _fitting(reading, means, by_capability, today)
        if one.need.owner != nation
    )


def urgency(request: Record) -> tuple[int, date, str]:
    """Order requests by priority, then by the day needed, then by id."""
    need_by = request.data.need_by
    day = need_by.last if need_by is not None and need_by.last is not None else date.max
    return (URGENCY[request.data.priority], day, request.id)


def need_urgency(need: RequestCoverage) -> tuple[int, date, str]:
    """Order needs as `urgency` orders requests."""
    return (URGENCY[need.priority], _day(need), need.request)


class _Fitting(NamedTuple):
    """A need that an item serves, and how."""

    need: RequestCoverage
    factor: Fraction | None = Fraction(1)
    is_to_ask: bool = False

    @property
    def sort(self) -> tuple[object, ...]:
        """What needs have in common that can be told together."""
        need = self.need
        return need.owner, need.item, need.capability, need.priority, need.unit, need.per, self.is_to_ask


class _Rank(NamedTuple):
    """What makes a gift weigh more than another."""

    most: str
    about: frozenset[str]

    def first_of(self, gifts: Sequence[Gift]) -> Gift:
        """Give what weighs most; how much a gift closes is worked out only where all before it is alike."""
        best = min(map(self._begins, gifts))
        return min((one for one in gifts if self._begins(one) == best), key=self.of)

    def of(self, gift: Gift) -> tuple[object, ...]:
        """Give what gifts are ordered by."""
        first = gift.first
        is_on_agenda = bool(
            self.about.intersection((first.item, gift.means.item, *(one.request for one in gift.needs)))
        )
        return (
            *self._begins(gift),
            (gift.closes or 0) < _LARGE,
            (gift.closes or 0) < _TELLING,
            not is_on_agenda,
            -(gift.closes or 0) * len(gift.needs),
            gift.is_to_ask,
            gift.days[0],
            first.request,
            gift.means.item,
        )

    def _begins(self, gift: Gift) -> tuple[bool, int, bool]:
        return (not gift.is_sure, URGENCY[gift.first.priority], gift.first.owner != self.most)


def _fitting(
    reading: Reading, means: Means, by_capability: Mapping[str, Sequence[RequestCoverage]], today: date
) -> Iterator[_Fitting]:
    """Give the open needs that an item serves: as asked, by standing in, or by its capability."""
    for need in needs_for(reading, means.item, today):
        if _is_open(need):
            yield _Fitting(need)
    record = reading.plan.get(means.item)
    if record is None or record.kind is not Kind.ITEM:
        return
    for stand_in in record.data.stands_in_for:
        factor = stand_in.ratio.value if stand_in.ratio is not None else None
        for need in needs_for(reading, stand_in.item, today):
            asked = reading.plan.get(need.request)
            wish = asked.data.substitutes if asked is not None else Substitutes.NO
            if _is_open(need) and wish is not Substitutes.NO:
                yield _Fitting(need, factor, wish is not Substitutes.YES)
    for need in by_capability.get(record.data.capability, ()):
        if _is_open(need):
            yield _Fitting(need, Fraction(1) if need.unit == record.data.unit else None)


def _is_open(need: RequestCoverage) -> bool:
    """Say whether a need counts, is not surely met by firm offers, and has not arrived."""
    return need.counts and need.shortfall.missing.high != 0 and not has_arrived(need)


def _day(need: RequestCoverage) -> date:
    return need.need_by.last if need.need_by is not None and need.need_by.last is not None else date.max
