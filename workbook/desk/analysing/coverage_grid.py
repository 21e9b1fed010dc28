"""Coverage as a heat table: items below their capabilities, by months, down to requests and their answers.

In: a plan, a day, and what was kept of it. Out: a `Grid`. All sums come from `analysis.coverage`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal

from workbook.analysis.answers import Answer
from workbook.analysis.coverage import Balance, ItemCoverage, coverage
from workbook.analysis.coverage_months import Cell, calendar_of, counted_together, due_day
from workbook.analysis.fit import Fit
from workbook.analysis.kept import Kept
from workbook.analysis.request_coverage import RequestCoverage
from workbook.desk.analysing import grid_words, words
from workbook.desk.analysing.boards import BRANCH
from workbook.desk.analysing.grids import (
    Grid,
    GridCell,
    GridLine,
    Look,
    Ordering,
    month_columns,
    short_amount,
)
from workbook.desk.analysing.tables import AnalysisTable, Behind
from workbook.desk.analysing.tables import Cell as TableCell
from workbook.desk.listing.columns import Column
from workbook.model.kind import Kind
from workbook.model.when import When
from workbook.records.workbook import Workbook

_LOOKS = {"·": Look.QUIET, "▁": Look.GOOD, "▃": Look.FAIR, "▅": Look.FAIR, "█": Look.BAD, "?": Look.PLAIN}
_NEVER = date.max


def sign(cell: Cell) -> str:
    """Give the sign of a month: the higher, the larger the part that is open of what is due."""
    if cell.need.high == 0:
        return "·"
    if cell.open.high == 0:
        return "▁"
    if not cell.open.low:
        return "?"
    return _height(cell.open.low, cell.need.high or cell.need.low)


def grid(workbook: Workbook, today: date, kept: Kept) -> Grid:
    """Lay out need against offers by item and month."""
    whole = coverage(workbook, today, kept=kept)
    items = [one for one in whole.items if one.balances]
    lines = {item.item: _item_line(item, _name(workbook, item.item)) for item in items}
    tells: dict[str, Callable[[int], Behind]] = {lines[item.item].words: _item_teller(item) for item in items}
    grouped: list[GridLine] = []
    groups = {one.capability: one.requests for one in whole.capabilities} | {"": whole.unnamed}
    for capability in sorted(groups, key=lambda name: (not name, name)):
        members = [item for item in items if item.capability == capability]
        asking = [one for one in groups[capability] if one.counts]
        if members or asking:
            group = _group_line(capability, members, asking, today)
            tells[group.words] = _group_teller(group.label, members, asking, today)
            grouped += [group, *(lines[item.item] for item in members)]
    worst = sorted(items, key=lambda item: (-_part_missing(item), item.item))
    months = [cell.month for cell in calendar_of((), "", today).cells]
    return Grid(
        title=grid_words.OPEN_BY_MONTH,
        heading=words.ITEM,
        amount_heading=words.MISSING,
        columns=month_columns([month.text for month in months]),
        orderings=(
            Ordering(grid_words.BY_CAPABILITY, grouped),
            Ordering(grid_words.BY_SHORTFALL, [lines[item.item] for item in worst]),
        ),
        views=(grid_words.IN_PERCENT, grid_words.IN_AMOUNTS, grid_words.IN_SIGNS),
        legend=grid_words.HEAT_LEGEND,
        nothing=words.NO_REQUESTS,
        behind=lambda line, place: tells[line.words](place),
    )


def _height(part: Decimal | int, whole: Decimal | int) -> str:
    """Give how high a sign stands for a part of a whole."""
    return "▃" if part * 3 <= whole else "▅" if part * 3 <= whole * 2 else "█"


def _item_line(item: ItemCoverage, name: str) -> GridLine:
    asking = [request for request in item.requests if request.counts]
    ids = [one.request for one in asking]
    ids += [answer.commitment for one in asking for answer in one.answers]
    nations = grid_words.owners(asking)
    return GridLine(
        label=item.item,
        amount=_missing(item),
        cells=[_item_cell(cell) for cell in item.cells],
        words=grid_words.found_by([item.item, name, item.capability, *sorted({*ids, *nations})]),
        nations=nations,
    )


def _group_line(
    capability: str, items: Sequence[ItemCoverage], asking: Sequence[RequestCoverage], today: date
) -> GridLine:
    all_asking = [*asking, *(one for item in items for one in item.requests if one.counts)]
    return GridLine(
        label=capability or grid_words.NO_CAPABILITY,
        amount="",
        cells=[_group_cell(cell) for cell in _group_cells(items, asking, today)],
        words=grid_words.found_by(
            [f"{capability or grid_words.NO_CAPABILITY}:", *(one.request for one in asking)]
        ),
        nations=grid_words.owners(all_asking),
        is_group=True,
    )


def _group_cells(
    items: Sequence[ItemCoverage], asking: Sequence[RequestCoverage], today: date
) -> Sequence[Cell]:
    return counted_together([calendar_of(asking, "", today).cells, *(item.cells for item in items)])


def _item_cell(cell: Cell) -> GridCell:
    drawn = sign(cell)
    return GridCell(drawn, (_percent(cell), short_amount(cell.open), ""), _LOOKS[drawn])


def _group_cell(cell: Cell) -> GridCell:
    """Draw a capability's month by the requests that are open of those that are due."""
    drawn = "·" if not cell.requests else "▁"
    if cell.requests_open:
        drawn = _height(cell.requests_open, cell.requests)
    figure = _whole_percent(Decimal(cell.requests_open), Decimal(cell.requests)) if cell.requests else ""
    return GridCell(drawn, (figure, f"{cell.requests_open or ''}", ""), _LOOKS[drawn])


