"""The agenda: what a meeting will take up, item by item, and where each matter stands.

In: a released plan, a meeting, a day. Out: a `Paper`. It says nothing that the records do not say, and
leaves out what they leave out.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Row, Table, paragraph, points, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import sentence
from workbook.render.views.gathering import (
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


def agenda_view(released: Released[Workbook], *, today: date, meeting: str = "") -> Paper:
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
        facts = _facts(reading, item, tells_kind=tells_kind, in_schedule=schedule.tells)
        own = [one for one in actions if behind[one.id] == item.id]
        shown.append(_item(reading, item, facts, own, today))
    others = points(action_line(reading, one, today) for one in actions if behind[one.id] not in ours)
    return Paper(
        name="agenda",
        head=head,
        short=_remarks(items),
        sections=(
            Section(key="schedule", heading=words.SCHEDULE, blocks=(schedule,), counted=True),
            Section(key="agenda", heading="", sections=tuple(shown)),
            Section(key="other_actions", heading=words.OTHER_ACTIONS, blocks=(others,)),
        ),
        frame=frame(reading, title=words.TITLE, subtitle=subtitle(record), today=today),
    )


def _item(
    reading: Reading, item: Record, facts: Sequence[str], actions: Sequence[Record], today: date
) -> Section:
    data = item.data
    aim = paragraph(sentence(data.aim), reading.cite(item))
    papers = paragraph(words.papers("; ".join(data.papers)) if data.papers else "")
    standing = points(standing_lines(reading, data.about))
    owed = points(action_line(reading, one, today) for one in actions)
    return Section(
        key=item.id,
        number=str(data.order),
        heading=data.title,
        facts=sentence(", ".join(facts)),
        blocks=(aim, papers),
        sections=(
            Section(key=f"{item.id}-standing", heading=words.STANDING, blocks=(standing,)),
            Section(key=f"{item.id}-actions", heading=words.ACTIONS, blocks=(owed,)),
        ),
        is_kept=True,
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


def _schedule(reading: Reading, meeting: Record, items: Sequence[Record]) -> Table:
    """Give the table of items, where it says more than the headings below it."""
    if len(items) < 2 or not any(_is_scheduled(item) for item in items):
        return table(words.COLUMNS, ())
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
    return table(words.COLUMNS, rows, numbers=(0,), header=1)
