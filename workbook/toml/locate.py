"""The one lossless scanner of TOML: from a document to the layout of its text.

A parsed `Document` flows in, so the text is known to be TOML and to stay within the limits; a
`Layout` flows out. The scanner takes what tomli takes (TOML 1.0, and of 1.1 what tomli has: inline
tables over lines, `\\e` and `\\x` escapes, times without seconds). It reads lines of `key = scalar`
with one regex and all else piece by piece. It decodes keys, never values.
"""

import re
from codecs import BOM_UTF8
from functools import lru_cache

import tomli

from workbook.errors import WorkbookError
from workbook.toml.document import LARGE, Document
from workbook.toml.layout import Entry, Header, KeyPath, Layout, Span
from workbook.toml.limits import DEEPEST_LEVEL
from workbook.toml.places import Lines

# Indices into arrays of tables add steps to a path that are no levels of the text.
_LONGEST_PATH = 2 * DEEPEST_LEVEL
_BARE = rb"[A-Za-z0-9_-]++"
_PLAIN = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}[ ][0-9]{2}:[0-9:.Zz+-]++|[A-Za-z0-9_.:+-]++"
# Python before 3.11.5 loses matches of possessive groups that hold alternatives (CPython issue 106052), so
# only single characters are repeated possessively; groups whose alternatives begin differently need no more.
_LINE_END = rb"[ \t]*+(\#[^\r\n]*+)?+(?:\r?\n|\Z)"
_LINE = re.compile(
    rb"[ \t\r\n]*+(?:(" + _BARE + rb")[ \t]*+=[ \t]*+"
    rb"(" + _PLAIN + rb"|\"[^\"\\\n]*+\"|'[^'\n]*+'))?" + _LINE_END
)
_REST = re.compile(_LINE_END)
_GAP = re.compile(rb"[ \t\r\n]*+(\#[^\r\n]*+)?+")
_SPACE = re.compile(rb"[ \t]*+")
_KEY_PART = re.compile(
    rb"[ \t]*+(" + _BARE + rb"|\"(?:[^\"\\\n]++|\\.)*\"|'[^'\n]*+')[ \t]*+(\.)?+",
)
_SCALAR = re.compile(
    _PLAIN + rb"|\"\"\"(?:[^\"\\]++|\\.|\"(?!\"\"))*\"{3,5}"
    rb"|'''(?:[^']++|'(?!''))*'{3,5}"
    rb"|\"(?:[^\"\\\n]++|\\.)*\"|'[^'\n]*+'",
    re.DOTALL,
)


class LayoutError(WorkbookError):
    """The text of a file does not follow TOML where the scanner stands."""

    def __init__(self, data: bytes, offset: int) -> None:
        line, column = Lines(data).place(offset)
        super().__init__(f"The text is not TOML at line {line}, column {column}; mend it there.")


def scan(document: Document) -> Layout:
    """Find every key, value, header and comment of a document, in linear time.

    Raises:
        LayoutError: the text is not TOML, which `parse` would have told.
    """
    return _remembered(document.data) if len(document.data) > LARGE else _scanned(document.data)


def _scanned(data: bytes) -> Layout:
    return _Scanner(data).scan()


_remembered = lru_cache(maxsize=2)(_scanned)


