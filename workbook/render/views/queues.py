"""Who queues at which works: for all nations together, as whoever chairs must know it.

In: a reading, items, a day. Out: lines, one for each works that is surely too slow and each component that is
surely scarce, with the month from which it bites, who waits for how much, and what is lacking first.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from workbook.analysis.contention import Bottleneck, contention_of
from workbook.analysis.factory import Factory
from workbook.analysis.months import Month
from workbook.analysis.orders import Works
from workbook.model.quantity import Quantity
from workbook.render.blocks import Line
from workbook.render.reading import Reading
from workbook.render.values import listed, long_month_text, sentence, sum_text
from workbook.render.words import limits as words

_MOST_NAMED = 5


def queue_lines(reading: Reading, items: Iterable[str], today: date) -> tuple[Line, ...]:
    """Say where nations queue for some items and what is lacking; a component that several lack, once."""
    told = [reading.kept.take(contention_of, reading.plan, item, today) for item in items]
    strained = [one for each in told for one in each.factories if one.queue.surely is not None]
    scarce: dict[str, list[Bottleneck]] = {}
    for each in told:
        if each.bottleneck is not None:
            scarce.setdefault(each.bottleneck.component, []).append(each.bottleneck)
    told_already = {one.item for one in strained}
    texts = [_factory_text(reading, one, one.queue.surely or 0) for one in strained]
    texts += [_scarce_text(reading, some) for id, some in scarce.items() if id not in told_already]
    return tuple(Line(text=sentence(text)) for text in texts)


def works_name(reading: Reading, works: Works) -> str:
    """Name a works: its supplier, else the industry of its nation."""
    record = reading.plan.get(works.supplier) if works.supplier else None
    name = str(record.data.name) if record is not None else works.supplier
    return name or words.industry_of(reading.the(works.nation))


def _factory_text(reading: Reading, one: Factory, place: int) -> str:
    return words.too_slow(
        works_name(reading, one.works),
        reading.item(one.item),
        _month(one.queue.months[place]),
        _short(one.queue.short(place), reading.unit("", one.item)),
        _waiting(reading, one.nations_at(place), one.item),
    )


def _scarce_text(reading: Reading, some: Sequence[Bottleneck]) -> str:
    """Tell of a component that all of some products lack."""
    one = min(some, key=lambda each: (each.month, each.product))
    return words.lacking(
        reading.item(one.component),
        listed([reading.item(each.product) for each in some], _MOST_NAMED),
        _month(one.month),
        _short(one.short, reading.unit("", one.component)),
        _waiting(reading, one.nations, one.component),
    )


def _waiting(reading: Reading, nations: Sequence[tuple[str, Quantity]], item: str) -> str:
    unit = reading.unit("", item)
    named = [words.amount(reading.the(party), _quantity(quantity, unit)) for party, quantity in nations]
    return listed(named, _MOST_NAMED)


def _short(quantity: Quantity, unit: str) -> str:
    return sum_text(quantity, unit) if quantity.is_known else ""


def _quantity(quantity: Quantity, unit: str) -> str:
    return sum_text(quantity, unit) if quantity.is_known else "?"


def _month(month: Month) -> str:
    return long_month_text(month)
