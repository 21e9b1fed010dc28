"""Statements, tables and elements of one document put into another as they are spelled, with comments.

Two pages and a path in each flow in; the ways to splice flow out, the best first. `edit` takes the
first that gives the right data, and falls back to the bare value where none does.
"""

from collections.abc import Iterator, Sequence

from workbook.toml.document import Document
from workbook.toml.edit_brackets import Item, has_own_lines, put_in
from workbook.toml.edit_page import Page, Splice, value_at
from workbook.toml.edit_tables import (
    add_entry,
    add_key,
    blocks_end,
    entry_line,
    insert_block,
    insert_lines,
    is_apart,
    table_end,
)
from workbook.toml.layout import Entry, Header, KeyPath, Span


def unit_of(document: Document, path: KeyPath) -> tuple[Span, ...]:
    """Give the bytes that belong to what stands at a path: its lines, the comments above and behind.

    A dotted table or one with sub-tables has several spans. Something in brackets that shares its line
    has that one span, without comma or comment.
    """
    page, length = Page.of(document), len(path)
    units = [_with_comments(page, page.block(header)) for header in page.headers_in(path)]
    for entry in page.layout.entries:
        around = len(entry.path) - max(1, len(entry.keys))
        if entry.path[:length] == path and around < length:
            units.append(_unit_in_brackets(page, entry) or _with_comments(page, page.lines_of(entry)))
    return tuple(sorted(units))


def carried(page: Page, path: KeyPath, origin: Page, source: KeyPath) -> Iterator[list[Splice]]:
    """Give the ways to put what stands at a path of the origin at a path of the page, the best first."""
    node = origin.layout.find(source)
    around = page.layout.find(path[:-1])
    if isinstance(node, Entry) and isinstance(around, Entry):
        yield _in_brackets(page, around, path, origin, node)
    headers, statements = origin.headers_in(source), _statements(origin, source)
    if headers and not statements and not isinstance(around, Entry):
        yield from _blocks(page, path, origin, source, headers)
    if statements and not headers and (not path[:-1] or isinstance(around, Header)):
        yield from _lines(page, path, origin, source, statements)
    if isinstance(node, Entry):
        value = _fitted(origin.data[node.value.start : node.value.end], page.newline(len(page.data)))
        if not isinstance(path[-1], int):
            yield add_key(page, path, value)
        elif around is None and isinstance(value_at(origin.document.table, source), dict):
            yield add_entry(page, path[:-1], path[-1], value)


def _in_brackets(page: Page, holder: Entry, path: KeyPath, origin: Page, node: Entry) -> list[Splice]:
    items = page.inside(holder)
    index = path[-1] if isinstance(path[-1], int) else len(items)
    newline = page.newline(holder.value.start)
    above: tuple[bytes, ...] = ()
    behind = b""
    if origin.is_first_on_line(node.span.start):
        line = origin.line_start(node.span.start)
        above = tuple(text.strip() for text in origin.data[origin.comments_above(line) : line].splitlines())
        found = origin.comment_behind(node.span.end)
        behind = origin.data[found.start : found.end] if found else b""
    text = _fitted(origin.data[node.span.start : node.span.end], newline)
    return put_in(page, holder, index, Item(text, above, behind))


def _lines(
    page: Page, path: KeyPath, origin: Page, source: KeyPath, statements: Sequence[Entry]
) -> Iterator[list[Splice]]:
    first = _with_comments(origin, origin.lines_of(statements[0]))
    if _is_head(page, origin, first):
        first = origin.lines_of(statements[0])
    spans = [first, *(_with_comments(origin, origin.lines_of(entry)) for entry in statements[1:])]
    line = _line_among(page, path[:-1], origin, source)
    newline = page.newline(line)
    text = b"".join(_whole(origin.data[span.start : span.end], newline) for span in spans)
    has_blank = origin.blanks_above(first.start) < first.start and line > page.layout.top.start
    yield [
        insert_lines(page, line, newline + text if has_blank and not _is_after_blank(page, line) else text)
    ]
    yield [insert_lines(page, table_end(page, path[:-1]), text)]


