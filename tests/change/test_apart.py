"""Long texts are told by what differs in them."""

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law
from workbook.change.apart import told_apart

_START = "All of this was said in Riga by everybody who was there at the time, and taken down"
_END = "as it was read out to all of them in the evening of that very day before they left."
_WORDS = st.lists(st.sampled_from(["rail", "road", "sea.", "and", "x" * 90]), max_size=60).map(" ".join)


def _long(middle: str) -> str:
    return f"{_START} {middle} {_END}"


def test_short_texts_are_told_whole() -> None:
    assert told_apart("By ship.", "By rail.", "By road.") == ('"By ship."', '"By rail."', '"By road."')


def test_what_all_begin_and_end_with_is_left_out() -> None:
    told = told_apart(_long("for rail"), _long("for road"), _long("for the sea"))

    assert told == (
        '"… taken down for rail as it was …"',
        '"… taken down for road as it was …"',
        '"… taken down for the sea as it was …"',
    )


def test_what_both_sides_begin_with_and_was_not_so_before_is_left_out() -> None:
    told = told_apart("Open.", f"{_START} by rail.", f"{_START} by road.")

    assert told == ('"Open."', '"… taken down by rail."', '"… taken down by road."')


def test_each_place_that_differs_is_told() -> None:
    told = told_apart(*(f"{one} of us. {_START} {one}." for one in ("None", "Some", "Most")))

    assert told[1:] == ('"Some of us. … and taken down Some."', '"Most of us. … and taken down Most."')


def test_a_text_that_one_side_lacks_is_told_by_what_it_changed() -> None:
    told = told_apart(_long("by rail"), None, _long("by road"))

    assert told == (
        '"… taken down by rail as it was …"',
        None,
        '"… taken down by road as it was …"',
    )


def test_words_without_end_are_told_apart() -> None:
    told = told_apart("a" * 900, "a" * 900 + "b", "a" * 900 + "c")

    assert told[1:] == ('"…aaaaaaaaaaaaaaaaaaaab"', '"…aaaaaaaaaaaaaaaaaaaac"')


def test_texts_of_the_same_words_are_told_by_their_lines() -> None:
    told = told_apart("By rail\nand road.", "By rail and road.", "By\nrail\nand road.")

    assert told == (
        '"By rail and road." (2 lines, 17 characters)',
        '"By rail and road." (1 line, 17 characters)',
        '"By rail and road." (3 lines, 17 characters)',
    )


@law
@given(_WORDS, _WORDS, _WORDS)
def test_two_sides_that_differ_are_told_otherwise(base: str, ours: str, theirs: str) -> None:
    told = told_apart(base, ours, theirs)

    assert (told[1] == told[2]) == (ours == theirs)
    assert all(one is not None and len(one) <= 250 for one in told)
