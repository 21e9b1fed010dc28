"""Many versions of one file, parsed in little more time than what differs between them.

In: the bytes of versions, one after another. Out: what `parse` gives for each. A statement that stands alone
on its line, and a table with its header, are parsed once however many versions hold them, and all those
versions share the data. So it must not be changed by whoever gets it.
"""

import re
from itertools import pairwise
from typing import Any

from workbook.toml.damage import Damage
from workbook.toml.document import Document, parse

_LARGEST = 1 << 16
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A line that opens a table, or an entry of an array of tables.
_HEADER = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_ENTRY = re.compile(rb"[ \t]*\[\[")


class Versions:
    """Parses versions of files, remembering the parts of those before."""

    def __init__(self) -> None:
        self._parts: dict[bytes, dict[str, Any] | None] = {}
        self._heads: dict[bytes, dict[str, Any] | None] = {}
        self._lists: dict[tuple[bytes, ...], list[Any]] = {}

    def parse(self, data: bytes) -> Document | Damage:
        """Give the same as `document.parse` does."""
        # A byte order mark means nothing only at the very start, so it must not start a part.
        is_plain = len(data) <= _LARGEST and _BYTE_ORDER_MARK not in data
        table = self._joined(data) if is_plain else None
        return parse(data) if table is None else Document(data, table)

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
        if parts not in self._lists:
            tables = (self._table(part) for part in parts)
            self._lists[parts] = [entry for table in tables if table for entry in table[key]]
        return self._lists[parts]


def _lines(head: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in head.split(b"\n")]
    # What follows the last line end is a line only where there is something.
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