def _percent(cell: Cell) -> str:
    """Give which part is open, in percent; of an interval, what surely is."""
    whole = cell.need.low if cell.need.high is None else cell.need.high
    text = _whole_percent(cell.open.low, whole)
    is_exact = cell.open.is_exact and cell.need.is_exact
    return text if is_exact or not text or cell.open.low >= whole else f"≥{text}"


def _whole_percent(part: Decimal, whole: Decimal) -> str:
    """Write a part in whole percent, nothing as ""; what is not all never looks so."""
    if not part or part >= whole:
        return "100%" if part else ""
    number = int((part * 100 / whole).to_integral_value(ROUND_DOWN))
    return f"{max(1, number)}%"


def _balance(item: ItemCoverage) -> Balance:
    """Give the sums to tell of an item: where it counts in several ways, first what is due once."""
    return min(item.balances, key=lambda one: (one.per is not None, one.unit != item.unit))


def _missing(item: ItemCoverage) -> str:
    balance = _balance(item)
    amount = short_amount(balance.shortfall.missing)
    return f"{amount} {words.in_unit('each', balance.per)}".rstrip() if amount else "-"


def _part_missing(item: ItemCoverage) -> Decimal:
    """Give which part of the need for an item surely is missing."""
    balance = _balance(item)
    whole = balance.need.low if balance.need.high is None else balance.need.high
    return balance.shortfall.missing.low / whole if whole else Decimal(0)


def _item_teller(item: ItemCoverage) -> Callable[[int], Behind]:
    def tell(place: int) -> Behind:
        cell = item.cells[place]
        told = [
            grid_words.due(cell.month, cell.need, cell.agreed, cell.offered, cell.open, item.unit),
            grid_words.beyond(item.due_later, item.undated, item.unit, item.cells[-1].month),
        ]
        return Behind(
            title=grid_words.at(item.item, grid_words.month_name(cell.month)),
            sentences=[one for one in told if one],
            tables=_tables(item.requests, cell),
        )

    return tell


def _group_teller(
    label: str, items: Sequence[ItemCoverage], asking: Sequence[RequestCoverage], today: date
) -> Callable[[int], Behind]:
    cells = _group_cells(items, asking, today)
    requests = [*asking, *(one for item in items for one in item.requests)]

    def tell(place: int) -> Behind:
        cell = cells[place]
        return Behind(
            title=grid_words.at(label, grid_words.month_name(cell.month)),
            sentences=[grid_words.requests_due(cell.month, cell.requests, cell.requests_open)],
            tables=_tables(requests, cell),
        )

    return tell


def _tables(requests: Sequence[RequestCoverage], cell: Cell) -> Sequence[AnalysisTable]:
    """List the requests that are due by a month, each with its answers below it."""
    days = {one.request: day for one in requests if one.counts and (day := due_day(one)) is not None}
    found = [one for one in requests if days.get(one.request, _NEVER) <= cell.month.last]
    found.sort(key=lambda one: (days[one.request], one.request))
    rows = [row for one in found for row in _rows(one)]
    return (
        [
            AnalysisTable(
                title=grid_words.TO_BE_MET,
                columns=(
                    Column(words.RECORD, is_fixed=True),
                    Column(words.NATION, is_fixed=True),
                    Column(words.STANDING),
                    Column(words.STATUS),
                    Column(words.QUANTITY, is_number=True),
                    Column(words.MISSING, is_number=True),
                    Column(words.LATE, is_number=True),
                    Column(words.ARRIVES),
                    Column(grid_words.STANDS_IN, is_loose=True),
                ),
                rows=rows,
            )
        ]
        if rows
        else []
    )


def _rows(one: RequestCoverage) -> Iterator[Sequence[TableCell]]:
    priority = str(one.priority) if one.priority is not None else ""
    missing = one.shortfall.missing
    yield (one.request, one.owner, grid_words.NEEDS, priority, one.need, missing, None, one.need_by, "")
    for answer in one.answers:
        late = answer.timing.late + answer.timing.perhaps_late
        yield (
            f"{BRANCH}{answer.commitment}",
            answer.owner,
            str(answer.state) + "?" * (answer.is_unconfirmed or answer.is_answer_unconfirmed),
            str(answer.status or ""),
            answer.quantity,
            None,
            late if late.high != 0 else None,
            _last_arrival(answer),
            _standing_in(answer, one),
        )


def _last_arrival(answer: Answer) -> When | None:
    times = [one.by for one in answer.arrivals if one.by is not None and one.by.last is not None]
    return max(times, key=lambda by: by.last or _NEVER, default=None)


def _standing_in(answer: Answer, request: RequestCoverage) -> str:
    if not answer.fit.counts:
        return grid_words.NOT_COUNTED
    if not answer.item or answer.item == request.item:
        return ""
    return grid_words.stands_in(answer.item, answer.ratio, is_to_ask=answer.fit is Fit.TO_ASK)


def _name(workbook: Workbook, id: str) -> str:
    record = workbook.get(id)
    return record.data.name if record is not None and record.kind is Kind.ITEM else ""
