"""Filters as a person types them: `item=155mm-he`, `need_by<2023-04`, `to.party=UKR`, `title~winter`.

In: the words, and a kind. Out: a test of records. Field names are the TOML keys of the declarations, dotted
into tables, besides what follows from where a record lies. Doubt is respected: `<` matches only what is
surely earlier or less, an unknown value matches no comparison, a period equals all that lies within it.

    status=committed    that word                  status!=committed   any other, or none
    need_by<2023-04     ends before 1 April        need_by<=2023-04    ends by 30 April
    need_by=2023        lies within 2023           need_by=            is not filled in
    title~winter        contains, in any case      need_by!=           is filled in
    capability=air-defence   the item's             supplier.nation=NOR  a field of what is named
    need_by<2023-04          of a commitment: that of a request which it meets
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, get_args, get_origin

import msgspec

from workbook.desk.comparing import Comparison, Operator, comparison
from workbook.errors import WorkbookError
from workbook.model.fields import Code, Field, fields_of, inner_table
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.nations import party_code
from workbook.model.record import Record
from workbook.model.words import is_filled
from workbook.records.settings import Settings
from workbook.records.workbook import Workbook

_FILTER = r"(?s)\s*([A-Za-z_][\w.]*)\s*(!=|<=|>=|=|<|>|~)\s*(.*?)\s*"

# Whose fields a filter reaches without naming them.
_REACHED = (Kind.ITEM, Kind.REQUEST)
_KINDS = frozenset(Kind)

Test = Callable[[Record], bool]
Values = Callable[[Record], Iterable[Any]]


class _Party(str):
    """The type of a field that names a party: a filter may say its code or what it is called."""


class Standing(StrEnum):
    """What follows from where a record lies, under the name that a filter uses."""

    ID = "id"
    OWNER = "owner"
    LAYER = "layer"
    PATH = "path"
    MEETING = "meeting"
    UNCONFIRMED = "unconfirmed"


class NotAFilterError(WorkbookError):
    """A word that is no filter."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is no filter: write FIELD, then one of = != < <= > >= ~, then a value, as in "
            "status=committed."
        )


class UnknownFieldError(WorkbookError):
    """A filter names a field that the kind does not have."""

    def __init__(self, name: str, kind: Kind, near: str) -> None:
        tops = [*dict.fromkeys(path.partition(".")[0] for path in field_names(kind))]
        advice = f"did you mean {near}?" if near else f"its fields are {', '.join(tops)}."
        super().__init__(f"{kind.one.capitalize()} has no field {name!r}: {advice}")


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """A filter as typed: the parts of the field's name, the operator, and the value's text."""

    name: str
    operator: Operator
    text: str


def parse_filter(text: str) -> Filter:
    """Take a filter apart.

    Raises:
        NotAFilterError: it has no field, no operator, or no value to compare with.
    """
    found = re.fullmatch(_FILTER, text)
    if not found:
        raise NotAFilterError(text)
    name, operator, value = found[1], Operator(found[2]), found[3]
    if not value and operator not in (Operator.IS, Operator.IS_NOT):
        raise NotAFilterError(text)
    return Filter(name=name, operator=operator, text=value)


def test_for(filters: Sequence[Filter], kind: Kind, workbook: Workbook) -> Test:
    """Give a test that records of a kind pass which fit all of the filters.

    Raises:
        UnknownFieldError: the kind has no such field.
        WorkbookError: a value that the field cannot have.
    """
    tests = [_test(one, kind, workbook) for one in filters]
    if len(tests) == 1:
        return tests[0]
    return lambda record: all(test(record) for test in tests)


def field_names(kind: Kind) -> list[str]:
    """List every name that a filter on a kind may use, dotted ones too."""
    return [*_dotted(STRUCTS[kind], ""), *(one.value for one in Standing)]


def _test(one: Filter, kind: Kind, workbook: Workbook) -> Test:
    values, wanted = _values(one.name, kind, workbook)
    if not one.text:
        is_wanted = one.operator is Operator.IS_NOT
        return lambda record: any(True for _ in values(record)) is is_wanted
    text = party_code(one.text) if wanted is _Party else one.text
    compare: Comparison = comparison(one.name, wanted, one.operator, text)
    if one.operator is Operator.IS_NOT:
        return lambda record: not any(map(compare, values(record)))
    return lambda record: any(map(compare, values(record)))


