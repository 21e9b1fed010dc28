"""Plain data to the TOML that spells it, one line for any value, and keys; and a value's text to its data.

What `parse` gives flows in, text flows out, and `parse` reads the same from it again: decimals to the
digit, and strings with every character escaped that a reader could not see. Where the text goes is for
`edit` to say.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from workbook.toml.document import Document, parse
from workbook.toml.hidden import hidden_in_text
from workbook.toml.locate import scan

_LONGEST_PLAIN = 10**4_000
_MANY = 10**6
_PREFIX = b"x = "
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[ !#-\[\]-~]*")


def value_text(value: Any, *, is_grouped: bool = False) -> str:
    """Spell a value in one line: tables as `{a = 1, b = 2}`, arrays as `[1, 2]`.

    Grouped, whole numbers from a million on are spelled as people type them: `2_200_000_000`.

    Raises:
        TypeError: TOML has no such value.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int():
            return _whole_text(value, is_grouped=is_grouped)
        case Decimal():
            return _decimal_text(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            texts = {key: value_text(one, is_grouped=is_grouped) for key, one in value.items()}
            return "{" + ", ".join(f"{key_text(key)} = {text}" for key, text in texts.items()) + "}"
        case Sequence():
            return "[" + ", ".join(value_text(one, is_grouped=is_grouped) for one in value) + "]"
    raise TypeError(f"TOML has no {type(value).__name__}.")


def key_text(name: str) -> str:
    """Spell one part of a key: bare where that is allowed, else in double quotes."""
    return name if _BARE.fullmatch(name) else _text(name)


def read_value(text: str) -> Any:
    """Read the text of one value with nothing around it, no space and no comment.

    Raises:
        ValueError: it is none, or more than one.
    """
    document = parse(_PREFIX + text.encode(errors="surrogatepass"))
    if isinstance(document, Document) and len(document.table) == 1:
        entry = scan(document).entries[0]
        if entry.value == (len(_PREFIX), len(document.data)):
            return next(iter(document.table.values()))
    raise ValueError(f"{text[:60]!r} is no single TOML value")


def _whole_text(value: int, *, is_grouped: bool) -> str:
    if abs(value) >= _LONGEST_PLAIN:
        return hex(value)
    return f"{value:_}" if is_grouped and abs(value) >= _MANY else str(value)


def _decimal_text(value: Decimal) -> str:
    if value.is_nan():
        return "-nan" if value.is_signed() else "nan"
    if value.is_infinite():
        return "-inf" if value.is_signed() else "inf"
    text = str(value)
    # With `.0` it would have a digit more than was told.
    return text if "." in text or "E" in text else f"{text}e0"


def _text(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return f'"{value}"'
    # Imported here: most texts need no escapes, and drawing it in takes as long as a whole edit.
    import tomlkit

    return _seen(tomlkit.item(value).as_string())


def _seen(text: str) -> str:
    # tomlkit escapes what TOML forbids; characters that are allowed and yet invisible are escaped here.
    if hidden_in_text(text) is None:
        return text
    return "".join(_escape(sign) if hidden_in_text(sign) else sign for sign in text)


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04X}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08X}"
