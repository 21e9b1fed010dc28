"""Sameness is of value and type, never of spelling."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from workbook.change.sameness import frozen, same


def test_types_that_python_mixes_are_different() -> None:
    assert not same(1, True)
    assert not same(1, Decimal(1))
    assert not same([1], [True])


def test_spelling_and_order_of_keys_are_no_difference() -> None:
    assert same(Decimal("1.50"), Decimal("1.5"))
    assert same({"a": 1, "b": [2]}, {"b": [2], "a": 1})


def test_nan_is_itself() -> None:
    assert same({"a": Decimal("nan")}, {"a": Decimal("nan")})
    assert frozen(Decimal("nan")) == frozen(Decimal("nan"))


def test_one_moment_told_in_two_zones_is_two_values() -> None:
    here = datetime(2022, 9, 28, 12, tzinfo=UTC)
    there = here.astimezone(timezone(timedelta(hours=2)))

    assert not same(here, there)
