"""What some requests add to the sums of a paper: worked out once for all who are told these requests.

In: requests as `analysis.coverage` tells them of one item or capability, always together. Out: counts of how
far they are met, and those that come first, in order of urgency.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from heapq import merge

import msgspec

from workbook.analysis.coverage import Coverage
from workbook.analysis.kept import Kept
from workbook.analysis.request_coverage import Met, RequestCoverage, Standing
from workbook.model.enums import Priority

Requests = tuple[RequestCoverage, ...]
_RANKS = {priority: rank for rank, priority in enumerate(Priority)}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Requests, counted: `met` says how many of those that count are how far met, `late` for how
    many something comes surely too late, `perhaps_late` for how many it may.

    `critical` counts those that come first; `short` are those of which something may be missing, `urgent` the
    critical ones of them, `noted` those noted on a nation's behalf, all in order of urgency. `drafts` are
    counted by nation. `ids` are those of the requests and of what answers them.
    """

    ids: frozenset[str]
    subjects: frozenset[str]
    met: Mapping[Met, int]
    late: int
    perhaps_late: int
    critical: int
    short: Requests
    urgent: Requests
    noted: Requests
    drafts: Mapping[str, int]

    @property
    def counting(self) -> int:
        """How many requests count."""
        return sum(self.met.values())


def asked_in(told: Coverage, kept: Kept) -> list[Asked]:
    """Count all requests of a plan, those for one item or capability together."""
    groups = (
        *(item.requests for item in told.items),
        *(one.requests for one in told.capabilities),
        told.unnamed,
    )
    return [asked_together(requests, kept) for requests in groups]


def asked_together(requests: Requests, kept: Kept) -> Asked:
    """Count some requests that are kept together."""
    return kept.drawn(_asked, (requests,))


def first_of(some: Iterable[Asked], which: Callable[[Asked], Requests]) -> Iterator[RequestCoverage]:
    """Give those that come first of all requests, in order of urgency."""
    return merge(*(which(one) for one in some), key=urgency)


def urgency(one: RequestCoverage) -> tuple[int, date, str]:
    """Order requests: by priority, then the day they are needed, then id."""
    rank = _RANKS[one.priority] if one.priority is not None else len(_RANKS)
    when = one.need_by
    day = (when.last or when.first) if when is not None else None
    return rank, day or date.max, one.request


def _asked(requests: Requests) -> Asked:
    counting = [one for one in requests if one.counts]
    critical = [one for one in counting if one.priority is Priority.CRITICAL]
    short = _ordered(filter(_is_short, counting))
    return Asked(
        ids=frozenset(
            id for one in requests for id in (one.request, *(each.commitment for each in one.answers))
        ),
        subjects=frozenset(one.item or one.capability for one in counting),
        met=Counter(one.met for one in counting),
        late=sum(bool(one.cover.late.low) for one in counting),
        perhaps_late=sum(not one.cover.late.low and one.cover.late.high != 0 for one in counting),
        critical=len(critical),
        short=short,
        urgent=tuple(one for one in short if one.priority is Priority.CRITICAL),
        noted=_ordered(one for one in requests if one.standing is Standing.UNCONFIRMED),
        drafts=Counter(one.owner for one in requests if one.standing is Standing.DRAFT),
    )


def _is_short(one: RequestCoverage) -> bool:
    return one.shortfall.missing.high != 0


def _ordered(requests: Iterable[RequestCoverage]) -> Requests:
    return tuple(sorted(requests, key=urgency))
