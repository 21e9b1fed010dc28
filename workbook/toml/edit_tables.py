"""Keys and tables put into a document and taken out of it, as lines.

A page, a path and the text of a value flow in, splices flow out. A key goes where the entries of its
table end, spelled as its neighbours are; `edit` proves that the result says what was meant.
"""

from collections.abc import Iterable, Sequence

from workbook.errors import WorkbookError
from workbook.toml.document import Document, parse
from workbook.toml.edit_brackets import Item, put_in, take_out
from workbook.toml.edit_page import Page, Splice, value_at
from workbook.toml.layout import Entry, Header, KeyPath
from workbook.toml.values import key_text

_EQUALS = (b" ", b" ")


class EditError(WorkbookError):
    """A change that the text of a file cannot be given."""

    def __init__(self, path: KeyPath, problem: str) -> None:
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        where = "".join(steps).removeprefix(".") or "The file"
        super().__init__(f"{where} cannot be changed: {problem}.")


def add_key(page: Page, path: KeyPath, text: bytes) -> list[Splice]:
    """Add a key that is not there, and the tables around it that are not."""
    depth = next(length for length in range(len(path) - 1, -1, -1) if page.holds(path[:length]))
    table, names = path[:depth], [name for name in path[depth:] if isinstance(name, str)]
    if len(names) < len(path) - depth or not isinstance(value_at(page.document.table, table), dict):
        raise EditError(path, "there is no such table or element to put it in")
    node = page.layout.find(table)
    if isinstance(node, Entry):
        return put_in(page, node, len(page.inside(node)), Item(_pair(page, node, names, text)))
    dotted = _dotted(page, table)
    if dotted:
        return _add_dotted(page, dotted, table, names, text)
    if table and node is None:
        return _add_header(page, table, names, text)
    return _add_statement(page, table, names, text)


def drop(page: Page, path: KeyPath, *, with_comments: bool = False) -> list[Splice]:
    """Take out one of the things at a path: an entry, else all the blocks of a table or array of tables."""
    node = page.layout.find(path)
    if not isinstance(node, Entry):
        headers = page.headers_in(path)
        if headers:
            return _drop_blocks(page, headers, with_comments=with_comments)
        node = _dotted(page, path)
    if node is None:
        raise EditError(path, "there is nothing at that place")
    holder = page.layout.find(node.path[: -len(node.keys)] if node.keys else node.path[:-1])
    if isinstance(holder, Entry):
        index = page.inside(holder).index(node)
        return take_out(page, holder, index, with_comments=with_comments)
    start, end = page.lines_of(node)
    return [drop_lines(page, page.comments_above(start) if with_comments else start, end)]


def drop_lines(page: Page, start: int, end: int) -> Splice:
    """Take out whole lines; a file whose last line has no end keeps that habit."""
    if end == len(page.data) and not page.data.endswith(b"\n") and start > page.layout.top.start:
        start -= len(page.newline(start))
    return Splice(start, end, b"")


def insert_lines(page: Page, line: int, text: bytes) -> Splice:
    """Put lines before a line, or at the end; a file whose last line has no end keeps that habit.

    The text ends with a line end.
    """
    if line == len(page.data) and line > page.layout.top.start and not page.data.endswith(b"\n"):
        newline = page.newline(line)
        return Splice(line, line, newline + text.removesuffix(newline))
    return Splice(line, line, text)


def insert_block(page: Page, line: int, text: bytes, *, is_apart: bool) -> Splice:
    """Put a table, header and all, before a line; set apart by blank lines if wanted."""
    newline = page.newline(line)
    has_lead = line == page.layout.top.start or page.blanks_above(line) < line
    has_tail = line == len(page.data) or page.blanks_below(line) > line
    lead = newline if is_apart and not has_lead else b""
    tail = newline if is_apart and not has_tail else b""
    return insert_lines(page, line, lead + text + tail)


def is_apart(page: Page, like: Header | None) -> bool:
    """Whether blank lines set a table apart from what is above; so where there is no other to go by."""
    if like is None:
        return True
    first = page.comments_above(page.line_start(like.span.start))
    return first == page.layout.top.start or page.blanks_above(first) < first


