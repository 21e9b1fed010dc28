"""Claims about the code lists: nations, currencies, units."""

from datetime import date

import pytest

from workbook.model.currencies import (
    CURRENCIES,
    WITHDRAWN,
    CurrencyState,
    currency_digits,
    currency_state,
)
from workbook.model.nations import NATION_NAMES, ORGANISATION_NAMES, is_party_code, party_name
from workbook.model.units import UNITS, unit_symbol


def test_nations_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(NATION_NAMES) == 249 + 1
    assert NATION_NAMES["XKX"] == "Kosovo"


def test_nation_codes_are_three_capitals() -> None:
    assert {
        code for code in NATION_NAMES if not (len(code) == 3 and code.isascii() and code.isupper())
    } == set()


def test_no_name_stands_for_two_parties() -> None:
    names = [*NATION_NAMES.values(), *ORGANISATION_NAMES.values()]

    assert len(set(names)) == len(names)


def test_organisations_share_no_code_with_nations() -> None:
    assert NATION_NAMES.keys() & ORGANISATION_NAMES.keys() == set()


@pytest.mark.parametrize("code", ["NOR", "UKR", "GBR", "XKX", "NATO", "EU"])
def test_parties_are_nations_and_organisations(code: str) -> None:
    assert is_party_code(code)


@pytest.mark.parametrize("code", ["", "nor", "UK", "XXK", "Norway"])
def test_other_words_are_no_party(code: str) -> None:
    assert not is_party_code(code)


def test_a_party_without_name_is_called_by_its_code() -> None:
    assert party_name("NOR") == "Norway"
    assert party_name("NATO") == "North Atlantic Treaty Organization"
    assert party_name("QQQ") == "QQQ"


def test_no_currency_is_both_active_and_withdrawn() -> None:
    assert CURRENCIES.keys() & WITHDRAWN.keys() == set()


def test_every_successor_is_a_known_currency() -> None:
    successors = {withdrawn.successor for withdrawn in WITHDRAWN.values()}

    assert successors - {""} - CURRENCIES.keys() - WITHDRAWN.keys() == set()


def test_every_successor_that_was_withdrawn_in_turn_went_later() -> None:
    pairs = [(was, WITHDRAWN[was.successor]) for was in WITHDRAWN.values() if was.successor in WITHDRAWN]

    assert [was.name for was, successor in pairs if successor.on <= was.on] == []


@pytest.mark.parametrize(
    ("code", "last_day"),
    [
        ("HRK", date(2022, 12, 31)),
        ("BGN", date(2025, 12, 31)),
        ("LTL", date(2014, 12, 31)),
        ("LVL", date(2013, 12, 31)),
        ("EEK", date(2010, 12, 31)),
        ("DEM", date(2001, 12, 31)),
    ],
)
def test_a_currency_that_became_the_euro_is_fine_up_to_its_last_day(code: str, last_day: date) -> None:
    assert currency_state(code, last_day) is CurrencyState.ACTIVE
    assert currency_state(code, WITHDRAWN[code].on) is CurrencyState.WITHDRAWN
    assert (WITHDRAWN[code].on - last_day).days == 1
    assert WITHDRAWN[code].successor == "EUR"


@pytest.mark.parametrize("code", ["", "eur", "XXX", "XTS", "EURO"])
def test_words_that_are_no_currency_are_unknown(code: str) -> None:
    assert currency_state(code, date(2022, 9, 28)) is CurrencyState.UNKNOWN


def test_minor_units_are_those_of_iso_4217() -> None:
    assert [currency_digits(code) for code in ("USD", "JPY", "KWD", "UYW", "HRK")] == [2, 0, 3, 4, 2]
    assert currency_digits("XDR") is None
    assert currency_digits("QQQ") is None


@pytest.mark.parametrize(
    "code",
    [
        "each",
        "set",
        "lot",
        "EA",
        "SET",
        "LO",
        "H87",
        "KGM",
        "TNE",
        "LTR",
        "MTR",
        "MTK",
        "MTQ",
        "HUR",
        "DAY",
        "MON",
        "ANN",
        "KWH",
        "NMI",
        "D65",
    ],
)
def test_units_of_daily_use_are_known(code: str) -> None:
    assert code in UNITS


@pytest.mark.parametrize("code", ["", "kgm", "Each", "BX", "pieces"])
def test_deleted_codes_and_other_words_are_no_unit(code: str) -> None:
    assert code not in UNITS


def test_every_unit_has_a_name_and_a_short_symbol() -> None:
    assert [code for code, unit in UNITS.items() if not unit.name or not 0 < len(unit.symbol) <= 18] == []


def test_a_unit_without_name_is_called_by_its_code() -> None:
    assert (unit_symbol("KGM"), unit_symbol("QQQ")) == ("kg", "QQQ")
