"""What can be chosen for a field: records by id or title, codes by code or name, the words of a closed list.

In: a place, and the plan. Out: a `Picker`, which finds choices for what was typed so far, at every key. In a
list the part behind the last comma is searched, in an amount of money its currency.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

import msgspec

from workbook.desk.editing.values import Place, first_field
from workbook.desk.listing.search import Titles
from workbook.model.currencies import CURRENCIES
from workbook.model.fields import Code, Field
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.nations import NATION_NAMES, ORGANISATION_NAMES
from workbook.model.readers import Readers, Scope
from workbook.model.units import UNITS
from workbook.records.workbook import Workbook

_ANY = "*"
_MOST = 100


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to choose: what is written for it, and what it is called."""

    text: str
    label: str = ""


Search = Callable[[str], Sequence[Choice]]


class Picker(msgspec.Struct, frozen=True, kw_only=True):
    """Choices for one place.

    `separator` parts what was typed: only what follows the last one is searched. `is_short` says that all
    choices can be looked through at once.
    """

    search: Search
    separator: str = ""
    is_short: bool = False

    def find(self, typed: str) -> Sequence[Choice]:
        """Give the choices that fit what was typed, the likeliest first."""
        return self.search(self._last(typed))

    def taken(self, typed: str, choice: Choice) -> str:
        """Give what was typed with a choice in the place of what was searched."""
        kept = typed[: len(typed) - len(self._last(typed))].rstrip()
        gap = " " if kept and self.separator else ""
        return f"{kept}{gap}{choice.text}"

    def knows(self, typed: str) -> bool:
        """Say whether what was typed is one of the choices, so that nothing needs to be searched."""
        word = self._last(typed).strip().casefold()
        return any(word == choice.text.casefold() for choice in self.search(word)[:_MOST])

    def _last(self, typed: str) -> str:
        return typed.rpartition(self.separator)[2].lstrip() if self.separator else typed


class Pickers:
    """The pickers of a plan; what they search is folded once and kept."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._known: dict[Any, Search] = {}
        self._titles: dict[tuple[str, ...], Titles] = {}

    def of(self, place: Place | None) -> Picker | None:
        """Give the picker of a place, None where anything may be typed."""
        if place is None:
            return None
        if place.table is not None and place.is_list:
            return self.of(first_field(place.table))
        if place.type is Money:
            return Picker(search=self._currencies, separator=" ")
        wanted = place.element().type if place.is_list else place.type
        field = place.field
        separator = "," if place.is_list or wanted is Readers else ""
        search, is_short = self._search(wanted, field)
        return Picker(search=search, separator=separator, is_short=is_short) if search else None

    def fields(self, fields: Sequence[Field]) -> Picker:
        """Give the picker of fields that can be added, by label, key, or a word of what they are for."""
        return Picker(
            search=_among([Choice(text=one.label, label=one.help) for one in fields]), is_short=True
        )

    def _search(self, wanted: Any, field: Field) -> tuple[Search | None, bool]:
        if isinstance(wanted, type) and issubclass(wanted, Enum):
            return self._kept(wanted, lambda: [Choice(text=str(one.value)) for one in wanted]), True
        if wanted is bool:
            return self._kept(bool, lambda: [Choice(text="yes"), Choice(text="no")]), True
        if wanted is Readers:
            return self._kept(Readers, self._readerships), False
        if field.refers:
            return self._records(field.refers), False
        if field.code is not None:
            return self._kept(field.code, lambda: list(self._codes(field.code))), False
        return None, False

    def _records(self, refers: tuple[str, ...]) -> Search:
        """Search records; their titles are gathered when something is searched for the first time."""

        def search(words: str) -> Sequence[Choice]:
            titles = self._titles.get(refers)
            if titles is None:
                kinds = () if _ANY in refers else tuple(Kind(one) for one in refers)
                titles = self._titles[refers] = Titles(self.workbook, kinds)
            return [Choice(text=one.id, label=one.title) for one in titles.search(words, most=_MOST)]

        return search

    def _codes(self, code: Code | None) -> Iterable[Choice]:
        """List codes: those of the plan before all others."""
        settings = self.workbook.settings
        if code is Code.CURRENCY:
            yield from (Choice(text=code, label=one.name) for code, one in CURRENCIES.items())
        elif code is Code.UNIT:
            yield from (Choice(text=code, label=unit.name) for code, unit in UNITS.items())
        else:
            own = sorted(settings.nations | settings.members)
            if code is Code.AUDIENCE:
                yield from (Choice(text=group, label="group") for group in sorted(settings.manifest.groups))
            names = NATION_NAMES if code is Code.NATION else {**ORGANISATION_NAMES, **NATION_NAMES}
            yield from (Choice(text=one, label=names.get(one, "")) for one in own if one in names)
            yield from (Choice(text=one, label=name) for one, name in names.items() if one not in own)

    def _readerships(self) -> Sequence[Choice]:
        named = [Choice(text=one.value, label=_READERSHIPS[one]) for one in Scope if one is not Scope.NATIONS]
        return [*named, *self._codes(Code.NATION)]

    def _currencies(self, words: str) -> Sequence[Choice]:
        search = self._kept(Code.CURRENCY, lambda: list(self._codes(Code.CURRENCY)))
        return search(words) if words.isalpha() else ()

    def _kept(self, name: Any, choices: Callable[[], Sequence[Choice]]) -> Search:
        if name not in self._known:
            self._known[name] = _among(choices())
        return self._known[name]


_READERSHIPS: Mapping[Scope, str] = {
    Scope.PUBLIC: "anybody",
    Scope.MEMBERS: "all members of the coalition",
    Scope.NATIONAL: "the owner alone",
}


def _among(choices: Sequence[Choice]) -> Search:
    """Search a list: codes that begin with the words come first, then names that do, then what holds them."""
    folded = [(f"{one.text}\n{one.label}".casefold(), one) for one in choices]

    def search(words: str) -> Sequence[Choice]:
        parts = words.casefold().split()
        if not parts:
            return choices[:_MOST]
        fitting = [(text, one) for text, one in folded if all(part in text for part in parts)]
        ranked = sorted(fitting, key=lambda found: _rank(found[0], parts[0]))
        return [one for _, one in ranked[:_MOST]]

    return search


def _rank(text: str, word: str) -> int:
    return 0 if text.startswith(word) else 1 if f"\n{word}" in text else 2
