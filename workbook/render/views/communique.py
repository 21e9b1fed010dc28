"""The draft communiqué: in neutral prose, what of a meeting is public.

In: a plan released to the public, a meeting, a day. Out: a `Paper`. It is a draft and says so; it names no
records and no opinions, and a figure only where it is released to everyone.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from workbook.errors import WorkbookError
from workbook.model.enums import AgendaKind, DecisionStatus, Taken
from workbook.model.kind import Kind
from workbook.model.nations import ORGANISATION_NAMES
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook
from workbook.release.audience import AudienceKind
from workbook.release.released import Released
from workbook.render.blocks import Block, Line, Paragraph, paragraph, points
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import listed, money_text, quantity_text, sentence, when_text
from workbook.render.views.gathering import agenda_of, meeting_of, subtitle
from workbook.render.views.results import decisions_of, how_taken, promised_at
from workbook.render.views.standing import figure_text, standing_line
from workbook.render.words import communique as words

_MOST_PROMISES = 20
_MOST_FUNDS = 6


class NotPublicError(WorkbookError):
    """A communiqué was asked for readers who may see more than everyone may."""

    def __init__(self) -> None:
        super().__init__("A communiqué says only what everyone may read: draw it with --for public.")


def communique_view(released: Released[Workbook], *, today: date, meeting: str = "") -> Paper:
    """Draft a communiqué.

    Raises:
        NotPublicError: the readers may see more than everyone may.
        NoMeetingError: no such meeting is public.
    """
    if released.audience.kind is not AudienceKind.PUBLIC:
        raise NotPublicError
    reading = Reading(released)
    record = meeting_of(reading, meeting, today)
    items = agenda_of(reading, record)
    decided = [one for one in decisions_of(reading, record) if one.data.status is DecisionStatus.ADOPTED]
    promised = promised_at(reading, record)
    funds = _funds(reading, items)
    return Paper(
        name="communique",
        short=(Line(text=words.DRAFT),),
        sections=(
            Section(key="meeting", heading="", blocks=tuple(_told(reading, record, items))),
            Section(
                key="decided",
                heading="",
                blocks=tuple(_decided(reading, record, decided)),
            ),
            Section(
                key="committed",
                heading="",
                blocks=_list(words.COMMITTED, [_promise(reading, one) for one in promised[:_MOST_PROMISES]]),
                more=words.more(len(promised) - _MOST_PROMISES) if len(promised) > _MOST_PROMISES else "",
            ),
            Section(
                key="funds",
                heading="",
                blocks=_list(
                    words.ON_THE_TABLE, [_without_id(standing_line(reading, one, today)) for one in funds]
                ),
            ),
            Section(key="next", heading="", blocks=(_next(reading, record),)),
            Section(
                key="nothing",
                heading="",
                blocks=() if decided or promised or funds else (paragraph(words.NOTHING),),
            ),
        ),
        frame=frame(reading, title=words.TITLE, subtitle=subtitle(record), today=today),
    )


def _list(opening: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    return (paragraph(opening), points(lines)) if lines else ()


def _told(reading: Reading, meeting: Record, items: Sequence[Record]) -> Iterator[Paragraph]:
    """Tell of the meeting itself: where and when, who came, who led it, what was on it and what was said."""
    data = meeting.data
    day = when_text(data.date) if data.date.is_known else ""
    chair = reading.the(data.chair) if data.chair else ""
    host = reading.the(data.host) if data.host else ""
    held = words.held(data.title.rstrip("."), _came(reading, meeting), chair, host)
    lead = words.dateline(data.place, day)
    yield Paragraph(line=Line(lead=lead, text=sentence(held), notes=reading.cite(meeting)))
    topics = [words.quoted(one.data.title) for one in items if one.data.kind is not AgendaKind.PROCEDURAL]
    if topics:
        yield paragraph(words.topics(listed(topics), len(topics)))
    said: dict[str, list[Record]] = {}
    for item in items:
        if item.data.record.strip():
            said.setdefault(item.data.record.strip(), []).append(item)
    for record, under in said.items():
        titles = listed([words.quoted(one.data.title) for one in under])
        yield paragraph(sentence(words.on_topics(titles, record)), reading.cite(*under))


def _came(reading: Reading, meeting: Record) -> str:
    attendance = meeting.data.attendance
    number = attendance.attended if attendance is not None else None
    told = [words.nations(quantity_text(number))] if number is not None and number.is_known else []
    others = reading.in_order(
        one.party
        for one in meeting.data.participants
        if one.status == "attended" and one.party in ORGANISATION_NAMES
    )
    return sentence(listed([*told, *others])).rstrip(".")


def _decided(reading: Reading, meeting: Record, decided: Sequence[Record]) -> Iterator[Block]:
    """Tell what the meeting decided, and apart from it what nations decided without meeting."""
    first = meeting.data.date.first
    without = {
        one.id
        for one in decided
        if one.data.taken in (Taken.SILENCE, Taken.CORRESPONDENCE)
        or (one.data.on is not None and first is not None and one.data.on.is_over(first))
    }
    there = [one for one in decided if one.id not in without]
    yield from _list(words.DECIDED, [reading.line(one.data.text, one, ref=False) for one in there])
    elsewhere = [
        reading.line(
            words.decided_elsewhere(sentence(one.data.text), sentence(how_taken(one, meeting))),
            one,
            ref=False,
        )
        for one in decided
        if one.id in without
    ]
    yield from _list(words.DECIDED_ELSEWHERE, elsewhere)


def _promise(reading: Reading, record: Record) -> Line:
    data = record.data
    names = [reading.the(one.party) for one in data.to]
    receivers = "" if all(one in data.title for one in names) else listed(names)
    text = words.committed(reading.owner(record), data.title, _figure(reading, record), receivers)
    return reading.line(text, record, ref=False)


def _figure(reading: Reading, record: Record) -> str:
    """Give the figures; where the item is not public, its title says what it is, and only a unit how many."""
    data = record.data
    if data.item not in OPEN_REFERENCES:
        return figure_text(reading, record)
    told = (
        [quantity_text(data.quantity, data.unit)]
        if data.unit and data.quantity is not None and data.quantity.is_known
        else []
    )
    is_valued = data.value is not None and data.value.amount.is_known
    return ", ".join([*told, *([money_text(data.value)] if is_valued else [])])


def _funds(reading: Reading, items: Sequence[Record]) -> list[Record]:
    ids = dict.fromkeys(id for item in items for id in item.data.about)
    found = [reading.plan.get(id) for id in ids]
    return [one for one in found if one is not None and one.kind is Kind.FUND and not one.is_retired][
        :_MOST_FUNDS
    ]


def _without_id(line: Line) -> Line:
    tail = ", ".join(line.tail.split(", ")[1:])
    return Line(text=line.text, tail=tail, notes=line.notes)


def _next(reading: Reading, meeting: Record) -> Paragraph:
    """Tell of the next meeting: the earliest public one of the same series after this one."""
    last = meeting.data.date.last
    later = [
        (one.data.date.first, one.id, one)
        for one in reading.plan.of_kind(Kind.MEETING)
        if not one.is_retired
        and one.data.series == meeting.data.series
        and last is not None
        and one.data.date.first is not None
        and one.data.date.first > last
    ]
    if not later:
        return paragraph("")
    data = min(later, key=lambda each: each[:2])[2].data
    return paragraph(sentence(words.next_meeting(data.title.rstrip("."), data.place, when_text(data.date))))
