"""Sentences of the paper on what a meeting decided."""

from workbook.model.enums import DecisionStatus, Taken
from workbook.model.speech import counted, say

TITLE = say("Decisions")
HEADINGS = {
    DecisionStatus.ADOPTED: say("Decided"),
    DecisionStatus.DEFERRED: say("Put off"),
    DecisionStatus.REJECTED: say("Not agreed"),
}
ACTIONS, OTHER_ACTIONS = say("Actions"), say("Other actions")
NOTHING = say("No decision of this meeting is recorded.")
SAID = say("What was said stands in the paper on its outcome.")
ADOPTED = {
    Taken.MEETING: say("Adopted at the meeting"),
    Taken.SILENCE: say("Adopted by silence"),
    Taken.CORRESPONDENCE: say("Adopted by correspondence"),
    None: say("Adopted"),
}
PUT_OFF = {
    Taken.MEETING: say("Put off at the meeting"),
    Taken.SILENCE: say("Put off, as silence was broken"),
    Taken.CORRESPONDENCE: say("Put off by correspondence"),
    None: say("Put off"),
}
NOT_AGREED = {
    Taken.MEETING: say("Not agreed at the meeting"),
    Taken.SILENCE: say("Not agreed, as silence was broken"),
    Taken.CORRESPONDENCE: say("Not agreed by correspondence"),
    None: say("Not agreed"),
}
PROPOSED = dict.fromkeys((*Taken, None), say("Proposed"))
HOW = {
    DecisionStatus.PROPOSED: PROPOSED,
    DecisionStatus.ADOPTED: ADOPTED,
    DecisionStatus.DEFERRED: PUT_OFF,
    DecisionStatus.REJECTED: NOT_AGREED,
}


def in_short(adopted: int, deferred: int, rejected: int) -> str:
    """Count what was decided, put off and not agreed."""
    if not (adopted or deferred or rejected):
        return NOTHING
    parts = [
        counted(adopted, "one decision was taken", "{number} decisions were taken")
        if adopted
        else say("no decision was taken")
    ]
    if deferred:
        parts.append(counted(deferred, "one was put off", "{number} were put off"))
    if rejected:
        parts.append(counted(rejected, "one was not agreed", "{number} were not agreed"))
    return ", ".join(parts)


def on_day(text: str, day: str) -> str:
    """Tell on which day it was taken."""
    return say("{text} on {day}", text=text, day=day)


def at_time(text: str, when: str) -> str:
    """Tell roughly when it was taken."""
    return say("{text}, {when}", text=text, when=when)


def binds(parties: str) -> str:
    """Tell whom it binds."""
    return say("It binds {parties}", parties=parties)


def adopts(proposals: str) -> str:
    """Tell what it takes up."""
    return say("It takes up {proposals}", proposals=proposals)


def before_the_meeting(text: str) -> str:
    """Tell that it was taken before the meeting that it lies with."""
    return say("{text}, before the meeting", text=text)


def more_actions(number: int) -> str:
    """Count the actions that are left out."""
    return say("{number} more actions; the paper on the outcome has them.", number=str(number))
