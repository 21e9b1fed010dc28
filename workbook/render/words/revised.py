"""Sentences of what changed in one record: what it says now, and what it said before."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from workbook.model.enums import (
    ActionStatus,
    AgendaKind,
    Consent,
    Instrument,
    Invitation,
    LessonKind,
    LotStatus,
    Role,
    StatedBy,
    Substitutes,
    Taken,
)
from workbook.model.readers import Scope
from workbook.model.speech import counted, say
from workbook.render.words import standing

REFERENCES = {"unknown": say("one that is not known yet"), "undisclosed": say("an undisclosed record")}
ONE_PART = say("one part")
COUNTED_AGAIN = say("counts again, no longer withdrawn")
OFFER = say("an offer that is not shown here")
PROPOSAL = say("a proposal that is not shown here")
ACTION = say("an action that is not shown here")
PLACES = {"waiver": say("leave to go below the minimum"), "obsolete": say("end of production")}
READERS = {
    Scope.PUBLIC: say("everyone"),
    Scope.MEMBERS: say("the members"),
    Scope.NATIONAL: say("its own nation"),
}
LOT = {
    LotStatus.PLANNED: say("planned again"),
    LotStatus.UNDER_WAY: say("under way"),
    LotStatus.DELIVERED: say("delivered"),
    LotStatus.CANCELLED: say("cancelled"),
}
# Words of closed lists that other papers have no name for, where the word in the file is none to read out.
_VALUES: tuple[Mapping[Any, str], ...] = (
    standing.STATUS,
    standing.PRIORITY,
    standing.REQUEST,
    standing.PROCUREMENT,
    standing.DECISION,
    standing.VERDICT,
    standing.ACTIVITY,
    LOT,
    {Role.STOCK_OWNER: say("owner of the stock"), Role.ORIGIN: say("nation of origin")},
    {Instrument.IN_KIND: say("in kind")},
    {
        StatedBy.NATION: say("the nation itself"),
        StatedBy.ESTIMATE: say("an estimate"),
        StatedBy.PRESS: say("the press"),
    },
    {
        Substitutes.YES: say("may stand in"),
        Substitutes.NO: say("may not stand in"),
        Substitutes.ASK: say("may stand in if asked for"),
    },
    {
        AgendaKind.INFORMATION: say("for information"),
        AgendaKind.DISCUSSION: say("for discussion"),
        AgendaKind.DECISION: say("for decision"),
    },
    {Invitation.NOTE: say("take note")},
    {
        Taken.MEETING: say("at the meeting"),
        Taken.SILENCE: say("by silence"),
        Taken.CORRESPONDENCE: say("by correspondence"),
    },
    {
        Consent.ASKED: say("leave asked for"),
        Consent.GIVEN: say("leave given"),
        Consent.REFUSED: say("leave refused"),
    },
    {LessonKind.BEST_PRACTICE: say("best practice"), LessonKind.LESSON_IDENTIFIED: say("lesson")},
    {ActionStatus.OPEN: say("open"), ActionStatus.DONE: say("done"), ActionStatus.DROPPED: say("dropped")},
)
_WORD: Mapping[tuple[type, Any], str] = {
    (type(value), value): word for known in _VALUES for value, word in known.items()
}
# What stands before or around a value, by the name of its field; others have their label before them.
_LEADS = {
    "about": say("about {value}"),
    "announced_on": say("announced {value}"),
    "as_": say("as {value}"),
    "as_of": say("counted {value}"),
    "chair": say("chaired by {value}"),
    "components": say("made of {value}"),
    "consents": say("to be passed on with the consent of {value}"),
    "contract_on": say("contract signed {value}"),
    "due": say("due {value}"),
    "financed_by": say("paid by {value}"),
    "for_meeting": say("put to {value}"),
    "host": say("hosted by {value}"),
    "invited_to": say("the meeting is invited to {value}"),
    "lead": say("led by {value}"),
    "limited_by": say("limited by {value}"),
    "made_at": say("made at {value}"),
    "made_on": say("made {value}"),
    "minutes": say("{value} long"),
    "need_by": say("needed {value}"),
    "opened_on": say("put forward {value}"),
    "order": say("item {value} of the agenda"),
    "owner": say("to be done by {value}"),
    "parties": say("with {value}"),
    "proposals": say("taking up {value}"),
    "raised_at": say("raised at {value}"),
    "raised_on": say("raised {value}"),
    "rates": say("able to do {value}"),
    "record": say("what was said: {value}"),
    "release": say("released to {value}"),
    "reservations": say("with a reservation of {value}"),
    "silence_until": say("open for objections until {value}"),
    "split": say("for {value}"),
    "stands_in_for": say("standing in for {value}"),
    "stated_by": say("on the word of {value}"),
    "status": say("now {value}"),
    "substitutes": say("other items {value}"),
    "sustainment": say("needing {value} in service"),
    "taken": say("taken {value}"),
    "to": say("for {value}"),
    "valid_until": say("open until {value}"),
    "verdict": say("now {value}"),
}

_STANDINGS = ("status", "verdict")


def word_of(value: StrEnum) -> str:
    """Name a word of a closed list as a sentence does."""
    return _WORD.get((type(value), value)) or say(value.value.replace("-", " "))


def says(name: str, label: str, value: str) -> str:
    """Tell what a field says: `needed by March 2023`, `condition used`."""
    if name in _LEADS:
        return say(_LEADS[name], value=value)
    return say("{label} {value}", label=label, value=value)


def now(name: str, label: str, value: str, was: str) -> str:
    """Tell what a field says now, and what it said before: `quantity now 300 (was 400)`."""
    said = says(name, label, value)
    if not was:
        return said
    if name not in _LEADS:
        said = say("{label} now {value}", label=label, value=value)
    elif name not in _STANDINGS:
        said = say("now {said}", said=said)
    return with_before(said, was)


def within(place: str, said: str) -> str:
    """Tell what changed in one part of a record."""
    return say("{place}: {said}", place=place, said=said)


def so_now(said: str) -> str:
    """Tell what was not so before."""
    return say("now {said}", said=said)


def now_also(said: str) -> str:
    """Tell what has come to others of its sort."""
    return say("now also {said}", said=said)


def no_longer(said: str) -> str:
    """Tell what is said no longer."""
    return say("no longer {said}", said=said)


def with_before(text: str, was: str) -> str:
    """Tell what was said before behind what is said now."""
    return say("{text} (was {was})", text=text, was=was) if was else text


def entry(said: str, was: str) -> str:
    """Tell one of several that is another now."""
    return say("now {said}, before {was}", said=said, was=was)


def reworded(label: str) -> str:
    """Tell that a text too long to be told twice is another."""
    return say("{label} reworded", label=label)


def otherwise(label: str) -> str:
    """Tell that something is another of which there is no more to say."""
    return say("{label} told otherwise", label=label)


def added(label: str, text: str) -> str:
    """Tell what was added to the end of a text."""
    return say("to its {label} is added: {text}", label=label, text=text)


def titled(title: str, owner: str = "") -> str:
    """Name a record within a sentence, and whose it is."""
    return say("“{title}” of {owner}", title=title, owner=owner) if owner else say("“{title}”", title=title)


def part(quantity: str, by: str) -> str:
    """Name a part of a delivery: `40 due by June 2023`."""
    quantity = quantity or ONE_PART
    return say("{quantity} due {by}", quantity=quantity, by=by) if by else quantity


def parts(what: str, told: str) -> str:
    """Tell what became of some parts."""
    return say("{what}: {told}", what=what, told=told)


def arrived(done: str, whole: str, when: str) -> str:
    """Tell how much of a part was delivered, and when."""
    text = say("{done} of {whole}", done=done, whole=whole) if done and whole != done else whole or done
    text = text or ONE_PART
    return say("{text} {when}", text=text, when=when) if when else text


def on(when: str, *, is_day: bool) -> str:
    """Tell when something was: `on 16 May 2023`, `in May 2023`."""
    return say("on {when}", when=when) if is_day else say("in {when}", when=when)


NEW_PART, PART_GONE = say("new"), say("taken out")
NOT_DELIVERED = say("no longer told as delivered")


def put_off(quantity: str, by: str, was: str) -> str:
    """Tell a part that comes at another time."""
    return say(
        "{quantity} now due {by} (was {was})", quantity=quantity or ONE_PART, by=by or "?", was=was or "?"
    )


def part_now(by: str, said: str, was: str) -> str:
    """Tell a part that is another."""
    lead = say("due {by}: now {said}", by=by, said=said) if by else say("one part: now {said}", said=said)
    return say("{lead} (was {was})", lead=lead, was=was) if was else lead


def moved(amount: str, whole: str, before: str, after: str) -> str:
    """Tell an amount that is delivered at another time."""
    amount = amount if amount == whole else say("{amount} of {whole}", amount=amount, whole=whole)
    return say("{amount} moved from {before} to {after}", amount=amount, before=before, after=after)


def promised(quantity: str, request: str) -> str:
    """Tell a promise to a request."""
    quantity = quantity or say("the whole")
    return say("{quantity} promised to {request}", quantity=quantity, request=request)


def received(told: str) -> str:
    """Tell what arrived."""
    return say("received {told}", told=told)


def received_in(amount: str, number: int, last: str) -> str:
    """Tell what arrived in many parts."""
    text = say("received {amount} in {number} parts", amount=amount, number=str(number))
    return say("{text}, the last {last}", text=text, last=last) if last else text


def nations_attended(number: str) -> str:
    """Tell how many came."""
    return say("{number} nations attended", number=number)


def nations_expected(number: str) -> str:
    """Tell how many are expected."""
    return say("{number} nations expected", number=number)


def took_part(names: str, number: int, status: str, was: str) -> str:
    """Tell who attended, and what was said of them before."""
    text = (
        say("{names} attended", names=names)
        if status == "attended"
        else counted(number, "{names} is {status}", "{names} are {status}", names=names, status=status)
    )
    if not was:
        return text
    return counted(number, "{text} (was {was})", "{text} (were {was})", text=text, was=was)


def named(names: str) -> str:
    """Tell who is named as taking part."""
    return say("taking part: {names}", names=names)


def led_by(party: str, person: str, was: str) -> str:
    """Tell who speaks for a party."""
    text = say("{party}: {person}", party=party, person=person or say("nobody named any more"))
    return with_before(text, was)


def taking_up(owner: str, offer: str) -> str:
    """Name what one nation takes up of another's."""
    return say("{owner}, taking up {offer}", owner=owner, offer=offer)


