"""Sentences on what a delegation has promised, what is promised to it, and what it asks for."""

from workbook.model.speech import counted, say
from workbook.render.words.standing import quantity_of

ASK_COLUMNS = (
    say("You ask for"),
    say("Requests"),
    say("Needed"),
    say("Agreed"),
    say("Offered"),
    say("Missing"),
)
AT_LEAST_SOME = say("some")


def thing(quantity: str, item: str) -> str:
    """Tell how many of what."""
    return quantity_of(quantity, item) if quantity else item


def for_party(thing: str, party: str) -> str:
    """Tell for whom."""
    return say("{thing} for {party}", thing=thing, party=party) if party else thing


def from_party(thing: str, party: str) -> str:
    """Tell from whom."""
    return say("{thing} from {party}", thing=thing, party=party) if party else thing


def due(thing: str, when: str) -> str:
    """Tell when it was or is due."""
    return say("{thing}, due {when}", thing=thing, when=when) if when else thing


def runs_out(thing: str, when: str, *, is_over: bool) -> str:
    """Tell when an offer runs out."""
    if not when:
        return thing
    if is_over:
        return say("{thing}, run out {when}", thing=thing, when=when)
    return say("{thing}, to be taken up {when}", thing=thing, when=when)


def lapsed(title: str, party: str, taken: str, offered: str) -> str:
    """Tell of an own offer that fell below what was taken up, and what to do."""
    text = say(
        "{title}: {party} took up {taken}, and you offer less",
        title=title,
        party=party,
        taken=taken or AT_LEAST_SOME,
    )
    if offered:
        text = say(
            "{title}: {party} took up {taken}, you now offer {offered}",
            title=title,
            party=party,
            taken=taken or AT_LEAST_SOME,
            offered=offered,
        )
    return say("{text}; raise the offer, or settle it with {party}", text=text, party=party)


def lapsed_to_you(thing: str, party: str, offered: str) -> str:
    """Tell of an agreement that the giver no longer stands by in full, and what to do."""
    return say(
        "you took up {thing} from {party}, which now offers {offered}; take up less, or settle it with "
        "{party}",
        thing=thing,
        party=party,
        offered=offered or say("less"),
    )


def claimed(thing: str, party: str) -> str:
    """Tell what another counts on without an offer."""
    return say("{party} counts on {thing}, which you do not offer", thing=thing, party=party)


def claimed_by_you(thing: str, party: str) -> str:
    """Tell what a delegation counts on without an offer."""
    return say("you count on {thing}, which {party} does not offer you", thing=thing, party=party)


def made(number: int, sums: str) -> str:
    """Count commitments by where they stand."""
    return counted(number, "One commitment: {sums}.", "{number} commitments: {sums}.", sums=sums)


def made_alike(number: int, status: str) -> str:
    """Count commitments that all stand alike."""
    return counted(number, "One commitment, {status}.", "{number} commitments, all {status}.", status=status)


def of_status(number: int, status: str) -> str:
    """Count those of a status."""
    return say("{number} {status}", number=f"{number:,}", status=status)


def given_lapsed(number: int) -> str:
    """Head the lapsed agreements of a giver."""
    return counted(number, "One agreement has lapsed.", "{number} agreements have lapsed.")


def given_late(number: int) -> str:
    """Head the overdue deliveries of a giver."""
    return counted(number, "One delivery is overdue.", "{number} deliveries are overdue.")


def given_claimed(number: int) -> str:
    """Head what others count on."""
    return counted(
        number,
        "One claim on you goes beyond what you offer.",
        "{number} claims on you go beyond what you offer.",
    )


def given_open(number: int) -> str:
    """Head what nobody has taken up."""
    return counted(number, "One offer is not taken up yet.", "{number} offers are not taken up yet.")


def given_next(number: int) -> str:
    """Head what is delivered soon."""
    return counted(
        number, "One delivery is due within 60 days.", "{number} deliveries are due within 60 days."
    )


def received_lapsed(number: int) -> str:
    """Head the agreements that a giver no longer stands by."""
    return given_lapsed(number)


def received_late(number: int) -> str:
    """Head what is late to a delegation."""
    return counted(number, "One delivery to you is overdue.", "{number} deliveries to you are overdue.")


def received_claimed(number: int) -> str:
    """Head what a delegation counts on without an offer."""
    return counted(
        number,
        "One thing that you count on is not offered.",
        "{number} things that you count on are not offered.",
    )


def received_open(number: int) -> str:
    """Head what waits for a delegation's answer."""
    return counted(number, "One offer waits for your answer.", "{number} offers wait for your answer.")


def received_next(number: int) -> str:
    """Head what arrives soon."""
    return counted(
        number,
        "One delivery to you is due within 60 days.",
        "{number} deliveries to you are due within 60 days.",
    )


def of_them_soon(head: str, number: int) -> str:
    """Tell how many offers run out soon."""
    if not number:
        return head
    return say(
        "{head} {more}",
        head=head,
        more=counted(number, "One runs out within 60 days.", "{number} run out within 60 days."),
    )


def pressing(head: str) -> str:
    """Lead over from a count to examples."""
    return say("{head} The most pressing:", head=head)


def alone(head: str) -> str:
    """Lead over from a count of one to what it is."""
    return say("{head}:", head=head.rstrip("."))


def nearest(head: str) -> str:
    """Lead over from a count to what comes first."""
    return say("{head} The first:", head=head)


def requests(number: int, critical: int) -> str:
    """Count requests in a cell."""
    if not critical:
        return f"{number:,}"
    return say("{number}, {critical} critical", number=f"{number:,}", critical=f"{critical:,}")


def asks(number: int, met: int, nothing: int) -> str:
    """Count what a delegation asks for, and how far it is met."""
    if number == 1:
        return (
            say("You have one request open; both sides agree on all of it.")
            if met
            else say("You have one request open; nothing is offered for it.")
            if nothing
            else say("You have one request open; it is met in part.")
        )
    return say(
        "You have {number} requests open: {met} agreed in full, {partly} in part or not yet taken up, "
        "{nothing} met by nothing.",
        number=f"{number:,}",
        met=f"{met:,}",
        partly=f"{number - met - nothing:,}",
        nothing=f"{nothing:,}",
    )


def drafts(number: int) -> str:
    """Count requests that are not yet made."""
    return counted(
        number,
        "One request of yours is still a draft: say what you need, how much and by when.",
        "{number} requests of yours are still drafts: say what you need, how much and by when.",
    )


def unsent(number: int) -> str:
    """Count requests that are written and not yet made."""
    return counted(
        number,
        "One more is a draft, and counts for nothing until you open it.",
        "{number} more are drafts, and count for nothing until you open them.",
    )


def more_items(number: int, command: str) -> str:
    """Count the items that are left out for want of room."""
    return counted(
        number,
        "One more item is left out here; all: {command}",
        "{number} more items are left out here; all: {command}",
        command=command,
    )
