"""Edits by example: what each leaves in the text. `tests/laws` holds them to the data and the bytes."""

from collections.abc import Callable

import pytest

from workbook.toml.document import Document, parse
from workbook.toml.edit import EditError, carry_over, insert_element, move_element, remove, set_value, unit_of
from workbook.toml.layout import KeyPath


def _read(text: str) -> Document:
    document = parse(text.encode())
    assert isinstance(document, Document)
    return document


def _after(edit: Callable[..., bytes], text: str, *said: object) -> str:
    return edit(_read(text), *said).decode()


_LISTED = 'tags = [\n  "a", # one\n  "b" # two\n]\n'
_LOTS = '# first\n[[lots]]\nlot = "a"\n\n# its end\n[lots.done]\non = 1\n\n# second\n[[lots]]\nlot = "b"\n'


@pytest.mark.parametrize(
    ("text", "path", "value", "after"),
    [
        ('a = "x"  # said\r\nb = 1', ("a",), "[1, 2]", "a = [1, 2]  # said\r\nb = 1"),
        ("a = [1, # one\n 2]", ("a", 1), "3", "a = [1, # one\n 3]"),
        ("a = 1\r\nb = 2", ("c",), "3", "a = 1\r\nb = 2\r\nc = 3"),
        ("a=1\n\n# b\n[b]\n", ("c",), "3", "a=1\nc=3\n\n# b\n[b]\n"),
        ("a   = 1\nbcd = 2\n", ("ef",), "3", "a   = 1\nbcd = 2\nef  = 3\n"),
        ("", ("a b", "c"), "3", '"a b" = {c = 3}\n'),
        ("\ufeff# head\n[t]\n", ("c",), "3", "\ufeffc = 3\n\n# head\n[t]\n"),
        ("[t] # t\n\tx = 1\n\n[u]\n", ("t", "y"), "2", "[t] # t\n\tx = 1\n\ty = 2\n\n[u]\n"),
        ("v = {a = 1}\n", ("v", "b"), "2", "v = {a = 1, b = 2}\n"),
        ("v = { }\n", ("v", "b"), "2", "v = { b = 2 }\n"),
        ("v = {\n  a = 1,\n  b = 2\n}\n", ("v", "c"), "3", "v = {\n  a = 1,\n  b = 2,\n  c = 3\n}\n"),
        ("v.a = 1\nw = 2\n", ("v", "b"), "3", "v.a = 1\nv.b = 3\nw = 2\n"),
        ("[a.b]\nx = 1\n", ("a", "y"), "2", "[a]\ny = 2\n\n[a.b]\nx = 1\n"),
        (
            "[a]\nx = 1\n\n[a.b]\ny = 1\n",
            ("a", "c", "z"),
            "2",
            "[a]\nx = 1\n\n[a.b]\ny = 1\n\n[a.c]\nz = 2\n",
        ),
        (_LOTS, ("lots", 0, "by"), "2", _LOTS.replace('"a"\n', '"a"\nby = 2\n')),
        ("[a]\nx = 1\n\n[b]\n", ("a",), "7", "a = 7\n\n[b]\n"),
        ("[a] # a\nx = 1 # x\ny=2\n", ("a",), "{x = 0x1F, z = 3}", "[a] # a\nx = 0x1F # x\nz=3\n"),
        ("a.x = 1\na.y = 2 # y\nb = 1\n", ("a",), "{x = 3, y = 2}", "a.x = 3\na.y = 2 # y\nb = 1\n"),
        ("a.x = 1\nb = 1\n", ("a",), "{y = [\n1]}", "a.y = [\n1]\nb = 1\n"),
    ],
)
def test_a_value_is_set(text: str, path: KeyPath, value: str, after: str) -> None:
    assert _after(set_value, text, path, value) == after


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("# why\na = 1 # one\nb = 2\n", ("a",), "# why\nb = 2\n"),
        ("a = 1\r\nb = 2", ("b",), "a = 1"),
        ("v = {a = 1, b = 2}", ("v", "a"), "v = {b = 2}"),
        ("v = { a = 1, b = 2 }", ("v", "b"), "v = { a = 1 }"),
        ("v = {a = 1}", ("v", "a"), "v = {}"),
        ("v = [ 1, ]", ("v", 0), "v = []"),
        ("v = [1 # one\n,]", ("v", 0), "v = [ # one\n]"),
        ("v = [1, 2,\n  3, 4]", ("v", 1), "v = [1,\n  3, 4]"),
        (_LISTED, ("tags", 0), 'tags = [\n  "b" # two\n]\n'),
        (_LISTED, ("tags", 1), 'tags = [\n  "a" # one\n]\n'),
        (_LOTS, ("lots", 0), '# first\n# second\n[[lots]]\nlot = "b"\n'),
        (_LOTS, ("lots", 1), _LOTS[: _LOTS.index("\n# second") + 10]),
        ("[a.b]\nx = 1\n", ("a", "b"), "a = {}\n"),
        ('[[lots]]\nlot = "a"\n', ("lots", 0), "lots = []\n"),
        ("[a]\nx = 1\n# tail\n\n# of b\n[b]\n", ("a",), "# of b\n[b]\n"),
    ],
)
def test_what_is_removed_goes_with_its_lines(text: str, path: KeyPath, after: str) -> None:
    assert _after(remove, text, path) == after


