"""Where a change lies, as people name it: "lot a", "waiver", the field's label.

In: a path of a change, and what is known about the record. Out: a `Spot`: the field concerned, and the names
of what it lies in. Labels are those of the declarations.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, get_args, get_origin

import msgspec
from msgspec.structs import replace

from workbook.change import phrases
from workbook.change.policy import ChangePath, Named, Step
from workbook.change.raw_words import amount_words, label_of, phrase_of, words_of
from workbook.model.display import clean_line
from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.readers import Readers, ReaderSet
from workbook.model.units import behind_number

_KEYS = {str}
_NO_DATA: Mapping[str, Any] = MappingProxyType({})


class Readership(msgspec.Struct, frozen=True, kw_only=True):
    """Who may see the record where it says nothing itself, and who the members are."""

    owner: str
    members: frozenset[str]
    layer: ReaderSet


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about the record that changed.

    `struct` declares its fields; None for a file that is no record. Data before and after helps to tell moves
    of amounts, `readership` to tell to whom a release is widened; without them less is said.
    """

    struct: type[msgspec.Struct] | None
    before: Mapping[str, Any] = msgspec.field(default_factory=lambda: _NO_DATA)
    after: Mapping[str, Any] = msgspec.field(default_factory=lambda: _NO_DATA)
    readership: Readership | None = None

    @classmethod
    def of(cls, kind: Kind | None) -> "About":
        """Give what the kind of a record tells."""
        return cls(struct=STRUCTS[kind] if kind is not None else None)

    @property
    def unit(self) -> str:
        """The unit that the record names for its amounts; "" for pieces, for none, or where it changed."""
        key = _unit_key(self.struct)
        unit = self.after.get(key) if key else None
        if not isinstance(unit, str) or unit != self.before.get(key):
            return ""
        return unit if behind_number(unit) else ""

    def between(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> "About":
        """Give the same about a record with this data before and after."""
        return replace(self, before=before, after=after)


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where a change lies.

    `inside` names what it lies in, the outermost first. `field` is the field that changed, or the list whose
    `entry` changed as a whole; None where nothing is declared. `struct` declares the table there, if any.
    `unit` is that of the record's amounts.
    """

    inside: tuple[str, ...]
    label: str
    field: Field | None
    struct: type[msgspec.Struct] | None
    parent: type[msgspec.Struct] | None
    entry: Named | int | None = None
    is_unknown: bool = False
    unit: str = ""

    @property
    def heading(self) -> str:
        """What stands before a value: the field's label, which within a sentence may be another."""
        return label_of(self.field) if self.field is not None and self.field.phrase else self.label

    def words(self, raw: Any) -> str:
        """Give a value that stands here in words."""
        return amount_words(raw, self.field, self.unit)

    def part(self, raw: Any, name: str) -> str:
        """Give the field `name` of a table that stands here, in words; "" where it says nothing."""
        return part_words(raw, self.struct, name, self.unit)


def part_words(raw: Any, struct: type[msgspec.Struct] | None, name: str, unit: str = "") -> str:
    """Give a field of a table in words, as texts are; "" where it says nothing."""
    found = _declared(struct, name)
    if found is None or not isinstance(raw, dict) or found.key not in raw:
        return ""
    value = raw[found.key]
    return (
        clean_line(value)
        if isinstance(value, str) and found.type is str
        else amount_words(value, found, unit)
    )


def spot_of(path: ChangePath, about: About) -> Spot:
    """Name the place of a change."""
    spot = _placed(path, about)
    return replace(spot, unit=about.unit) if about.unit else spot


def _placed(path: ChangePath, about: About) -> Spot:
    # Most paths are plain keys, and maybe an entry at the end: in a record's life the same few.
    above, last = path[:-1], path[-1]
    if not _KEYS.issuperset(map(type, above)):
        return _spot_of(path, about.struct)
    if isinstance(last, str):
        return _spot_of_keys(path, about.struct)
    return replace(_spot_of_keys(above, about.struct), entry=last)


def _spot_of(path: ChangePath, struct: type[msgspec.Struct] | None) -> Spot:
    inside: list[str] = []
    spot = Spot(inside=(), label="", field=None, struct=struct, parent=None)
    for index, step in enumerate(path):
        if index and isinstance(step, str):
            inside.extend(_name_of_place(spot))
        spot = _inner(spot, step, is_top=index == 0 and struct is None)
    return replace(spot, inside=tuple(inside))


_spot_of_keys = lru_cache(maxsize=256)(_spot_of)


def _inner(spot: Spot, step: Step, *, is_top: bool) -> Spot:
    if not isinstance(step, str):
        return replace(spot, entry=step)
    if spot.field is not None and get_origin(spot.field.type) is dict:
        label = clean_line(step)
        wanted = get_args(spot.field.type)[1]
        inner = replace(spot.field, key=step, name=step, label=label, phrase="", type=wanted)
        return Spot(inside=(), label=label, field=inner, struct=inner_table(inner.type), parent=None)
    declared = _by_key(spot.struct).get(step) if spot.struct is not None else None
    if declared is None:
        # Only where fields are declared can one be unknown.
        is_unknown = spot.struct is not None and not is_top
        return Spot(
            inside=(),
            label=clean_line(step),
            field=None,
            struct=None,
            parent=spot.struct,
            is_unknown=is_unknown,
        )
    return Spot(
        inside=(),
        label=phrase_of(declared),
        field=declared,
        struct=inner_table(declared.type),
        parent=spot.struct,
    )


def _name_of_place(spot: Spot) -> list[str]:
    """Name a table or entry that a change lies in; releases of fields have a sentence of their own."""
    if spot.entry is not None:
        return [entry_name(spot)]
    has_own = spot.field is not None and spot.field.type == dict[str, Readers]
    return [] if has_own else [spot.label]


def field_named(path: str, struct: type[msgspec.Struct] | None) -> Field | None:
    """Give the field at a path as `set` takes it: `quantity`, `lots.a.by`; None where none is declared so."""
    found = None
    for step in path.split("."):
        inner = inner_table(found.type) if found is not None else struct
        declared = _by_key(inner).get(step.partition("[")[0]) if inner is not None else None
        # The name of an entry leads to no field by itself.
        found = declared or found
    return found


def entry_name(spot: Spot) -> str:
    """Name the entry of a list: by its first field, by itself, or by its number."""
    entry = spot.entry
    if not isinstance(entry, Named):
        return phrases.entry_numbered(spot.label, (entry or 0) + 1)
    first = fields_of(spot.struct)[0] if spot.struct is not None else None
    name = clean_line(entry.value) if isinstance(entry.value, str) else words_of(entry.value, first)
    if not entry.key:
        return name
    label = phrase_of(first) if first is not None else clean_line(entry.key)
    return phrases.entry_named(label, name)


def short_entry_name(spot: Spot) -> str:
    """Name the entry of a list as briefly as can be: `UKR`, but `lot a`, where a letter says nothing."""
    entry = spot.entry
    first = fields_of(spot.struct)[0] if spot.struct is not None else None
    is_name = first is not None and (first.refers or first.code or first.type is not str)
    return words_of(entry.value, first) if is_name and isinstance(entry, Named) else entry_name(spot)


@cache
def _unit_key(struct: type[msgspec.Struct] | None) -> str:
    """Give the key of the unit in which a kind counts its quantity; "" where it has none of its own."""
    declared = _by_name(struct) if struct is not None else {}
    return declared["unit"].key if {"unit", "quantity"} <= declared.keys() else ""


@cache
def _by_key(struct: type[msgspec.Struct]) -> Mapping[str, Field]:
    return {field.key: field for field in fields_of(struct)}


def _declared(struct: type[msgspec.Struct] | None, name: str) -> Field | None:
    return _by_name(struct).get(name) if struct is not None else None


@cache
def _by_name(struct: type[msgspec.Struct]) -> Mapping[str, Field]:
    return {field.name: field for field in fields_of(struct)}
