"""What tables of works, components and support are called, and what their signs mean: every word, once."""

from collections.abc import Sequence

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
BITES_IN = say("Bites")
SHORT_OF = say("Scarce part")
NO_DAY = say("no day told")

NOBODY_TELLS = say("Nobody tells what can be made here.")
NO_SUPPORT = say("Nobody commits any of it to this recipient.")
WHO_QUEUES = say("Who queues, with how much by then")
IN_TIME = say("All that is firmly claimed can be made in time.")

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


def works_and_parts() -> str:
    """Head the list of works."""
    return say("Works with claims, what bites first on top")


def works_of(works: str, item: str) -> str:
    """Name what a works makes."""
    return say("{item}, {works}", item=item, works=works)


def works_doing(works: str, work: Activity) -> str:
    """Name a works, with what it does where it does not make things."""
    return works if work is Activity.MAKE else say("{works}: {work}", works=works, work=activity(work))


def claims_of(subject: str) -> str:
    """Head the claims on a works."""
    return say("Claims: {subject}", subject=subject)


def by_month(nations: Sequence[str], others: int) -> str:
    """Head the months of a works, and tell which sign is whose."""
    signs = [f"{sign} {nation}" for sign, nation in zip("█▓▒", nations, strict=False)]
    rest = [counted(others, "░ {number} other nation", "░ {number} other nations")] if others else []
    return say("All due by then: {signs}, │ what can be made", signs=", ".join([*signs, *rest]))


def too_many_from(month: str, claims: str, capacity: str, *, late: str, more: str) -> str:
    """Say from which month claims are surely too many, and what would mend it."""
    return say(
        "Too many from {month}: {claims} due, {capacity} made by then. Late by: {late}; {more} more a month "
        "would do.",
        month=month,
        claims=claims,
        capacity=capacity,
        late=late,
        more=more,
    )


def perhaps_from(month: str) -> str:
    """Say from which month claims are perhaps too many."""
    return say("Perhaps too many claims from {month} on, never surely.", month=month)


def scarcest(
    component: str, month: str, *, needed: str, capacity: str, makers: Sequence[str], limits: Sequence[str]
) -> str:
    """Name the component that holds a product up first."""
    told = say(
        "It waits for {component}: {needed} needed by {month}, {capacity} can be made",
        component=component,
        month=month,
        needed=needed,
        capacity=capacity,
    )
    by = say(" by {makers}", makers=", ".join(makers)) if makers else ""
    held = say(", held back by: {limits}", limits="; ".join(limits)) if limits else ""
    return say("{told}{by}{held}.", told=told, by=by, held=held)


def of_nation(nation: str, amount: str) -> str:
    """Say how much a nation waits for."""
    return say("{nation} {amount}", nation=nation, amount=amount)


def in_line(nations: Sequence[str], others: int) -> str:
    """List who waits, with how much."""
    rest = [counted(others, "{number} other", "{number} others")] if others else []
    return say("In line: {nations}.", nations=", ".join([*nations, *rest]))


def held_back(limits: Sequence[str]) -> str:
    """Say what holds a works back, in its nation's words."""
    return say("Held back by: {limits}.", limits="; ".join(limits))


def system_of(system: str, recipient: str) -> str:
    """Name a system of a recipient."""
    return say("{system}, {recipient}", system=system, recipient=recipient)


def support_with(item: str, recipient: str) -> str:
    """Head the commitments of a support item."""
    return say("Support with {item} for {recipient}", item=item, recipient=recipient)


def gifts_of(system: str, recipient: str) -> str:
    """Head the donations of a system."""
    return say("Firm gifts of {system} to {recipient}", system=system, recipient=recipient)


def needs(quantity: str, system: str, item: str, *, needed: str, firm: str, missing: str) -> str:
    """Say what donated systems need in a year, and what is firm of it."""
    return say(
        "{quantity} {system} need {needed} {item} in twelve months: {firm} firm, {missing} missing.",
        quantity=quantity,
        system=system,
        item=item,
        needed=needed,
        firm=firm,
        missing=missing,
    )
