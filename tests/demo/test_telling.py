"""What is told around the figures: it is there, it is varied, and it agrees with the record."""

from collections import Counter
from statistics import mean

import pytest

from tests.demo.conftest import Demo
from workbook.demo.catalogue import ITEM
from workbook.demo.drawing import DrawnPlan, draw_plan
from workbook.demo.story import LAST_DAY
from workbook.demo.wording import amount, joined, ministry, worth
from workbook.model.kind import Kind
from workbook.model.record import Record

_TOLD = (Kind.COMMITMENT, Kind.REQUEST, Kind.ACCEPTANCE, Kind.STOCK, Kind.PROCUREMENT, Kind.FUND)


@pytest.fixture(scope="module")
def large() -> DrawnPlan:
    plan = draw_plan(30, 4000, 1)
    assert plan is not None
    return plan


def _drawn(demo: Demo) -> list[Record]:
    """Give the records that are not planted."""
    return [record for record in demo.workbook if "# planted" not in demo.text(record.path)]


def test_files_are_as_long_as_real_ones(large: DrawnPlan) -> None:
    sizes = [len(page.text.encode()) for page in large.shared]

    assert 480 < mean(sizes) < 680
    assert min(sizes) < 150
    assert max(sizes) > 1500


@pytest.mark.parametrize("kind", _TOLD)
def test_most_records_say_where_they_are_known_from(demo: Demo, kind: Kind) -> None:
    records = [record for record in _drawn(demo) if record.kind is kind]

    sourced = [record for record in records if record.data.sources]

    assert len(sourced) > 0.5 * len(records)


def test_no_sentence_is_told_over_and_over(large: DrawnPlan) -> None:
    lines = [line for page in large.shared for line in page.text.splitlines()]

    told = Counter(line for line in lines if line.startswith(("notes = ", "says = ")))

    assert told.most_common(1)[0][1] < 0.02 * len(large.shared)


def test_no_source_is_newer_than_the_story(demo: Demo) -> None:
    days = [source.date for record in _drawn(demo) for source in record.data.sources]

    assert [day for day in days if day is None or day.first is None or day.first > LAST_DAY] == []


def test_what_is_held_back_stands_in_no_source_or_note(demo: Demo) -> None:
    held = [
        record.data
        for record in _drawn(demo)
        if "quantity" in record.data.release_fields and record.kind is Kind.COMMITMENT
    ]

    told = [f"{data.title} {data.notes} {[source.says for source in data.sources]}" for data in held]

    assert held
    assert [text for data, text in zip(held, told, strict=True) if f"{data.quantity.low:,} " in text] == []


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("1", "1 eight-tonne truck"),
        ("1_200_000", "1,200,000 eight-tonne trucks"),
        ("{about = 40}", "about 40 eight-tonne trucks"),
        ("{from = 40, to = 50}", "40 to 50 eight-tonne trucks"),
        ('"unknown"', "eight-tonne trucks, in a number that is not yet known"),
        ('"undisclosed"', "eight-tonne trucks, in a number that is not disclosed"),
    ],
)
def test_a_quantity_is_told_with_its_doubt(quantity: str, words: str) -> None:
    assert amount(ITEM["truck-8t"], quantity) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('{amount = 1_030_000, currency = "NOK"}', "NOK 1.03 million"),
        ('{amount = {about = 4700}, currency = "EUR"}', "about EUR 4,700"),
        ('{amount = 90_000_000, currency = "EUR"}', "EUR 90 million"),
        ('{amount = "undisclosed", currency = "EUR"}', ""),
    ],
)
def test_a_value_is_told_exactly_or_not_at_all(value: str, words: str) -> None:
    assert worth(value) == words


def test_offices_speak_and_not_persons() -> None:
    assert ministry("NOR") == "Ministry of Defence of Norway"
    assert ministry("NLD") == "Ministry of Defence of the Netherlands"
    assert ministry("EU") == "Military staff of the European Union"


def test_a_list_is_read_out() -> None:
    assert [joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
