"""Laws of the scanner: it finds what the parser finds, exactly where the text has it.

tomli is the reference for what a document holds. tomlkit is asked too; where it refuses the document
it has no say.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import reduce
from operator import getitem
from typing import Any

import tomli
import tomlkit
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tomlkit.exceptions import TOMLKitError

from tests.laws.toml_strategies import damaged, documents
from workbook.toml.damage import Damage, Reason
from workbook.toml.document import Document, parse
from workbook.toml.layout import Entry, Header, KeyPath, Layout, Span
from workbook.toml.locate import scan

_BETWEEN = re.compile(rb"[ \t\r\n=.,\[\]{}]*")
_LIMITS = {Reason.TOO_DEEP, Reason.TOO_LARGE, Reason.NUMBER, Reason.CONFLICT_MARKERS}

# Whole documents take a while to draw; how many is for the profile to say.
law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@law
@given(documents())
def test_scanner_finds_exactly_the_paths_of_the_data(data: bytes) -> None:
    document, layout = _scanned(data)

    assert _paths_found(layout) == set(_paths(document.table))
    assert _tomlkit_paths(data) in (None, _paths_found(layout))


@law
@given(documents())
def test_spans_decode_to_what_the_parser_read(data: bytes) -> None:
    document, layout = _scanned(data)

    assert _spans_read(layout) == _data_read(layout, document.table)
    assert _keys_read(layout) == _keys_told(layout)


@law
@given(documents())
def test_spans_are_ordered_disjoint_and_leave_only_punctuation(data: bytes) -> None:
    _, layout = _scanned(data)

    _assert_exact(layout)


@law
@given(documents(), st.data())
def test_a_spliced_value_changes_nothing_else(data: bytes, drawn: st.DataObject) -> None:
    document, layout = _scanned(data)
    assume(layout.entries)
    entry = drawn.draw(st.sampled_from(layout.entries))

    after = parse(_spliced(data, entry.value, b"777"))

    kept = {path: leaf for path, leaf in _leaves(document.table) if path[: len(entry.path)] != entry.path}
    assert isinstance(after, Document)
    assert dict(_leaves(after.table)) == {**kept, entry.path: _shown(777)}


@law
@given(documents(), st.data())
def test_places_count_lines_and_characters(data: bytes, drawn: st.DataObject) -> None:
    _, layout = _scanned(data)
    spans = [*(entry.value for entry in layout.entries), *(header.span for header in layout.headers)]
    span = drawn.draw(st.sampled_from([*spans, layout.top]))

    line, column = layout.place(span)

    text = data.decode().removeprefix("\ufeff")
    before = text.split("\n")[: line - 1]
    start = sum(len(passed) + 1 for passed in before) + column - 1
    assert text[start:].encode() == data[span.start :]


@law
@given(damaged())
def test_damaged_text_is_told_or_scanned_exactly(data: bytes) -> None:
    read = parse(data)

    if isinstance(read, Damage):
        assert read.reason in _LIMITS or not _tomli_takes(data)
        _assert_inside(read, data)
    else:
        layout = scan(read)
        assert _tomli_takes(data)
        assert _paths_found(layout) == set(_paths(read.table))
        assert _spans_read(layout) == _data_read(layout, read.table)
        assert _keys_read(layout) == _keys_told(layout)
        _assert_exact(layout)


def _scanned(data: bytes) -> tuple[Document, Layout]:
    document = parse(data)
    assert isinstance(document, Document)
    return document, scan(document)


def _tomli_takes(data: bytes) -> bool:
    try:
        tomli.loads(data.decode().removeprefix("\ufeff"), parse_float=Decimal)
    except ValueError:
        return False
    return True


def _tomlkit_paths(data: bytes) -> set[KeyPath] | None:
    # tomlkit has refused valid documents in several releases; 0.15.2 took, and read alike, all drawn here.
    try:
        return set(_paths(tomlkit.parse(data.decode().removeprefix("\ufeff")).unwrap()))
    except TOMLKitError:
        return None


def _paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """List the path of each thing in the data but the whole."""
    for part, inner in _inside(value):
        yield (*path, part)
        yield from _paths(inner, (*path, part))


def _inside(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _leaves(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """List the path of each scalar and of each empty table or array, with what it is."""
    if path and (isinstance(value, str | int | Decimal | date | datetime | time) or not value):
        yield path, _shown(value)
    for part, inner in _inside(value):
        yield from _leaves(inner, (*path, part))


def _shown(value: Any) -> str:
    """Spell a value with its type, so that NaN equals itself and 1 is not True."""
    return repr(value)


def _paths_found(layout: Layout) -> set[KeyPath]:
    return {node.path[:length] for node in _nodes(layout) for length in range(1, len(node.path) + 1)}


def _spans_read(layout: Layout) -> dict[KeyPath, str]:
    """Read each value anew from the text of its span alone."""
    return {entry.path: _shown(_parsed(f"x = {layout.text(entry.value)}")["x"]) for entry in layout.entries}


def _data_read(layout: Layout, table: Mapping[str, Any]) -> dict[KeyPath, str]:
    """Look up what the parser read at the path of each entry."""
    return {entry.path: _shown(reduce(getitem, entry.path, table)) for entry in layout.entries}  # type: ignore[arg-type]  # a path leads through dicts and lists


def _keys_read(layout: Layout) -> list[tuple[str, ...]]:
    """Read each key anew, part by part, from the text of its spans."""
    return [
        tuple(next(iter(_parsed(f"{layout.text(key)} = 0"))) for key in node.keys) for node in _nodes(layout)
    ]


def _keys_told(layout: Layout) -> list[tuple[str | int, ...]]:
    """List the names that each path ends with, one for each key that is written."""
    named = [[part for part in node.path if isinstance(part, str)] for node in _nodes(layout)]
    counts = [len(node.keys) for node in _nodes(layout)]
    return [tuple(names[len(names) - count :]) for names, count in zip(named, counts, strict=True)]


def _nodes(layout: Layout) -> list[Entry | Header]:
    return [*layout.entries, *layout.headers]


def _parsed(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=Decimal)


def _spliced(data: bytes, span: Span, value: bytes) -> bytes:
    return data[: span.start] + value + data[span.end :]


def _assert_exact(layout: Layout) -> None:
    """Hold that the spans tile the text: each is what it says, in order, apart, with nothing between."""
    data = layout.data
    starts = [entry.span.start for entry in layout.entries]
    assert starts == sorted(starts)
    assert all(_is_value(data[entry.value.start : entry.value.end]) for entry in layout.entries)
    assert all(_is_comment(data, comment) for comment in layout.comments)
    assert all(_is_header(data, header) for header in layout.headers)

    tiles = sorted([*_leaf_spans(layout), Span(len(data), len(data))])
    edges = [layout.top.start, *(tile.end for tile in tiles)]
    between = [data[end : tile.start] for end, tile in zip(edges, tiles, strict=False)]
    assert all(end <= tile.start for end, tile in zip(edges, tiles, strict=False))
    assert all(_BETWEEN.fullmatch(rest) for rest in between)

    bodies = [layout.top, *(header.body for header in layout.headers)]
    headers = [*(header.span for header in layout.headers), Span(len(data), len(data))]
    assert all(
        body.start <= body.end <= header.start and not data[body.end : header.start].strip(b" \t")
        for body, header in zip(bodies, headers, strict=True)
    )


def _leaf_spans(layout: Layout) -> Iterator[Span]:
    for node in _nodes(layout):
        yield from node.keys
    for entry in layout.entries:
        if layout.data[entry.value.start] not in b"[{":
            yield entry.value
    yield from layout.comments


def _is_value(text: bytes) -> bool:
    closing = {b"[": b"]", b"{": b"}", b'"': b'"', b"'": b"'"}.get(text[:1], text[-1:])
    return text.strip() == text != b"" and text.endswith(closing)


def _is_comment(data: bytes, span: Span) -> bool:
    rest = data[span.end :]
    text = data[span.start : span.end]
    return (
        text.startswith(b"#")
        and not set(text) & set(b"\r\n")
        and (not rest or rest.startswith((b"\n", b"\r\n")))
    )


def _is_header(data: bytes, header: Header) -> bool:
    text = data[header.span.start : header.span.end]
    after = data[header.span.end : header.body.start]
    return (
        text[:1] + text[-1:] == b"[]"
        and text.startswith(b"[[") == header.is_array
        and b"\n" not in after[:-1]
    )


def _assert_inside(damage: Damage, data: bytes) -> None:
    lines = data.split(b"\n")
    assert damage.message
    assert 1 <= damage.line <= len(lines)
    assert 1 <= damage.column <= len(lines[damage.line - 1]) + 1
