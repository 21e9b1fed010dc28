"""A meeting as papers need it: which one is meant, its head, its items, and the actions that hang on them.

In: a reading, and the id of a meeting or "". Out: the meeting's record, facts for the head of a paper, its
agenda in order, and lines on actions. A meeting that is hidden and one that is not there are told alike.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from workbook.errors import WorkbookError
from workbook.model.dates import clock_text
from workbook.model.enums import ActionStatus
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.render.blocks import Fact, Line
from workbook.render.frame import readers_text
from workbook.render.reading import Reading
from workbook.render.values import by_text, quantity_text, when_text
from workbook.render.words import agenda as words


class NoMeetingError(WorkbookError):
    """The plan has no such meeting for this audience."""

    def __init__(self, meeting: str, readers: str, known: Sequence[str]) -> None:
        which = f"No meeting {meeting!r}" if meeting else "No meeting"
        advice = f"name one of {', '.join(known)}" if known else "make one, or release one to them"
        super().__init__(f"{which} is released to {readers}: {advice}.")


def meeting_of(reading: Reading, meeting: str, today: date) -> Record:
    """Give the meeting that is named, or the one at hand: the next from today on, else the last before.

    Raises:
        NoMeetingError: none of that id, or none at all, is released to this audience.
    """
    known = sorted(
        (record for record in reading.plan.of_kind(Kind.MEETING) if not record.is_retired),
        key=lambda record: (_first_day(record), record.id),
    )
    if meeting:
        known = [record for record in known if record.id == meeting] or known
        if not known or known[0].id != meeting:
            raise NoMeetingError(meeting, _readers(reading), [record.id for record in known][-5:])
        return known[0]
    if not known:
        raise NoMeetingError("", _readers(reading), ())
    return next((record for record in known if not record.data.date.is_over(today)), known[-1])


def agenda_of(reading: Reading, meeting: Record) -> Sequence[Record]:
    """List the items of a meeting in order; items of equal order by id."""
    return reading.kept.drawn(_agenda, (reading.plan.of_kind(Kind.AGENDA),), meeting.id)


def _agenda(items: Sequence[Record], meeting: str) -> Sequence[Record]:
    found = (one for one in items if one.meeting == meeting and not one.is_retired)
    return tuple(sorted(found, key=lambda one: (one.data.order, one.id)))


def subtitle(meeting: Record) -> str:
    """Name a meeting with place and day."""
    data = meeting.data
    return " · ".join(part for part in (data.title, data.place, when_text(data.date)) if part)


def head_facts(reading: Reading, meeting: Record, *, counted_on: date | None = None) -> tuple[Fact, ...]:
    """List what is known of a meeting: day and hours, place, chair, host, series, the one before.

    With `counted_on` also how many nations are expected, and once it is over how many took part.
    """
    data = meeting.data
    facts = [
        Fact(label=words.WHEN, text=_times(meeting)),
        Fact(label=words.WHERE, text=data.place),
        Fact(label=words.CHAIR, text=_with_head(reading, meeting, data.chair)),
        Fact(label=words.HOST, text=_with_head(reading, meeting, data.host)),
        Fact(label=words.SERIES, text=data.series),
    ]
    if counted_on is not None:
        facts += _attendance(reading, meeting, counted_on)
    before = reading.plan.get(data.previous)
    if before is not None and before.kind is Kind.MEETING:
        text = words.meeting_on(before.data.title, when_text(before.data.date))
        facts.append(Fact(label=words.BEFORE, text=text))
    return tuple(fact for fact in facts if fact.text)


def _attendance(reading: Reading, meeting: Record, today: date) -> Iterator[Fact]:
    told = meeting.data.attendance
    if told is None:
        return
    is_over = meeting.data.date.is_over(today) and told.attended is not None
    number, label = (told.attended, words.ATTENDED) if is_over else (told.expected, words.EXPECTED)
    if number is not None:
        yield Fact(label=label, text=words.nations(quantity_text(number)), notes=reading.cite(meeting))


def place_facts(reading: Reading, meeting: Record) -> tuple[Fact, ...]:
    """List what a delegation needs to get there: day and hours, place, chair."""
    needed = (words.WHEN, words.WHERE, words.CHAIR)
    return tuple(fact for fact in head_facts(reading, meeting) if fact.label in needed)


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text at its line ends."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def open_actions(reading: Reading) -> Sequence[Record]:
    """List the actions still to be done, the most urgent first, by day due and id."""
    return reading.kept.drawn(_open_actions, (reading.plan.of_kind(Kind.ACTION),))


def _open_actions(actions: Sequence[Record]) -> Sequence[Record]:
    found = (one for one in actions if not one.is_retired and one.data.status is ActionStatus.OPEN)
    return tuple(sorted(found, key=lambda one: (_due_day(one), one.id)))


def is_later(reading: Reading, action: Record, meeting: Record) -> bool:
    """Say whether an action comes from a later meeting than this one."""
    origin = reading.plan.get(action.meeting)
    return origin is not None and origin.kind is Kind.MEETING and _first_day(origin) > _first_day(meeting)


def item_behind(reading: Reading, action: Record) -> str:
    """Give the agenda item that an action arises from, itself or through a decision; "" where none is."""
    behind = reading.plan.get(action.data.arises_from)
    if behind is not None and behind.kind is Kind.DECISION:
        behind = reading.plan.get(behind.data.agenda)
    return behind.id if behind is not None and behind.kind is Kind.AGENDA else ""


def action_line(reading: Reading, action: Record, today: date, *, named: bool = True) -> Line:
    """Say what a party has to do, by when, and what it last reported."""
    due = action.data.due
    facts = [words.due(by_text(due))] if due is not None and due.is_known else []
    facts += action_state(reading, action, today)
    owner = reading.the(action.data.owner) if named else ""
    return reading.line(words.action(owner, action.data.text, ", ".join(facts)), action)


def action_state(reading: Reading, action: Record, today: date) -> list[str]:
    """List what there is to say of an open action beside its day: whether it is late, the latest report."""
    due = action.data.due
    facts = [words.OVERDUE] if due is not None and due.is_over(today) else []
    report = latest_report(reading, action)
    if report is not None:
        on = when_text(report.data.on) if report.data.on is not None and report.data.on.is_known else ""
        facts.append(words.reported(on, report.data.text.rstrip(".")))
    return facts


def latest_report(reading: Reading, action: Record) -> Record | None:
    """Give the owner's latest report on an action; of two on one day the one with the later id."""
    reports = [
        mention.record
        for mention in reading.plan.mentions(action.id)
        if mention.record.kind is Kind.REPORT
        and mention.field == "action"
        and mention.record.owner == action.data.owner
        and not mention.record.is_retired
    ]
    return max(reports, key=lambda one: (_report_day(one), one.id), default=None)


def _readers(reading: Reading) -> str:
    return readers_text(reading, reading.released.audience)


def _first_day(record: Record) -> date:
    return record.data.date.first or date.min


def _due_day(record: Record) -> date:
    due = record.data.due
    return due.last if due is not None and due.last is not None else date.max


def _report_day(record: Record) -> date:
    on = record.data.on
    return on.last if on is not None and on.last is not None else date.min


def _times(meeting: Record) -> str:
    data = meeting.data
    day = when_text(data.date)
    start = clock_text(data.start) if data.start is not None else ""
    end = clock_text(data.end) if data.end is not None else ""
    if start and end:
        same_zone = data.start.utcoffset() == data.end.utcoffset()
        return words.at_times(day, words.from_to(start.partition(" ")[0] if same_zone else start, end))
    return words.at_times(day, words.begins(start)) if start else day


def _with_head(reading: Reading, meeting: Record, party: str) -> str:
    if not party:
        return ""
    for one in meeting.data.participants:
        if one.party == party and one.head:
            person = words.head_and_post(one.head, one.position) if one.position else one.head
            return words.with_head(reading.party(party), person)
    return reading.party(party)
