"""Values as a person reads them: legible, and never rounded in silence."""

from decimal import Decimal
from typing import Any

import pytest

from workbook.analysis.months import Month
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.share import Share
from workbook.model.when import When
from workbook.render.values import (
    by_text,
    listed,
    long_month_text,
    money_text,
    quantity_text,
    rough_text,
    sentence,
    share_text,
    sum_text,
    unit_text,
    when_text,
)
from workbook.render.words.standing import quantity_of


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (2_200_000_000, "USD 2.2 billion"),
        (2_234_567_890, "USD 2,234,567,890"),
        (1_000_000, "USD 1 million"),
        (999_999, "USD 999,999"),
        (Decimal("3.5"), "USD 3.5"),
        ({"about": 5_000_000}, "about USD 5 million"),
        ({"at_least": 41}, "at least USD 41"),
        ({"at_most": 41}, "at most USD 41"),
        ({"from": 1_000_000, "to": 2_000_000}, "USD 1 million to 2 million"),
        ("unknown", "an unknown amount"),
        ("undisclosed", "an undisclosed amount"),
    ],
)
def test_money_is_legible(amount: Any, shown: str) -> None:
    assert money_text(Money.parse({"amount": amount, "currency": "USD"})) == shown


def test_money_beyond_what_a_plan_means_is_still_printed() -> None:
    product = Decimal("1" + "0" * 36)

    text = money_text(Money(Quantity(product, product), "USD"))

    assert text == "USD 1" + ",000" * 12


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [("unknown", "20 t and more, not known"), ("undisclosed", "20 t and more, not disclosed")],
)
def test_what_is_hidden_of_a_sum_stands_behind_the_unit(hidden: str, shown: str) -> None:
    assert quantity_text(Quantity.parse(20) + Quantity.parse(hidden), "TNE") == shown


@pytest.mark.parametrize(
    ("quantity", "unit", "shown"),
    [
        (1, "set", "1 set"),
        (20, "set", "20 sets"),
        ({"at_most": 1}, "lot", "at most 1 lot"),
        (4000, "each", "4,000"),
        ({"about": 20}, "", "about 20"),
        (Decimal("3.3"), "TNE", "3.3 t"),
        ("undisclosed", "set", "an undisclosed number"),
    ],
)
def test_quantities_carry_units_that_say_something(quantity: Any, unit: str, shown: str) -> None:
    assert quantity_text(Quantity.parse(quantity), unit) == shown


@pytest.mark.parametrize(
    ("text", "at", "by"),
    [
        ("2022-09-28", "28 September 2022", "by 28 September 2022"),
        ("2022-09", "September 2022", "by September 2022"),
        ("2022-Q4", "the fourth quarter of 2022", "by the fourth quarter of 2022"),
        ("2022", "2022", "by 2022"),
        ("..2022", "until 2022", "by 2022"),
        ("2022..", "from 2022 on", "from 2022 on"),
        ("~2022-09", "about September 2022", "around September 2022"),
        ("2022-01..2022-03", "January 2022 to March 2022", "between January 2022 and March 2022"),
    ],
)
def test_times_are_said_as_people_say_them(text: str, at: str, by: str) -> None:
    when = When.from_text(text)

    assert (when_text(when), by_text(when)) == (at, by)


@pytest.mark.parametrize(
    ("share", "shown"),
    [("1/2", "half"), ("0.5", "half"), ("0.25", "a quarter"), ("0.1", "10 %"), ("3/7", "3/7")],
)
def test_shares_are_said_as_people_say_them(share: str, shown: str) -> None:
    assert share_text(Share.from_text(share)) == shown


def test_rough_sums_say_that_they_are_rough() -> None:
    assert rough_text(Quantity.parse(846_397_260), "EUR") == "about EUR 846 million"
    assert rough_text(Quantity.parse(846_000_000), "EUR") == "EUR 846 million"


def test_lists_are_joined_and_cut() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d"], 3) == "a, b and 2 more"
    assert listed([]) == ""


def test_sentences_begin_and_end() -> None:
    assert [sentence(text) for text in ("a b", "A?", "“x”", "a “x”", "")] == [
        "A b.",
        "A?",
        "“x”",
        "A “x”.",
        "",
    ]


def test_a_month_beyond_those_of_plans_is_told_too() -> None:
    assert long_month_text(Month(2200, 1)) == "January 2200"


def test_a_large_sum_is_told_in_whole_units_and_never_narrower_than_it_is() -> None:
    told = Quantity.parse({"from": Decimal("172.74"), "to": Decimal("1308.688")})

    assert sum_text(told, "t") == "172 to 1,309 t"
    assert sum_text(Quantity.parse(Decimal("36317.07")), "t") == "about 36,317 t"
    assert sum_text(Quantity.parse({"from": Decimal("0.5"), "to": Decimal("1.5")}), "t") == "0.5 to 1.5 t"


@pytest.mark.parametrize(
    ("quantity", "told"),
    [
        ("400", "400 × Medical kit"),
        ("20 to 24", "20 to 24 × Medical kit"),
        ("45 kits", "45 kits of Medical kit"),
        ("an unknown number", "an unknown number of Medical kit"),
        ("400 and more, not disclosed", "400 and more, not disclosed, of Medical kit"),
    ],
)
def test_only_a_bare_number_is_set_before_a_sign(quantity: str, told: str) -> None:
    assert quantity_of(quantity, "Medical kit") == told


@pytest.mark.parametrize(
    ("unit", "told"), [("each", ""), ("TNE", "t"), ("set", "sets"), ("undisclosed", "unit not disclosed")]
)
def test_a_unit_is_named_by_itself(unit: str, told: str) -> None:
    assert unit_text(unit) == told
