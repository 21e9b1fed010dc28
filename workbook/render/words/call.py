"""Sentences of the call for contributions, a letter to one delegation."""

from workbook.model.speech import counted, say
from workbook.render.words import standing

TITLE = say("Call for contributions")
TO, FROM, ANSWER, ABOUT = say("To"), say("From"), say("Answer by"), say("Concerning")
MISSING = say("What is missing and you could give")
MISSING_COLUMNS = (
    say("Need"),
    say("Still missing"),
    say("Asked for in"),
    say("Most urgent"),
    say("You could draw on"),
)
FIRM = say("What you have offered and could make firm")
FIRM_COLUMNS = (
    say("Offer"),
    say("How much"),
    say("For whom"),
    say("How firm"),
    say("Open until"),
    say("Record"),
)
BROKEN = say("Agreements to repair")
CONFIRM = say("Noted on your behalf, to be confirmed or corrected")
ACTIONS = say("Actions you owe")
HOW = say("How to answer")


def party_line(name: str, delegation: str) -> str:
    """Name a party with its delegation."""
    return say("{name}, {delegation}", name=name, delegation=delegation) if delegation else name


def secretariat(party: str) -> str:
    """Name who writes the letter."""
    return say("the secretariat, {party}", party=party)


def for_meeting(party: str, title: str, when: str) -> str:
    """Name whom the letter is for and the meeting that answers are for."""
    return say("{party} · for {title}, {when}", party=party, title=title, when=when)


def after_meeting(party: str, title: str, when: str) -> str:
    """Name whom the letter is for and the meeting that it follows."""
    return say("{party} · after {title}, {when}", party=party, title=title, when=when)


def with_contact(name: str, contact: str) -> str:
    """Name a party with its mailbox."""
    return say("{name} ({contact})", name=name, contact=contact) if contact else name


def answer_by(day: str, why: str) -> str:
    """Tell the return date and where it comes from."""
    return say("{day}, {why}", day=day, why=why)


def before_meeting(title: str, day: str) -> str:
    """Derive the return date from a meeting."""
    return say("a fortnight before {title} on {day}", title=title, day=day)


def eve_of_meeting(title: str, day: str) -> str:
    """Derive the return date from a meeting that is near."""
    return say("the day before {title} on {day}", title=title, day=day)


def before_need(title: str, when: str) -> str:
    """Derive the return date from the first need."""
    return say(
        "a fortnight before the first of these needs (“{title}”, needed {when})", title=title, when=when
    )


def from_today() -> str:
    """Derive the return date from the day of the letter."""
    return say("six weeks from the date of this letter, as no later meeting is set")


def asks(party: str, needs: int, offers: int) -> str:
    """Say what is asked of a delegation."""
    parts = []
    if needs:
        parts.append(
            counted(
                needs,
                "to say what it can give towards the one need below",
                "to say what it can give towards {number} needs",
            )
        )
    if offers:
        parts.append(
            counted(
                offers,
                "to make firm, or take back, the one offer of its own that is still open",
                "to make firm, or take back, {number} offers of its own that are still open",
            )
        )
    if not parts:
        return ""
    return say("{party} is asked {what}", party=party, what=say(", and ").join(parts))


def owes(party: str, number: int, late: int, due: str) -> str:
    """Tell how many actions a delegation owes, and by when the first."""
    text = counted(number, "{party} owes one action", "{party} owes {number} actions", party=party)
    if late:
        told = counted(late, "one of them overdue", "{number} of them overdue")
        return say("{text}, {late}", text=text, late=told if number > 1 else say("which is overdue"))
    if not due:
        return text
    return (
        say("{text}, due {due}", text=text, due=due)
        if number == 1
        else say("{text}, the first due {due}", text=text, due=due)
    )


def nothing_fits(party: str, missing: int) -> str:
    """Tell that nothing that is missing fits what a delegation has told of."""
    if not missing:
        return say("No request is open, so {party} is asked for nothing new", party=party)
    return counted(
        missing,
        "One need is open, and nothing that {party} has told of its stocks or its industry fits it; a "
        "contribution of another kind is welcome",
        "{number} needs are open, and nothing that {party} has told of its stocks or its industry fits them; "
        "a contribution of another kind is welcome",
        party=party,
    )


def drafts(number: int) -> str:
    """Tell that some have yet to say what they need."""
    return counted(
        number,
        "One nation has yet to say what it needs; a further call may follow",
        "{number} nations have yet to say what they need; a further call may follow",
    )


def any_for(capability: str) -> str:
    """Name a need for a capability."""
    return say("anything for {capability}", capability=standing.capability(capability))


def requests(number: int) -> str:
    """Count requests."""
    return counted(number, "one request", "{number} requests")


def critical(number: int) -> str:
    """Count the critical ones."""
    return say("{number} critical", number=str(number))


def first_of(party: str, when: str, id: str) -> str:
    """Name the most urgent request."""
    text = say("{party}, {when}", party=party, when=when) if when else party
    return say("{text} ({id})", text=text, id=id)


def more_needs(names: str, command: str) -> str:
    """Name the needs that are left out and the command that lists all."""
    return say("Less urgent: {names}; all: {command}", names=names, command=command)


HOW_NEED = say("For a need you can help with:")
HOW_FIRM = say("For an offer of yours that is firm now:")
HOW_BROKEN = say("For an agreement to repair, once it is settled with the other side:")
HOW_CONFIRM = say("For what was noted on your behalf, if it is right:")
HOW_ELSE = say("Without the program:")
HOW_NONE = say("Where you cannot give anything:")


def how_else(contact: str) -> str:
    """Tell how to answer without the program."""
    return say(
        "by letter to {contact}, naming the record; it is noted on your behalf, and "
        "stays unconfirmed until you confirm it",
        contact=contact,
    )


def how_none() -> str:
    """Ask for an answer also where it is no."""
    return say("say so too: the others plan by it")


def more(number: int, command: str) -> str:
    """Count what is left out and name the command that lists all."""
    text = counted(number, "One more is left out here", "{number} more are left out here")
    return say("{text}; all: {command}", text=text, command=command)
