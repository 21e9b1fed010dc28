"""A value as a person would type it: words where they read back as the same value, else TOML.

In: a place, and the data that stands there. Out: text. `read_words(place, typed_text(place, raw))` is `raw`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_origin

import msgspec

from workbook.change.raw_words import words_of
from workbook.change.sameness import same
from workbook.desk.editing.values import Place, read_words
from workbook.desk.editing.words import MONEY_ADVICE, QUANTITY_ADVICE, SHARE_ADVICE, WHEN_ADVICE
from workbook.errors import WorkbookError
from workbook.model.display import clean
from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.money import Money
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.readers import Readers
from workbook.model.share import Share
from workbook.model.values import VALUE_TYPES, decode_toml
from workbook.model.when import When
from workbook.toml.values import value_text


def typed_text(place: Place, raw: Any) -> str:
    """Give the text that stands for a value in a line where it can be changed; "" where there is none."""
    if raw is None:
        return ""
    words = value_line(place.type, raw)
    return words if _reads_back(place, words, raw) else value_text(raw, is_grouped=True)


def value_line(wanted: Any, raw: Any) -> str:
    """Give a value in words, by the type that is wanted there; what does not fit it is told as TOML."""
    try:
        return _words(wanted, raw)
    except (ValueError, ArithmeticError, TypeError):
        return value_text(raw, is_grouped=True)


def entry_line(table: type[msgspec.Struct], raw: Any) -> str:
    """Give an entry of a list on one line: its first field, then the others by their labels."""
    if not isinstance(raw, Mapping):
        return value_line(None, raw)
    declared = {field.key: field for field in fields_of(table)}
    first, *_ = declared
    head = value_line(declared[first].type, raw[first]) if first in raw else ""
    others = [
        f"{_name(key, declared)} {_told(value, declared.get(key))}"
        for key, value in raw.items()
        if key != first
    ]
    return f"{head}: {', '.join(others)}" if head and others else head or ", ".join(others)


def _told(raw: Any, field: Field | None) -> str:
    """Give a value among others: texts in quotation marks, times and words of lists as they are typed."""
    is_plain = field is not None and (field.type is When or not isinstance(raw, str))
    return value_line(field.type, raw) if field is not None and is_plain else words_of(raw, field)


def _name(key: str, declared: Mapping[str, Field]) -> str:
    field = declared.get(key)
    return field.label.lower() if field is not None else key


def _words(wanted: Any, raw: Any) -> str:
    if wanted is Readers and isinstance(raw, list):
        return ", ".join(map(str, raw))
    if wanted in VALUE_TYPES:
        return str(decode_toml(wanted, raw))
    table = inner_table(wanted)
    if table is not None and isinstance(raw, Mapping):
        return entry_line(table, raw)
    match raw:
        case str():
            return raw
        case bool():
            return "yes" if raw else "no"
        case int() | Decimal():
            return plain(Decimal(raw))
        case datetime() | date():
            return raw.isoformat()
        case list() if get_origin(wanted) is tuple:
            return ", ".join(value_line(get_args(wanted)[0], one) for one in raw)
    return value_text(raw, is_grouped=True)


def _reads_back(place: Place, words: str, raw: Any) -> bool:
    # Line ends would be lost in a line, and what a screen does not show cannot be typed.
    if not words or "\n" in words or clean(words) != words:
        return False
    try:
        return same(read_words(place, words, place.field.key), raw)
    except WorkbookError:
        return False


def typing_hint(place: Place) -> str:
    """Say how a value of this place can be typed; "" where any text will do."""
    hint = _HINTS.get(place.type, "")
    return f"{hint[:1].upper()}{hint[1:]}." if hint else ""


_HINTS: Mapping[Any, str] = {
    Quantity: QUANTITY_ADVICE,
    Money: MONEY_ADVICE,
    When: WHEN_ADVICE,
    Share: SHARE_ADVICE,
    Readers: "write public, members, national, or nations like USA, GBR",
    int: "write a number like 12",
    bool: "write yes or no",
    datetime: "write a day, a time and its zone, like 2022-09-28T09:00:00+02:00",
}


def listed(words: Sequence[str], most: int = 3) -> str:
    """Name the first few things, and count the rest."""
    more = len(words) - most
    return ", ".join(words[:most]) + (f" and {more} more" if more > 0 else "")
