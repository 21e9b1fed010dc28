"""Bytes to a document or to what is wrong with them, hostile bytes first."""

from decimal import Decimal
from time import process_time

import pytest

from workbook.toml.damage import Damage, Reason
from workbook.toml.document import Document, parse

_MEBIBYTE = 1 << 20
_WORDS = [
    "".join((a, b, c)) for a in "abcdefghijklmnopqrstuvwxyz" for b in "abcdefghijklm" for c in "abcdefghij"
]
_DEEP = ".".join("a" * 48)


def test_floats_are_exact_decimals() -> None:
    read = parse(b"price = 1_250.10\n")

    assert isinstance(read, Document)
    assert read.table == {"price": Decimal("1250.10")}


def test_byte_order_mark_is_kept_in_the_bytes_and_passed_over_in_the_text() -> None:
    read = parse(b'\xef\xbb\xbftitle = "A"\r\n')

    assert read == Document(b'\xef\xbb\xbftitle = "A"\r\n', {"title": "A"})


def test_empty_file_is_an_empty_document() -> None:
    assert parse(b"") == Document(b"", {})


def test_large_text_is_read_once_for_all_who_ask_for_it() -> None:
    lines = [f"k{number} = {number}\n" for number in range(8_000)]

    first, again = (parse("".join(lines).encode()) for _ in range(2))

    assert isinstance(first, Document)
    assert again is first


@pytest.mark.parametrize(
    ("data", "reason", "place"),
    [
        (b'a = 1\nb = "\xc3\xa9\xe9"\n', Reason.NOT_UTF8, (2, 7)),
        (b"\xff\xfea\x00", Reason.NOT_UTF8, (1, 1)),
        (b"a = 1\n\x00", Reason.NOT_TOML, (2, 1)),
        (b"\xef\xbb\xbf\xef\xbb\xbfa = 1", Reason.NOT_TOML, (1, 1)),
        ("é = 1\n".encode(), Reason.NOT_TOML, (1, 1)),
        ('a = "é" x\r\n'.encode(), Reason.NOT_TOML, (1, 9)),
        (b"a = 1\r\nb 2\r\n", Reason.NOT_TOML, (2, 3)),
        (b"a = 1\rb = 2", Reason.NOT_TOML, (1, 6)),
        (b"a = 2021-02-30", Reason.NOT_TOML, (1, 5)),
        (b'a = "\\', Reason.NOT_TOML, (1, 7)),
        (b"a = 1\nb = [1E99999999]", Reason.NUMBER, (2, 6)),
        (b"a = 1E99999999999999999999", Reason.NUMBER, (1, 5)),
        (b'a = 1 # 1E99999999\nb = "1e99999999"\nc = -1e-99999999', Reason.NUMBER, (3, 5)),
        (b"a = 1\nb = " + b"1" * 100_000, Reason.NUMBER, (2, 5)),
        (b"a = 1\nb = 0x" + b"f" * 100_000, Reason.NUMBER, (2, 5)),
        (b"a = 1\nb = 1." + b"1" * 100_000, Reason.NUMBER, (2, 5)),
        (b"a = " + b"[" * 100_000, Reason.TOO_DEEP, (1, 54)),
        (b"a = " + b"[\n" * 100_000 + b"]" * 100_000, Reason.TOO_DEEP, (50, 1)),
        (b"a = " + b"{b=" * 100_000, Reason.TOO_DEEP, (1, 152)),
        (b'a = ["""b"c""", ' + b"[" * 60 + b"]" * 60 + b', """b"c"""]', Reason.TOO_DEEP, (1, 65)),
        (b"a = ['''b'c''', " + b"[" * 60 + b"]" * 60 + b", '''b'c''']", Reason.TOO_DEEP, (1, 65)),
        (b".".join([b"a"] * 50_000) + b" = 1", Reason.TOO_DEEP, (1, 100)),
        (b"." + b'"a".' * 50_000, Reason.TOO_DEEP, (1, 197)),
        (b"[" + b".".join([b"a"] * 50_000) + b"]", Reason.TOO_DEEP, (1, 101)),
    ],
)
def test_damage_has_its_reason_and_place(data: bytes, reason: Reason, place: tuple[int, int]) -> None:
    read = parse(data)

    assert isinstance(read, Damage)
    assert (read.reason, (read.line, read.column)) == (reason, place)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'a = "Shells\n', "the quotation mark that ends a text is missing"),
        (b"a = Shells\n", "no value stands here, as text needs quotation marks"),
        (b"a = 1\na = 2\n", "the field stands here a second time"),
    ],
)
def test_slips_of_the_hand_are_told_in_plain_words(data: bytes, said: str) -> None:
    damage = parse(data)

    assert isinstance(damage, Damage)
    assert damage.message == f"the text is not TOML here: {said}; mend the line"


def test_damage_is_one_sentence_with_its_place() -> None:
    told = str(parse(b"a = 1\nb = x"))

    assert told == (
        "line 2, column 5: the text is not TOML here: no value stands here, as text needs quotation marks; "
        "mend the line"
    )


