"""From a record to what an audience may see of it: held-back fields, references and texts.

In: a record that the audience may read, the fields it holds back, and the ids of the release. Out: a new
record without path, layer, bytes and bookkeeping. It never asks why an id is not in the release.
"""

from collections.abc import Callable, Container
from functools import cache
from typing import Any, NamedTuple, get_origin

import msgspec

from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.release.holding import BOOKKEEPING, UNDISCLOSED_TEXT, Held, held_value
from workbook.release.tokens import scrub

Ids = Container[str]
_Act = Callable[[Any, Ids], Any]


def redact(record: Record, held: Held, ids: Ids, path: str) -> Record:
    """Give what may be seen of a record; `path` is where it would lie in a plan of one layer."""
    return Record(
        id=record.id,
        kind=record.kind,
        path=path,
        owner=record.owner,
        recorded=record.recorded,
        meeting=record.meeting,
        data=_redact_table(without_bookkeeping(record.data, held), held, ids),
    )


def without_bookkeeping(data: Any, held: Held = frozenset()) -> Any:
    """Take away what no paper shows, and revisions of what is held back."""
    amended = getattr(data, "amended", ())
    if amended:
        kept = tuple(one for one in amended if not _tells_of(one.field, held))
        # Old values do not reach papers: one may have been taken back because it said too much.
        shown = tuple(msgspec.structs.replace(one, was=None) for one in kept)
        data = msgspec.structs.replace(data, amended=shown)
    if data.release is None and not (data.release_fields or data.acknowledged):
        return data
    return msgspec.structs.replace(data, release=None, release_fields={}, acknowledged=())


def _tells_of(field: str, held: Held) -> bool:
    """Say whether a revision speaks of bookkeeping, or of a held-back field, a part or the whole of it."""
    path = tuple(part.partition("[")[0] for part in field.split("."))
    if path[0] in BOOKKEEPING:
        return True
    return any(path[: len(one)] == one[: len(path)] for one in held)


class _Step(NamedTuple):
    """One attribute that redaction has to look at, held back or not."""

    name: str
    act: _Act


def _redact_table(data: Any, held: Held, ids: Ids) -> Any:
    if held:
        return _redact_held(data, held, ids)
    changed: dict[str, Any] = {}
    struct: type[msgspec.Struct] = type(data)
    for name, act in _steps(struct):
        value = getattr(data, name)
        if value:
            shown = act(value, ids)
            if shown is not value:
                changed[name] = shown
    return msgspec.structs.replace(data, **changed) if changed else data


def _redact_held(data: Any, held: Held, ids: Ids) -> Any:
    """Redact a table some of whose fields are held back: those first, then the rest as ever."""
    struct: type[msgspec.Struct] = type(data)
    own = {path[0] for path in held if len(path) == 1}
    changed = {field.name: held_value(struct, field) for field in fields_of(struct) if field.key in own}
    for field in fields_of(struct):
        inner = frozenset(path[1:] for path in held if path[0] == field.key and len(path) > 1)
        if inner and field.key not in own:
            value = getattr(data, field.name)
            changed[field.name] = _redact_inner(value, inner, ids)
    return _redact_table(msgspec.structs.replace(data, **changed), frozenset(), ids)


def _redact_inner(value: Any, held: Held, ids: Ids) -> Any:
    if isinstance(value, tuple):
        return tuple(_redact_held(one, held, ids) for one in value)
    return None if value is None else _redact_held(value, held, ids)


@cache
def _steps(struct: type[msgspec.Struct]) -> tuple[_Step, ...]:
    """List the attributes of a table that may hold text or references."""
    steps = ((field.name, _act_of(field)) for field in fields_of(struct) if field.key not in BOOKKEEPING)
    return tuple(_Step(name, act) for name, act in steps if act is not None)


def _act_of(field: Field) -> _Act | None:
    is_list = get_origin(field.type) is tuple
    if inner_table(field.type) is not None:
        return _redact_tables if is_list else _redact_one
    if get_origin(field.type) is dict:
        # What was seen at a review: a fingerprint tells of fields that this audience may not see.
        return lambda _value, _ids: {}
    if field.type is Any or field.type is str:
        return _redact_reference if field.refers else _redact_any
    if is_list and field.type.__args__[0] is str:
        return _redact_references if field.refers else _redact_texts
    return None


def _redact_one(value: Any, ids: Ids) -> Any:
    return _redact_table(value, frozenset(), ids)


def _redact_tables(value: Any, ids: Ids) -> Any:
    shown = tuple(_redact_table(one, frozenset(), ids) for one in value)
    return value if all(one is other for one, other in zip(shown, value, strict=True)) else shown


def _redact_any(value: Any, ids: Ids) -> Any:
    return _same(value, scrub(value, ids)) if isinstance(value, str) else value


def _redact_texts(value: Any, ids: Ids) -> Any:
    return tuple(scrub(one, ids) for one in value)


def _redact_reference(value: Any, ids: Ids) -> Any:
    if value in OPEN_REFERENCES or value.partition(":")[0] in ids:
        return value
    return UNDISCLOSED_TEXT


def _redact_references(value: Any, ids: Ids) -> Any:
    return tuple(_redact_reference(one, ids) for one in value)


def _same(value: str, shown: str) -> str:
    """Give the text itself where nothing changed, so that its record can be kept as it is."""
    return value if value == shown else shown
