"""Conversion is exact until the last step, and never guesses a rate."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.analysis.small_plans import plan
from workbook.analysis.conversion import converted, rate_between, rounded
from workbook.model.money import Money
from workbook.model.quantity import UNDISCLOSED, Quantity

DAY = date(2022, 9, 28)
RATES = """\
format = 1
title = "Example"
secretariat = "USA"
base_currency = "EUR"
rates = [{currency = "USD", on = 2022-09-01, rate = 2}, {currency = "NOK", on = 2022-09-01, rate = 0.1}]
"""
SETTINGS = plan({"plans/workbook.toml": RATES}).settings


def test_amount_in_its_own_currency_is_left_as_it_is() -> None:
    amount = Quantity.parse(Decimal("0.123456"))

    assert converted(Money(amount, "SEK"), "SEK", SETTINGS, DAY) is amount


def test_two_foreign_currencies_convert_through_the_base() -> None:
    assert rate_between("USD", "NOK", SETTINGS, DAY) == 20


def test_currency_without_rate_is_not_converted() -> None:
    assert converted(Money(Quantity.parse(1), "SEK"), "EUR", SETTINGS, DAY) is None


def test_conversion_carries_interval_and_doubt() -> None:
    amount = Quantity.parse({"at_least": 5}) + UNDISCLOSED

    found = converted(Money(amount, "USD"), "EUR", SETTINGS, DAY)

    assert found == Quantity(Decimal(10), None, undisclosed=True)


def test_rounding_goes_to_the_minor_unit_and_half_to_even() -> None:
    assert rounded(Fraction(2, 3), "EUR") == Decimal("0.67")
    assert rounded(Fraction(5, 1000), "EUR") == Decimal("0.00")
    assert rounded(Fraction(15, 1000), "EUR") == Decimal("0.02")
    assert rounded(Fraction(5, 2), "JPY") == Decimal(2)