def _values(name: str, kind: Kind, workbook: Workbook) -> tuple[Values, Any]:
    """Give how to find the values of a field in a record, and their type.

    Behind a field that names a record of one kind, that record's fields can follow. What the kind does not
    have is its item's, or else that of the request which it meets.
    """
    head = name.partition(".")[0]
    own = {field.key for field in fields_of(STRUCTS[kind])}
    for path, steps, target in _named(STRUCTS[kind]):
        if name.startswith(f"{path}."):
            inner = name.removeprefix(f"{path}.")
        elif head not in own and target in _REACHED:
            inner = name
        else:
            continue
        if inner.partition(".")[0] in {field.key for field in fields_of(STRUCTS[target])}:
            values, wanted = _values(inner, target, workbook)
            return _through(steps, target, values, workbook), wanted
    return _own_values(name, kind, workbook.settings)


def _named(struct: type[msgspec.Struct]) -> Iterator[tuple[str, Sequence[str], Kind]]:
    """Give the places that name a record of one kind: as typed, step by step, and the kind; items first."""
    places = [*_named_below(struct, (), ())]
    yield from sorted(places, key=lambda place: place[2] is not Kind.ITEM)


def _named_below(
    struct: type[msgspec.Struct], keys: tuple[str, ...], steps: tuple[str, ...]
) -> Iterator[tuple[str, Sequence[str], Kind]]:
    for field in fields_of(struct):
        path, way = (*keys, field.key), (*steps, field.name)
        if len(field.refers) == 1 and field.refers[0] in _KINDS:
            yield ".".join(path), way, Kind(field.refers[0])
        elif (table := inner_table(field.type)) is not None:
            yield from _named_below(table, path, way)


def _through(steps: Sequence[str], kind: Kind, values: Values, workbook: Workbook) -> Values:
    """Find values in the record that a field names, where that is of the kind that it should be."""

    def found(record: Record) -> Iterator[Any]:
        for id in _leaves(record.data, steps):
            target = workbook.get(id)
            if target is not None and target.kind is kind:
                yield from values(target)

    return found


def _own_values(name: str, kind: Kind, settings: Settings) -> tuple[Values, Any]:
    """Give how to find the values of a field that a record itself has, and their type."""
    steps: list[str] = []
    struct: type[msgspec.Struct] | None = STRUCTS[kind]
    wanted: Any = None
    for part in name.split("."):
        declared = {field.key: field for field in fields_of(struct)} if struct else {}
        if part not in declared:
            return _standing(name, kind, settings)
        steps.append(declared[part].name)
        wanted = _type_of(declared[part])
        struct = inner_table(wanted)
    if struct is not None:
        # A table stands for its first field, by which it is known: `to=UKR` means `to.party=UKR`.
        first = fields_of(struct)[0]
        steps.append(first.name)
        wanted = _type_of(first)
    if get_origin(wanted) is tuple:
        wanted = get_args(wanted)[0]
    if len(steps) == 1:
        only = steps[0]
        return lambda record: _leaf(getattr(record.data, only)), wanted
    return lambda record: _leaves(record.data, steps), wanted


def _type_of(field: Field) -> Any:
    return _Party if field.code in (Code.NATION, Code.PARTY, Code.AUDIENCE) else field.type


def _leaf(value: Any) -> Iterable[Any]:
    """Give what `_leaves` does; most values are plain, and quicker to give so."""
    if isinstance(value, (tuple, dict)):
        return _leaves(value, ())
    return (value,) if is_filled(value) or value is False else ()


def _leaves(value: Any, steps: Sequence[str]) -> Iterator[Any]:
    if isinstance(value, tuple):
        for one in value:
            yield from _leaves(one, steps)
    elif isinstance(value, dict) and not steps:
        yield from (f"{key}: {one}" for key, one in value.items())
    elif steps:
        inner = getattr(value, steps[0], None)
        yield from _leaves(inner, steps[1:])
    elif is_filled(value) or value is False:
        yield value


def _standing(name: str, kind: Kind, settings: Settings) -> tuple[Values, Any]:
    match name:
        case Standing.ID | Standing.LAYER | Standing.PATH | Standing.MEETING:
            return lambda record: iter((getattr(record, name),) if getattr(record, name) else ()), str
        case Standing.OWNER:
            return lambda record: iter((settings.owner(record),)), _Party
        case Standing.UNCONFIRMED:
            return lambda record: iter((record.recorded,)), bool
    raise UnknownFieldError(name, kind, _near(name, kind))


def _near(name: str, kind: Kind) -> str:
    """Give the field that was probably meant; a field inside a table may be named without it."""
    known = field_names(kind)
    inner = {path.rpartition(".")[2]: path for path in reversed(known)}
    if name in inner:
        return inner[name]
    near = get_close_matches(name[:64], [*known, *inner], n=1)
    return inner.get(near[0], near[0]) if near else ""


def _dotted(struct: type[msgspec.Struct], prefix: str) -> Iterator[str]:
    for field in fields_of(struct):
        yield prefix + field.key
        table = inner_table(field.type)
        if table is not None:
            yield from _dotted(table, f"{prefix}{field.key}.")
