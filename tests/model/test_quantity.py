"""Numbers, quantities and money: every form is read, every absurd one refused before any arithmetic."""

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from workbook.model.money import Money
from workbook.model.number import AbsurdNumberError, plain, read_number, shown
from workbook.model.quantity import NOTHING, UNDISCLOSED, UNKNOWN, Quantity
from workbook.model.share import Share

ABSURD = [
    10**15,
    -(10**15),
    10**4200,
    16**3500,
    Decimal("1E+15"),
    Decimal("1E+99999999"),
    Decimal("0E+99999999"),
    Decimal("1E-99999999"),
    Decimal("0E-99999999"),
    Decimal("0.0000001"),
    Decimal("1.0000000"),
    Decimal("9" * 3000),
    Decimal("0." + "1" * 3000),
]
NO_NUMBERS = [
    True,
    False,
    "20",
    None,
    [],
    {},
    date(2022, 9, 28),
    Decimal("nan"),
    Decimal("-inf"),
    Decimal("inf"),
]
readers = pytest.mark.parametrize(
    "read",
    [
        read_number,
        Quantity.parse,
        lambda raw: Quantity.parse({"about": raw}),
        lambda raw: Quantity.parse({"at_least": raw}),
        lambda raw: Quantity.parse({"at_most": raw}),
        lambda raw: Quantity.parse({"from": raw, "to": 20}),
        lambda raw: Quantity.parse({"from": 0, "to": raw}),
        lambda raw: Money.parse({"amount": raw, "currency": "EUR"}),
        Share.parse,
    ],
)


@pytest.fixture
def at_once() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 0.05


@readers
@pytest.mark.parametrize("raw", ABSURD, ids=lambda raw: shown(raw)[:20])
@pytest.mark.usefixtures("at_once")
def test_absurd_number_is_refused_at_once_in_a_short_sentence(read: Any, raw: object) -> None:
    with pytest.raises(AbsurdNumberError, match="at most 15 digits and 6 decimals") as told:
        read(raw)

    assert len(str(told.value)) < 120


@readers
@pytest.mark.parametrize("raw", [-1, Decimal("-0.5"), -999_999_999_999_999])
def test_negative_number_is_refused(read: Any, raw: object) -> None:
    with pytest.raises(ValueError, match="at least zero"):
        read(raw)


@pytest.mark.parametrize("raw", NO_NUMBERS, ids=str)
def test_what_is_no_number_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match="number is wanted"):
        read_number(raw)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (10**15, "is 1000000000000000: numbers"),
        (10**30, "is a very long number: numbers"),
        (Decimal("1E+99999999"), "is 1E+99999999: numbers"),
    ],
)
def test_absurd_number_is_shown_as_it_was_written(raw: object, words: str) -> None:
    with pytest.raises(AbsurdNumberError) as told:
        read_number(raw)

    assert str(told.value).startswith(words)


@pytest.mark.parametrize(
    ("raw", "text", "words"),
    [
        (20, "20", "20"),
        (0, "0", "0"),
        (Decimal("-0.0"), "0.0", "0"),
        (Decimal("3.3"), "3.3", "3.3"),
        (Decimal("1E+3"), "1000", "1,000"),
        (999_999_999_999_999, "999999999999999", "999,999,999,999,999"),
        ({"about": 20}, "~20", "about 20"),
        ({"at_least": 20}, "20..", "at least 20"),
        ({"at_least": 0}, "0..", "at least 0"),
        ({"at_most": 20}, "..20", "at most 20"),
        ({"at_most": 0}, "0", "0"),
        ({"from": 10, "to": 20}, "10..20", "10 to 20"),
        ({"from": 0, "to": 20}, "..20", "at most 20"),
        ({"from": 20, "to": 20}, "20", "20"),
        ("unknown", "?", "unknown"),
        ("undisclosed", "-", "undisclosed"),
    ],
    ids=str,
)
def test_every_form_is_read(raw: object, text: str, words: str) -> None:
    quantity = Quantity.parse(raw)

    assert (quantity.text, str(quantity)) == (text, words)


@pytest.mark.parametrize(
    "raw",
    [
        "20",
        "many",
        "",
        "Unknown",
        None,
        True,
        [20],
        {},
        {"about": 20, "at_least": 1},
        {"about": "20"},
        {"about": {"about": 20}},
        {"from": 10},
        {"to": 10},
        {"from": 20, "to": 10},
        {"around": 20},
        date(2022, 9, 28),
        {"k" * 1_000_000: 20},
    ],
    ids=lambda raw: str(raw)[:30],
)
def test_what_is_no_quantity_is_refused_in_a_short_sentence(raw: object) -> None:
    with pytest.raises(ValueError, match=r"wanted|smaller") as told:
        Quantity.parse(raw)

    assert len(str(told.value)) < 300


