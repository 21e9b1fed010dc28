"""Assignments as a person types them: the changes that `set` and `new` make to a record.

    quantity=20..30             a value, in words or TOML       notes=            takes the field out
    lots.a.by=2023-Q1           a field of the lot a, which is made if it is not there
    lots[0].by=2023-Q1          a field of the first lot        tags=winter,fuel  a whole list
    meets+=UKR-R-11AB:12        one more entry: its first field, then others in order behind `:`
    meets+=UKR-R-11AB,quantity=12                               or by name
    tags-=winter  lots-=a       takes an element or entry out

In: the words, and the kind of record. Out: assignments; or the bytes of a file with them made, all else as it
was. Whether the plan likes the result is for the rules to say.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec
from msgspec.structs import replace

from workbook.change.policy import ChangePath, Named
from workbook.change.sameness import same
from workbook.desk.editing.values import (
    Place,
    WrongValueError,
    field_named,
    first_field,
    near_field,
    read_elements,
    read_named,
    read_words,
)
from workbook.errors import WorkbookError
from workbook.model.fields import Policy
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.records.reader import parse_path, path_text
from workbook.toml.document import Document, parse
from workbook.toml.edit import insert_element, remove, set_value
from workbook.toml.layout import KeyPath
from workbook.toml.texts import text_at
from workbook.toml.values import value_text

_OPERATOR = re.compile(r'((?:[^="]|"(?:[^"\\]|\\.)*")*?)\s*([+-]?=)(.*)', re.DOTALL)


class Manner(StrEnum):
    """What an assignment does at its place."""

    SET = "="
    ADD = "+="
    TAKE = "-="
    CLEAR = "= (nothing)"


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """One change: where (`path` as typed, `steps` as declared), what is done, and the TOML data to be there.

    `value` is a list of elements where they are added or taken out, and None where a field is cleared.
    `place` says what is declared there; None for a field that no declaration knows.
    """

    path: str
    steps: ChangePath
    manner: Manner
    value: Any
    place: Place | None


class NotAnAssignmentError(WorkbookError):
    """Words that assign nothing."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"{words!r} is no assignment: write FIELD=VALUE, as in quantity=20 or lots.a.by=2023-Q1."
        )


class NoSuchFieldError(WorkbookError):
    """A path leads to a field that is not declared."""

    def __init__(self, name: str, of: str, near: str, kind: Kind | None = None) -> None:
        known = f"`workbook explain {kind}` lists its fields." if kind else "there is nothing to take out."
        advice = f"did you mean {near}?" if near else known
        super().__init__(f"{of} has no field {name!r}: {advice}")


