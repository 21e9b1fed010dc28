"""Contention: many claims on one factory, and the component on which all wait.

In: a plan and the day. Out: for each item its `Factory`s, what it is as a component of others (`Pool`), and
its `Bottleneck`. Only firm, confirmed claims are held against capacity; others stand beside them. What nobody
tells the capacity of is unknown, never zero. Parts that lie at a works already are not known here.
"""

from datetime import date

import msgspec

from workbook.analysis.amounts import for_each, greater_to_sum
from workbook.analysis.capacities import together
from workbook.analysis.factory import Amounts, Claims, Factory, claims_on, due, greatest_first
from workbook.analysis.kept import Kept, part_of
from workbook.analysis.months import Month, months
from workbook.analysis.orders import NOWHERE, Order, Works
from workbook.analysis.parts import Parts
from workbook.analysis.queue import Queue, due_at
from workbook.analysis.totals import item_unit
from workbook.model.enums import Activity
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.records.workbook import Workbook

HORIZON = 24
"""How many months are looked at, that of today included."""


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """A component: what all products need of it together, against what all its makers can make together.

    `products` are those with firm claims, with what of each is still to be made. Whether what is ordered of
    the component itself goes into them is not told: surely the greater of both is needed, at most their sum.
    """

    item: str
    makers: tuple[Works, ...]
    limited_by: tuple[str, ...]
    products: Amounts
    queue: Queue


class Bottleneck(msgspec.Struct, frozen=True, kw_only=True):
    """The component that limits a product first, and the month in which it surely does.

    `via` is the part of the product that it is, or that it goes into. `needed` and `capacity` count from
    today to the end of the month; `nations` wait for products that need it, in numbers of the component;
    `unit` is in what it counts.
    """

    product: str
    component: str
    unit: str
    via: str
    month: Month
    needed: Quantity
    capacity: Quantity
    short: Quantity
    makers: tuple[Works, ...]
    limited_by: tuple[str, ...]
    nations: Amounts


