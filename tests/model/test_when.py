"""Times, shares and readers: every form is read as the days, the part and the nations that it means."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from workbook.model.readers import EVERYONE, MEMBERS, NATIONAL, PUBLIC, Readers, is_within, reader_set
from workbook.model.share import Share
from workbook.model.when import AbsurdYearError, When

MEMBER_STATES = frozenset({"NOR", "SWE"})


@pytest.mark.parametrize(
    ("raw", "first", "last", "words"),
    [
        (date(2022, 9, 28), date(2022, 9, 28), date(2022, 9, 28), "2022-09-28"),
        ("2022-09-28", date(2022, 9, 28), date(2022, 9, 28), "2022-09-28"),
        ("2022-09", date(2022, 9, 1), date(2022, 9, 30), "2022-09"),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31), "2022-12"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31), "2022-Q1"),
        ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31), "2022-Q4"),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "2022"),
        ("2199", date(2199, 1, 1), date(2199, 12, 31), "2199"),
        ({"until": "2022-Q4"}, None, date(2022, 12, 31), "until 2022-Q4"),
        ({"from": date(2022, 9, 1)}, date(2022, 9, 1), None, "from 2022-09-01"),
        ({"about": "2022"}, date(2022, 1, 1), date(2022, 12, 31), "about 2022"),
        (
            {"between": ["2022-Q1", date(2022, 5, 2)]},
            date(2022, 1, 1),
            date(2022, 5, 2),
            "2022-Q1 to 2022-05-02",
        ),
        ("unknown", None, None, "unknown"),
        ("undisclosed", None, None, "undisclosed"),
    ],
    ids=str,
)
def test_every_form_of_a_time_is_read(raw: object, first: date | None, last: date | None, words: str) -> None:
    when = When.parse(raw)

    assert (when.first, when.last, str(when)) == (first, last, words)


@pytest.mark.parametrize(
    "raw",
    [
        date(1, 1, 1),
        date(9999, 12, 31),
        date(1899, 12, 31),
        date(2200, 1, 1),
        "0001",
        "9999-12",
        "1899-Q4",
        "0000",
        {"until": "9999"},
        {"from": date(1, 1, 1)},
        {"between": ["2022", "9999"]},
    ],
    ids=str,
)
def test_far_year_is_refused_with_the_years_that_are_wanted(raw: object) -> None:
    with pytest.raises(AbsurdYearError, match=r"^is [0-9Q-]+: years run from 1900 to 2199$"):
        When.parse(raw)


@pytest.mark.parametrize(
    "raw",
    [
        datetime(2022, 9, 28, tzinfo=UTC),
        2022,
        Decimal("2022.5"),
        True,
        None,
        [],
        {},
        "",
        "?",
        "2022-13",
        "2022-00",
        "2022-Q5",
        "2022-Q0",
        "2022-02-30",
        "2022-9",
        "22",
        "２０２２",
        "2022\n",
        " 2022",
        "2022..2023",
        {"until": "unknown"},
        {"until": datetime(2022, 9, 28, tzinfo=UTC)},
        {"until": "2022", "from": "2021"},
        {"between": ["2022"]},
        {"between": "2022"},
        {"between": ["2023", "2022"]},
        {"about": {"about": "2022"}},
        {"k" * 1_000_000: 1},
        "x" * 1_000_000,
    ],
    ids=lambda raw: str(raw)[:30],
)
def test_what_is_no_time_is_refused_in_a_short_sentence(raw: object) -> None:
    with pytest.raises(ValueError, match=r"wanted|no such day|earlier") as told:
        When.parse(raw)

    assert len(str(told.value)) < 300


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (1, Fraction(1)),
        (Decimal("0.25"), Fraction(1, 4)),
        (Decimal("1E+2"), Fraction(100)),
        ("1/3", Fraction(1, 3)),
        ("3/2", Fraction(3, 2)),
        ("0/1", Fraction(0)),
    ],
    ids=str,
)
def test_every_form_of_a_share_is_read(raw: object, value: Fraction) -> None:
    assert Share.parse(raw).value == value


@pytest.mark.parametrize(
    "raw", ["1/0", "1/00", "-1/3", "1/-3", "1/3/4", "a/b", "0.5", "", "/", "１/３", True, None, []]
)
def test_what_is_no_share_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match="wanted"):
        Share.parse(raw)


@pytest.mark.parametrize(
    ("raw", "readers"),
    [("public", PUBLIC), ("members", MEMBERS), ("national", NATIONAL), ("NOR", Readers.parse(["NOR"]))],
)
def test_named_readers_are_read(raw: object, readers: Readers) -> None:
    assert Readers.parse(raw) == readers


@pytest.mark.parametrize("name", ["public", "members", "national"])
def test_nation_with_the_name_of_a_scope_is_a_nation_and_stays_one(name: str) -> None:
    readers = Readers.parse([name])

    assert reader_set(Readers.from_text(readers.text), owner="NOR", members=MEMBER_STATES) == frozenset(
        ("NOR", name)
    )


def test_separator_in_a_code_makes_no_two_nations() -> None:
    with pytest.raises(ValueError, match="wanted"):
        Readers.parse(["USA\x1fGBR"])


@pytest.mark.parametrize("raw", [5, None, True, [], {}, [5], ["NOR", 5], [["NOR"]], [{}]], ids=str)
def test_what_names_no_readers_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match="wanted"):
        Readers.parse(raw)


def test_order_and_repetition_of_nations_do_not_matter() -> None:
    assert Readers.parse(["SWE", "NOR", "SWE"]) == Readers.parse(["NOR", "SWE"])


@pytest.mark.parametrize(
    ("raw", "owner", "found"),
    [
        ("public", "UKR", EVERYONE),
        ("members", "UKR", frozenset({"NOR", "SWE", "UKR"})),
        ("national", "UKR", frozenset({"UKR"})),
        (["DNK"], "UKR", frozenset({"DNK", "UKR"})),
        ("members", "", frozenset({"NOR", "SWE"})),
        ("national", "", frozenset()),
        (["DNK"], "", frozenset({"DNK"})),
    ],
)
def test_readers_are_resolved_to_nations(raw: object, owner: str, found: object) -> None:
    assert reader_set(Readers.parse(raw), owner=owner, members=MEMBER_STATES) == found


@pytest.mark.parametrize(
    ("readers", "wider", "expected"),
    [
        (frozenset({"NOR"}), MEMBER_STATES, True),
        (MEMBER_STATES, frozenset({"NOR"}), False),
        (MEMBER_STATES, EVERYONE, True),
        (EVERYONE, EVERYONE, True),
        (EVERYONE, MEMBER_STATES, False),
        (frozenset[str](), frozenset[str](), True),
    ],
)
def test_within_is_a_plain_comparison_of_sets(
    readers: frozenset[str], wider: frozenset[str], expected: bool
) -> None:
    assert is_within(readers, wider) is expected
