"""Two changes of one plan side by side: what each closes, costs, brings when, and strains.

In: a plan, that plan with either change, and the records that differ. Out: lines, each as it is before, with
the first and with the second; only lines in which the three are not alike. Nothing is added up that the plan
keeps apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

import msgspec

from workbook.analysis.contention_change import FactoryChange, Since, change_of_contention, change_of_stocks
from workbook.analysis.coverage_change import touched_requests
from workbook.analysis.footing import Footing
from workbook.analysis.kept import Kept
from workbook.analysis.request_coverage import Met, RequestCoverage, coverage_of
from workbook.analysis.worth import worth_of
from workbook.model.enums import Activity, LotStatus, Period
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.model.words import title_of
from workbook.records.workbook import Workbook

T = TypeVar("T")
_DELIVERING = (Kind.COMMITMENT, Kind.PROCUREMENT)


class Plans(NamedTuple):
    """A plan as it is, with a first change, and with a second instead."""

    before: Workbook
    first: Workbook
    second: Workbook


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """How far a request is from being met, as `RequestCoverage` tells it."""

    need: Quantity
    unit: str
    per: Period | None
    missing: Quantity
    not_agreed: Quantity
    not_in_time: Quantity
    met: Met


class NeedBeside(msgspec.Struct, frozen=True, kw_only=True):
    """A request, by what is missing; None where it is not there, or counts as no need."""

    request: str
    title: str
    item: str
    before: Gap | None
    first: Gap | None
    second: Gap | None


class CostBeside(msgspec.Struct, frozen=True, kw_only=True):
    """What the records that differ are worth: by kind, footing and currency."""

    kind: Kind
    footing: Footing
    currency: str
    before: Quantity
    first: Quantity
    second: Quantity


class Deliveries(msgspec.Struct, frozen=True, kw_only=True):
    """When the first and the last lot of a record is due; None where nobody says."""

    first: When | None = None
    last: When | None = None


class DatesBeside(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment or procurement, by when it delivers; None where it is not there, or is retired."""

    record: str
    title: str
    before: Deliveries | None
    first: Deliveries | None
    second: Deliveries | None


class Strain(StrEnum):
    """What can be too little."""

    WORKS = "works"
    COMPONENT = "component"
    STOCK = "stock"


class StrainBeside(msgspec.Struct, frozen=True, kw_only=True):
    """Works, a component or a stock, and since when it is surely too little.

    `subject` is a supplier or nation, an item or a stock; `item` is what is made there, or waits for it.
    """

    strain: Strain
    subject: str
    item: str
    activity: Activity | None
    before: Since
    first: Since
    second: Since


def needs_beside(plans: Plans, ids: Iterable[str], *, kept: Kept) -> tuple[NeedBeside, ...]:
    """Tell which requests are met better or worse, in order of id.

    UKR-R-11AB: 16 missing; the first offers it 12, the second nothing  -> missing 16, 4 and 16
    """
    wanted = list(ids)
    requests = {request for plan in plans for request in touched_requests(plan, wanted)}
    found = []
    for record, gaps in _differing(plans, requests, lambda plan, id: _gap(kept.take(coverage_of, plan, id))):
        before, first, second = gaps
        found.append(
            NeedBeside(
                request=record.id,
                title=title_of(record.data),
                item=record.data.item or record.data.capability,
                before=before,
                first=first,
                second=second,
            )
        )
    return tuple(found)


def costs_beside(plans: Plans, ids: Iterable[str]) -> tuple[CostBeside, ...]:
    """Tell what the records are worth, by kind, then from what is firm to what nobody confirmed.

    NOR-C-7K3Q is worth 5 EUR, 7 with the first, and gone with the second  -> commitments, firm, EUR: 5, 7, 0
    """
    wanted = list(ids)
    before, first, second = (worth_of(plan, wanted) for plan in plans)
    footings = list(Footing)
    purses = sorted(
        {*before, *first, *second}, key=lambda one: (one.kind, footings.index(one.footing), one.currency)
    )
    found = (
        CostBeside(
            kind=one.kind,
            footing=one.footing,
            currency=one.currency,
            before=before.get(one, NOTHING),
            first=first.get(one, NOTHING),
            second=second.get(one, NOTHING),
        )
        for one in purses
    )
    return tuple(one for one in found if not one.before == one.first == one.second)


