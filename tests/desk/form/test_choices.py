"""What can be chosen for a field."""

from datetime import date

import pytest

from tests.cli.conftest import TODAY, Bench
from workbook.desk.editing.values import Place, field_named
from workbook.desk.form.choices import Choice, Picker, Pickers
from workbook.desk.session import Session
from workbook.model.commitment import Commitment, Request


def _picker(plan: Bench, field: str, struct: type[Commitment | Request] = Commitment) -> Picker:
    session = Session.open(plan.folder, today=date.fromisoformat(TODAY))
    declared = field_named(struct, field)
    assert declared is not None
    picker = Pickers(session.workbook).of(Place.of(struct, declared))
    assert picker is not None
    return picker


def _texts(found: "list[Choice] | tuple[Choice, ...]") -> list[str]:
    return [one.text for one in found]


def test_records_are_found_by_words_of_their_title(norway: Bench) -> None:
    found = _picker(norway, "item").find("explosive shell")

    assert list(found) == [Choice(text="155mm-he", label="155 mm high-explosive shell")]


def test_only_records_of_the_kinds_that_a_field_may_name_are_found(norway: Bench) -> None:
    assert _texts(list(_picker(norway, "part_of").find("nor"))) == ["NOR-C-7K3Q"]
    assert _texts(list(_picker(norway, "meets").find(""))) == ["UKR-R-11AB", "SWE-R-22CD"]


@pytest.mark.parametrize(
    ("field", "typed", "first"),
    [
        ("kind", "don", "donation"),
        ("status", "comm", "committed"),
        ("stock_owner", "norw", "NOR"),
        ("to", "nordics", "nordics"),
        ("unit", "kilogram", "KGM"),
        ("illustrative", "y", "yes"),
        ("release", "memb", "members"),
        ("value", "1.5m eur", "EUR"),
        ("value", "1.5m norw", "NOK"),
    ],
)
def test_codes_are_found_by_code_or_name(norway: Bench, field: str, typed: str, first: str) -> None:
    assert _texts(list(_picker(norway, field).find(typed)))[0] == first


def test_in_a_list_the_last_part_is_searched_and_replaced(norway: Bench) -> None:
    picker = _picker(norway, "release")

    assert picker.taken("USA, swed", picker.find("USA, swed")[0]) == "USA, SWE"


def test_a_currency_is_chosen_behind_its_amount(norway: Bench) -> None:
    picker = _picker(norway, "value")

    assert picker.taken("about 1.5m krone", picker.find("1.5m norwegian")[0]) == "about 1.5m NOK"
    assert list(picker.find("1.5m")) == []


def test_a_choice_that_is_typed_in_full_is_known(norway: Bench) -> None:
    assert _picker(norway, "status").knows("Committed")
    assert not _picker(norway, "status").knows("comm")
