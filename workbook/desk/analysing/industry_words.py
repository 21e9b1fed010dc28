"""What tables of works, components and support are called, and what their signs mean: every word, once."""

from workbook.model.enums import Activity
from workbook.model.speech import counted, say

WORKS = say("Works")
WORK = say("Work")
CLAIMS = say("Claims")
CAN_DO = say("Can do")
TOO_MUCH_FROM = say("Too much from")
TOO_MANY = say("Too many")
LATE_BY = say("Late by")
MORE_A_MONTH = say("More a month")
LIMITED_BY = say("Limited by")
PRODUCT = say("Product")
COMPONENT = say("Component")
NEEDED = say("Needed")
MADE_BY = say("Made by")
NATIONS = say("Nations that wait")
BY_NATION = say("Claims by nation")
AGAINST_CAPACITY = say("Against capacity")
SYSTEM = say("System")
RECIPIENT = say("Recipient")
GIVEN = say("Given")
SUPPORT = say("Support")
FIRM = say("Firm")

NO_CLAIMS = say("Nothing is claimed of any works here, and nobody tells what one can make.")
NO_SYSTEMS = say("No system is firmly donated here of which it is told what it needs in service.")
QUEUE_LEGEND = say(
    "Months, all that is due by then: · nothing, ▁ can be made, ▃ perhaps too much, █ surely too much, "
    "? nobody tells what can be made."
)
CLAIMS_LEGEND = say("Bars: █ firm claims against all that can surely be made by then, ? perhaps more.")
SUPPORT_LEGEND = say("Covered: █ firm support, ▓ not firm, ░ missing, ? perhaps more.")

_DOES = {Activity.MAKE: say("make"), Activity.REPAIR: say("repair"), Activity.TRAIN: say("train")}


def strained() -> str:
    """Head the table of works with claims."""
    return say("Works with claims, those with too many first")


def bottlenecks() -> str:
    """Head the table of bottlenecks."""
    return say("Products that wait for a component")


def months_of(works: str, item: str) -> str:
    """Head the table of months of one works."""
    return say("Month by month, all that is due by then: {works}, {item}", works=works, item=item)


def in_service() -> str:
    """Head the table of support."""
    return say("What donated systems need in twelve months, and what is committed")


def activity(word: Activity) -> str:
    """Name what a works does."""
    return _DOES[word]


def months_late(count: int | None) -> str:
    """Say how much later than due claims are met."""
    return say("never met") if count is None else counted(count, "{number} month", "{number} months")
