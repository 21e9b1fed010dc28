"""Where a delegation meets a limit: stocks that fall under a minimum, works at which it queues with others.

In: a reading, a nation, a day. Out: projections and `Strain`s, the gravest first. It writes no sentence.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from workbook.analysis.contention import Bottleneck, Contention, contention_of
from workbook.analysis.factory import Factory
from workbook.analysis.months import Month
from workbook.analysis.stocks import Level, StockProjection, Under
from workbook.model.enums import CommitmentKind, ProcurementStatus, WaiverStatus
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.render.reading import Reading
from workbook.render.views.own import commitments, own, projections, takes_part

_MADE = (CommitmentKind.PRODUCTION, CommitmentKind.PROCUREMENT)
_LIVE = (WaiverStatus.APPROVED, WaiverStatus.CONSIDERED)


class Threshold(msgspec.Struct, frozen=True, kw_only=True):
    """A stock that needs an eye: from when it lies, or may lie, under its minimum (`month` None: today).

    `level` is where it is then; `is_under` says that it surely is, `is_waived` that leave is given for that
    day.
    """

    stock: Record
    projection: StockProjection
    level: Level
    month: Month | None
    is_under: bool

    @property
    def is_trouble(self) -> bool:
        """Whether it is surely under the minimum, and no approved waiver covers that."""
        return self.is_under and not self.level.is_waived


class Strain(msgspec.Struct, frozen=True, kw_only=True):
    """A works that cannot make in time all that is claimed of it, or a component that it lacks.

    `ours` is what the nation waits for, `others` who else, the most first; both in numbers of the one item
    that a works makes, or, without a `factory`, of the component that `items` lack. `month` is when it bites.
    """

    items: tuple[str, ...]
    factory: Factory | None
    ours: Quantity
    others: tuple[tuple[str, Quantity], ...]
    month: Month
    short: Quantity
    bottleneck: Bottleneck | None
    is_own: bool


def thresholds(reading: Reading, nation: str, today: date) -> list[Threshold]:
    """List the stocks that fall or may fall under their minimum, or have a waiver: unwaived ones first."""
    found = [
        one
        for stock, projection in projections(reading, nation, today)
        if (one := _threshold(stock, projection)) is not None
    ]
    return sorted(found, key=_gravity)


def strains(reading: Reading, nation: str, today: date) -> list[Strain]:
    """List where a nation queues, or its works are strained, by month and by what it waits for."""
    found: list[Strain] = []
    for item in sorted(_ordered(reading, nation)):
        told = reading.kept.take(contention_of, reading.plan, item, today)
        found += _strains(told, nation)
    found = _joined(found)
    return sorted(found, key=lambda one: (one.month, -one.ours.low, one.items))


def _joined(found: Sequence[Strain]) -> list[Strain]:
    """Draw together the items that lack the same component."""
    by_component: dict[tuple[str, Month], Strain] = {}
    kept = []
    for one in found:
        if one.factory is not None or one.bottleneck is None:
            kept.append(one)
            continue
        key = (one.bottleneck.component, one.month)
        known = by_component.get(key)
        by_component[key] = one if known is None else replace(known, items=(*known.items, *one.items))
    return [*kept, *by_component.values()]


def _threshold(stock: Record, projection: StockProjection) -> Threshold | None:
    waiver = stock.data.waiver
    months = [(None, projection.now), *((one.month, one.level) for one in projection.months)]
    for under in (Under.SURELY, Under.PERHAPS):
        for month, level in months:
            if level.under is under and (under is Under.SURELY or _is_close(level)):
                return Threshold(
                    stock=stock,
                    projection=projection,
                    level=level,
                    month=month,
                    is_under=under is Under.SURELY,
                )
    if waiver is not None and waiver.status in _LIVE:
        return Threshold(stock=stock, projection=projection, level=projection.now, month=None, is_under=False)
    return None


def _is_close(level: Level) -> bool:
    """Say whether a stock may lie under its minimum for a reason that is told, not for want of a figure."""
    return (
        level.held is not None and level.held.is_known and not (level.held.unknown or level.held.undisclosed)
    )


def _gravity(one: Threshold) -> tuple[object, ...]:
    stock = one.stock
    lacking, minimum = one.level.lacking, stock.data.minimum
    part = lacking.low / minimum.low if lacking is not None and minimum is not None and minimum.low else 0
    return (
        not one.is_trouble,
        not one.is_under,
        stock.data.waiver is None,
        one.month or Month(1, 1),
        -Decimal(part),
        stock.id,
    )


def _ordered(reading: Reading, nation: str) -> set[str]:
    """Name the items that a nation has on order, or makes."""
    items = {one.data.item for one in commitments(reading, nation) if _is_order(one)}
    items |= {one.data.item for one in own(reading, nation, Kind.CAPACITY)}
    for one in reading.plan.of_kind(Kind.PROCUREMENT):
        is_live = one.data.status not in (ProcurementStatus.CLOSED, ProcurementStatus.CANCELLED)
        if is_live and not one.is_retired and (one.owner == nation or takes_part(one, nation)):
            items.add(one.data.item)
    return items - {"", *OPEN_REFERENCES}


def _is_order(record: Record) -> bool:
    """Say whether a works has something to make for a commitment, firmly."""
    data = record.data
    is_made = data.kind in _MADE or bool(data.supplier)
    return is_made and data.status.is_open and data.status.is_firm and not data.stock


def _strains(told: Contention, nation: str) -> Iterator[Strain]:
    """Give the works of an item that are surely too slow for the nation, or its own; else what it lacks."""
    is_told = False
    bottleneck = told.bottleneck
    for factory in told.factories:
        place = factory.queue.surely
        if place is None:
            continue
        claims = dict(factory.nations_at(place))
        last = dict(factory.nations_at(len(factory.queue.months) - 1))
        is_own = any(record.owner == nation for record in factory.capacities)
        if nation not in claims and nation not in last and not is_own:
            continue
        is_told = True
        yield Strain(
            items=(told.item,),
            factory=factory,
            ours=claims.get(nation, last.get(nation, NOTHING)),
            others=tuple(one for one in claims.items() if one[0] != nation),
            month=factory.queue.months[place],
            short=factory.queue.short(place),
            bottleneck=bottleneck,
            is_own=is_own,
        )
    if not is_told and bottleneck is not None and nation in dict(bottleneck.nations):
        yield Strain(
            items=(told.item,),
            factory=None,
            ours=dict(bottleneck.nations)[nation],
            others=tuple(one for one in bottleneck.nations if one[0] != nation),
            month=bottleneck.month,
            short=bottleneck.short,
            bottleneck=bottleneck,
            is_own=False,
        )
