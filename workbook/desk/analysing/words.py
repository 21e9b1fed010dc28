"""What tables of analyses are called, and what their signs mean: every word of them, once."""

from workbook.model.enums import Period
from workbook.model.speech import say
from workbook.model.units import unit_symbol

# Headings
ITEM = say("Item")
CAPABILITY = say("Capability")
ITEMS = say("Items")
REQUEST = say("Request")
NATION = say("Nation")
PRIORITY = say("Priority")
UNIT = say("Unit")
NEED = say("Need")
NEEDED_BY = say("Needed by")
AGREED = say("Agreed")
OFFERED = say("Offered")
MISSING = say("Missing")
LATE = say("Late")
NOT_FIRM = say("Not firm")
COVERED = say("Covered")
REQUESTS = say("Requests")
IN_FULL = say("In full")
ON_OFFER = say("On offer")
PARTLY = say("Partly")
BY_NOTHING = say("By nothing")
UNCLEAR = say("Unclear")
MONTH = say("Month")
DUE = say("Due")
OPEN = say("Open")
REQUESTS_OPEN = say("Requests open")
COMMITMENT = say("Commitment")
STANDING = say("Standing")
STATUS = say("Status")
GIVES = say("Gives")
COUNTS_AS = say("Counts as")
ARRIVES = say("Arrives")
TO = say("To")
MARK = say("Mark")

IN_THE_YEAR = say("In the year")
OVERDUE = say("Overdue")
UNDATED = say("Undated")
LATER = say("Later")
UNCONFIRMED = say("Unconfirmed")
RECORD = say("Record")
LOT = say("Lot")
QUANTITY = say("Quantity")

NOTHING_COMES = say("Nothing is still to come here.")
AT_MOST_LEGEND = say("≤8 is at most 8: what may arrive in one of several months shows in each of them.")
ITEM_NOT_TOLD = say("Deliveries of which the item is not told cannot be added up, and stand in no sum.")
NO_REQUESTS = say("Nothing is asked for here.")

COVERED_LEGEND = say(
    "20+ is 20 and more that nobody tells. Covered: █ agreed, ▓ offered and firm, ░ missing, ? perhaps more."
)
HEAT_LEGEND = say(
    "Months: · nothing due, ▁ nothing open, ▃ up to a third open, ▅ up to two thirds, █ more, ? unclear."
)
MARK_LEGEND = say(
    "Marks: ~ stands in, a stands in but must be asked, ! does not fit and counts for nothing, "
    "? not confirmed by its nation."
)

_SILENT = frozenset(("each", "C62", "H87", "EA"))
_PERIODS = {
    Period.DAY: say("a day"),
    Period.WEEK: say("a week"),
    Period.MONTH: say("a month"),
    Period.QUARTER: say("a quarter"),
    Period.YEAR: say("a year"),
}


def by_item() -> str:
    """Head the table of items."""
    return say("What is needed and what covers it, by item")


def by_capability() -> str:
    """Head the table of capabilities."""
    return say("Requests by capability, and how far they are met")


def requests_for(subject: str) -> str:
    """Head the table of requests."""
    return say("Requests: {subject}", subject=subject)


def answers_to(subject: str) -> str:
    """Head the table of answers."""
    return say("What answers them: {subject}", subject=subject)


def months_of(item: str) -> str:
    """Head the table of months."""
    return say("Month by month, all that is due by then: {item}", item=item)


def months(first: str, last: str) -> str:
    """Head a column that has a sign for each month of a span."""
    return say("{first} to {last}", first=first, last=last)


def unit(code: str) -> str:
    """Name a unit, where it says more than a number does."""
    return "" if code in _SILENT else unit_symbol(code)


def in_unit(code: str, per: Period | None) -> str:
    """Name what a row counts in: `set a month`."""
    if per is None:
        return unit(code)
    return say("{unit} {period}", unit=unit(code), period=_PERIODS[per]).strip()


def firm_arrivals() -> str:
    """Head the table of what arrives and is firm."""
    return say("What arrives in the year ahead: firm and confirmed")


def not_firm_arrivals() -> str:
    """Head the table of what arrives and is not firm."""
    return say("What may arrive beside it: pledged, considered, or not confirmed by its nation")


def lots_to_come(subject: str) -> str:
    """Head the table of lots."""
    return say("Lots to come: {subject}", subject=subject)


def footing(*, is_firm: bool, is_unconfirmed: bool) -> str:
    """Say how far one may lean on a delivery."""
    return say("unconfirmed") if is_unconfirmed else say("firm") if is_firm else say("not firm")
