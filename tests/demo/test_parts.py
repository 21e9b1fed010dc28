"""The parts that everything is drawn with: chance, text, lots."""

from datetime import date, timedelta

import tomli
from hypothesis import given
from hypothesis import strategies as st

from workbook.demo.chance import Chance, Ids
from workbook.demo.lots import draw_lots
from workbook.demo.story import LAST_DAY, page, stage_of
from workbook.demo.text import number, page_text, quote, table_list
from workbook.records.paths import home_of

_DAYS = st.dates(date(2022, 8, 1), date(2023, 9, 1))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_quoted_text_reads_back_as_it_was(text: str) -> None:
    assert tomli.loads(f"a = {quote(text)}") == {"a": text}


@given(st.integers(0, 10**12))
def test_a_written_number_reads_back_as_it_was(value: int) -> None:
    assert tomli.loads(f"a = {number(value)}") == {"a": value}


def test_a_page_has_fields_then_the_mark_then_tables() -> None:
    text = page_text(["a = 1", ""], table_list("lots", [("b = 2", "")]))

    assert text == "a = 1\nillustrative = true\n\n[[lots]]\nb = 2\n"


@given(st.integers(1, 1000), st.integers(1000, 10**7), st.integers())
def test_a_skewed_draw_stays_between_its_bounds(least: int, most: int, seed: int) -> None:
    assert least <= Chance(seed, "test").skewed(least, most) <= most


def test_the_same_seed_and_name_draw_the_same() -> None:
    one, same, other = Chance(1, "a"), Chance(1, "a"), Chance(1, "b")

    drawn = [[stream.between(0, 10**9) for _ in range(5)] for stream in (one, same, other)]

    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_ids_are_never_drawn_twice_and_fit_their_place() -> None:
    ids = Ids(1)

    drawn = [ids.new("C", "NOR") for _ in range(3000)]

    homes = [home_of(f"plans/nations/NOR/commitments/{id}.toml") for id in drawn]
    assert len(set(drawn)) == len(drawn)
    assert [home for home in homes if home is None or home.fault] == []


@given(st.integers(1, 10**6), _DAYS, st.integers(1, 300), st.integers())
def test_lots_add_up_and_none_is_overdue(quantity: int, first: date, days: int, seed: int) -> None:
    lots = draw_lots(quantity, first, first + timedelta(days=days), Chance(seed, "lots"))

    assert sum(lot.quantity for lot in lots) == quantity
    assert all(lot.is_done(LAST_DAY) == (lot.last <= LAST_DAY) for lot in lots)


def test_a_page_keeps_only_the_states_that_differ() -> None:
    drawn = page("a", date(2022, 10, 1), lambda day: "new" if day.year == 2023 else "old")

    assert drawn.states == ((1, "old"), (2, "new"))


def test_a_day_belongs_to_the_next_stage() -> None:
    assert [stage_of(date(2022, 9, 28)), stage_of(date(2022, 9, 29))] == [0, 1]
