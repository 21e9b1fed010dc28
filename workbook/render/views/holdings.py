"""What one nation has of each item: what it can spare, what it holds, what its works have room for.

In: a reading, a nation, a day. Out: `Means` by item, added up over all its stocks and works. A wider record
of which the true one is in the release is left out. What is promised, and what the nation itself lacks, is
taken off; minimums are kept.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from workbook.analysis.contention import contention_of
from workbook.analysis.coverage import item_coverage
from workbook.analysis.kept import part_of
from workbook.analysis.months import Month
from workbook.analysis.moving import added, parts_of
from workbook.analysis.queue import Queue
from workbook.analysis.request_coverage import RequestCoverage
from workbook.analysis.stocks import StockProjection, projected_stock
from workbook.model.enums import Activity, CommitmentKind, Status
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook
from workbook.render.reading import PlanNaming, Reading
from workbook.render.values import long_month_text, quantity_text
from workbook.render.views.needs import is_told, needs_of
from workbook.render.views.own import own, projections
from workbook.render.views.standing import naming
from workbook.render.words import means as words

_PROMISED = frozenset((Status.PLEDGED, Status.COMMITTED, Status.CONTRACTED, Status.DELIVERING))

# The place of the twelfth month.
_A_YEAR = 11


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What a nation has of an item.

    `spare` is what it can give, promises and minimums kept; `over` is what it would release beyond that,
    going under a minimum; `held` is what it holds without a word of what could be spared. `queues` are those
    of its works, as far as their capacity is told.
    """

    item: str
    spare: Quantity = NOTHING
    over: Quantity = NOTHING
    held: Quantity = NOTHING
    queues: tuple[Queue, ...] = ()

    def made_by(self, day: date | None) -> Quantity:
        """Give what its works can make until a day, beyond all that they have firmly promised.

        What was needed on a day that has passed is still waited for: then the year ahead counts.
        """
        return added(_room(queue, day) for queue in self.queues)

    def made_until(self, day: date) -> Month | None:
        """Give the last month of which `made_by` tells for a day; None where it has no works."""
        last = [queue.months[_place(queue, day)] for queue in self.queues]
        return max(last) if last else None

    @property
    def is_something(self) -> bool:
        """Whether there may be anything to give."""
        sums = (self.spare, self.over, self.held, self.made_by(None))
        return any(one.high is None or one.high > 0 for one in sums)


def means_of(reading: Reading, nation: str, today: date) -> Mapping[str, Means]:
    """Say for each item what a nation has of it, where it may have anything to give; in order of item."""
    stocks: dict[str, list[StockProjection]] = {}
    for _, one in projections(reading, nation, today):
        stocks.setdefault(one.item, []).append(one)
    making = {
        one.data.item for one in own(reading, nation, Kind.CAPACITY) if one.data.activity is Activity.MAKE
    }
    promised = dict(reading.kept.drawn(_promised, (own(reading, nation, Kind.COMMITMENT),), today))
    for need in needs_of(reading, nation, today):
        promised[need.item] = promised.get(need.item, NOTHING) + _lacks(need)
    found = {}
    for item in sorted({*stocks, *making} - {"", *OPEN_REFERENCES}):
        queues = _queues(reading, nation, item, today) if item in making else ()
        told = (promised.get(item, NOTHING), *queues, *stocks.get(item, ()))
        means = reading.kept.drawn(_means, told, item)
        if means.is_something:
            found[item] = means
    return found


def spare_of(workbook: Workbook, item: str, today: date) -> Mapping[str, Quantity]:
    """Say who can spare how much of an item from stock, as `means_of` says it to each of them.

    Shape: one entry for each nation that may have something to spare, in order of code.
    """
    stocks = _named(workbook, item, Kind.STOCK)
    commitments = _named(workbook, item, Kind.COMMITMENT)
    pictures = {one.data.shared_as for one in stocks if one.data.shared_as != one.id}
    lacking = part_of(item_coverage, workbook, item, today).requests if stocks else ()
    found = {}
    for nation in sorted({one.owner for one in stocks}):
        promised = _promised([one for one in commitments if one.owner == nation], today).get(item, NOTHING)
        promised += added(_lacks(one) for one in lacking if one.owner == nation and is_told(one))
        told = (
            part_of(projected_stock, workbook, one, today=today)
            for one in stocks
            if one.owner == nation and one.id not in pictures
        )
        spare = _means(promised, *told, item).spare
        if spare.high != 0:
            found[nation] = spare
    return found


