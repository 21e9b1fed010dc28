"""Values of TOML in words, by the declarations of their fields where they have some.

In: plain data as the TOML parser gives it, and the field it stands in. Out: a few clean words on one line,
not many. What a field cannot hold is told as it is, never refused.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, get_args, get_origin

import msgspec

from workbook.change.policy import ABSENT
from workbook.model.dates import day_text, labelled_time, moment_text, time_text
from workbook.model.display import clean_line
from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.speech import say
from workbook.model.units import behind_number
from workbook.model.values import VALUE_TYPES, decode_toml
from workbook.model.when import When

LONGEST = 60
"""How many letters of a text are quoted."""

_MOST_LISTED = 6
_COUNTED = (int, Decimal, Any)
# Amounts of what a record is about; others, such as what goes into one, are of something else.
_IN_UNIT = ("quantity", "done")
_NONE: Mapping[str, Field] = MappingProxyType({})
NOTHING = say("nothing")


def words_of(raw: Any, field: Field | None) -> str:
    """Give a value in words: `about 20`, `Q1 2023`, `"NASAMS fire units"`; `nothing` where there is none."""
    if raw is ABSENT:
        return NOTHING
    words = _cut(_typed(raw, field.type, field) if field is not None else _free(raw))
    if field is not None and field.unit and type(raw) is int:
        return f"{words} {field.unit.removesuffix('s') if raw == 1 else field.unit}"
    return words


def amount_words(raw: Any, field: Field | None, unit: str) -> str:
    """Give a value in words; of an amount that the record counts in this unit, with it: `about 20 t`."""
    words = words_of(raw, field)
    if unit and field is not None and field.type is Quantity and field.name in _IN_UNIT:
        with suppress(ValueError):
            amount = Quantity.parse(raw)
            last = amount.low if amount.high is None else amount.high
            return f"{words}{behind_number(unit, last)}" if amount.is_known else words
    return words


def element_words(raw: Any, field: Field | None) -> str:
    """Give an element of a list of words, codes or ids."""
    is_named = field is not None and bool(field.refers or field.code)
    return clean_line(raw) if is_named and isinstance(raw, str) else words_of(raw, None)


def table_words(
    raw: Mapping[str, Any],
    struct: type[msgspec.Struct] | None,
    *,
    leave: Sequence[str] = (),
    unit: str = "",
    others: Mapping[str, Field] = _NONE,
) -> str:
    """Give the entries of a table that say something, by their labels, without those left out.

    `unit` is that of the record's amounts; `others` declares keys otherwise than `struct` does.
    """
    declared = {field.key: field for field in fields_of(struct)} if struct is not None else {}
    declared |= others
    keys = [*(key for key in declared if key in raw), *(key for key in raw if key not in declared)]
    return ", ".join(_labelled(key, raw[key], declared.get(key), unit) for key in keys if key not in leave)


def _labelled(key: str, raw: Any, field: Field | None, unit: str) -> str:
    if field is None:
        return f"{clean_line(key)} {words_of(raw, field)}"
    if field.type is When:
        with suppress(ValueError):
            return labelled_time(label_of(field), When.parse(raw))
    return f"{label_of(field)} {amount_words(raw, field, unit)}"


def label_of(field: Field) -> str:
    """Give what a field is called beside its value: `need by`, `NSN`."""
    label = field.label
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def phrase_of(field: Field) -> str:
    """Give what a field is called within a sentence: `date of need`, `NSN`."""
    return field.phrase or label_of(field)


def is_text(field: Field | None, raw: Any) -> bool:
    """Say whether a value is prose, rather than a word from a list or the id of a record."""
    if not isinstance(raw, str):
        return False
    return field is None or (field.type is str and not field.refers and field.code is None)


def quoted(text: str, longest: int = LONGEST) -> str:
    """Give a text in quotes, clean, on one line and cut where it is long."""
    return f'"{_cut(clean_line(text), longest)}"'


def _typed(raw: Any, wanted: Any, field: Field) -> str:
    if wanted in VALUE_TYPES:
        try:
            value = decode_toml(wanted, raw)
            return clean_line(time_text(value) if isinstance(value, When) else str(value))
        except (ValueError, ArithmeticError):
            return _free(raw)
    if get_origin(wanted) is tuple and isinstance(raw, list):
        return _listed([_typed(one, get_args(wanted)[0], field) for one in raw])
    if get_origin(wanted) is dict and isinstance(raw, dict):
        inner = get_args(wanted)[1]
        return _listed([f"{clean_line(key)}: {_typed(one, inner, field)}" for key, one in raw.items()])
    struct = inner_table(wanted)
    if struct is not None and isinstance(raw, dict):
        return _table(raw, struct)
    is_word = isinstance(wanted, type) and issubclass(wanted, Enum)
    if isinstance(raw, str) and (is_word or not is_text(field, raw)):
        return clean_line(raw.replace("-", " ") if is_word and raw in set(wanted) else raw)
    return _free(raw, is_counted=wanted in _COUNTED)


def _table(raw: Mapping[str, Any], struct: type[msgspec.Struct]) -> str:
    """Give a table with its first field in front: `UKR (share 1/2)`."""
    first = fields_of(struct)[0]
    if first.key not in raw:
        return table_words(raw, struct)
    others = table_words(raw, struct, leave=(first.key,))
    head = words_of(raw[first.key], first)
    return f"{head} ({others})" if others else head


def _free(raw: Any, *, is_counted: bool = False) -> str:
    """Tell a value by itself; a number that no declaration explains may be a code, told digit by digit."""
    match raw:
        case bool():
            return say("yes") if raw else say("no")
        case str():
            return quoted(raw)
        case int() | Decimal() if is_counted:
            return plain(Decimal(raw))
        case datetime():
            return moment_text(raw)
        case date():
            return day_text(raw)
        case time():
            return raw.isoformat()
        case list() | tuple():
            return _listed([_free(one, is_counted=is_counted) for one in raw])
        case dict():
            told = ((clean_line(key), _free(one, is_counted=is_counted)) for key, one in raw.items())
            return _listed([f"{key}: {value}" for key, value in told])
    return clean_line(str(raw))


def _listed(words: Sequence[str]) -> str:
    if not words:
        return NOTHING
    more = len(words) - _MOST_LISTED
    told = ", ".join(words[:_MOST_LISTED])
    return say("{told} and {more} more", told=told, more=more) if more > 0 else told


def _cut(text: str, longest: int = 3 * LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
