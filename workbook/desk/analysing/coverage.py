"""Coverage in tables: items, capabilities, and behind one of them its requests, answers and months.

In: a plan, a narrowing, a day. Out: what `analyse coverage` tells. All sums come from `analysis.coverage`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from workbook.analysis.answers import Answer
from workbook.analysis.coverage import (
    Balance,
    CapabilityCoverage,
    Coverage,
    ItemCoverage,
    balances,
    coverage,
)
from workbook.analysis.coverage_months import Cell as Month
from workbook.analysis.fit import Fit
from workbook.analysis.request_coverage import Met, RequestCoverage
from workbook.desk.analysing import words
from workbook.desk.analysing.coverage_grid import grid as grid
from workbook.desk.analysing.coverage_grid import sign
from workbook.desk.analysing.narrowing import Narrow, Narrowing
from workbook.desk.analysing.tables import AnalysisTable, Bar, Cell, Told
from workbook.desk.listing.columns import Column
from workbook.model.enums import Priority
from workbook.model.quantity import Quantity
from workbook.model.when import When
from workbook.records.workbook import Workbook

_NEVER = date.max


def tell(workbook: Workbook, narrowed: Narrowing, today: date) -> Told:
    """Tell coverage of a plan, or of the part that it is narrowed to."""
    whole = coverage(workbook, today)
    match narrowed.narrow:
        case Narrow.ITEM:
            items = [one for one in whole.items if one.item == narrowed.item]
            found = [request for one in items for request in one.requests]
            tables = [
                _items(items),
                _requests(found, narrowed.item),
                _answers(found, narrowed.item),
                *map(_months, items),
            ]
            values: dict[str, object] = {"items": items}
        case Narrow.CAPABILITY:
            name = narrowed.capability
            items = [one for one in whole.items if one.capability == name]
            groups = [one for one in whole.capabilities if one.capability == name]
            asking = [request for one in groups for request in one.requests]
            tables = [_items(items), _capabilities(groups), _requests(asking, name)]
            values = {"items": items, "capabilities": groups}
        case Narrow.NATION:
            found = [one for one in _all_requests(whole) if one.owner == narrowed.nation]
            tables = [_own_items(found), _requests(found, narrowed.nation)]
            values = {"requests": found}
        case Narrow.ALL:
            tables = [_items(whole.items), _capabilities(whole.capabilities)]
            values = {
                "items": whole.items,
                "capabilities": whole.capabilities,
                "unnamed": whole.unnamed,
            }
    shown = [table for table in tables if table.rows]
    return Told(tables=shown, values=values, nothing="" if shown else words.NO_REQUESTS)


def heat(cells: Iterable[Month]) -> str:
    """Draw months as signs, one each: the higher, the larger the part that is open of what is due."""
    return "".join(map(sign, cells))


def _items(items: Iterable[ItemCoverage]) -> AnalysisTable:
    items = [item for item in items if item.balances]
    span = words.months(*_span(items[0].cells)) if items else ""
    rows = []
    for item in items:
        for index, balance in enumerate(item.balances):
            rows.append(_row(item.item, balance, heat(item.cells) if not index else ""))
    return AnalysisTable(
        title=words.by_item(),
        columns=_columns(words.ITEM, Column(span, is_drawn=True)),
        rows=rows,
        legend=f"{words.COVERED_LEGEND} {words.HEAT_LEGEND}",
    )


def _own_items(requests: Sequence[RequestCoverage]) -> AnalysisTable:
    """Lay out what one nation asks for, by item or capability."""
    counting = [one for one in requests if one.counts]
    subjects = sorted({_subject(one) for one in counting})
    rows = [
        _row(subject, balance)
        for subject in subjects
        for balance in balances(one for one in counting if _subject(one) == subject)
    ]
    return AnalysisTable(
        title=words.by_item(), columns=_columns(words.ITEM), rows=rows, legend=words.COVERED_LEGEND
    )


def _columns(subject: str, *more: Column) -> Sequence[Column]:
    return (
        Column(subject),
        Column(words.UNIT),
        Column(words.NEED, is_number=True),
        Column(words.MISSING, is_number=True),
        Column(words.COVERED, is_drawn=True),
        *more,
        Column(words.AGREED, is_number=True),
        Column(words.OFFERED, is_number=True),
        Column(words.LATE, is_number=True),
        Column(words.NOT_FIRM, is_number=True),
        Column(words.REQUESTS, is_number=True),
    )


def _row(subject: str, balance: Balance, *more: Cell) -> Sequence[Cell]:
    cover = balance.cover
    return (
        subject,
        _unit(balance.unit, balance),
        balance.need,
        balance.shortfall.missing,
        _bar(balance.need, cover.agreed, cover.offered),
        *more,
        cover.agreed,
        cover.offered,
        cover.late,
        cover.not_firm,
        balance.requests,
    )


def _requests(requests: Iterable[RequestCoverage], subject: str) -> AnalysisTable:
    rows = []
    for one in sorted(requests, key=_urgency):
        priority = str(one.priority) if one.priority is not None else ""
        standing = "" if one.counts else str(one.standing)
        rows.append(
            (
                one.request,
                _subject(one),
                _unit(one.unit, one),
                one.need,
                one.shortfall.missing,
                _bar(one.need, one.cover.agreed, one.cover.offered),
                one.need_by,
                priority,
                standing,
                one.cover.agreed,
                one.cover.offered,
                one.cover.late,
                one.cover.not_firm,
            )
        )
    headings = (words.AGREED, words.OFFERED, words.LATE, words.NOT_FIRM)
    return AnalysisTable(
        title=words.requests_for(subject),
        columns=(
            Column(words.REQUEST, is_fixed=True),
            Column(words.ITEM),
            Column(words.UNIT),
            Column(words.NEED, is_number=True),
            Column(words.MISSING, is_number=True),
            Column(words.COVERED, is_drawn=True),
            Column(words.NEEDED_BY),
            Column(words.PRIORITY),
            Column(words.STANDING),
            *(Column(heading, is_number=True) for heading in headings),
        ),
        rows=rows,
        legend=words.COVERED_LEGEND,
    )


def _answers(requests: Iterable[RequestCoverage], subject: str) -> AnalysisTable:
    rows = [
        (
            request.request,
            answer.commitment,
            answer.owner,
            str(answer.status or ""),
            str(answer.state),
            answer.quantity,
            answer.given,
            answer.item if answer.item != request.item else "",
            _last_arrival(answer),
            _mark(answer),
        )
        for request in sorted(requests, key=_urgency)
        for answer in request.answers
    ]
    return AnalysisTable(
        title=words.answers_to(subject),
        columns=(
            Column(words.REQUEST, is_fixed=True),
            Column(words.COMMITMENT, is_fixed=True),
            Column(words.NATION),
            Column(words.STATUS),
            Column(words.STANDING),
            Column(words.COUNTS_AS, is_number=True),
            Column(words.GIVES, is_number=True),
            Column(words.ITEM),
            Column(words.ARRIVES),
            Column(words.MARK, is_fixed=True),
        ),
        rows=rows,
        legend=words.MARK_LEGEND if any(row[-1] for row in rows) else "",
    )


def _capabilities(capabilities: Iterable[CapabilityCoverage]) -> AnalysisTable:
    rows: list[Sequence[Cell]] = [
        (one.capability, sum(one.met.values()), *(one.met.get(met, 0) for met in Met), len(one.items))
        for one in capabilities
        if one.met
    ]
    met = (words.IN_FULL, words.ON_OFFER, words.PARTLY, words.BY_NOTHING, words.UNCLEAR)
    return AnalysisTable(
        title=words.by_capability(),
        columns=(
            Column(words.CAPABILITY),
            Column(words.REQUESTS, is_number=True),
            *(Column(heading, is_number=True) for heading in met),
            Column(words.ITEMS, is_number=True),
        ),
        rows=rows,
    )


def _months(item: ItemCoverage) -> AnalysisTable:
    rows = [
        (
            cell.month.text,
            cell.need,
            cell.open,
            _bar(cell.need, cell.agreed, cell.offered),
            cell.agreed,
            cell.offered,
            cell.requests_open,
        )
        for cell in item.cells
        if cell.need.high != 0
    ]
    return AnalysisTable(
        title=words.months_of(item.item),
        columns=(
            Column(words.MONTH, is_fixed=True),
            Column(words.DUE, is_number=True),
            Column(words.OPEN, is_number=True),
            Column(words.COVERED, is_drawn=True),
            Column(words.AGREED, is_number=True),
            Column(words.OFFERED, is_number=True),
            Column(words.REQUESTS_OPEN, is_number=True),
        ),
        rows=rows,
        legend=words.COVERED_LEGEND,
    )


def _bar(need: Quantity, agreed: Quantity, offered: Quantity) -> Bar | None:
    """Draw what surely covers a need against the most that is needed, as far as it is known."""
    whole = need.low if need.high is None else need.high
    if not whole:
        return None
    return Bar(parts=(agreed.low, offered.low), whole=whole, is_open=need.high is None)


def _all_requests(whole: Coverage) -> list[RequestCoverage]:
    found = [request for item in whole.items for request in item.requests]
    found += [request for one in whole.capabilities for request in one.requests]
    return [*found, *whole.unnamed]


def _subject(one: RequestCoverage) -> str:
    return one.item or one.capability


def _urgency(one: RequestCoverage) -> tuple[object, ...]:
    rank = list(Priority).index(one.priority) if one.priority is not None else len(Priority)
    when = one.need_by
    day = (when.last or when.first) if when is not None else None
    return (not one.counts, rank, day or _NEVER, one.request)


def _unit(unit: str, counted: Balance | RequestCoverage) -> str:
    return words.in_unit(unit, counted.per)


def _last_arrival(answer: Answer) -> When | None:
    """Give when the last lot comes."""
    times = [one.by for one in answer.arrivals if one.by is not None and one.by.last is not None]
    return max(times, key=lambda by: by.last or _NEVER, default=None)


def _mark(answer: Answer) -> str:
    signs = {Fit.AS_ASKED: "", Fit.STANDS_IN: "~", Fit.TO_ASK: "a"}
    return signs.get(answer.fit, "!") + "?" * (answer.is_unconfirmed or answer.is_answer_unconfirmed)


def _span(cells: Sequence[Month]) -> tuple[str, str]:
    return cells[0].month.text, cells[-1].month.text
