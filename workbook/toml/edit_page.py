"""The lines of a document as an editor sees them: statements, the table each belongs to, comments, blocks.

A `Document` flows in; a `Page` answers where statements and tables begin and end as whole lines, and
which comments go with them. Nothing is changed here; `edit` and its parts splice what a page tells.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from workbook.toml.document import Document
from workbook.toml.layout import Entry, Header, KeyPath, Layout, Span
from workbook.toml.locate import scan

_BLANK = re.compile(rb"[ \t]*+\r?\n")
_INDENT = re.compile(rb"[ \t]*+")


class Splice(NamedTuple):
    """Bytes of a document to be replaced by others."""

    start: int
    end: int
    text: bytes


class Statement(NamedTuple):
    """An entry that is a `key = value` of its own lines, and the header path it stands under."""

    entry: Entry
    table: KeyPath


class Page(msgspec.Struct, frozen=True, dict=True):
    """A document and the layout of its text, asked for lines."""

    document: Document
    layout: Layout

    @classmethod
    def of(cls, document: Document) -> "Page":
        """Scan a document."""
        return cls(document, scan(document))

    @property
    def data(self) -> bytes:
        """The bytes of the document."""
        return self.document.data

    def spliced(self, splices: Sequence[Splice]) -> bytes:
        """Give the bytes with each splice made; splices neither overlap nor come in any order."""
        parts: list[bytes] = []
        passed = 0
        for start, end, text in sorted(splices):
            parts += [self.data[passed:start], text]
            passed = end
        return b"".join([*parts, self.data[passed:]])

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """Every `key = value` that is no part of another value, in the order of the text."""
        found: list[Statement] = []
        end = 0
        for entry in self.layout.entries:
            if entry.keys and entry.span.start >= end:
                header = self.layout.header_of(entry.span.start)
                found.append(Statement(entry, header.path if header else ()))
                end = entry.span.end
        return found

    def statements_under(self, table: KeyPath) -> Sequence[Statement]:
        """Give the statements that stand under the header of exactly this path; of the top for `()`."""
        return [statement for statement in self.statements if statement.table == table]

    def headers_in(self, path: KeyPath) -> Sequence[Header]:
        """Give the headers of a table and of all inside it, in the order of the text."""
        return [header for header in self.layout.headers if header.path[: len(path)] == path]

    def inside(self, entry: Entry) -> Sequence[Entry]:
        """Give the entries or elements directly in an inline table or array, in the order of the text.

        A dotted key of an inline table is one entry.
        """
        found: list[Entry] = []
        end = entry.value.start + 1
        for inner in self.layout.entries:
            if end <= inner.span.start and inner.span.end <= entry.value.end:
                found.append(inner)
                end = inner.span.end
        return found

    def line_start(self, offset: int) -> int:
        """Give where the line of a byte starts, behind a byte order mark."""
        return max(self.layout.top.start, self.data.rfind(b"\n", 0, offset) + 1)

    def line_end(self, offset: int) -> int:
        """Give where the line of a byte ends, its line end included."""
        return self.data.find(b"\n", offset) + 1 or len(self.data)

    def indent(self, offset: int) -> bytes:
        """Give the spaces and tabs that the line of a byte starts with."""
        return self.data[(start := self.line_start(offset)) : self._indented(start)]

    def is_first_on_line(self, offset: int) -> bool:
        """Whether only spaces stand before a byte on its line."""
        return self._indented(self.line_start(offset)) >= offset

    def newline(self, offset: int) -> bytes:
        """Give the line end in use around a byte: that of the line above, else of the first below."""
        at = self.data.rfind(b"\n", 0, offset)
        if at < 0:
            at = self.data.find(b"\n")
        return b"\r\n" if at > 0 and self.data[at - 1 : at] == b"\r" else b"\n"

    def comment_on(self, line: int) -> Span | None:
        """Give the comment that a line consists of."""
        return self._comments.get(self._indented(line))

    def comments_above(self, line: int) -> int:
        """Give where the block of comment lines directly above a line starts; the line if there is none."""
        while line > self.layout.top.start:
            above = self.line_start(line - 1)
            if self.comment_on(above) is None:
                break
            line = above
        return line

    def comments_below(self, line: int) -> int:
        """Give where the comment lines that start with this line end; the line if it is none."""
        while line < len(self.data) and self.comment_on(line):
            line = self.line_end(line)
        return line

    def blanks_below(self, line: int) -> int:
        """Give where the blank lines that start with this line end."""
        while found := _BLANK.match(self.data, line):
            line = found.end()
        return line

    def blanks_above(self, line: int) -> int:
        """Give where the blank lines directly above a line start."""
        while line > self.layout.top.start:
            above = self.line_start(line - 1)
            if not _BLANK.fullmatch(self.data, above, line):
                break
            line = above
        return line

    def comment_behind(self, offset: int) -> Span | None:
        """Give the comment on the line of a byte, behind it."""
        end = self.line_end(offset)
        return next((span for start, span in self._comments.items() if offset <= start < end), None)

    def lines_of(self, entry: Entry) -> Span:
        """Give the whole lines of a statement, its comment behind included."""
        return Span(self.line_start(entry.span.start), self.line_end(entry.value.end))

    def block(self, header: Header) -> Span:
        """Give the lines of a table: its header, statements, and comments that directly follow them.

        Comments directly above the next header are the next table's. Sub-tables are not in it.
        """
        index = header.span.end
        for statement in self.statements:
            if header.span.end <= statement.entry.span.start < header.body.end:
                index = statement.entry.value.end
        last = self.line_end(index)
        tail = self.comments_below(last)
        is_next = tail == header.body.end < len(self.data)
        return Span(self.line_start(header.span.start), last if is_next else tail)

    def holds(self, path: KeyPath) -> bool:
        """Whether there is anything at a path."""
        return has(self.document.table, path)

    def _indented(self, line: int) -> int:
        found = _INDENT.match(self.data, line)
        return found.end() if found else line

    @cached_property
    def _comments(self) -> dict[int, Span]:
        return {span.start: span for span in self.layout.comments}


def has(table: Any, path: KeyPath) -> bool:
    """Whether there is anything at a path of plain data."""
    for step in path:
        if isinstance(table, list):
            is_there = isinstance(step, int) and 0 <= step < len(table)
        else:
            is_there = isinstance(table, dict) and step in table
        if not is_there:
            return False
        table = table[step]
    return True


def value_at(table: Any, path: KeyPath) -> Any:
    """Give what stands at a path of plain data, which is there."""
    for step in path:
        table = table[step]
    return table
