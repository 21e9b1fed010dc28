"""Who could move a matter: what each nation offers, holds, makes, leads or gives of what an item is about.

In: a reading and an agenda item. Out: lines, in the order in which the item names its records. What could be
spared is what the brief of each nation says: promises and minimums are kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from workbook.analysis.agreement import State, agreements_on
from workbook.analysis.kept import part_of
from workbook.model.enums import Activity, Status
from workbook.model.kind import Kind
from workbook.model.quantity import UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook
from workbook.render.blocks import Line
from workbook.render.reading import Naming, PlanNaming, Reading
from workbook.render.values import listed, quantity_text, sentence
from workbook.render.views.holdings import spare_of
from workbook.render.views.standing import naming
from workbook.render.words import movers as words

_MOST_NAMED = 4


def mover_lines(reading: Reading, item: Record, today: date) -> tuple[Line, ...]:
    """Say who could move what an agenda item is about: items of the catalogue first, each once."""
    about = _about(reading, item)
    lines = [reading.kept.take(_item_line, reading.plan, id, today) for id in items_of(reading, item)]
    lines += [_LINES[one.kind](reading, one) for one in about if one.kind in _LINES]
    return tuple(line for line in lines if line is not None)


def items_of(reading: Reading, item: Record) -> tuple[str, ...]:
    """Name the items of the catalogue that an agenda item is about, each once."""
    return tuple(dict.fromkeys(_items(_about(reading, item))))


def _about(reading: Reading, item: Record) -> Sequence[Record]:
    found = [reading.plan.get(id) for id in item.data.about]
    return [one for one in found if one is not None and not one.is_retired]


def _items(about: Iterable[Record]) -> Iterator[str]:
    """Name the items that some records are about."""
    for record in about:
        id = record.id if record.kind is Kind.ITEM else getattr(record.data, "item", "")
        if id and id not in OPEN_REFERENCES:
            yield id


def _item_line(workbook: Workbook, id: str, today: date) -> Line | None:
    """Say who could move one item; kept for all who are released the same of it."""
    names = PlanNaming(workbook)
    facts = [
        said(listed(parties, _MOST_NAMED))
        for parties, said in (
            (_offering(names, id), words.offering),
            (_sparing(names, id, today), words.sparing),
            (_making(names, id), words.making),
            (_standing_in(names, id, today), words.standing_in),
        )
        if parties
    ]
    return Line(text=sentence(words.item(names.item(id), "; ".join(facts)))) if facts else None


def _offering(names: Naming, id: str) -> list[str]:
    """Name those who offer an item that nobody has taken up yet, with how much, the most first."""
    offers = []
    for record in naming(names, id, Kind.COMMITMENT):
        if record.data.status.is_open and record.data.status is not Status.DELIVERING:
            open_ = [one.offer for one in agreements_on(names.plan, record) if one.state is State.OFFERED]
            offers += [(record, one.quantity) for one in open_ if one is not None]
    return _named(names, offers, id)


def _sparing(names: Naming, id: str, today: date) -> list[str]:
    """Name those who could spare some of an item from stock, with how much, the most first."""
    return _with_sums(names, part_of(spare_of, names.plan, id, today), id)


def _making(names: Naming, id: str) -> list[str]:
    makers = naming(names, id, Kind.CAPACITY)
    return names.in_order(one.owner for one in makers if one.data.activity is Activity.MAKE)


def _standing_in(names: Naming, id: str, today: date) -> list[str]:
    """Name the items that could stand in and of which somebody has some."""
    others = [
        mention.record
        for mention in names.plan.mentions_from(id, Kind.ITEM)
        if mention.field.startswith("stands_in_for") and not mention.record.is_retired
    ]
    return [one.data.name for one in others if _sparing(names, one.id, today) or _making(names, one.id)]


def _named(names: Naming, found: Sequence[tuple[Record, Quantity | None]], id: str) -> list[str]:
    """Name each nation once, with the sum of what it has, the most first."""
    sums: dict[str, Quantity] = {}
    for record, quantity in found:
        known = quantity if quantity is not None else UNKNOWN
        sums[record.owner] = sums[record.owner] + known if record.owner in sums else known
    return _with_sums(names, sums, id)


def _with_sums(names: Naming, sums: Mapping[str, Quantity], id: str) -> list[str]:
    unit = names.unit("", id)
    return [
        words.with_figure(names.the(party), quantity_text(sums[party], unit) if sums[party].is_known else "")
        for party in sorted(sums, key=lambda party: (-sums[party].low, names.place(party)))
    ]


def _procurement_line(reading: Reading, record: Record) -> Line:
    others = reading.in_order(one.nation for one in record.data.parties if one.nation != record.owner)
    text = words.leading(reading.owner(record), record.data.title, listed(others, 2 * _MOST_NAMED))
    return reading.line(text, record)


def _fund_line(reading: Reading, record: Record) -> Line:
    gifts = naming(reading, record.id, Kind.COMMITMENT, "fund")
    givers = reading.in_order(one.owner for one in gifts) or [reading.owner(record)]
    title = record.data.title or record.id
    return reading.line(words.giving(title, listed(givers, 2 * _MOST_NAMED)), record)


def _commitment_line(reading: Reading, record: Record) -> Line:
    agreed = [one for one in agreements_on(reading.plan, record) if one.state is State.AGREED]
    takers = reading.in_order(one.party for one in agreed)
    text = words.committing(record.data.title, reading.owner(record), listed(takers, _MOST_NAMED))
    return reading.line(text, record)


_LINES: Mapping[Kind, Callable[[Reading, Record], Line]] = MappingProxyType(
    {
        Kind.PROCUREMENT: _procurement_line,
        Kind.FUND: _fund_line,
        Kind.COMMITMENT: _commitment_line,
    }
)
