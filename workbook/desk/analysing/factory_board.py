"""Works as a screen shows them: what bites first stands first, and behind it months, queue and claims.

In: a plan and a day. Out: a `Board` with a line for each works of an item that has claims, and for each
product that waits for a component. All sums come from `analysis.contention`. Signs tell what colours repeat.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from workbook.analysis.amounts import readable
from workbook.analysis.contention import Bottleneck, Contention, contention
from workbook.analysis.factory import Factory
from workbook.analysis.footing import Footing
from workbook.analysis.orders import Order
from workbook.desk.analysing import holding_words, industry_words, words
from workbook.desk.analysing.boards import Board, BoardLine
from workbook.desk.analysing.tables import AnalysisTable, Behind, Cell, Stack
from workbook.desk.listing.columns import Column, brief
from workbook.model.quantity import NOTHING, Quantity
from workbook.records.workbook import Workbook

_NEVER = 1_000
_NO_DAY = date.max
_STACKED = 3
_NAMED = 4


class _Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A works with what is told of its item, or an item alone that waits for a component."""

    whole: Contention
    factory: Factory | None

    @property
    def limit(self) -> Bottleneck | None:
        """The component that holds it up: only where something is firmly claimed of it."""
        is_idle = self.factory is not None and self.factory.queue.claims[-1] == NOTHING
        return None if is_idle else self.whole.bottleneck

    @property
    def own(self) -> int:
        """The month, by place, from which its own claims are too many."""
        place = self.factory.queue.surely if self.factory is not None else None
        return _NEVER if place is None else place

    @property
    def bites(self) -> tuple[object, ...]:
        """Where it stands: what is surely too much in the earliest month comes first."""
        bottleneck, factory = self.limit, self.factory
        month = bottleneck.month.text if bottleneck is not None else ""
        own = factory.queue.months[self.own].text if factory is not None and self.own != _NEVER else ""
        perhaps = factory.queue.perhaps if factory is not None and factory.queue.is_known else None
        return (
            min(filter(None, (own, month)), default="~"),
            not own,
            _NEVER if perhaps is None else perhaps,
            factory is None or not factory.queue.is_known,
            self.whole.item,
        )


def board(workbook: Workbook, today: date) -> Board:
    """Show works and the products that wait for components, those that are stuck first."""
    spots = sorted(_spots(contention(workbook, today)), key=lambda one: one.bites)
    months = next((one.factory.queue.months for one in spots if one.factory is not None), ())
    span = words.months(months[0].text, months[-1].text) if months else ""
    lines = [_line(one) for one in spots]
    # Two lines may say the same; each keeps its own works.
    known = {id(line): spot for line, spot in zip(lines, spots, strict=True)}
    return Board(
        title=industry_words.works_and_parts(),
        columns=(
            Column(words.ITEM, is_fixed=True),
            Column(span, is_fixed=True),
            Column(industry_words.BITES_IN, is_fixed=True),
            Column(industry_words.TOO_MANY, is_number=True),
            Column(industry_words.SHORT_OF),
            Column(industry_words.WORKS),
            Column(industry_words.NATIONS),
            Column(industry_words.LATE_BY),
            Column(industry_words.CLAIMS, is_number=True),
            Column(industry_words.CAN_DO, is_number=True),
        ),
        lines=lines,
        legend=industry_words.QUEUE_LEGEND,
        nothing=industry_words.NO_CLAIMS,
        behind=lambda line: _behind(known[id(line)]),
    )


def queue_signs(one: Factory) -> str:
    """Draw the months of a works as signs."""
    return "".join(_sign(one, place) for place in range(len(one.queue.months)))


def _sign(one: Factory, place: int) -> str:
    queue = one.queue
    claims, capacity = queue.claims[place], queue.capacity[place]
    if claims == NOTHING:
        return "·"
    if not queue.is_known:
        return "?"
    if claims.surely_exceeds(capacity):
        return "█"
    return "▃" if claims.high is None or claims.high > capacity.low else "▁"


def _spots(found: Sequence[Contention]) -> Iterator[_Spot]:
    for one in found:
        claimed = [factory for factory in one.factories if factory.orders]
        yield from (_Spot(whole=one, factory=factory) for factory in claimed)
        if one.bottleneck is not None and not claimed:
            yield _Spot(whole=one, factory=None)


def _line(spot: _Spot) -> BoardLine:
    whole, factory, bottleneck = spot.whole, spot.factory, spot.limit
    nations = dict.fromkeys(nation for nation, _ in _in_line(spot))
    limit = bottleneck.component if bottleneck is not None else ""
    if factory is None:
        assert bottleneck is not None
        cells: tuple[Cell, ...] = (whole.item, "", bottleneck.month.text, None, limit, "", _some([*nations]))
        cells = (*cells, "", bottleneck.needed, None)
    else:
        queue, place = factory.queue, factory.queue.surely
        cells = (
            whole.item,
            queue_signs(factory),
            queue.months[place].text if place is not None else bottleneck.month.text if bottleneck else "",
            queue.short(place) if place is not None else None,
            limit,
            _works(factory),
            _some([*nations]),
            industry_words.months_late(queue.months_late) if place is not None else "",
            queue.claims[-1],
            queue.capacity[-1],
        )
    own = {factory.works.nation} if factory is not None else set()
    return BoardLine(
        cells=cells,
        nations=frozenset({*nations, *own, *(order.nation for order in _orders(spot))}),
        is_trouble=spot.own != _NEVER or bottleneck is not None,
    )


