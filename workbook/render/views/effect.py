"""What a meeting did to coverage: the same plan with and without what was asked for and promised there.

In: a reading, a meeting, a day; or what changed since an earlier day. Out: a section: how many requests were
covered before and are now, and the items whose sums moved. Sums come from `analysis`; what anybody took up of
a promise falls away with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from workbook.analysis.coverage import Balance, Coverage, ItemCoverage, balances, coverage
from workbook.analysis.coverage_change import CoverageChange, change_of_coverage
from workbook.analysis.request_coverage import Met, RequestCoverage
from workbook.analysis.without import Without
from workbook.model.dates import day_text
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook
from workbook.render.blocks import Row, paragraph, table
from workbook.render.page import Section
from workbook.render.reading import Reading
from workbook.render.since import Since
from workbook.render.values import quantity_text, sentence
from workbook.render.views.asked import asked_in
from workbook.render.views.meetable import URGENCY
from workbook.render.words import effect as words

_MOST_ROWS = 15
_COVERED = (Met.AGREED, Met.OFFERED)
_Sums = tuple[Balance | None, Balance | None]


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """How many requests count and are covered, before and now, and which sums moved.

    Before is without a meeting, or where `day` is set, on that day. `moved` are items and units with their
    sums in both, what is most urgent and still open first.
    """

    day: date | None
    counts_before: tuple[int, int]
    counts: tuple[int, int]
    moved: Sequence[tuple[str, str, _Sums]]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing moved."""
        return not self.moved and self.counts == self.counts_before


def effect_of(reading: Reading, meeting: Record, promises: Sequence[Record], today: date) -> Effect | None:
    """Work out coverage with and without a meeting; None where nothing was asked for or promised at it.

    `promises` are the commitments that the paper tells as promised there. Without the meeting only the
    requests are others that it touched; all the rest is as it is now.
    """
    gone = _of_meeting(reading.plan, meeting, promises)
    if not gone:
        return None
    return _effect(reading, (Without(reading.plan, gone), reading.plan), gone, today, day=None)


def effect_since(reading: Reading, since: Since, today: date) -> Effect:
    """Work out coverage on an earlier day and now, both under the rules of both days."""
    change = since.change.content
    ids = [pair.after.id for pair in change.pairs]
    return _effect(reading, change.sides(reading.plan), ids, today, day=since.day)


def _effect(
    reading: Reading, sides: tuple[Workbook, Workbook], ids: Iterable[str], today: date, *, day: date | None
) -> Effect:
    after = reading.kept.once(coverage, sides[1], today)
    changes = change_of_coverage(*sides, ids, kept=reading.kept)
    asked = asked_in(after, reading.kept)
    counts = (
        sum(one.counting for one in asked),
        sum(one.met.get(met, 0) for one in asked for met in _COVERED),
    )
    come, gone_again = (
        _counts(one for one in side if one is not None)
        for side in ([one.after for one in changes], [one.before for one in changes])
    )
    return Effect(
        day=day,
        counts_before=(counts[0] - come[0] + gone_again[0], counts[1] - come[1] + gone_again[1]),
        counts=counts,
        moved=_moved(reading, after, changes),
    )


def effect_text(effect: Effect) -> str:
    """Say how many requests are covered before and after, in one sentence."""
    if effect.day is not None:
        return words.covered_since(day_text(effect.day), *effect.counts_before, *effect.counts)
    return words.covered(*effect.counts_before, *effect.counts)


def effect_section(reading: Reading, effect: Effect | None) -> Section:
    """Say what was done to coverage; nothing where nothing moved."""
    if effect is None or effect.is_nothing:
        return Section(key="coverage", heading=words.HEADING)
    heading = words.heading_since(day_text(effect.day)) if effect.day is not None else words.HEADING
    rows = [_row(reading, *one) for one in effect.moved[:_MOST_ROWS]]
    left = len(effect.moved) - len(rows)
    return Section(
        key="coverage",
        heading=heading,
        blocks=(
            # Where only requests without figures were moved, the counts are all there is to say.
            paragraph("" if effect.moved else sentence(effect_text(effect))),
            table(words.COLUMNS, rows, numbers=range(1, len(words.COLUMNS))),
        ),
        more=words.more(left, "workbook analyse coverage") if left > 0 else "",
        counted=True,
    )