def test_damage_quotes_little_of_a_long_key_and_nothing_raw() -> None:
    name = b'"\\u202e' + b"x" * 10_000 + b'"'

    read = parse(b"[" + name + b"]\n[" + name + b"]")

    assert isinstance(read, Damage)
    assert len(read.message) < 200
    assert read.message.isprintable()


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> theirs\n", 2),
        (b"a = 1\r\n<<<<<<< HEAD\r\nb = 1\r\n||||||| base\r\n=======\r\n>>>>>>> x\r\n", 2),
        (b'<<<<<<< HEAD\na = "unended\n=======\na = 1\n>>>>>>> x', 1),
        (b'a = """\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> x\n"""\n', 2),
        (b"a = 1\n>>>>>>> x\n", 2),
        (b"a = 1\n||||||| x\n", 2),
        (b'a = """\n=======\n"""\n=======\nb = 1\n', 4),
        (b"<<<<<<< HEAD\na = " + b"[" * 99, 1),
    ],
)
def test_conflict_markers_are_told_at_the_first(data: bytes, line: int) -> None:
    read = parse(data)

    assert isinstance(read, Damage)
    assert (read.reason, read.line, read.column) == (Reason.CONFLICT_MARKERS, line, 1)


@pytest.mark.parametrize(
    "data",
    [
        b'a = """\nHeading\n=======\ntext"""\n',
        b'a = """\n>>>>>>> quoted sevenfold\n"""\n',
        b'a = "<<<<<<< HEAD"\n# <<<<<<< HEAD ======= >>>>>>>\n',
        b'a = """\n<<<<<<<< eight\n=======\n>>>>>>> x"""\n',
    ],
)
def test_prose_that_looks_like_a_marker_is_no_conflict(data: bytes) -> None:
    assert isinstance(parse(data), Document)


def test_heading_in_prose_does_not_hide_another_fault() -> None:
    read = parse(b'a = """\nHeading\n=======\n"""\nb 1\n')

    assert isinstance(read, Damage)
    assert (read.reason, read.line) == (Reason.NOT_TOML, 5)


@pytest.mark.parametrize(
    "data",
    [
        b"a = " + b"[" * 49 + b"]" * 49,
        b".".join([b"a"] * 50) + b" = 1",
        b"[" + b".".join([b"a"] * 49) + b"]\nb = 1",
        b"a = [" + b"1.5, " * 99 + b"]",
        b"[[lots]]\nby = 1\n" * 99,
        b'notes = "' + b"[{." * 999 + b'"',
        b"# " + b"[{." * 999,
        b"a = {" + b", ".join(b"b%d = 1.5" % count for count in range(99)) + b"}",
        b"a" * 100_000 + b" = 1",
        b"9" * 100_000 + b" = 0x1",
        b"a = " + b"9" * 4_000,
        b"a = 1e1000",
    ],
)
def test_what_keeps_within_the_limits_is_read(data: bytes) -> None:
    assert isinstance(parse(data), Document)


def test_levels_add_up_over_header_keys_and_brackets() -> None:
    data = b"[" + b".".join([b"a"] * 30) + b"]\nx = 1\n" + b".".join([b"b"] * 15) + b" = {c = [[[[[1]]]]]}\n"

    read = parse(data)

    assert isinstance(read, Damage)
    assert (read.reason, read.line) == (Reason.TOO_DEEP, 3)


@pytest.mark.parametrize(
    "text",
    [
        "a = [" + "1," * (_MEBIBYTE // 2) + "]",
        "a = [" + "[]," * (_MEBIBYTE // 3) + "]",
        "a = [" + "1.0,\n" * 95_000 + "]",
        "a = [" + "{a=0}," * (_MEBIBYTE // 6) + "]",
        "".join(f"[{word}{number}]\n" for word in _WORDS for number in range(34)),
        "".join(f"{word}{number}=[]\n" for word in _WORDS for number in range(34)),
        "".join(f"{word}{number}=0\n" for word in _WORDS for number in range(34)),
        "".join(f"{word}.{_DEEP}=0\n" for word in _WORDS for _ in range(3)),
        f"[{_DEEP}]\n" + "".join(f"{word}{number}=[]\n" for word in _WORDS for number in range(34)),
        "[[a]]\n[a.b]\n" * (_MEBIBYTE // 12),
        ('a = "' + '"\\' * _MEBIBYTE)[:_MEBIBYTE],
        "." * 99 + "\n" + '"\\' * (_MEBIBYTE // 2),
        "." * 99 + "\n" + "'''" * (_MEBIBYTE // 3),
        "." * 99 + "\n" + '"""\\' * (_MEBIBYTE // 4),
        'a = """' + "<<<<<<< \n" * (_MEBIBYTE // 9) + '"""',
        "<<<<<<< \n" * (_MEBIBYTE // 9),
        "=======\n" * (_MEBIBYTE // 8),
        'a = "' + "\\n" * (_MEBIBYTE // 2) + '"',
        "a = 0x" + "f" * _MEBIBYTE,
        "a = 1." + "1" * _MEBIBYTE,
        "a = 1E" + "1" * _MEBIBYTE,
        "a = 0xf" + " " * _MEBIBYTE,
        "1" * _MEBIBYTE + " = 0x1\nb = 1e9999999",
        "\r\n" * (_MEBIBYTE // 2),
        "\x00" * _MEBIBYTE,
        "é" * (_MEBIBYTE // 2),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_a_hostile_mebibyte_takes_less_than_a_second(text: str) -> None:
    data = text.encode()
    started = process_time()

    read = parse(data)

    assert process_time() - started < 1
    assert isinstance(read, Document | Damage)
