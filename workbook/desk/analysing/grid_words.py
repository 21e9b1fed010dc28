"""What grids of months are called, and what their cells say: every word of them, once."""

from collections.abc import Sequence

from workbook.analysis.months import Month
from workbook.analysis.request_coverage import RequestCoverage
from workbook.model.quantity import Quantity
from workbook.model.share import Share
from workbook.model.speech import counted, say
from workbook.render.values import long_month_text, quantity_text

IN_PERCENT = say("in percent")
IN_AMOUNTS = say("in amounts")
IN_SIGNS = say("signs alone")
BY_CAPABILITY = say("by capability")
BY_SHORTFALL = say("by shortfall")
BY_URGENCY = say("overdue first")
BY_ITEM = say("by item")
NO_CAPABILITY = say("no capability")
NEEDS = say("needs")
STANDS_IN = say("Stands in")
NOT_COUNTED = say("counts for nothing")
OPEN_BY_MONTH = say("What is open of all that is due by each month")
ARRIVES_BY_MONTH = say("What arrives each month")
TO_BE_MET = say("Requests that are due by then, and what answers them")
LOTS = say("Lots")
NO_LOT = say("Nothing arrives then.")

HEAT_LEGEND = say(
    "Each cell tells what is open by the end of a month, of all that is due by then: · nothing due, "
    "▁ nothing open, ▃ up to a third, ▅ up to two thirds, █ more, ? unclear; ≥ stands before what surely is "
    "open. A capability counts requests, as different things are never added. Arrows move by month, Enter "
    "goes to the requests and answers behind a cell."
)
FORECAST_LEGEND = say(
    "█ is firm and confirmed, ▒ pledged or considered, ? not confirmed by its nation, · nothing. ≤8 is at "
    "most 8: what may arrive in one of several months shows in each of them. ≥8 is 8 and perhaps more. "
    "Arrows move by month, Enter goes to the lots behind a cell."
)
_FOOTINGS = {
    "firm": say("firm"),
    "not_firm": say("not firm"),
    "unconfirmed": say("unconfirmed"),
}


def month_name(month: Month) -> str:
    """Write a month as one says it: `March 2023`."""
    return long_month_text(month)


def requests(count: int) -> str:
    """Count requests."""
    return counted(count, "{number} request", "{number} requests")


def due(month: Month, need: Quantity, agreed: Quantity, offered: Quantity, left: Quantity, unit: str) -> str:
    """Tell of a month what is due, there and missing."""
    if need.high == 0:
        return say("Nothing is due by the end of {month}.", month=month_name(month))
    return say(
        "By the end of {month}: due {need}; there by then {agreed} agreed, {offered} offered; open {left}.",
        month=month_name(month),
        need=quantity_text(need, unit),
        agreed=quantity_text(agreed, unit),
        offered=quantity_text(offered, unit),
        left=quantity_text(left, unit),
    )


def requests_due(month: Month, count: int, count_open: int) -> str:
    """Tell of a month how many requests are due, and how many of them open."""
    return say(
        "By the end of {month}: {requests} due, {open} not surely met.",
        month=month_name(month),
        requests=requests(count),
        open=f"{count_open:,}",
    )


def beyond(later: Quantity, undated: Quantity, unit: str, last: Month) -> str:
    """Tell what falls due after all months, or nobody says when; "" where nothing does."""
    told = []
    if later.high != 0:
        told.append(
            say("Due after {month}: {amount}.", month=month_name(last), amount=quantity_text(later, unit))
        )
    if undated.high != 0:
        told.append(say("Due at no told time: {amount}.", amount=quantity_text(undated, unit)))
    return " ".join(told)


def at(label: str, when: str) -> str:
    """Name a cell: `155mm-he, March 2023`."""
    return say("{label}, {when}", label=label, when=when)


def stands_in(item: str, ratio: Share | None, *, is_to_ask: bool) -> str:
    """Say what stands in, and how many of what is asked one of it replaces."""
    told = say("{item}, one for {ratio}", item=item, ratio=ratio) if ratio is not None else item
    return say("{told}, to be asked", told=told) if is_to_ask else told


def delivery_to(item: str, recipient: str) -> str:
    """Name what comes to whom."""
    return say("{item} to {recipient}", item=item, recipient=recipient) if recipient else item


def footing(name: str) -> str:
    """Name how far one may lean on an amount."""
    return _FOOTINGS[name]


def found_by(parts: Sequence[str]) -> str:
    """Join the words by which a line is found."""
    return " ".join(parts).casefold()


def owners(found: Sequence[RequestCoverage]) -> frozenset[str]:
    """Name the nations that ask or answer."""
    asking = {one.owner for one in found}
    return frozenset((asking | {answer.owner for one in found for answer in one.answers}) - {""})
