"""A list or a table of names that came or went as a whole, as changes of each of its entries.

In: changes as `differences` gives them. Out: the same, so that a record's first lot is told as a new lot and
not as a new list.
"""

from collections.abc import Iterator, Sequence
from typing import Any, get_origin

from workbook.change.diff import Change
from workbook.change.policy import ABSENT, Named
from workbook.change.spot import About, spot_of
from workbook.model.fields import fields_of, inner_table

_MOST_ENTRIES = 1_000
"""Entries of a list that are told one by one; nobody reads more, and each is looked for among all."""


def spread(changes: Sequence[Change], about: About) -> list[Change]:
    """Take apart what came or went as a whole; all else stays as it is, in its order."""
    found: list[Change] = []
    for change in changes:
        # Only what stands in a field can be taken apart, and most changes are of a word or an entry.
        if isinstance(change.path[-1], str) and isinstance(whole := _whole(change), list | dict):
            found.extend(_spread(change, whole, about))
        else:
            found.append(change)
    return found


def _whole(change: Change) -> Any:
    """Give what came or went as a whole; None where something stood there before and after."""
    return change.after if change.before is ABSENT else change.before if change.after is ABSENT else None


def _spread(change: Change, whole: list[Any] | dict[str, Any], about: About) -> Iterator[Change]:
    is_long = isinstance(whole, list) and len(whole) > _MOST_ENTRIES
    field = spot_of(change.path, about).field
    if field is None or not whole or is_long:
        yield change
    elif isinstance(whole, list) and get_origin(field.type) is tuple:
        table = inner_table(field.type)
        key = fields_of(table)[0].key if table is not None else ""
        for index, one in enumerate(whole):
            is_named = not key or (isinstance(one, dict) and key in one)
            yield _half(change, _named(one, key) if is_named else index, one)
    elif isinstance(whole, dict) and get_origin(field.type) is dict:
        for name, one in whole.items():
            yield _half(change, name, one)
    else:
        yield change


def _named(entry: Any, key: str) -> Named:
    return Named(key, entry[key] if key else entry)


def _half(change: Change, step: str | int | Named, value: Any) -> Change:
    is_added = change.before is ABSENT
    before, after = (ABSENT, value) if is_added else (value, ABSENT)
    return Change(path=(*change.path, step), before=before, after=after)
