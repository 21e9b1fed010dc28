"""The value of a field as a person types it: TOML taken as it is, else words by the field's type.

In: a place, which is a declared field or a part of one, and a text. Out: the data that TOML holds. What
the reader of records would refuse is refused here, with what is wanted instead. No field is named here.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

import msgspec
from msgspec.structs import replace

from workbook.desk.editing.words import (
    has_two_meanings,
    money_data,
    number_data,
    quantity_data,
    share_data,
    when_data,
)
from workbook.errors import WorkbookError
from workbook.model.currencies import CURRENCIES, WITHDRAWN
from workbook.model.fields import Code, Field, fields_of, inner_table
from workbook.model.money import Money
from workbook.model.nations import NATION_NAMES, is_party_code, party_code
from workbook.model.quantity import UNKNOWN, Quantity
from workbook.model.readers import Readers, Scope
from workbook.model.references import OPEN_REFERENCES
from workbook.model.share import Share
from workbook.model.units import UNITS
from workbook.model.when import When
from workbook.model.words import plain_value
from workbook.records.reader import read_table
from workbook.toml.values import read_value

_CODED = r"(?ais)((?:[a-z]{2,5}-)?[a-z]-[0-9a-z]{4})(:.*)?"
_PARTS = r":(?=[^\s/]|\Z)"
_COMMAS = r"\s*,(?![0-9]{3}(?![0-9]))\s*"
_NAMED = r"(?s)\s*([A-Za-z_][\w -]*?)\s*=\s*(.*)"
_CURRENCIES = {*CURRENCIES, *WITHDRAWN, "unknown"}
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_NOTHING: Any = object()
# How alike the names of fields are where one is a slip for the other: `kind` is none for `id`.
_SLIP = 0.76
# The keys of money, which only its own type spells: what stands there, and an example.
_MONEY = dict(zip(plain_value(Money(UNKNOWN, "EUR")), ((Quantity, 1), (str, "EUR")), strict=True))


class WrongValueError(WorkbookError):
    """A field is given what it cannot hold."""

    def __init__(self, name: str, text: str, advice: str) -> None:
        shown = text if len(text) <= 60 else text[:57] + "..."
        super().__init__(f"{name} cannot be {shown!r}: {advice}.")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a value goes: a field of a table, or (`type` differs from the field's) a part of what it holds.

    `wrapped` makes of the part what the whole field could be, so that the reader can be asked about it.
    `together` are the keys that must all stand where the part stands.
    """

    struct: type[msgspec.Struct]
    field: Field
    type: Any
    wrapped: Callable[[Any], Any]
    together: tuple[str, ...] = ()

    @classmethod
    def of(cls, struct: type[msgspec.Struct], field: Field) -> "Place":
        """Give the place of a whole field."""
        return cls(struct=struct, field=field, type=field.type, wrapped=lambda value: value)

    @property
    def is_list(self) -> bool:
        """Whether several things stand there."""
        return get_origin(self.type) is tuple

    @property
    def table(self) -> type[msgspec.Struct] | None:
        """The table that stands there; for a list, that of its entries."""
        return inner_table(self.type)

    def element(self) -> "Place":
        """Give the place of one element of the list."""
        inner = get_args(self.type)[0]
        return Place(struct=self.struct, field=self.field, type=inner, wrapped=lambda value: [value])

    def part(self, key: str) -> "Place | None":
        """Give the place of a value below a key, where the declarations leave keys free, or in money."""
        if get_origin(self.type) is dict:
            return replace(self, type=get_args(self.type)[1], wrapped=lambda value: {key: value})
        if self.type is not Money or key not in _MONEY:
            return None
        whole = {one: example for one, (_, example) in _MONEY.items()}
        field = replace(self.field, code=Code.CURRENCY)
        return Place(
            struct=self.struct,
            field=field,
            type=_MONEY[key][0],
            wrapped=lambda value: {**whole, key: value},
            together=tuple(_MONEY),
        )

    def complaint(self, value: Any) -> str | None:
        """Give what the reader of records says against a value; None if it takes it."""
        key = self.field.key
        _, misfits = read_table({key: self.wrapped(value)}, self.struct)
        return next((fault.message for fault in misfits if fault.path[:1] == (key,)), None)