class _Scanner:
    """The layout found so far, and the table that statements now belong to."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.entries: list[Entry] = []
        self.headers: list[Header] = []
        self.comments: list[Span] = []
        self.table: KeyPath = ()
        self.lengths: dict[KeyPath, int] = {}

    def scan(self) -> Layout:
        data, start = self.data, len(BOM_UTF8) if self.data.startswith(BOM_UTF8) else 0
        pos = start
        while pos < len(data):
            found = _LINE.match(data, pos)
            if found is None:
                pos = self._statement(pos)
                continue
            if found[1]:
                path = (*self.table, found[1].decode())
                self.entries.append(Entry(path, (Span(*found.span(1)),), Span(*found.span(2))))
            if found[3]:
                self.comments.append(Span(*found.span(3)))
            pos = found.end()
        return self._layout(start)

    def _layout(self, start: int) -> Layout:
        data = self.data
        lines = [data.rfind(b"\n", 0, header.span.start) + 1 for header in self.headers]
        lines.append(len(data))
        headers = [
            header._replace(body=Span(header.body.start, end))
            for header, end in zip(self.headers, lines[1:], strict=True)
        ]
        return Layout(
            data=data,
            entries=tuple(self.entries),
            headers=tuple(headers),
            comments=tuple(self.comments),
            top=Span(start, max(start, lines[0])),
        )

    def _statement(self, pos: int) -> int:
        pos = self._gap(pos)
        if self._at(pos, b"["):
            return self._header(pos)
        pos = self._pair(pos, self.table)
        return self._line_end(pos)

    def _header(self, pos: int) -> int:
        width = 2 if self._at(pos + 1, b"[") else 1
        after, keys, names = self._key(pos + width)
        if self.data[after : after + width] != b"]" * width:
            raise LayoutError(self.data, after)
        span = Span(pos, after + width)
        self._enter(names, is_array=width == 2)
        pos = self._line_end(span.end)
        self.headers.append(Header(self.table, keys, span, Span(pos, pos)))
        return pos

    def _enter(self, names: KeyPath, *, is_array: bool) -> None:
        """Make the named table current; through an array of tables a name means its last entry."""
        path: KeyPath = ()
        for count, name in enumerate(names, start=1):
            path = (*path, name)
            if is_array and count == len(names):
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
        self.table = path

    def _pair(self, pos: int, table: KeyPath) -> int:
        pos, keys, names = self._key(pos)
        if not self._at(pos, b"="):
            raise LayoutError(self.data, pos)
        space = _SPACE.match(self.data, pos + 1)
        return self._value(space.end() if space else pos + 1, keys, table + names)

    def _key(self, pos: int) -> tuple[int, tuple[Span, ...], KeyPath]:
        keys: list[Span] = []
        names: list[str] = []
        while found := _KEY_PART.match(self.data, pos):
            keys.append(Span(*found.span(1)))
            names.append(_decoded(found[1]))
            pos = found.end()
            if not found[2]:
                return pos, tuple(keys), tuple(names)
        raise LayoutError(self.data, pos)

    def _value(self, pos: int, keys: tuple[Span, ...], path: KeyPath) -> int:
        scalar = _SCALAR.match(self.data, pos)
        index = len(self.entries)
        self.entries.append(Entry(path, keys, Span(pos, scalar.end() if scalar else pos)))
        if scalar:
            return scalar.end()
        if len(path) > _LONGEST_PATH:
            raise LayoutError(self.data, pos)
        if self._at(pos, b"["):
            end = self._array(pos, path)
        elif self._at(pos, b"{"):
            end = self._inline_table(pos, path)
        else:
            raise LayoutError(self.data, pos)
        self.entries[index] = Entry(path, keys, Span(pos, end))
        return end

    def _array(self, pos: int, path: KeyPath) -> int:
        pos = self._gap(pos + 1)
        index = 0
        while not self._at(pos, b"]"):
            pos = self._separator(self._value(pos, (), (*path, index)), b"]")
            index += 1
        return pos + 1

    def _inline_table(self, pos: int, path: KeyPath) -> int:
        pos = self._gap(pos + 1)
        while not self._at(pos, b"}"):
            pos = self._separator(self._pair(pos, path), b"}")
        return pos + 1

    def _separator(self, pos: int, closing: bytes) -> int:
        pos = self._gap(pos)
        if self._at(pos, b","):
            return self._gap(pos + 1)
        if not self._at(pos, closing):
            raise LayoutError(self.data, pos)
        return pos

    def _gap(self, pos: int) -> int:
        """Pass spaces, line ends and comments; gives where the next thing stands."""
        while found := _GAP.match(self.data, pos):
            pos = found.end()
            if not found[1]:
                break
            self.comments.append(Span(*found.span(1)))
        return pos

    def _line_end(self, pos: int) -> int:
        found = _REST.match(self.data, pos)
        if found is None:
            raise LayoutError(self.data, pos)
        if found[1]:
            self.comments.append(Span(*found.span(1)))
        return found.end()

    def _at(self, pos: int, sign: bytes) -> bool:
        return self.data.startswith(sign, pos)


def _decoded(key: bytes) -> str:
    if key[:1] not in (b'"', b"'"):
        return key.decode()
    if b"\\" not in key or key[:1] == b"'":
        return key[1:-1].decode()
    # The parser itself resolves escapes, so that both always know the same ones.
    return next(iter(tomli.loads(key.decode() + "=0")))
