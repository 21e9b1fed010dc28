"""Meetings and what comes of them: agenda items, decisions, actions."""

from datetime import datetime
from typing import Annotated

import msgspec

from workbook.model.enums import ActionStatus, AgendaKind, DecisionStatus, Invitation, Taken
from workbook.model.fields import Code, Policy, Table, declared
from workbook.model.quantity import Quantity
from workbook.model.record import RecordData
from workbook.model.when import When

ZonedTime = Annotated[datetime, msgspec.Meta(tz=True)]
Order = Annotated[int, msgspec.Meta(ge=0, le=1000)]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=10000)]


class Attendance(Table, frozen=True, kw_only=True):
    """How many take part."""

    expected: Annotated[
        Quantity | None,
        declared("Expected", "How many nations are expected.", "{at_least = 41}", phrase="expected number"),
    ] = None
    attended: Annotated[
        Quantity | None, declared("Attended", "How many came.", "45", phrase="actual number")
    ] = None


class Participant(Table, frozen=True, kw_only=True):
    """A party at the meeting."""

    party: Annotated[str, declared("Party", "Nation or organisation.", '"NOR"', code=Code.PARTY)]
    role: Annotated[str, declared("Role", "What it is there for.", '"directs the meeting"')] = ""
    head: Annotated[str, declared("Head", "Who leads the delegation.", '"(name)"')] = ""
    position: Annotated[str, declared("Position", "That person's post.", '"National Armaments Director"')] = (
        ""
    )
    status: Annotated[str, declared("Status", "Invited, expected, attended, excused.", '"attended"')] = ""


class Meeting(RecordData, frozen=True, kw_only=True):
    """A meeting of the coalition."""

    title: Annotated[str, declared("Title", "What it is called.", '"First meeting of armaments directors"')]
    date: Annotated[When, declared("Date", "The day, or the days.", "2022-09-28")]
    start: Annotated[
        ZonedTime | None, declared("Start", "When it begins, with zone.", "2022-09-28T09:00:00+02:00")
    ] = None
    end: Annotated[
        ZonedTime | None, declared("End", "When it ends, with zone.", "2022-09-28T17:00:00+02:00")
    ] = None
    place: Annotated[str, declared("Place", "Where.", '"Brussels"')] = ""
    chair: Annotated[str, declared("Chair", "The party in the chair.", '"USA"', code=Code.PARTY)] = ""
    host: Annotated[str, declared("Host", "The party that hosts.", '"NATO"', code=Code.PARTY)] = ""
    series: Annotated[
        str, declared("Series", "The series it belongs to.", '"Ukraine Defense Contact Group"')
    ] = ""
    previous: Annotated[
        str,
        declared(
            "Previous",
            "The meeting before.",
            '"2022-09-08-ramstein"',
            phrase="previous meeting",
            refers=("meeting",),
        ),
    ] = ""
    attendance: Annotated[
        Attendance | None, declared("Attendance", "How many take part.", "{expected = {at_least = 41}}")
    ] = None
    participants: Annotated[
        tuple[Participant, ...], declared("Participants", "Who takes part.", '[{party = "USA"}]')
    ] = ()


class AgendaItem(RecordData, frozen=True, kw_only=True):
    """A point of the agenda."""

    order: Annotated[Order, declared("Order", "Its place on the agenda.", "1")]
    title: Annotated[str, declared("Title", "What it is about.", '"Production limits"')]
    kind: Annotated[AgendaKind, declared("Kind", "What it is for.", '"discussion"')]
    invited_to: Annotated[
        Invitation | None,
        declared("Invited to", "What is asked of the meeting.", '"note"', phrase="invitation"),
    ] = None
    minutes: Annotated[Minutes | None, declared("Minutes", "How long it takes.", "30", unit="minutes")] = None
    lead: Annotated[str, declared("Lead", "The party that leads it.", '"NLD"', code=Code.PARTY)] = ""
    about: Annotated[
        tuple[str, ...],
        declared(
            "About",
            "Records it is about.",
            '["USA-F-2B9C"]',
            phrase="subjects",
            refers=("*",),
            policy=Policy.SET,
        ),
    ] = ()
    papers: Annotated[tuple[str, ...], declared("Papers", "Papers for it.", '["Non-paper on barrels"]')] = ()
    aim: Annotated[str, declared("Aim", "What it should lead to.", '"Agree where to buy jointly."')] = ""
    record: Annotated[str, declared("Record", "What was said.", '"Nations compared their figures."')] = ""


class Reservation(Table, frozen=True, kw_only=True):
    """A party's reservation on a decision."""

    party: Annotated[str, declared("Party", "Who reserves.", '"NLD"', code=Code.PARTY)]
    text: Annotated[
        str, declared("Text", "What it reserves.", '"Subject to parliament."', phrase="wording")
    ] = ""


class Decision(RecordData, frozen=True, kw_only=True):
    """What was decided."""

    text: Annotated[str, declared("Text", "The decision as taken.", '"Nations will share lead times."')]
    agenda: Annotated[str, declared("Agenda item", "Where it was taken.", '"G-7K3Q"', refers=("agenda",))] = (
        ""
    )
    status: Annotated[DecisionStatus, declared("Status", "What became of it.", '"adopted"')] = (
        DecisionStatus.PROPOSED
    )
    taken: Annotated[
        Taken | None, declared("Taken", "How it was taken.", '"meeting"', phrase="procedure")
    ] = None
    on: Annotated[When | None, declared("On", "When.", "2022-09-28", phrase="decision date")] = None
    proposals: Annotated[
        tuple[str, ...], declared("Proposals", "What it adopts.", '["NOR-P-7K3Q"]', refers=("proposal",))
    ] = ()
    parties: Annotated[
        tuple[str, ...], declared("Parties", "Whom it binds.", '["NOR", "NLD"]', code=Code.AUDIENCE)
    ] = ()
    reservations: Annotated[
        tuple[Reservation, ...], declared("Reservations", "Who reserves what.", '[{party = "NLD"}]')
    ] = ()


class Action(RecordData, frozen=True, kw_only=True):
    """Something that a party has to do."""

    text: Annotated[str, declared("Text", "What is to be done.", '"Send lead times for barrels."')]
    owner: Annotated[str, declared("Owner", "Who does it.", '"NOR"', code=Code.PARTY)] = ""
    due: Annotated[When | None, declared("Due", "By when.", "2022-11-18", phrase="due date")] = None
    status: Annotated[ActionStatus, declared("Status", "Where it stands.", '"open"')] = ActionStatus.OPEN
    arises_from: Annotated[
        str,
        declared(
            "Arises from",
            "The decision or agenda item.",
            '"D-7K3Q"',
            phrase="origin",
            refers=("decision", "agenda", "meeting"),
        ),
    ] = ""
