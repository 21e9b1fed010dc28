"""Needs as a brief tells them: how far each is covered, worked out once for all papers.

In: a reading, a nation or an item, a day. Out: `RequestCoverage`s of `analysis`, in a settled order, and who
asks most. It adds nothing up.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from workbook.analysis.coverage import item_coverage
from workbook.analysis.request_coverage import RequestCoverage, Standing, coverage_of
from workbook.model.enums import RequestStatus
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook
from workbook.render.reading import Reading

_TOLD = frozenset((Standing.OPEN, Standing.UNCONFIRMED))


def needs_for(reading: Reading, item: str, today: date) -> tuple[RequestCoverage, ...]:
    """Tell how far each request for an item is covered, in order of id."""
    return reading.kept.take(item_coverage, reading.plan, item, today).requests


def needs_by_capability(reading: Reading) -> dict[str, list[RequestCoverage]]:
    """Tell how far each request is covered that names a capability and no item."""
    found: dict[str, list[RequestCoverage]] = {}
    for record in reading.kept.drawn(_naming_capability, (open_requests(reading),)):
        need = reading.kept.take(coverage_of, reading.plan, record.id)
        if need is not None:
            found.setdefault(record.data.capability, []).append(need)
    return found


def needs_of(reading: Reading, nation: str, today: date) -> list[RequestCoverage]:
    """Tell how far each request of a nation is covered, but drafts and withdrawn ones, by item and id."""
    requests = reading.by_owner(Kind.REQUEST).get(nation, ())
    found = list(_by_item(reading, requests, today))
    for record in sorted(requests, key=lambda one: one.id):
        if not _names_item(record):
            need = reading.kept.take(coverage_of, reading.plan, record.id)
            found += [need] if need is not None else []
    return [one for one in found if is_told(one)]


def is_told(need: RequestCoverage) -> bool:
    """Say whether a need is one to tell of: no draft, and not withdrawn."""
    return need.standing in _TOLD


def need_of(reading: Reading, request: Record, today: date) -> RequestCoverage | None:
    """Tell how far one request is covered."""
    if _names_item(request):
        return next(
            (one for one in needs_for(reading, request.data.item, today) if one.request == request.id), None
        )
    return reading.kept.take(coverage_of, reading.plan, request.id)


def is_overdue(reading: Reading, request: Record, today: date) -> bool:
    """Say whether an open request was needed before today, and not all of it has surely arrived.

    What recurs begins on that day, and is never over.
    """
    data = request.data
    if data.need_by is None or not data.need_by.is_over(today) or data.status is not RequestStatus.OPEN:
        return False
    need = need_of(reading, request, today) if data.per is None else None
    return need is not None and is_waited_for(need, today)


def is_waited_for(need: RequestCoverage, today: date) -> bool:
    """Say whether what is asked for once was needed before today, and not all of it has surely arrived."""
    is_over = need.per is None and need.need_by is not None and need.need_by.is_over(today)
    return is_over and not has_arrived(need)


def has_arrived(need: RequestCoverage) -> bool:
    """Say whether all that is asked for once has surely arrived, also what its giver has yet to confirm."""
    received = need.cover.received
    return need.per is None and received.high != 0 and need.need.less(received).high == 0


def open_requests(reading: Reading) -> tuple[Record, ...]:
    """List the requests that are open, in order of path."""
    return reading.kept.take(_open_ones, reading.plan)


def drafts_of(reading: Reading, nation: str) -> int:
    """Count the requests of a nation that are written and not yet made."""
    requests = reading.by_owner(Kind.REQUEST).get(nation, ())
    return sum(one.data.status is RequestStatus.DRAFT and not one.is_retired for one in requests)


def yet_to_say(reading: Reading, nation: str) -> int:
    """Count the other nations that have requests in preparation, and have made none yet."""
    asking = reading.kept.drawn(_asking, (open_requests(reading),))
    drafting = reading.kept.drawn(_drafting, (reading.plan.of_kind(Kind.REQUEST),))
    return len(drafting - asking.keys() - {nation})


def open_needs(reading: Reading, nation: str) -> int:
    """Count the open requests of others that their nations stand by."""
    return sum(one.owner != nation and not one.recorded for one in open_requests(reading))


def asks_most(reading: Reading) -> str:
    """Name the nation that asks for more things than any other; "" where there is no such nation."""
    ranked = reading.kept.drawn(_asking, (open_requests(reading),)).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _asking(requests: Sequence[Record]) -> Counter[str]:
    return Counter(one.owner for one in requests)


def _drafting(requests: Sequence[Record]) -> frozenset[str]:
    drafts = (one for one in requests if one.data.status is RequestStatus.DRAFT)
    return frozenset(one.owner for one in drafts if not one.is_retired)


def _open_ones(workbook: Workbook) -> tuple[Record, ...]:
    requests = workbook.of_kind(Kind.REQUEST)
    return tuple(one for one in requests if one.data.status is RequestStatus.OPEN and not one.is_retired)


def _naming_capability(requests: Sequence[Record]) -> Sequence[Record]:
    return [one for one in requests if one.data.capability and not _names_item(one)]


def _by_item(reading: Reading, requests: Sequence[Record], today: date) -> Iterator[RequestCoverage]:
    owners = {one.owner for one in requests}
    for item in sorted({one.data.item for one in requests if _names_item(one)}):
        yield from (one for one in needs_for(reading, item, today) if one.owner in owners)


def _names_item(request: Record) -> bool:
    return bool(request.data.item) and request.data.item not in OPEN_REFERENCES
