"""The hours of a meeting: which are known, what does not fit, and that nothing is lost in between."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law, moments
from workbook.analysis.timetable import Timetable, timetable
from workbook.model.enums import AgendaKind
from workbook.model.kind import Kind
from workbook.model.meeting import AgendaItem, Meeting
from workbook.model.record import Record
from workbook.model.when import When

DAY = When.from_text("2022-09-28")
NINE = datetime(2022, 9, 28, 9, tzinfo=UTC)


def _item(number: int, minutes: int | None) -> Record:
    data = AgendaItem(order=number, title=f"Item {number}", kind=AgendaKind.DISCUSSION, minutes=minutes)
    return Record(id=f"G-000{number}", kind=Kind.AGENDA, path="", data=data)


def _table(*minutes: int | None, start: datetime | None = NINE, end: datetime | None = None) -> Timetable:
    meeting = Meeting(title="Meeting", date=DAY, start=start, end=end)
    return timetable(meeting, [_item(number, one) for number, one in enumerate(minutes)])


def _hours(table: Timetable) -> list[str]:
    return [f"{slot.begins:%H:%M}" if slot.begins is not None else "" for slot in table.slots]


def test_each_item_begins_when_the_one_before_it_ends() -> None:
    assert _hours(_table(45, 30, 10)) == ["09:00", "09:45", "10:15"]


def test_no_hour_is_known_behind_an_item_without_minutes() -> None:
    table = _table(45, None, 10)

    assert _hours(table) == ["09:00", "09:45", ""]
    assert [one.id for one in table.without_minutes] == ["G-0001"]


def test_what_runs_over_the_end_is_counted() -> None:
    table = _table(45, 30, 10, end=NINE + timedelta(hours=1))

    assert [slot.beyond for slot in table.slots] == [0, 15, 10]
    assert (table.too_long, table.spare) == (25, 0)


def test_what_is_left_is_counted() -> None:
    table = _table(45, end=NINE + timedelta(hours=1))

    assert (table.too_long, table.spare) == (0, 15)


def test_a_meeting_that_ends_before_it_starts_has_no_known_length() -> None:
    table = _table(45, end=NINE - timedelta(hours=1))

    assert table.available is None


@law
@given(
    start=st.none() | moments,
    end=st.none() | moments,
    minutes=st.lists(st.none() | st.integers(0, 10_000), max_size=5),
)
def test_slots_follow_each_other_and_what_is_beyond_adds_up(
    start: datetime | None, end: datetime | None, minutes: list[int | None]
) -> None:
    table = _table(*minutes, start=start, end=end)

    assert [slot.begins for slot in table.slots[1:]] == [slot.ends for slot in table.slots[:-1]]
    assert sum(slot.beyond for slot in table.slots) <= table.needed
    # Where all hours are known, what is beyond is what does not fit.
    known = bool(table.slots) and table.slots[-1].ends is not None and table.available is not None
    assert not known or sum(slot.beyond for slot in table.slots) == table.too_long
