"""The hours of a meeting in words: when each item is, and what runs over the end.

In: a timetable. Out: texts for its rows, and lines that say whether all of it fits.
"""

from collections.abc import Sequence
from datetime import date, datetime

from workbook.analysis.timetable import Slot, Timetable
from workbook.model.dates import day_text
from workbook.model.record import Record
from workbook.render.blocks import Line
from workbook.render.values import listed, sentence
from workbook.render.words import brief
from workbook.render.words import hours as words


def slot_text(slot: Slot, day: date | None) -> str:
    """Give the hours of an item: `09:00–09:10`; on another day than the meeting's first, with that day."""
    if slot.begins is None:
        return ""
    begins = _clock(slot.begins, day)
    ends = _clock(slot.ends, slot.begins.date()) if slot.ends is not None and slot.ends != slot.begins else ""
    text = words.from_to(begins, ends)
    return words.after_the_end(text) if slot.is_over_the_end else text


def fitting_lines(table: Timetable, end: datetime | None) -> tuple[Line, ...]:
    """Say whether the items fit into the meeting, which run over the end, and which have no length."""
    lines = []
    beyond = [one.item for one in table.slots if one.is_over_the_end]
    over = numbers(beyond) if beyond else ""
    if table.available is not None and table.needed:
        needed, available = words.length(table.needed), words.length(table.available)
        if table.too_long:
            excess = words.length(table.too_long)
            lines.append(words.too_long(needed, available, excess, over, f"{end:%H:%M}" if end else ""))
        else:
            lines.append(words.fits(needed, available, words.length(table.spare) if table.spare else ""))
    unset = table.without_minutes
    if table.needed and unset:
        follows = unset[0] is not table.slots[-1].item
        lines.append(words.unset(numbers(unset), len(unset), follows=follows))
    return tuple(Line(text=sentence(line)) for line in lines)


def numbers(items: Sequence[Record]) -> str:
    """Name some items by their numbers: `item 8`, `items 8 and 9`."""
    return brief.items(listed([str(one.data.order) for one in items]), len(items))


def _clock(moment: datetime, day: date | None) -> str:
    clock = f"{moment:%H:%M}"
    return clock if day is None or moment.date() == day else words.on_day(day_text(moment.date()), clock)
