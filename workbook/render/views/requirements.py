"""The consolidated list of requirements: what is needed, what covers it, what is missing, by urgency.

In: a released plan and a day. Out: a `Paper`. All sums come from `analysis.coverage`; a table says only what
one can carry, and names the command that lists the rest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from workbook.render.words import standing

_MOST_URGENT = 20
_MOST_REQUESTS = 12
_EVERY = 3
_ORDER = (Met.AGREED, Met.OFFERED, Met.PARTLY, Met.UNKNOWN, Met.NOTHING)


def requirements_view(
    released: Released[Workbook],
    *,
    today: date,
    meeting: str = "",  # noqa: ARG001  # as all views; a list of requirements is of no meeting
) -> Paper:
    """Give all open requests with what covers them, by capability and item."""
    reading = Reading(released)
    told = coverage(reading.plan, today, kept=reading.kept)
    requests = list(_all(told))
    counting = [one for one in requests if one.counts]
    _caution(reading, requests)
    items = [one for one in told.items if one.balances]
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
                blocks=(_chart(told.capabilities),),
                counted=True,
            ),
            _urgent_section(reading, counting),
            Section(key="months", heading=words.MONTHS, blocks=(_heat(reading, items),), counted=True),
            *(_capability_section(reading, one, items) for one in told.capabilities),
            _items_section(reading, [one for one in items if one.capability not in named]),
            Section(
                key="unnamed",
                heading=words.UNNAMED,
                blocks=(_requests(reading, [one for one in told.unnamed if one.counts]),),
            ),
            _unconfirmed_section(reading, requests),
            Section(key="at_large", heading=words.AT_LARGE, blocks=(_at_large(reading, told),), counted=True),
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
    for id in sorted(ids):
        record = reading.plan.get(id)
        if record is not None:
            reading.cautions(record)


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


def _chart(capabilities: Sequence[CapabilityCoverage]) -> BarChart:
    counts = [(one.capability, one.met) for one in capabilities if one.met]
    most = max((sum(met.values()) for _, met in counts), default=1)
    together: Counter[Met] = Counter()
    for _, met in counts:
        together.update(met)
    return BarChart(
        title=words.CHART,
        told=words.chart_told(sum(together.values()), together[Met.AGREED], together[Met.NOTHING]),
        series=tuple(words.MET[met] for met in _ORDER),
        bars=tuple(
            Bar(label=_title(name), parts=_parts(met, most), text=f"{sum(met.values()):,}")
            for name, met in counts
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
    """Show every third month of those ahead; items of which nothing falls due in them are left out."""
    shown = [(item, item.cells[_EVERY - 1 :: _EVERY]) for item in items]
    shown = [(item, cells) for item, cells in shown if cells[-1].need.high != 0]
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
    left = len(urgent) - _MOST_URGENT
    return Section(
        key="urgent",
        heading=words.URGENT,
        blocks=(_requests(reading, urgent[:_MOST_URGENT], with_priority=False),),
        more=sentence(words.more(left, words.command("NATION"))) if left > 0 else "",
        counted=True,
    )


def _capability_section(reading: Reading, one: CapabilityCoverage, items: Sequence[ItemCoverage]) -> Section:
    """Lay out a capability: its items with their sums, and the most urgent of what is missing."""
    own = [item for item in items if item.capability == one.capability]
    asking = [request for item in own for request in item.requests if request.counts and _is_open(request)]
    asking += [request for request in one.requests if request.counts and _is_open(request)]
    asking.sort(key=urgency)
    left = len(asking) - _MOST_REQUESTS
    return Section(
        key=one.capability,
        heading=_title(one.capability),
        blocks=(_balances(reading, own), _requests(reading, asking[:_MOST_REQUESTS])),
        more=sentence(words.more(left, words.command(one.capability))) if left > 0 else "",
        counted=True,
    )


def _items_section(reading: Reading, items: Sequence[ItemCoverage]) -> Section:
    asking = [request for item in items for request in item.requests if request.counts and _is_open(request)]
    return Section(
        key="other",
        heading=words.OTHER_ITEMS,
        blocks=(_balances(reading, items), _requests(reading, sorted(asking, key=urgency)[:_MOST_REQUESTS])),
        counted=True,
    )


def _balances(reading: Reading, items: Sequence[ItemCoverage]) -> Table:
    rows = [_balance_row(reading, item.item, balance) for item in items for balance in item.balances]
    headings = (
        words.ITEM, words.REQUESTS, words.NEED, words.AGREED, words.OFFERED, words.MISSING, words.LATE,
        words.NOT_FIRM,
    )  # fmt: skip
    return table(headings, rows, numbers=range(1, len(headings)))


def _balance_row(reading: Reading, item: str, balance: Balance) -> Row:
    cover = balance.cover
    amounts = (cover.agreed, cover.offered, balance.shortfall.missing, cover.late, cover.not_firm)
    return Row(
        cells=(
            reading.item(item),
            f"{balance.requests:,}",
            _need_text(balance.need, balance),
            *(_amount(amount) for amount in amounts),
        )
    )


def _requests(reading: Reading, requests: Sequence[RequestCoverage], *, with_priority: bool = True) -> Table:
    rows = [
        Row(
            cells=(
                one.request,
                reading.party(one.owner),
                _what(reading, one),
                standing.PRIORITY[one.priority] if one.priority is not None and with_priority else "",
                by_text(one.need_by) if one.need_by is not None and one.need_by.is_known else "",
                _need_text(one.need, one),
                _amount(one.cover.agreed),
                _amount(one.cover.offered),
                _amount(one.shortfall.missing),
            )
        )
        for one in requests
    ]
    headings = (
        words.REQUEST, words.NATION, words.WHAT, words.PRIORITY, words.NEEDED_BY, words.NEED, words.AGREED,
        words.OFFERED, words.MISSING,
    )  # fmt: skip
    return table(headings, rows, numbers=range(5, len(headings)))


def _unconfirmed_section(reading: Reading, requests: Sequence[RequestCoverage]) -> Section:
    noted = sorted((one for one in requests if one.standing is Standing.UNCONFIRMED), key=urgency)
    left = len(noted) - _MOST_REQUESTS
    return Section(
        key="unconfirmed",
        heading=words.UNCONFIRMED,
        blocks=(_requests(reading, noted[:_MOST_REQUESTS]),),
        more=sentence(words.more(left, "workbook list requests unconfirmed=true")) if left > 0 else "",
        counted=True,
    )


def _at_large(reading: Reading, told: Coverage) -> Table:
    rows = [
        Row(
            cells=(
                reading.item(item.item),
                *(
                    _amount(amount, supply.unit)
                    for amount in (supply.firm, supply.not_firm, supply.unconfirmed)
                ),
            )
        )
        for item in told.items
        for supply in item.at_large
    ]
    headings = (words.ITEM, words.FIRM, words.NOT_FIRM, words.UNCONFIRMED_COLUMN)
    return table(headings, rows, numbers=range(1, 4))


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


def _need_text(need: Quantity, counted: Balance | RequestCoverage) -> str:
    text = quantity_text(need, counted.unit)
    return words.a_period(text, counted.per.value) if counted.per is not None else text


def _amount(amount: Quantity, unit: str = "") -> str:
    return quantity_text(amount, unit) if amount.high != 0 else ""


def _is_open(one: RequestCoverage) -> bool:
    return one.shortfall.missing.high != 0


def _title(capability: str) -> str:
    words_ = capability.replace("-", " ")
    return words_[:1].upper() + words_[1:]
