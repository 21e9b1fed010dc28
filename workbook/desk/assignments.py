"""The words of `set` and `new`: `quantity=20..30`, `lots.a.by=2023-Q1`, `meets+=UKR-R-11AB:12`.

In: words, and the kind of record they are for. Out: `Assignment`s, and the text of a record with them made,
as the smallest change to it. Which fields there are, and what they hold, follows from the declarations.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, get_args, get_origin

import msgspec

from workbook.change.sameness import same
from workbook.desk.plain_words import plain_words
from workbook.errors import WorkbookError
from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.number import shown
from workbook.model.words import fields_in_order
from workbook.records.reader import parse_path, path_text
from workbook.toml.document import Document, parse
from workbook.toml.edit import insert_element, remove, set_value
from workbook.toml.layout import KeyPath
from workbook.toml.values import value_text

_WORD = re.compile(r"([^=]*?)\s*([+-]?)=(.*)", re.DOTALL)
# A colon before a space or a slash belongs to a text: "Read-out: the meeting", "https://".
_COLON = re.compile(r":(?![ /])")
_NAMED = re.compile(r"\s*([a-z_]+)\s*=(.*)", re.ASCII | re.DOTALL)


class Manner(StrEnum):
    """What is done to a field."""

    SET = "="
    ADD = "+="
    TAKE = "-="
    CLEAR = "= (nothing)"


class NoAssignmentError(WorkbookError):
    """A word that assigns nothing."""

    def __init__(self, word: str) -> None:
        super().__init__(
            f"{shown(word)} changes no field: write FIELD=VALUE, or += and -= for lists, or FIELD= to clear."
        )


class NoSuchFieldError(WorkbookError):
    """A path that leads to no field of the kind."""

    def __init__(self, path: str, part: str, known: Sequence[str]) -> None:
        near = get_close_matches(part.lower()[:64], known, n=1)
        advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}."
        super().__init__(f"{shown(path)} names no field, because of {shown(part)}: {advice}")


class NoListError(WorkbookError):
    """A field that is no list, so that nothing can be added to it or taken out."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is no list: write {path}=VALUE.")


class NotThereError(WorkbookError):
    """What was to be taken away is not there."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path} does not hold {what}, so there is nothing to take away.")


class ThereAlreadyError(WorkbookError):
    """An entry of a list that is to be added and has a name that is taken."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(f"{path} has {shown(name)} already: change it with {path}.{name}.FIELD=VALUE.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a path: the key of a field, and the entry of its list that is meant.

    `entry` is an index, or the value of the first field of the entry; None: the field itself.
    """

    key: str
    entry: str | int | None = None
    merge_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One change of a record; `value` is plain data, `path` how it was written."""

    path: str
    steps: tuple[Step, ...]
    manner: Manner
    field: Field
    value: Any = None


def assignments_of(kind: Kind, words: Sequence[str]) -> Sequence[Assignment]:
    """Read words for a record of a kind.

    Raises:
        WorkbookError: one names no field, or says nothing that it could hold.
    """
    return [_assignment(STRUCTS[kind], word) for word in words]


def apply_assignments(document: Document, assignments: Sequence[Assignment]) -> bytes:
    """Make changes in the text of a record, one after the other; all other bytes stay.

    Raises:
        WorkbookError: what is to be taken away is not there, or the text does not allow a change.
    """
    data = document.data
    for assignment in assignments:
        data = _made(document, assignment)
        read = parse(data)
        assert isinstance(read, Document)
        document = read
    return data


def _assignment(struct: type[msgspec.Struct], word: str) -> Assignment:
    found = _WORD.fullmatch(word)
    if not found or not found[1].strip():
        raise NoAssignmentError(word)
    path, sign, text = found[1].strip(), found[2], found[3]
    steps, field = _resolved(struct, path)
    if not text.strip() and not sign:
        return Assignment(path=path, steps=steps, manner=Manner.CLEAR, field=field)
    is_list = get_origin(field.type) is tuple and steps[-1].entry is None
    if sign and not is_list:
        raise NoListError(path)
    manner = Manner(f"{sign}=")
    if manner is Manner.TAKE:
        value: Any = text.strip()
    elif is_list:
        value = _list_value(text, field, is_one=manner is Manner.ADD)
    elif inner_table(field.type) is not None:
        value = _entry(text, field)
    elif get_origin(field.type) is dict:
        value = plain_words(text, field, get_args(field.type)[1] if len(steps) > 1 else None)
    else:
        value = plain_words(text, field)
    return Assignment(path=path, steps=steps, manner=manner, field=field, value=value)


def _resolved(struct: type[msgspec.Struct], path: str) -> tuple[tuple[Step, ...], Field]:
    """Follow a path through the declarations; gives its steps, and the field at its end."""
    parts = list(parse_path(path))
    if path_text(tuple(parts)) != path:
        raise NoAssignmentError(path)
    steps: list[Step] = []
    table: type[msgspec.Struct] | None = struct
    field: Field | None = None
    while parts:
        part = str(parts.pop(0))
        known = [one.key for one in fields_in_order(table)] if table is not None else []
        field = next((one for one in fields_of(table) if one.key == part.lower()), None) if table else None
        if field is None:
            raise NoSuchFieldError(path, part, known)
        table = inner_table(field.type)
        if get_origin(field.type) is tuple and parts:
            entry = parts.pop(0)
            merge_key = fields_of(table)[0].key if table is not None else ""
            steps.append(Step(key=field.key, entry=entry, merge_key=merge_key))
        elif get_origin(field.type) is dict and parts:
            steps += [Step(key=field.key), Step(key=str(parts.pop(0)))]
        else:
            steps.append(Step(key=field.key))
    if field is None:
        raise NoAssignmentError(path)
    return tuple(steps), field


