"""Cases by item: what analysis makes of each, and whose case a changed record touches.

In: a workbook, the day, and ids of items; or two states of a plan and the ids that differ. Out: `Supply`s; or
the items whose case may differ. What a case reads is told here once: whoever lets an analysis look further
has to widen `touched_items`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from workbook.check.rule import Supply
from workbook.model.kind import Kind
from workbook.records.workbook import Mention, PlanFile, Workbook

if TYPE_CHECKING:
    from workbook.analysis.kept import Kept

# Fields by which a record decides whether another counts, where it is made, or who takes it.
_BINDING = frozenset(("counted_in", "shared_as", "procurement", "commitment", "supplier"))
_ASKING = frozenset((Kind.REQUEST, Kind.COMMITMENT, Kind.PROCUREMENT))


def supplies(
    workbook: Workbook, items: Iterable[str], today: date, kept: "Kept | None" = None
) -> Iterator[Supply]:
    """Give the case of each of these items; of what is no item, none."""
    from workbook.analysis.contention import Ledger
    from workbook.analysis.sustainment import sustainment_of

    ledger = Ledger(workbook, today, kept=kept)
    for id in items:
        record = workbook.get(id)
        if record is not None and record.kind is Kind.ITEM:
            yield Supply(
                item=record,
                contention=ledger.contention_of(id),
                sustainment=sustainment_of(workbook, id),
                requirers=_requirers(workbook, id) if record.data.obsolete is not None else (),
            )


def touched_items(before: Workbook, after: Workbook, ids: Iterable[str]) -> set[str]:
    """Name the items whose case may differ, where the records of these ids do.

    Those that a record names, or that what it binds does; their components, for which they compete with other
    products; what contains any of these; and systems that need one of them in service.
    """
    own: set[str] = set()
    found: set[str] = set()
    for state in (before, after):
        for id in ids:
            file = state.file_of(id)
            own |= _items_of(file)
            if file is not None and file.kind is Kind.ITEM:
                own |= {id, *_named(file, "sustainment")}
            own |= {item for other in _bound(state, file, id) for item in _items_of(other)}
    for state in (before, after):
        below = _reached(own, partial(_parts_in, state))
        found |= _reached(below, partial(_products_in, state))
        replaced = {one for id in own for one in _named(state.file_of(id), "stands_in_for")}
        found |= {system for id in own | replaced for system in _naming(state, id, "sustainment")}
    return found


def _requirers(workbook: Workbook, id: str) -> Sequence[Mention]:
    return [
        mention
        for mention in workbook.mentions(id)
        if (mention.field == "item" and mention.record.kind in _ASKING)
        or (mention.record.kind is Kind.ITEM and mention.field.startswith(("components", "sustainment")))
    ]


def _items_of(file: PlanFile | None) -> set[str]:
    return _named(file, "item")


def _bound(state: Workbook, file: PlanFile | None, id: str) -> Iterator[PlanFile]:
    """Give the files that a record binds, and those that bind it."""
    targets = (
        [reference.target for reference in file.references if reference.field in _BINDING] if file else []
    )
    naming = [mention.record.id for mention in state.mentions(id) if mention.field in _BINDING]
    for other in (*targets, *naming):
        bound = state.file_of(other)
        if bound is not None:
            yield bound
            # A joint purchase may take its supplier from a commitment inside it.
            yield from filter(None, map(state.file_of, _named(bound, "procurement")))


def _named(file: PlanFile | None, field: str) -> set[str]:
    """Give the ids that a file names in a field."""
    if file is None or file.record is None:
        return set()
    return {one.target for one in file.references if one.field.partition("[")[0] == field}


def _parts_in(state: Workbook, id: str) -> set[str]:
    return _named(state.file_of(id), "components")


def _products_in(state: Workbook, id: str) -> set[str]:
    return _naming(state, id, "components")


def _naming(state: Workbook, id: str, field: str) -> set[str]:
    """Give the items that name an id in a field."""
    return {
        mention.record.id
        for mention in state.mentions(id)
        if mention.record.kind is Kind.ITEM and mention.field.startswith(field)
    }


def _reached(start: Iterable[str], steps: Callable[[str], set[str]]) -> set[str]:
    """Give what is reached from some items by any number of steps, themselves included."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for id in steps(waiting.pop()) - found:
            found.add(id)
            waiting.append(id)
    return found
