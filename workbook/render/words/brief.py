"""Sentences of the brief for one delegation."""

from workbook.model.speech import counted, say

SHORT = say("In short")
AGENDA = say("The agenda")
ACTIONS = say("Actions owed")
FIGURES = say("Figures on the table")
OVERDUE = say("overdue")
FIRM = say("firm")
UNCONFIRMED = say("unconfirmed")
SOME = say("some, in a number that is not stated")


def title(party: str) -> str:
    """Name the paper."""
    return say("Brief for {party}", party=party)


def said(party: str) -> str:
    """Head what a delegation has offered, asked and said."""
    return say("What {party} has said", party=party)


def shared(party: str) -> str:
    """Head the funds and joint purchases that a delegation manages, leads or takes part in."""
    return say("Funds and joint purchases of {party}", party=party)


def could_meet(party: str) -> str:
    """Head what a delegation could meet."""
    return say("What {party} could meet", party=party)


def thresholds(party: str) -> str:
    """Head the stocks with a minimum or a waiver."""
    return say("Stock thresholds of {party}", party=party)


def speaks(items: str) -> str:
    """Tell where a delegation has the floor."""
    return say("You lead {items}.", items=items)


def comes_up(items: str) -> str:
    """Tell where a delegation's own records are discussed."""
    return say("Your own position comes up under {items}.", items=items)


def leads_nothing() -> str:
    """Tell that a delegation leads no item."""
    return say("You lead no item.")


def item(number: str) -> str:
    """Name an item by its number."""
    return say("item {number}", number=number)


def numbered(number: str, title: str) -> str:
    """Name an item by its number and title."""
    return say("{number}. {title}", number=number, title=title)


def role(*, leads: bool, concerns: bool) -> str:
    """Tell what an item has to do with the delegation."""
    if leads:
        return say("You lead this item.")
    return say("Your own position comes up here.") if concerns else ""


def could_meet_short(number: int) -> str:
    """Count what could be met."""
    return counted(
        number,
        "One open request asks for something you hold or can make.",
        "{number} open requests ask for something you hold or can make.",
    )


def meets_nothing(open_requests: int, drafts: int) -> str:
    """Tell that nothing can be met, and why."""
    if open_requests:
        return counted(
            open_requests,
            "The one open request asks for nothing that is recorded as yours to give.",
            "None of the {number} open requests asks for something that is recorded as yours to give.",
        )
    if drafts:
        return counted(
            drafts,
            "Nothing is asked of you yet: no request is open, and one nation has yet to say what it needs.",
            "Nothing is asked of you yet: no request is open, and {number} nations have yet to say "
            "what they need.",
        )
    return say("Nothing is asked of you: no nation has a request open.")


def owes(number: int, overdue: int) -> str:
    """Count the actions a delegation owes."""
    if not overdue:
        return counted(number, "You owe one action.", "You owe {number} actions.")
    return counted(
        number,
        "You owe one action, and it is overdue.",
        "You owe {number} actions, {overdue} of them overdue.",
        overdue=overdue,
    )


def owes_nothing() -> str:
    """Tell that a delegation owes no action."""
    return say("You owe no action.")


def unconfirmed(ids: str, number: int) -> str:
    """Ask to confirm what was noted on a delegation's behalf."""
    return counted(
        number,
        "One entry was noted on your behalf and waits for your word; confirm or correct {ids}.",
        "{number} entries were noted on your behalf and wait for your word; confirm or correct {ids}.",
        ids=ids,
    )


def lapsed(number: int) -> str:
    """Warn of agreements that no longer hold."""
    return counted(
        number,
        "One agreement has lapsed: more was taken up than you now offer.",
        "{number} agreements have lapsed: more was taken up than you now offer.",
    )


def agreed(quantity: str, party: str) -> str:
    """Tell what both sides stand by."""
    text = say("agreed with {party}", party=party)
    return say("{text}: {quantity}", text=text, quantity=quantity) if quantity else text


def offered(quantity: str, party: str) -> str:
    """Tell what is offered and not taken up."""
    if not party:
        return say("not yet taken up")
    text = say("offered to {party}, not yet taken up", party=party)
    return say("{text}: {quantity}", text=text, quantity=quantity) if quantity else text


def claimed(quantity: str, party: str) -> str:
    """Tell what the other side counts on."""
    return say(
        "{party} counts on {quantity}, which is not offered", party=party, quantity=quantity or say("it")
    )


def lapsed_with(quantity: str, party: str) -> str:
    """Tell an agreement that no longer holds."""
    return say(
        "{party} took up {quantity}, more than is now offered", party=party, quantity=quantity or say("it")
    )


def next_lot(quantity: str, when: str) -> str:
    """Tell the next delivery."""
    text = say("next delivery {when}", when=when)
    return say("{text}: {quantity}", text=text, quantity=quantity) if quantity else text


def offers_so_far(sums: str) -> str:
    """Tell what anybody already gives for a request."""
    return say("so far {sums}", sums=sums)


def sum_offered(quantity: str) -> str:
    """Tell a sum that is offered."""
    return say("{quantity} offered", quantity=quantity)


def sum_agreed(quantity: str) -> str:
    """Tell a sum that is agreed."""
    return say("{quantity} agreed", quantity=quantity)


def in_stock(what: str) -> str:
    """Tell what a delegation holds of it."""
    return say("you hold {what}", what=what)


def in_reach(what: str) -> str:
    """Tell what a delegation's industry makes of it."""
    return say("your industry makes {what}", what=what)


def stands_in(item: str, facts: str, conditions: str) -> str:
    """Tell what could stand in for it."""
    text = say("{item} may stand in: {facts}", item=item, facts=facts)
    return say("{text} ({conditions})", text=text, conditions=conditions.rstrip(".")) if conditions else text


def serves(item: str, facts: str) -> str:
    """Tell what serves the capability asked for."""
    return say("{item} serves it: {facts}", item=item, facts=facts)


def more(number: int, commands: str) -> str:
    """Count what is left out for want of room, and name the commands that list all of it."""
    text = counted(number, "One more is left out here", "{number} more are left out here")
    return say("{text}; all: {commands}", text=text, commands=commands)


def more_figures(number: int) -> str:
    """Count the figures that are left out for want of room; the agenda paper has them at their items."""
    return counted(
        number,
        "One more is left out here; the agenda paper has it under its item.",
        "{number} more are left out here; the agenda paper has them under their items.",
    )


def with_givers(fund: str, givers: str) -> str:
    """Tell a fund with who gives to it."""
    return say("{fund}. Given by {givers}", fund=fund, givers=givers) if givers else fund


def given_by(fund: str, party: str) -> str:
    """Tell a fund that one nation gives alone."""
    return say("{fund}. All of it from {party}", fund=fund, party=party)


def giver(party: str, amount: str) -> str:
    """Tell who gives how much."""
    return say("{party} ({amount})", party=party, amount=amount)


def source_says(publisher: str, says: str) -> str:
    """Quote a source."""
    return say("{publisher}: “{says}”", publisher=publisher, says=says)


def all_commitments(sums: str, left_out: str, *, partly: bool) -> str:
    """Tell what all commitments come to, and what the sum does not hold."""
    text = say("All commitments that state a value, each counted once: {sums}", sums=sums)
    if left_out:
        text = say("{text}. Without a rate, and so left out: {left_out}", text=text, left_out=left_out)
    return say("{text}. Some amounts are not stated", text=text) if partly else text
