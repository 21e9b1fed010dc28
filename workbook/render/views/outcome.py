"""The outcome: who was there, what was said, decided, reserved, promised, and who has to do what.

In: a released plan, a meeting, a day. Out: `OutcomeView`. A matter on which the record is silent is named as
such once, and never filled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbook.model.enums import RequestStatus
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.frame import Frame, frame
from workbook.render.grid import Grid, grid
from workbook.render.reading import Line, Reading
from workbook.render.values import listed, sentence
from workbook.render.views.figures import Figures, figures_of
from workbook.render.views.gathering import Fact, agenda_of, head_facts, meeting_of, paragraphs, subtitle
from workbook.render.views.meetable import urgency
from workbook.render.views.presence import Presence, presence
from workbook.render.views.register import (
    Taken,
    action_row,
    actions_of,
    decisions_of,
    promised_at,
    promised_row,
    taken,
)
from workbook.render.views.standing import lesson_text, naming, request_text
from workbook.render.words import outcome as words

_MOST_ASKED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """An item, what was said under it, and what was decided."""

    number: str
    title: str
    said: Line
    decisions: tuple[Taken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The headings and columns of an outcome paper."""

    presence: str = words.ATTENDANCE
    about: str = words.ABOUT
    decisions: str = words.DECIDED
    promised: str = words.PROMISED
    asked: str = words.ASKED
    actions: str = words.ACTIONS
    figures: str = words.FIGURES
    lessons: str = words.LESSONS


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """What an outcome paper says; `silent` names the items on which the record says nothing."""

    frame: Frame
    head: tuple[Fact, ...]
    short: str
    presence: Presence
    about: tuple[str, ...]
    items: tuple[ItemOutcome, ...]
    silent: str
    decisions: tuple[Taken, ...]
    promised: Grid
    asked: tuple[Line, ...]
    more_asked: str
    actions: Grid
    figures: Figures
    lessons: tuple[Line, ...]
    headings: Headings = Headings()


def outcome_view(released: Released[Workbook], *, today: date, meeting: str = "") -> OutcomeView:
    """Say what came of a meeting.

    Raises:
        NoMeetingError: no such meeting is released to the audience.
    """
    reading = Reading(released)
    record = meeting_of(reading, meeting, today)
    items = agenda_of(reading, record)
    decisions = decisions_of(reading, record)
    promises = promised_at(reading, record)
    actions = actions_of(reading, record)
    ids = {item.id for item in items}
    asked = _asked(reading, record)
    there = presence(reading, record)
    outcomes = [_item(reading, item, decisions) for item in items]
    return OutcomeView(
        head=head_facts(reading, record, expected=False),
        short=words.in_short(
            len(decisions), len(promises), len(actions), is_said=any(one.said.text for one in outcomes)
        ),
        presence=there,
        about=paragraphs(record.data.notes),
        items=tuple(one for one in outcomes if one.said.text or one.decisions),
        silent=_silent([one for one in outcomes if not (one.said.text or one.decisions)]),
        decisions=tuple(taken(reading, one) for one in decisions if one.data.agenda not in ids),
        promised=grid(words.PROMISED_COLUMNS, [promised_row(reading, one) for one in promises]),
        asked=tuple(reading.line(request_text(reading, one), one) for one in asked[:_MOST_ASKED]),
        more_asked=words.more(len(asked) - _MOST_ASKED) if len(asked) > _MOST_ASKED else "",
        actions=grid(words.ACTION_COLUMNS, [action_row(reading, one, today) for one in actions]),
        figures=figures_of(reading, items, today),
        lessons=_lessons(reading, record, items),
        frame=frame(reading, title=words.TITLE, subtitle=subtitle(record), today=today),
    )


def _item(reading: Reading, item: Record, decisions: Sequence[Record]) -> ItemOutcome:
    said = sentence(item.data.record)
    return ItemOutcome(
        number=str(item.data.order),
        title=item.data.title,
        said=Line(text=said, notes=reading.cite(item) if said else ()),
        decisions=tuple(taken(reading, one) for one in decisions if one.data.agenda == item.id),
    )


def _silent(items: Sequence[ItemOutcome]) -> str:
    names = [words.item(item.number, item.title) for item in items]
    return words.nothing_recorded(listed(names)) if names else ""


def _asked(reading: Reading, meeting: Record) -> list[Record]:
    """List what was asked for at a meeting and still is, the most urgent first."""
    requests = naming(reading, meeting.id, Kind.REQUEST, "raised_at")
    return sorted((one for one in requests if one.data.status is not RequestStatus.WITHDRAWN), key=urgency)


def _lessons(reading: Reading, meeting: Record, items: Sequence[Record]) -> tuple[Line, ...]:
    """List what items are about and what is about the meeting or its items, each lesson once."""
    found = [reading.plan.get(id) for item in items for id in item.data.about]
    ids = {meeting.id, *(item.id for item in items)}
    found += [one for one in reading.plan.of_kind(Kind.LESSON) if ids.intersection(one.data.about)]
    lessons = {
        one.id: one for one in found if one is not None and one.kind is Kind.LESSON and not one.is_retired
    }
    return tuple(reading.line(lesson_text(reading, one), one) for one in lessons.values())
