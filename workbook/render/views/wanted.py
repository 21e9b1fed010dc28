"""What is missing and one nation could give: needs drawn together by item, beside what it has for them.

In: a reading, a nation, a day. Out: `Want`s, the most urgent first: needs of others that are open and not
surely covered by firm offers. Sums come from `analysis`. What may stand in is told unless all refuse it. What
is promised, and what a minimum needs, is never asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from workbook.analysis.coverage import balances, coverage
from workbook.analysis.request_coverage import RequestCoverage
from workbook.model.enums import Substitutes
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.render.reading import Reading
from workbook.render.values import quantity_text
from workbook.render.views.holdings import Means, amounts_of, means_of
from workbook.render.views.meetable import urgency
from workbook.render.views.needs import has_arrived
from workbook.render.words import means as words

_MOST_OTHERS = 3


class Want(msgspec.Struct, frozen=True, kw_only=True):
    """Needs for one item or capability: what is missing in words, the requests by urgency, what there is."""

    name: str
    item: str
    capability: str
    missing: tuple[str, ...]
    requests: tuple[Record, ...]
    has: tuple[str, ...]


def wants(reading: Reading, nation: str, today: date) -> tuple[Want, ...]:
    """List what is missing that a nation has something for, the most urgent first."""
    means = means_of(reading, nation, today)
    if not means:
        return ()
    told = reading.kept.once(coverage, reading.plan, today)
    served, capabilities = _served(reading, means)
    found = [
        _want(reading, nation, one.requests, means, item=one.item) for one in told.items if one.item in served
    ]
    found += [
        _want(reading, nation, one.requests, means, capability=one.capability)
        for one in told.capabilities
        if one.capability in capabilities
    ]
    return tuple(sorted((one for one in found if one is not None), key=_first))


def _served(reading: Reading, means: Iterable[str]) -> tuple[set[str], set[str]]:
    """Name the items that some serve, themselves or by standing in, and the capabilities that they have."""
    records = [record for id in means if (record := reading.plan.get(id)) and record.kind is Kind.ITEM]
    stood_for = {one.item for record in records for one in record.data.stands_in_for}
    return {*means, *stood_for}, {record.data.capability for record in records}


def _want(
    reading: Reading,
    nation: str,
    requests: Sequence[RequestCoverage],
    means: Mapping[str, Means],
    *,
    item: str = "",
    capability: str = "",
) -> Want | None:
    open_ = [one for one in requests if one.counts and one.owner != nation and _is_missing(one)]
    if not open_:
        return None
    records = [record for one in open_ if (record := reading.plan.get(one.request)) is not None]
    has = tuple(
        _of_item(reading, item, means, records) if item else _serving(reading, capability, means, records)
    )
    if not has:
        return None
    return Want(
        name=reading.item(item) if item else capability,
        item=item,
        capability=capability,
        missing=reading.kept.drawn(_missing, open_) if item else (),
        requests=tuple(sorted(records, key=urgency)),
        has=has,
    )


def _is_missing(one: RequestCoverage) -> bool:
    return one.shortfall.missing.high != 0 and not has_arrived(one)


def _missing(*requests: RequestCoverage) -> tuple[str, ...]:
    """Say how much is missing in all, in each unit; needs that recur are counted."""
    told = balances(requests)
    recurring = sum(one.requests for one in told if one.per is not None)
    return (
        *(
            quantity_text(one.shortfall.missing, one.unit)
            for one in told
            if one.per is None and one.shortfall.missing.is_known
        ),
        *((words.recurring(recurring),) if recurring else ()),
    )


def _of_item(
    reading: Reading, item: str, means: Mapping[str, Means], requests: Sequence[Record]
) -> Iterator[str]:
    by = _last_day(requests)
    facts = _facts(reading, item, means, by)
    if facts:
        yield facts
    if all(one.data.substitutes is Substitutes.NO for one in requests):
        return
    others = 0
    for mention in reading.plan.mentions(item):
        other = mention.record
        if other.kind is Kind.ITEM and mention.field.startswith("stands_in_for"):
            facts = _facts(reading, other.id, means, by)
            others += bool(facts)
            if facts and others <= _MOST_OTHERS:
                conditions = [one.conditions for one in other.data.stands_in_for if one.item == item]
                yield words.of_other(other.data.name, facts, conditions[0] if conditions else "")


def _serving(
    reading: Reading, capability: str, means: Mapping[str, Means], requests: Sequence[Record]
) -> list[str]:
    by = _last_day(requests)
    serving = [
        words.serving(record.data.name, facts)
        for id in means
        if (record := reading.plan.get(id)) is not None
        and record.kind is Kind.ITEM
        and record.data.capability == capability
        and (facts := _facts(reading, id, means, by))
    ]
    return serving[:_MOST_OTHERS]


def _facts(reading: Reading, item: str, means: Mapping[str, Means], by: date) -> str:
    """Say what there is to give of an item by a day; "" where nothing is."""
    return ", ".join(amounts_of(reading, means[item], by)) if item in means else ""


def _last_day(requests: Iterable[Record]) -> date:
    days = [one.data.need_by.last if one.data.need_by is not None else None for one in requests]
    return max((day or date.max for day in days), default=date.max)


def _first(want: Want) -> tuple[tuple[int, int], int, str]:
    """Order by the most urgent request and how many are as urgent, then by name."""
    rank = urgency(want.requests[0])[0]
    alike = sum(urgency(one)[0] == rank for one in want.requests)
    return ((rank, -alike), -len(want.requests), want.name)
