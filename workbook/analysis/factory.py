"""What is claimed of one item by itself: its orders, its works, and what each can do.

In: a plan, an item with its unit, and the months to look at. Out: `Claims`, with a `Factory` for each works.
What the item is made of, or goes into, is not looked at, so this holds while only that changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

import msgspec

from workbook.analysis.capacities import Line, lines_of
from workbook.analysis.footing import Footing
from workbook.analysis.months import Month, months
from workbook.analysis.orders import NOWHERE, DuePart, Order, Orders, Works, orders_on
from workbook.analysis.queue import Queue, due_at, due_by
from workbook.model.enums import Activity
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.records.workbook import Workbook

Amounts = tuple[tuple[str, Quantity], ...]


class FactoryMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A month of a factory: all that can be made and all that is due from today to its end.

    `nations` tells the firm claims by nation, the greatest first.
    """

    month: Month
    capacity: Quantity
    firm: Quantity
    pledged: Quantity
    considered: Quantity
    unconfirmed: Quantity
    nations: Amounts


# With a dict, so that its months are drawn only when they are asked for.
class Factory(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One works and one item: what is claimed of it, and what it can make, repair or train.

    `capacities` are the records that tell what it can do, none where nobody tells; `queue` holds the firm
    claims against it.
    """

    item: str
    works: Works
    activity: Activity
    capacities: tuple[Record, ...]
    limited_by: tuple[str, ...]
    orders: tuple[Order, ...]
    queue: Queue

    def nations_at(self, place: int) -> Amounts:
        """Give who queues with how many at the end of a month, firmly, the greatest first."""
        known = self._nations.get(place)
        if known is None:
            known = self._nations[place] = self._nations_at(place)
        return known

    @cached_property
    def _nations(self) -> dict[int, Amounts]:
        return {}

    def _nations_at(self, place: int) -> Amounts:
        queues: dict[str, list[Order]] = {}
        for order in self._of(Footing.FIRM):
            queues.setdefault(order.nation, []).append(order)
        month = self.queue.months[place]
        return greatest_first({nation: due_at(due(orders), month) for nation, orders in queues.items()})

    @cached_property
    def months(self) -> tuple[FactoryMonth, ...]:
        """Its months, one after the other."""
        queue = self.queue
        pledged, considered, unconfirmed = (
            due_by(due(self._of(footing)), queue.months)
            for footing in (Footing.PLEDGED, Footing.CONSIDERED, Footing.UNCONFIRMED)
        )
        return tuple(
            FactoryMonth(
                month=month,
                capacity=queue.capacity[place],
                firm=queue.claims[place],
                pledged=pledged[place],
                considered=considered[place],
                unconfirmed=unconfirmed[place],
                nations=self.nations_at(place),
            )
            for place, month in enumerate(queue.months)
        )

    def _of(self, footing: Footing) -> Iterable[Order]:
        return (order for order in self.orders if order.footing is footing)


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """All that is claimed of an item, and all works that can make, repair or train it.

    `made` are the firm orders that are made, `left` is what they come to, `needed` what is due of it
    by the end of each month.
    """

    orders: Orders
    lines: tuple[Line, ...]
    factories: tuple[Factory, ...]
    made: tuple[Order, ...]
    left: Quantity
    needed: tuple[Quantity, ...]


def claims_on(workbook: Workbook, item_id: str, unit: str, since: date, horizon: int) -> Claims:
    """Tell what is claimed of an item with this unit, in so many months from that of a day on.

    NOR-C-7K3Q  900 shells from shell-works by 2023-02;  NOR-K-3H5J  shell-works makes 400 a month
    -> shell-works: 400, 800, 1200 can be made, 900 claimed from the second month on; 900 to be made
    """
    ahead = months(Month.of(since), horizon)
    lines = lines_of(workbook, item_id, ahead)
    orders = _placed(orders_on(workbook, item_id, unit), lines)
    made = tuple(
        one for one in orders.orders if one.footing is Footing.FIRM and one.activity is Activity.MAKE
    )
    return Claims(
        orders=orders,
        lines=lines,
        factories=_factories(item_id, orders, lines, ahead),
        made=made,
        left=sum((one.quantity for one in made), NOTHING),
        needed=due_by(due(made), ahead),
    )


def due(orders: Iterable[Order]) -> Iterable[DuePart]:
    """Give orders as amounts that are due.

    NOR, 900 shells from shell-works by 2023-02  -> 900 by 2023-02
    """
    return [DuePart(order.quantity, order.first, order.last) for order in orders]


def greatest_first(amounts: Mapping[str, Quantity]) -> Amounts:
    """List what each nation has, the greatest first; who surely has nothing is left out.

    NOR 10, SWE 0, UKR 300  -> UKR 300, NOR 10
    """
    told = [(nation, quantity) for nation, quantity in amounts.items() if quantity.high != 0]
    return tuple(sorted(told, key=lambda one: (-one[1].low, one[0])))


def _placed(found: Orders, lines: Iterable[Line]) -> Orders:
    """Let what a works could repair, and only makes, be made."""
    if not any(order.activity is Activity.REPAIR for order in found.orders):
        return found
    known = {(line.works, line.activity) for line in lines}
    return msgspec.structs.replace(found, orders=tuple(_done_as(order, known) for order in found.orders))


def _done_as(order: Order, lines: set[tuple[Works, Activity]]) -> Order:
    is_made = (order.works, Activity.REPAIR) not in lines and (order.works, Activity.MAKE) in lines
    if order.activity is Activity.REPAIR and is_made:
        return msgspec.structs.replace(order, activity=Activity.MAKE)
    return order


def _factories(
    item_id: str, orders: Orders, lines: Sequence[Line], ahead: tuple[Month, ...]
) -> tuple[Factory, ...]:
    placed: dict[tuple[Works, Activity], list[Order]] = {}
    for order in orders.orders:
        if order.works != NOWHERE:
            placed.setdefault((order.works, order.activity), []).append(order)
    known = {(line.works, line.activity): line for line in lines}
    found = []
    for works, activity in sorted({*placed, *known}):
        line, queueing = known.get((works, activity)), tuple(placed.get((works, activity), ()))
        firm = due_by(due(one for one in queueing if one.footing is Footing.FIRM), ahead)
        rates = line.rates if line else (UNKNOWN,) * len(ahead)
        found.append(
            Factory(
                item=item_id,
                works=works,
                activity=activity,
                capacities=line.records if line else (),
                limited_by=line.limited_by if line else (),
                orders=queueing,
                queue=Queue(months=ahead, rates=rates, claims=firm),
            )
        )
    return tuple(found)