def _of_meeting(plan: Workbook, meeting: Record, promises: Sequence[Record]) -> frozenset[str]:
    """Name what was asked for and promised at a meeting, and what took that up."""
    gone = {one.id for one in promises}
    gone |= {
        mention.record.id
        for mention in plan.mentions(meeting.id)
        if (mention.record.kind, mention.field) in ((Kind.COMMITMENT, "made_at"), (Kind.REQUEST, "raised_at"))
    }
    taken = {
        mention.record.id
        for id in gone
        for mention in plan.mentions(id)
        if mention.record.kind is Kind.ACCEPTANCE and mention.field in ("commitment", "request")
    }
    return frozenset(gone | taken)


def _moved(
    reading: Reading, after: Coverage, changes: Sequence[CoverageChange]
) -> list[tuple[str, str, _Sums]]:
    """List items and units whose sums differ: what is most urgent and still open first."""
    before: dict[str, dict[str, RequestCoverage | None]] = {}
    for one in changes:
        if one.item and one.item not in OPEN_REFERENCES:
            before.setdefault(one.item, {})[one.request] = one.before
    now = {item.item: item for item in after.items}
    found: list[tuple[str, str, _Sums]] = []
    for id in before:
        new = _once(now[id].balances) if id in now else {}
        old = _once(reading.kept.drawn(_balances, _counting_before(now.get(id), before[id])))
        found += [(id, unit, (old.get(unit), new.get(unit))) for unit in {**old, **new}]
    moved = [one for one in found if _figures(one[2][0]) != _figures(one[2][1])]
    waiting = {
        id: reading.kept.drawn(_waiting, (now[id],)) if id in now else (len(URGENCY), 0)
        for id in {one[0] for one in moved}
    }
    return sorted(moved, key=lambda one: (waiting[one[0]], _newly_covered(one[2]), one[0], one[1]))


def _waiting(item: ItemCoverage) -> tuple[int, int]:
    """Give the urgency of the most urgent request not covered, and less the more are; smaller comes first."""
    ranks = [URGENCY[one.priority] for one in item.requests if one.counts and one.met not in _COVERED]
    first = min(ranks, default=len(URGENCY))
    return first, -ranks.count(first)


def _newly_covered(sums: _Sums) -> int:
    """Count the requests that are covered now and were not, below zero; the smaller comes first."""
    return _covered(sums[0]) - _covered(sums[1])


def _counting_before(
    item: ItemCoverage | None, before: Mapping[str, RequestCoverage | None]
) -> list[RequestCoverage]:
    """List the requests for an item that counted without the meeting, in order of id."""
    requests = {one.request: one for one in item.requests} if item is not None else {}
    known = {**requests, **before}
    return [one for id in sorted(known) if (one := known[id]) is not None and one.counts]


def _balances(*requests: RequestCoverage) -> Sequence[Balance]:
    return balances(requests)


def _once(some: Iterable[Balance]) -> dict[str, Balance]:
    return {one.unit: one for one in some if one.per is None}


def _figures(balance: Balance | None) -> tuple[Quantity, Quantity, Quantity]:
    if balance is None:
        return (NOTHING, NOTHING, NOTHING)
    return (balance.need, balance.cover.firm, balance.shortfall.missing)


def _covered(balance: Balance | None) -> int:
    return sum(balance.met.get(met, 0) for met in _COVERED) if balance is not None else 0


def _row(reading: Reading, item: str, unit: str, sums: _Sums) -> Row:
    (need_before, firm_before, _), (need, firm, missing) = (_figures(one) for one in sums)
    asked = quantity_text(need, unit)
    if need != need_before:
        asked = words.now_and_before(asked, quantity_text(need_before, unit))
    offered = (quantity_text(one, unit) for one in (firm_before, firm, missing))
    return Row(cells=(reading.item(item), asked, *offered))


def _counts(requests: Iterable[RequestCoverage]) -> tuple[int, int]:
    counting = [one for one in requests if one.counts]
    return len(counting), sum(one.met in _COVERED for one in counting)
