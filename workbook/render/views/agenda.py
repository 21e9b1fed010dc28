"""The agenda: what a meeting will take up, item by item, and where each matter stands.

In: a released plan, a meeting, a day. Out: `AgendaView`. It says nothing that the records do not say, and
leaves out what they leave out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.frame import Frame, frame
from workbook.render.grid import Grid, Row, grid
from workbook.render.reading import Line, Reading
from workbook.render.values import sentence
from workbook.render.views.gathering import (
    Fact,
    action_line,
    agenda_of,
    head_facts,
    is_later,
    item_behind,
    meeting_of,
    open_actions,
    subtitle,
)
from workbook.render.views.standing import standing_lines
from workbook.render.words import agenda as words


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item: `facts` is what it is for, who leads it and how long it takes, "" where nothing is set."""

    number: str
    title: str
    facts: str
    aim: Line
    papers: tuple[str, ...]
    standing: tuple[Line, ...]
    actions: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """What an agenda says; `remarks` are sentences that hold for all items."""

    frame: Frame
    head: tuple[Fact, ...]
    remarks: tuple[str, ...]
    schedule: Grid
    items: tuple[ItemView, ...]
    other_actions: tuple[Line, ...]
    schedule_heading: str = words.SCHEDULE
    standing_heading: str = words.STANDING
    actions_heading: str = words.ACTIONS
    other_heading: str = words.OTHER_ACTIONS
    papers_heading: str = words.PAPERS


def agenda_view(released: Released[Workbook], *, today: date, meeting: str = "") -> AgendaView:
    """Say what a meeting will take up.

    Raises:
        NoMeetingError: no such meeting is released to the audience.
    """
    reading = Reading(released)
    record = meeting_of(reading, meeting, today)
    items = agenda_of(reading, record)
    head = head_facts(reading, record, expected=True)
    schedule = _schedule(reading, record, items)
    tells_kind = len({item.data.kind for item in items}) > 1
    actions = [one for one in open_actions(reading) if not is_later(reading, one, record)]
    behind = {action.id: item_behind(reading, action) for action in actions}
    ours = {item.id for item in items}
    shown = []
    for item in items:
        facts = _facts(reading, item, tells_kind=tells_kind, in_schedule=bool(schedule.rows))
        own = [one for one in actions if behind[one.id] == item.id]
        shown.append(_item(reading, item, facts, own, today))
    others = tuple(action_line(reading, one, today) for one in actions if behind[one.id] not in ours)
    return AgendaView(
        head=head,
        remarks=_remarks(items),
        schedule=schedule,
        items=tuple(shown),
        other_actions=others,
        frame=frame(reading, title=words.TITLE, subtitle=subtitle(record), today=today),
    )


def _item(
    reading: Reading, item: Record, facts: Sequence[str], actions: Sequence[Record], today: date
) -> ItemView:
    data = item.data
    return ItemView(
        number=str(data.order),
        title=data.title,
        facts=sentence(", ".join(facts)),
        aim=Line(text=sentence(data.aim), notes=reading.cite(item)),
        papers=data.papers,
        standing=standing_lines(reading, data.about),
        actions=tuple(action_line(reading, one, today) for one in actions),
    )


def _facts(reading: Reading, item: Record, *, tells_kind: bool, in_schedule: bool) -> list[str]:
    """List what an item is for, who leads it and how long it takes, unless the table tells it already."""
    data = item.data
    facts = [words.KIND[data.kind]] if tells_kind else []
    if in_schedule:
        return facts
    if data.invited_to is not None:
        facts.append(words.invited(words.INVITED[data.invited_to]))
    if data.lead:
        facts.append(words.led_by(reading.the(data.lead)))
    if data.minutes is not None:
        facts.append(words.minutes(data.minutes))
    return facts


def _remarks(items: Sequence[Record]) -> tuple[str, ...]:
    """Say once what would else be said of every item."""
    if not items:
        return (words.NO_ITEMS,)
    kinds = {item.data.kind for item in items}
    remarks = [words.ALL_OF_A_KIND[items[0].data.kind]] if len(kinds) == 1 and len(items) > 1 else []
    if not any(_is_scheduled(item) for item in items):
        remarks.append(words.NOBODY_LEADS)
    return tuple(remarks)


def _is_scheduled(item: Record) -> bool:
    return bool(item.data.lead or item.data.papers or item.data.minutes is not None)


def _schedule(reading: Reading, meeting: Record, items: Sequence[Record]) -> Grid:
    """Give the table of items, where it says more than the headings below it."""
    if len(items) < 2 or not any(_is_scheduled(item) for item in items):
        return grid(words.COLUMNS, ())
    rows = []
    begins: datetime | None = meeting.data.start
    for item in items:
        data = item.data
        invited = words.INVITED[data.invited_to] if data.invited_to is not None else ""
        lead = reading.party(data.lead) if data.lead else ""
        begin = f"{begins:%H:%M}" if begins is not None else ""
        minutes = words.minutes(data.minutes) if data.minutes is not None else ""
        rows.append(Row(cells=(str(data.order), data.title, lead, invited, begin, minutes)))
        # As long as every item before it has its minutes, an item's hour is known.
        begins = begins + timedelta(minutes=data.minutes) if begins and data.minutes is not None else None
    return grid(words.COLUMNS, rows)
