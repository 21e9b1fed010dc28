"""Bytes of a file to a TOML document, or to what is wrong with them.

Any bytes flow in, a `Document` or a `Damage` flows out; nothing is raised, and a mebibyte takes less
than a second however hostile. Floats are read as exact `Decimal`. What the tables mean is decided
above; where things stand in the text is told by `locate`.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
import tomli

from workbook.toml.damage import Damage, Reason
from workbook.toml.limits import (
    DEEPEST_LEVEL,
    LONGEST_NUMBER,
    MOST_LEVELS,
    MOST_VALUES,
    excess,
    marks_in,
    numbers,
)
from workbook.toml.places import Lines

LARGEST_EXPONENT = 1_000
"""Powers of ten of a float, either way: Decimal takes a billion billion, and printing it the memory."""

LARGE = 1 << 16
"""Bytes past which the last two texts read are remembered: an edit asks again and again for old and new."""

_BYTE_ORDER_MARK = "\ufeff"
_LONGEST_QUOTE = 120
_MARKER = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_FLOAT = r"[+-]?[\d_]+(?:\.[\d_]+)?(?:[eE][+-]?[\d_]+)?"
_NUMBER_MESSAGE = (
    f"the number has more than {LONGEST_NUMBER:,} characters or an exponent beyond {LARGEST_EXPONENT:,}; "
    "write a smaller one"
)
_EXCESS_MESSAGES = {
    Reason.TOO_DEEP: f"the text nests deeper than {DEEPEST_LEVEL} levels; use fewer",
    Reason.TOO_LARGE: (
        f"the file holds more than {MOST_VALUES:,} values or {MOST_LEVELS:,} levels of keys; split it"
    ),
    Reason.NUMBER: _NUMBER_MESSAGE,
}


class Document(msgspec.Struct, frozen=True):
    """A file that is TOML: its bytes, a byte order mark included, and the table they spell.

    Others may hold the same table, so nobody changes it.
    """

    data: bytes
    table: dict[str, Any]


# What the parser says of the slips that are made by hand most often, in words for whoever made them.
_PLAIN_WORDS = {
    "Illegal character '\\n'": "the quotation mark that ends a text is missing",
    "Invalid value": "no value stands here, as text needs quotation marks",
    "Cannot overwrite a value": "the field stands here a second time",
}


def parse(data: bytes) -> Document | Damage:
    """Read the bytes of a file, never raising.

    The first fault is told. Conflict markers come before what else they break; a conflict that lies
    wholly in a string of several lines is one too, though TOML would take it.
    """
    return _remembered(data) if len(data) > LARGE else _read(data)


def _read(data: bytes) -> Document | Damage:
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        return _damage(data, Reason.NOT_UTF8, _not_utf8(data[fault.start]), fault.start)
    if text[:1] == _BYTE_ORDER_MARK:
        text = text[1:]
    marks = marks_in(data)
    beyond = excess(data, marks)
    if beyond:
        reason, offset = beyond
        return _open_conflict(data) or _damage(data, reason, _EXCESS_MESSAGES[reason], offset)
    try:
        table = tomli.loads(text, parse_float=_read_float)
    except tomli.TOMLDecodeError as fault:
        return _not_toml(data, fault)
    except (ValueError, ArithmeticError):
        return _damage(data, Reason.NUMBER, _NUMBER_MESSAGE, _unreadable_number(data))
    if b"<<<<<<<" in marks and (damage := _whole_conflict(data)):
        return damage
    return Document(data, table)


_remembered = lru_cache(maxsize=2)(_read)


def _read_float(text: str) -> Decimal:
    if len(text) <= LONGEST_NUMBER:
        value = Decimal(text)
        if abs(value.adjusted()) <= LARGEST_EXPONENT:
            return value
    raise OverflowError


def _damage(data: bytes, reason: Reason, message: str, offset: int) -> Damage:
    line, column = Lines(data).place(offset)
    return Damage(reason=reason, message=message, line=line, column=column)


def _not_utf8(byte: int) -> str:
    return f"the byte 0x{byte:02X} is not UTF-8 text; save the file as UTF-8"


def _not_toml(data: bytes, fault: tomli.TOMLDecodeError) -> Damage:
    conflict = _open_conflict(data, fault.lineno)
    if conflict:
        return conflict
    said = _PLAIN_WORDS.get(fault.msg, fault.msg[:1].lower() + fault.msg[1:])
    if len(said) > _LONGEST_QUOTE:
        said = said[:_LONGEST_QUOTE] + "…"
    message = f"the text is not TOML here: {said}; mend the line"
    # tomli looks two characters ahead after a backslash, at times past the end.
    column = fault.colno - max(0, fault.pos - len(fault.doc))
    return Damage(reason=Reason.NOT_TOML, message=message, line=fault.lineno, column=column)


def _open_conflict(data: bytes, fault_line: int = 0) -> Damage | None:
    # A line of seven `=` alone is also how prose underlines a heading, so alone it must be the fault.
    markers = [(found[0][:1], found.start()) for found in _MARKER.finditer(data)]
    if not markers:
        return None
    if all(sign == b"=" for sign, _ in markers):
        lines = Lines(data)
        markers = [marker for marker in markers if lines.place(marker[1])[0] == fault_line]
    return _conflict(data, markers[0][1]) if markers else None


def _whole_conflict(data: bytes) -> Damage | None:
    wanted = [b"<", b"=", b">"]
    starts: list[int] = []
    for found in _MARKER.finditer(data):
        if found[0][:1] == wanted[len(starts)]:
            starts.append(found.start())
        if len(starts) == len(wanted):
            return _conflict(data, starts[0])
    return None


def _conflict(data: bytes, offset: int) -> Damage:
    message = (
        "a merge conflict was left in the file; settle it by `workbook resolve` while the merge is open, "
        "or else keep one side and remove the marker lines"
    )
    return _damage(data, Reason.CONFLICT_MARKERS, message, offset)


def _unreadable_number(data: bytes) -> int:
    return next((offset for number, offset in numbers(data) if not _is_readable(number)), 0)


def _is_readable(number: bytes) -> bool:
    # Only numbers too great fail here: other words that begin with a digit are dates or bases.
    word = number.decode("ascii", errors="replace")
    try:
        if word.lstrip("+-").replace("_", "").isdigit():
            int(word)
        elif re.fullmatch(_FLOAT, word):
            _read_float(word)
    except (ValueError, ArithmeticError):
        return False
    return True