def test_comments_above_go_too_when_asked_for() -> None:
    after = remove(_read("# head\n\n# why\na = 1\nb = 2\n"), ("a",), with_comments=True)

    assert after == b"# head\n\nb = 2\n"


@pytest.mark.parametrize(
    ("text", "path", "index", "value", "after"),
    [
        ("v = [1,2]", ("v",), 2, "3", "v = [1,2,3]"),
        ("v = [1, 2,]", ("v",), 2, "3", "v = [1, 2, 3,]"),
        ("v = [1, 2]", ("v",), 0, "3", "v = [3, 1, 2]"),
        ("v = [ ]", ("v",), 0, "3", "v = [ 3 ]"),
        ("v = [ # none\r\n]\r\n", ("v",), 0, "3", "v = [ # none\r\n  3,\r\n]\r\n"),
        (_LISTED, ("tags",), 2, '"c"', 'tags = [\n  "a", # one\n  "b", # two\n  "c"\n]\n'),
        (_LISTED, ("tags",), 1, '"c"', 'tags = [\n  "a", # one\n  "c",\n  "b" # two\n]\n'),
        ("v = [\n  1\n, 2\n]\n", ("v",), 2, "3", "v = [\n  1\n, 2, 3\n]\n"),
        (_LOTS, ("lots",), 2, '{lot = "c"}', _LOTS + '\n[[lots]]\nlot = "c"\n'),
        (_LOTS, ("lots",), 0, '{lot = "c"}', '[[lots]]\nlot = "c"\n\n' + _LOTS),
    ],
)
def test_an_element_is_inserted(text: str, path: KeyPath, index: int, value: str, after: str) -> None:
    assert _after(insert_element, text, path, index, value) == after


_SOURCE = """\
# the head
name = "x"
# why
age = 1  # so
size = [
  # first
  1, # one
]

# the terms
[terms]
days = [3,
  4] # days

[terms.end]
on = 1

# second
[[lots]]
lot = "b"
"""


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        (
            '# the head\nname = "x"\nz = 1\n',
            ("age",),
            '# the head\nname = "x"\n# why\nage = 1  # so\nz = 1\n',
        ),
        ("# the head\nage = 1\n", ("name",), '# the head\nname = "x"\nage = 1\n'),
        ("z = 1", ("age",), "z = 1\n# why\nage = 1  # so"),
        ("terms = {}\n", ("terms", "days"), "terms = {days = [3,\n  4]}\n"),
        (
            "size = [\r\n    2\r\n]\r\n",
            ("size", 0),
            "size = [\r\n    # first\r\n    1,  # one\r\n    2\r\n]\r\n",
        ),
        (
            '[[lots]]\nlot = "a"\n',
            ("terms",),
            '# the terms\n[terms]\ndays = [3,\n  4] # days\n\n[terms.end]\non = 1\n\n[[lots]]\nlot = "a"\n',
        ),
        ("[terms]\n", ("terms", "end"), "[terms]\n\n[terms.end]\non = 1\n"),
        ("lots = []\n", ("lots", 0), 'lots = [{lot = "b"}]\n'),
        ('[[lots]]\nlot = "a"\n', ("lots", 0), '# second\n[[lots]]\nlot = "b"\n\n[[lots]]\nlot = "a"\n'),
    ],
)
def test_what_another_document_has_comes_with_its_comments(text: str, path: KeyPath, after: str) -> None:
    assert carry_over(_read(text), path, _read(_SOURCE)).decode() == after


