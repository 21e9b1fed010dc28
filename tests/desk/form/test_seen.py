"""A file's text in an editor on a screen, and the file again."""

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law
from workbook.desk.form.seen import edited_text, shown_text
from workbook.model.display import clean

_files = st.one_of(
    st.binary(max_size=40),
    st.lists(st.sampled_from(["a = 1", "b\u202e", "\t#", "", "é", "\x1b[31m"]))
    .map("\r\n".join)
    .map(str.encode),
    st.text(st.sampled_from("a\n\r\ufeff\u200b\t"), max_size=12).map(str.encode),
)


@law
@given(_files)
def test_a_text_that_nobody_edited_is_the_file_to_the_byte(data: bytes) -> None:
    assert edited_text(data, shown_text(data)) == data


@law
@given(_files)
def test_nothing_in_a_shown_text_hides_or_acts(data: bytes) -> None:
    shown = shown_text(data).replace("\t", " ")

    assert clean(shown) == shown


def test_lines_that_nobody_edited_keep_their_ends_and_what_is_hidden_in_them() -> None:
    before = "a = 1\r\nb = 'x\u202e'\nc = 3\r\n".encode()

    after = edited_text(before, shown_text(before).replace("a = 1", "a = 2"))

    assert after == "a = 2\r\nb = 'x\u202e'\nc = 3\r\n".encode()


def test_a_character_that_hides_is_spelled_out() -> None:
    assert shown_text("t = 'x\u202e'".encode()) == "t = 'x\\u202E'"
