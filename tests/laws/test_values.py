"""Laws of the values: what is read is what was written, sums lose no doubt, readers are sets."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import (
    law,
    law_of_each,
    numbers,
    quantities,
    raw_moneys,
    raw_quantities,
    raw_readers,
    raw_shares,
    raw_times,
    toml_values,
    visible,
)
from workbook.model.money import Money
from workbook.model.number import plain, read_number
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.readers import EVERYONE, Readers, ReaderSet, is_within, reader_set
from workbook.model.share import Share
from workbook.model.values import VALUE_TYPES, decode_toml
from workbook.model.when import When

sums = st.lists(quantities, max_size=4).map(lambda parts: sum(parts, NOTHING))
codes = st.frozensets(st.sampled_from(["NOR", "SWE", "USA", "DNK"]), max_size=4)
reader_sets: st.SearchStrategy[ReaderSet] = st.one_of(codes, st.just(EVERYONE))
readers = raw_readers.map(Readers.parse)
owners = st.sampled_from(["NOR", "USA"])


@law
@given(raw_quantities)
def test_quantity_reads_its_text_back(raw: Any) -> None:
    quantity = Quantity.parse(raw)

    assert Quantity.from_text(quantity.text) == quantity


@law
@given(sums)
def test_sum_within_bounds_reads_its_text_back(total: Quantity) -> None:
    assume(total.low < 10**15 and (total.high or 0) < 10**15)

    assert Quantity.from_text(total.text) == total


@law
@given(raw_moneys)
def test_money_reads_its_text_back(raw: Any) -> None:
    money = Money.parse(raw)

    assert Money.from_text(money.text) == money


@law
@given(raw_times)
def test_time_reads_its_text_back(raw: Any) -> None:
    when = When.parse(raw)
    again = When.from_text(when.text)

    assert (again, again.first, again.last) == (when, when.first, when.last)


@law
@given(raw_shares)
def test_share_reads_its_text_back(raw: Any) -> None:
    share = Share.parse(raw)
    again = Share.from_text(share.text)

    assert (again.text, again.value) == (share.text, share.value)


@law
@given(raw_readers)
def test_readers_read_their_text_back(raw: Any) -> None:
    one = Readers.parse(raw)

    assert Readers.from_text(one.text) == one


@law
@given(numbers)
def test_number_is_exact_and_not_negative(raw: int | Decimal) -> None:
    number = read_number(raw)

    assert (number, number.is_signed()) == (raw, False)


@law
@given(numbers)
def test_plain_number_is_the_number(raw: int | Decimal) -> None:
    text = plain(read_number(raw))

    assert Decimal(text.replace(",", "")) == raw


@law
@given(quantities, quantities)
def test_sums_commute(one: Quantity, other: Quantity) -> None:
    assert one + other == other + one


@law
@given(quantities, quantities, quantities)
def test_sums_associate(one: Quantity, other: Quantity, third: Quantity) -> None:
    assert (one + other) + third == one + (other + third)


@law
@given(st.lists(quantities, max_size=6))
def test_total_is_what_adding_one_by_one_gives(some: list[Quantity]) -> None:
    total = Quantity.total(some)

    assert total.text == (reduce(add, some).text if some else NOTHING.text)


@law
@given(quantities)
def test_nothing_adds_nothing(one: Quantity) -> None:
    assert one + NOTHING == one


@law
@given(quantities, quantities)
def test_sum_keeps_every_doubt(one: Quantity, other: Quantity) -> None:
    total = one + other

    assert total.about == (one.about or other.about)
    assert total.unknown == (one.unknown or other.unknown)
    assert total.undisclosed == (one.undisclosed or other.undisclosed)
    assert (total.high is None) == (one.high is None or other.high is None)
    assert total.is_exact == (one.is_exact and other.is_exact)


@law
@given(quantities, quantities)
def test_sum_says_hidden_parts_in_words(one: Quantity, other: Quantity) -> None:
    total = one + other

    assert ("unknown" in str(total)) == total.unknown
    assert ("undisclosed" in str(total)) == total.undisclosed


@law
@given(quantities, quantities)
def test_only_one_of_two_surely_exceeds_the_other(one: Quantity, other: Quantity) -> None:
    assert not (one.surely_exceeds(other) and other.surely_exceeds(one))


@law
@given(raw_times)
def test_first_day_is_never_after_the_last(raw: Any) -> None:
    when = When.parse(raw)

    assert when.first is None or when.last is None or when.first <= when.last


@law
@given(raw_times, st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_time_is_over_only_after_its_last_day(raw: Any, today: date) -> None:
    when = When.parse(raw)

    assert when.is_over(today) == (when.last is not None and today > when.last)


@law
@given(raw_shares)
def test_share_is_what_it_says(raw: Any) -> None:
    assert Share.parse(raw).value == Fraction(raw)


@law
@given(reader_sets, reader_sets, reader_sets)
def test_within_is_an_order(one: ReaderSet, other: ReaderSet, third: ReaderSet) -> None:
    assert is_within(one, one)
    assert not (is_within(one, other) and is_within(other, third)) or is_within(one, third)


@law
@given(reader_sets, reader_sets)
def test_only_the_same_are_within_each_other(one: ReaderSet, other: ReaderSet) -> None:
    assert (is_within(one, other) and is_within(other, one)) == (one == other)


@law
@given(readers, owners, codes)
def test_owner_always_reads(one: Readers, owner: str, members: frozenset[str]) -> None:
    assert is_within(frozenset((owner,)), reader_set(one, owner=owner, members=members))


@law
@given(readers, codes)
def test_layer_without_owner_has_only_the_readers_it_names(one: Readers, members: frozenset[str]) -> None:
    found = reader_set(one, owner="", members=members)

    assert found is EVERYONE or found == members or found == frozenset(one.nations)


@law
@given(readers, owners, codes)
def test_nations_are_never_the_public(one: Readers, owner: str, members: frozenset[str]) -> None:
    assume(one.nations)

    assert reader_set(one, owner=owner, members=members) is not EVERYONE


@pytest.mark.parametrize("wanted", VALUE_TYPES, ids=lambda one: one.__name__)
@law_of_each
@given(raw=toml_values)
def test_any_value_is_read_or_refused_in_a_sentence(wanted: type, raw: Any) -> None:
    said = _refusal(wanted, raw)

    assert said == "" or said.startswith(("is ", "has ", "holds ", "runs "))
    assert len(said) < 600


@pytest.mark.parametrize("wanted", [Quantity, Money, When, Share], ids=lambda one: one.__name__)
@law
@given(text=st.text(visible | st.sampled_from("0123456789.~?-/Q\n"), max_size=12))
def test_any_text_is_read_or_refused(wanted: Any, text: str) -> None:
    with suppress(ValueError, ArithmeticError):
        assert isinstance(wanted.from_text(text), wanted)


def _refusal(wanted: type, raw: Any) -> str:
    try:
        decode_toml(wanted, raw)
    except ValueError as error:
        return str(error)
    return ""
