"""Rules WB406 to WB408: the agenda, the decisions and the actions of a meeting against the calendar.

In: a meeting with the records in its folder, and actions with the reports on them. Out: claims.
"""

from collections.abc import Iterator
from datetime import timedelta

from workbook.check.rule import Around, Claim, Context, Gathering, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.enums import ActionStatus, DecisionStatus, Taken
from workbook.model.kind import Kind
from workbook.model.references import OPEN_REFERENCES
from workbook.model.when import UNKNOWN_TIME

_FOLDER = "plans/meetings/2022-09-28-brussels"
_MEETING = """\
title = "Meeting of armaments directors"
date = 2022-09-28
start = 2022-09-28T09:00:00+02:00
end = 2022-09-28T10:00:00+02:00
"""
_AGENDA = 'order = 1\ntitle = "Production limits"\nkind = "discussion"\nminutes = 45\n'
_DECISION = 'text = "Nations will share lead times."\nstatus = "adopted"\non = 2022-09-28\n'
_ACTION = 'text = "Send lead times for barrels."\nowner = "NOR"\ndue = 2022-10-14\n'


@rule(
    code="WB406",
    slug="agenda-too-long",
    severity=Severity.WARNING,
    claim="The agenda fits into the meeting.",
    reason="What stands last on an overlong agenda is not reached, and that is often the decision.",
    source="Coalition practice",
    subject=Subject.MEETING,
    failing={
        f"{_FOLDER}/meeting.toml": _MEETING,
        f"{_FOLDER}/agenda/G-7K3Q.toml": _AGENDA.replace("45", "75"),
    },
    passing={f"{_FOLDER}/meeting.toml": _MEETING, f"{_FOLDER}/agenda/G-7K3Q.toml": _AGENDA},
)
def agenda_too_long(gathering: Gathering, _: Context) -> Iterator[Claim]:
    """Compare the minutes of all agenda items with the time from start to end, nights included."""
    meeting = gathering.meeting
    if meeting is None or meeting.data.retired is not None:
        return
    start, end = meeting.data.start, meeting.data.end
    if start is None or end is None:
        return
    if end <= start:
        message = f"ends at {end:%Y-%m-%d %H:%M}, no later than it starts; correct the start or the end"
        yield Claim(meeting, "end", message)
        return
    needed = sum(
        record.data.minutes or 0
        for record in gathering.records
        if record.kind is Kind.AGENDA and record.data.retired is None
    )
    minutes = (end - start) // timedelta(minutes=1)
    if needed > minutes:
        message = (
            f"has an agenda of {needed} minutes, but lasts {minutes}; shorten or drop an item, or end later"
        )
        yield Claim(meeting, "end", message)


@rule(
    code="WB407",
    slug="decision-outside-meeting",
    severity=Severity.WARNING,
    claim="A decision is taken on a day of its meeting, unless by silence or by correspondence.",
    reason="Who was in the room is what gives a decision its weight; on another day there was no room.",
    source="Data format: a decision by correspondence lies with the next meeting",
    subject=Subject.MEETING,
    failing={f"{_FOLDER}/decisions/D-7K3Q.toml": _DECISION.replace("09-28", "10-05")},
    passing={f"{_FOLDER}/decisions/D-7K3Q.toml": _DECISION},
)
def decision_outside_meeting(gathering: Gathering, _: Context) -> Iterator[Claim]:
    """Name decisions, other than proposed ones, whose day surely is none of the meeting's."""
    meeting = gathering.meeting
    if meeting is None:
        return
    held = meeting.data.date
    for record in gathering.records:
        if record.kind is not Kind.DECISION:
            continue
        data = record.data
        if data.on is None or data.taken in (Taken.SILENCE, Taken.CORRESPONDENCE):
            continue
        if data.retired is not None or data.status is DecisionStatus.PROPOSED:
            continue
        is_before = held.first is not None and data.on.is_over(held.first)
        is_after = data.on.first is not None and held.is_over(data.on.first)
        if is_before or is_after:
            message = (
                f"is dated {data.on}, but {meeting.data.title} is on {held}; correct the date, or say that "
                "it was taken by silence or by correspondence"
            )
            yield Claim(record, "on", message)


@rule(
    code="WB408",
    slug="action-left-open",
    severity=Severity.WARNING,
    claim="An open action has an owner and a date, and the date has not passed.",
    reason="What nobody owes by any day is not done. An overdue action is for the next meeting to ask about.",
    source="Coalition practice: rolling action list",
    subject=Subject.AROUND,
    kinds=(Kind.ACTION,),
    failing={f"{_FOLDER}/actions/X-7K3Q.toml": _ACTION.replace("2022-10-14", "2022-09-14")},
    passing={f"{_FOLDER}/actions/X-7K3Q.toml": _ACTION},
)
def action_left_open(around: Around, context: Context) -> Iterator[Claim]:
    """Tell what an open action lacks, or that its day has passed while its owner reports nothing."""
    assert around.target is not None
    action = around.target
    data = action.data
    if data.status is not ActionStatus.OPEN or data.retired is not None:
        return
    if not data.owner or data.owner in OPEN_REFERENCES:
        yield Claim(action, "owner", "has no owner; name the nation or organisation that will do it")
    if data.due is None or data.due == UNKNOWN_TIME:
        yield Claim(action, "due", "has no due date; say by when it will be done")
    elif data.due.is_over(context.today) and not _is_reported(around):
        message = f"was due {data.due}, and nobody reports it done; close it, or agree on a new date"
        yield Claim(action, "due", message)


def _is_reported(around: Around) -> bool:
    """Say whether the action's owner reports that it is done, or will not be."""
    assert around.target is not None
    owner = around.target.data.owner
    return any(
        mention.record.owner == owner
        and mention.record.data.retired is None
        and mention.record.data.status is not ActionStatus.OPEN
        for mention in around.through("action", kind=Kind.REPORT)
    )


RULES: tuple[Rule, ...] = (agenda_too_long, decision_outside_meeting, action_left_open)
