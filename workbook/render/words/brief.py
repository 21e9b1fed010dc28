"""Sentences of the brief for one delegation."""

from workbook.model.speech import counted, say

SHORT = say("In short")
AGENDA = say("The agenda, and your part in it")
ACTIONS = say("Actions owed")
FIGURES = say("Figures on the table")
OVERDUE = say("overdue")
FIRM = say("firm")
UNCONFIRMED = say("unconfirmed")
NO_REQUEST = say("No offer and no request of yours is in the plan: say what you need, or what you can give.")
NO_DAY = say("no day set")
ACTION_COLUMNS = (say("Due"), say("Action"), say("Last report"))


def title(party: str) -> str:
    """Name the paper."""
    return say("Brief for {party}", party=party)


def said(party: str) -> str:
    """Head what a delegation has offered, asked and said."""
    return say("What {party} has said, and where it stands", party=party)


def shared(party: str) -> str:
    """Head the funds and joint purchases that a delegation manages, leads or takes part in."""
    return say("Funds and joint purchases of {party}", party=party)


def could_meet(party: str) -> str:
    """Head what a delegation could meet."""
    return say("What {party} could meet", party=party)


def thresholds(party: str) -> str:
    """Head the stocks with a minimum or a waiver."""
    return say("Stock thresholds of {party}", party=party)


def items(numbers: str, count: int) -> str:
    """Name items by their numbers."""
    return counted(count, "item {numbers}", "items {numbers}", numbers=numbers)


def asks(party: str) -> str:
    """Head what a delegation asks for and is promised."""
    return say("What {party} asks for, and is promised", party=party)


def queues(party: str) -> str:
    """Head the works at which a delegation queues."""
    return say("Where {party} queues with others", party=party)


def overdue(number: int, text: str, due: str) -> str:
    """Tell an action that is overdue, and how many are."""
    first = say("{text}, due {due}", text=text, due=due)
    return counted(
        number,
        "You owe an overdue action: {first}",
        "You owe {number} overdue actions, the oldest: {first}",
        first=first,
    )


def due_soon(number: int, text: str, due: str) -> str:
    """Tell an action that is due within a fortnight, and how many are."""
    first = say("{text}, due {due}", text=text, due=due)
    return counted(
        number,
        "You owe an action within two weeks: {first}",
        "You owe {number} actions within two weeks, the first: {first}",
        first=first,
    )


def over(decided: str) -> str:
    """Tell that the meeting is over, and what it decided."""
    return say("The meeting is over. {decided}", decided=decided)


def first_of(head: str, text: str, number: int) -> str:
    """Lead over from a count to the most pressing."""
    if number == 1:
        return say("{head}: {text}", head=head.rstrip("."), text=text)
    return say("{head} The most pressing: {text}", head=head, text=text)


def critical(number: int, of: int, items: str) -> str:
    """Count critical requests of a delegation's own that nothing meets."""
    if of == 1:
        return say("Your one critical request is met by nothing: {items}.", items=items)
    return counted(
        number,
        "One of your {of} critical requests is met by nothing: {items}.",
        "{number} of your {of} critical requests are met by nothing: {items}.",
        of=f"{of:,}",
        items=items,
    )


def paid_in(amount: str) -> str:
    """Tell what is firmly paid into a fund."""
    return say("{amount} firmly paid in", amount=amount)


def drawn(amount: str) -> str:
    """Tell what firmly draws on a fund."""
    return say("{amount} firmly drawn", amount=amount)


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


def unconfirmed(ids: str, number: int) -> str:
    """Ask to confirm what was noted on a delegation's behalf."""
    return counted(
        number,
        "One entry was noted on your behalf and waits for your word; confirm or correct {ids}.",
        "{number} entries were noted on your behalf and wait for your word; confirm or correct {ids}.",
        ids=ids,
    )


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
