"""Laws of editing: the data changes as asked, and every byte outside the touched span stays."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.toml_strategies import documents, names, values
from tests.strategies import law, toml_values
from workbook.toml.document import Document, parse
from workbook.toml.edit import carry_over, insert_element, is_same, move_element, remove, set_value, unit_of
from workbook.toml.layout import KeyPath
from workbook.toml.locate import scan
from workbook.toml.values import value_text

law_of_edits = settings(law, max_examples=int(os.environ.get("LAW_EXAMPLES", "100")))


@law_of_edits
@given(toml_values)
def test_a_value_spelled_is_read_back(value: Any) -> None:
    text = value_text(value)

    read = _value(text)
    assert read == value
    assert value_text(read) == text
    assert "\n" not in text


# Drawing a document costs more than editing it, so each is edited in several ways.
@law_of_edits
@given(documents(), st.data())
def test_what_is_set_or_put_in_leaves_all_other_bytes(data: bytes, drawn: st.DataObject) -> None:
    document = _read(data)

    _try_replacing(document, drawn)
    _try_refilling(document, drawn)
    _try_adding(document, drawn)
    _try_inserting(document, drawn)


@law_of_edits
@given(documents(), st.data())
def test_what_is_taken_out_or_carried_over_leaves_all_other_bytes(data: bytes, drawn: st.DataObject) -> None:
    document = _read(data)

    _try_removing_and_carrying_back(document, drawn)
    _try_carrying_elsewhere(document, drawn)
    _try_moving(document, drawn)


def _try_replacing(document: Document, drawn: st.DataObject) -> None:
    entries = scan(document).entries
    if not entries:
        return
    entry, text = drawn.draw(st.sampled_from(entries)), drawn.draw(values())

    after = set_value(document, entry.path, text)

    data, (start, end) = document.data, entry.value
    assert after[:start] == data[:start]
    assert after[len(after) - (len(data) - end) :] == data[end:]
    assert is_same(_read(after).table, _with(document.table, entry.path, _value(text)))


def _try_refilling(document: Document, drawn: st.DataObject) -> None:
    """A table stays as it is spelled, with the comments outside it."""
    tables = [path for path in _paths_to(document.table, dict) if path]
    if not tables:
        return
    path = drawn.draw(st.sampled_from(tables))
    old = _at(document.table, path)
    kept = drawn.draw(st.lists(st.sampled_from(sorted(old)), unique=True)) if old else []
    new = {**{key: old[key] for key in kept}, **drawn.draw(st.dictionaries(names, st.integers(), max_size=2))}

    after = _read(set_value(document, path, value_text(new)))

    assert is_same(after.table, _with(document.table, path, new))
    assert _comments_outside(document, path) <= _comments(after)


def _try_adding(document: Document, drawn: st.DataObject) -> None:
    table = drawn.draw(st.sampled_from(_paths_to(document.table, dict)))
    path = (*table, *drawn.draw(st.lists(names, min_size=1, max_size=3)))
    if path[len(table)] in _at(document.table, table):
        return
    text = drawn.draw(values())

    after = set_value(document, path, text)

    assert _only_gained(document.data, after)
    assert is_same(_read(after).table, _with(document.table, path, _value(text)))


def _try_inserting(document: Document, drawn: st.DataObject) -> None:
    arrays = _paths_to(document.table, list)
    if not arrays:
        return
    path = drawn.draw(st.sampled_from(arrays))
    array = _at(document.table, path)
    index = drawn.draw(st.integers(0, len(array)))
    is_block = scan(document).find(path) is None
    text = drawn.draw(values().filter(lambda text: text.startswith("{")) if is_block else values())

    after = insert_element(document, path, index, text)

    assert _only_gained(document.data, after)
    wanted = [*array[:index], _value(text), *array[index:]]
    assert is_same(_read(after).table, _with(document.table, path, wanted))


def _try_removing_and_carrying_back(document: Document, drawn: st.DataObject) -> None:
    paths = [path for path, _ in _all(document.table) if path]
    if not paths:
        return
    path, with_comments = drawn.draw(st.sampled_from(paths)), drawn.draw(st.booleans())

    without = remove(document, path, with_comments=with_comments)
    after = carry_over(_read(without), path, document)

    expected = _without(document.table, path)
    assert is_same(_read(without).table, expected)
    assert _comments_outside(document, path) <= _comments(_read(without))
    # What was the last of its table leaves a table without anything, which is put in.
    assert _only_gained(without, document.data) or not _at(expected, path[:-1])
    assert is_same(_read(after).table, document.table)
    assert _only_gained(without, after)


def _try_moving(document: Document, drawn: st.DataObject) -> None:
    arrays = [path for path in _paths_to(document.table, list) if _at(document.table, path)]
    if not arrays:
        return
    path = drawn.draw(st.sampled_from(arrays))
    array = list(_at(document.table, path))
    places = st.integers(0, len(array) - 1)
    at, to = drawn.draw(places), drawn.draw(places)

    after = _read(move_element(document, (*path, at), to))

    array.insert(to, array.pop(at))
    assert is_same(after.table, _with(document.table, path, array))
    assert _comments(document) <= _comments(after)


def _try_carrying_elsewhere(document: Document, drawn: st.DataObject) -> None:
    table = drawn.draw(st.sampled_from(_paths_to(document.table, dict)))
    path, source = (
        (*table, drawn.draw(names)),
        drawn.draw(st.sampled_from([p for p, _ in _all(document.table)])),
    )
    if path[-1] in _at(document.table, table) or not source:
        return

    after = carry_over(document, path, document, source)

    assert is_same(_read(after).table, _with(document.table, path, _at(document.table, source)))
    assert _only_gained(document.data, after)


def _comments(document: Document) -> Counter[bytes]:
    return Counter(document.data[start:end] for start, end in scan(document).comments)


def _comments_outside(document: Document, path: KeyPath) -> Counter[bytes]:
    """Count the comments that do not belong to what stands at a path: neither in it nor behind it."""
    data = document.data
    units = [(start, data.find(b"\n", end - 1) % (len(data) + 1)) for start, end in unit_of(document, path)]
    comments = [one for one in scan(document).comments if not any(a <= one.start <= b for a, b in units)]
    return Counter(data[start:end] for start, end in comments)


def _paths_to(table: Any, wanted: type) -> list[KeyPath]:
    return [path for path, value in _all(table) if isinstance(value, wanted)]


def _read(data: bytes) -> Document:
    document = parse(data)
    assert isinstance(document, Document), document
    return document


def _value(text: str) -> Any:
    return _read(f"x = {text}".encode()).table["x"]


def _all(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, one in inner:
        yield from _all(one, (*path, part))


def _at(value: Any, path: KeyPath) -> Any:
    for part in path:
        value = value[part]
    return value


def _with(value: Any, path: KeyPath, new: Any) -> Any:
    if not path:
        return new
    if isinstance(value, list):
        return [_with(one, path[1:], new) if index == path[0] else one for index, one in enumerate(value)]
    return {**value, path[0]: _with(value.get(path[0], {}), path[1:], new)}


def _without(value: Any, path: KeyPath) -> Any:
    if len(path) > 1:
        return _with(value, path[:-1], _without(_at(value, path[:-1]), path[-1:]))
    if isinstance(value, list):
        return [one for index, one in enumerate(value) if index != path[0]]
    return {key: one for key, one in value.items() if key != path[0]}


def _only_gained(data: bytes, after: bytes) -> bool:
    """Whether the text only gained: all its bytes are there, in order, around what was put in."""
    rest = iter(after)
    return all(byte in rest for byte in data)
