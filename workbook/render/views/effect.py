"""What a meeting did to coverage: the same plan with and without what was asked for and promised there.

In: a reading, a meeting, a day. Out: a section: how many requests were covered before and are now, and the
items whose sums it moved. Sums come from `analysis`; what anybody took up of a promise falls away with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbook.analysis.coverage import Balance, Coverage, coverage
from workbook.analysis.request_coverage import Met, RequestCoverage
from workbook.analysis.without import Without
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.render.blocks import Row, paragraph, table
from workbook.render.page import Section
from workbook.render.reading import Reading
from workbook.render.values import quantity_text, sentence
from workbook.render.words import effect as words

_MOST_ROWS = 15
_COVERED = (Met.AGREED, Met.OFFERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Coverage before and after, and how many requests count and are covered in each."""

    before: Coverage
    after: Coverage

    @property
    def is_nothing(self) -> bool:
        """Whether the meeting moved nothing."""
        return not _moved(self.before, self.after) and self.counts == self.counts_before

    @property
    def counts(self) -> tuple[int, int]:
        """How many requests count now, and how many of them are covered."""
        return _counts(self.after)

    @property
    def counts_before(self) -> tuple[int, int]:
        """The same without the meeting."""
        return _counts(self.before)


def effect_of(reading: Reading, meeting: Record, today: date) -> Effect | None:
    """Work out coverage with and without a meeting; None where nothing was asked for or promised at it."""
    without = _without(reading.plan, meeting)
    if without is None:
        return None
    return Effect(
        before=coverage(without, today, kept=reading.kept),
        after=coverage(reading.plan, today, kept=reading.kept),
    )


def effect_text(effect: Effect) -> str:
    """Say how many requests are covered before and after, in one sentence."""
    return words.covered(*effect.counts_before, *effect.counts)


def effect_section(reading: Reading, effect: Effect | None) -> Section:
    """Say what a meeting did to coverage; nothing where it moved nothing."""
    if effect is None or effect.is_nothing:
        return Section(key="coverage", heading=words.HEADING)
    moved = _moved(effect.before, effect.after)
    rows = [_row(reading, *one) for one in moved[:_MOST_ROWS]]
    left = len(moved) - len(rows)
    return Section(
        key="coverage",
        heading=words.HEADING,
        blocks=(
            # Where only requests without figures were moved, the counts are all there is to say.
            paragraph("" if moved else sentence(effect_text(effect))),
            table(words.COLUMNS, rows, numbers=range(1, len(words.COLUMNS))),
        ),
        more=words.more(left, "workbook analyse coverage") if left > 0 else "",
        counted=True,
    )


def _without(plan: Workbook, meeting: Record) -> Workbook | None:
    """Give a plan without what was asked for and promised at a meeting, and without what took that up."""
    gone = {
        mention.record.id
        for mention in plan.mentions(meeting.id)
        if (mention.record.kind, mention.field) in ((Kind.COMMITMENT, "made_at"), (Kind.REQUEST, "raised_at"))
    }
    if not gone:
        return None
    taken = {
        mention.record.id
        for id in gone
        for mention in plan.mentions(id)
        if mention.record.kind is Kind.ACCEPTANCE and mention.field in ("commitment", "request")
    }
    return Without(plan, gone | taken)


_Sums = tuple[Balance | None, Balance | None]


def _moved(before: Coverage, after: Coverage) -> list[tuple[str, str, _Sums]]:
    """List items and units whose sums differ, those with the most requests newly covered first."""
    old, new = _balances(before), _balances(after)
    found = [(item, unit, (old.get((item, unit)), new.get((item, unit)))) for item, unit in {**old, **new}]
    moved = [one for one in found if _figures(one[2][0]) != _figures(one[2][1])]
    return sorted(moved, key=lambda one: (_covered(one[2][0]) - _covered(one[2][1]), one[0], one[1]))


def _balances(told: Coverage) -> dict[tuple[str, str], Balance]:
    return {(item.item, one.unit): one for item in told.items for one in item.balances if one.per is None}


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


def _counts(told: Coverage) -> tuple[int, int]:
    counting = [one for one in _requests(told) if one.counts]
    return len(counting), sum(one.met in _COVERED for one in counting)


def _requests(told: Coverage) -> Iterable[RequestCoverage]:
    groups: Sequence[Sequence[RequestCoverage]] = (
        *(one.requests for one in told.items),
        *(one.requests for one in told.capabilities),
        told.unnamed,
    )
    return (one for group in groups for one in group)
