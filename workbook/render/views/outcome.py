"""The outcome: who was there, what was said, decided, reserved, promised, and who has to do what.

In: a released plan, a meeting, a day. Out: a `Paper`. A matter on which the record is silent is named as
such once, and never filled.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from workbook.model.enums import AgendaKind, DecisionStatus, RequestStatus
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Block, Line, Points, Table, paragraph, points, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.since import Since
from workbook.render.values import listed, sentence
from workbook.render.views.effect import Effect, effect_of, effect_section, effect_since, effect_text
from workbook.render.views.figures import figures_of
from workbook.render.views.gathering import agenda_of, head_facts, meeting_of, paragraphs, subtitle
from workbook.render.views.meetable import urgency
from workbook.render.views.presence import presence
from workbook.render.views.results import (
    action_rows,
    actions_of,
    decided_text,
    decisions_of,
    promised_at,
    promised_rows,
    taken,
)
from workbook.render.views.standing import lesson_text, naming, request_text
from workbook.render.words import outcome as words
from workbook.render.words import standing

_MOST_ASKED = 20
_MOST_PROMISED = 30
_MOST_DECIDED = 4


def outcome_view(
    released: Released[Workbook], *, today: date, meeting: str = "", since: Since | None = None
) -> Paper:
    """Say what came of a meeting; with `since`, coverage is set beside that of the earlier day.

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
    outcomes = [_item(reading, record, item, decisions) for item in items]
    is_said = any(sentence(item.data.record) for item in items)
    silent = [item for item, outcome in zip(items, outcomes, strict=True) if not outcome.tells]
    effect = (
        effect_since(reading, since, today)
        if since is not None
        else effect_of(reading, record, promises, today)
    )
    are_alike = len(promises) > 1 and len({one.data.status for one in promises}) == 1
    other = Points(
        points=tuple(taken(reading, one, record) for one in decisions if one.data.agenda not in ids)
    )
    return Paper(
        name="outcome",
        head=head_facts(reading, record),
        short_heading=words.SHORT if decisions or promises or actions else "",
        short=tuple(_short(reading, decisions, promises, actions, effect, is_said=is_said)),
        sections=(
            Section(key="presence", heading=words.ATTENDANCE, blocks=there, counted=_has_table(there)),
            Section(
                key="about",
                heading=words.ABOUT,
                blocks=(points(Line(text=one) for one in paragraphs(record.data.notes)),),
            ),
            Section(
                key="agenda",
                heading="",
                sections=tuple(outcomes),
                more=_silent([one for one in silent if one.data.kind is not AgendaKind.PROCEDURAL]),
            ),
            Section(key="decisions", heading=words.DECIDED, blocks=(other,)),
            Section(
                key="promised",
                heading=words.PROMISED,
                facts=words.all_stand(standing.STATUS[promises[0].data.status]) if are_alike else "",
                blocks=(
                    table(
                        words.PROMISED_COLUMNS,
                        promised_rows(reading, promises[:_MOST_PROMISED], are_alike=are_alike),
                        numbers=(2, 3),
                    ),
                ),
                more=_more_promised(promises, record),
                counted=True,
            ),
            effect_section(reading, effect),
            Section(
                key="asked",
                heading=words.ASKED,
                blocks=(
                    points(
                        reading.line(request_text(reading, one, today), one) for one in asked[:_MOST_ASKED]
                    ),
                ),
                more=words.more(len(asked) - _MOST_ASKED) if len(asked) > _MOST_ASKED else "",
            ),
            Section(
                key="actions",
                heading=words.ACTIONS,
                blocks=(table(words.ACTION_COLUMNS, action_rows(reading, actions, today)),),
                counted=True,
            ),
            figures_of(reading, items, today, heading=words.FIGURES),
            Section(key="lessons", heading=words.LESSONS, blocks=(points(_lessons(reading, record, items)),)),
        ),
        frame=frame(reading, title=words.TITLE, subtitle=subtitle(record), today=today),
    )


def _short(
    reading: Reading,
    decisions: Sequence[Record],
    promises: Sequence[Record],
    actions: Sequence[Record],
    effect: Effect | None,
    *,
    is_said: bool,
) -> Iterator[Line]:
    """Sum up: how much came of it, what was decided, who reserves, what it did to coverage."""
    by_status = {status: [one for one in decisions if one.data.status is status] for status in DecisionStatus}
    adopted = by_status.pop(DecisionStatus.ADOPTED)
    left = words.not_taken(len(by_status[DecisionStatus.DEFERRED]), len(by_status[DecisionStatus.REJECTED]))
    yield Line(text=words.in_short(len(adopted), len(promises), len(actions), left, is_said=is_said))
    if adopted:
        yield Line(text=decided_text(adopted, _MOST_DECIDED))
    reserving = reading.in_order(one.party for each in decisions for one in each.data.reservations)
    if reserving:
        yield Line(text=sentence(words.reserved(listed(reserving), len(reserving))))
    if effect is not None and not effect.is_nothing:
        yield Line(text=sentence(effect_text(effect)))


def _more_promised(promises: Sequence[Record], meeting: Record) -> str:
    left = len(promises) - _MOST_PROMISED
    return words.more_promised(left, f"workbook list commitments made_at={meeting.id}") if left > 0 else ""


def _has_table(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Table) for block in blocks)


def _item(reading: Reading, meeting: Record, item: Record, decisions: Sequence[Record]) -> Section:
    said = sentence(item.data.record)
    found = tuple(taken(reading, one, meeting) for one in decisions if one.data.agenda == item.id)
    return Section(
        key=item.id,
        number=str(item.data.order),
        heading=item.data.title,
        blocks=(paragraph(said, reading.cite(item) if said else ()), Points(points=found)),
    )


def _silent(items: Sequence[Record]) -> str:
    names = [words.item(str(item.data.order), item.data.title) for item in items]
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
