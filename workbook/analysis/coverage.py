"""Need against offers, per item, per capability and by month: the picture of the whole coalition.

In: a plan and a day. Out: `Coverage`. What counts in different units, or once and each month, is never added;
a capability therefore counts requests, not things. A month's cell says what is due by its end, and how much
of that is surely there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import msgspec

from workbook.analysis.agreement import State, agreements_on, is_withdrawn, offers_of
from workbook.analysis.coverage_months import Cell, calendar_of, counted_together
from workbook.analysis.kept import Kept, drawn_in, part_of
from workbook.analysis.request_coverage import (
    Cover,
    Met,
    RequestCoverage,
    Shortfall,
    Standing,
    added,
    coverage_of,
    total,
)
from workbook.analysis.totals import is_counted, unit_of
from workbook.model.catalogue import Item
from workbook.model.commitment import Commitment, Request
from workbook.model.enums import Period
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """The sums of some requests for one item that count in one unit, once or for each period.

    `shortfall` is the sum of theirs: more than enough for one covers nothing of another. `requests` counts
    them, `met` says how many are how far met.
    """

    unit: str
    per: Period | None
    need: Quantity
    cover: Cover
    shortfall: Shortfall
    requests: int
    met: Mapping[Met, int]


class Supply(msgspec.Struct, frozen=True, kw_only=True):
    """What commitments of an item, in one unit, offer to no request by name: to their recipients at large."""

    unit: str
    firm: Quantity = NOTHING
    not_firm: Quantity = NOTHING
    unconfirmed: Quantity = NOTHING
    commitments: tuple[str, ...] = ()


class ItemCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """An item, all requests for it, their sums, and its months.

    `balances` are of requests that count, one for each unit and period; `apart` of drafts, of what was
    withdrawn and of what was noted on a nation's behalf, by `Standing`. `cells` are in the item's own unit,
    from the month of today on, and leave out what recurs; `due_later` falls due after the last of them,
    `undated` nobody says when.
    """

    item: str
    unit: str
    capability: str
    requests: tuple[RequestCoverage, ...]
    balances: tuple[Balance, ...]
    apart: Mapping[Standing, tuple[Balance, ...]]
    at_large: tuple[Supply, ...]
    cells: tuple[Cell, ...]
    due_later: Quantity = NOTHING
    undated: Quantity = NOTHING


class CapabilityCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """A capability: its items, the requests for it as such, and counts over all of them.

    `requests` and `balances` are of those that name the capability and no item; `met` and the counts in
    `cells` are of these and of the requests for its items. What the cells say of quantities is nothing,
    because different things are never added.
    """

    capability: str
    items: tuple[str, ...]
    requests: tuple[RequestCoverage, ...]
    balances: tuple[Balance, ...]
    met: Mapping[Met, int]
    cells: tuple[Cell, ...]


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """All of a plan: by item and by capability, each in order of name; `unnamed` asks for neither."""

    today: date
    items: tuple[ItemCoverage, ...]
    capabilities: tuple[CapabilityCoverage, ...]
    unnamed: tuple[RequestCoverage, ...]


def coverage(workbook: Workbook, today: date, *, kept: Kept | None = None) -> Coverage:
    """Tell need against offers of a whole plan; retired items without requests are left out.

    `kept` gives what was worked out before from the same records, and keeps what is worked out now.

        UKR asks for 16 nasams, NOR and UKR agree on 12; MDA asks for 4 of any air defence
        -> nasams: need 16, missing 4;  air-defence: two requests, one met partly, one by nothing
    """
    kept = kept if kept is not None else Kept()
    asking = (workbook.of_kind(Kind.ITEM), kept.by_owner(workbook, Kind.REQUEST))
    subjects = kept.drawn(_subjects, asking, kept)
    items = {id: kept.take(item_coverage, workbook, id, today) for id in subjects.items}
    return Coverage(
        today=today,
        items=tuple(items.values()),
        capabilities=tuple(
            kept.drawn(
                _joined,
                (
                    kept.take(_requests_for, workbook, ids, today),
                    *(one for one in items.values() if one.capability == capability),
                ),
                capability,
            )
            for capability, ids in subjects.capabilities
        ),
        unnamed=kept.take(_requests_for, workbook, subjects.unnamed, today).requests,
    )


def item_coverage(workbook: Workbook, item_id: str, today: date) -> ItemCoverage:
    """Tell need against offers of one item.

    UKR asks for 16 nasams by 2023-03, LTU for 4 by 2023-06;  agreed: 12 for UKR by 2023-01
    -> need 20, agreed 12, missing 8;  2023-03: 16 due, 4 open;  2023-06: 20 due, 8 open
    """
    naming = workbook.mentions_from(item_id, Kind.REQUEST, Kind.COMMITMENT)
    mentions = [mention.record for mention in naming if mention.field == "item"]
    asking = sorted(record.id for record in mentions if record.kind is Kind.REQUEST and not record.is_retired)
    record = workbook.get(item_id)
    item: Item | None = record.data if record is not None and record.kind is Kind.ITEM else None
    requests = _coverages(workbook, asking)
    unit = item.unit if item is not None else ""
    calendar = calendar_of(requests, unit, today, draw=partial(drawn_in, workbook))
    return ItemCoverage(
        item=item_id,
        unit=unit,
        capability=item.capability if item is not None else "",
        requests=requests,
        balances=balances(one for one in requests if one.counts),
        apart={
            standing: balances(one for one in requests if one.standing is standing)
            for standing in Standing
            if standing is not Standing.OPEN and any(one.standing is standing for one in requests)
        },
        at_large=_at_large(workbook, [record for record in mentions if record.kind is Kind.COMMITMENT]),
        cells=calendar.cells,
        due_later=calendar.due_later,
        undated=calendar.undated,
    )


def balances(requests: Iterable[RequestCoverage]) -> tuple[Balance, ...]:
    """Add up requests, one sum for each unit and period, in their order; those of one item only.

    16 each, agreed 12;  4 each;  3 each a month
    -> each: need 20, agreed 12, missing 8;  each a month: need 3, missing 3
    """
    sorted_out: dict[tuple[str, str], list[RequestCoverage]] = {}
    for one in requests:
        sorted_out.setdefault((one.unit, one.per or ""), []).append(one)
    return tuple(_balance(sorted_out[key]) for key in sorted(sorted_out))


class _Subjects(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan asks for: items, capabilities with the requests for them as such, and neither."""

    items: tuple[str, ...]
    capabilities: tuple[tuple[str, tuple[str, ...]], ...]
    unnamed: tuple[str, ...]