def test_an_element_is_carried_to_another_place() -> None:
    target = _read('[[lots]]\nlot = "a"\n')

    after = carry_over(target, ("lots", 1), _read(_SOURCE), ("lots", 0))

    assert after == b'[[lots]]\nlot = "a"\n\n# second\n[[lots]]\nlot = "b"\n'


def test_a_unit_has_the_comments_above_and_behind() -> None:
    source = _read(_SOURCE)

    units = [[source.data[start:end] for start, end in unit_of(source, path)] for path in _UNIT_PATHS]

    assert units == [
        [b"# why\nage = 1  # so\n"],
        [b"  # first\n  1, # one\n"],
        [b"# the terms\n[terms]\ndays = [3,\n  4] # days\n", b"[terms.end]\non = 1\n"],
        [b"3"],
    ]


_UNIT_PATHS: list[KeyPath] = [("age",), ("size", 0), ("terms",), ("terms", "days", 0)]


@pytest.mark.parametrize(
    ("edit", "said", "problem"),
    [
        (set_value, (("a",), "1 # one"), "a cannot be changed: '1 # one' is no single TOML value."),
        (set_value, (("a",), "1\nb = 2"), "is no single TOML value"),
        (set_value, (("a", "b"), "1"), "a.b cannot be changed: there is no such table"),
        (set_value, (("c", 0), "1"), "c[0] cannot be changed: there is no such table or element"),
        (remove, (("c",),), "c cannot be changed: there is nothing at that place."),
        (insert_element, (("c",), 0, "1"), "there is no array with a place 0"),
        (insert_element, (("l",), 0, "1"), "only a table goes into an array of tables"),
        (carry_over, (("a",), Document(b"a = 1", {"a": 1})), "it is there already"),
    ],
)
def test_what_cannot_be_done_is_said(
    edit: Callable[..., bytes], said: tuple[object, ...], problem: str
) -> None:
    with pytest.raises(EditError, match="cannot be changed") as raised:
        _after(edit, "a = 1\n[[l]]\n", *said)

    assert problem in str(raised.value)


def test_an_element_that_moves_leaves_no_comment_behind() -> None:
    after = _after(move_element, "a = [\n0, # zero\n1]\n", ("a", 0), 1)

    assert after == "a = [\n1,\n0 # zero\n]\n"


def test_an_entry_put_in_at_the_end_ends_its_lines_as_those_around_it() -> None:
    text = "[[a]]\nb = 0\n  \r\n[[a]]\n# end"

    assert _after(insert_element, text, ("a",), 2, "{b = 1}") == text + "\n\n[[a]]\nb = 1"


def test_a_comment_that_ends_the_file_moves_without_the_blanks_before_it() -> None:
    after = _after(move_element, "[[a]]\nb = 0\n  \r\n[[a]]\n# end", ("a", 0), 1)

    assert after == "[[a]]\n# end\n\n[[a]]\nb = 0"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[[lots]]\nlot = 1\n[[lots]]\nlot = 2\n", "[[lots]]\n\n[[lots]]\nlot = 2\n"),
        ("[[lots]]\n", "lots = [{}]\n"),
    ],
)
def test_an_entry_can_be_emptied(text: str, after: str) -> None:
    assert _after(set_value, text, ("lots", 0), "{}") == after