def read_words(place: Place, text: str, name: str) -> Any:
    """Read what was typed for a place that messages call by name.

    Raises:
        WrongValueError: the place cannot hold it.
    """
    written = _as_toml(text)
    is_clear = place.type not in _COUNTED or not has_two_meanings(text)
    if written is not _NOTHING and is_clear and place.complaint(written) is None:
        return written
    words = written.strip() if isinstance(written, str) else text.strip()
    if place.table and words.startswith(("{", "[")):
        problem = "that is no TOML" if written is _NOTHING else _reason(place.complaint(written) or "")
        raise WrongValueError(name, words, f"{problem}; write it like {place.field.example}")
    try:
        value = _read(place, words, name)
    except ValueError as advice:
        raise WrongValueError(name, words, str(advice)) from advice
    complaint = place.complaint(value)
    if complaint is not None:
        raise WrongValueError(name, words, _reason(complaint))
    return value


def read_named(place: Place, first: Any, text: str, name: str) -> Any:
    """Read an entry whose first field is known: a table without it, or words that begin with the second.

    Raises:
        WrongValueError: the place cannot hold it.
    """
    assert place.table is not None
    key = fields_of(place.table)[0].key
    written = _as_toml(text)
    try:
        given = written if isinstance(written, dict) else _entry(place.table, f":{text}", name)
    except ValueError as advice:
        raise WrongValueError(name, text, str(advice)) from advice
    entry = {key: first, **given}
    complaint = place.complaint(entry)
    if complaint is not None:
        raise WrongValueError(name, text, _reason(complaint))
    return entry


def read_elements(place: Place, text: str, name: str) -> list[Any]:
    """Read one or more elements for a list, as they are added to it or taken out of it.

    Raises:
        WrongValueError: the list cannot hold one of them.
    """
    written = _as_toml(text)
    if written is not _NOTHING and isinstance(written, list) and place.complaint(written) is None:
        return written
    element = place.element()
    if written is not _NOTHING and element.complaint(written) is None:
        return [written]
    table = place.table
    parts = list(_entries(table, text)) if table else _listed(text)
    return [read_words(element, part, name) for part in parts]


def first_field(table: type[msgspec.Struct]) -> Place:
    """Give the field that tells the entries of a list of such tables apart."""
    return Place.of(table, fields_of(table)[0])


def field_named(table: type[msgspec.Struct], word: str) -> Field | None:
    """Find a field by its key or label, in any case, with spaces or hyphens."""
    wanted = _folded(word)
    exact = next((field for field in fields_of(table) if field.key == word), None)
    near = (field for field in fields_of(table) if wanted in (_folded(field.key), _folded(field.label)))
    return exact or next(near, None)


def near_field(table: type[msgspec.Struct], word: str) -> str:
    """Give the name of the field that may have been meant; "" where none is near."""
    return _near(_folded(word), [field.key for field in fields_of(table)], likeness=_SLIP)


def _reason(complaint: str) -> str:
    """Give what is wanted, without what was seen."""
    return complaint.partition(": ")[2] or complaint


def _folded(word: str) -> str:
    return re.sub(r"[\s-]+", "_", word.strip().casefold())


def _as_toml(text: str) -> Any:
    try:
        return read_value(text.strip())
    except ValueError:
        return _NOTHING


def _read(place: Place, words: str, name: str) -> Any:
    """Read words by the type of the place.

    Raises:
        ValueError: they are none of that type; the text is an advice.
    """
    wanted = place.type
    reading = _READINGS.get(wanted)
    if reading is not None:
        return reading(words)
    if place.is_list:
        return read_elements(place, words, name) if words else []
    if get_origin(wanted) is dict:
        raise ValueError(f"write {name}.KEY=VALUE, or a table like {place.field.example}")
    if place.table is not None:
        return _entry(place.table, words, name)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return _word(words, [str(one.value) for one in wanted])
    return _text(place.field, words) if wanted is str else words


def _truth(words: str) -> bool:
    if words.casefold() not in _TRUTH:
        raise ValueError("write yes or no")
    return _TRUTH[words.casefold()]


