"""Sentences of the agenda, and of the head that a meeting has in every paper."""

from workbook.model.enums import AgendaKind, Invitation
from workbook.model.speech import counted, say

TITLE = say("Agenda")
WHEN, WHERE, CHAIR, HOST, SERIES = say("Date"), say("Place"), say("Chair"), say("Host"), say("Series")
EXPECTED, ATTENDED, BEFORE = say("Expected"), say("Took part"), say("Previous meeting")
SCHEDULE = say("At a glance")
STANDING = say("Where it stands")
ACTIONS = say("Open actions")
PROPOSALS = say("Proposals")
DECISIONS = say("Decisions")
OTHER_PROPOSALS = say("Proposals for this meeting that no item takes up")
OTHER_ACTIONS = say("Open actions from elsewhere")
COLUMNS = (say("No."), say("Item"), say("Lead"), say("Invited to"), say("Time"), say("Length"))
KIND = {
    AgendaKind.PROCEDURAL: say("Procedural"),
    AgendaKind.INFORMATION: say("For information"),
    AgendaKind.DISCUSSION: say("For discussion"),
    AgendaKind.DECISION: say("For decision"),
}
ALL_OF_A_KIND = {
    AgendaKind.PROCEDURAL: say("All items are procedural."),
    AgendaKind.INFORMATION: say("All items are for information."),
    AgendaKind.DISCUSSION: say("All items are for discussion."),
    AgendaKind.DECISION: say("All items are for decision."),
}
INVITED = {
    Invitation.NOTE: say("take note"),
    Invitation.AGREE: say("agree"),
    Invitation.ENDORSE: say("endorse"),
    Invitation.DECIDE: say("decide"),
}
NOBODY_LEADS = say("No lead nation, time or paper is set for any item yet.")
NO_ITEMS = say("No item is on the agenda yet, or none is released to the readers of this paper.")
OVER = say("The meeting is over: the papers on its decisions and its outcome tell what came of it.")


def invited(to: str) -> str:
    """Tell what the meeting is asked to do."""
    return say("the meeting is invited to {to}", to=to)


def closed(items: str, number: int) -> str:
    """Name the items that are about nothing but records that are not shown; hidden and missing alike."""
    return counted(
        number,
        "{items} concerns records that are not released to the readers of this paper",
        "{items} concern records that are not released to the readers of this paper",
        items=items,
    )


def papers(names: str) -> str:
    """Name the papers of an item."""
    return say("Papers: {names}", names=names)


def minutes(number: int) -> str:
    """Tell how long."""
    return counted(number, "{number} minute", "{number} minutes")


def led_by(party: str) -> str:
    """Tell who leads."""
    return say("led by {party}", party=party)


def begins(time: str) -> str:
    """Tell when it begins."""
    return say("at {time}", time=time)


def with_head(party: str, head: str) -> str:
    """Name a party with the person that leads it."""
    return say("{party} ({head})", party=party, head=head)


def head_and_post(head: str, post: str) -> str:
    """Name a person with the post."""
    return say("{head}, {post}", head=head, post=post)


def at_times(day: str, times: str) -> str:
    """Join the day with the clock."""
    return say("{day}, {times}", day=day, times=times)


def from_to(start: str, end: str) -> str:
    """Tell from when to when."""
    return say("{start} to {end}", start=start, end=end)


def nations(number: str) -> str:
    """Count nations."""
    return say("{number} nations", number=number)


def meeting_on(title: str, day: str) -> str:
    """Name a meeting with its day."""
    return say("{title}, {day}", title=title, day=day)


def action(owner: str, text: str, facts: str) -> str:
    """Tell what a party has to do; in its own brief it is not named."""
    text = say("{owner}: {text}", owner=owner, text=text) if owner else text
    return say("{text}; {facts}", text=text.rstrip("."), facts=facts) if facts else text


def due(when: str) -> str:
    """Tell by when."""
    return say("due {when}", when=when)


def reported(when: str, text: str) -> str:
    """Tell the latest that its owner reported."""
    head = say("reported {when}", when=when) if when else say("reported")
    return say("{head}: {text}", head=head, text=text) if text else head


def more(number: int, command: str) -> str:
    """Count what is left out for want of room, and name the command that lists all of it."""
    text = counted(number, "One more is left out here", "{number} more are left out here")
    return say("{text}; all: {command}", text=text, command=command)


OVERDUE = say("overdue")
