"""Sentences of the annotated agenda, for whoever chairs."""

from workbook.model.speech import counted, say

TITLE = say("Annotated agenda for the chair")
SHORT = say("In short")
PLAN = say("Time plan")
PLAN_COLUMNS = (say("Time"), say("No."), say("Item"), say("Lead"), say("Invited to"), say("Length"))
DRAFT = say("Draft decision, not agreed")
FROM_PLAN = say("Decision proposed in the plan")
PROPOSALS = say("Proposals")
MOVERS = say("Who can move it")
QUEUES = say("Who queues for it")
RESERVED = say("Who holds back")
SAID = say("What nations have said")
NOTHING_TO_DECIDE = say("No item asks the meeting to decide, agree or endorse")
ASKED = say("Ask about")
OVERDUE = say("Overdue actions")
OVERDUE_COLUMNS = (say("Owner"), say("Action"), say("Due"), say("Last report"), say("Record"))
OTHER_PROPOSALS = say("Proposals for this meeting that no item takes up")
NO_OWNER = say("Nobody named")


def for_decision(items: str) -> str:
    """Name the items on which the meeting is to decide."""
    return say("To be decided or agreed: {items}", items=items)


def holding_back(parties: str, number: int) -> str:
    """Name those who withhold consent from something on the table."""
    return counted(
        number,
        "One delegation holds back on what is proposed: {parties}",
        "{number} delegations hold back on what is proposed: {parties}",
        parties=parties,
    )


def overdue(number: int, owners: str) -> str:
    """Count the overdue actions and name who owes them."""
    return counted(
        number,
        "One action is overdue, owed by {owners}",
        "{number} actions are overdue, owed by {owners}",
        owners=owners,
    )


def owes(party: str, number: int) -> str:
    """Name who owes how many."""
    return say("{party} ({number})", party=party, number=number) if number > 1 else party


def without(what: str, items: str) -> str:
    """Name the items that lack something."""
    return say("{what}: {items}", what=what, items=items)


WITHOUT_LEAD = say("No lead nation")
WITHOUT_MINUTES = say("No length")
WITHOUT_AIM = say("No aim")
WITHOUT_INVITATION = say("Not said what the meeting is to do")
WITHOUT_TEXT = say("No text to agree on")
WITHOUT_RECORDS = say("No record of the plan linked")
ALL_ITEMS = say("all items")
GAPS = say("Still to be settled before the meeting")


def matter(title: str, id: str, leader: str) -> str:
    """Set a matter into a draft; a purchase is told from others of its title by who leads it."""
    if leader:
        return say("“{title}” led by {leader} ({id})", title=title, leader=leader, id=id)
    return say("“{title}” ({id})", title=title, id=id)


def more_overdue(number: int, command: str) -> str:
    """Count the overdue actions that are left out."""
    text = counted(number, "One more is left out here", "{number} more are left out here")
    return say("{text}; all: {command}", text=text, command=command)
