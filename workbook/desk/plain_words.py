"""Values as people type them, read as the data that TOML would hold: `20..30`, `about 1.5m EUR`, `2023-Q1`.

In: the words behind a `=`, and the declared field they are for. Out: numbers, texts, days, tables. What is
written as TOML is taken as such. That a value fits its field is shown by its own type, whose sentence says
what is wanted.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from typing import Any

from workbook.errors import WorkbookError
from workbook.model.currencies import CURRENCIES
from workbook.model.fields import Code, Field
from workbook.model.money import Money
from workbook.model.nations import is_party_code
from workbook.model.number import shown
from workbook.model.quantity import Quantity
from workbook.model.readers import Readers, Scope
from workbook.model.share import Share
from workbook.model.values import VALUE_TYPES
from workbook.model.when import When
from workbook.toml.document import Document, parse

LONGEST_WORDS = 10_000
_NUMBER = re.compile(
    r"([0-9][0-9,_ ]*(?:\.[0-9]+)?)\s*(k|m|mn|bn|b|thousand|million|billion)?", re.ASCII | re.I
)
_SCALE = {"": 0, "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9}
_HIDDEN = {"?": "unknown", "unknown": "unknown", "-": "undisclosed", "undisclosed": "undisclosed"}
_CODED = re.compile(r"(?:[a-z]{2,5}-)?[a-z]-[0-9a-z]{4}", re.ASCII | re.I)
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?) ?%", re.ASCII)
_LIKE_TOML = ("{", "[", '"', "'")
# What precedes an amount or a time, by the key of the table that says so.
_BOUNDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("about", re.compile(r"(?:~|about |around |circa )\s*(.+)", re.I)),
    ("at_least", re.compile(r"(?:>=|at least |from )\s*(.+)|(.+?)\s*\.\.", re.I)),
    ("at_most", re.compile(r"(?:<=|at most |up to |until )\s*(.+)|\.\.\s*(.+)", re.I)),
)
_SPAN = re.compile(r"(?:between\s+)?(.+?)\s*(?:\.\.|\bto\b|\band\b)\s*(.+)", re.I)
_TIME_KEYS = {"about": "about", "at_least": "from", "at_most": "until"}


class UnfitWordsError(WorkbookError):
    """Words that say nothing their field could hold."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} {reason}" if reason.endswith("?") else f"{field} {reason}.")


def plain_words(text: str, field: Field, wanted: Any = None) -> Any:
    """Give the plain data that words mean for a field, or for a part of type `wanted` of it.

    Raises:
        UnfitWordsError: nothing that the field could hold.
    """
    kind = wanted or field.type
    words = text.strip()
    if len(words) > LONGEST_WORDS:
        raise UnfitWordsError(field.key, f"has {len(words):,} characters; {LONGEST_WORDS:,} are enough")
    if words.startswith(_LIKE_TOML):
        value = _toml(words)
        if value is not None:
            return _checked(value, kind, field)
    reader = _READERS.get(kind)
    if reader is not None:
        return _checked(reader(words), kind, field)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(words, kind, field)
    return _text(words, field) if kind is str else _other(words, field)


def _toml(words: str) -> Any:
    document = parse(f"x = {words}".encode())
    if isinstance(document, Document) and list(document.table) == ["x"]:
        return document.table["x"]
    return None


def _checked(value: Any, kind: Any, field: Field) -> Any:
    if kind not in VALUE_TYPES:
        return value
    try:
        kind.parse(value)
    except ValueError as error:
        raise UnfitWordsError(field.key, str(error)) from error
    return value


def _quantity(words: str) -> Any:
    hidden = _HIDDEN.get(words.casefold())
    return hidden or _bounded(words, _number)


def _bounded(words: str, read: Callable[[str], Any], keys: Mapping[str, str] | None = None) -> Any:
    """Read a value with what is said of its bounds; words that are none stay as they are."""
    for key, pattern in _BOUNDS:
        found = pattern.fullmatch(words)
        if found:
            value = read(next(part for part in found.groups() if part))
            return {keys[key] if keys else key: value}
    span = _SPAN.fullmatch(words)
    if span and keys is None:
        return {"from": read(span[1]), "to": read(span[2])}
    if span:
        return {"between": [read(span[1]), read(span[2])]}
    return read(words)


def _number(words: str) -> Any:
    found = _NUMBER.fullmatch(words.strip())
    if not found:
        return words
    digits = re.sub(r"[,_ ]", "", found[1])
    number = Decimal(digits).scaleb(_SCALE[(found[2] or "").lower()])
    return int(number) if number == number.to_integral_value() else number.normalize()


def _money(words: str) -> Any:
    if words.casefold() in _HIDDEN:
        return {"amount": _HIDDEN[words.casefold()], "currency": "unknown"}
    first, _, rest = words.partition(" ")
    before, _, last = words.rpartition(" ")
    if first.upper() in CURRENCIES:
        return {"amount": _quantity(rest.strip()), "currency": first.upper()}
    if last.upper() in CURRENCIES or last.casefold() == "unknown":
        currency = last.upper() if last.upper() in CURRENCIES else "unknown"
        return {"amount": _quantity(before.strip()), "currency": currency}
    return words


def _when(words: str) -> Any:
    hidden = _HIDDEN.get(words.casefold())
    return hidden or _bounded(words, _period, _TIME_KEYS)


def _period(words: str) -> Any:
    text = words.strip().upper()
    try:
        return date.fromisoformat(text) if len(text) == len("2022-09-28") else text
    except ValueError:
        return words.strip()


def _share(words: str) -> Any:
    percent = _PERCENT.fullmatch(words)
    if percent:
        return Decimal(percent[1]).scaleb(-2)
    return words if "/" in words else _number(words)


def _readers(words: str) -> Any:
    named = words.casefold()
    if named in (Scope.PUBLIC, Scope.MEMBERS, Scope.NATIONAL):
        return named
    return [code.strip().upper() for code in words.split(",") if code.strip()] or words


def _flag(words: str) -> Any:
    return {"yes": True, "true": True, "no": False, "false": False}.get(words.casefold(), words)


def _whole(words: str) -> Any:
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 18 else words


def _date(words: str) -> Any:
    return _period(words)


def _moment(words: str) -> Any:
    try:
        return datetime.fromisoformat(words.upper())
    except ValueError:
        return words


_READERS: Mapping[Any, Callable[[str], Any]] = {
    Quantity: _quantity,
    Money: _money,
    When: _when,
    Share: _share,
    Readers: _readers,
    bool: _flag,
    int: _whole,
    date: _date,
    datetime: _moment,
}


def _enum(words: str, kind: type[Enum], field: Field) -> str:
    known = [str(one.value) for one in kind]
    word = words.casefold().replace(" ", "-").replace("_", "-")
    if word in known:
        return word
    near = get_close_matches(word[:64], known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"write one of {', '.join(known)}"
    raise UnfitWordsError(field.key, f"is {shown(words)}: {advice}")


def _text(words: str, field: Field) -> str:
    """Take words as they are; codes and ids in the case that they have in records."""
    if field.code in (Code.NATION, Code.PARTY, Code.AUDIENCE) and is_party_code(words.upper()):
        return words.upper()
    if field.code is Code.CURRENCY and words.upper() in CURRENCIES:
        return words.upper()
    if field.refers and _CODED.fullmatch(words):
        return words.upper()
    return words


def _other(words: str, field: Field) -> Any:
    value = _toml(words)
    if value is None:
        raise UnfitWordsError(field.key, f"is {shown(words)}: write it as TOML, as {field.example}")
    return value