def blocks_end(page: Page, path: KeyPath) -> int:
    """Give where the last block of a table ends, or of the document for `()`."""
    headers = page.headers_in(path)
    return page.block(headers[-1]).end if headers and path else len(page.data)


def table_end(page: Page, table: KeyPath) -> int:
    """Give the line behind the statements of a table, or behind its header; of the top for `()`."""
    siblings = page.statements_under(table)
    if siblings:
        return page.lines_of(siblings[-1].entry).end
    header = page.layout.find(table)
    if isinstance(header, Header):
        return page.line_end(header.span.end)
    if not page.layout.headers:
        return len(page.data)
    return page.comments_above(page.line_start(page.layout.headers[0].span.start))


def add_entry(page: Page, path: KeyPath, index: int, text: bytes) -> list[Splice]:
    """Add an entry to an array of tables: a block of the entries of an inline table."""
    count = len(value_at(page.document.table, path))
    like = page.layout.find((*path, min(index, count - 1)))
    assert isinstance(like, Header)
    inner = parse(b"x = " + text)
    assert isinstance(inner, Document)
    line = entry_line(page, path, index)
    newline = page.newline(line)
    body = block_body(page, like, Page.of(inner), newline)
    header = page.indent(like.span.start) + page.data[like.span.start : like.span.end] + newline
    return [insert_block(page, line, header + body, is_apart=is_apart(page, like))]


def entry_line(page: Page, path: KeyPath, index: int) -> int:
    """Give the line where an entry of an array of tables goes, to get that index."""
    behind = page.layout.find((*path, index))
    if behind is None:
        return blocks_end(page, (*path, index - 1))
    assert isinstance(behind, Header)
    return page.comments_above(page.line_start(behind.span.start))


def block_body(page: Page, like: Header, inner: Page, newline: bytes) -> bytes:
    """Spell the entries of the one inline table of another page as statements below a header."""
    siblings = [statement.entry for statement in page.statements_under(like.path)]
    indent = page.indent((siblings[0] if siblings else like).span.start)
    holder = inner.layout.find(("x",))
    assert isinstance(holder, Entry)
    lines = []
    for entry in inner.inside(holder):
        key = inner.data[entry.keys[0].start : entry.keys[-1].end]
        before, after = _equals(page, siblings, indent + key)
        value = inner.data[entry.value.start : entry.value.end]
        lines.append(indent + key + before + b"=" + after + value + newline)
    return b"".join(lines)


def _dotted(page: Page, table: KeyPath) -> Entry | None:
    """Find the last dotted key that makes up a table."""
    for entry in reversed(page.layout.entries):
        length = len(entry.path)
        if length - len(entry.keys) < len(table) < length and entry.path[: len(table)] == table:
            return entry
    return None


def _add_dotted(page: Page, last: Entry, table: KeyPath, names: Sequence[str], text: bytes) -> list[Splice]:
    base = last.path[: -len(last.keys)]
    prefix = page.data[last.keys[0].start : last.keys[len(table) - len(base)].start]
    key = prefix + key_text(names[0]).encode()
    value = _nested(names[1:], text)
    holder = page.layout.find(base)
    if isinstance(holder, Entry):
        items = page.inside(holder)
        before, after = _equals(page, items, key)
        pair = key + before + b"=" + after + value
        return put_in(page, holder, items.index(last) + 1, Item(pair))
    siblings = [last]
    return [_statement(page, page.lines_of(last).end, siblings, page.indent(last.span.start), key, value)]


def _add_statement(page: Page, table: KeyPath, names: Sequence[str], text: bytes) -> list[Splice]:
    siblings = [statement.entry for statement in page.statements_under(table)]
    if len(names) > 1:
        if any(len(entry.keys) > 1 for entry in siblings):
            dotted = ".".join(map(key_text, names)).encode()
            return [_below(page, table, siblings, dotted, text)]
        is_outlined = any(len(header.path) > len(table) for header in page.headers_in(table))
        if is_outlined and not any(page.data[entry.value.start] == ord("{") for entry in siblings):
            return _add_header(page, (*table, *names[:-1]), names[-1:], text)
    return [_below(page, table, siblings, key_text(names[0]).encode(), _nested(names[1:], text))]


