"""Who may read: the release of a record, and sets of nations that can be compared.

In: `release = "public" | "members" | "national" | [nations]`. Out: `Readers` as written, and `reader_set`,
which resolves them to nations so that narrower and wider are plain set comparisons.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from workbook.model.number import shown

WANTED = '"public", "members", "national" or a list of nations like ["USA", "GBR"]'

_BETWEEN = "\x1f"


class Scope(StrEnum):
    """The three readerships that have a name, and a list of nations."""

    PUBLIC = "public"
    MEMBERS = "members"
    NATIONAL = "national"
    NATIONS = "nations"


class Readers:
    """Readers as a record writes them; `nations` is set where `scope` is a list of nations."""

    __slots__ = ("nations", "scope")

    def __init__(self, scope: Scope, nations: tuple[str, ...] = ()) -> None:
        self.scope = scope
        self.nations = nations

    @classmethod
    def parse(cls, raw: object) -> Readers:
        """Read the TOML form; a name that is none of the three is kept as a nation, for a rule to judge.

        Raises:
            ValueError: neither text nor a list of texts; the text continues the field's name.
        """
        if isinstance(raw, str):
            named = {"public": PUBLIC, "members": MEMBERS, "national": NATIONAL}.get(raw)
            return named or cls(Scope.NATIONS, (raw,))
        if isinstance(raw, list | tuple) and raw and all(isinstance(code, str) for code in raw):
            return cls(Scope.NATIONS, tuple(sorted(set(raw))))
        raise ValueError(f"is {shown(raw)}: {WANTED} is wanted")

    @classmethod
    def from_text(cls, text: str) -> Readers:
        """Read what `text` gives."""
        return cls.parse(text if text in ("public", "members", "national") else text.split(_BETWEEN))

    @property
    def text(self) -> str:
        """The compact form, which `from_text` reads back: `members`, or nations between separators."""
        return _BETWEEN.join(self.nations) if self.scope is Scope.NATIONS else self.scope

    def __str__(self) -> str:
        return ", ".join(self.nations) if self.scope is Scope.NATIONS else self.scope

    def __repr__(self) -> str:
        return f"Readers({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Readers) and (self.scope, self.nations) == (other.scope, other.nations)

    def __hash__(self) -> int:
        return hash((self.scope, self.nations))


PUBLIC = Readers(Scope.PUBLIC)
MEMBERS = Readers(Scope.MEMBERS)
NATIONAL = Readers(Scope.NATIONAL)


class _Everyone:
    """The set of all readers, the public included; wider than any set of nations."""

    def __repr__(self) -> str:
        return "EVERYONE"


EVERYONE: Final = _Everyone()
ReaderSet = frozenset[str] | _Everyone


def reader_set(readers: Readers, *, owner: str, members: AbstractSet[str]) -> ReaderSet:
    """Resolve readers to nations; the owner of a record always reads it.

    `national` is the owner alone; `members` the group of that name in `workbook.toml`.
    """
    match readers.scope:
        case Scope.PUBLIC:
            return EVERYONE
        case Scope.MEMBERS:
            return frozenset(members) | {owner}
        case Scope.NATIONAL:
            return frozenset((owner,))
        case Scope.NATIONS:
            return frozenset(readers.nations) | {owner}


def is_within(readers: ReaderSet, wider: ReaderSet) -> bool:
    """Say whether all of `readers` also belong to `wider`."""
    if isinstance(wider, _Everyone):
        return True
    return not isinstance(readers, _Everyone) and readers <= wider


def shared_readers(one: ReaderSet, other: ReaderSet) -> ReaderSet:
    """Give those who belong to both."""
    if isinstance(one, _Everyone):
        return other
    return one if isinstance(other, _Everyone) else one & other
