"""Contention in tables: which works has more claims than it can make, and for which component all wait.

In: a plan, a narrowing, a day. Out: what `analyse contention` tells. Sums come from `analysis.contention`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from workbook.analysis.amounts import readable
from workbook.analysis.contention import Bottleneck, Contention, contention
from workbook.analysis.factory import Factory
from workbook.analysis.footing import Footing
from workbook.desk.analysing import industry_words, words
from workbook.desk.analysing.factory_board import board as board
from workbook.desk.analysing.factory_board import queue_signs
from workbook.desk.analysing.narrowing import Narrow, Narrowing
from workbook.desk.analysing.tables import AnalysisTable, Bar, Cell, Told
from workbook.desk.listing.columns import Column
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING
from workbook.records.workbook import Workbook

_NAMED = 3


def tell(workbook: Workbook, narrowed: Narrowing, today: date) -> Told:
    """Tell of works and components in a plan, or in the part that it is narrowed to."""
    found = [one for one in contention(workbook, today) if _fits(one, narrowed, workbook)]
    factories = [one for item in found for one in item.factories if one.orders and _has_part(one, narrowed)]
    factories.sort(key=lambda one: (one.queue.surely is None, not one.queue.is_known))
    waiting = [one.bottleneck for one in found if one.bottleneck is not None]
    tables = [_overview(factories), _bottlenecks(waiting)]
    if narrowed.narrow is Narrow.ITEM:
        tables += [factory_months(one) for one in factories if one.queue.claims[-1] != NOTHING]
    shown = [table for table in tables if table.rows]
    return Told(
        tables=shown,
        values={"items": [_values(one) for one in found]},
        nothing="" if shown else industry_words.NO_CLAIMS,
    )


def factory_months(one: Factory) -> AnalysisTable:
    """Lay out one works month by month."""
    return AnalysisTable(
        title=industry_words.months_of(str(one.works), one.item),
        columns=(
            Column(words.MONTH, is_fixed=True),
            Column(industry_words.CAN_DO, is_number=True),
            Column(industry_words.CLAIMS, is_number=True),
            Column(industry_words.AGAINST_CAPACITY, is_drawn=True),
            Column(words.NOT_FIRM, is_number=True),
            Column(industry_words.BY_NATION),
        ),
        rows=[
            (
                month.month.text,
                month.capacity,
                month.firm,
                _claims_bar(one, place),
                month.pledged + month.considered + month.unconfirmed,
                _some(
                    [
                        f"{nation} {readable(quantity.low)}"
                        for nation, quantity in month.nations
                        if quantity.low
                    ]
                ),
            )
            for place, month in enumerate(one.months)
        ],
        legend=industry_words.CLAIMS_LEGEND,
    )


def _claims_bar(one: Factory, place: int) -> Bar | None:
    """Draw the claims against what can surely be made; over the brim, the bar is full."""
    claims, whole = one.queue.claims[place], one.queue.capacity[place].low
    if not whole:
        return None
    return Bar(
        parts=(min(claims.low, whole),), whole=whole, is_open=claims.low < whole and claims.high is None
    )


def _overview(factories: Sequence[Factory]) -> AnalysisTable:
    months = factories[0].queue.months if factories else ()
    span = words.months(months[0].text, months[-1].text) if months else ""
    return AnalysisTable(
        title=industry_words.strained(),
        columns=(
            Column(words.ITEM, is_fixed=True),
            Column(industry_words.WORKS),
            Column(industry_words.WORK),
            Column(industry_words.CLAIMS, is_number=True),
            Column(industry_words.CAN_DO, is_number=True),
            Column(span, is_drawn=True),
            Column(industry_words.TOO_MUCH_FROM),
            Column(industry_words.TOO_MANY, is_number=True),
            Column(industry_words.LATE_BY),
            Column(industry_words.MORE_A_MONTH, is_number=True),
            Column(words.NOT_FIRM, is_number=True),
            Column(industry_words.NATIONS),
        ),
        rows=[_row(one) for one in factories],
        legend=industry_words.QUEUE_LEGEND,
    )


def _row(one: Factory) -> Sequence[Cell]:
    queue, place = one.queue, one.queue.surely
    is_strained = place is not None
    return (
        one.item,
        str(one.works),
        industry_words.activity(one.activity),
        queue.claims[-1],
        queue.capacity[-1],
        queue_signs(one),
        queue.months[place].text if place is not None else "",
        queue.short(place) if place is not None else None,
        industry_words.months_late(queue.months_late) if is_strained else "",
        readable(queue.more_per_month) if is_strained else "",
        sum((order.quantity for order in one.orders if order.footing is not Footing.FIRM), NOTHING),
        _some([nation for nation, _ in one.nations_at(len(queue.months) - 1)]),
    )


def _bottlenecks(waiting: Iterable[Bottleneck]) -> AnalysisTable:
    return AnalysisTable(
        title=industry_words.bottlenecks(),
        columns=(
            Column(industry_words.PRODUCT, is_fixed=True),
            Column(industry_words.COMPONENT, is_fixed=True),
            Column(industry_words.TOO_MUCH_FROM),
            Column(industry_words.NEEDED, is_number=True),
            Column(industry_words.CAN_DO, is_number=True),
            Column(words.MISSING, is_number=True),
            Column(industry_words.MADE_BY),
            Column(industry_words.LIMITED_BY, is_loose=True),
            Column(industry_words.NATIONS),
        ),
        rows=[
            (
                one.product,
                one.component,
                one.month.text,
                one.needed,
                one.capacity,
                one.short,
                _some([str(works) for works in one.makers]),
                "; ".join(one.limited_by),
                _some([nation for nation, _ in one.nations]),
            )
            for one in waiting
        ],
    )


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join([*names[:_NAMED], *([f"+{more}"] if more > 0 else [])])


def _fits(one: Contention, narrowed: Narrowing, workbook: Workbook) -> bool:
    match narrowed.narrow:
        case Narrow.ALL:
            return True
        case Narrow.ITEM:
            return one.item == narrowed.item
        case Narrow.NATION:
            return any(_has_part(factory, narrowed) for factory in one.factories)
        case Narrow.CAPABILITY:
            item = workbook.get(one.item)
            return item is not None and item.kind is Kind.ITEM and item.data.capability == narrowed.capability


def _has_part(one: Factory, narrowed: Narrowing) -> bool:
    nations = (one.works.nation, *(order.nation for order in one.orders))
    return narrowed.narrow is not Narrow.NATION or narrowed.nation in nations


def _values(one: Contention) -> Mapping[str, Any]:
    """Give an item's contention as programs read it."""
    return {
        "item": one.item,
        "factories": [_factory_values(factory) for factory in one.factories],
        "bottleneck": _bottleneck_values(one.bottleneck) if one.bottleneck is not None else None,
        "unplaced": sorted({order.record.id for order in one.unplaced}),
        "in_other_units": one.in_other_units,
    }


