"""Many versions of one file, parsed in little more time than what differs between them.

In: the bytes of versions, one after another. Out: what `parse` gives for each. A statement that stands alone
on its line, and the tables at the end of the file, are parsed once however many versions hold them, and all
those versions share the data. So it must not be changed by whoever gets it.
"""

import re
from typing import Any

from workbook.toml.damage import Damage
from workbook.toml.document import Document, parse

_LARGEST = 1 << 20
# A line that opens a table, at the start of the file behind its byte order mark.
_TABLE = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*\[", re.MULTILINE)


class Versions:
    """Parses versions of files, remembering the parts of those before."""

    def __init__(self) -> None:
        self._parts: dict[bytes, dict[str, Any] | None] = {}

    def parse(self, data: bytes) -> Document | Damage:
        """Give the same as `document.parse` does."""
        table = self._joined(data) if len(data) <= _LARGEST else None
        return parse(data) if table is None else Document(data, table)

    def _joined(self, data: bytes) -> dict[str, Any] | None:
        """Join the tables of the parts; None where they cannot stand alone, or meet in a key.

        A part that is TOML by itself leaves the parser where it was before it: at the start of a statement.
        So the parts together say what each of them says.
        """
        joined: dict[str, Any] = {}
        for part in _parts(data):
            if part not in self._parts:
                read = parse(part)
                self._parts[part] = read.table if isinstance(read, Document) else None
            table = self._parts[part]
            if table is None or not joined.keys().isdisjoint(table):
                return None
            joined.update(table)
        return joined


def _parts(data: bytes) -> list[bytes]:
    """Cut a file into its lines up to the first that begins with a bracket, and all the rest."""
    table = _TABLE.search(data)
    start = table.start() if table else len(data)
    head, rest = data[:start], data[start:]
    lines = [line + b"\n" for line in head.split(b"\n")]
    if head and not head.endswith(b"\n"):
        lines[-1] = lines[-1][:-1]
    else:
        lines.pop()
    return [*lines, rest] if rest else lines
