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

_BEFORE = "\x1f"


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
        named = {"public": PUBLIC, "members": MEMBERS, "national": NATIONAL}
        if isinstance(raw, str) and raw in named:
            return named[raw]
        given = raw if isinstance(raw, list) else [raw]
        codes = [code for code in given if isinstance(code, str) and _BEFORE not in code]
        if not codes or len(codes) < len(given):
            raise ValueError(f"is {shown(raw)}: {WANTED} is wanted")
        return cls(Scope.NATIONS, tuple(sorted(set(codes))))

    @classmethod
    def from_text(cls, text: str) -> Readers:
        """Read what `text` gives."""
        first, *nations = text.split(_BEFORE)
        return cls(Scope.NATIONS, tuple(nations)) if nations else cls(Scope(first))

    @property
    def text(self) -> str:
        """The compact form, which `from_text` reads back: `members`, or nations, each after a separator.

        So the nation that somebody calls `public` never reads back as the public.
        """
        return "".join(_BEFORE + code for code in self.nations) or self.scope.value

    def __str__(self) -> str:
        return (", ".join(self.nations) or "nobody") if self.scope is Scope.NATIONS else self.scope.value

    def __repr__(self) -> str:
        return f"Readers({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Readers) and (self.scope, self.nations) == (other.scope, other.nations)

    def __hash__(self) -> int:
        return hash((self.scope, self.nations))


PUBLIC = Readers(Scope.PUBLIC)
MEMBERS = Readers(Scope.MEMBERS)
NATIONAL = Readers(Scope.NATIONAL)
NOBODY = Readers(Scope.NATIONS)


class _Everyone:
    """The set of all readers, the public included; wider than any set of nations."""

    def __repr__(self) -> str:
        return "EVERYONE"


EVERYONE: Final = _Everyone()
ReaderSet = frozenset[str] | _Everyone


def reader_set(readers: Readers, *, owner: str, members: AbstractSet[str]) -> ReaderSet:
    """Resolve readers to nations; the owner of a record always reads it ("" for a layer: it has none).

    `national` is the owner alone; `members` the group of that name in `workbook.toml`.
    """
    own = frozenset((owner,)) if owner else frozenset()
    match readers.scope:
        case Scope.PUBLIC:
            return EVERYONE
        case Scope.MEMBERS:
            return own | members
        case Scope.NATIONAL:
            return own
        case Scope.NATIONS:
            return own.union(readers.nations)


def is_within(readers: ReaderSet, wider: ReaderSet) -> bool:
    """Say whether all of `readers` also belong to `wider`."""
    if isinstance(wider, _Everyone):
        return True
    return not isinstance(readers, _Everyone) and readers <= wider
