"""What stands between brackets, elements of arrays and entries of inline tables, put in and taken out.

A page, an array or inline table and a place in it flow in, splices flow out. Where each element has
lines of its own, a new one gets its own line; elsewhere it joins the line. Commas follow the habit.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from workbook.toml.edit_page import Page, Splice
from workbook.toml.layout import Entry

_REST = re.compile(rb"[ \t]*+(,)?+[ \t]*+(#[^\r\n]*+)?+\r?\n")
_GAP = re.compile(rb"(?:[ \t\r\n]|#[^\r\n]*+)*+")
_PLAIN_GAP = re.compile(rb"[ \t]*+,[ \t]*+")
_STEP = b"  "


class Item(NamedTuple):
    """The text of an element or entry, with the comment lines above and the comment behind it."""

    text: bytes
    above: tuple[bytes, ...] = ()
    behind: bytes = b""


def put_in(page: Page, holder: Entry, index: int, item: Item) -> list[Splice]:
    """Put an item where the one of an index stands, or behind the last."""
    items = page.inside(holder)
    if not items:
        return _put_alone(page, holder, item)
    before = items[index - 1] if index else None
    behind = items[index] if index < len(items) else None
    if before is None:
        assert behind is not None
        return _put_first(page, holder, behind, item)
    found = _REST.match(page.data, before.span.end)
    if has_own_lines(page, before) and found and (found[1] or _comma_after(page, before) is None):
        return _put_below(page, before, item, has_comma=bool(found[1]))
    text = b"," + _space(page, holder) + item.text
    return [Splice(before.span.end, before.span.end, text)]


def take_out(page: Page, holder: Entry, index: int, *, with_comments: bool) -> list[Splice]:
    """Take the item of an index out, with its comma; with its lines where it has its own."""
    items = page.inside(holder)
    item = items[index]
    before = items[index - 1] if index else None
    behind = items[index + 1] if index + 1 < len(items) else None
    comma = _comma_after(page, item)
    found = _REST.match(page.data, item.span.end)
    if has_own_lines(page, item) and found and (found[1] or comma is None):
        line = page.line_start(item.span.start)
        start = page.comments_above(line) if with_comments else line
        splices = [Splice(start, page.line_end(item.span.end), b"")]
        return splices + (_no_comma(page, before) if before and comma is None else [])
    if behind and _is_plain(page, item.span.end, behind.span.start):
        return [Splice(item.span.start, behind.span.start, b"")]
    if before and _is_plain(page, before.span.end, item.span.start):
        return [Splice(before.span.end, item.span.end, b"")]
    if not before and not behind:
        return _take_only(page, holder, item, comma)
    comma = _comma_after(page, before) if comma is None and before else comma
    assert comma is not None
    return [Splice(item.span.start, item.span.end, b""), Splice(comma, comma + 1, b"")]


def has_own_lines(page: Page, item: Entry) -> bool:
    """Whether an item shares its lines with nothing but its comma and a comment."""
    return page.is_first_on_line(item.span.start) and bool(_REST.match(page.data, item.span.end))


def _put_alone(page: Page, holder: Entry, item: Item) -> list[Splice]:
    start, end = holder.value.start + 1, holder.value.end - 1
    gap = page.data[start:end]
    if b"\n" not in gap:
        return [Splice(end, end, item.text + gap)]
    line = page.line_start(end)
    comma = b"," if page.data[start - 1 : start] == b"[" else b""
    inner = [page.indent(offset) for offset in (line - 1,) if page.comment_on(page.line_start(offset))]
    indent = inner[0] if inner else page.indent(end) + _STEP
    return [Splice(line, line, _lines(page, line, indent, item, comma))]


def _put_first(page: Page, holder: Entry, behind: Entry, item: Item) -> list[Splice]:
    if not has_own_lines(page, behind):
        text = item.text + b"," + _space(page, holder)
        return [Splice(behind.span.start, behind.span.start, text)]
    line = page.line_end(holder.value.start)
    return [Splice(line, line, _lines(page, line, page.indent(behind.span.start), item, b","))]


def _put_below(page: Page, before: Entry, item: Item, *, has_comma: bool) -> list[Splice]:
    line = page.line_end(before.span.end)
    indent = page.indent(before.span.start)
    lines = Splice(line, line, _lines(page, line, indent, item, b"," if has_comma else b""))
    return [lines] if has_comma else [Splice(before.span.end, before.span.end, b","), lines]


def _lines(page: Page, line: int, indent: bytes, item: Item, comma: bytes) -> bytes:
    behind = b"  " + item.behind if item.behind else b""
    lines = [*item.above, item.text + comma + behind]
    newline = page.newline(line)
    return b"".join(indent + text + newline for text in lines)


def _take_only(page: Page, holder: Entry, item: Entry, comma: int | None) -> list[Splice]:
    start, end = holder.value.start + 1, holder.value.end - 1
    around = page.data[start : item.span.start] + page.data[item.span.end : end]
    if not around.strip(b" \t,"):
        return [Splice(start, end, b"")]
    splices = [Splice(item.span.start, item.span.end, b"")]
    return splices if comma is None else [*splices, Splice(comma, comma + 1, b"")]


def _no_comma(page: Page, item: Entry) -> list[Splice]:
    comma = _comma_after(page, item)
    assert comma is not None
    return [Splice(comma, comma + 1, b"")]


def _comma_after(page: Page, item: Entry) -> int | None:
    found = _GAP.match(page.data, item.span.end)
    offset = found.end() if found else item.span.end
    return offset if page.data[offset : offset + 1] == b"," else None


def _is_plain(page: Page, start: int, end: int) -> bool:
    return bool(_PLAIN_GAP.fullmatch(page.data, start, end))


def _space(page: Page, holder: Entry) -> bytes:
    """Give what stands behind the commas: nothing where two items stand close, else one space."""
    items = page.inside(holder)
    gaps = [page.data[one.span.end : two.span.start] for one, two in pairwise(items)]
    return b"" if gaps and all(gap == b"," for gap in gaps) else b" "
