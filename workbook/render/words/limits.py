"""Sentences on what a delegation could give, on its stocks, and on works at which it queues."""

from fractions import Fraction

from workbook.model.speech import counted, say
from workbook.render.words import standing
from workbook.render.words.standing import quantity_of

GIFT_COLUMNS = (
    say("You could give"),
    say("First to"),
    say("Still missing there"),
    say("Needed"),
    say("That closes"),
)
STOCK_COLUMNS = (say("Stock"), say("Held"), say("Minimum"), say("Falls under it"), say("Leave to go below"))
ALL_OF_IT = say("all of it")
NEXT_TO_NOTHING = say("less than 1 %")
NOW = say("now")
NO_LEAVE = say("none")
NONE = say("–")


def going_under(quantity: str) -> str:
    """Tell what would take a stock under its minimum."""
    return say("{quantity} more would go under your minimum", quantity=quantity)


def gift(item: str, amounts: str) -> str:
    """Tell what can be given of an item."""
    return say("{item}: {amounts}", item=item, amounts=amounts)


def with_priority(party: str, priority: str) -> str:
    """Tell whose need it is, and how urgent."""
    return say("{party}, {priority}", party=party, priority=priority) if priority else party


def how_many(number: int, priority: str) -> str:
    """Count requests, and tell how urgent they are."""
    text = counted(number, "", "{number} requests")
    return say("{text}, {priority}", text=text, priority=priority) if priority and text else text or priority


def span(first: str, last: str) -> str:
    """Tell from when to when something is needed."""
    return say("{first} to {last}", first=first, last=last) if last else say("from {first}", first=first)


def first_to(party: str, number: int, others: int) -> str:
    """Tell whose needs come first, how many they are, and how many others there are."""
    text = party if number == 1 else say("{party}, {number} requests", party=party, number=f"{number:,}")
    if not others:
        return text
    return say(
        "{text}; {others}", text=text, others=counted(others, "one more request", "{number} more requests")
    )


def missing(missing: str, asked: str) -> str:
    """Tell how much is missing of what is asked."""
    return say("{missing} of {asked}", missing=missing, asked=asked) if missing != asked else missing


def instead_of(missing: str, item: str, *, is_to_ask: bool) -> str:
    """Tell that it would stand in for something else."""
    text = say("{lack}, for which it may stand in", lack=quantity_of(missing, item))
    return say("{text} if they agree", text=text) if is_to_ask else text


def of_capability(missing: str, capability: str) -> str:
    """Tell that a capability is asked for, not an item."""
    name = standing.capability(capability)
    return say("{missing} for {capability}", missing=missing, capability=name) if missing else name


def part(closes: Fraction) -> str:
    """Tell which part of what is missing is closed, in whole per cents, rounded down."""
    if closes >= 1:
        return ALL_OF_IT
    percent = int(closes * 100)
    return say("{percent} %", percent=percent) if percent else NEXT_TO_NOTHING


def perhaps_too(items: str) -> str:
    """Tell what may be there to give of what others lack too."""
    return say("Others also lack what you may be able to spare: {items}.", items=items)


def more_gifts(number: int, command: str) -> str:
    """Count what else could be given."""
    return counted(
        number,
        "You could give one more item that is asked for; all needs: {command}",
        "You could give {number} more items that are asked for; all needs: {command}",
        command=command,
    )


def lacks(party: str, what: str, how_urgent: str) -> str:
    """Tell what another nation lacks."""
    text = say("{party} lacks {what}", party=party, what=what)
    return say("{text} ({how_urgent})", text=text, how_urgent=how_urgent) if how_urgent else text


def can_meet(lack: str, gives: str, closes: str) -> str:
    """Tell in one sentence what could be met first, and from what."""
    if closes == ALL_OF_IT:
        return say("{lack}: you could give all of it, out of {gives}", lack=lack, gives=gives)
    text = say("{lack}: you could give {gives}", lack=lack, gives=gives)
    return say("{text}, {closes} of it", text=text, closes=closes) if closes else text


def spared(quantity: str, item: str, closes: str) -> str:
    """Tell what can be spared from stock; `item` only where it is another than what is asked for."""
    what = quantity_of(quantity, item) if item else quantity
    if closes == ALL_OF_IT:
        return say("{what} that you can spare from stock", what=what)
    return say("{what} from stock", what=what)