def action_of(owner: str, text: str) -> str:
    """Name an action."""
    return say("Action for {owner}, “{text}”", owner=owner, text=text.rstrip("."))


def agenda_item(number: str, title: str) -> str:
    """Name an item of the agenda."""
    return say("Agenda item {number}, {title}", number=number, title=title)


def decision_of(text: str) -> str:
    """Name a decision."""
    return say("Decision “{text}”", text=text.rstrip("."))


def report_on(owner: str, action: str) -> str:
    """Name a report."""
    return say("Report of {owner} on {action}", owner=owner, action=action)


def opinion_on(owner: str, proposal: str) -> str:
    """Name an opinion."""
    return say("{owner}, on {proposal}", owner=owner, proposal=proposal)


def action(owner: str, due: str, status: str, text: str) -> str:
    """Tell an action: on whom it is, by when, and where it stands where it is open no more.

    `owner` is "" where nobody has taken it on.
    """
    lead = say("Action for {owner}", owner=owner) if owner else say("Action that nobody owns yet")
    facts = ", ".join(one for one in (lead, say("due {due}", due=due) if due else "", status) if one)
    return say("{facts}: {text}", facts=facts, text=text)


def item_on_agenda(number: str, title: str, facts: str) -> str:
    """Tell an item of the agenda, what it is for and how long it takes."""
    return standing.with_facts(agenda_item(number, title), facts)


def takes_up(owner: str, facts: str, offer: str, role: str) -> str:
    """Tell that a nation takes up what another offers, or confirms its part in it."""
    if role:
        text = say("{owner} confirms its part as {role} in {offer}", owner=owner, role=role, offer=offer)
    else:
        text = say("{owner} takes up {offer}", owner=owner, offer=offer)
    return standing.then_facts(text, facts)


def opinion(name: str, verdict: str, text: str) -> str:
    """Tell what a nation says of a proposal."""
    said = say("{name}: {verdict}", name=name, verdict=verdict)
    return say("{said}. {text}", said=said, text=text) if text else said


def report(owner: str, action: str, status: str, text: str) -> str:
    """Tell a report on an action."""
    said = say("{owner} reports on {action}: {status}", owner=owner, action=action, status=status)
    return say("{said}. {text}", said=said, text=text) if text else said


def of_owner(owner: str, title: str) -> str:
    """Name a record by whose it is."""
    return say("{owner}, {title}", owner=owner, title=title)