@pytest.mark.parametrize(
    ("parts", "text", "words"),
    [
        ([20, 30], "50", "50"),
        ([20, {"about": 30}], "~50", "about 50"),
        ([20, {"from": 1, "to": 2}], "21..22", "21 to 22"),
        ([20, {"at_least": 1}], "21..", "at least 21"),
        ([20, {"at_most": 1}], "20..21", "20 to 21"),
        ([20, "unknown"], "20..?", "20 and unknown more"),
        ([20, "undisclosed"], "20..-", "20 and undisclosed more"),
        (["unknown", "undisclosed"], "?-", "unknown and undisclosed"),
        ([{"about": 5}, "unknown", "undisclosed"], "~5..?-", "about 5 and unknown and undisclosed more"),
        ([{"about": 0}, "unknown"], "~?", "unknown"),
    ],
    ids=str,
)
def test_sum_says_its_doubt(parts: list[object], text: str, words: str) -> None:
    total = sum(map(Quantity.parse, parts), NOTHING)

    assert (total.text, str(total)) == (text, words)


@pytest.mark.parametrize(
    "text", ["", "~", "..", "x", "1..x", "2..1", "~..", "1E99999999", "9" * 5000, "NaN", "-1", "--", "１２"]
)
def test_text_that_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is|runs"):
        Quantity.from_text(text)


@pytest.mark.parametrize(
    ("raw", "is_known", "is_exact"),
    [
        (20, True, True),
        ({"about": 20}, True, False),
        ({"at_least": 0}, True, False),
        ("unknown", False, False),
    ],
)
def test_quantity_says_how_sure_it_is(raw: object, is_known: bool, is_exact: bool) -> None:
    quantity = Quantity.parse(raw)

    assert (quantity.is_known, quantity.is_exact) == (is_known, is_exact)


def test_scaling_keeps_doubt() -> None:
    scaled = (Quantity.parse({"about": 20}) + UNDISCLOSED).times(Decimal("0.5"))

    assert scaled.text == "~10.0..-"


@pytest.mark.parametrize("unbounded", [UNKNOWN, UNDISCLOSED, Quantity.parse({"at_least": 1})])
def test_nothing_surely_exceeds_what_has_no_bound(unbounded: Quantity) -> None:
    assert not Quantity.parse(10**14).surely_exceeds(unbounded)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"amount": 2200000000, "currency": "USD"}, "2,200,000,000 USD"),
        ({"amount": {"about": 5}, "currency": "EUR"}, "about 5 EUR"),
        ({"amount": "undisclosed", "currency": "unknown"}, "undisclosed"),
        ({"amount": 5, "currency": "unknown"}, "5 (currency unknown)"),
    ],
    ids=str,
)
def test_money_is_read(raw: object, words: str) -> None:
    assert str(Money.parse(raw)) == words


@pytest.mark.parametrize(
    "raw",
    [
        5,
        "5 EUR",
        None,
        [],
        {},
        {"amount": 5},
        {"currency": "EUR"},
        {"amount": 5, "currency": 978},
        {"amount": 5, "currency": "EUR", "on": 1},
        {"amount": "5", "currency": "EUR"},
        {"k" * 1_000_000: 20},
    ],
    ids=lambda raw: str(raw)[:30],
)
def test_what_is_no_money_is_refused_in_a_short_sentence(raw: object) -> None:
    with pytest.raises(ValueError, match="wanted") as told:
        Money.parse(raw)

    assert len(str(told.value)) < 300


@pytest.mark.parametrize(
    ("number", "text"),
    [("4000", "4,000"), ("3.30", "3.3"), ("0.000001", "0.000001"), ("1000.0", "1,000"), ("0", "0")],
)
def test_number_is_printed_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\u202eb", "'a\\u202eb'"),
        ("\x1b[31m", "'\\x1b[31m'"),
        (True, "true"),
        ({}, "a table"),
        ([1], "a list"),
        (16**3000, "a very long number"),
        ("x" * 100, "'" + "x" * 36 + "..."),
    ],
    ids=["bidi", "ansi", "bool", "table", "list", "int", "long"],
)
def test_value_is_shown_short_and_harmless(raw: object, text: str) -> None:
    assert shown(raw) == text
