"""The hours of a meeting: when each item begins and ends, and what does not fit.

In: a meeting and its agenda items in order. Out: `Timetable`. An item's hours are known as long as every item
before it says how long it takes; nothing is guessed, and no break is put in. It knows no today.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from workbook.model.meeting import Meeting
from workbook.model.record import Record


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """The hours of an item, None where not known; `beyond`: its minutes after the end of the meeting.

    `is_over_the_end` holds also for one that begins after the end and does not say how long it takes.
    """

    item: Record
    begins: datetime | None
    ends: datetime | None
    beyond: int = 0
    is_over_the_end: bool = False


class Timetable(msgspec.Struct, frozen=True, kw_only=True):
    """The hours of all items, in minutes: what they need together, what the meeting has (None: not known)."""

    slots: tuple[Slot, ...]
    needed: int
    available: int | None

    @property
    def too_long(self) -> int:
        """How many minutes do not fit; 0 where all do, or where it is not known."""
        return max(self.needed - self.available, 0) if self.available is not None else 0

    @property
    def spare(self) -> int:
        """How many minutes are left for breaks and whatever has no minutes yet; 0 where it is not known."""
        return max(self.available - self.needed, 0) if self.available is not None else 0

    @property
    def without_minutes(self) -> tuple[Record, ...]:
        """The items that do not say how long they take."""
        return tuple(slot.item for slot in self.slots if slot.item.data.minutes is None)


def timetable(meeting: Meeting, items: Sequence[Record]) -> Timetable:
    """Lay out the hours of a meeting.

    09:00 to 10:00;  item 1: 45 minutes, item 2: 30 minutes, item 3 says nothing
    -> 1 from 09:00 to 09:45, 2 from 09:45 to 10:15, 15 minutes beyond the end, 3 from 10:15
    """
    slots = []
    begins = meeting.start
    for item in items:
        ends = _after(begins, item.data.minutes)
        slots.append(_slot(item, begins, ends, meeting.end))
        begins = ends
    return Timetable(
        slots=tuple(slots),
        needed=sum(item.data.minutes or 0 for item in items),
        available=_minutes(meeting.start, meeting.end),
    )


def _slot(item: Record, begins: datetime | None, ends: datetime | None, end: datetime | None) -> Slot:
    beyond = _beyond(begins, ends, end)
    is_after = begins is not None and end is not None and begins > end
    return Slot(item=item, begins=begins, ends=ends, beyond=beyond, is_over_the_end=bool(beyond) or is_after)


def _after(begins: datetime | None, minutes: int | None) -> datetime | None:
    if begins is None or minutes is None:
        return None
    try:
        return begins + timedelta(minutes=minutes)
    except OverflowError:  # the last day that a calendar knows
        return None


def _beyond(begins: datetime | None, ends: datetime | None, end: datetime | None) -> int:
    if begins is None or ends is None or end is None or ends <= end:
        return 0
    return (ends - max(begins, end)) // timedelta(minutes=1)


def _minutes(start: datetime | None, end: datetime | None) -> int | None:
    """Give how long a meeting lasts; None where it does not say, or ends before it starts."""
    if start is None or end is None or end <= start:
        return None
    return (end - start) // timedelta(minutes=1)