def amounts_of(reading: Reading, means: Means, day: date) -> list[str]:
    """Say what there is to give of an item by a day: all papers for a nation say the same of it."""
    unit = reading.unit("", means.item)
    made, until = means.made_by(day), means.made_until(day)
    told = []
    if means.spare.high != 0:
        told.append(words.from_stock(quantity_text(means.spare, unit)))
    elif means.held.low:
        told.append(words.held(quantity_text(means.held, unit)))
    if made.low and until is not None:
        told.append(words.from_works(quantity_text(made, unit), long_month_text(until)))
    return told


def _named(workbook: Workbook, item: str, kind: Kind) -> Sequence[Record]:
    return naming(PlanNaming(workbook), item, kind)


def _lacks(need: RequestCoverage) -> Quantity:
    """Give what a nation lacks itself of what it asks for; of what recurs nobody can say."""
    return need.shortfall.missing if need.per is None else UNKNOWN


def _means(promised: Quantity, *told: Any) -> Means:
    """Say what there is of an item, of which a part is promised: its works, its stocks, and its name last."""
    item = told[-1]
    stocks = [one for one in told if isinstance(one, StockProjection)]
    queues = tuple(one for one in told if isinstance(one, Queue))
    spare = over = held = NOTHING
    for one in stocks:
        above, released = _above(one), one.left_to_release
        if released is not None and not released.is_known:
            released = None
        if above is None and released is None:
            now = one.now.held
            held += now if now is not None else NOTHING
            continue
        gives = _lesser(above, released) if above is not None and released is not None else above or released
        assert gives is not None
        spare += gives
        if above is not None and above.high == 0:
            # What one stock lacks, the others have to fill.
            promised += one.last.lacking or NOTHING
        if released is not None and released.surely_exceeds(gives):
            over += released.less(gives)
    return Means(item=item, spare=spare.less(promised), over=over, held=held.less(promised), queues=queues)


def _above(one: StockProjection) -> Quantity | None:
    """Give by how much a stock stays above its minimum at its lowest; None where either is not told."""
    minimum = one.minimum
    if minimum is None or not minimum.is_known:
        return None
    levels = [level.held.less(minimum) for level in one.levels if level.held is not None]
    if not levels:
        return None
    lowest = levels[0]
    for level in levels[1:]:
        lowest = _lesser(lowest, level)
    return lowest


def _lesser(one: Quantity, other: Quantity) -> Quantity:
    highs = [high for high in (one.high, other.high) if high is not None]
    return Quantity(min(one.low, other.low), min(highs) if highs else None, about=one.about or other.about)


def _promised(commitments: Sequence[Record], today: date) -> Mapping[str, Quantity]:
    """Add up what a nation has promised and still holds, where no record says from which stock it comes."""
    found: dict[str, Quantity] = {}
    for record in commitments:
        data = record.data
        if data.kind is not CommitmentKind.DONATION or data.status not in _PROMISED:
            continue
        if data.item and not (data.stock or data.supplier or data.procurement or data.counted_in):
            parts = parts_of(data.quantity, data.lots, data.made_on, is_over=False, today=today)
            left = added(part.quantity for part in parts if not part.is_done)
            found[data.item] = found.get(data.item, NOTHING) + left
    return found


def _queues(reading: Reading, nation: str, item: str, today: date) -> tuple[Queue, ...]:
    factories = reading.kept.take(contention_of, reading.plan, item, today).factories
    return tuple(
        one.queue
        for one in factories
        if one.activity is Activity.MAKE
        and one.queue.is_known
        and any(record.owner == nation for record in one.capacities)
    )


def _room(queue: Queue, day: date | None) -> Quantity:
    """Give what a works could make until a day: what is made by then takes the place of no later claim."""
    place = _place(queue, day)
    room = queue.capacity[place].less(queue.claims[place])
    for later in range(place + 1, len(queue.months)):
        room = _lesser(room, queue.capacity[later].less(queue.claims[later]))
    return room


def _place(queue: Queue, day: date | None) -> int:
    """Give the place of the last month that counts for a day."""
    last = len(queue.months) - 1
    ahead = queue.months[0].until(Month.of(day)) if day is not None else last
    return min(_A_YEAR if ahead < 0 else ahead, last)
