"""Changes to a document as the smallest change to its text, each proved by reading the result.

A parsed document, a path and the text of a value flow in; the bytes of the changed file flow out. All
bytes but those of the thing touched stay: comments, order, spacing, quoting, line ends. The result is
parsed, and must hold the old data with exactly that change. What the data means is not known here.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from workbook.toml.document import Document, parse
from workbook.toml.edit_brackets import Item, put_in
from workbook.toml.edit_carry import carried, unit_of
from workbook.toml.edit_page import Page, Splice, has, value_at
from workbook.toml.edit_tables import EditError, add_entry, add_key, drop
from workbook.toml.layout import Entry, KeyPath, Span
from workbook.toml.values import read_value, value_text

__all__ = ["EditError", "carry_over", "insert_element", "move_element", "remove", "set_value", "unit_of"]


def set_value(document: Document, path: KeyPath, text: str) -> bytes:
    """Replace the value at a path, or add the key where the entries of its table end.

    Raises:
        EditError: the text is no single value, or the path leads through something that is no table.
    """
    value = _value(path, text)
    expected = _with(document.table, path, value)
    page = Page.of(document)
    node = page.layout.find(path)
    spelled = _spelled(page, path, text)
    if isinstance(node, Entry):
        return _proved(path, page.spliced([Splice(*node.value, spelled)]), expected)
    if page.holds(path):
        if value and isinstance(value, dict) and isinstance(value_at(document.table, path), dict):
            return _proved(path, _refilled(document, path, text), expected)
        without = _document(path, remove(document, path))
        if isinstance(path[-1], int):
            return insert_element(without, path[:-1], path[-1], text)
        page = Page.of(without)
    return _proved(path, page.spliced(add_key(page, path, spelled)), expected)


def _refilled(document: Document, path: KeyPath, text: str) -> bytes:
    """Change a table that is spelled out over several lines key by key, so that layout and comments stay."""
    given = Page.of(_document(path, b"x = " + text.encode()))
    old, new = value_at(document.table, path), given.document.table["x"]
    for key, value in new.items():
        if key not in old or not is_same(old[key], value):
            node = given.layout.find(("x", key))
            spelled = given.layout.text(node.value) if isinstance(node, Entry) else value_text(value)
            document = _document(path, set_value(document, (*path, key), spelled))
    for key in old.keys() - new.keys():
        document = _document(path, remove(document, (*path, key)))
    return document.data


def remove(document: Document, path: KeyPath, *, with_comments: bool = False) -> bytes:
    """Take out what stands at a path, with its lines; comments above it stay unless asked for.

    What is taken out of a table or array leaves that behind, though it be empty.

    Raises:
        EditError: nothing stands at the path.
    """
    if not path or not has(document.table, path):
        raise EditError(path, "there is nothing at that place")
    expected = _without(document.table, path)
    page = Page.of(document)
    is_list = isinstance(path[-1], int)
    count = len(value_at(document.table, path[:-1]))
    while page.holds(path) and (not is_list or len(value_at(page.document.table, path[:-1])) == count):
        data = page.spliced(drop(page, path, with_comments=with_comments))
        page = Page.of(_document(path, data))
    if not page.holds(path[:-1]):
        data = page.spliced(add_key(page, path[:-1], b"[]" if is_list else b"{}"))
        page = Page.of(_document(path, data))
    return _proved(path, page.data, expected)


def insert_element(document: Document, path: KeyPath, index: int, text: str) -> bytes:
    """Put an element into an array, where the one of an index stands or behind the last.

    In an array of tables it becomes a block of lines; the text is an inline table there.

    Raises:
        EditError: there is no array at the path, or the text is no single value.
    """
    value = _value(path, text)
    expected = _with_added(document.table, (*path, index), value)
    page = Page.of(document)
    spelled = _spelled(page, path, text)
    node = page.layout.find(path)
    if isinstance(node, Entry):
        return _proved(path, page.spliced(put_in(page, node, index, Item(spelled))), expected)
    if not isinstance(value, dict):
        raise EditError(path, "only a table goes into an array of tables")
    return _proved(path, page.spliced(add_entry(page, path, index, spelled)), expected)


def carry_over(
    document: Document, path: KeyPath, source: Document, source_path: KeyPath | None = None
) -> bytes:
    """Add what stands at a path of another document: as spelled there, with its comments.

    The last step of the path is a key that is not there yet, or the index that an element is to get.
    Where the two documents spell the things around it differently, the value is added as `set_value` or
    `insert_element` would.

    Raises:
        EditError: the source has nothing there, or there is no room for it at the path.
    """
    source_path = path if source_path is None else source_path
    if not has(source.table, source_path):
        raise EditError(source_path, "there is nothing at that place to take over")
    value, outer, last = value_at(source.table, source_path), path[:-1], path[-1]
    expected = _with_added(document.table, path, value)
    page, origin = Page.of(document), Page.of(source)
    for splices in carried(page, path, origin, source_path):
        read = parse(page.spliced(splices))
        if isinstance(read, Document) and is_same(read.table, expected):
            return read.data
    if isinstance(last, int):
        return insert_element(document, outer, last, value_text(value))
    return set_value(document, path, value_text(value))


def move_element(document: Document, path: KeyPath, to: int) -> bytes:
    """Let an element of an array stand where another stands now, with its comments.

    Raises:
        EditError: there are no such two, or the text around them does not allow it.
    """
    *outer, at = path
    elements = value_at(document.table, tuple(outer)) if has(document.table, path) else ()
    if not isinstance(at, int) or not 0 <= to < len(elements):
        raise EditError(path, "there is no such place to move it to")
    if at == to:
        return document.data
    moved = [*elements[:at], *elements[at + 1 :]]
    moved.insert(to, elements[at])
    expected = _with(document.table, tuple(outer), moved)
    if abs(to - at) > 1:
        nearer = at + (1 if to > at else -1)
        return move_element(_document(path, move_element(document, path, nearer)), (*outer, nearer), to)
    for data in _neighbours_exchanged(document, tuple(outer), min(at, to)):
        read = _document(path, data)
        if is_same(read.table, expected) and _comments(document) <= _comments(read):
            return data
    raise EditError(path, "the text around it does not allow it without losing a comment")


def _neighbours_exchanged(document: Document, array: KeyPath, index: int) -> Iterator[bytes]:
    """Give the ways in which an element and the next change places, that which changes least first."""
    first, second = (*array, index), (*array, index + 1)
    units = [*unit_of(document, first), *unit_of(document, second)]
    if len(units) == 2 and isinstance(parse(exchanged := _exchanged(document.data, *units)), Document):
        yield exchanged
    for path, to in ((second, index), (first, index + 1)):
        rest = _document(path, remove(document, path, with_comments=True))
        yield carry_over(rest, (*array, to), document, path)


def _comments(document: Document) -> Counter[bytes]:
    return Counter(document.data[start:end] for start, end in Page.of(document).layout.comments)


def _exchanged(data: bytes, first: Span, second: Span) -> bytes:
    """Let two parts of a text change places."""
    one, two = data[first.start : first.end], data[second.start : second.end]
    return data[: first.start] + two + data[first.end : second.start] + one + data[second.end :]


def _value(path: KeyPath, text: str) -> Any:
    """Read the text of one value, with nothing around it."""
    try:
        return read_value(text)
    except ValueError as problem:
        raise EditError(path, str(problem)) from problem


def _spelled(page: Page, path: KeyPath, text: str) -> bytes:
    at = page.layout.nearest(path).start
    return text.replace("\r\n", "\n").encode().replace(b"\n", page.newline(at))


def _document(path: KeyPath, data: bytes) -> Document:
    read = parse(data)
    if isinstance(read, Document):
        return read
    raise EditError(path, f"the text around it does not allow it ({read.message})")


def _proved(path: KeyPath, data: bytes, expected: Any) -> bytes:
    if not is_same(_document(path, data).table, expected):
        raise EditError(path, "the text around it does not allow it without another change")
    return data


def is_same(one: Any, two: Any) -> bool:
    """Whether plain data is the same to the digit and the type; the order of keys is no difference."""
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(is_same(one[key], two[key]) for key in one)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(is_same, one, two))
    return type(one) is type(two) and repr(one) == repr(two)


def _with(data: Any, path: KeyPath, value: Any, depth: int = 0) -> Any:
    if depth == len(path):
        return value
    head = path[depth]
    if isinstance(data, list) and isinstance(head, int) and 0 <= head < len(data):
        return [
            _with(one, path, value, depth + 1) if index == head else one for index, one in enumerate(data)
        ]
    if isinstance(data, dict) and isinstance(head, str):
        return {**data, head: _with(data.get(head, {}), path, value, depth + 1)}
    raise EditError(path, "there is no such table or element to put it in")


def _with_added(table: Any, path: KeyPath, value: Any) -> Any:
    """Give the data with something more: a key that is not there, or an element put in at an index."""
    outer, last = path[:-1], path[-1]
    if isinstance(last, str):
        if has(table, path):
            raise EditError(path, "it is there already")
        return _with(table, path, value)
    elements = value_at(table, outer) if has(table, outer) else None
    if not isinstance(elements, list) or not 0 <= last <= len(elements):
        raise EditError(outer, f"there is no array with a place {last} to put it in")
    return _with(table, outer, [*elements[:last], value, *elements[last:]])


def _without(data: Any, path: KeyPath) -> Any:
    head, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(head, int):
        inner = [_without(data[head], rest)] if rest else []
        return [*data[:head], *inner, *data[head + 1 :]]
    if rest:
        return {**data, head: _without(data[head], rest)}
    return {key: one for key, one in data.items() if key != head}
