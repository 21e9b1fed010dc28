"""What tables that compare two proposals are called, and what stands in them: every word, once."""

from collections.abc import Sequence

from workbook.analysis.contention_change import Since
from workbook.analysis.footing import Footing
from workbook.analysis.side_by_side import Strain
from workbook.desk.analysing import words
from workbook.desk.analysing.grid_words import month_name
from workbook.model.enums import Activity
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.model.speech import say
from workbook.render.values import quantity_text

OUTCOME = say("Two proposals side by side")
NEEDS = say("Requests that would be met better or worse")
COSTS = say("What the records are worth")
DATES = say("When it is delivered")
STRAINS = say("Works, components and stocks that are too little")
COSTS_LEGEND = say("Kinds are never added up: a commitment may stand in a procurement, or draw on a fund.")

REQUEST, ITEM, UNIT, RECORD, LOT = words.REQUEST, words.ITEM, words.UNIT, words.RECORD, words.LOT
HOW = say("Short")
WHAT = say("What")
FOOTING = say("Footing")
TITLE = say("Title")
FOR = say("For")
TODAY = say("Today")
IF_ADOPTED = say("If adopted")
NONE = say("none")
NO_DATE = say("no date")
NO_NEED = say("no need")

OUTCOMES = (
    say("What"),
    say("Put forward by"),
    say("Records changed"),
    say("Gaps closed"),
    say("Gaps narrowed"),
    say("Gaps widened"),
    say("Findings introduced"),
    say("Findings fixed"),
    say("Waits on"),
    say("Conflicts with main"),
)
_MOST_NAMED = 4
_PLURALS = {
    Kind.COMMITMENT: say("Commitments"),
    Kind.PROCUREMENT: say("Procurements"),
    Kind.FUND: say("Funds"),
}
_FOOTINGS = {
    Footing.FIRM: say("firm"),
    Footing.PLEDGED: say("pledged"),
    Footing.CONSIDERED: say("considered"),
    Footing.UNCONFIRMED: say("unconfirmed"),
}
_GAPS = {
    "missing": say("missing"),
    "not_agreed": say("not agreed"),
    "not_in_time": say("not surely in time"),
}
_WORK = {Activity.MAKE: say("making"), Activity.REPAIR: say("repairing"), Activity.TRAIN: say("training")}


def ids_words(ids: Sequence[str]) -> str:
    """Name a few ids, and count the rest: `2: UKR-R-11AB, UKR-R-22CD`."""
    if not ids:
        return NONE
    named = ", ".join(ids[:_MOST_NAMED])
    more = say(" and {more:,} more", more=len(ids) - _MOST_NAMED) if len(ids) > _MOST_NAMED else ""
    return f"{len(ids):,}: {named}{more}"


def kind_words(kind: Kind) -> str:
    """Name what is worth something."""
    return _PLURALS[kind]


def footing_words(footing: Footing) -> str:
    """Say how far one may lean on it."""
    return _FOOTINGS[footing]


def gap_words(name: str) -> str:
    """Say in which way a need is short."""
    return _GAPS[name]


def unit_words(unit: str) -> str:
    """Name a unit, where it says more than a number does."""
    return words.unit(unit)


def lot_words(name: str) -> str:
    """Name the lot whose date stands in a row."""
    return {"first": say("first"), "last": say("last")}[name]


def strain_words(strain: Strain, subject: str, activity: Activity | None) -> str:
    """Name what is too little: `works shell-works, making`."""
    work = f", {_WORK[activity]}" if activity is not None else ""
    what = {Strain.WORKS: say("works"), Strain.COMPONENT: say("component"), Strain.STOCK: say("stock")}
    return f"{what[strain]} {subject}{work}"


def since_words(since: Since) -> str:
    """Say since when, and by how much: `from March 2023, by 400`; `never`."""
    if since.month is None:
        return say("never")
    return say("from {month}, by {short}", month=month_name(since.month), short=_amount(since.short))


def rivals_line(places: Sequence[str]) -> str:
    """Say that only one of two proposals can be adopted as it is."""
    return say(
        "Both change the same, and differently: {places}. Once one is adopted, the other must be brought up "
        "to date.",
        places=", ".join(places),
    )


def _amount(quantity: Quantity) -> str:
    return quantity_text(quantity)
