"""What saving a draft does beyond findings: to needs, to works, and to stocks.

In: a session and what an edit would do. Out: a few plain lines, none where nothing changes; the rest of many
is counted. All analyses come from what the session keeps.
"""

from collections.abc import Iterator, Sequence
from typing import assert_never

from workbook.analysis.contention_change import (
    BottleneckChange,
    FactoryChange,
    change_of_contention,
    change_of_stocks,
)
from workbook.analysis.coverage_change import change_of_coverage
from workbook.desk.form import effect_words
from workbook.desk.outlook import Outlook
from workbook.desk.session import Session
from workbook.model.kind import Kind
from workbook.records.workbook import Workbook

_BEARING = frozenset(
    (Kind.COMMITMENT, Kind.ACCEPTANCE, Kind.REQUEST, Kind.STOCK, Kind.CAPACITY, Kind.PROCUREMENT)
)
_MOST = 3


def effects(session: Session, outlook: Outlook) -> Sequence[str]:
    """Say what an edit does to requests, then to works and bottlenecks, then to stocks."""
    ids = [edit.id for edit in outlook.edits if edit.kind in _BEARING]
    if not ids:
        return ()
    before, after, today, kept = session.workbook, outlook.workbook, session.today, session.kept
    groups = (
        map(effect_words.coverage_line, change_of_coverage(before, after, ids, kept=kept)),
        (_works(one, after) for one in change_of_contention(before, after, ids, today, kept=kept)),
        map(effect_words.stock_line, change_of_stocks(before, after, ids, today, kept=kept)),
    )
    return [line for lines in groups for line in _few([line for line in lines if line])]


def _few(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield effect_words.and_more(len(lines) - _MOST)


def _works(one: FactoryChange | BottleneckChange, workbook: Workbook) -> str:
    match one:
        case FactoryChange():
            name = _name(workbook, one.works.supplier) if one.works.supplier else ""
            return effect_words.factory_line(one, name)
        case BottleneckChange():
            component, product = _name(workbook, one.component), _name(workbook, one.product)
            return effect_words.bottleneck_line(one, component, product)
    assert_never(one)


def _name(workbook: Workbook, id: str) -> str:
    """Give the name of an item or a supplier, its id where it has none."""
    record = workbook.get(id)
    is_named = record is not None and record.kind in (Kind.ITEM, Kind.SUPPLIER)
    return record.data.name or id if record is not None and is_named else id
