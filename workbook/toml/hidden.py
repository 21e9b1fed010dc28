"""Characters that a reader cannot see, or that a terminal would obey: found, placed and named.

The bytes of a file flow in, or one decoded text; names flow out. Escapes such as `"\\u202e"` are
plain ASCII in the file, so a file and the values read from it are both worth asking about. Whether
such a character is a fault is decided above.
"""

import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Sequence
from functools import cache
from itertools import islice

import msgspec

from workbook.toml.places import Lines

MOST_HIDDEN = 100
"""Hidden characters that are listed for one file: a file with more has nothing else to say."""

# A carriage return is seen only as part of a line end. The last three rows are what Unicode calls
# default ignorable: fillers and format characters that print as nothing and can smuggle text. The
# sixteen variation selectors of the first row of emoji (FE00 to FE0F) only pick a glyph and are let be.
_HIDDEN = (
    "["
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
    "\\u00ad\\u200b-\\u200d\\u2028\\u2029\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\ufff0-\\ufffb"
    "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u3164\\uffa0"
    "\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff"
    "](?<!\\r(?=\\n))"
)
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r")) + b"\x7f"
_CONTROL_NAMES = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\x0c": "FORM FEED",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
    "\x9b": "CONTROL SEQUENCE INTRODUCER",
}


class Hidden(msgspec.Struct, frozen=True, kw_only=True):
    """One hidden character of a file: where it stands, and its code point and name."""

    line: int
    column: int
    name: str


def hidden_characters(data: bytes) -> Sequence[Hidden]:
    """List the hidden characters of a file in order, the first hundred of them.

    A byte order mark at the very start is none. Bytes that are not UTF-8 are for `parse` to tell.
    """
    if data.isascii() and not _has_control(data):
        return ()
    text = data.decode(errors="surrogateescape")
    start = int(data.startswith(BOM_UTF8))
    found = list(islice(_hidden().finditer(text, start), MOST_HIDDEN))
    if not found:
        return ()
    lines = Lines(data)
    places = [lines.place(_offset(text, hidden.start())) for hidden in found]
    return tuple(
        Hidden(line=line, column=column, name=_name(hidden[0]))
        for hidden, (line, column) in zip(found, places, strict=True)
    )


def hidden_in_text(text: str) -> str | None:
    """Name the first hidden character of a decoded text, as `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    if text.isascii() and text.isprintable():
        return None
    found = _hidden().search(text)
    return _name(found[0]) if found else None


def _has_control(data: bytes) -> bool:
    if len(data.translate(None, _CONTROLS)) != len(data):
        return True
    return b"\r" in data and data.count(b"\r") != data.count(b"\r\n")


def _offset(text: str, index: int) -> int:
    return len(text[:index].encode(errors="surrogateescape"))


def _name(character: str) -> str:
    known = _CONTROL_NAMES.get(character)
    return f"U+{ord(character):04X} {known or unicodedata.name(character, 'INVISIBLE CHARACTER')}"


# Compiled when first needed: most plans never do.
@cache
def _hidden() -> re.Pattern[str]:
    return re.compile(_HIDDEN)
