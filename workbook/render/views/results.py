"""What a meeting leaves behind: decisions with their reservations, promises, and the action register.

In: a reading and a meeting. Out: records in a settled order, and the lines and rows that tell them.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from workbook.analysis.totals import is_counted
from workbook.model.enums import ActionStatus, DecisionStatus, Status
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.model.when import When
from workbook.render.blocks import Line, Point, Row
from workbook.render.reading import Reading
from workbook.render.values import listed, sentence, when_text
from workbook.render.views.gathering import action_state, agenda_of
from workbook.render.views.standing import figures
from workbook.render.words import decisions, standing
from workbook.render.words import outcome as words


def decisions_of(reading: Reading, meeting: Record) -> Sequence[Record]:
    """List what was decided at a meeting, in the order of its items, what belongs to none last."""
    told = (agenda_of(reading, meeting), reading.plan.of_kind(Kind.DECISION))
    return reading.kept.drawn(_decisions, told, meeting.id)


def _decisions(items: Sequence[Record], decisions: Sequence[Record], meeting: str) -> Sequence[Record]:
    places = {item.id: place for place, item in enumerate(items)}
    found = (one for one in decisions if one.meeting == meeting and not one.is_retired)
    return tuple(sorted(found, key=lambda one: (places.get(one.data.agenda, len(places)), one.id)))


def taken_on(reading: Reading, meeting: Record, item: Record) -> tuple[Point, ...]:
    """Say what was decided on an item of a meeting, or put off, or not agreed."""
    return tuple(
        taken(reading, one, meeting)
        for one in decisions_of(reading, meeting)
        if one.data.agenda == item.id and one.data.status is not DecisionStatus.PROPOSED
    )


def actions_of(reading: Reading, meeting: Record) -> list[Record]:
    """List the actions of a meeting: open ones by day due and owner, then the settled ones."""
    found = (one for one in reading.plan.of_kind(Kind.ACTION) if one.meeting == meeting.id)
    return sorted((one for one in found if not one.is_retired), key=partial(_urgency, reading))


def promised_at(reading: Reading, meeting: Record) -> list[Record]:
    """List the commitments made at a meeting, or announced on its days, by name of nation and id."""
    found = [
        one
        for records in reading.by_owner(Kind.COMMITMENT).values()
        for one in reading.kept.drawn(_promised, (meeting, records))
        if is_counted(reading.plan, one)
    ]
    return sorted(found, key=lambda one: (reading.place(reading.plan.settings.owner(one)), one.id))


def taken(reading: Reading, decision: Record, meeting: Record) -> Point:
    """Say what was decided, how, for whom, and who reserves what."""
    data = decision.data
    parties = listed(reading.in_order(data.parties))
    return Point(
        line=reading.line(words.decision(how_taken(decision, meeting), data.text, parties), decision),
        under=tuple(
            Line(text=sentence(words.reservation(reading.the(one.party), one.text)))
            for one in data.reservations
        ),
    )


def decided_text(adopted: Sequence[Record], most: int) -> str:
    """Say in one sentence what was decided."""
    texts = [one.data.text.rstrip(".") for one in adopted[:most]]
    return sentence(words.decided("; ".join(texts), len(adopted) - most))


def how_taken(decision: Record, meeting: Record) -> str:
    """Say how a decision was taken, on which day, and whether that was before its meeting."""
    data = decision.data
    text = decisions.HOW[data.status][data.taken]
    on, first = data.on, meeting.data.date.first
    if on is None or not on.is_known:
        return text
    is_day = on.first is not None and on.first == on.last and not on.text.startswith("~")
    text = decisions.on_day(text, when_text(on)) if is_day else decisions.at_time(text, when_text(on))
    return decisions.before_the_meeting(text) if first is not None and on.is_over(first) else text


def promised_rows(reading: Reading, commitments: Sequence[Record], *, are_alike: bool) -> list[Row]:
    """Give promises as rows: who, what, how much, for whom, and how firm unless all `are_alike`."""
    return [
        Row(
            cells=(
                reading.party(reading.plan.settings.owner(one)),
                one.data.title,
                *figures(reading, one),
                listed([reading.party(each.party) for each in one.data.to]),
                "" if are_alike else standing.STATUS[one.data.status],
                ", ".join([one.id, *reading.cautions(one)]),
            ),
            notes=reading.cite(one),
        )
        for one in commitments
    ]


def action_rows(reading: Reading, actions: Sequence[Record], today: date) -> list[Row]:
    """Give actions as rows: what, who, by when, where each stands; where all are open, that is not said."""
    told = [", ".join(_state(reading, one, today)) for one in actions]
    # Beside others that say more an empty cell would be a riddle.
    states = [one or (words.ACTION[ActionStatus.OPEN] if any(told) else "") for one in told]
    return [
        Row(
            cells=(
                one.data.text,
                reading.party(one.data.owner),
                when_text(one.data.due) if one.data.due is not None and one.data.due.is_known else "",
                state,
                ", ".join([one.id, *reading.cautions(one)]),
            ),
            notes=reading.cite(one),
        )
        for one, state in zip(actions, states, strict=True)
    ]


def _state(reading: Reading, action: Record, today: date) -> Sequence[str]:
    status = action.data.status
    return action_state(reading, action, today) if status is ActionStatus.OPEN else [words.ACTION[status]]


def _urgency(reading: Reading, action: Record) -> tuple[bool, date, str, str]:
    due = action.data.due
    day = due.last if due is not None and due.last is not None else date.max
    is_settled = action.data.status is not ActionStatus.OPEN
    return (is_settled, day, reading.place(action.data.owner), action.id)


def _promised(meeting: Record, commitments: Sequence[Record]) -> Sequence[Record]:
    return [
        one
        for one in commitments
        if one.data.status is not Status.CANCELLED
        and (one.data.made_at == meeting.id or _is_on(one.data.announced_on, meeting.data.date))
    ]


def _is_on(day: When | None, meeting: When) -> bool:
    """Say whether a day surely lies within the days of a meeting."""
    if day is None or day.first is None or day.last is None or meeting.first is None or meeting.last is None:
        return False
    return meeting.first <= day.first and day.last <= meeting.last
