"""The cases of a plan: what each rule is given, and which cases other bytes in some files touch.

In: a workbook, the day, and the rules. Out: cases by subject and name: the path of a file, an id, the code of
a rule that follows rings. A case holds all that its rules may look at beside the settings, so a change of
files touches those cases alone that hold one of them, as it was or as it is. At remarks no rule looks, so a
change of these alone only moves the places of what is found.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook.analysis.beside import beside, stocks_beside
from workbook.check.item_cases import supplies, touched_items
from workbook.check.remarks import Changed, compared
from workbook.check.rule import Around, Gathering, Rule, Subject
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import PlanFile, Workbook

if TYPE_CHECKING:
    from workbook.analysis.kept import Kept

CaseKey = tuple[Subject, str]
Names = Mapping[Subject, Collection[str]]
_NONE: frozenset[str] = frozenset()
# The name of a case, the rules that judge it, and what they are given.
Case = tuple[str, Sequence[Rule], Any]


class Touched(NamedTuple):
    """The cases that a change touches, and files in which it changes no more than remarks.

    What is found in these files elsewhere is the same, though it may stand in another place.
    """

    cases: Names
    remarked: frozenset[str]


def every_case(workbook: Workbook, rules: Sequence[Rule]) -> Names:
    """Name every case of a plan that a rule may find something in."""
    return {
        Subject.FILE: [file.path for file in workbook.files if file.faults or file.kind is None],
        Subject.ID: [id for id, claims in workbook.claims.items() if len(claims) > 1],
        Subject.RECORD: workbook.records.keys(),
        Subject.AROUND: {**workbook.claims, **workbook.mentioned}.keys(),
        Subject.MEETING: workbook.meetings.keys(),
        Subject.ITEM: [record.id for record in workbook.of_kind(Kind.ITEM)],
        Subject.RING: [rule.code for rule in rules if rule.subject is Subject.RING],
    }


def touched_cases(
    before: Workbook,
    after: Workbook,
    rules: Sequence[Rule],
    paths: Iterable[str] | None = None,
    changed: Changed | None = None,
) -> Touched:
    """Name every case that differs between two states of a plan under the same settings.

    `paths` says where they differ, if that is known, and `changed` how, if they were compared.
    """
    pairs, remarked = changed or compared(before, after, paths)
    files = [file for pair in pairs for file in pair if file is not None]
    names = _touched(before, after, rules, [file for file in files if file.path not in remarked])
    names[Subject.FILE] |= remarked
    return Touched(names, remarked)


def _touched(
    before: Workbook, after: Workbook, rules: Sequence[Rule], changed: Sequence[PlanFile]
) -> dict[Subject, set[str]]:
    ids = {file.id for file in changed if file.kind is not None}
    counted = [file for id in ids for state in (before, after) if (file := state.file_of(id))]
    named = [reference for file in counted if file.record for reference in file.references]
    return {
        Subject.FILE: {file.path for file in changed},
        Subject.ID: {*ids},
        Subject.RECORD: {*ids},
        Subject.AROUND: {
            *ids,
            *(reference.target for reference in named),
            *_come_or_gone(before, after, ids),
            *_coming_from_elsewhere(before, after, ids),
            *(stock for id in ids for state in (before, after) for stock in stocks_beside(state, id)),
        },
        Subject.MEETING: {file.record.meeting for file in counted if file.record},
        Subject.ITEM: touched_items(before, after, ids),
        Subject.RING: {
            rule.code
            for rule in rules
            if rule.subject is Subject.RING and any(one.field.startswith(rule.ring) for one in named)
        },
    }


def _come_or_gone(before: Workbook, after: Workbook, ids: Iterable[str]) -> Iterator[str]:
    """Name the records that name an id behind which there is something now and was not, or the reverse."""
    for id in ids:
        if (before.file_of(id) is None) != (after.file_of(id) is None):
            yield from (mention.record.id for mention in after.mentions(id))


def _coming_from_elsewhere(before: Workbook, after: Workbook, ids: Iterable[str]) -> Iterator[str]:
    """Name the commitments of an item that comes from another nation now than it did."""
    for id in ids:
        if _origin(before, id) != _origin(after, id):
            yield from (one.record.id for one in after.mentions(id) if one.record.kind is Kind.COMMITMENT)


def cases(
    workbook: Workbook,
    rules: Sequence[Rule],
    subject: Subject,
    names: Iterable[str],
    today: date,
    kept: "Kept | None" = None,
) -> Iterator[Case]:
    """Give the cases of a subject that have these names; of what is no more, there is none."""
    fitting = [rule for rule in rules if rule.subject is subject]
    if subject is Subject.ITEM:
        return _items(workbook, fitting, names, today, kept)
    return _CASES[subject](workbook, fitting, names)


def _files(workbook: Workbook, rules: Sequence[Rule], paths: Iterable[str]) -> Iterator[Case]:
    for path in paths:
        file = workbook.file_at(path)
        if file is not None and (file.faults or file.kind is None):
            yield path, rules, file


def _ids(workbook: Workbook, rules: Sequence[Rule], ids: Iterable[str]) -> Iterator[Case]:
    for id in ids:
        claims = workbook.claims.get(id, ())
        if len(claims) > 1:
            yield id, rules, claims


def _records(workbook: Workbook, rules: Sequence[Rule], ids: Iterable[str]) -> Iterator[Case]:
    by_kind = _by_kind(rules)
    for id in ids:
        record = workbook.get(id)
        if record is not None:
            yield id, by_kind[record.kind], record


def _arounds(workbook: Workbook, rules: Sequence[Rule], ids: Iterable[str]) -> Iterator[Case]:
    by_kind = _by_kind(rules)
    by_kind_unnamed = _by_kind([rule for rule in rules if not rule.needs_mention])
    for id in ids:
        file, mentions = workbook.file_of(id), workbook.mentions(id)
        if file is None and not mentions:
            continue
        target = file.record if file is not None else None
        kind = target.kind if target is not None else None
        fitting = by_kind[kind] if mentions else by_kind_unnamed[kind]
        if fitting:
            if file is not None and target is not None and kind is Kind.COMMITMENT:
                around = Around(
                    id=id,
                    target=target,
                    is_claimed=True,
                    mentions=mentions,
                    missing=_missing(workbook, file),
                    origin=_origin(workbook, target.data.item),
                )
            else:
                aside = beside(workbook, target) if target is not None and kind is Kind.STOCK else ()
                claimed = file is not None
                around = Around(id=id, target=target, is_claimed=claimed, mentions=mentions, beside=aside)
            yield id, fitting, around


def _missing(workbook: Workbook, file: PlanFile) -> frozenset[str]:
    missing = [one.target for one in file.references if workbook.file_of(one.target) is None]
    return frozenset(missing) if missing else _NONE


def _origin(workbook: Workbook, item_id: str) -> str:
    item = workbook.get(item_id) if item_id else None
    return str(item.data.origin) if item is not None and item.kind is Kind.ITEM else ""


def _meetings(workbook: Workbook, rules: Sequence[Rule], ids: Iterable[str]) -> Iterator[Case]:
    for id in ids:
        records: Sequence[Record] = workbook.meetings.get(id, ())
        if records:
            meeting = next((record for record in records if record.kind is Kind.MEETING), None)
            yield id, rules, Gathering(id=id, meeting=meeting, records=records)


def _items(
    workbook: Workbook, rules: Sequence[Rule], ids: Iterable[str], today: date, kept: "Kept | None"
) -> Iterator[Case]:
    if rules:
        for supply in supplies(workbook, ids, today, kept):
            yield supply.item.id, rules, supply


def _rings(workbook: Workbook, rules: Sequence[Rule], codes: Iterable[str]) -> Iterator[Case]:
    for rule in rules:
        if rule.code in codes:
            # Sorted, so that their order does not depend on that of the index.
            members = sorted(
                workbook.mentions_by(rule.ring),
                key=lambda mention: (mention.record.layer, mention.record.path, mention.field),
            )
            yield rule.code, [rule], members


def _by_kind(rules: Iterable[Rule]) -> Mapping[Kind | None, Sequence[Rule]]:
    """Group rules by the kind that they judge; None is an id without a record."""
    return {
        kind: tuple(rule for rule in rules if not rule.kinds or kind in rule.kinds) for kind in (None, *Kind)
    }


_CASES: Mapping[Subject, Callable[[Workbook, Sequence[Rule], Iterable[str]], Iterator[Case]]] = (
    MappingProxyType(
        {
            Subject.FILE: _files,
            Subject.ID: _ids,
            Subject.RECORD: _records,
            Subject.AROUND: _arounds,
            Subject.MEETING: _meetings,
            Subject.RING: _rings,
        }
    )
)
