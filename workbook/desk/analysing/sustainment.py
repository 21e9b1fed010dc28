"""Sustainment in tables: what donated systems need in service, and what of that is committed.

In: a plan, a narrowing. Out: what `analyse sustainment` tells. All sums come from `analysis.sustainment`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from workbook.analysis.footing import Footing
from workbook.analysis.sustainment import SupportNeed, Sustainment, sustainment
from workbook.desk.analysing import industry_words, words
from workbook.desk.analysing.boards import Board, BoardLine
from workbook.desk.analysing.narrowing import Narrow, Narrowing
from workbook.desk.analysing.tables import AnalysisTable, Bar, Behind, Told
from workbook.desk.listing.columns import Column, brief
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.records.workbook import Workbook

_NOT_FIRM = (Footing.PLEDGED, Footing.CONSIDERED, Footing.UNCONFIRMED)


def tell(workbook: Workbook, narrowed: Narrowing, _today: date) -> Told:
    """Tell what donated systems need in a plan, or in the part that it is narrowed to."""
    found = [one for one in sustainment(workbook) if _fits(one, narrowed, workbook)]
    table = _overview(_pairs(found))
    return Told(
        tables=[table] if table.rows else [],
        values={"systems": [_values(one) for one in found]},
        nothing="" if table.rows else industry_words.NO_SYSTEMS,
    )


def board(workbook: Workbook, _today: date) -> Board:
    """Show what each system needs, what is least covered first, and behind it who gives what."""
    pairs = sorted(_pairs(sustainment(workbook)), key=lambda pair: _covered(pair[1]))
    overview = _overview(pairs)
    lines = [
        BoardLine(
            cells=row,
            nations=_nations(workbook, one, need),
            is_trouble=need.missing.low > 0,
        )
        for row, (one, need) in zip(overview.rows, pairs, strict=True)
    ]
    # Two lines may say the same; each keeps its own need.
    known = {id(line): pair for line, pair in zip(lines, pairs, strict=True)}
    return Board(
        title=overview.title,
        columns=overview.columns,
        lines=lines,
        legend=overview.legend,
        nothing=industry_words.NO_SYSTEMS,
        behind=lambda line: _behind(workbook, *known[id(line)]),
    )


def _pairs(found: Iterable[Sustainment]) -> list[tuple[Sustainment, SupportNeed]]:
    """List each system with each of its needs, those that surely lack something first."""
    pairs = [(one, need) for one in found for need in one.support]
    return sorted(pairs, key=lambda pair: not pair[1].missing.low)


def _covered(need: SupportNeed) -> tuple[object, ...]:
    """Sort by how much is surely lacking of what is needed; of two alike, the larger need comes first."""
    lacking = need.missing.low / need.needed.low if need.needed.low else Decimal(0)
    return (-lacking, _not_firm(need).low > 0, -need.needed.low)


def _nations(workbook: Workbook, one: Sustainment, need: SupportNeed) -> frozenset[str]:
    given = filter(None, map(workbook.get, need.commitments))
    return frozenset((one.recipient, *(record.owner for record in (*one.donations, *given))))


def _behind(workbook: Workbook, one: Sustainment, need: SupportNeed) -> Behind:
    given = [record for record in map(workbook.get, need.commitments) if record is not None]
    tables = [
        _records(industry_words.support_with(need.item, one.recipient), given),
        _records(industry_words.gifts_of(one.system, one.recipient), one.donations),
    ]
    return Behind(
        title=industry_words.system_of(one.system, one.recipient),
        sentences=[
            industry_words.needs(
                brief(one.quantity),
                one.system,
                need.item,
                needed=brief(_whole(need.needed)),
                firm=brief(need.committed.get(Footing.FIRM, NOTHING)),
                missing=brief(_whole(need.missing)),
            ),
            *([] if given else [industry_words.NO_SUPPORT]),
        ],
        tables=[table for table in tables if table.rows],
    )


def _records(title: str, records: Iterable[Record]) -> AnalysisTable:
    return AnalysisTable(
        title=title,
        columns=(
            Column(words.RECORD, is_fixed=True),
            Column(words.NATION, is_fixed=True),
            Column(words.ITEM),
            Column(words.QUANTITY, is_number=True),
            Column(words.STATUS),
            Column(words.MARK),
        ),
        rows=[
            (
                record.id,
                record.owner,
                record.data.item,
                record.data.quantity,
                str(record.data.status),
                "?" * record.recorded,
            )
            for record in records
        ],
    )


def _overview(pairs: Iterable[tuple[Sustainment, SupportNeed]]) -> AnalysisTable:
    return AnalysisTable(
        title=industry_words.in_service(),
        columns=(
            Column(industry_words.SYSTEM, is_fixed=True),
            Column(industry_words.RECIPIENT, is_fixed=True),
            Column(industry_words.GIVEN, is_number=True),
            Column(industry_words.SUPPORT, is_fixed=True),
            Column(industry_words.NEEDED, is_number=True),
            Column(words.COVERED, is_drawn=True),
            Column(industry_words.FIRM, is_number=True),
            Column(words.NOT_FIRM, is_number=True),
            Column(words.MISSING, is_number=True, is_fixed=True),
        ),
        rows=[
            (
                one.system,
                one.recipient,
                one.quantity,
                need.item,
                _whole(need.needed),
                _support_bar(need),
                need.committed.get(Footing.FIRM, NOTHING),
                _not_firm(need),
                _whole(need.missing),
            )
            for one, need in pairs
        ],
        legend=industry_words.SUPPORT_LEGEND,
    )


def _fits(one: Sustainment, narrowed: Narrowing, workbook: Workbook) -> bool:
    match narrowed.narrow:
        case Narrow.ALL:
            return True
        case Narrow.ITEM:
            return narrowed.item in (one.system, *(need.item for need in one.support))
        case Narrow.NATION:
            return narrowed.nation in (one.recipient, *(record.owner for record in one.donations))
        case Narrow.CAPABILITY:
            item = workbook.get(one.system)
            return item is not None and item.kind is Kind.ITEM and item.data.capability == narrowed.capability


def _support_bar(need: SupportNeed) -> Bar | None:
    whole = need.needed.low if need.needed.high is None else need.needed.high
    if not whole:
        return None
    firm = need.committed.get(Footing.FIRM, NOTHING)
    return Bar(parts=(min(firm.low, whole), _not_firm(need).low), whole=whole, is_open=firm.high is None)


def _not_firm(need: SupportNeed) -> Quantity:
    return sum((need.committed.get(footing, NOTHING) for footing in _NOT_FIRM), NOTHING)


def _whole(quantity: Quantity) -> Quantity:
    """Round up to whole units, for eyes: nobody sends two thirds of a barrel."""
    low, high = (
        None if end is None else end.to_integral_value(ROUND_CEILING) for end in (quantity.low, quantity.high)
    )
    assert low is not None
    return Quantity(
        low,
        high,
        about=quantity.about,
        unknown=quantity.unknown,
        undisclosed=quantity.undisclosed,
    )


def _values(one: Sustainment) -> Mapping[str, Any]:
    """Give a system's needs as programs read them."""
    return {
        "system": one.system,
        "recipient": one.recipient,
        "quantity": one.quantity,
        "intended": one.intended,
        "donations": [record.id for record in one.donations],
        "support": [
            {
                "item": need.item,
                "needed": need.needed,
                "committed": {footing.value: quantity for footing, quantity in need.committed.items()},
                "missing": need.missing,
                "commitments": need.commitments,
            }
            for need in one.support
        ],
    }
