"""A list with an entry to a line, as rows, so that what two sides wrote beside their entries can be merged.

The text of a list flows in, rows by what names their entries flow out, or None where it is not written so.
Nothing here decides anything.

    [
      # by road             -> above
      "tents", # ten of them  -> text, and behind
    ]
"""

import re
from collections.abc import Hashable, Sequence
from typing import Any

import msgspec

from workbook.change.sameness import frozen
from workbook.toml.document import Document, parse

_LINE = re.compile(
    rb"""
    (?P<text>(?:[^"'\#\r\n]|"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*')*?)
    (?P<comma>[ \t]*,)?
    (?P<behind>[ \t]*(?:\#[^\r\n]*)?\r?\n)
    """,
    re.VERBOSE,
)


class Row(msgspec.Struct, frozen=True):
    """An entry of a list: the comments above it, its text, its comma if any, and what stands behind that."""

    above: bytes = b""
    text: bytes = b""
    comma: bytes = b""
    behind: bytes = b""


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """A list: its first line, its rows by name, and what stands below them."""

    start: bytes
    rows: dict[tuple[Hashable, ...], Row]
    end: bytes

    @property
    def has_last_comma(self) -> bool:
        """Whether a comma ends the last row, as far as there is one."""
        return all(row.comma for row in self.rows.values())


def joined(start: bytes, rows: Sequence[Row], end: bytes, *, has_last_comma: bool) -> bytes:
    """Put a list together; between rows there is a comma."""
    last = len(rows) - 1
    texts = [
        row.above + row.text + ((row.comma or b",") if at < last or has_last_comma else b"") + row.behind
        for at, row in enumerate(rows)
    ]
    return start + b"".join(texts) + end


def rows_of(value: bytes) -> Rows | None:
    """Cut the text of a list; None where it has not a line for each entry, or two of one name."""
    first, *lines = value.splitlines(keepends=True)
    start = _LINE.fullmatch(first[1:]) if first.startswith(b"[") else None
    if start is None or start["text"].strip() or start["comma"] or not lines or lines[-1].strip() != b"]":
        return None
    rows: dict[tuple[Hashable, ...], Row] = {}
    above, has_comma = b"", True
    for line in lines[:-1]:
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        text, comma, behind = (match[name] or b"" for name in ("text", "comma", "behind"))
        if not text.strip():
            if comma:
                return None
            above += line
            continue
        entries = _entries(text)
        name = _name(entries[0]) if len(entries) == 1 else None
        if name is None or name in rows or not has_comma:
            return None
        rows[name] = Row(above, text, comma, behind)
        above, has_comma = b"", bool(comma)
    return Rows(start=first, rows=rows, end=above + lines[-1])


def _entries(text: bytes) -> list[Any]:
    read = parse(b"x = [" + text + b"]")
    found = read.table["x"] if isinstance(read, Document) else []
    return found if isinstance(found, list) else []


def _name(entry: Any) -> tuple[Hashable, ...] | None:
    """Name a table by its first field, anything else by itself."""
    if isinstance(entry, dict):
        return ("row", *map(frozen, next(iter(entry.items())))) if entry else None
    return "row", frozen(entry)
