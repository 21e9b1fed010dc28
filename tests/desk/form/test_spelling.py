"""Values as they are typed again: what a line of the form holds reads back as what stands there."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law, raw_tables
from workbook.desk.editing.values import Place, read_words
from workbook.desk.form.spelling import entry_line, typed_text
from workbook.model.commitment import Commitment, Lot
from workbook.model.display import clean
from workbook.model.fields import fields_of
from workbook.model.kinds import STRUCTS
from workbook.toml.edit import is_same
from workbook.toml.values import value_text

_FIELDS = {field.key: Place.of(Commitment, field) for field in fields_of(Commitment)}


@st.composite
def _filled_places(draw: st.DrawFn) -> tuple[Place, Any]:
    struct = draw(st.sampled_from(list(STRUCTS.values())))
    table = draw(raw_tables(struct).filter(bool))
    field = draw(st.sampled_from([field for field in fields_of(struct) if field.key in table]))
    return Place.of(struct, field), table[field.key]


@law
@given(_filled_places())
def test_what_is_typed_for_a_value_reads_back_as_the_value(case: tuple[Place, Any]) -> None:
    place, raw = case

    read = read_words(place, typed_text(place, raw), place.field.key)

    assert is_same(read, raw) or value_text(read) == value_text(raw)


@law
@given(_filled_places())
def test_what_is_typed_for_a_value_fits_in_a_line_that_a_terminal_shows(case: tuple[Place, Any]) -> None:
    typed = typed_text(*case)

    assert clean(typed) == typed
    assert "\n" not in typed


def test_values_are_typed_as_people_say_them() -> None:
    typed = {
        "quantity": typed_text(_FIELDS["quantity"], {"about": 20}),
        "value": typed_text(_FIELDS["value"], {"amount": 1500000, "currency": "EUR"}),
        "valid_until": typed_text(_FIELDS["valid_until"], "2023-Q1"),
        "tags": typed_text(_FIELDS["tags"], ["winter", "fuel"]),
        "illustrative": typed_text(_FIELDS["illustrative"], True),
        "release": typed_text(_FIELDS["release"], ["USA", "GBR"]),
    }

    assert typed == {
        "quantity": "about 20",
        "value": "1,500,000 EUR",
        "valid_until": "2023-Q1",
        "tags": "winter, fuel",
        "illustrative": "yes",
        "release": "USA, GBR",
    }


def test_an_entry_is_told_by_its_first_field_and_the_labels_of_the_others() -> None:
    told = entry_line(Lot, {"lot": "a", "by": "2023-Q1", "done_on": "unknown", "colour": "red"})

    assert told == 'a: by 2023-Q1, done on unknown, colour "red"'