def dates_beside(plans: Plans, ids: Iterable[str]) -> tuple[DatesBeside, ...]:
    """Tell which records deliver at other times, in order of id.

    NOR-C-7K3Q is due 2023-03; the second brings its last lot in 2023-01  -> 2023-03, 2023-03 and 2023-01
    """
    return tuple(
        DatesBeside(record=record.id, title=title_of(record.data), before=before, first=first, second=second)
        for record, (before, first, second) in _differing(plans, ids, _deliveries)
    )


def strains_beside(plans: Plans, ids: Iterable[str], today: date, *, kept: Kept) -> tuple[StrainBeside, ...]:
    """Tell since when works, components and stocks are too little: works first, each in order of item.

    shell-works makes 400 a month; the first wants 900 in January  -> never, from January, and never
    """
    wanted, keys = list(ids), dict[tuple[Strain, str, str, Activity | None], dict[int, tuple[Since, Since]]]()
    for place, plan in enumerate(plans[1:]):
        for one in change_of_contention(plans.before, plan, wanted, today, kept=kept):
            key = (
                (Strain.WORKS, one.item, one.works.supplier or one.works.nation, one.activity)
                if isinstance(one, FactoryChange)
                else (Strain.COMPONENT, one.product, one.component, None)
            )
            keys.setdefault(key, {})[place] = one.before, one.after
        for stock in change_of_stocks(plans.before, plan, wanted, today, kept=kept):
            keys.setdefault((Strain.STOCK, "", stock.stock, None), {})[place] = stock.before, stock.after
    strains = list(Strain)
    ordered = sorted(keys, key=lambda key: (strains.index(key[0]), key[1], key[2], key[3] or ""))
    return tuple(_strain(*key, keys[key]) for key in ordered)


def _differing(
    plans: Plans, ids: Iterable[str], of: Callable[[Workbook, str], T]
) -> Iterable[tuple[Record, tuple[T, T, T]]]:
    """Give what each plan says of some records, where they do not all say the same, with the record."""
    for id in sorted(set(ids)):
        before, first, second = (of(plan, id) for plan in plans)
        if not before == first == second:
            record = next(one for plan in plans if (one := plan.get(id)) is not None)
            yield record, (before, first, second)


def _gap(one: RequestCoverage | None) -> Gap | None:
    if one is None or not one.counts:
        return None
    short = one.shortfall
    return Gap(
        need=one.need,
        unit=one.unit,
        per=one.per,
        missing=short.missing,
        not_agreed=short.not_agreed,
        not_in_time=short.not_in_time,
        met=one.met,
    )


def _deliveries(workbook: Workbook, id: str) -> Deliveries | None:
    record = workbook.get(id)
    if record is None or record.kind not in _DELIVERING or record.is_retired:
        return None
    due = [lot.by for lot in record.data.lots if lot.status is not LotStatus.CANCELLED]
    known: Sequence[When] = sorted((by for by in due if by is not None and by.last is not None), key=_last)
    return Deliveries(first=known[0], last=known[-1]) if known else Deliveries()


def _last(when: When) -> date:
    assert when.last is not None
    return when.last


def _strain(
    strain: Strain,
    item: str,
    subject: str,
    activity: Activity | None,
    changes: Mapping[int, tuple[Since, Since]],
) -> StrainBeside:
    """Set one beside the other; what one of the two leaves alone stays there as it is before."""
    before = next(iter(changes.values()))[0]
    first, second = (changes[place][1] if place in changes else before for place in (0, 1))
    return StrainBeside(
        strain=strain,
        subject=subject,
        item=item,
        activity=activity,
        before=before,
        first=first,
        second=second,
    )
