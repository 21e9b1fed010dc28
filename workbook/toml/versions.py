"""Many versions of one file, parsed in little more time than what differs between them.

In: the bytes of versions, one after another. Out: what `parse` gives for each. A statement that stands alone
on its line, and a table with its header, are parsed once however many versions hold them, and all those
versions share the data. So it must not be changed by whoever gets it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from workbook.toml.damage import Damage
from workbook.toml.document import Document, parse
from workbook.toml.limits import excess, marks_in

_LARGEST = 1 << 16
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A line that opens a table, or an entry of an array of tables.
_HEADER = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_ENTRY = re.compile(rb"[ \t]*\[\[")
_BEGINS = re.compile(rb"(?:[ \t]*+(?:#[^\n]*+)?+\r?\n)*+[ \t]*\[")
_SPACES = (b" ", b"\t")
_CONFLICT = b"<<<<<<<"
_WORD = re.compile(r"[a-z_]+")
_VALUES = ("true", "false", "inf", "nan")
_LONG_QUOTES = (b'"""', b"'''")


class _Section(NamedTuple):
    """What a section says, whether it opens any table, and whether it begins with that."""

    table: dict[str, Any]
    opens_table: bool
    begins_table: bool


class Versions:
    """Parses versions of files, remembering the parts of those before."""

    def __init__(self) -> None:
        self._parts: dict[bytes, dict[str, Any] | None] = {}
        self._sections: dict[bytes, _Section | None] = {}
        self._heads: dict[bytes, dict[str, Any] | None] = {}
        self._lists: dict[tuple[str, tuple[bytes, ...]], list[Any]] = {}

    def parse(self, data: bytes) -> Document | Damage:
        """Give the same as `document.parse` does."""
        table = self._joined(data) if _can_be_cut(data) else None
        return parse(data) if table is None else Document(data, table)

    def parse_sections(self, sections: Sequence[bytes]) -> Document | Damage:
        """Give the same as `document.parse` does for some sections in a row, of which each is parsed once."""
        data = b"".join(sections)
        table = self._of_sections(sections) if _can_be_cut(data) else None
        return parse(data) if table is None else Document(data, table)

    def _of_sections(self, sections: Sequence[bytes]) -> dict[str, Any] | None:
        """Join the tables of sections; None where one cannot stand alone, or two meet in a key.

        Below the first header, a section can stand alone only where it begins with one. Two may bring entries
        to one array of tables.
        """
        joined: dict[str, Any] = {}
        met: set[str] = set()
        is_open = False
        for section in sections:
            found = self._section(section)
            if found is None or (is_open and found.table and not found.begins_table):
                return None
            is_open = is_open or found.opens_table
            if not joined.keys().isdisjoint(found.table):
                met |= joined.keys() & found.table.keys()
            joined.update(found.table)
        for key in met:
            holding = tuple(one for one in sections if key in (self._table(one) or ()))
            if not all(_brings_entries(one, key) for one in holding):
                return None
            joined[key] = self._list(key, holding)
        return joined

    def _section(self, section: bytes) -> "_Section | None":
        if section not in self._sections:
            table = self._table(section)
            begins = _BEGINS.match(section) is not None
            opens = begins or _has_header(section)
            self._sections[section] = None if table is None else _Section(table, opens, begins)
        return self._sections[section]

    def _joined(self, data: bytes) -> dict[str, Any] | None:
        """Join the tables of the parts; None where they cannot stand alone, or meet in a key.

        A part that is TOML by itself leaves the parser where it was before it: at the start of a statement.
        So the parts together say what each of them says. Parts meet only as entries of one array of tables.
        """
        starts = [found.start() for found in _HEADER.finditer(data)]
        head = self._head(data[: starts[0]] if starts else data)
        if head is None:
            return None
        joined = dict(head)
        entries: dict[str, tuple[bytes, ...]] = {}
        for start, end in pairwise([*starts, len(data)]):
            part = data[start:end]
            table = self._table(part)
            if table is None:
                return None
            if _ENTRY.match(part) and len(table) == 1:
                ((key, value),) = table.items()
                if (key in joined and key not in entries) or not isinstance(value, list):
                    return None
                entries[key] = (*entries.get(key, ()), part)
                joined[key] = value
            elif joined.keys().isdisjoint(table):
                joined.update(table)
            else:
                return None
        for key, parts in entries.items():
            if len(parts) > 1:
                joined[key] = self._list(key, parts)
        return joined

    def _head(self, head: bytes) -> dict[str, Any] | None:
        """Join what stands above the first header, line by line; None where a line cannot stand alone."""
        if head not in self._heads:
            tables = [self._table(line) for line in _lines(head)]
            joined = {key: value for table in tables if table for key, value in table.items()}
            is_sound = None not in tables and len(joined) == sum(len(table) for table in tables if table)
            self._heads[head] = joined if is_sound else None
        return self._heads[head]

    def _table(self, part: bytes) -> dict[str, Any] | None:
        if part not in self._parts:
            read = parse(part)
            self._parts[part] = read.table if isinstance(read, Document) else None
        return self._parts[part]

    def _list(self, key: str, parts: tuple[bytes, ...]) -> list[Any]:
        """Give the entries that parts bring to one array, as one list for all versions with these parts."""
        if (key, parts) not in self._lists:
            tables = (self._table(part) for part in parts)
            self._lists[key, parts] = [entry for table in tables if table for entry in table[key]]
        return self._lists[key, parts]


def _can_be_cut(data: bytes) -> bool:
    """Say whether what all parts say is all that there is to say of a text, limits and conflicts included."""
    # A byte order mark means nothing only at the very start, so it must not start a part.
    if len(data) > _LARGEST or _BYTE_ORDER_MARK in data or _CONFLICT in data:
        return False
    return excess(data, marks_in(data)) is None


def _has_header(section: bytes) -> bool:
    # Nearly all headers begin their line, and looking for those is much quicker.
    is_indented = section.startswith(_SPACES) or any(b"\n" + space in section for space in _SPACES)
    return b"\n[" in section or (is_indented and _HEADER.search(section) is not None)


def _brings_entries(section: bytes, key: str) -> bool:
    """Say whether a section that is TOML has a header of an array of tables as it is mostly written.

    Such a line within a text of several lines is none, and an array cannot hold a bare word that is no value.
    """
    if not _WORD.fullmatch(key) or key in _VALUES or any(quotes in section for quotes in _LONG_QUOTES):
        return False
    header = b"[[%s]]" % key.encode()
    return section.startswith(header) or b"\n" + header in section


def _lines(head: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in head.split(b"\n")]
    # What follows the last line end is a line only where there is something.
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