def _below(page: Page, table: KeyPath, siblings: Sequence[Entry], key: bytes, value: bytes) -> Splice:
    header = page.layout.find(table)
    line = table_end(page, table)
    if siblings:
        indent = page.indent(siblings[-1].span.start)
    else:
        indent = page.indent(header.span.start) if isinstance(header, Header) else b""
    splice = _statement(page, line, siblings, indent, key, value)
    if not siblings and not table and line < len(page.data) and page.blanks_below(line) == line:
        return splice._replace(text=splice.text + page.newline(line))
    return splice


def _add_header(page: Page, table: KeyPath, names: Sequence[str], text: bytes) -> list[Splice]:
    """Write the header of a table that has none, and its first entry."""
    inside = page.headers_in(table)
    if inside:
        like: Header | None = inside[0]
        line = page.comments_above(page.line_start(inside[0].span.start))
    else:
        around = next(table[:length] for length in range(len(table), -1, -1) if page.holds(table[:length]))
        like = next(reversed(page.headers_in(around)), None)
        line = blocks_end(page, around)
    newline = page.newline(line)
    indent = page.indent(like.span.start) if like else b""
    name = b".".join(_spelled(page, table))
    pair = key_text(names[0]).encode() + b" = " + _nested(names[1:], text)
    block = indent + b"[" + name + b"]" + newline + indent + pair + newline
    return [insert_block(page, line, block, is_apart=is_apart(page, like))]


def _spelled(page: Page, table: KeyPath) -> Iterable[bytes]:
    """Spell the names of a header, each as another header has it where one does."""
    like = next(iter(page.headers_in(table)), None)
    names = [name for name in table if isinstance(name, str)]
    if like:
        return [page.data[key.start : key.end] for key in like.keys[: len(names)]]
    return [key_text(name).encode() for name in names]


def _statement(
    page: Page, line: int, siblings: Sequence[Entry], indent: bytes, key: bytes, value: bytes
) -> Splice:
    before, after = _equals(page, siblings, indent + key)
    return insert_lines(page, line, indent + key + before + b"=" + after + value + page.newline(line))


def _pair(page: Page, holder: Entry, names: Sequence[str], text: bytes) -> bytes:
    key = key_text(names[0]).encode()
    before, after = _equals(page, page.inside(holder), key)
    return key + before + b"=" + after + _nested(names[1:], text)


def _nested(names: Sequence[str], text: bytes) -> bytes:
    for name in reversed(names):
        text = b"{" + key_text(name).encode() + b" = " + text + b"}"
    return text


def _equals(page: Page, siblings: Sequence[Entry], start: bytes) -> tuple[bytes, bytes]:
    """Give the spaces before and behind the equals sign, as neighbours have them.

    Where the signs of several neighbours stand below one another, this one does too.
    """
    if not siblings:
        siblings = [statement.entry for statement in page.statements[-1:]]
    if not siblings:
        return _EQUALS
    gaps = [page.data[entry.keys[-1].end : entry.value.start].split(b"=") for entry in siblings]
    widths = {entry.keys[-1].end - page.line_start(entry.span.start) for entry in siblings}
    columns = {
        entry.keys[-1].end + len(gap[0]) - page.line_start(entry.span.start)
        for entry, gap in zip(siblings, gaps, strict=True)
    }
    after = gaps[-1][1] if len(gaps[-1][1]) < 2 else b" "
    if len(columns) == 1 and len(widths) > 1 and b"\t" not in gaps[-1][0]:
        return b" " * max(1, columns.pop() - len(start)), after
    return gaps[-1][0] if len(gaps[-1][0]) < 2 else b" ", after


def _drop_blocks(page: Page, headers: Sequence[Header], *, with_comments: bool) -> list[Splice]:
    """Take out tables with the blank lines below them, or above them at the end of the file."""
    splices: list[Splice] = []
    passed = 0
    for header in headers:
        start, end = page.block(header)
        if with_comments or header is not headers[0]:
            start = page.comments_above(start)
        end = page.blanks_below(end)
        if end == len(page.data):
            start = page.blanks_above(start)
        splice = drop_lines(page, max(start, passed), end)
        splices.append(splice._replace(start=max(splice.start, passed)))
        passed = end
    return splices
