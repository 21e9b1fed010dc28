"""Values as people and programs read them: one place per form.

In: the value of a field. Out: words (`about 20`, `UKR (share 1/2)`), or the plain tables, numbers and texts
that TOML would hold. Labels come from the declarations; no field is named here.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec

from workbook.model.fields import Field, fields_of
from workbook.model.money import Money
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.readers import Readers, Scope
from workbook.model.record import RecordData
from workbook.model.share import Share
from workbook.model.when import When

# Attributes that say what a record is, the plainest first.
TITLES = ("title", "name", "text", "item", "commitment", "action", "proposal")
_MAY_BE_EMPTY = (str, tuple, dict)
_INDEX = re.compile(r"\[(\d{1,6})\]", re.ASCII)


def is_filled(value: Any) -> bool:
    """Say whether a field says anything; zero does."""
    return value is not None and value is not False and (bool(value) or type(value) not in _MAY_BE_EMPTY)


def fields_in_order(struct: type[msgspec.Struct]) -> list[Field]:
    """List the fields of a kind or table: its own as declared, then those that every record may carry."""
    common = {field.key for field in fields_of(RecordData)} if issubclass(struct, RecordData) else set()
    return sorted(fields_of(struct), key=lambda field: field.key in common)


def filled_fields(data: msgspec.Struct) -> Iterator[tuple[Field, Any]]:
    """List the fields of a record or table that say anything, with their values; in that order."""
    for field in fields_in_order(type(data)):
        value = getattr(data, field.name)
        if is_filled(value):
            yield field, value


def value_words(value: Any) -> str:
    """Give a value in words, on as few lines as it has."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str() | date():
            return _text_words(value)
        case int() | Decimal():
            return plain(Decimal(value))
        case msgspec.Struct():
            return table_words(value)
        case tuple() | list():
            separator = "; " if any(isinstance(one, msgspec.Struct) for one in value) else ", "
            return separator.join(map(value_words, value))
        case dict():
            return ", ".join(f"{key}: {value_words(one)}" for key, one in value.items())
    return str(value)


def table_words(table: msgspec.Struct) -> str:
    """Give a table on one line: its first field, and the others by their labels."""
    pairs = list(filled_fields(table))
    if not pairs:
        return ""
    others = ", ".join(_labelled(field, value) for field, value in pairs[1:])
    first = value_words(pairs[0][1])
    return f"{first} ({others})" if others else first


def place_words(field: str) -> str:
    """Give the place of a finding or mention as people say it: `lots[1].by` is `lots 2, by`.

    Shape: entries count from one, as on a page.
    """
    numbered = _INDEX.sub(lambda found: f" {int(found[1]) + 1}", field)
    return numbered.replace(".", ", ").replace("_", " ")


def _labelled(field: Field, value: Any) -> str:
    label = field.label.lower()
    return value.after(label) if isinstance(value, When) else f"{label} {value_words(value)}"


def title_of(data: msgspec.Struct) -> str:
    """Give what a record is called, in its own words; what it is about where it has no title."""
    for name in TITLES:
        text = getattr(data, name, "")
        if text:
            return value_words(text)
    return ""


def plain_value(value: Any) -> Any:
    """Give a value in the form that TOML would hold, for JSON; decimals stay exact.

    Raises:
        NotImplementedError: nothing that a record holds.
    """
    match value:
        case Quantity():
            return _plain_quantity(value)
        case Money():
            return {"amount": _plain_quantity(value.amount), "currency": value.currency}
        case When():
            return _plain_when(value)
        case Share():
            return value.text
        case Readers():
            return list(value.nations) if value.scope is Scope.NATIONS else str(value.scope)
    raise NotImplementedError(type(value))


def plain_fields(data: msgspec.Struct) -> Mapping[str, Any]:
    """Give the fields of a record that say anything, by their TOML keys; values are still typed."""
    return {field.key: value for field, value in filled_fields(data)}


def _text_words(value: str | date) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return str(value)


def _plain_quantity(value: Quantity) -> Any:
    if not value.is_known:
        return "unknown" if value.unknown else "undisclosed"
    if value.high is None:
        return {"at_least": value.low}
    if value.low == value.high:
        return {"about": value.low} if value.about else value.low
    return {"from": value.low, "to": value.high} if value.low else {"at_most": value.high}


def _plain_when(value: When) -> Any:
    if not value.is_known:
        return str(value)
    if value.text.startswith("~"):
        return {"about": value.text[1:]}
    first, dots, last = value.text.partition("..")
    if not dots:
        return first
    if not first:
        return {"until": last}
    return {"between": [first, last]} if last else {"from": first}
