"""Amounts that only moved: from one lot to another, from one request to another.

In: changes of a record, and its data before and after. Out: the moves, and the other changes.

    lots a: 20 by 2022-Q4  ->  a: 8 by 2022-Q4, b: 12 by 2023-Q1
    gives one move: 12 of 20 from Q4 2022 to Q1 2023
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import msgspec

from workbook.change import phrases
from workbook.change.diff import Change
from workbook.change.policy import Named
from workbook.change.spot import About, part_words
from workbook.model.commitment import Lot, Promise
from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.units import behind_number

_ZERO = Decimal(0)
# What an entry may say beside its name and amount, so that nothing is lost where it is told as a move.
_PLACES: Mapping[type[msgspec.Struct], str] = {Lot: "by", Promise: ""}


class Moved(NamedTuple):
    """An amount that moved: how much, of how much, from where to where."""

    amount: str
    whole: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The move as one sentence."""
        return phrases.amount_moved(self.amount, self.whole, self.before, self.after)


class _Entry(NamedTuple):
    """An entry with an exact amount; `is_bare` says that it holds nothing a move would not tell."""

    amount: Decimal
    place: str
    is_bare: bool


def moves(changes: Sequence[Change], about: About) -> tuple[list[Moved], list[Change]]:
    """Find what only moved; the other changes are given as they are, in their order."""
    told: list[Moved] = []
    rest = list(changes)
    heads = [change.path[0] for change in changes]
    for field, struct in _movable(about.struct) if len(rest) > 1 else ():
        if heads.count(field.key) > 1:
            found, names = _moves_in(field, struct, about)
            concerned = [change for change in rest if _is_part(change, field.key, names, struct)]
            if found and concerned:
                told += found
                rest = [change for change in rest if change not in concerned]
    return told, rest


@cache
def _movable(struct: type[msgspec.Struct] | None) -> Sequence[tuple[Field, type[msgspec.Struct]]]:
    """List the fields of a record in which amounts can move."""
    if struct is None:
        return ()
    tables = ((field, inner_table(field.type)) for field in fields_of(struct))
    return [(field, table) for field, table in tables if table is not None and table in _PLACES]


def _is_part(change: Change, key: str, names: set[Any], struct: type[msgspec.Struct]) -> bool:
    match change.path:
        case [first, Named(_, name), *inner]:
            return first == key and _plain_name(name) in names and inner in ([], [_amount_key(struct)])
    return False


def _moves_in(field: Field, struct: type[msgspec.Struct], about: About) -> tuple[list[Moved], set[Any]]:
    before = _entries(about.before.get(field.key, []), struct)
    after = _entries(about.after.get(field.key, []), struct)
    if before is None or after is None:
        return [], set()
    gone: dict[Any, Decimal] = {}
    come: dict[Any, Decimal] = {}
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old and new and old.place != new.place:
            # A lot that is also put off is no plain move; its changes are told one by one.
            return [], set()
        difference = (new.amount if new else _ZERO) - (old.amount if old else _ZERO)
        if (old is None or new is None) and not (old or new or _NOBODY).is_bare:
            return [], set()
        if difference:
            (come if difference > 0 else gone)[name] = abs(difference)
    pairs = list(_matched(gone, come))
    told = [
        _told(before[one], after[other], amount, (one, other), struct, about) for one, other, amount in pairs
    ]
    return told, {name for one, other, _ in pairs for name in (one, other)}


_NOBODY = _Entry(_ZERO, "", True)


def _matched(gone: Mapping[Any, Decimal], come: Mapping[Any, Decimal]) -> Iterator[tuple[Any, Any, Decimal]]:
    """Match what is gone with what has come: one to one, or one to all."""
    if sum(gone.values()) != sum(come.values()) or not gone:
        return
    if len(gone) == 1 or len(come) == 1:
        yield from ((one, other, min(gone[one], come[other])) for one in gone for other in come)
        return
    left = dict(come)
    pairs = []
    for one, amount in gone.items():
        other = next((name for name, wanted in left.items() if wanted == amount), None)
        if other is None:
            return
        del left[other]
        pairs.append((one, other, amount))
    yield from pairs


def _told(
    old: _Entry,
    new: _Entry,
    amount: Decimal,
    names: tuple[Any, Any],
    struct: type[msgspec.Struct],
    about: About,
) -> Moved:
    before, after = old.place, new.place
    if not before or not after or before == after:
        label = fields_of(struct)[0].label.lower()
        before, after = (phrases.entry_named(label, str(name)) for name in names)
    told, whole = (f"{plain(one)}{behind_number(about.unit, one)}" for one in (amount, old.amount))
    return Moved(told, whole, before, after)


def _entries(raw: Any, struct: type[msgspec.Struct]) -> dict[Any, _Entry] | None:
    """Read a list of lots or promises by name; None where an amount is not exact, or a name not unique."""
    found: dict[Any, _Entry] = {}
    name_key, amount_key = fields_of(struct)[0].key, _amount_key(struct)
    place = _PLACES[struct]
    for entry in raw if isinstance(raw, list) else [None]:
        if (
            not isinstance(entry, dict)
            or not isinstance(entry.get(name_key), str)
            or entry[name_key] in found
        ):
            return None
        amount = _exact(entry.get(amount_key))
        if amount is None:
            return None
        known = {name_key, amount_key, *(field.key for field in fields_of(struct) if field.name == place)}
        where = part_words(entry, struct, place) if place else entry[name_key]
        found[entry[name_key]] = _Entry(amount, where, entry.keys() <= known)
    return found


def _exact(raw: Any) -> Decimal | None:
    try:
        quantity = Quantity.parse(raw)
    except ValueError:
        return None
    return quantity.low if quantity.is_exact else None


def _amount_key(struct: type[msgspec.Struct]) -> str:
    return next(field.key for field in fields_of(struct) if field.name == "quantity")


def _plain_name(name: Any) -> Any:
    return name if isinstance(name, str) else None