def _list_value(text: str, field: Field, *, is_one: bool) -> Any:
    words = text.strip()
    if words.startswith("["):
        value = plain_words(words, field, object)
        if not is_one:
            return value
    table = inner_table(field.type)
    if is_one:
        return _entry(words, field) if table is not None else _element(words, field)
    if table is None:
        return [_element(part, field) for part in words.split(",") if part.strip()]
    return [_entry(part, field) for part in _entries(words)]


def _element(text: str, field: Field) -> Any:
    return plain_words(text, field, get_args(field.type)[0])


def _entries(words: str) -> Iterator[str]:
    """Split words into entries: a part with `name=` belongs to the entry before it."""
    entry = ""
    for part in words.split(","):
        if entry and not _NAMED.fullmatch(part):
            yield entry
            entry = part
        else:
            entry = f"{entry},{part}" if entry else part
    yield entry


def _entry(text: str, field: Field) -> Any:
    """Read an entry of a list of tables: values in the order of its fields, then `name=value`."""
    words = text.strip()
    if words.startswith("{"):
        return plain_words(words, field, object)
    table = inner_table(field.type)
    assert table is not None
    declared = {one.key: one for one in fields_of(table)}
    ordered, named = _parts(words)
    if len(ordered) > len(declared):
        raise NoSuchFieldError(field.key, ordered[len(declared)], list(declared))
    found = {}
    for (key, one), part in zip(declared.items(), ordered, strict=False):
        if part.strip():
            found[key] = plain_words(part, one)
    for key, part in named:
        if key not in declared:
            raise NoSuchFieldError(f"{field.key}.{key}", key, list(declared))
        found[key] = plain_words(part, declared[key])
    return found


def _parts(words: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Split an entry into what stands in order and what is named; other commas belong to their text."""
    chunks: list[str] = []
    for part in words.split(","):
        if chunks and not _NAMED.fullmatch(part):
            chunks[-1] += f",{part}"
        else:
            chunks.append(part)
    named = [(found[1], found[2]) for chunk in chunks if (found := _NAMED.fullmatch(chunk))]
    ordered = [chunk for chunk in chunks[:1] if not _NAMED.fullmatch(chunk)]
    return (_COLON.split(ordered[0]) if ordered else []), named


def _made(document: Document, assignment: Assignment) -> bytes:
    *way, last = assignment.steps
    path: list[str | int] = []
    for step in way:
        index = _index(document, [*path, step.key], step)
        if index is None:
            return _with_new_entry(document, [*path, step.key], step, assignment)
        path += [step.key] if step.entry is None else [step.key, index]
    match assignment.manner:
        case Manner.ADD:
            return _added(document, (*path, last.key), assignment)
        case Manner.TAKE:
            return _taken(document, (*path, last.key), assignment)
    at = _index(document, [*path, last.key], last)
    if at is None:
        raise NotThereError(assignment.path, str(last.entry))
    target: KeyPath = (*path, last.key) if last.entry is None else (*path, last.key, at)
    if assignment.manner is Manner.CLEAR:
        if not _holds(document, target):
            raise NotThereError(assignment.path, "a value")
        return remove(document, target)
    return set_value(document, target, value_text(assignment.value))


def _index(document: Document, path: Sequence[str | int], step: Step) -> int | None:
    """Give where the entry that a step means stands in its list; 0 where it means none."""
    if step.entry is None:
        return 0
    entries = _value(document, tuple(path)) or []
    if isinstance(step.entry, int):
        return step.entry if step.entry < len(entries) else None
    return next((at for at, one in enumerate(entries) if _name(one, step.merge_key) == step.entry), None)


def _name(entry: Any, merge_key: str) -> str:
    return str(entry.get(merge_key, "") if isinstance(entry, dict) and merge_key else entry)


def _with_new_entry(
    document: Document, path: Sequence[str | int], step: Step, assignment: Assignment
) -> bytes:
    """Add the entry that a path leads through, with the value in it."""
    last = assignment.steps[-1]
    if isinstance(step.entry, int) or assignment.steps[-2] is not step or assignment.manner is not Manner.SET:
        raise NotThereError(assignment.path, str(step.entry))
    return _appended(document, tuple(path), {step.merge_key: step.entry, last.key: assignment.value})


def _added(document: Document, path: KeyPath, assignment: Assignment) -> bytes:
    entries, value = _value(document, path) or [], assignment.value
    table = inner_table(assignment.field.type)
    if any(same(one, value) for one in entries):
        return document.data
    if table is not None and assignment.field.policy == "tables by their first field":
        key = fields_of(table)[0].key
        if any(_name(one, key) == _name(value, key) for one in entries):
            raise ThereAlreadyError(assignment.path, _name(value, key))
    return _appended(document, path, value)


def _appended(document: Document, path: KeyPath, value: Any) -> bytes:
    entries = _value(document, path)
    if entries is None:
        return set_value(document, path, f"[{value_text(value)}]")
    return insert_element(document, path, len(entries), value_text(value))


def _taken(document: Document, path: KeyPath, assignment: Assignment) -> bytes:
    entries = _value(document, path) or []
    table = inner_table(assignment.field.type)
    key = fields_of(table)[0].key if table is not None else ""
    wanted = assignment.value.casefold()
    at = next((at for at, one in enumerate(entries) if _name(one, key).casefold() == wanted), None)
    if at is None:
        raise NotThereError(assignment.path, shown(assignment.value))
    return remove(document, (*path, at))


def _value(document: Document, path: KeyPath) -> Any:
    value: Any = document.table
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            return None
    return value


def _holds(document: Document, path: KeyPath) -> bool:
    return _value(document, path) is not None