class Contention(msgspec.Struct, frozen=True, kw_only=True):
    """All that is claimed of one item, against all that can make it.

    `unplaced` are orders of which nobody says who makes them; `in_other_units` are records that count the
    item otherwise. `pool` is None where nothing contains it.
    """

    item: str
    factories: tuple[Factory, ...]
    pool: Pool | None
    bottleneck: Bottleneck | None
    unplaced: tuple[Order, ...]
    in_other_units: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is claimed and nothing can be made."""
        return not (
            self.factories or self.unplaced or self.in_other_units or (self.pool and self.pool.products)
        )


def contention(workbook: Workbook, today: date, horizon: int = HORIZON) -> tuple[Contention, ...]:
    """Tell the contention of every item of which something is claimed or can be made, in order of item.

    shell-works makes 400 shells a month; NOR wants 600 by the end of this month, SWE 500 by the next
    -> in this month 600 against 400, 200 short; met a month later
    """
    ledger = Ledger(workbook, today, horizon)
    items = sorted(record.id for record in workbook.of_kind(Kind.ITEM))
    return tuple(found for item in items if not (found := ledger.contention_of(item)).is_empty)


def contention_of(workbook: Workbook, item_id: str, today: date, horizon: int = HORIZON) -> Contention:
    """Tell the contention of one item.

    a shell needs a casing, of which 300 a month are made; 900 shells are due by the next month
    -> of shells: the casing is the bottleneck; of casings: 900 against 600
    """
    return Ledger(workbook, today, horizon, in_parts=True).contention_of(item_id)


def pool_of(workbook: Workbook, item_id: str, today: date, horizon: int = HORIZON) -> Pool:
    """Tell what all products need of a component, against what its makers can make.

    900 shells are due by the next month, each with a casing, of which 300 a month are made
    -> of casings: 900 against 600 by then
    """
    return Ledger(workbook, today, horizon, in_parts=True).pool(item_id)


def nations_waiting(
    workbook: Workbook, item_id: str, place: int, today: date, horizon: int = HORIZON
) -> Amounts:
    """Tell which nations need how many of a component at the end of a month, itself or in products."""
    return Ledger(workbook, today, horizon, in_parts=True).nations_waiting(item_id, place)


class Ledger:
    """What was worked out of a plan on a day: a part that several items need is worked out once.

    What `kept` holds of each item by itself is taken from there, also from before an edit. `in_parts` says
    that one item is looked at, as an analysis that is kept: what it shares with others is a part of it.
    """

    def __init__(
        self,
        workbook: Workbook,
        today: date,
        horizon: int = HORIZON,
        *,
        kept: Kept | None = None,
        in_parts: bool = False,
    ) -> None:
        self._workbook = workbook
        self._today = today
        self._in_parts = in_parts
        self._months = months(Month.of(today), horizon)
        self._parts = Parts(workbook)
        self._kept = kept
        self._claims: dict[str, Claims] = {}
        self._needs: dict[str, tuple[Quantity, ...]] = {}
        self._pools: dict[str, Pool] = {}
        self._waiting: dict[tuple[str, int], Amounts] = {}

    def contention_of(self, item_id: str) -> Contention:
        """Tell the contention of one item, as `contention_of` of this module does."""
        claims = self._claims_on(item_id)
        return Contention(
            item=item_id,
            factories=claims.factories,
            pool=self._pool(item_id) if self._parts.products_of(item_id) else None,
            bottleneck=self._bottleneck(item_id),
            unplaced=tuple(order for order in claims.orders.orders if order.works == NOWHERE),
            in_other_units=claims.orders.in_other_units,
        )

    def pool(self, item_id: str) -> Pool:
        """Tell what all products need of an item together, as `pool_of` of this module does."""
        lines = [line for line in self._claims_on(item_id).lines if line.activity is Activity.MAKE]
        rates = together([line.rates for line in lines], len(self._months))
        left = [(id, self._claims_on(id).left) for id in self._parts.above(item_id) if id != item_id]
        return Pool(
            item=item_id,
            makers=tuple(line.works for line in lines),
            limited_by=tuple(dict.fromkeys(text for line in lines for text in line.limited_by)),
            products=tuple(sorted((id, quantity) for id, quantity in left if quantity.high != 0)),
            queue=Queue(
                months=self._months,
                rates=rates if lines else (UNKNOWN,) * len(self._months),
                claims=self._needed(item_id),
            ),
        )

    def _pool(self, item_id: str) -> Pool:
        if item_id not in self._pools:
            span = (self._today, len(self._months))
            self._pools[item_id] = (
                part_of(pool_of, self._workbook, item_id, *span) if self._in_parts else self.pool(item_id)
            )
        return self._pools[item_id]

    def _bottleneck(self, item_id: str) -> Bottleneck | None:
        """Give the component of a product with firm claims that bites first; of several, the scarcest."""
        if self._claims_on(item_id).left.high == 0:
            return None
        places = [
            (place, _reach(pool.queue, place), pool)
            for component in self._parts.below(item_id)
            if (place := (pool := self._pool(component)).queue.surely) is not None
        ]
        if not places:
            return None
        place, _, pool = min(places, key=lambda one: (one[0], one[1], one[2].item))
        return Bottleneck(
            product=item_id,
            component=pool.item,
            unit=item_unit(self._workbook, pool.item),
            via=self._parts.via(item_id, pool.item),
            month=self._months[place],
            needed=pool.queue.claims[place],
            capacity=pool.queue.capacity[place],
            short=pool.queue.short(place),
            makers=pool.makers,
            limited_by=pool.limited_by,
            nations=self._waiting_for(pool.item, place),
        )

    def _needed(self, item_id: str) -> tuple[Quantity, ...]:
        """Give how many of an item are needed by the end of each month, for itself and for its products."""
        for id in self._parts.above(item_id):
            if id not in self._needs:
                own = self._claims_on(id).needed
                inside = [
                    tuple(for_each(one, per_unit) for one in self._needs[product])
                    for product, per_unit in self._parts.products_of(id)
                ]
                self._needs[id] = (
                    tuple(map(greater_to_sum, own, together(inside, len(own)))) if inside else own
                )
        return self._needs[item_id]

    def _waiting_for(self, item_id: str, place: int) -> Amounts:
        if (item_id, place) not in self._waiting:
            span = (self._today, len(self._months))
            self._waiting[item_id, place] = (
                part_of(nations_waiting, self._workbook, item_id, place, *span)
                if self._in_parts
                else self.nations_waiting(item_id, place)
            )
        return self._waiting[item_id, place]

    def nations_waiting(self, item_id: str, place: int) -> Amounts:
        """Tell which nations need how many of an item, as `nations_waiting` of this module does."""
        month = self._months[place]
        needs: dict[str, dict[str, Quantity]] = {}
        for id in self._parts.above(item_id):
            made: dict[str, list[Order]] = {}
            for order in self._claims_on(id).made:
                made.setdefault(order.nation, []).append(order)
            own = {nation: due_at(due(orders), month) for nation, orders in made.items()}
            inside: dict[str, Quantity] = {}
            for product, per_unit in self._parts.products_of(id):
                for nation, quantity in needs[product].items():
                    inside[nation] = inside.get(nation, NOTHING) + for_each(quantity, per_unit)
            needs[id] = {
                nation: greater_to_sum(own.get(nation, NOTHING), inside.get(nation, NOTHING))
                for nation in {**own, **inside}
            }
        return greatest_first(needs[item_id])

    def _claims_on(self, item_id: str) -> Claims:
        if item_id not in self._claims:
            unit = item_unit(self._workbook, item_id)
            since, horizon = self._months[0].first, len(self._months)
            take = self._kept.take if self._kept is not None else part_of
            self._claims[item_id] = take(claims_on, self._workbook, item_id, unit, since, horizon)
        return self._claims[item_id]


def _reach(queue: Queue, place: int) -> object:
    """Give which part of the need can be met at most, to tell which component is scarcer."""
    most = queue.capacity[place].high
    return (most or 0) / queue.claims[place].low