def _line_among(page: Page, table: KeyPath, origin: Page, source: KeyPath) -> int:
    """Give the line behind the nearest neighbour above it that both have, else before the nearest below."""
    mine = {statement.entry.path: statement.entry for statement in page.statements_under(table)}
    theirs = [statement.entry.path for statement in origin.statements_under(source[:-1])]
    places = [index for index, other in enumerate(theirs) if other[: len(source)] == source]
    shared = [(*table, *other[len(source) - 1 :]) for other in theirs]
    for other in reversed(shared[: places[0]] if places else []):
        if other in mine:
            return page.lines_of(mine[other]).end
    for other in shared[places[-1] + 1 :] if places else []:
        if other in mine:
            line = page.lines_of(mine[other])
            below = _with_comments(page, line)
            return line.start if _is_head(page, origin, below) else below.start
    return table_end(page, table)


def _blocks(
    page: Page, path: KeyPath, origin: Page, source: KeyPath, headers: Sequence[Header]
) -> Iterator[list[Splice]]:
    spans = [_with_comments(origin, origin.block(header)) for header in headers]
    if _is_head(page, origin, spans[0]):
        spans[0] = origin.block(headers[0])
    newline = page.newline(len(page.data))
    parts = [_whole(origin.data[span.start : span.end], newline) for span in spans]
    leads = [newline if origin.blanks_above(span.start) < span.start else b"" for span in spans]
    text = parts[0] + b"".join(lead + part for lead, part in zip(leads[1:], parts[1:], strict=True))
    is_set_apart = is_apart(origin, headers[0])
    if isinstance(path[-1], int):
        lines = [entry_line(page, path[:-1], path[-1])]
    else:
        lines = [*_line_among_blocks(page, path[:-1], origin, source), blocks_end(page, path[:-1])]
    for line in lines:
        yield [insert_block(page, line, text, is_apart=is_set_apart)]


def _line_among_blocks(page: Page, table: KeyPath, origin: Page, source: KeyPath) -> Iterator[int]:
    names = list(dict.fromkeys(_next_names(origin, source[:-1])))
    place = names.index(source[-1])
    for name in reversed(names[:place]):
        if page.headers_in((*table, name)):
            yield blocks_end(page, (*table, name))
            break
    for name in names[place + 1 :]:
        headers = page.headers_in((*table, name))
        if headers:
            yield page.comments_above(page.line_start(headers[0].span.start))
            break


def _next_names(page: Page, table: KeyPath) -> Iterator[str | int]:
    return (header.path[len(table)] for header in page.headers_in(table) if len(header.path) > len(table))


def _statements(page: Page, path: KeyPath) -> Sequence[Entry]:
    """Give the statements that make up what stands at a path, but those below a header of its own."""
    length = len(path)
    return [
        statement.entry
        for statement in page.statements
        if statement.entry.path[:length] == path and len(statement.table) < length
    ]


def _unit_in_brackets(page: Page, entry: Entry) -> Span | None:
    around = entry.path[: -len(entry.keys)] if entry.keys else entry.path[:-1]
    if not isinstance(page.layout.find(around), Entry):
        return None
    if not has_own_lines(page, entry):
        return entry.span
    line = page.line_start(entry.span.start)
    return Span(page.comments_above(line), page.line_end(entry.span.end))


def _with_comments(page: Page, span: Span) -> Span:
    return Span(page.comments_above(span.start), span.end)


def _is_head(page: Page, origin: Page, span: Span) -> bool:
    """Whether a unit starts with the comment at the head of its file, which the page has too."""
    start = origin.layout.top.start
    if span.start != start or origin.comment_on(start) is None:
        return False
    head = origin.data[start : origin.line_end(start)].rstrip(b"\r\n")
    return page.data[page.layout.top.start :].startswith(head)


def _is_after_blank(page: Page, line: int) -> bool:
    return page.blanks_above(line) < line


def _whole(text: bytes, newline: bytes) -> bytes:
    return _fitted(text if text.endswith(b"\n") else text + newline, newline)


def _fitted(text: bytes, newline: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n").replace(b"\n", newline)
