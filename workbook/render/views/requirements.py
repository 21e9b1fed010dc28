"""The consolidated list of requirements: what is needed, what covers it, what is missing, by urgency.

In: a released plan and a day. Out: a `Paper`. All sums come from `analysis.coverage`; a table says only what
one can carry, and names the command that lists the rest. What counts in other units or recurs is never added.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from workbook.analysis.coverage import Balance, CapabilityCoverage, Coverage, ItemCoverage, coverage
from workbook.analysis.coverage_months import Cell
from workbook.analysis.request_coverage import Met, RequestCoverage, Standing
from workbook.model.enums import Priority
from workbook.model.quantity import Quantity
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import (
    Bar,
    BarChart,
    HeatCell,
    HeatRow,
    HeatTable,
    Level,
    Line,
    Part,
    Row,
    Table,
    points,
    table,
)
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import brief_quantity, by_text, listed, month_text, quantity_text, sentence
from workbook.render.words import requirements as words

_MOST_URGENT = 20
_MOST_REQUESTS = 5
_MOST_AT_LARGE = 20
_EVERY = 3
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
    requests = list(_all(told))
    counting = [one for one in requests if one.counts]
    _caution(reading, requests)
    items = [one for one in told.items if one.balances]
    at_large = _at_large_rows(reading, told)
    subjects = {one.item or one.capability for one in counting}
    named = {one.capability for one in told.capabilities}
    return Paper(
        name="requirements",
        short_heading=words.SHORT,
        short=tuple(Line(text=text) for text in _short(counting, requests)),
        sections=(
            Section(
                key="met",
                heading=words.CAPABILITIES,
                blocks=(_chart(told.capabilities, counting),),
                counted=True,
            ),
            _urgent_section(reading, counting),
            Section(key="months", heading=words.MONTHS, blocks=(_heat(reading, items),), counted=True),
            *(_capability_section(reading, one, items) for one in told.capabilities),
            _other_section(reading, told, [one for one in items if one.capability not in named]),
            _unconfirmed_section(reading, requests),
            _at_large_section(at_large),
            _drafts_section(reading, requests),
        ),
        frame=frame(
            reading, title=words.TITLE, subtitle=words.subtitle(len(counting), len(subjects)), today=today
        ),
    )


def urgency(one: RequestCoverage) -> tuple[int, date, str]:
    """Order requests: by priority, then the day they are needed, then id."""
    rank = list(Priority).index(one.priority) if one.priority is not None else len(Priority)
    when = one.need_by
    day = (when.last or when.first) if when is not None else None
    return rank, day or date.max, one.request


def _all(told: Coverage) -> Iterator[RequestCoverage]:
    for item in told.items:
        yield from item.requests
    for one in told.capabilities:
        yield from one.requests
    yield from told.unnamed


def _caution(reading: Reading, requests: Iterable[RequestCoverage]) -> None:
    """Remember what a reader must know of the records that are counted here."""
    ids = {id for one in requests for id in (one.request, *(answer.commitment for answer in one.answers))}
    reading.remember(ids)


def _short(counting: Sequence[RequestCoverage], requests: Sequence[RequestCoverage]) -> Iterator[str]:
    drafts = sum(one.standing is Standing.DRAFT for one in requests)
    if counting:
        met = Counter(one.met for one in counting)
        yield words.met(met[Met.AGREED], met[Met.OFFERED], len(counting))
    else:
        yield words.NOTHING
    critical = [one for one in counting if one.priority is Priority.CRITICAL]
    if critical:
        yield words.critical(sum(map(_is_open, critical)), len(critical))
    late = sum(bool(one.cover.late.low) for one in counting)
    if late:
        yield words.late(late)
    if drafts:
        yield words.drafts(drafts)


def _chart(capabilities: Sequence[CapabilityCoverage], counting: Sequence[RequestCoverage]) -> BarChart:
    """Draw all requests that count, those without a capability last, so that they add up to the summary."""
    together = Counter(one.met for one in counting)
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


def _heat(reading: Reading, items: Sequence[ItemCoverage]) -> HeatTable:
    """Show every third month of those ahead; items of which nothing is open in them are left out."""
    shown = [(item, item.cells[_EVERY - 1 :: _EVERY]) for item in items]
    shown = [(item, cells) for item, cells in shown if any(map(_is_short, cells))]
    months = [month_text(cell.month.first) for cell in shown[0][1]] if shown else []
    return HeatTable(
        label_heading=words.ITEM,
        columns=tuple(months),
        rows=tuple(
            HeatRow(
                label=reading.item(item.item),
                cells=tuple(HeatCell(level=_level(cell), text=_open_text(cell)) for cell in cells),
            )
            for item, cells in shown
        ),
        levels=tuple(Level(symbol=symbol, meaning=meaning) for symbol, meaning in words.LEVELS),
        caption=words.MONTHS_CAPTION,
    )


def _is_short(cell: Cell) -> bool:
    return cell.need.high != 0 and cell.open.high != 0


def _level(cell: Cell) -> int:
    if cell.need.high == 0:
        return 0
    if cell.open.high == 0:
        return 1
    if not cell.open.low:
        return 5
    part = Fraction(cell.open.low) / Fraction(cell.need.high or cell.need.low) * 3
    return 2 if part <= 1 else 3 if part <= 2 else 4


def _open_text(cell: Cell) -> str:
    return brief_quantity(cell.open) if cell.open.high != 0 else ""


def _urgent_section(reading: Reading, counting: Sequence[RequestCoverage]) -> Section:
    urgent = sorted(
        (one for one in counting if one.priority is Priority.CRITICAL and _is_open(one)), key=urgency
    )
    return Section(
        key="urgent",
        heading=words.URGENT,
        blocks=(_requests(reading, urgent[:_MOST_URGENT], with_priority=False),),
        more=_more(urgent[_MOST_URGENT:], words.command("NATION")),
        counted=True,
    )


def _capability_section(reading: Reading, one: CapabilityCoverage, items: Sequence[ItemCoverage]) -> Section:
    own = [item for item in items if item.capability == one.capability]
    return _section(
        reading, one.capability, _title(one.capability), own, one.requests, words.command(one.capability)
    )


def _other_section(reading: Reading, told: Coverage, items: Sequence[ItemCoverage]) -> Section:
    command = "workbook list requests status=open"
    return _section(reading, "other", words.NO_CAPABILITY, items, told.unnamed, command)


def _section(
    reading: Reading,
    key: str,
    heading: str,
    items: Sequence[ItemCoverage],
    requests: Sequence[RequestCoverage],
    command: str,
) -> Section:
    """Lay out items with their sums, and the most urgent of what they and `requests` are still short of."""
    asking = [request for item in items for request in item.requests] + list(requests)
    asking = sorted((one for one in asking if one.counts and _is_open(one)), key=urgency)
    return Section(
        key=key,
        heading=heading,
        blocks=(_balances(reading, items), _requests(reading, asking[:_MOST_REQUESTS])),
        more=_more(asking[_MOST_REQUESTS:], command),
        counted=True,
    )


def _more(left: Sequence[RequestCoverage], command: str) -> str:
    return sentence(words.more(len(left), command)) if left else ""


def _balances(reading: Reading, items: Sequence[ItemCoverage]) -> Table:
    """Give a row for what each item is asked for once, in each unit, and one for all that recurs."""
    rows = []
    for item in items:
        once = [one for one in item.balances if one.per is None]
        again = [one for one in item.balances if one.per is not None]
        name = reading.item(item.item)
        rows += [_balance_row(name, [one]) for one in once]
        rows += [_balance_row(words.recurring(name), again)] if again else []
    headings = (
        words.ITEM, words.REQUESTS, words.NEED, words.AGREED, words.OFFERED, words.MISSING, words.LATE,
        words.NOT_FIRM,
    )  # fmt: skip
    return table(headings, rows, numbers=range(1, len(headings)))


def _balance_row(name: str, balances: Sequence[Balance]) -> Row:
    return Row(
        cells=(
            name,
            f"{sum(one.requests for one in balances):,}",
            *(
                "; ".join(text for one in balances if (text := _a_period(amount(one), one)))
                for amount in _AMOUNTS
            ),
        )
    )


def _requests(reading: Reading, requests: Sequence[RequestCoverage], *, with_priority: bool = True) -> Table:
    rows = [
        Row(
            cells=(
                one.request,
                reading.party(one.owner),
                _what(reading, one),
                words.PRIORITIES[one.priority] if one.priority is not None and with_priority else "",
                by_text(one.need_by) if one.need_by is not None and one.need_by.is_known else "",
                _a_period(one.need, one),
                _a_period(one.shortfall.missing, one),
            )
        )
        for one in requests
    ]
    headings = (
        words.REQUEST, words.NATION, words.WHAT, words.PRIORITY, words.NEEDED_BY, words.NEED, words.MISSING,
    )  # fmt: skip
    return table(
        headings, rows, numbers=range(5, len(headings)), caption=words.MOST_URGENT if with_priority else ""
    )


def _unconfirmed_section(reading: Reading, requests: Sequence[RequestCoverage]) -> Section:
    noted = sorted((one for one in requests if one.standing is Standing.UNCONFIRMED), key=urgency)
    return Section(
        key="unconfirmed",
        heading=words.UNCONFIRMED,
        blocks=(_requests(reading, noted[:_MOST_REQUESTS]),),
        more=_more(noted[_MOST_REQUESTS:], "workbook list requests unconfirmed=true"),
        counted=True,
    )


def _at_large_rows(reading: Reading, told: Coverage) -> Sequence[Row]:
    """List what is firm for a recipient and for no request by name, of items that are short."""
    missing = {
        (item.item, one.unit): one.shortfall.missing
        for item in told.items
        for one in item.balances
        if one.per is None and one.shortfall.missing.high != 0
    }
    return [
        Row(
            cells=(
                reading.item(item.item),
                _amount(missing[item.item, supply.unit], supply.unit),
                _amount(supply.firm, supply.unit),
            )
        )
        for item in told.items
        for supply in item.at_large
        if supply.firm.high != 0 and (item.item, supply.unit) in missing
    ]


def _at_large_section(rows: Sequence[Row]) -> Section:
    left = len(rows) - _MOST_AT_LARGE
    headings = (words.ITEM, words.MISSING, words.FIRM)
    return Section(
        key="at_large",
        heading=words.AT_LARGE,
        blocks=(table(headings, rows[:_MOST_AT_LARGE], numbers=(1, 2)),),
        more=sentence(words.more_items(left, "workbook analyse coverage")) if left > 0 else "",
        counted=True,
    )


def _drafts_section(reading: Reading, requests: Sequence[RequestCoverage]) -> Section:
    """Name the nations that prepare requests, those with as many together."""
    by_nation = Counter(one.owner for one in requests if one.standing is Standing.DRAFT)
    lines = []
    for number in sorted(set(by_nation.values()), reverse=True):
        parties = sorted(reading.the(nation) for nation, count in by_nation.items() if count == number)
        lines.append(Line(text=sentence(words.drafting(listed(parties), number, several=len(parties) > 1))))
    return Section(key="drafts", heading=words.DRAFTS, blocks=(points(lines),))


def _what(reading: Reading, one: RequestCoverage) -> str:
    if one.item:
        return reading.item(one.item)
    if one.capability:
        return _title(one.capability)
    record = reading.plan.get(one.request)
    return str(record.data.title) if record is not None else ""


def _a_period(amount: Quantity, counted: Balance | RequestCoverage) -> str:
    text = _amount(amount, counted.unit)
    return words.a_period(text, counted.per.value) if text and counted.per is not None else text


def _amount(amount: Quantity, unit: str = "") -> str:
    return quantity_text(amount, unit) if amount.high != 0 else ""


def _is_open(one: RequestCoverage) -> bool:
    return one.shortfall.missing.high != 0


def _title(capability: str) -> str:
    words_ = capability.replace("-", " ")
    return words_[:1].upper() + words_[1:]