class _Requests(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that name no item, and their months."""

    requests: tuple[RequestCoverage, ...]
    cells: tuple[Cell, ...]


def _joined(asked: _Requests, *told: Any) -> CapabilityCoverage:
    """Make of requests for a capability, and of the items that have it, the whole of it; its name is last."""
    *items, capability = told
    counting = [one for one in asked.requests if one.counts]
    met = Counter(one.met for one in counting)
    for item in items:
        for balance in item.balances:
            met.update(balance.met)
    return CapabilityCoverage(
        capability=capability,
        items=tuple(item.item for item in items),
        requests=asked.requests,
        balances=balances(counting),
        met={one: met[one] for one in Met if met[one]},
        cells=counted_together([asked.cells, *(item.cells for item in items)]),
    )


def _subjects(catalogue: Sequence[Record], asking: Mapping[str, Sequence[Record]], kept: Kept) -> _Subjects:
    """Give what some items, and requests by their owners, are about."""
    items = {record.id: record for record in catalogue}
    wanted = {id for id, record in items.items() if not record.is_retired}
    capabilities: dict[str, list[str]] = {
        record.data.capability: [] for record in items.values() if record.data.capability
    }
    unnamed: list[str] = []
    for records in asking.values():
        found = kept.drawn(_subjects_of, (records,))
        wanted.update(found.items)
        unnamed += found.unnamed
        for capability, ids in found.capabilities:
            capabilities.setdefault(capability, []).extend(ids)
    return _Subjects(
        items=tuple(sorted(wanted)),
        capabilities=tuple((name, tuple(sorted(capabilities[name]))) for name in sorted(capabilities)),
        unnamed=tuple(sorted(unnamed)),
    )


def _subjects_of(requests: Sequence[Record]) -> _Subjects:
    items: set[str] = set()
    capabilities: dict[str, list[str]] = {}
    unnamed: list[str] = []
    for record in requests:
        data: Request = record.data
        if data.retired is not None:
            continue
        if data.item and data.item not in OPEN_REFERENCES:
            items.add(data.item)
        elif data.capability and data.capability not in OPEN_REFERENCES:
            capabilities.setdefault(data.capability, []).append(record.id)
        else:
            unnamed.append(record.id)
    return _Subjects(
        items=tuple(items),
        capabilities=tuple((capability, tuple(ids)) for capability, ids in capabilities.items()),
        unnamed=tuple(unnamed),
    )


def _requests_for(workbook: Workbook, ids: tuple[str, ...], today: date) -> _Requests:
    requests = _coverages(workbook, ids)
    return _Requests(requests=requests, cells=calendar_of(requests, "", today).cells)


def _coverages(workbook: Workbook, ids: Iterable[str]) -> tuple[RequestCoverage, ...]:
    return tuple(one for id in ids if (one := part_of(coverage_of, workbook, id)) is not None)


def _balance(requests: Sequence[RequestCoverage]) -> Balance:
    met = Counter(one.met for one in requests)
    return Balance(
        unit=requests[0].unit,
        per=requests[0].per,
        need=Quantity.total([NOTHING, *(one.need for one in requests)]),
        cover=added(one.cover for one in requests),
        shortfall=total(one.shortfall for one in requests),
        requests=len(requests),
        met={one: met[one] for one in Met if met[one]},
    )


def _at_large(workbook: Workbook, commitments: Sequence[Record]) -> tuple[Supply, ...]:
    """Add up what commitments offer beyond the requests that they meet or are taken up for."""
    found: dict[str, dict[str, Quantity]] = {}
    ids: dict[str, list[str]] = {}
    for record in sorted(commitments, key=lambda record: record.id):
        if is_withdrawn(record) or not is_counted(workbook, record):
            continue
        rest = _rest(workbook, record)
        if rest.high == 0:
            continue
        unit = unit_of(workbook, record.data)
        is_firm = record.data.status.is_firm
        name = "unconfirmed" if record.recorded else "firm" if is_firm else "not_firm"
        sums = found.setdefault(unit, {})
        sums[name] = sums.get(name, NOTHING) + rest
        ids.setdefault(unit, []).append(record.id)
    return tuple(Supply(unit=unit, commitments=tuple(ids[unit]), **found[unit]) for unit in sorted(found))


def _rest(workbook: Workbook, record: Record) -> Quantity:
    """Give what of a commitment no request is promised; where some is promised, only what surely is left."""
    data: Commitment = record.data
    whole = data.quantity if data.quantity is not None else UNKNOWN
    if data.meets:
        return drawn_in(workbook, _beyond_offers, (record,))
    taken = [
        one.accepted or UNKNOWN
        for one in agreements_on(workbook, record)
        if one.state is State.AGREED and one.request
    ]
    return whole.less(sum(taken, NOTHING))


def _beyond_offers(record: Record) -> Quantity:
    whole = record.data.quantity if record.data.quantity is not None else UNKNOWN
    rest = whole.less(sum((one.quantity or whole for one in offers_of(record)), NOTHING))
    return rest if rest.low else NOTHING
