"""How the things in a file meet in a merge, and the paths by which changes name them.

The kind of a record flows in, or None for any other TOML file; what flows out answers, for each place,
whether a table is merged key by key, what tells the entries of a list apart, and whether a text is merged
by its lines. For a record that follows from the declarations of its fields: declared tables merge key by
key, quantities, money and times are one value. Elsewhere, and for what is not declared, the general policy
looks at the data.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias, get_args, get_origin

import msgspec

from workbook.change.sameness import frozen
from workbook.model.fields import Field, Policy, fields_of, inner_table
from workbook.model.kind import Kind

# Keys that name a thing, the surest first. Where none does, the key that all entries begin with may.
ID_LIKE = ("id", "uuid", "key", "name", "lot", "code", "slug", "address", "path", "url", "title", "label")


class Absent(Enum):
    """The type of `ABSENT`: what stands where nothing is."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent.ABSENT


class Named(NamedTuple):
    """One entry of a list: the key that tells entries apart, and its value there.

    In an ordered set the key is "" and the value is the element itself.
    """

    key: str
    value: Any


Step: TypeAlias = str | int | Named
ChangePath: TypeAlias = tuple[Step, ...]
_Types: TypeAlias = tuple[type, ...]


class Policies(msgspec.Struct, frozen=True):
    """What holds at one place of a file.

    `struct` declares the table or the entries that stand there, `field` the field itself; where both are
    None the place is free and the general policy holds. `is_whole`: it is one value, whatever it holds.
    """

    struct: type[msgspec.Struct] | None = None
    field: Field | None = None
    is_whole: bool = False

    @staticmethod
    def of(kind: Kind | None) -> "Policies":
        """Give the policies at the top of a record of that kind; None: of any TOML file."""
        if kind is None:
            return GENERAL
        from workbook.model.kinds import STRUCTS

        return Policies(struct=STRUCTS[kind])

    def inside(self, key: str) -> "Policies":
        """Give what holds for a key of the table, or of each entry of the list, that stands here."""
        if self.is_whole:
            return self
        if self.struct is not None:
            return _declared(self.struct).get(key, GENERAL)
        return GENERAL if self.field is None else Policies(field=self.field, is_whole=True)

    def merge_key(self, *versions: Sequence[Any]) -> str | None:
        """Give the key by which the lists' entries are told apart: each has it, unique in each version.

        None where there is no such key: then the lists are sets or one value.
        """
        if self.is_whole or (self.field is not None and self.field.policy is not Policy.ENTRIES):
            return None
        entries = [entry for version in versions for entry in version]
        if not entries or not all(isinstance(entry, dict) for entry in entries):
            return None
        return next((key for key, names in self._keys(entries) if _is_unique(key, versions, names)), None)

    def is_set(self, *versions: Sequence[Any]) -> bool:
        """Tell whether the lists are ordered sets of whole elements, each unique in its version."""
        if self.is_whole:
            return False
        if self.field is not None:
            declared = self.field.policy is Policy.SET
            return declared and all(len(one) < 2 or _are_unique(map(frozen, one)) for one in versions)
        elements = (element for version in versions for element in version)
        return all(isinstance(element, str) for element in elements) and all(map(_are_unique, versions))

    @property
    def has_lines(self) -> bool:
        """Whether a text of several lines that stands here is merged line by line."""
        return not self.is_whole and (self.field is None or self.field.type is str)

    def _keys(self, entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, _Types]]:
        """List the keys that may name the entries, each with the types that a name may have."""
        if self.field is None:
            yield from ((key, (str, int)) for key in ID_LIKE)
            first = {next(iter(entry), "") for entry in entries}
            yield from ((key, (str,)) for key in first if len(first) == 1)
        elif self.struct is not None:
            yield fields_of(self.struct)[0].key, (object,)


GENERAL: Final = Policies()
"""The policy of every TOML file that is no record."""


@cache
def _declared(struct: type[msgspec.Struct]) -> dict[str, Policies]:
    return {field.key: _of_field(field) for field in fields_of(struct)}


def _of_field(field: Field) -> Policies:
    inner = inner_table(field.type)
    if inner is None and get_origin(field.type) is dict:
        inner = inner_table(get_args(field.type)[1])
        return Policies(struct=inner, field=field)
    is_text_or_list = field.type is str or get_origin(field.type) is tuple
    return Policies(struct=inner, field=field, is_whole=inner is None and not is_text_or_list)


def _is_unique(key: str, versions: Sequence[Sequence[Any]], names: _Types) -> bool:
    return all(
        all(key in entry and isinstance(entry[key], names) for entry in version)
        and _are_unique(frozen(entry[key]) for entry in version)
        for version in versions
    )


def _are_unique(values: Iterable[Any]) -> bool:
    listed = list(values)
    return len(set(listed)) == len(listed)
