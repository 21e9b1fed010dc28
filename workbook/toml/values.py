"""Plain data to the TOML that spells it: one line for any value, and keys.

What `parse` gives flows in, text flows out, and `parse` reads the same from it again: decimals to the
digit, and strings with every character escaped that a reader could not see. Where the text goes is for
`edit` to say.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import SingleKey

from workbook.toml.hidden import hidden_in_text

_LONGEST_PLAIN = 10**4_000
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def value_text(value: Any) -> str:
    """Spell a value in one line: tables as `{a = 1, b = 2}`, arrays as `[1, 2]`.

    Raises:
        TypeError: TOML has no such value.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _seen(tomlkit.item(value).as_string())
        case int():
            return str(value) if abs(value) < _LONGEST_PLAIN else hex(value)
        case Decimal():
            return _decimal_text(value)
        case datetime() | date() | time():
            return tomlkit.item(value).as_string()
        case Mapping():
            return "{" + ", ".join(f"{key_text(key)} = {value_text(one)}" for key, one in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(map(value_text, value)) + "]"
    raise TypeError(f"TOML has no {type(value).__name__}.")


def key_text(name: str) -> str:
    """Spell one part of a key: bare where that is allowed, else in double quotes."""
    return name if _BARE.fullmatch(name) else _seen(SingleKey(name).as_string())


def _decimal_text(value: Decimal) -> str:
    if value.is_nan():
        return "-nan" if value.is_signed() else "nan"
    if value.is_infinite():
        return "-inf" if value.is_signed() else "inf"
    text = str(value)
    return text if "." in text or "E" in text else f"{text}.0"


def _seen(text: str) -> str:
    # tomlkit escapes what TOML forbids; characters that are allowed and yet invisible are escaped here.
    if hidden_in_text(text) is None:
        return text
    return "".join(_escape(sign) if hidden_in_text(sign) else sign for sign in text)


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04X}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08X}"
