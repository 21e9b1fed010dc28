"""Where everything of a document stands: spans of bytes for keys, values, headers and comments.

`locate` fills a `Layout` from the text; placing findings and splicing edits ask it. Every key and
value is known by its path, `("lots", 0, "by")`: names, and indices into arrays and into arrays of
tables. A span is exact: no space, comma or comment around the thing belongs to it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeAlias

import msgspec

from workbook.toml.places import Lines

KeyPath: TypeAlias = tuple[str | int, ...]


class Span(NamedTuple):
    """Bytes of a file, from `start` up to but not including `end`."""

    start: int
    end: int


class Entry(NamedTuple):
    """A value and the key it was given, or an element of an array, which has no key.

    `keys` has one span for each part of a dotted key; the last names of `path` are its words.
    A named tuple, because a file has dozens and they are made while a person waits.
    """

    path: KeyPath
    keys: tuple[Span, ...]
    value: Span

    @property
    def key(self) -> Span | None:
        """The whole key as written, dots and all; None for an element of an array."""
        return Span(self.keys[0].start, self.keys[-1].end) if self.keys else None

    @property
    def span(self) -> Span:
        """From the start of the key, or of the element, to the end of the value."""
        return Span(self.keys[0].start if self.keys else self.value.start, self.value.end)


class Header(NamedTuple):
    """A `[table]` or `[[array]]` header; the path of the latter ends with its index.

    `span` covers the brackets. `body` runs from the line below to the line of the next header or the
    end of the file: comments that stand above the next header are still in it.
    """

    path: KeyPath
    keys: tuple[Span, ...]
    span: Span
    body: Span

    @property
    def is_array(self) -> bool:
        """Whether it begins an entry of an array of tables."""
        return isinstance(self.path[-1], int)


class Layout(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All that stands in a document, each kind in the order of the text.

    An entry stands before what its array or inline table holds. `top` is what precedes the first
    header, without a byte order mark.
    """

    data: bytes
    entries: Sequence[Entry]
    headers: Sequence[Header]
    comments: Sequence[Span]
    top: Span

    def find(self, path: KeyPath) -> Entry | Header | None:
        """Give the entry or header of exactly this path.

        Tables that are only implied, and the array that several `[[lots]]` make up, have none.
        """
        return self._nodes.get(path)

    def nearest(self, path: KeyPath) -> Span:
        """Give the place to point at for a path, present or missing.

        A value if it is there; else the value, header or key of the deepest table around it that is;
        else the empty start of the file.
        """
        for length in range(len(path), 0, -1):
            known = self._marks.get(path[:length])
            if known:
                return known
        return Span(self.top.start, self.top.start)

    def header_of(self, offset: int) -> Header | None:
        """Give the header under which a byte of the text stands; None at the top."""
        index = bisect_right(self.headers, offset, key=lambda header: header.span.start)
        return self.headers[index - 1] if index else None

    def text(self, span: Span) -> str:
        """Give the characters of a span."""
        return self.data[span.start : span.end].decode()

    def place(self, span: Span) -> tuple[int, int]:
        """Give line and column of where a span starts, from one, in characters."""
        return self._lines.place(span.start)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.data)

    @cached_property
    def _nodes(self) -> dict[KeyPath, Entry | Header]:
        nodes: dict[KeyPath, Entry | Header] = {header.path: header for header in self.headers}
        nodes.update((entry.path, entry) for entry in self.entries)
        return nodes

    @cached_property
    def _marks(self) -> dict[KeyPath, Span]:
        marks: dict[KeyPath, Span] = {}
        for node in chain[Entry | Header](self.headers, self.entries):
            for path, key in _named(node.path, node.keys):
                marks.setdefault(path, key)
        marks.update((header.path, header.span) for header in self.headers)
        marks.update((entry.path, entry.value) for entry in self.entries)
        return marks


def _named(path: KeyPath, keys: tuple[Span, ...]) -> Iterator[tuple[KeyPath, Span]]:
    """Pair each key written in a node with the path up to it, from the last to the first."""
    length = len(path)
    for key in reversed(keys):
        while isinstance(path[length - 1], int):
            length -= 1
        yield path[:length], key
        length -= 1
