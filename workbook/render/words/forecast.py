"""Words of the forecast of deliveries."""

from workbook.model.speech import counted, say

TITLE = say("Forecast of deliveries")
SHORT = say("In short")
BY_MONTH = say("Deliveries month by month")
CHART = say("How many deliveries each month brings, or may bring")
NOT_FIRM_SECTION = say("What may come beside it")
ITEM, IN_THE_YEAR, OVERDUE = say("Item"), say("In the year"), say("Overdue")
UNDATED, LATER, MONTH = say("Undated"), say("Later"), say("Month")
NOT_FIRM, UNCONFIRMED = say("Not firm"), say("Not confirmed")
RECIPIENT, ITEMS, DELIVERIES = say("To"), say("Items"), say("Deliveries")
MOST_OFTEN = say("What comes most often, in the year")
OTHERS = say("To others")
SERIES = (say("firm"), say("not firm"), say("not confirmed"))
DOUBTFUL = say("may come in another month")
NOBODY = say("To no recipient by name")
NOTHING = say("Nothing that is still to come is released to the readers of this paper.")
WITHOUT_ITEM = say("Deliveries of which the item is not told are counted, and stand in no table below.")
SIGNS = say(
    "≤8 is at most 8, because it may come in another month; ~8 about 8; 8+ is 8 and more that nobody tells."
)


def subtitle(first: str, last: str) -> str:
    """Name the span."""
    return say("{first} to {last}", first=first, last=last)


def dated(firm: int, total: int) -> str:
    """Count the deliveries that have a date within the year."""
    planned = counted(
        total, "One delivery is planned within the year", "{number} deliveries are planned within the year"
    )
    if total and firm == total:
        return counted(
            total,
            "{planned}; it is firm and confirmed.",
            "{planned}; all are firm and confirmed.",
            planned=planned,
        )
    if total == 1:
        return say("{planned}; it is not firm or not confirmed.", planned=planned)
    return say("{planned}; {firm} of them firm and confirmed.", planned=planned, firm=f"{firm:,}")


def overdue(number: int) -> str:
    """Count what was to have come."""
    return counted(
        number,
        "One delivery was to have come before today and is not reported.",
        "{number} deliveries were to have come before today and are not reported.",
    )


def undated(number: int) -> str:
    """Count what has no date."""
    return counted(number, "For one delivery nobody says when.", "For {number} deliveries nobody says when.")


def busiest(month: str, number: int) -> str:
    """Name the month with the most deliveries."""
    return counted(
        number,
        "{month} may bring the most: one delivery.",
        "{month} may bring the most: {number} deliveries.",
        month=month,
    )


def perhaps(number: int) -> str:
    """Count deliveries that may come in another month."""
    return say("{number} perhaps", number=f"{number:,}")


def to(party: str) -> str:
    """Head what one recipient gets."""
    return say("To {party}", party=party)


def more(number: int, command: str) -> str:
    """Count what a table leaves out, and say what lists it."""
    return counted(
        number,
        "One more item is left out here; all: {command}",
        "{number} more items are left out here; all: {command}",
        command=command,
    )


def all_of(command: str) -> str:
    """Name the command that lists what a table only sums up."""
    return say("All of it, month by month: {command}", command=command)


def command(word: str) -> str:
    """Name the command that lists all of it."""
    return say("workbook analyse forecast {word}", word=word).rstrip()
