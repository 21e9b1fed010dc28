"""A text of several lines is written a line to a line, in the style in which one stood there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law
from workbook.toml.document import Document, parse
from workbook.toml.edit import set_value
from workbook.toml.layout import KeyPath
from workbook.toml.texts import long_text, text_at
from workbook.toml.values import read_value

_TWO_LINES = "By rail.\nThen by road."
_LINES = st.text(alphabet=st.sampled_from("ab'\"\\ \n\té\r\u202e#"), max_size=12)


def _set(data: bytes, path: KeyPath, text: str) -> bytes:
    document = parse(data)
    assert isinstance(document, Document)
    return set_value(document, path, text_at(document, path, text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"Short."', b'"""\nBy rail.\nThen by road."""'),
        (b'"One\\nTwo."', b'"""\nBy rail.\nThen by road."""'),
        (b'"""\nOne\nTwo."""', b'"""\nBy rail.\nThen by road."""'),
        (b'"""One\nTwo."""', b'"""By rail.\nThen by road."""'),
        (b"'''\nOne\nTwo.'''", b"'''\nBy rail.\nThen by road.'''"),
        (b"'''One\nTwo.'''", b"'''By rail.\nThen by road.'''"),
    ],
)
def test_style_of_the_text_before_is_kept(old: bytes, new: bytes) -> None:
    after = _set(b"notes = " + old + b"  # read me\nx = 1\n", ("notes",), _TWO_LINES)

    assert after == b"notes = " + new + b"  # read me\nx = 1\n"


def test_new_text_gets_a_line_to_a_line() -> None:
    after = _set(b'title = "Shells"\n', ("notes",), _TWO_LINES)

    assert after == b'title = "Shells"\nnotes = """\nBy rail.\nThen by road."""\n'


def test_line_ends_are_those_of_the_file() -> None:
    after = _set(b'title = "Shells"\r\nx = 1\r\n', ("title",), _TWO_LINES)

    assert after == b'title = """\r\nBy rail.\r\nThen by road."""\r\nx = 1\r\n'


def test_text_in_an_entry_on_one_line_stays_on_it() -> None:
    after = _set(b'says = [{on = 1, text = "One."}]\n', ("says", 0, "text"), _TWO_LINES)

    assert after == b'says = [{on = 1, text = "By rail.\\nThen by road."}]\n'


def test_new_text_in_an_entry_on_one_line_stays_on_it() -> None:
    after = _set(b"says = [{on = 1}]\n", ("says", 0, "text"), _TWO_LINES)

    assert after == b'says = [{on = 1, text = "By rail.\\nThen by road."}]\n'


def test_text_of_a_block_gets_a_line_to_a_line() -> None:
    after = _set(b'[[says]]\non = 1\ntext = "One."\n', ("says", 0, "text"), _TWO_LINES)

    assert after == b'[[says]]\non = 1\ntext = """\nBy rail.\nThen by road."""\n'


def test_text_of_one_line_is_written_on_one() -> None:
    after = _set(b'notes = """\nOne\nTwo."""\n', ("notes",), "One.")

    assert after == b'notes = "One."\n'


def test_quotes_that_would_end_the_text_are_written_otherwise() -> None:
    after = _set(b"notes = '''\nOne\nTwo.'''\n", ("notes",), "He said:\n'''no'''")

    assert after == b"notes = \"\"\"\nHe said:\n'''no'''\"\"\"\n"


@law
@given(_LINES, st.sampled_from(['"a"', '"""\nx\ny"""', '"""x\ny"""', "'''\nx\ny'''", "'''x\ny'''", ""]))
def test_a_text_spelled_in_any_style_is_read_back(text: str, like: str) -> None:
    spelled = long_text(text, like=like)

    assert read_value(spelled) == text
