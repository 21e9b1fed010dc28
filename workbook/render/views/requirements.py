"""The consolidated list of requirements: what is needed, what covers it, what is missing, by urgency.

In: a released plan and a day. Out: a `Paper`. All sums come from `analysis.coverage`; a table says only what
one can carry, and names the command that lists the rest. What counts in other units or recurs is never added.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Any

from workbook.analysis.coverage import Balance, CapabilityCoverage, Coverage, ItemCoverage, coverage
from workbook.analysis.request_coverage import Met, RequestCoverage
from workbook.model.quantity import Quantity
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import (
    Bar,
    BarChart,
    Line,
    Part,
    Row,
    Table,
    points,
    table,
)
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Naming, Reading
from workbook.render.values import by_text, listed, quantity_text, sentence
from workbook.render.views.asked import Asked, asked_in, asked_together, first_of
from workbook.render.views.due import due_table
from workbook.render.views.needs import is_waited_for
from workbook.render.words import requirements as words
from workbook.render.words import standing

_MOST_URGENT = 20
_MOST_REQUESTS = 5
_MOST_AT_LARGE = 20
_AMOUNTS: tuple[Callable[[Balance], Quantity], ...] = (
    lambda one: one.need,
    lambda one: one.cover.agreed,
    lambda one: one.cover.offered,
    lambda one: one.shortfall.missing,
    lambda one: one.cover.late,
    lambda one: one.cover.not_firm,
)
_ORDER = (Met.AGREED, Met.OFFERED, Met.PARTLY, Met.UNKNOWN, Met.NOTHING)


def requirements_view(
    released: Released[Workbook],
    *,
    today: date,
    meeting: str = "",  # noqa: ARG001  # as all views; a list of requirements is of no meeting
) -> Paper:
    """Give all open requests with what covers them, by capability and item."""
    reading = Reading(released)
    told = reading.kept.once(coverage, reading.plan, today)
    asked = asked_in(told, reading.kept)
    reading.remember(frozenset().union(*(one.ids for one in asked)))
    items = [one for one in told.items if one.balances]
    at_large = _at_large_rows(reading, told)
    counting = sum(one.counting for one in asked)
    subjects = frozenset().union(*(one.subjects for one in asked))
    named = {one.capability for one in told.capabilities}
    return Paper(
        name="requirements",
        short_heading=words.SHORT,
        short=tuple(Line(text=text) for text in _short(asked)),
        sections=(
            Section(
                key="met",
                heading=words.CAPABILITIES,
                blocks=(_chart(told.capabilities, asked),),
                counted=True,
            ),
            _urgent_section(reading, asked, today),
            Section(key="months", heading=words.MONTHS, blocks=(due_table(reading, items),), counted=True),
            *(_capability_section(reading, one, items, today) for one in told.capabilities),
            _other_section(reading, told, [one for one in items if one.capability not in named], today),
            _unconfirmed_section(reading, asked, today),
            _at_large_section(at_large),
            _drafts_section(reading, asked),
        ),
        frame=frame(
            reading, title=words.TITLE, subtitle=words.subtitle(counting, len(subjects)), today=today
        ),
    )


def _short(asked: Sequence[Asked]) -> Iterator[str]:
    met = _met(asked)
    yield words.met(met[Met.AGREED], met[Met.OFFERED], met.total()) if met else words.NOTHING
    critical = sum(one.critical for one in asked)
    if critical:
        yield words.critical(sum(len(one.urgent) for one in asked), critical)
    late, perhaps = sum(one.late for one in asked), sum(one.perhaps_late for one in asked)
    if late or perhaps:
        yield words.late(late, perhaps)
    drafts = sum(sum(one.drafts.values()) for one in asked)
    if drafts:
        yield words.drafts(drafts)


def _met(asked: Iterable[Asked]) -> Counter[Met]:
    found: Counter[Met] = Counter()
    for one in asked:
        found.update(one.met)
    return found


def _chart(capabilities: Sequence[CapabilityCoverage], asked: Sequence[Asked]) -> BarChart:
    """Draw all requests that count, those without a capability last, so that they add up to the summary."""
    together = _met(asked)
    unnamed = Counter(together)
    for one in capabilities:
        unnamed.subtract(one.met)
    counts = [(_title(one.capability), one.met) for one in capabilities if one.met]
    counts += [(words.NO_CAPABILITY, +unnamed)] if +unnamed else []
    most = max((sum(met.values()) for _, met in counts), default=1)
    return BarChart(
        title=words.CHART,
        told=words.chart_told(sum(together.values()), together[Met.AGREED], together[Met.NOTHING]),
        series=tuple(words.MET[met] for met in _ORDER),
        bars=tuple(
            Bar(label=name, parts=_parts(met, most), text=f"{sum(met.values()):,}") for name, met in counts
        ),
        label_heading=words.CAPABILITY,
        text_heading=words.REQUESTS,
    )


def _parts(met: Mapping[Met, int], most: int) -> tuple[Part, ...]:
    return tuple(
        Part(series=number, text=f"{met[one]:,}", size=Fraction(met[one], most))
        for number, one in enumerate(_ORDER)
        if met.get(one)
    )


def _urgent_section(reading: Reading, asked: Sequence[Asked], today: date) -> Section:
    urgent = list(islice(first_of(asked, lambda one: one.urgent), _MOST_URGENT))
    left = sum(len(one.urgent) for one in asked) - len(urgent)
    return Section(
        key="urgent",
        heading=words.URGENT,
        blocks=(_drawn_requests(reading, urgent, "", today, with_priority=False),),
        more=_more(left, words.command("NATION")),
        counted=True,
    )


def _capability_section(
    reading: Reading, one: CapabilityCoverage, items: Sequence[ItemCoverage], today: date
) -> Section:
    own = [item for item in items if item.capability == one.capability]
    return _section(
        reading,
        one.capability,
        _title(one.capability),
        own,
        one.requests,
        words.command(one.capability),
        today,
    )


def _other_section(reading: Reading, told: Coverage, items: Sequence[ItemCoverage], today: date) -> Section:
    command = "workbook list requests status=open"
    return _section(reading, "other", words.NO_CAPABILITY, items, told.unnamed, command, today)


def _section(
    reading: Reading,
    key: str,
    heading: str,
    items: Sequence[ItemCoverage],
    requests: tuple[RequestCoverage, ...],
    command: str,
    today: date,
) -> Section:
    """Lay out items with their sums, the least covered first, and the most urgent of what is missing.

    `requests` are those that name no item.
    """
    items = sorted(items, key=lambda item: (-_part_missing(item), reading.item(item.item)))
    found = [asked_together(some, reading.kept) for some in (*(item.requests for item in items), requests)]
    asking = list(islice(first_of(found, lambda one: one.short), _MOST_REQUESTS))
    left = sum(len(one.short) for one in found) - len(asking)
    return Section(
        key=key,
        heading=heading,
        blocks=(
            reading.kept.drawn(_balances, (reading.names, *items)),
            _drawn_requests(reading, asking, words.MOST_URGENT, today),
        ),
        more=_more(left, command),
        counted=True,
    )


def _part_missing(item: ItemCoverage) -> Fraction:
    """Say which part of what an item is asked for once is surely missing, in the unit most ask for it in."""
    once = [one for one in item.balances if one.per is None]
    if not once:
        return Fraction(0)
    most = max(once, key=lambda one: (one.requests, one.unit))
    asked = most.need.high or most.need.low
    return Fraction(most.shortfall.missing.low) / Fraction(asked) if asked else Fraction(0)


def _more(left: int, command: str) -> str:
    return words.more(left, command) if left else ""


def _balances(names: Naming, *items: ItemCoverage) -> Table:
    """Give a row for what each item is asked for once, in each unit, and one for all that recurs."""
    rows = []
    for item in items:
        once = [one for one in item.balances if one.per is None]
        again = [one for one in item.balances if one.per is not None]
        name = names.item(item.item)
        rows += [_balance_row(names, name, item.item, [one]) for one in once]
        rows += [_balance_row(names, words.recurring(name), item.item, again)] if again else []
    headings = (
        words.ITEM, words.REQUESTS, words.NEED, words.AGREED, words.OFFERED, words.MISSING, words.LATE,
        words.NOT_FIRM,
    )  # fmt: skip
    return table(headings, rows, numbers=range(1, len(headings)))


def _balance_row(names: Naming, name: str, item: str, balances: Sequence[Balance]) -> Row:
    return Row(
        cells=(
            name,
            f"{sum(one.requests for one in balances):,}",
            *(
                "; ".join(text for one in balances if (text := _a_period(names, amount(one), one, item)))
                for amount in _AMOUNTS
            ),
        )
    )


def _drawn_requests(
    reading: Reading,
    requests: Sequence[RequestCoverage],
    caption: str,
    today: date,
    *,
    with_priority: bool = True,
) -> Table:
    """Give a row for each request; one that names neither item nor capability is told by its title."""
    titles = ["" if one.item or one.capability else _request_title(reading, one) for one in requests]
    late = tuple(is_waited_for(one, today) for one in requests)
    told = tuple(titles), late, caption, with_priority
    return reading.kept.drawn(_requests, (reading.names, *requests), *told)


def _request_title(reading: Reading, one: RequestCoverage) -> str:
    record = reading.plan.get(one.request)
    return str(record.data.title) if record is not None else ""


def _requests(names: Naming, *told: Any) -> Table:
    *requests, titles, late, caption, with_priority = told
    rows = [
        Row(
            cells=(
                one.request,
                names.party(one.owner),
                _what(names, one, title),
                words.PRIORITIES[one.priority] if one.priority is not None and with_priority else "",
                standing.needed_by(
                    by_text(one.need_by) if one.need_by is not None and one.need_by.is_known else "",
                    is_overdue=is_late,
                ),
                _a_period(names, one.need, one, one.item),
                _a_period(names, one.shortfall.missing, one, one.item) or words.NONE,
            )
        )
        for one, title, is_late in zip(requests, titles, late, strict=True)
    ]
    headings = (
        words.REQUEST, words.NATION, words.WHAT, words.PRIORITY, words.WHEN, words.NEED, words.MISSING,
    )  # fmt: skip
    return table(headings, rows, numbers=range(5, len(headings)), caption=caption)


def _unconfirmed_section(reading: Reading, asked: Sequence[Asked], today: date) -> Section:
    noted = list(islice(first_of(asked, lambda one: one.noted), _MOST_REQUESTS))
    left = sum(len(one.noted) for one in asked) - len(noted)
    return Section(
        key="unconfirmed",
        heading=words.UNCONFIRMED,
        blocks=(_drawn_requests(reading, noted, "", today),),
        more=_more(left, "workbook list requests unconfirmed=true"),
        counted=True,
    )


def _at_large_rows(reading: Reading, told: Coverage) -> Sequence[Row]:
    """List what is firm for a recipient and for no request by name, what would close most first."""
    missing = {
        (item.item, one.unit): one.shortfall.missing
        for item in told.items
        for one in item.balances
        if one.per is None and one.shortfall.missing.high != 0
    }
    found = [
        (item.item, supply)
        for item in told.items
        for supply in item.at_large
        if supply.firm.high != 0 and (item.item, supply.unit) in missing
    ]
    found.sort(key=lambda one: -_closing(one[1].firm, missing[one[0], one[1].unit]))
    return [
        Row(
            cells=(
                reading.item(item),
                _amount(missing[item, supply.unit], supply.unit),
                _amount(supply.firm, supply.unit),
            )
        )
        for item, supply in found
    ]


def _closing(given: Quantity, missing: Quantity) -> Fraction:
    """Say which part of what is missing would be closed."""
    lacks = missing.high or missing.low
    return Fraction(given.low) / Fraction(lacks) if lacks else Fraction(0)


def _at_large_section(rows: Sequence[Row]) -> Section:
    left = len(rows) - _MOST_AT_LARGE
    headings = (words.ITEM, words.MISSING, words.FIRM)
    return Section(
        key="at_large",
        heading=words.AT_LARGE,
        blocks=(table(headings, rows[:_MOST_AT_LARGE], numbers=(1, 2)),),
        more=words.more_items(left, "workbook analyse coverage") if left > 0 else "",
        counted=True,
    )


def _drafts_section(reading: Reading, asked: Sequence[Asked]) -> Section:
    """Name the nations that prepare requests, those with as many together."""
    by_nation: Counter[str] = Counter()
    for one in asked:
        by_nation.update(one.drafts)
    lines = []
    for number in sorted(set(by_nation.values()), reverse=True):
        parties = sorted(reading.the(nation) for nation, count in by_nation.items() if count == number)
        lines.append(Line(text=sentence(words.drafting(listed(parties), number, several=len(parties) > 1))))
    return Section(key="drafts", heading=words.DRAFTS, blocks=(points(lines),))


def _what(names: Naming, one: RequestCoverage, title: str) -> str:
    if one.item:
        return names.item(one.item)
    return _title(one.capability) if one.capability else title


def _a_period(names: Naming, amount: Quantity, counted: Balance | RequestCoverage, item: str) -> str:
    text = _amount(amount, names.unit(counted.unit, item))
    return words.a_period(text, counted.per.value) if text and counted.per is not None else text


def _amount(amount: Quantity, unit: str = "") -> str:
    return quantity_text(amount, unit) if amount.high != 0 else ""


def _title(capability: str) -> str:
    name = standing.capability(capability)
    return name[:1].upper() + name[1:]
