"""Values in words, and in the forms that TOML would hold."""

from typing import Any

import pytest

from workbook.model.catalogue import Item
from workbook.model.commitment import Lot, Recipient
from workbook.model.enums import ItemKind
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.readers import Readers
from workbook.model.share import Share
from workbook.model.when import When
from workbook.model.words import place_words, plain_value, table_words, title_of, value_words


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("lots[1].by", "lots 2, by"),
        ("need_by", "need by"),
        ("meets[0].request", "meets 1, request"),
        ("", ""),
    ],
)
def test_place_in_a_record_is_named_as_people_say_it(field: str, words: str) -> None:
    assert place_words(field) == words


def test_limit_is_not_told_twice() -> None:
    assert table_words(Lot(lot="a", by=When.parse({"until": "2023-Q1"}))) == "a (by 2023-Q1)"
    assert table_words(Lot(lot="a", by=When.parse({"from": "2023"}))) == "a (by from 2023)"


@pytest.mark.parametrize(
    "raw",
    [
        20,
        {"about": 20},
        {"at_least": 20},
        {"at_most": 20},
        {"from": 10, "to": 20},
        "unknown",
        "undisclosed",
    ],
)
def test_quantity_comes_back_as_it_was_written(raw: Any) -> None:
    assert plain_value(Quantity.parse(raw)) == raw


@pytest.mark.parametrize(
    "raw",
    [
        "2022",
        "2022-Q4",
        "2022-09",
        "2022-09-28",
        {"until": "2022-09"},
        {"from": "2022-09"},
        {"about": "2022-09"},
        {"between": ["2022-09-01", "2022-10-01"]},
        "unknown",
        "undisclosed",
    ],
)
def test_time_comes_back_as_it_was_written(raw: Any) -> None:
    assert plain_value(When.parse(raw)) == raw


@pytest.mark.parametrize("raw", ["public", "members", "national", ["GBR", "USA"]])
def test_readers_come_back_as_they_were_written(raw: Any) -> None:
    assert plain_value(Readers.parse(raw)) == raw


def test_money_and_share_come_back_as_they_were_written() -> None:
    raw = {"amount": {"about": 5}, "currency": "EUR"}

    assert plain_value(Money.parse(raw)) == raw
    assert plain_value(Share.parse("1/3")) == "1/3"


def test_table_is_told_by_its_first_field_and_labels() -> None:
    lot = Lot(lot="a", by=When.parse("2023-Q1"), quantity=Quantity.parse(1200))

    assert table_words(lot) == "a (by 2023-Q1, quantity 1,200)"


def test_list_of_tables_is_told_one_after_the_other() -> None:
    assert value_words((Recipient(party="UKR"), Recipient(party="POL"))) == "UKR; POL"


def test_record_is_called_by_its_title_or_name() -> None:
    assert title_of(Item(name="Shell", kind=ItemKind.MUNITION, unit="each")) == "Shell"