def at_works(quantity: str, item: str, until: str) -> str:
    """Tell what the works can still make until a month; `item` as in `spared`."""
    what = quantity_of(quantity, item) if item else quantity
    return say("{what} that your works can make by {until}", what=what, until=until)


def leave(until: str) -> str:
    """Tell until when leave is given."""
    return say("until {until}", until=until) if until else say("given")


def considered(until: str) -> str:
    """Tell that leave is only considered."""
    return say("considered, until {until}", until=until) if until else say("considered")


def perhaps(when: str) -> str:
    """Tell that it only may happen."""
    return say("perhaps {when}", when=when)


def to(held: str, later: str) -> str:
    """Tell what is held now, and then."""
    return say("{held}, then {later}", held=held, later=later) if later and later != held else held


def under(item: str, held: str, minimum: str, when: str) -> str:
    """Tell of a stock that falls under its minimum."""
    if not when:
        return say(
            "{item}: you hold {held}, under your minimum of {minimum}", item=item, held=held, minimum=minimum
        )
    return say(
        "{item}: you fall to {held} in {when}, under your minimum of {minimum}",
        item=item,
        held=held,
        when=when,
        minimum=minimum,
    )


def without_leave(text: str, more: int) -> str:
    """Tell that no leave is given for it, and of how many more stocks that is so."""
    text = say("{text}, and no leave to go below is recorded", text=text)
    if not more:
        return text
    return say(
        "{text}; {more}",
        text=text,
        more=counted(more, "one more stock is so", "{number} more stocks are so"),
    )


def component(component: str, products: str) -> str:
    """Name a component and what it goes into."""
    return say("{component}, for {products}", component=component, products=products)


def scarce(component: str, when: str) -> str:
    """Name the component that is lacking first, and when."""
    return say("for want of {component} it bites from {when} on", component=component, when=when)


def also(others: str) -> str:
    """Name who else is in the queue."""
    return say("also in the queue: {others}", others=others)


def short_by(quantity: str) -> str:
    """Tell how much cannot be made by then."""
    return say("short by {quantity} then", quantity=quantity)


def industry_of(party: str) -> str:
    """Name the industry of a nation, where no supplier is named."""
    return say("the industry of {party}", party=party)


def amount(party: str, quantity: str) -> str:
    """Tell who waits for how much."""
    return say("{party} {quantity}", party=party, quantity=quantity)


def queue(ours: str, item: str, works: str, when: str) -> str:
    """Tell where a delegation queues and from when on it is too slow."""
    if works:
        return say(
            "{works}, too slow from {when} on: you wait for {what}",
            works=works,
            when=when,
            what=quantity_of(ours, item),
        )
    return say("{item}, scarce from {when} on: you wait for {ours}", item=item, when=when, ours=ours)


def own_queue(item: str, works: str, when: str) -> str:
    """Tell that a delegation's own works are too slow for all who queue there."""
    return say("{works}, your own, is too slow for {item} from {when} on", works=works, item=item, when=when)


def too_slow(works: str, item: str, when: str, short: str, waiting: str) -> str:
    """Tell that a works cannot make in time what all claim of it, and who waits."""
    text = say("{item}: {works} is too slow from {when} on", item=item, works=works, when=when)
    return _short_and_waiting(text, short, waiting)


def lacking(component: str, product: str, when: str, short: str, waiting: str) -> str:
    """Tell that a component is scarce before the item it goes into, and who waits for it."""
    text = say(
        "{component}, which goes into {product}, is scarce from {when} on",
        component=component,
        product=product,
        when=when,
    )
    return _short_and_waiting(text, short, waiting)


def _short_and_waiting(text: str, short: str, waiting: str) -> str:
    text = say("{text}, short by {short} then", text=text, short=short) if short else text
    return say("{text}; in the queue: {waiting}", text=text, waiting=waiting) if waiting else text


def more_stocks(number: int, command: str) -> str:
    """Count the stocks that are left out."""
    return counted(
        number,
        "One more stock is or may fall under its minimum, or has leave; all: {command}",
        "{number} more stocks are or may fall under their minimum, or have leave; all: {command}",
        command=command,
    )


def more_queues(number: int) -> str:
    """Count the queues that are left out."""
    return counted(number, "One more queue is left out here.", "{number} more queues are left out here.")
