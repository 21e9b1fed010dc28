"""How much of TOML a plan may use, checked on the bytes before any parser sees them.

Bytes flow in; the first place beyond a limit flows out. An ordinary record is cleared by counting its
marks; only a text that could pass a limit is scanned, in linear time and without recursion. The text
need not be TOML: strings and comments that never end reach to where they stop.
"""

import re
from collections.abc import Iterator
from functools import cache

from workbook.toml.damage import Reason

DEEPEST_LEVEL = 50
"""Levels at one place: the parts of its header and keys, and one for each bracket of an array."""

MOST_LEVELS = 100_000
"""Levels of all keys and headers of a document together; past it a parser's time grows steeply."""

MOST_VALUES = 100_000
"""Commas and opening brackets of a file, wherever they stand: what lies beyond it is no plan."""

LONGEST_NUMBER = 3_500
"""Characters of a number that is not a plain whole one: in any base, Python can still print it."""

_DULL = bytes(set(range(256)) - set(b"[{.<"))
_QUOTED = rb"""
    \"{3}(?:[^"\\]++|\\.|"(?!""))*(?:"{3,5})?
  | '{3}(?:[^']++|'(?!''))*(?:'{3,5})?
  | "(?:[^"\\\n]++|\\.)*"?
  | '[^'\n]*+'?+
  | \#[^\n]*+
"""
_MARK = _QUOTED + rb"|([.=,\n\[\]{}])"
_WORD = _QUOTED + rb"|([\w.+-]++)([\ \t]*+=)?+"

# The lines that nearly every record is made of, told at a fraction of the cost of the exact scan: short
# keys without quotes, strings, and brackets at most two deep, in which a dot is only a decimal point.
_SMALL = 65_536
_STRING = rb"\"[^\"\\\n]*+\"(?!\")|'[^'\n]*+'(?!')"
_FLAT = rb"[^\[\]{}.\"'\#0-9]++|" + _STRING + rb"|[0-9]++(?:\.[0-9]++(?![\w.-]))?+"
_INNER = rb"[\[{](?:" + _FLAT + rb")*[\]}]"
_OUTER = rb"[\[{](?:" + _FLAT + rb"|" + _INNER + rb")*[\]}]"
_PAIR = rb"[\w.-]{1,24}+[ \t]*+=[ \t]*+(?:" + _STRING + rb"|[\w.:+-]++|" + _OUTER + rb")"
_HEADER = rb"\[{1,2}[\w.-]{1,24}+\]{1,2}"
_SHALLOW = rb"(?:[ \t]*+(?:" + _HEADER + rb"|" + _PAIR + rb")?[ \t]*+(?:\#[^\n]*+)?\r?(?:\n|\Z))*"


def marks_in(data: bytes) -> bytes:
    """Give the dots and opening brackets of a text, and the `<` of a conflict, in order: a cheap digest."""
    return data.translate(None, _DULL)


def excess(data: bytes, marks: bytes) -> tuple[Reason, int] | None:
    """Give the limit that a text passes first, and the byte where it does; None for one within all."""
    if len(data) > MOST_VALUES and sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        return Reason.TOO_LARGE, 0
    if len(marks) >= DEEPEST_LEVEL and not _is_shallow(data):
        found = _Levels().excess(data)
        if found:
            return found
    if len(data) > LONGEST_NUMBER and (b"0x" in data or b"0o" in data or b"0b" in data):
        long = (offset for number, offset in numbers(data) if len(number) > LONGEST_NUMBER)
        return next(((Reason.NUMBER, offset) for offset in long), None)
    return None


def _is_shallow(data: bytes) -> bool:
    return len(data) <= _SMALL and _compiled(_SHALLOW).fullmatch(data) is not None


# Compiled when first needed: a small file needs none of them.
@cache
def _compiled(pattern: bytes, flags: int = 0) -> re.Pattern[bytes]:
    return re.compile(pattern, flags)


def numbers(data: bytes) -> Iterator[tuple[bytes, int]]:
    """List the words that stand where a number could and begin as one, with their offsets."""
    for found in _compiled(_WORD, re.VERBOSE | re.DOTALL).finditer(data):
        word, is_key = found.groups()
        if word and not is_key and word.lstrip(b"+-")[:1].isdigit():
            yield word, found.start()


class _Levels:
    """How deep the text stands at the mark just read.

    `base` is the level of the enclosing header or bracket, `parts` counts the key in hand (one where
    an array counts its elements), and `is_value` says that a dot is no longer part of a key.
    """

    def __init__(self) -> None:
        self.base = self.header = self.total = 0
        self.parts = 1
        self.is_value = False
        self.opened: list[tuple[bytes, int]] = []

    def excess(self, data: bytes) -> tuple[Reason, int] | None:
        for found in _compiled(_MARK, re.VERBOSE | re.DOTALL).finditer(data):
            mark = found[1]
            if mark is None:
                continue
            self._read(mark)
            if self.base + self.parts > DEEPEST_LEVEL:
                return Reason.TOO_DEEP, found.start()
            if self.total > MOST_LEVELS:
                return Reason.TOO_LARGE, found.start()
        return None

    def _read(self, mark: bytes) -> None:
        if mark == b".":
            self.parts += not self.is_value
        elif mark == b"=":
            self.is_value = True
            self.total += self.base + self.parts
        elif mark == b"[" or mark == b"{":
            self._open(mark)
        elif mark == b"]" or mark == b"}":
            self._close()
        elif not self.opened:
            self.base, self.parts, self.is_value = self.header, 1, False
        elif mark == b",":
            self.parts, self.is_value = 1, self.opened[-1][0] == b"["

    def _open(self, mark: bytes) -> None:
        if self.is_value:
            self.opened.append((mark, self.base))
            self.base += self.parts
        else:
            self.base = len(self.opened)
            self.header = 0
            self.opened.append((b"header", self.base))
        self.parts = 1
        self.is_value = self.is_value and mark == b"["

    def _close(self) -> None:
        if not self.opened:
            return
        mark, outside = self.opened.pop()
        if mark == b"header":
            self.header = max(self.header, self.base + self.parts)
            self.total += self.header
        else:
            self.parts, self.is_value = 1, True
        self.base = outside
