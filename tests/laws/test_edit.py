"""Laws of editing: the data changes as asked, and every byte outside the touched span stays."""

from collections.abc import Iterator
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.laws.toml_strategies import documents, names, values
from tests.strategies import law, toml_values
from workbook.toml.document import Document, parse
from workbook.toml.edit import carry_over, insert_element, is_same, remove, set_value
from workbook.toml.layout import KeyPath
from workbook.toml.locate import scan
from workbook.toml.values import value_text


@law
@given(toml_values)
def test_a_value_spelled_is_read_back(value: Any) -> None:
    text = value_text(value)

    read = _value(text)
    assert read == value
    assert value_text(read) == text
    assert "\n" not in text


@law
@given(documents(), st.data())
def test_a_value_replaced_leaves_all_other_bytes(data: bytes, drawn: st.DataObject) -> None:
    document = _read(data)
    entries = scan(document).entries
    assume(entries)
    entry = drawn.draw(st.sampled_from(entries))
    text = drawn.draw(values())

    after = set_value(document, entry.path, text)

    start, end = entry.value
    assert after[:start] == data[:start]
    assert after[len(after) - (len(data) - end) :] == data[end:]
    assert is_same(_read(after).table, _with(document.table, entry.path, _value(text)))


@law
@given(documents(), st.data())
def test_a_key_added_only_adds(data: bytes, drawn: st.DataObject) -> None:
    document = _read(data)
    table = drawn.draw(
        st.sampled_from([path for path, value in _all(document.table) if isinstance(value, dict)])
    )
    added = tuple(drawn.draw(st.lists(names, min_size=1, max_size=3)))
    path = (*table, *added)
    assume(added[0] not in _at(document.table, table))
    text = drawn.draw(values())

    after = set_value(document, path, text)

    assert _is_within(data, after)
    assert is_same(_read(after).table, _with(document.table, path, _value(text)))


@law
@given(documents(), st.data())
def test_what_is_removed_leaves_the_rest(data: bytes, drawn: st.DataObject) -> None:
    document = _read(data)
    paths = [path for path, _ in _all(document.table) if path]
    assume(paths)
    path = drawn.draw(st.sampled_from(paths))

    after = remove(document, path)

    assert is_same(_read(after).table, _without(document.table, path))


@law
@given(documents(), st.data())
def test_an_element_inserted_only_adds(data: bytes, drawn: st.DataObject) -> None:
    document = _read(data)
    arrays = [path for path, value in _all(document.table) if isinstance(value, list)]
    assume(arrays)
    path = drawn.draw(st.sampled_from(arrays))
    array = _at(document.table, path)
    index = drawn.draw(st.integers(0, len(array)))
    is_block = scan(document).find(path) is None
    text = drawn.draw(values().filter(lambda text: text.startswith("{")) if is_block else values())

    after = insert_element(document, path, index, text)

    assert _is_within(data, after)
    wanted = [*array[:index], _value(text), *array[index:]]
    assert is_same(_read(after).table, _with(document.table, path, wanted))


@law
@given(documents(), st.data())
def test_what_was_removed_can_be_carried_back(data: bytes, drawn: st.DataObject) -> None:
    document = _read(data)
    paths = [path for path, _ in _all(document.table) if path]
    assume(paths)
    path = drawn.draw(st.sampled_from(paths))
    without = remove(document, path, with_comments=drawn.draw(st.booleans()))

    after = carry_over(_read(without), path, document)

    assert is_same(_read(after).table, document.table)
    assert _is_within(without, after)


@law
@given(documents(), documents(), st.data())
def test_what_is_carried_from_elsewhere_only_adds(data: bytes, other: bytes, drawn: st.DataObject) -> None:
    document, source = _read(data), _read(other)
    assume(source.table)
    taken = drawn.draw(st.sampled_from([path for path, _ in _all(source.table) if path]))
    table = drawn.draw(st.sampled_from([path for path, one in _all(document.table) if isinstance(one, dict)]))
    path = (*table, drawn.draw(names))
    assume(path[-1] not in _at(document.table, table))

    after = carry_over(document, path, source, taken)

    assert is_same(_read(after).table, _with(document.table, path, _at(source.table, taken)))
    assert _is_within(data, after)


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


def _is_within(data: bytes, after: bytes) -> bool:
    """Whether the text only gained: all its bytes are there, in order, around what was put in."""
    rest = iter(after)
    return all(byte in rest for byte in data)
