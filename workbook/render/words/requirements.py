"""Words of the consolidated list of requirements."""

from workbook.analysis.request_coverage import Met
from workbook.model.enums import Priority
from workbook.model.speech import counted, say

TITLE = say("Requirements")
SHORT = say("In short")
CAPABILITIES = say("How far requests are met")
CHART = say("Open requests by capability")
URGENT = say("Critical and not covered")
MONTHS = say("What is open, as needs fall due")
DRAFTS = say("In preparation")
UNCONFIRMED = say("Noted for nations, not confirmed")
NO_CAPABILITY = say("No capability named")
MOST_URGENT = say("The most urgent of what is missing")
AT_LARGE = say("Given to nations, not yet to a request")
ITEM, NEED, AGREED, OFFERED = say("Item"), say("Needed"), say("Agreed"), say("Offered")
MISSING, LATE, NOT_FIRM = say("Missing"), say("Of it late"), say("Not firm")
REQUESTS, REQUEST, NATION = say("Requests"), say("Request"), say("Nation")
WHAT, WHEN, PRIORITY, CAPABILITY = say("What"), say("When"), say("Priority"), say("Capability")
NONE = say("–")
FIRM = say("Given to no request")
PRIORITIES = {
    Priority.CRITICAL: say("critical"),
    Priority.HIGH: say("high"),
    Priority.MEDIUM: say("medium"),
    Priority.LOW: say("low"),
}
MET = {
    Met.AGREED: say("agreed in full"),
    Met.OFFERED: say("offered in full"),
    Met.PARTLY: say("in part"),
    Met.UNKNOWN: say("cannot be told"),
    Met.NOTHING: say("nothing firm"),
}
NOTHING = say("No open request is released to the readers of this paper.")
LEVELS = (
    ("·", say("nothing due")),
    ("○", say("nothing open")),
    ("◔", say("up to a third open")),
    ("◑", say("up to two thirds open")),
    ("●", say("more open")),
    ("?", say("cannot be told")),
)
MONTHS_CAPTION = say(
    "What is due by the end of each month, and neither agreed nor firmly offered; what is open soonest comes "
    "first."
)


def subtitle(requests: int, items: int) -> str:
    """Count open requests and what they ask for."""
    if not requests:
        return say("No open requests")
    return say(
        "{requests} for {items}",
        requests=counted(requests, "One open request", "{number} open requests"),
        items=counted(items, "one item or capability", "{number} items and capabilities"),
    )


def met(agreed: int, offered: int, total: int) -> str:
    """Say how many requests are met."""
    return say(
        "Of {total} open requests, {agreed} are covered by what is agreed, and {offered} more by what is "
        "offered and firm.",
        total=f"{total:,}",
        agreed=f"{agreed:,}",
        offered=f"{offered:,}",
    )


def critical(open_: int, total: int) -> str:
    """Say how many critical requests are not covered."""
    if not open_:
        return counted(
            total, "The one critical request is covered.", "All {number} critical requests are covered."
        )
    if total == 1:
        return say("The one critical request is not surely covered by firm offers.")
    return counted(
        open_,
        "One of {total} critical requests is not surely covered by firm offers.",
        "{number} of {total} critical requests are not surely covered by firm offers.",
        total=f"{total:,}",
    )


def late(number: int, perhaps: int) -> str:
    """Say how many requests get something surely after it is needed, and how many more may."""
    if not number:
        return counted(
            perhaps,
            "For one request some of what is agreed or offered may come after it is needed.",
            "For {number} requests some of what is agreed or offered may come after it is needed.",
        )
    text = counted(
        number,
        "For one request some of what is agreed or offered comes after it is needed.",
        "For {number} requests some of what is agreed or offered comes after it is needed.",
    )
    if not perhaps:
        return text
    more = counted(perhaps, "For one more it may.", "For {number} more it may.")
    return say("{text} {more}", text=text, more=more)


def drafts(number: int) -> str:
    """Count drafts, which are counted nowhere else."""
    return counted(
        number,
        "One request is in preparation and counted nowhere here.",
        "{number} requests are in preparation and counted nowhere here.",
    )


def drafting(parties: str, number: int, *, several: bool) -> str:
    """Name those who prepare requests."""
    if several:
        return counted(
            number, "{parties}: one request each", "{parties}: {number} requests each", parties=parties
        )
    return counted(number, "{parties}: one request", "{parties}: {number} requests", parties=parties)


def chart_told(total: int, agreed: int, nothing: int) -> str:
    """Say what the chart of capabilities shows."""
    return say(
        "Of {total} requests, {agreed} are agreed in full; for {nothing} nothing firm is offered.",
        total=f"{total:,}",
        agreed=f"{agreed:,}",
        nothing=f"{nothing:,}",
    )


def more(number: int, command: str) -> str:
    """Count what a table leaves out, and say what lists it; a command that is copied ends in no stop."""
    return counted(
        number,
        "One more request is left out here; all: {command}",
        "{number} more requests are left out here; all: {command}",
        command=command,
    )


def more_items(number: int, command: str) -> str:
    """Count the items that a table leaves out, and say what lists them."""
    return counted(
        number,
        "One more item is left out here; all: {command}",
        "{number} more items are left out here; all: {command}",
        command=command,
    )


def in_unit(item: str, unit: str) -> str:
    """Name an item with the unit that its figures are in, unless its name says it."""
    is_named = unit.rstrip("s") in item.lower().split()
    return say("{item} ({unit})", item=item, unit=unit) if unit and not is_named else item


def recurring(item: str) -> str:
    """Name what is asked for again and again of an item."""
    return say("{item}, recurring", item=item)


def command(word: str) -> str:
    """Name the command that lists all of a capability or item."""
    return say("workbook analyse coverage {word}", word=word)


def a_period(quantity: str, period: str) -> str:
    """Tell a need that recurs."""
    return say("{quantity} a {period}", quantity=quantity, period=period)
