"""A text is mended by small edits until it says what it should."""

from typing import Any

from workbook.change.mend import mended
from workbook.change.policy import GENERAL
from workbook.change.statements import cut
from workbook.toml.document import Document, parse


def _document(text: str) -> Document:
    document = parse(text.encode())
    assert isinstance(document, Document)
    return document


def _mended(text: str, table: dict[str, Any], source: str = "") -> str | None:
    found = mended(_document(text), table, GENERAL, cut([_document(source)], GENERAL))
    return found.data.decode() if found else None


def test_a_value_is_written_as_the_version_writes_it_that_has_it() -> None:
    assert _mended("a = 1 # one\n", {"a": 1_000}, "a = 1_000\n") == "a = 1_000 # one\n"


def test_a_value_that_no_version_has_is_written_anew() -> None:
    assert _mended("a = 1\n", {"a": "x"}) == 'a = "x"\n'


def test_elements_are_put_in_and_taken_out_where_they_belong() -> None:
    text = 'a = [\n  "x", # first\n  "z",\n]\n'

    assert _mended(text, {"a": ["x", "y"]}) == 'a = [\n  "x", # first\n  "y",\n]\n'


def test_elements_are_put_in_order() -> None:
    assert _mended('a = ["x", "y"]\n', {"a": ["y", "x"]}) == 'a = ["y", "x"]\n'


def test_keys_and_tables_come_and_go() -> None:
    assert _mended("a = 1\nb = 2\n", {"a": 1, "c": 3}) == "a = 1\nc = 3\n"


def test_a_text_that_would_take_too_many_edits_is_given_up() -> None:
    text = "".join(f"k{n} = 0\n" for n in range(5_000))

    assert _mended(text, {f"k{n}": 1 for n in range(5_000)}) is None


def test_a_text_that_no_version_has_keeps_a_line_to_a_line() -> None:
    assert _mended('a = """b\nc"""\n', {"a": "b\nd"}) == 'a = """b\nd"""\n'
