"""Sentences of the outcome paper."""

from collections.abc import Sequence

from workbook.model.enums import ActionStatus, Taken
from workbook.model.speech import counted, say

TITLE = say("Outcome")
SHORT = say("In short")
ATTENDANCE = say("Who took part")
ABOUT = say("About the meeting")
DECIDED = say("Other decisions")
PROMISED = say("Promised")
ASKED = say("Asked for")
ACTIONS = say("Action register")
FIGURES = say("On the table")
LESSONS = say("Lessons and statements")
PARTY_COLUMNS = (say("Party"), say("Head of delegation"), say("Role"), say("Attendance"))
PROMISED_COLUMNS = (
    say("Who"),
    say("What"),
    say("Quantity"),
    say("Value"),
    say("For whom"),
    say("How firm"),
    say("Record"),
)
ACTION_COLUMNS = (say("Action"), say("Owner"), say("Due"), say("Where it stands"), say("Record"))
ACTION = {
    ActionStatus.OPEN: say("open"),
    ActionStatus.DONE: say("done"),
    ActionStatus.DROPPED: say("dropped"),
}
TAKEN = {
    Taken.MEETING: say("at the meeting"),
    Taken.SILENCE: say("by silence"),
    Taken.CORRESPONDENCE: say("by correspondence"),
}
NOTHING_RECORDED = say("No decision, commitment or action from this meeting is recorded.")
ONLY_SAID = say(
    "What was said and agreed is told under the items below; no decision, commitment or action is entered "
    "in a record of its own yet."
)


def in_short(decisions: int, promises: int, actions: int, not_taken: Sequence[str], *, is_said: bool) -> str:
    """Count what came of the meeting; `is_said` says that the record of some item tells what was agreed.

    `not_taken` counts the decisions that were put off or not agreed.
    """
    if not (decisions or promises or actions or not_taken):
        return ONLY_SAID if is_said else NOTHING_RECORDED
    told = (
        counted(decisions, "one decision", "{number} decisions") if decisions else "",
        counted(promises, "one commitment", "{number} commitments") if promises else "",
        counted(actions, "one action", "{number} actions") if actions else "",
    )
    parts = [part for part in told if part] or [say("no decision")]
    first, last = ", ".join(parts[:-1]), parts[-1]
    parts_text = say("{first} and {last}", first=first, last=last) if first else last
    rest = "; ".join(("", *not_taken))
    return say("Recorded from this meeting: {parts}{rest}.", parts=parts_text, rest=rest)


def not_taken(deferred: int, rejected: int) -> list[str]:
    """Count the decisions that were put off and those that were not agreed."""
    told = (
        counted(deferred, "one decision was put off", "{number} decisions were put off") if deferred else "",
        counted(rejected, "one decision was not agreed", "{number} decisions were not agreed")
        if rejected
        else "",
    )
    return [one for one in told if one]


def decided(texts: str, more: int) -> str:
    """Tell what was decided."""
    text = say("Decided: {texts}", texts=texts)
    if more <= 0:
        return text
    rest = counted(more, "and one more decision", "and {number} more decisions")
    return say("{text}; {rest}", text=text, rest=rest)


def reserved(parties: str, number: int) -> str:
    """Tell who has a reservation on a decision."""
    return counted(number, "{parties} has a reservation", "{parties} have reservations", parties=parties)


def more_promised(number: int, command: str) -> str:
    """Count the commitments that are left out."""
    text = counted(number, "One more is left out here", "{number} more are left out here")
    return say("{text}; all: {command}", text=text, command=command)


def all_stand(status: str) -> str:
    """Tell how firm all promises are."""
    return say("All of it is {status}.", status=status)


def attended(number: str, expected: str) -> str:
    """Tell how many took part, and how many were expected."""
    if number and expected:
        return say("{number} nations took part; {expected} were expected.", number=number, expected=expected)
    if number:
        return say("{number} nations took part.", number=number)
    return say("{expected} nations were expected; how many came is not recorded.", expected=expected)


def present(status: str, parties: str) -> str:
    """Name the parties of one status."""
    named = {
        "attended": say("Named as present: {parties}.", parties=parties),
        "expected": say("Named as expected: {parties}.", parties=parties),
        "invited": say("Named as invited: {parties}.", parties=parties),
        "excused": say("Excused: {parties}.", parties=parties),
        "": say("Named as taking part: {parties}.", parties=parties),
    }
    return named.get(status) or say("{status}: {parties}.", status=status, parties=parties)


def person(head: str, post: str, role: str) -> str:
    """Tell who speaks for a party and what for."""
    return ", ".join(part for part in (head, post, role) if part)


def nothing_recorded(items: str) -> str:
    """Name the items on which the record is silent."""
    return say("Nothing is recorded of what was said under {items}.", items=items)


def more(number: int) -> str:
    """Count the requests that are left out for want of room."""
    return counted(
        number, "One more, less urgent, is left out here.", "{number} more, less urgent, are left out here."
    )


def item(number: str, title: str) -> str:
    """Name an item."""
    return say("item {number} ({title})", number=number, title=title)


def decision(how: str, text: str, parties: str) -> str:
    """Tell a decision, how it was taken, and whom it binds."""
    said = say("{how}: {text}", how=how, text=text)
    return say("{said}. Binds {parties}", said=said.rstrip("."), parties=parties) if parties else said


def taken_on(when: str) -> str:
    """Tell the day."""
    return say("on {when}", when=when)


def reservation(party: str, text: str) -> str:
    """Tell a reservation."""
    said = say("Reservation of {party}", party=party)
    return say("{said}: {text}", said=said, text=text) if text else said