def _behind(spot: _Spot) -> Behind:
    factory, item = spot.factory, spot.whole.item
    title = industry_words.works_of(_works(factory), item) if factory is not None else item
    months = [_months(factory)] if factory is not None and factory.queue.claims[-1] != NOTHING else []
    tables = [*months, _claims(_orders(spot), title), _queue(spot)]
    return Behind(
        title=title, sentences=list(_sentences(spot)), tables=[table for table in tables if table.rows]
    )


def _sentences(spot: _Spot) -> Iterator[str]:
    factory, bottleneck = spot.factory, spot.limit
    if factory is not None:
        yield _own_sentence(factory)
    if bottleneck is not None:
        yield _scarcest(bottleneck)
    in_line = _in_line(spot)
    if in_line:
        told = [industry_words.of_nation(nation, brief(quantity)) for nation, quantity in in_line[:_NAMED]]
        yield industry_words.in_line(told, len(in_line) - len(told))
    if factory is not None and factory.limited_by:
        yield industry_words.held_back(factory.limited_by)


def _own_sentence(one: Factory) -> str:
    queue, place = one.queue, one.queue.surely
    if not queue.is_known:
        return industry_words.NOBODY_TELLS
    if place is not None:
        return industry_words.too_many_from(
            queue.months[place].text,
            brief(queue.claims[place]),
            brief(queue.capacity[place]),
            late=industry_words.months_late(queue.months_late),
            more=readable(queue.more_per_month),
        )
    if queue.perhaps is not None:
        return industry_words.perhaps_from(queue.months[queue.perhaps].text)
    return industry_words.IN_TIME


def _scarcest(one: Bottleneck) -> str:
    return industry_words.scarcest(
        one.component,
        one.month.text,
        needed=brief(one.needed),
        capacity=brief(one.capacity),
        makers=[str(works) for works in one.makers],
        limits=one.limited_by,
    )


def _months(one: Factory) -> AnalysisTable:
    """Lay out a works month by month: claims stacked by nation, with a mark at what it can make."""
    order = [nation for nation, _ in one.nations_at(len(one.queue.months) - 1)]
    top = max(_tops(one), default=Decimal(0))
    rows: list[Sequence[Cell]] = []
    for place, month in enumerate(one.months):
        amounts = dict(month.nations)
        parts = [amounts.get(nation, NOTHING).low for nation in order[:_STACKED]]
        rest = [amounts.get(nation, NOTHING).low for nation in order[_STACKED:]]
        stack = (
            Stack(parts=(*parts, sum(rest, Decimal(0))), mark=month.capacity.high, whole=top) if top else None
        )
        is_over = month.firm.surely_exceeds(month.capacity)
        rows.append(
            (
                month.month.text,
                stack,
                month.firm,
                month.capacity,
                one.queue.short(place) if is_over else None,
                month.pledged + month.considered + month.unconfirmed,
            )
        )
    return AnalysisTable(
        title=industry_words.by_month(order[:_STACKED], max(0, len(order) - _STACKED)),
        columns=(
            Column(words.MONTH, is_fixed=True),
            Column(industry_words.BY_NATION, is_fixed=True),
            Column(industry_words.CLAIMS, is_number=True),
            Column(industry_words.CAN_DO, is_number=True),
            Column(industry_words.TOO_MANY, is_number=True),
            Column(words.NOT_FIRM, is_number=True),
        ),
        rows=rows,
        troubles=[place for place, row in enumerate(rows) if row[4] is not None],
    )


def _tops(one: Factory) -> Iterator[Decimal]:
    for month in one.months:
        yield month.firm.low
        if month.capacity.high is not None:
            yield month.capacity.high


def _claims(orders: Sequence[Order], title: str) -> AnalysisTable:
    """Lay out the orders in the queue, those due first before the others."""
    return AnalysisTable(
        title=industry_words.claims_of(title),
        columns=(
            Column(words.RECORD, is_fixed=True),
            Column(words.NATION, is_fixed=True),
            Column(words.QUANTITY, is_number=True),
            Column(words.DUE, is_fixed=True),
            Column(words.STANDING),
        ),
        rows=[
            (
                order.record.id,
                order.nation,
                order.quantity,
                str(order.last) if order.last is not None else industry_words.NO_DAY,
                holding_words.footing(order.footing),
            )
            for order in sorted(orders, key=_urgency)
        ],
    )


def _queue(spot: _Spot) -> AnalysisTable:
    """Lay out who queues with how much."""
    return AnalysisTable(
        title=industry_words.WHO_QUEUES,
        columns=(Column(words.NATION, is_fixed=True), Column(words.QUANTITY, is_number=True)),
        rows=_in_line(spot),
    )


def _urgency(order: Order) -> tuple[object, ...]:
    is_firm = order.footing is Footing.FIRM
    return (not is_firm, order.last or _NO_DAY, -order.quantity.low, order.record.id)


def _in_line(spot: _Spot) -> Sequence[tuple[str, Quantity]]:
    """Give which nations queue with how much: in the month that bites, else in the end."""
    if spot.factory is not None and any(one.footing is Footing.FIRM for one in spot.factory.orders):
        place = spot.factory.queue.surely
        return spot.factory.nations_at(len(spot.factory.queue.months) - 1 if place is None else place)
    return spot.limit.nations if spot.limit is not None else ()


def _orders(spot: _Spot) -> Sequence[Order]:
    return spot.factory.orders if spot.factory is not None else spot.whole.unplaced


def _works(one: Factory) -> str:
    return industry_words.works_doing(str(one.works), one.activity)


def _some(names: Sequence[str]) -> str:
    more = len(names) - _STACKED
    return ", ".join([*names[:_STACKED], *([f"+{more}"] if more > 0 else [])])
