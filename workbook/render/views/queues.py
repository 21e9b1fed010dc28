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
from workbook.render.reading import Naming, Reading
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
    names, kept = reading.names, reading.kept
    texts = [kept.drawn(_factory_text, (names, one), works_name(reading, one.works)) for one in strained]
    texts += [
        kept.drawn(_scarce_text, (names, *some)) for id, some in scarce.items() if id not in told_already
    ]
    return tuple(Line(text=sentence(text)) for text in texts)


def works_name(reading: Reading, works: Works) -> str:
    """Name a works: its supplier, else the industry of its nation."""
    record = reading.plan.get(works.supplier) if works.supplier else None
    name = str(record.data.name) if record is not None else works.supplier
    return name or words.industry_of(reading.the(works.nation))


def _factory_text(names: Naming, one: Factory, works: str) -> str:
    place = one.queue.surely or 0
    return words.too_slow(
        works,
        names.item(one.item),
        _month(one.queue.months[place]),
        _short(one.queue.short(place), names.unit("", one.item)),
        _waiting(names, one.nations_at(place), one.item),
    )


def _scarce_text(names: Naming, *some: Bottleneck) -> str:
    """Tell of a component that all of some products lack."""
    one = min(some, key=lambda each: (each.month, each.product))
    return words.lacking(
        names.item(one.component),
        listed([names.item(each.product) for each in some], _MOST_NAMED),
        _month(one.month),
        _short(one.short, names.unit("", one.component)),
        _waiting(names, one.nations, one.component),
    )


def _waiting(names: Naming, nations: Sequence[tuple[str, Quantity]], item: str) -> str:
    unit = names.unit("", item)
    named = [words.amount(names.the(party), _quantity(quantity, unit)) for party, quantity in nations]
    return listed(named, _MOST_NAMED)


def _short(quantity: Quantity, unit: str) -> str:
    return sum_text(quantity, unit) if quantity.is_known else ""


def _quantity(quantity: Quantity, unit: str) -> str:
    return sum_text(quantity, unit) if quantity.is_known else "?"


def _month(month: Month) -> str:
    return long_month_text(month)
