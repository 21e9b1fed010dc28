"""Byte order marks and line ends are made alike, and the result has those of the side that changed them."""

from workbook.change.ends import Ends, alike

BOM = b"\xef\xbb\xbf"


def test_line_ends_that_one_side_changed_are_taken() -> None:
    texts, shape = alike([b"a\nb\n", b"a\r\nb\r\n", b"a\nc\n"])

    assert texts == [b"a\nb\n", b"a\nb\n", b"a\nc\n"]
    assert shape.applied(b"a\nc\n") == b"a\r\nc\r\n"


def test_a_mark_that_one_side_removed_is_gone() -> None:
    _, shape = alike([BOM + b"a\n", BOM + b"b\n", b"a\n"])

    assert shape == Ends(has_mark=False, line_end=b"\n", is_ended=True)


def test_a_last_line_without_end_stays_so() -> None:
    texts, shape = alike([b"a", b"b", b"a"])

    assert texts == [b"a\n", b"b\n", b"a\n"]
    assert shape.applied(b"b\n") == b"b"


def test_mixed_line_ends_stay_as_they_are() -> None:
    texts, _ = alike([b"a\r\nb\n", b"a\r\nb\nc\n", b"a\r\nb\n"])

    assert texts[1] == b"a\r\nb\nc\n"