class NotInTheRecordError(WorkbookError):
    """A path leads to an entry or element that the record does not have."""

    def __init__(self, name: str, wanted: str, there: Sequence[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(wanted[:64], there, n=1)
        listed = f"it has {', '.join(there[:8])}" if there else "it is empty"
        super().__init__(f"{name} has no {wanted}: {f'did you mean {near[0]}?' if near else f'{listed}.'}")


class AlreadyThereError(WorkbookError):
    """An entry is added whose first field another entry has."""

    def __init__(self, name: str, entry: str) -> None:
        super().__init__(f"{name} already has {entry}; change it there, as in {name}.{entry}.FIELD=VALUE.")


class HalfMoneyError(WorkbookError):
    """An amount would stand without its currency, or a currency without an amount."""

    def __init__(self, name: str, missing: Sequence[str]) -> None:
        super().__init__(
            f'{name} would have no {" and no ".join(missing)}: write all of it, as in {name}="5m EUR", '
            f"or `{name}=` to take it out."
        )


def assignments_of(kind: Kind, words: Iterable[str]) -> Sequence[Assignment]:
    """Read assignments to a record of a kind.

    Raises:
        WorkbookError: one is none, names no field, or gives a field what it cannot hold.
    """
    return [_assignment(kind, one) for one in words]


def apply_assignments(document: Document, assignments: Iterable[Assignment]) -> bytes:
    """Make changes to the text of a record, one after another, each the smallest there is.

    What says already what is wanted stays as it is spelled.

    Raises:
        WorkbookError: one of them cannot be made; nothing is.
    """
    made = list(assignments)
    for assignment in made:
        document = _reread(_applied(document, assignment))
    for assignment in made:
        _refuse_half(document, assignment)
    return document.data


def _refuse_half(document: Document, assignment: Assignment) -> None:
    """Refuse to leave a part of money without the other, whichever order they were typed in."""
    spot = _spot(document.table, assignment.steps[:-1])
    if assignment.place is not None and not spot.rest and isinstance(spot.value, dict):
        missing = [key for key in assignment.place.together if key not in spot.value]
        if missing:
            raise HalfMoneyError(_shown(assignment.steps[:-1]), missing)


def _assignment(kind: Kind, words: str) -> Assignment:
    if not words.isascii() and any("\ud800" <= sign <= "\udfff" for sign in words):
        raise NotAnAssignmentError(words.encode(errors="backslashreplace").decode())
    found = _OPERATOR.fullmatch(words)
    name, sign, text = (found[1].strip(), found[2], found[3]) if found else ("", "", "")
    parts = parse_path(name)
    if not parts or path_text(parts).replace('"', "") != name.replace('"', ""):
        raise NotAnAssignmentError(words)
    manner = Manner.CLEAR if sign == "=" and not text.strip() else Manner(sign)
    steps, place = _resolved(parts, kind, may_be_unknown=manner is Manner.CLEAR)
    assignment = Assignment(path=name, steps=steps, manner=manner, value=None, place=place)
    if manner is Manner.CLEAR or place is None:
        return assignment
    if manner is Manner.SET:
        last = steps[-1]
        if isinstance(last, Named):
            return replace(assignment, value=read_named(place, last.value, text, name))
        return replace(assignment, value=read_words(place, text, name))
    if not place.is_list:
        raise WrongValueError(name, text, f"it holds one thing, not a list; write {name}=VALUE")
    if not text.strip():
        raise NotAnAssignmentError(words)
    if manner is Manner.TAKE and place.table:
        place = first_field(place.table)
        return replace(assignment, value=[read_words(place, part, name) for part in text.split(",")])
    return replace(assignment, value=read_elements(place, text, name))


def _resolved(
    steps: Sequence[str | int], kind: Kind, *, may_be_unknown: bool
) -> tuple[ChangePath, Place | None]:
    """Follow a path through the declarations, naming fields and entries as they are declared."""
    struct: type[msgspec.Struct] = STRUCTS[kind]
    place: Place | None = None
    path: list[str | int | Named] = []
    for step in steps:
        if place is None or (place.table and not place.is_list):
            table = place.table if place and place.table else struct
            field = field_named(table, str(step))
            if field is None and may_be_unknown:
                return (*path, *(part for part in steps[len(path) :])), None
            if field is None:
                of, near = _shown(path) or kind.one.capitalize(), near_field(table, str(step))
                raise NoSuchFieldError(str(step), of, near, kind)
            path.append(field.key)
            place = Place.of(table, field)
        else:
            place = _inside(place, step, path, kind)
    return tuple(path), place


def _inside(place: Place, step: str | int, path: list[str | int | Named], kind: Kind) -> Place:
    """Go one step into a list or a table of free keys; the path grows by it."""
    name = _shown(path)
    if place.is_list and isinstance(step, int):
        path.append(step)
        return place.element()
    if place.is_list and place.table:
        first = first_field(place.table)
        path.append(Named(first.field.key, read_words(first, str(step), name)))
        return place.element()
    part = place.part(str(step))
    if part is not None:
        path.append(str(step))
        return part
    raise NoSuchFieldError(str(step), name, "", kind)


def _shown(path: Sequence[str | int | Named]) -> str:
    parts = (
        f"[{step}]" if isinstance(step, int) else f".{step.value if isinstance(step, Named) else step}"
        for step in path
    )
    return "".join(parts).removeprefix(".")


class _Spot(msgspec.Struct, frozen=True):
    """Where a path leads in a table: as far as it goes, what is there, and the steps that are left."""

    path: KeyPath
    value: Any
    rest: ChangePath


def _applied(document: Document, assignment: Assignment) -> bytes:
    spot = _spot(document.table, assignment.steps)
    match assignment.manner:
        case Manner.SET:
            return _set(document, assignment, spot)
        case Manner.CLEAR:
            return _without(document, assignment, spot)
        case Manner.ADD:
            return _add(document, assignment, spot)
        case Manner.TAKE:
            return _take(document, assignment)


def _spot(table: Any, path: ChangePath) -> _Spot:
    """Go along a path as far as the table has it."""
    found: KeyPath = ()
    value = table
    for index, step in enumerate(path):
        place = _index(value, step) if isinstance(value, list) else None
        if place is not None and place < len(value):
            value, found = value[place], (*found, place)
        elif isinstance(value, dict) and isinstance(step, str) and step in value:
            value, found = value[step], (*found, step)
        else:
            return _Spot(found, value, path[index:])
    return _Spot(found, value, ())


def _index(entries: list[Any], step: str | int | Named) -> int | None:
    if isinstance(step, Named):
        return _entry_index(entries, step.key, step.value)
    return step if isinstance(step, int) else None


def _entry_index(entries: list[Any], key: str, value: Any) -> int | None:
    """Find the entry whose key has this value, in whatever capitals."""
    wanted = _folded(value)
    places = (index for index, one in enumerate(entries) if isinstance(one, dict))
    return next((index for index in places if _folded(entries[index].get(key)) == wanted), None)


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _set(document: Document, assignment: Assignment, spot: _Spot) -> bytes:
    value = assignment.value
    if not spot.rest:
        if same(spot.value, value):
            return document.data
        return set_value(document, spot.path, _text_at(document, spot.path, value))
    step, rest = spot.rest[0], spot.rest[1:]
    if isinstance(step, Named):
        return _append(document, spot.path, _nested(spot.rest, value))
    if isinstance(step, int):
        there = [f"[{index}]" for index in range(len(spot.value))] if isinstance(spot.value, list) else []
        raise NotInTheRecordError(_shown(spot.path) or _shown(assignment.steps), f"[{step}]", there)
    path = (*spot.path, step)
    return set_value(document, path, _text_at(document, path, _nested(rest, value)))


def _nested(rest: ChangePath, value: Any) -> Any:
    """Make the tables and entries around a value that are not there yet."""
    if not rest:
        return value
    step, inner = rest[0], _nested(rest[1:], value)
    if isinstance(step, Named):
        return [{step.key: step.value, **inner}]
    if isinstance(step, int):
        raise NotInTheRecordError("The list", f"[{step}]", [])
    return {step: inner}


def _append(document: Document, path: KeyPath, elements: Sequence[Any]) -> bytes:
    there = _spot(document.table, path)
    if there.rest:
        return set_value(document, path, _text(list(elements)))
    count = len(there.value) if isinstance(there.value, list) else 0
    for index, element in enumerate(elements):
        data = insert_element(document, path, count + index, _text(element))
        document = _reread(data)
    return document.data


def _without(document: Document, assignment: Assignment, spot: _Spot) -> bytes:
    if not spot.rest:
        return _cut(document, spot.path)
    if assignment.place is None:
        raise NoSuchFieldError(_shown(assignment.steps), "The record", "")
    return document.data


def _cut(document: Document, path: KeyPath) -> bytes:
    """Take out what stands at a path, and its list with the last of it."""
    outer = _spot(document.table, path[:-1]).value
    is_last = isinstance(path[-1], int) and len(outer) == 1
    return remove(document, path[:-1] if is_last else path)


def _add(document: Document, assignment: Assignment, spot: _Spot) -> bytes:
    assert assignment.place is not None
    if spot.rest and len(spot.rest) > 1:
        raise NotInTheRecordError(_shown(assignment.steps[: -len(spot.rest)]), _shown(spot.rest), [])
    there = [] if spot.rest or not isinstance(spot.value, list) else spot.value
    table = assignment.place.table
    name = _shown(assignment.steps)
    added: list[Any] = []
    for element in assignment.value:
        if any(same(element, one) for one in [*there, *added]):
            continue
        key = first_field(table).field.key if table else ""
        is_keyed = table is not None and assignment.place.field.policy is Policy.ENTRIES
        if is_keyed and _entry_index([*there, *added], key, element[key]) is not None:
            raise AlreadyThereError(name, str(element[key]))
        added.append(element)
    if not added:
        return document.data
    path = (*spot.path, *(step for step in spot.rest if isinstance(step, str)))
    return _append(document, path, added)


def _take(document: Document, assignment: Assignment) -> bytes:
    assert assignment.place is not None
    key = first_field(assignment.place.table).field.key if assignment.place.table else ""
    for element in assignment.value:
        found = _spot(document.table, assignment.steps)
        there = found.value if not found.rest and isinstance(found.value, list) else []
        names = [one.get(key) if key and isinstance(one, dict) else one for one in there]
        index = next((place for place, one in enumerate(names) if _folded(one) == _folded(element)), None)
        if index is None:
            raise NotInTheRecordError(_shown(assignment.steps), str(element), [str(one) for one in names])
        document = _reread(_cut(document, (*found.path, index)))
    return document.data


def _reread(data: bytes) -> Document:
    document = parse(data)
    assert isinstance(document, Document)
    return document


def _text_at(document: Document, path: KeyPath, value: Any) -> str:
    return text_at(document, path, value) if isinstance(value, str) else _text(value)


def _text(value: Any) -> str:
    return value_text(value, is_grouped=True)
