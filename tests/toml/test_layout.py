"""The scanner and the questions a layout answers, by example; `tests/laws` holds it to the parser."""

from time import process_time

import pytest

from workbook.toml.document import Document, parse
from workbook.toml.layout import KeyPath, Layout, Span
from workbook.toml.locate import LayoutError, scan

_RECORD = """\
title = "Généralités"  # said in Brussels
value = {amount = 1.5, currency = "EUR"}
sources.first.url = 'x'

[terms]
# no terms yet

  [[lots]]
by = 2022-10-31 07:30
[lots.done]
on = ["a", # one
  'b']
[["lots"]] # second
quantity = 3
"""


def _layout(text: str | bytes) -> Layout:
    document = parse(text if isinstance(text, bytes) else text.encode())
    assert isinstance(document, Document)
    return scan(document)


def _found(layout: Layout, path: KeyPath) -> str:
    node = layout.find(path)
    assert node is not None
    return layout.text(node.span)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("title",), 'title = "Généralités"'),
        (("value",), 'value = {amount = 1.5, currency = "EUR"}'),
        (("value", "currency"), 'currency = "EUR"'),
        (("sources", "first", "url"), "sources.first.url = 'x'"),
        (("terms",), "[terms]"),
        (("lots", 0), "[[lots]]"),
        (("lots", 0, "by"), "by = 2022-10-31 07:30"),
        (("lots", 0, "done"), "[lots.done]"),
        (("lots", 0, "done", "on", 1), "'b'"),
        (("lots", 1), '[["lots"]]'),
        (("lots", 1, "quantity"), "quantity = 3"),
    ],
)
def test_what_stands_at_a_path_is_found(path: KeyPath, text: str) -> None:
    assert _found(_layout(_RECORD), path) == text


@pytest.mark.parametrize("path", [(), ("sources",), ("lots",), ("lots", 2), ("title", 0), ("nothing",)])
def test_what_has_no_text_of_its_own_is_not_found(path: KeyPath) -> None:
    assert _layout(_RECORD).find(path) is None


@pytest.mark.parametrize(
    ("path", "place", "text"),
    [
        (("title",), (1, 9), '"Généralités"'),
        (("value", "unit"), (2, 9), '{amount = 1.5, currency = "EUR"}'),
        (("sources",), (3, 1), "sources"),
        (("sources", "first", "date"), (3, 9), "first"),
        (("lots",), (8, 5), "lots"),
        (("lots", 0, "quantity"), (8, 3), "[[lots]]"),
        (("lots", 0, "done", "on", 7), (11, 6), "[\"a\", # one\n  'b']"),
        (("lots", 1, "by", "from"), (13, 1), '[["lots"]]'),
        (("lots", 2), (8, 5), "lots"),
        (("status",), (1, 1), ""),
        ((), (1, 1), ""),
    ],
)
def test_nearest_points_at_the_deepest_thing_there_is(
    path: KeyPath, place: tuple[int, int], text: str
) -> None:
    layout = _layout(_RECORD)

    near = layout.nearest(path)

    assert (layout.place(near), layout.text(near)) == (place, text)


def test_comments_are_found_wherever_they_stand() -> None:
    layout = _layout(_RECORD)

    told = [layout.text(comment) for comment in layout.comments]

    assert told == ["# said in Brussels", "# no terms yet", "# one", "# second"]


def test_large_text_is_scanned_once_for_all_who_ask_for_it() -> None:
    text = "".join(f"k{number} = {number}\n" for number in range(8_000))

    first, again = (_layout(text) for _ in range(2))

    assert len(first.entries) == 8_000
    assert again is first


def test_bodies_run_to_the_line_of_the_next_header() -> None:
    layout = _layout(_RECORD)

    told = [layout.text(header.body) for header in layout.headers]

    assert told == [
        "# no terms yet\n\n",
        "by = 2022-10-31 07:30\n",
        "on = [\"a\", # one\n  'b']\n",
        "quantity = 3\n",
    ]
    assert layout.text(layout.top).endswith("url = 'x'\n\n")


def test_header_of_a_byte_is_the_last_before_it() -> None:
    layout = _layout("a = 1\n[b]\nc = 1\n[d]\n")

    told = [layout.header_of(offset) for offset in (0, 5, 6, 12, 17)]

    assert [header and header.path for header in told] == [None, None, ("b",), ("b",), ("d",)]


def test_each_part_of_a_key_has_its_span_and_the_whole_key_too() -> None:
    layout = _layout("a . 'b c' .\"d\\u002e\" = 1")

    entry = layout.entries[0]

    assert entry.path == ("a", "b c", "d.")
    assert [layout.text(key) for key in entry.keys] == ["a", "'b c'", '"d\\u002e"']
    assert entry.key == Span(0, 20)
    assert layout.text(entry.span) == "a . 'b c' .\"d\\u002e\" = 1"


def test_elements_of_arrays_have_no_key() -> None:
    assert [entry.key for entry in _layout("a = [1]").entries] == [Span(0, 1), None]


def test_columns_count_characters_and_no_byte_order_mark() -> None:
    layout = _layout("\ufeffa = ['é', '🚢', 1]\r\n\tb = 2".encode())

    told = [layout.place(entry.value) for entry in layout.entries]

    assert told == [(1, 5), (1, 6), (1, 11), (1, 16), (2, 6)]
    assert layout.place(layout.top) == (1, 1)


@pytest.mark.parametrize(
    "value",
    [
        '""""two"" quotes"""""',
        "''''two'' quotes'''''",
        '""""""',
        "''''''",
        '"""\\""""',
        '"\\"#\\\\"',
        '"\\e\\x41"',
        "'\\'",
        "1979-05-27 07:32:00.5-07:00",
        "1979-05-27t07:32Z",
        "07:32",
        "+1_000.5e-1_0",
        "-inf",
        "0xDEAD_beef",
        "{\n  a = 1, # one\n}",
        "[\r\n1,# one\r\n]",
    ],
)
def test_value_spans_are_exact(value: str) -> None:
    layout = _layout(f"a={value} # after\nb = 1\n")

    assert layout.text(layout.entries[0].value) == value
    assert layout.text(layout.comments[-1]) == "# after"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n", b"# only", b" \t"])
def test_file_without_keys_has_only_a_top(data: bytes) -> None:
    layout = _layout(data)

    assert (layout.entries, layout.headers) == ((), ())
    assert layout.top.end == len(data)


@pytest.mark.parametrize(
    "data",
    [
        b"a",
        b"a =",
        b"a = $",
        b"a = [1",
        b"a = [1 2]",
        b"a = {b}",
        b"a = {b=1",
        b"[a",
        b"[[a]",
        b"[a] b",
        b"= 1",
    ],
)
def test_text_that_is_not_toml_is_refused_with_its_place(data: bytes) -> None:
    with pytest.raises(LayoutError, match="line 2, column"):
        scan(Document(b"\n" + data, {}))


def test_brackets_beyond_the_limit_are_refused() -> None:
    with pytest.raises(LayoutError, match="line 1, column"):
        scan(Document(b"a = " + b"[" * 100_000, {}))


def test_scanning_is_linear() -> None:
    layout = _layout("".join("[[lots]]\nby = {a.b = [1, 2]} # x\nc = 'y'\n" for _ in range(4_000)))
    started = process_time()

    again = scan(Document(layout.data, {}))

    assert process_time() - started < 1
    assert len(again.entries) == 20_000
    assert again.nearest(("lots", 3_999, "by", "a", "b", 1)).end > len(layout.data) - 30