def _factory_values(one: Factory) -> Mapping[str, Any]:
    queue = one.queue
    return {
        "supplier": one.works.supplier,
        "nation": one.works.nation,
        "activity": one.activity,
        "capacities": [record.id for record in one.capacities],
        "orders": sorted({order.record.id for order in one.orders}),
        "limited_by": one.limited_by,
        "is_known": queue.is_known,
        "surely_from": queue.months[queue.surely].text if queue.surely is not None else None,
        "perhaps_from": queue.months[queue.perhaps].text if queue.perhaps is not None else None,
        "months_late": queue.months_late,
        "more_per_month": queue.more_per_month,
        "months": [
            {
                "month": month.month.text,
                "capacity": month.capacity,
                "firm": month.firm,
                "pledged": month.pledged,
                "considered": month.considered,
                "unconfirmed": month.unconfirmed,
                "nations": dict(month.nations),
            }
            for month in one.months
        ]
        if one.orders
        else [],
    }


def _bottleneck_values(one: Bottleneck) -> Mapping[str, Any]:
    return {
        "component": one.component,
        "via": one.via,
        "month": one.month.text,
        "needed": one.needed,
        "capacity": one.capacity,
        "short": one.short,
        "makers": [str(works) for works in one.makers],
        "limited_by": one.limited_by,
        "nations": dict(one.nations),
    }
