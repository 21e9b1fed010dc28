"""What a record points to: ids of other records, and words from code lists, each with its field.

Drawn from the field declarations; a new reference field needs nothing here. Ids named in notes count
as references too (field `notes`), so that disclosure can judge them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from sys import intern
from typing import Any, NamedTuple, get_origin

import msgspec
from msgspec.structs import replace

from workbook.model.fields import Code, Field, fields_of, inner_table
from workbook.model.money import Money

# What a reference says where the target is not known, or not told.
OPEN_REFERENCES = frozenset(("unknown", "undisclosed"))
ID_IN_TEXT = re.compile(r"\b(?:[A-Z]{2,5}-[A-Z]|[GDX])-[0-9A-HJKMNP-TV-Z]{4}\b")


class Reference(NamedTuple):
    """A field that names another record."""

    target: str
    field: str


class CodedText(NamedTuple):
    """A field that holds a word from a code list."""

    text: str
    code: Code
    field: str


def references(data: msgspec.Struct) -> list[Reference]:
    """List the ids that a record names, with the field that names each; `unknown` is none."""
    texts: list[_Text] = []
    _add_texts(data, "", _reference_plan(type(data)), texts)
    found = [
        Reference(intern(target.partition(":")[0] if ":" in target else target), intern(path))
        for _, target, path in texts
        if target not in OPEN_REFERENCES
    ]
    notes = getattr(data, "notes", "")
    if "-" in notes:
        found += (Reference(target, "notes") for target in dict.fromkeys(ID_IN_TEXT.findall(notes)))
    return found


def coded_texts(data: msgspec.Struct) -> list[CodedText]:
    """List the codes that a record uses (nations, currencies, units), with their fields."""
    texts: list[_Text] = []
    _add_texts(data, "", _code_plan(type(data)), texts)
    return [CodedText(text, field.code, path) for field, text, path in texts if field.code is not None]


def coded_words(data: msgspec.Struct, codes: frozenset[Code]) -> list[str]:
    """List the words that a record uses from these code lists, without their fields.

    Quicker than `coded_texts`: a rule looks at the words first, and for fields only where one is wrong.
    """
    found: list[str] = []
    _add_words(data, _words_plan(type(data), codes), found)
    return found


def referring_fields(data: type[msgspec.Struct]) -> dict[str, tuple[str, ...]]:
    """Give, per field path without indices, the kinds of records it may name."""
    return {path: field.refers for path, field in _paths(data, "") if field.refers}


class _Plan(NamedTuple):
    """What to visit in a struct: a getter of all values worth a look, and a step for each of them.

    A step is a key, the field where the value is wanted itself, the plan of the tables in it, and whether
    it is a list.
    """

    values: Callable[[Any], tuple[Any, ...]]
    steps: tuple[tuple[str, Field | None, Any, bool], ...]


_Text = tuple[Field, str, str]


@cache
def _reference_plan(struct: type[msgspec.Struct]) -> _Plan:
    return _plan(struct, lambda field: bool(field.refers))


@cache
def _code_plan(struct: type[msgspec.Struct]) -> _Plan:
    return _plan(struct, lambda field: field.code is not None)


@cache
def _words_plan(struct: type[msgspec.Struct], codes: frozenset[Code]) -> _Plan:
    return _plan(struct, lambda field: field.code in codes)


def _plan(struct: type[msgspec.Struct], wanted: Callable[[Field], bool]) -> _Plan:
    names: list[str] = []
    steps: list[tuple[str, Field | None, Any, bool]] = []
    for field in fields_of(struct):
        table = inner_table(field.type)
        is_list = get_origin(field.type) is tuple
        if table is not None:
            inner = _plan(table, wanted)
            if inner.steps:
                names.append(field.name)
                steps.append((field.key, None, inner, is_list))
        elif field.type is Money:
            currency = replace(field, key="currency", name="currency", code=Code.CURRENCY)
            if wanted(currency):
                names.append(field.name)
                steps.append(
                    (field.key, None, _of(["currency"], [("currency", currency, None, False)]), is_list)
                )
        elif wanted(field):
            names.append(field.name)
            steps.append((field.key, field, None, is_list))
    return _of(names, steps)


def _of(names: Sequence[str], steps: Sequence[tuple[str, Field | None, Any, bool]]) -> _Plan:
    if len(names) == 1:
        get = attrgetter(names[0])
        return _Plan(lambda data: (get(data),), tuple(steps))
    return _Plan(attrgetter(*names) if names else lambda _: (), tuple(steps))


def _add_texts(data: Any, prefix: str, plan: _Plan, found: list[_Text]) -> None:
    for value, (key, field, inner, is_list) in zip(plan.values(data), plan.steps, strict=True):
        if not value:
            continue
        if not is_list:
            if field is None:
                _add_texts(value, f"{prefix}{key}.", inner, found)
            else:
                found.append((field, value, prefix + key))
            continue
        for index, one in enumerate(value):
            if field is None:
                _add_texts(one, f"{prefix}{key}[{index}].", inner, found)
            else:
                found.append((field, one, f"{prefix}{key}[{index}]"))


def _add_words(data: Any, plan: _Plan, found: list[str]) -> None:
    for value, (_, _, inner, is_list) in zip(plan.values(data), plan.steps, strict=True):
        if not value:
            continue
        if inner is None:
            found.extend(value) if is_list else found.append(value)
        elif is_list:
            for one in value:
                _add_words(one, inner, found)
        else:
            _add_words(value, inner, found)


def _paths(struct: type[msgspec.Struct], prefix: str) -> Iterator[tuple[str, Field]]:
    for field in fields_of(struct):
        yield prefix + field.key, field
        table = inner_table(field.type)
        if table is not None:
            yield from _paths(table, f"{prefix}{field.key}.")
