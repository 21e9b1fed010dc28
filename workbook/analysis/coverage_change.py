"""What an edit does to coverage: which requests and items get better or worse, and by how much.

In: the coverage of the touched requests in two states of a plan. Out: `CoverageChange`s, only where something
differs. It reads no plan; `touched_requests` says of one which requests an edit may touch.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

import msgspec

from workbook.analysis.agreement import offers_of
from workbook.analysis.kept import Kept
from workbook.analysis.request_coverage import Met, RequestCoverage, coverage_of
from workbook.model.enums import Period
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook


class Course(StrEnum):
    """Whether coverage gets better or worse; unclear where the intervals do not tell."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNCLEAR = "unclear"


class CoverageChange(msgspec.Struct, frozen=True, kw_only=True):
    """A request whose coverage an edit changes, before and after it; None where there was or is none.

    `course` is that of what is missing after all firm offers, and where this stays, of what is not agreed, of
    what is not in time, then of what is not firm. `by` is how much less or more is missing then.

        NOR-C-7K3Q  meets UKR-R-11AB with 12 and not with 8, both committed
        -> UKR-R-11AB: missing 8 before, 4 after; better by 4
    """

    request: str
    item: str
    capability: str
    unit: str
    per: Period | None
    before: RequestCoverage | None
    after: RequestCoverage | None
    course: Course
    by: Quantity

    @property
    def met(self) -> tuple[Met | None, Met | None]:
        """How far the need is met, before and after."""
        return (
            self.before.met if self.before is not None else None,
            self.after.met if self.after is not None else None,
        )


def coverage_change(
    before: Iterable[RequestCoverage], after: Iterable[RequestCoverage]
) -> tuple[CoverageChange, ...]:
    """Tell what differs between the coverage of some requests before and after, in order of id.

    UKR-R-11AB  missing 8 before, 4 after;  UKR-R-22CD  the same  -> UKR-R-11AB: better by 4
    """
    old, new = ({one.request: one for one in some} for some in (before, after))
    found = []
    for id in sorted(old.keys() | new.keys()):
        was, now = old.get(id), new.get(id)
        if was != now:
            found.append(_change(was, now))
    return tuple(found)


def change_of_coverage(
    before: Workbook, after: Workbook, ids: Iterable[str], *, kept: Kept | None = None
) -> tuple[CoverageChange, ...]:
    """Tell what an edit of some records does to coverage, in order of request.

    NOR-C-7K3Q is edited: 12 for UKR-R-11AB and not 8  -> UKR-R-11AB: better by 4
    """
    kept = kept if kept is not None else Kept()
    wanted = list(ids)
    requests = sorted(touched_requests(before, wanted) | touched_requests(after, wanted))
    old, new = (
        [one for id in requests if (one := kept.take(coverage_of, plan, id)) is not None]
        for plan in (before, after)
    )
    return coverage_change(old, new)


def touched_requests(workbook: Workbook, ids: Iterable[str]) -> frozenset[str]:
    """Name the requests whose coverage may depend on some records.

    UKR-A-5H1M, which takes NOR-C-7K3Q for UKR-R-11AB  -> all that NOR-C-7K3Q meets, and UKR-R-11AB
    """
    found: set[str] = set()
    waiting = [record for id in ids if (record := workbook.get(id)) is not None]
    seen: set[str] = set()
    while waiting:
        record = waiting.pop()
        if record.id not in seen:
            seen.add(record.id)
            requests, more = _reached(workbook, record)
            found |= requests
            waiting += more
    return frozenset(found - {"", *OPEN_REFERENCES})


def _reached(workbook: Workbook, record: Record) -> tuple[set[str], Sequence[Record]]:
    """Give the requests that a record bears on by itself, and the records through which it does so."""
    data = record.data
    match record.kind:
        case Kind.REQUEST:
            return {record.id}, ()
        case Kind.COMMITMENT:
            requests = {offer.request for offer in offers_of(record)}
            taking = [mention.record for mention in workbook.mentions(record.id) if _bears(mention.field)]
            requests |= {one.data.request for one in taking if one.kind is Kind.ACCEPTANCE}
            others = [one for one in taking if one.kind is Kind.COMMITMENT]
            wider = workbook.get(data.shared_as) if data.shared_as else None
            is_commitment = wider is not None and wider.kind is Kind.COMMITMENT
            return requests, [*others, wider] if wider is not None and is_commitment else others
        case Kind.ACCEPTANCE:
            target = workbook.get(data.commitment)
            is_commitment = target is not None and target.kind is Kind.COMMITMENT
            return {data.request}, [target] if target is not None and is_commitment else ()
        case Kind.ITEM:
            naming = [mention.record for mention in workbook.mentions(record.id) if mention.field == "item"]
            return set(), [one for one in naming if one.kind in (Kind.REQUEST, Kind.COMMITMENT)]
    return set(), ()


def _bears(field: str) -> bool:
    return field in ("commitment", "counted_in", "shared_as")


def _change(was: RequestCoverage | None, now: RequestCoverage | None) -> CoverageChange:
    known = now if now is not None else was
    assert known is not None
    course, by = _course(was, now)
    return CoverageChange(
        request=known.request,
        item=known.item,
        capability=known.capability,
        unit=known.unit,
        per=known.per,
        before=was,
        after=now,
        course=course,
        by=by,
    )


def _course(was: RequestCoverage | None, now: RequestCoverage | None) -> tuple[Course, Quantity]:
    """Compare what is missing; a request that was not there, or counts in other units, cannot be compared."""
    if was is None or now is None or (was.unit, was.per) != (now.unit, now.per):
        return Course.UNCLEAR, NOTHING
    for name in ("missing", "not_agreed", "not_in_time"):
        old, new = getattr(was.shortfall, name), getattr(now.shortfall, name)
        if old != new:
            return _compared(old, new)
    if was.cover.not_firm != now.cover.not_firm:
        return _compared(now.cover.not_firm, was.cover.not_firm)
    return Course.SAME, NOTHING


def _compared(old: Quantity, new: Quantity) -> tuple[Course, Quantity]:
    """Say whether a quantity falls (better) or rises, and by how much, where both its bounds tell alike."""
    if old.high is None or new.high is None:
        fall = old.low - new.low
        if old.high is None and new.high is None and fall:
            return (Course.BETTER if fall > 0 else Course.WORSE), _about(abs(fall), abs(fall), old, new)
        return (Course.BETTER if old.high is None else Course.WORSE), Quantity(unknown=True)
    low, high = old.low - new.low, old.high - new.high
    if low >= 0 and high >= 0:
        return Course.BETTER, _about(low, high, old, new)
    if low <= 0 and high <= 0:
        return Course.WORSE, _about(-low, -high, old, new)
    return Course.UNCLEAR, NOTHING


def _about(one: Decimal, other: Decimal, old: Quantity, new: Quantity) -> Quantity:
    return Quantity(min(one, other), max(one, other), about=old.about or new.about)
