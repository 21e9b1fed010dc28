"""A file as the statements of its text: headers, entries and free comments, each under a name.

Versions of a file and their policies flow in; each flows out cut into blocks and units, in which the same
name means the same thing: entries of arrays of tables are named as their data is. Cutting loses nothing: the
units in order are the text again. Nothing here decides anything.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from workbook.change.diff import name_in
from workbook.change.policy import Policies
from workbook.change.sameness import frozen
from workbook.toml.document import Document
from workbook.toml.layout import Entry, Header, KeyPath, Layout
from workbook.toml.locate import scan

Name: TypeAlias = tuple[Hashable, ...]

TOP: Name = ("top",)
_END: Name = ("end",)


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One statement or free comment, cut where a merge may choose: joined, its parts are its lines.

    `gap` is the empty lines above, `lead` the comment right above, `head` all up to the value, `tail` what
    follows it to the end of the line. A header is all `head`, a free comment all `lead`. `path` is where the
    value stands in its document.
    """

    path: KeyPath = ()
    gap: bytes = b""
    lead: bytes = b""
    head: bytes = b""
    value: bytes = b""
    tail: bytes = b""

    @property
    def text(self) -> bytes:
        """The lines as they stand."""
        return self.gap + self.lead + self.head + self.value + self.tail


Block: TypeAlias = dict[Name, Unit]
"""A header, under its own name first, and what stands below it up to the next; the top has no header."""


class Statements(msgspec.Struct, frozen=True):
    """A document, where everything stands in it, and its blocks by name, in order."""

    document: Document
    layout: Layout
    blocks: dict[Name, Block]

    @property
    def text(self) -> bytes:
        """The text that was cut, without a byte order mark."""
        return b"".join(unit.text for block in self.blocks.values() for unit in block.values())


def cut(documents: Sequence[Document], policies: Policies) -> list[Statements]:
    """Cut the versions of a file into statements with names in common."""
    names: list[dict[KeyPath, Hashable]] = [{} for _ in documents]
    _name_entries([((), document.table) for document in documents], policies, names)
    return [
        _Cutter(scan(document), own).cut(document) for document, own in zip(documents, names, strict=True)
    ]


def _name_entries(
    versions: Sequence[tuple[KeyPath, Any] | None],
    policies: Policies,
    names: Sequence[dict[KeyPath, Hashable]],
) -> None:
    """Name the tables in lists, below what stands at one place of each version; None: it is not there."""
    there = [version[1] for version in versions if version is not None]
    for key in dict.fromkeys(key for value in there if isinstance(value, dict) for key in value):
        _name_entries([_child(version, key) for version in versions], policies.inside(key), names)
    if any(_is_tables(value) for value in there):
        found = [version if version and _is_tables(version[1]) else None for version in versions]
        _name_tables(found, policies, names)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _child(version: tuple[KeyPath, Any] | None, key: str) -> tuple[KeyPath, Any] | None:
    if version is None or not isinstance(version[1], dict) or key not in version[1]:
        return None
    path, table = version
    return (*path, key), table[key]


def _name_tables(
    versions: Sequence[tuple[KeyPath, Any] | None],
    policies: Policies,
    names: Sequence[dict[KeyPath, Hashable]],
) -> None:
    merge_key = policies.merge_key(*(version[1] for version in versions if version is not None))
    entries: dict[Hashable, list[tuple[KeyPath, Any] | None]] = {}
    for number, version in enumerate(versions):
        if version is None:
            continue
        counts: Counter[Hashable] = Counter()
        path, listed = version
        for index, entry in enumerate(listed):
            name = frozen(name_in(entry, merge_key or "").value)
            counts[name] += 1
            place = (*path, index)
            names[number][place] = (name, counts[name])
            found = entries.setdefault((name, counts[name]), [None] * len(versions))
            found[number] = (place, entry)
    for named in entries.values():
        _name_entries(named, policies, names)


class _Cutter:
    """The blocks cut so far, the block that statements now belong to, and where the next line begins."""

    def __init__(self, layout: Layout, names: Mapping[KeyPath, Hashable]) -> None:
        self.layout = layout
        self.data = layout.data
        self.names = names
        self.at = layout.top.start
        self.block: Block = {}
        self.counts: Counter[bytes] = Counter()
        self.blocks: dict[Name, Block] = {TOP: self.block}

    def cut(self, document: Document) -> Statements:
        for node in _outer_nodes(self.layout):
            line = max(self.at, self.data.rfind(b"\n", 0, node.span.start) + 1)
            gap, lead = self._comments(line)
            name = self._name(node)
            if isinstance(node, Header):
                self.block = self.blocks[name] = {}
                self.counts.clear()
                value = node.span._replace(start=node.span.end)
            else:
                value = node.value
            line_end = self.data.find(b"\n", value.end) + 1 or len(self.data)
            self.at = line_end
            self.block[name] = Unit(
                path=node.path,
                gap=gap,
                lead=lead,
                head=self.data[line : value.start],
                value=self.data[value.start : value.end],
                tail=self.data[value.end : line_end],
            )
        self._end()
        return Statements(document, self.layout, self.blocks)

    def _comments(self, line: int) -> tuple[bytes, bytes]:
        """Keep the free comments up to a statement's line; give the gap and comment right above it."""
        *free, own = _paragraphs(self.data[self.at : line])
        for gap, comment in free:
            self._keep(gap, comment)
        return own

    def _end(self) -> None:
        for gap, comment in _paragraphs(self.data[self.at :]):
            if comment:
                self._keep(gap, comment)
            elif gap:
                self.block[_END] = Unit(gap=gap)

    def _keep(self, gap: bytes, comment: bytes) -> None:
        self.counts[comment] += 1
        self.block["#", comment, self.counts[comment]] = Unit(gap=gap, lead=comment)

    def _name(self, node: Entry | Header) -> Name:
        sign = "[" if isinstance(node, Header) else "="
        path = node.path
        return (sign, *(self.names.get(path[: n + 1], step) for n, step in enumerate(path)))


def _outer_nodes(layout: Layout) -> Iterator[Entry | Header]:
    """List headers and statements in order, without what stands inside a value."""
    end = 0
    nodes: list[Entry | Header] = [*layout.headers, *layout.entries]
    for node in sorted(nodes, key=lambda node: node.span.start):
        if node.span.start >= end:
            end = node.span.end
            yield node


def _paragraphs(text: bytes) -> list[tuple[bytes, bytes]]:
    """Split empty lines and comments into pairs of both; the last has no comment unless it ends the text."""
    pairs: list[tuple[bytes, bytes]] = []
    gap = comment = b""
    for line in text.splitlines(keepends=True):
        if line.strip():
            comment += line
            continue
        if comment:
            pairs.append((gap, comment))
            gap = comment = b""
        gap += line
    return [*pairs, (gap, comment)]
