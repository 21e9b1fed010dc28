"""Hidden characters: found in the raw file and in decoded values, and named."""

from time import process_time

import pytest

from workbook.toml.hidden import MOST_HIDDEN, Hidden, hidden_characters, hidden_in_text


@pytest.mark.parametrize(
    "text",
    [
        'title = "plain"\n\tindented = 1\r\n',
        'title = "Zażółć gęślą jaźń, Œuvre, naïve, Ελλάς, Україна, 日本"\n',
        '\ufefftitle = "a byte order mark"\n',
        'title = "ship ⛴️ with its emoji selector"\n',
        "",
    ],
)
def test_ordinary_text_hides_nothing(text: str) -> None:
    assert hidden_characters(text.encode()) == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a = 1\n\x00", Hidden(line=2, column=1, name="U+0000 NULL")),
        (b"# \x1b[2J", Hidden(line=1, column=3, name="U+001B ESCAPE")),
        (b"a\x7f", Hidden(line=1, column=2, name="U+007F DELETE")),
        (b"a\rb\r\n", Hidden(line=1, column=2, name="U+000D CARRIAGE RETURN")),
        ("é\u202e".encode(), Hidden(line=1, column=2, name="U+202E RIGHT-TO-LEFT OVERRIDE")),
        ("\ufeff\u009b".encode(), Hidden(line=1, column=1, name="U+009B CONTROL SEQUENCE INTRODUCER")),
        ("\ufeff\ufeff".encode(), Hidden(line=1, column=1, name="U+FEFF ZERO WIDTH NO-BREAK SPACE")),
        ("a\n\u00ad".encode(), Hidden(line=2, column=1, name="U+00AD SOFT HYPHEN")),
        ("\U000e0041".encode(), Hidden(line=1, column=1, name="U+E0041 TAG LATIN CAPITAL LETTER A")),
        ("\U000e0002".encode(), Hidden(line=1, column=1, name="U+E0002 INVISIBLE CHARACTER")),
        (b"\xff\xe2\x80\x8b", Hidden(line=1, column=2, name="U+200B ZERO WIDTH SPACE")),
    ],
)
def test_hidden_character_is_placed_and_named(data: bytes, expected: Hidden) -> None:
    assert hidden_characters(data) == (expected,)


@pytest.mark.parametrize(
    "sign", "\x01\x80\u061c\u200c\u200d\u200e\u200f\u2028\u202a\u2060\u2066\u2069\u3164\U000e0100"
)
def test_every_kind_of_hidden_character_is_found_in_a_value(sign: str) -> None:
    assert str(hidden_in_text(f"a{sign}b")).startswith(f"U+{ord(sign):04X} ")


def test_line_ends_and_tabs_of_a_value_are_seen() -> None:
    assert hidden_in_text("one\n\ttwo\r\nthree é") is None


def test_first_hidden_character_of_a_value_is_named() -> None:
    assert hidden_in_text("a\u202eb\x1b") == "U+202E RIGHT-TO-LEFT OVERRIDE"


@pytest.mark.parametrize("sign", ["\x01", "\u202e", "\r", "\x01\n"])
def test_a_mebibyte_of_hidden_characters_is_told_in_part_and_at_once(sign: str) -> None:
    data = (sign * (1 << 20)).encode()[: 1 << 20]
    started = process_time()

    found = hidden_characters(data)

    assert process_time() - started < 1
    assert len(found) == MOST_HIDDEN