def _moment(words: str) -> Any:
    try:
        return read_value(words.upper())
    except ValueError:
        raise ValueError("write a day, a time and its zone, like 2022-09-28T09:00:00+02:00") from None


def _readers(words: str) -> Any:
    named = {scope.value for scope in Scope} - {Scope.NATIONS.value}
    if words.casefold() in named:
        return words.casefold()
    return [_nation(word) for word in re.split(r"\s*[,;]\s*|\s+", words) if word]


def _nation(word: str) -> str:
    code = party_code(word)
    if is_party_code(code) or re.fullmatch(r"[A-Z]{3}", code):
        return code
    near = _near(word.upper(), sorted(NATION_NAMES))
    asked = f"did you mean {near}? W" if near else "w"
    raise ValueError(f"{asked}rite public, members, national, or nations by their codes, like USA, GBR")


_READINGS: dict[Any, Callable[[str], Any]] = {
    Quantity: quantity_data,
    Money: money_data,
    When: when_data,
    Share: share_data,
    Readers: _readers,
    int: number_data,
    Decimal: number_data,
    bool: _truth,
    datetime: _moment,
}


_COUNTED = (Quantity, Money, int, Decimal)


def _word(words: str, known: list[str]) -> str:
    wanted = re.sub(r"[\s_]+", "-", words.casefold())
    if wanted in known:
        return wanted
    near = _near(wanted, known)
    asked = f"did you mean {near}? W" if near else "w"
    raise ValueError(f"{asked}rite one of {', '.join(known)}")


def _near(word: str, known: list[str], *, likeness: float = 0.6) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word[:64], known, n=1, cutoff=likeness)
    return near[0] if near else ""


def _text(field: Field, words: str) -> str:
    """Give a text in the form it has in plans: codes and ids in their capitals."""
    if field.refers:
        return _reference(words)
    if field.code is Code.CURRENCY:
        return next((code for code in (words.upper(), words.casefold()) if code in _CURRENCIES), words)
    if field.code is Code.UNIT:
        return next((code for code in (words, words.casefold(), words.upper()) if code in UNITS), words)
    return party_code(words) if field.code else words


def _reference(words: str) -> str:
    found = re.fullmatch(_CODED, words)
    if found:
        return found[1].upper() + (found[2] or "")
    return words.casefold() if words.casefold() in OPEN_REFERENCES else words


def _listed(text: str) -> list[str]:
    return [part for part in re.split(r"\s*,\s*", text.strip()) if part]


def _entries(table: type[msgspec.Struct], text: str) -> Iterator[str]:
    """Part a text into entries: at commas before another id or code, not within an entry."""
    first = fields_of(table)[0]
    if not (first.refers or first.code):
        yield text.strip()
        return
    entry = ""
    for part in re.split(_COMMAS, text.strip()):
        named = re.fullmatch(_NAMED, part)
        if entry and not (named and field_named(table, named[1])):
            yield entry
            entry = part
        else:
            entry = f"{entry},{part}" if entry else part
    yield entry


def _entry(table: type[msgspec.Struct], words: str, name: str) -> dict[str, Any]:
    """Read one table: its first field, then others behind `:` in order, or as `,name=value`."""
    positional: list[str] = []
    named: dict[str, str] = {}
    last = ""
    for index, part in enumerate(re.split(_COMMAS, words)):
        found = re.fullmatch(_NAMED, part)
        field = field_named(table, found[1]) if found else None
        if found and field:
            last = field.key
            named[last] = found[2]
        elif index == 0:
            positional = re.split(_PARTS, part)
        elif last:
            named[last] += f", {part}"
        else:
            positional[-1] += f", {part}"
    fields = fields_of(table)
    if len(positional) > len(fields):
        raise ValueError(f"write at most {len(fields)} parts between colons, or a table in braces")
    given = {field.key: text for field, text in zip(fields, positional, strict=False) if text.strip()} | named
    return {
        field.key: read_words(Place.of(table, field), given[field.key], f"{name}.{field.key}")
        for field in fields
        if field.key in given
    }
