"""What changed between two versions of a file's data, and the same changes made again.

Two tables flow in, changes flow out, each at the deepest place that tells it: a field, an entry of a list by
its merge key, an element of an ordered set. `applied(a, differences(a, b, p))` is `b`. Nothing here knows
text, comments or order of keys; how a change reads is for `words`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from workbook.change.policy import ABSENT, ChangePath, Named, Policies
from workbook.change.sameness import frozen, same

if TYPE_CHECKING:
    from workbook.toml.layout import KeyPath


class Order(NamedTuple):
    """The order of a list's entries, by what names each: what stands in a change that only moves them."""

    key: str
    names: tuple[Any, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change: where, and what stood there before and after; `ABSENT` where nothing did.

    `place` is the index that an added entry has afterwards. A list whose entries were moved has one change
    more, from one `Order` to another.
    """

    path: ChangePath
    before: Any
    after: Any
    place: int | None = None


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], policies: Policies
) -> tuple[Change, ...]:
    """List the changes from one table to another, in the order of the keys before, then of those added."""
    found: list[Change] = []
    _add_of_tables(found, before, after, policies, ())
    return tuple(found)


def applied(table: Mapping[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    """Give the table with the changes made, sharing what did not change."""
    result = dict(table)
    own = {id(result)}
    for change in changes:
        _apply(result, change.path, change, own)
    return result


def path_words(path: ChangePath) -> str:
    """Give a path as it is written in `set` and told to people: `lots.a.by`, `tags.winter`, `rows[2]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{_step_words(step)}" if text else _step_words(step)
    return text


def is_within(path: ChangePath, other: ChangePath) -> bool:
    """Tell whether one path leads through where the other ends, or the other way round."""
    return all(
        same(list(one), list(two)) if isinstance(one, Named) and isinstance(two, Named) else one == two
        for one, two in zip(path, other, strict=False)
    )


def locate_path(table: Mapping[str, Any], path: ChangePath) -> "KeyPath | None":
    """Give the path by keys and indices of what a path names in a table; None where it is not there."""
    found: list[str | int] = []
    value: Any = table
    for step in path:
        place = place_of(value, step)
        if place is None:
            return None
        found.append(place)
        value = value[place]
    return tuple(found)


def place_of(value: Any, step: Any) -> str | int | None:
    """Give the key or index at which a step leads on from a value; None where it leads nowhere."""
    if isinstance(step, Named):
        if not isinstance(value, list):
            return None
        return next((index for index, entry in enumerate(value) if _is_named(entry, step)), None)
    if isinstance(step, str):
        return step if isinstance(value, dict) and step in value else None
    return step if isinstance(value, list) and step < len(value) else None


def name_in(entry: Any, merge_key: str) -> Named:
    """Name an entry of a list by its merge key, or an element of a set by itself (key "")."""
    return Named(merge_key, entry[merge_key] if merge_key else entry)


def ordered(entries: Sequence[Any], order: Order) -> list[Any]:
    """Give the entries of a list in an order that names each of them."""
    wanted = {frozen(name): index for index, name in enumerate(order.names)}
    return sorted(entries, key=lambda entry: wanted[frozen(name_in(entry, order.key).value)])


def _is_named(entry: Any, name: Named) -> bool:
    if not name.key:
        return same(entry, name.value)
    return isinstance(entry, dict) and name.key in entry and same(entry[name.key], name.value)


def _step_words(step: str | Named) -> str:
    if isinstance(step, str):
        return step
    value = step.value
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    return str(value)


def _add_of_tables(
    found: list[Change],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    policies: Policies,
    path: ChangePath,
) -> None:
    for key, old in before.items():
        new = after.get(key, ABSENT)
        # Versions of a file that were parsed one after another share what they have in common.
        if old is not new:
            _add_of_values(found, old, new, policies.inside(key), (*path, key))
    if before.keys() >= after.keys():
        return
    for key, new in after.items():
        if key not in before:
            _add_of_values(found, ABSENT, new, policies.inside(key), (*path, key))


def _add_of_values(
    found: list[Change], before: Any, after: Any, policies: Policies, path: ChangePath
) -> None:
    if not policies.is_whole:
        # What prints alike is alike; what does not is walked through below, and only once.
        if isinstance(before, dict) and isinstance(after, dict):
            if repr(before) != repr(after):
                _add_of_tables(found, before, after, policies, path)
            return
        if isinstance(before, list) and isinstance(after, list):
            if repr(before) == repr(after):
                return
            merge_key = policies.merge_key(before, after)
            if merge_key is None and policies.is_set(before, after):
                merge_key = ""
            if merge_key is not None:
                _add_of_lists(found, before, after, merge_key, policies, path)
                return
    if not same(before, after):
        found.append(Change(path=path, before=before, after=after))


def _add_of_lists(
    found: list[Change],
    before: Sequence[Any],
    after: Sequence[Any],
    merge_key: str,
    policies: Policies,
    path: ChangePath,
) -> None:
    indices = {frozen(entry[merge_key] if merge_key else entry): at for at, entry in enumerate(after)}
    kept: list[int] = []
    for entry in before:
        index = indices.pop(frozen(entry[merge_key] if merge_key else entry), None)
        if index is None:
            found.append(Change(path=(*path, name_in(entry, merge_key)), before=entry, after=ABSENT))
            continue
        kept.append(index)
        if entry is not after[index]:
            _add_of_values(found, entry, after[index], policies, (*path, name_in(entry, merge_key)))
    for index in sorted(indices.values()):
        entry = after[index]
        found.append(Change(path=(*path, name_in(entry, merge_key)), before=ABSENT, after=entry, place=index))
    if kept != sorted(kept):
        old, new = (tuple(name_in(one, merge_key).value for one in entries) for entries in (before, after))
        found.append(Change(path=path, before=Order(merge_key, old), after=Order(merge_key, new)))


def _apply(value: Any, path: ChangePath, change: Change, own: set[int]) -> None:
    """Make a change in a container of our own, copying what lies on the way and is not."""
    step, rest = path[0], path[1:]
    place = place_of(value, step)
    if rest:
        if id(value[place]) not in own:
            value[place] = value[place].copy()
            own.add(id(value[place]))
        _apply(value[place], rest, change, own)
    elif change.after is ABSENT:
        del value[place]
    elif isinstance(change.after, Order):
        value[place] = ordered(value[place], change.after)
    elif isinstance(step, Named) and place is None:
        value.insert(change.place, change.after)
    else:
        value[step if place is None else place] = change.after
