"""What an edit does to works and stocks: since when a works is strained, or a stock lies under its minimum.

In: two states of a plan, the records that differ, and the day. Out: changes, only where a month or an amount
differs. What is kept of the plan before is taken, and what is worked out now is kept.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from workbook.analysis.contention import Contention, contention_of
from workbook.analysis.factory import Factory
from workbook.analysis.kept import Kept
from workbook.analysis.months import Month
from workbook.analysis.orders import Works
from workbook.analysis.stocks import StockProjection, Under, projected_stock
from workbook.model.enums import Activity
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook

_CLAIMING = frozenset((Kind.COMMITMENT, Kind.PROCUREMENT, Kind.CAPACITY))
_STOCKED = frozenset((Kind.COMMITMENT, Kind.PROCUREMENT, Kind.ACCEPTANCE))


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """From which month on something surely is too little, None where it never is, and by how much then."""

    month: Month | None = None
    short: Quantity = NOTHING


class FactoryChange(msgspec.Struct, frozen=True, kw_only=True):
    """A works whose claims surely exceed what it can do from another month on, or by another amount."""

    works: Works
    item: str
    activity: Activity
    before: Since
    after: Since


class BottleneckChange(msgspec.Struct, frozen=True, kw_only=True):
    """A component that keeps a product waiting from another month on, or by another amount."""

    component: str
    product: str
    before: Since
    after: Since


class StockChange(msgspec.Struct, frozen=True, kw_only=True):
    """A stock that lies under its minimum, without an approved waiver, from another month on.

    A stock that is so today is so from the month of today on.
    """

    stock: str
    before: Since
    after: Since


def change_of_contention(
    before: Workbook, after: Workbook, ids: Iterable[str], today: date, *, kept: Kept
) -> tuple[FactoryChange | BottleneckChange, ...]:
    """Tell what an edit of some records does to works and bottlenecks, works first, in order of item.

    shell-works makes 400 a month; NOR-C-7K3Q, due in January, wants 900 and not 300
    -> shell-works: strained from January, never before
    """
    found: list[FactoryChange | BottleneckChange] = []
    items = sorted({item for id in ids for plan in (before, after) for item in _items(plan, id)})
    pairs = [
        (kept.take(contention_of, before, item, today), kept.take(contention_of, after, item, today))
        for item in items
    ]
    found += (one for old, new in pairs for one in _factories(old, new))
    found += (one for old, new in pairs for one in _bottlenecks(old, new))
    return tuple(found)


def change_of_stocks(
    before: Workbook, after: Workbook, ids: Iterable[str], today: date, *, kept: Kept
) -> tuple[StockChange, ...]:
    """Tell what an edit of some records does to the stocks they are of, draw on or fill, in order of id.

    NOR-S-5H1M holds 100, minimum 80;  NOR-C-7K3Q, due in November, takes 30 of it and not 10
    -> NOR-S-5H1M: under its minimum from November, never before
    """
    stocks = sorted({stock for id in ids for plan in (before, after) for stock in _stocks(plan, id)})
    found = []
    for stock in stocks:
        old, new = (
            _stock_since(kept.take(_projection, plan, stock, today), today) for plan in (before, after)
        )
        if old != new:
            found.append(StockChange(stock=stock, before=old, after=new))
    return tuple(found)


def _items(workbook: Workbook, id: str) -> Iterable[str]:
    """Name the items whose works a record bears on by itself."""
    record = workbook.get(id)
    if record is None or record.kind not in _CLAIMING:
        return ()
    items = {record.data.item}
    if record.kind is Kind.COMMITMENT and record.data.procurement:
        whole = workbook.get(record.data.procurement)
        items |= {whole.data.item} if whole is not None and whole.kind is Kind.PROCUREMENT else set()
    return items - {"", *OPEN_REFERENCES}


def _stocks(workbook: Workbook, id: str) -> Iterable[str]:
    """Name the stocks that a record is, draws on, fills, or confirms the use of."""
    record = workbook.get(id)
    if record is None:
        return ()
    if record.kind is Kind.STOCK:
        return (id,)
    if record.kind not in _STOCKED:
        return ()
    named = {record.data.stock} if record.kind is Kind.COMMITMENT else set()
    if record.kind is Kind.ACCEPTANCE:
        taken = workbook.get(record.data.commitment)
        named = {taken.data.stock} if taken is not None and taken.kind is Kind.COMMITMENT else set()
    named |= {one.record.id for one in workbook.mentions(id) if one.field == "replenished_by"}
    return named - {"", *OPEN_REFERENCES}


def _factories(old: Contention, new: Contention) -> Iterable[FactoryChange]:
    was, now = ({(one.works, one.activity): one for one in some.factories} for some in (old, new))
    for works, activity in sorted({*was, *now}):
        before, after = (_strained(some.get((works, activity))) for some in (was, now))
        if before != after:
            yield FactoryChange(works=works, item=new.item, activity=activity, before=before, after=after)


def _strained(one: Factory | None) -> Since:
    if one is None or one.queue.surely is None:
        return Since()
    return Since(month=one.queue.months[one.queue.surely], short=one.queue.short(one.queue.surely))


def _bottlenecks(old: Contention, new: Contention) -> Iterable[BottleneckChange]:
    was, now = (
        {some.bottleneck.component: Since(month=some.bottleneck.month, short=some.bottleneck.short)}
        if some.bottleneck is not None
        else {}
        for some in (old, new)
    )
    for component in sorted({*was, *now}):
        before, after = was.get(component, Since()), now.get(component, Since())
        if before != after:
            yield BottleneckChange(component=component, product=new.item, before=before, after=after)


def _projection(workbook: Workbook, id: str, today: date) -> StockProjection | None:
    record = workbook.get(id)
    if record is None or record.kind is not Kind.STOCK or record.is_retired:
        return None
    return projected_stock(workbook, record, today=today)


def _stock_since(found: StockProjection | None, today: date) -> Since:
    """Give since when a stock is in trouble."""
    if found is None:
        return Since()
    levels = ((Month.of(today), found.now), *((one.month, one.level) for one in found.months))
    troubled = ((month, level) for month, level in levels if level.is_trouble)
    month, level = next(troubled, (None, None))
    assert level is None or level.under is Under.SURELY
    return Since(month=month, short=(level.lacking if level is not None else None) or NOTHING)
