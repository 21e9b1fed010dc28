"""The agenda: what a meeting will take up, item by item, and where each matter stands.

In: a released plan, a meeting, a day. Out: a `Paper`. It says nothing that the records do not say, and
leaves out what they leave out.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from workbook.analysis.timetable import Timetable, timetable
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Point, Points, Row, Table, paragraph, points, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import sentence
from workbook.render.views.gathering import (
    action_line,
    agenda_of,
    head_facts,
    meeting_of,
    subtitle,
)
from workbook.render.views.hours import fitting_lines, numbers, slot_text
from workbook.render.views.pending import pending
from workbook.render.views.results import taken_on
from workbook.render.views.standing import standing_points
from workbook.render.views.tabled import other_proposals, proposal_line, proposals_on
from workbook.render.words import agenda as words

_MOST_RECORDS = 8
_MOST_LINES = 8


def agenda_view(released: Released[Workbook], *, today: date, meeting: str = "") -> Paper:
    """Say what a meeting will take up.

    Raises:
        NoMeetingError: no such meeting is released to the audience.
    """
    reading = Reading(released)
    record = meeting_of(reading, meeting, today)
    items = agenda_of(reading, record)
    head = head_facts(reading, record, counted_on=today)
    hours = timetable(record.data, items)
    schedule = _schedule(reading, record, hours)
    tells_kind = len({item.data.kind for item in items}) > 1
    found = pending(reading, record, items)
    shown = []
    for item in items:
        facts = _facts(reading, item, tells_kind=tells_kind, in_schedule=schedule.tells)
        proposals = proposals_on(reading, record, item)
        decided = taken_on(reading, record, item)
        shown.append(_item(reading, item, facts, decided, proposals, found.by_item[item.id], today))
    others = other_proposals(reading, record, items)
    return Paper(
        name="agenda",
        head=head,
        short=_short(reading, record, items, hours, today),
        sections=(
            Section(key="schedule", heading=words.SCHEDULE, blocks=(schedule,), counted=True),
            Section(key="agenda", heading="", sections=tuple(shown)),
            _cut(
                "other_proposals",
                words.OTHER_PROPOSALS,
                [partial(proposal_line, reading, one, today) for one in others],
                f"workbook list proposals for_meeting={record.id}",
            ),
            _cut(
                "other_actions",
                words.OTHER_ACTIONS,
                [partial(action_line, reading, one, today) for one in found.others],
                "workbook list actions status=open",
            ),
        ),
        frame=frame(reading, title=words.TITLE, subtitle=subtitle(record), today=today),
    )


def _item(
    reading: Reading,
    item: Record,
    facts: Sequence[str],
    decided: Sequence[Point],
    proposals: Sequence[Record],
    actions: Sequence[Record],
    today: date,
) -> Section:
    data = item.data
    aim = paragraph(sentence(data.aim), reading.cite(item))
    papers = paragraph(words.papers("; ".join(data.papers)) if data.papers else "")
    told = {one.id for one in proposals}
    about = [id for id in data.about if id not in told]
    left = len(about) - _MOST_RECORDS
    return Section(
        key=item.id,
        number=str(data.order),
        heading=data.title,
        facts=sentence(", ".join(facts)),
        blocks=(aim, papers),
        sections=(
            Section(
                key=f"{item.id}-decided", heading=words.DECISIONS, blocks=(Points(points=tuple(decided)),)
            ),
            Section(
                key=f"{item.id}-standing",
                heading=words.STANDING,
                blocks=(standing_points(reading, about[:_MOST_RECORDS], today),),
                more=words.more(left, f"workbook show {item.id}") if left > 0 else "",
            ),
            Section(
                key=f"{item.id}-proposals",
                heading=words.PROPOSALS,
                blocks=(points(proposal_line(reading, one, today) for one in proposals),),
            ),
            _cut(
                f"{item.id}-actions",
                words.ACTIONS,
                [partial(action_line, reading, one, today) for one in actions],
                "workbook list actions status=open",
            ),
        ),
        is_kept=True,
    )


def _cut(key: str, heading: str, lines: Sequence[Callable[[], Line]], command: str) -> Section:
    """Make a section; lines that are left out are never made, so that their sources are not cited."""
    left = len(lines) - _MOST_LINES
    return Section(
        key=key,
        heading=heading,
        blocks=(points(line() for line in lines[:_MOST_LINES]),),
        more=words.more(left, command) if left > 0 else "",
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


def _short(
    reading: Reading, meeting: Record, items: Sequence[Record], hours: Timetable, today: date
) -> tuple[Line, ...]:
    """Say whether all of it fits and what holds of many items; once the meeting is over, that it is."""
    if meeting.data.date.is_over(today):
        remarks: tuple[Line, ...] = (Line(text=words.OVER),)
    else:
        remarks = (*fitting_lines(hours, meeting.data.end), *_remarks(items))
    closed = [one for one in items if one.data.about and not any(map(reading.plan.get, one.data.about))]
    if closed:
        remarks = (*remarks, Line(text=sentence(words.closed(numbers(closed), len(closed)))))
    return remarks


def _remarks(items: Sequence[Record]) -> tuple[Line, ...]:
    """Say once what would else be said of every item."""
    if not items:
        return (Line(text=words.NO_ITEMS),)
    kinds = {item.data.kind for item in items}
    remarks = [words.ALL_OF_A_KIND[items[0].data.kind]] if len(kinds) == 1 and len(items) > 1 else []
    if not any(_is_scheduled(item) for item in items):
        remarks.append(words.NOBODY_LEADS)
    return tuple(Line(text=remark) for remark in remarks)


def _is_scheduled(item: Record) -> bool:
    return bool(item.data.lead or item.data.papers or item.data.minutes is not None)


def _schedule(reading: Reading, meeting: Record, hours: Timetable) -> Table:
    """Give the table of items, where it says more than the headings below it."""
    if len(hours.slots) < 2 or not any(_is_scheduled(slot.item) for slot in hours.slots):
        return table(words.COLUMNS, ())
    rows = []
    for slot in hours.slots:
        data = slot.item.data
        invited = words.INVITED[data.invited_to] if data.invited_to is not None else ""
        lead = reading.party(data.lead) if data.lead else ""
        minutes = words.minutes(data.minutes) if data.minutes is not None else ""
        clock = slot_text(slot, meeting.data.date.first)
        rows.append(Row(cells=(str(data.order), data.title, lead, invited, clock, minutes)))
    return table(words.COLUMNS, rows, numbers=(0, 5), header=1)
