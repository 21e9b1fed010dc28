"""What `release_fields` holds back from an audience, and what is read in its place.

In: the fields that a record holds back. Out: what each reads as for those who may not see it, which never
depends on the value, or on whether there is one. A field that cannot read as undisclosed holds back its
whole record: a choice between words would otherwise have to lie.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.money import UNDISCLOSED_MONEY, Money
from workbook.model.quantity import UNDISCLOSED, Quantity
from workbook.model.readers import ReaderSet, is_within, reader_set
from workbook.model.record import Record
from workbook.model.when import UNDISCLOSED_TIME, When
from workbook.records.settings import Settings
from workbook.release.audience import Audience

UNDISCLOSED_TEXT = "undisclosed"
RELEASE = frozenset(("release", "release_fields"))
# What says how a record is kept: it holds for every paper, so it can neither be held back nor be shown.
BOOKKEEPING = RELEASE | {"acknowledged"}
# To hold one of these back would show as valid, or as real, what is not.
_NEEDED = frozenset(("retired", "illustrative"))
_VALUES: Mapping[Any, Any] = {
    Quantity: UNDISCLOSED,
    Money: UNDISCLOSED_MONEY,
    When: UNDISCLOSED_TIME,
}

Held = frozenset[tuple[str, ...]]


class CannotHoldBackError(Exception):
    """A field is held back that cannot be left out of its record; the record stays behind with it."""


class HeldBack(NamedTuple):
    """A field that a record holds back: its path, its readers, and whether its record can do without it."""

    path: tuple[str, ...]
    readers: ReaderSet
    is_spared: bool


def held_back(record: Record, settings: Settings) -> tuple[HeldBack, ...]:
    """List the fields that a record holds back from somebody."""
    struct: type[msgspec.Struct] = type(record.data)
    owner, found = settings.owner(record), []
    for field, readers in record.data.release_fields.items():
        if field.partition(".")[0] not in BOOKKEEPING:
            # `lots[0].by` is held back in every lot: which entry is the first, a reader cannot tell.
            path = tuple(part.partition("[")[0] for part in field.split("."))
            allowed = reader_set(readers, owner=owner, members=settings.members)
            found.append(HeldBack(path, allowed, _is_spared(path, struct)))
    return tuple(found)


def held_from(fields: Iterable[HeldBack], audience: Audience) -> Held:
    """Give the paths of those fields of a record that an audience may not see.

    Raises:
        CannotHoldBackError: a path names no field of its kind, or one without which the record would mislead.
    """
    readers = audience.readers
    found = [one for one in fields if not is_within(readers, one.readers)]
    if not all(one.is_spared for one in found):
        raise CannotHoldBackError
    return frozenset(one.path for one in found)


@lru_cache(maxsize=1 << 12)
def _is_spared(path: tuple[str, ...], struct: type[msgspec.Struct]) -> bool:
    """Say whether a field can read as undisclosed."""
    try:
        _check(path, struct)
    except CannotHoldBackError:
        return False
    return True


def _check(path: tuple[str, ...], struct: type[msgspec.Struct]) -> None:
    if path[0] in _NEEDED:
        raise CannotHoldBackError
    for position, key in enumerate(path):
        field = next((one for one in fields_of(struct) if one.key == key), None)
        if field is None:
            raise CannotHoldBackError
        if position == len(path) - 1:
            held_value(struct, field)
            return
        table = inner_table(field.type)
        if table is None:
            raise CannotHoldBackError
        struct = table


def held_value(struct: type[msgspec.Struct], field: Field) -> Any:
    """Give what a held-back field reads as.

    Raises:
        CannotHoldBackError: nothing it may hold says "undisclosed".
    """
    if field.type in _VALUES:
        return _VALUES[field.type]
    if field.type is str:
        return UNDISCLOSED_TEXT if field.required or field.refers else ""
    if get_origin(field.type) is tuple:
        return ()
    if get_origin(field.type) is dict:
        return {}
    if field.name in _optional(struct):
        return None
    raise CannotHoldBackError


@cache
def _optional(struct: type[msgspec.Struct]) -> frozenset[str]:
    """Name the attributes that may be None."""
    hints = get_type_hints(struct)
    return frozenset(name for name, hint in hints.items() if hint is Any or _has_none(hint))


def _has_none(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType) and type(None) in get_args(hint)
