"""The papers there are, one a line: a new paper is a view, and its line here.

In: nothing. Out: `PAPERS`, in the order in which people look for them, and the view behind each. Help,
completion and the papers screen draw from it, so it imports no view before one is asked for.
"""

from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import Any, NamedTuple

from workbook.errors import WorkbookError
from workbook.release.audience import Audience, AudienceKind


class Readership(StrEnum):
    """For whom a paper may be; `inside` is anybody but the public."""

    ANYBODY = "anybody"
    INSIDE = "inside"
    NATION = "nation"
    MEMBERS = "members"
    PUBLIC = "public"


class PaperKind(NamedTuple):
    """A paper: its name, what it tells, where its view is, whether it is of a meeting, for whom.

    `view` is a module of `workbook.render.views` and a function in it, which takes a released plan, `today`
    and `meeting`, and gives a `Paper`.
    """

    name: str
    told: str
    view: str
    of_meeting: bool = True
    readers: Readership = Readership.ANYBODY


PAPERS = (
    PaperKind("agenda", "what a meeting takes up, item by item", "agenda.agenda_view"),
    PaperKind("brief", "what one delegation must know", "brief.brief_view", readers=Readership.NATION),
    PaperKind(
        "chair", "what whoever chairs must know of each item", "chair.chair_view", readers=Readership.INSIDE
    ),
    PaperKind("outcome", "what a meeting decided and promised", "outcome.outcome_view"),
    PaperKind("decisions", "what a meeting decided, on one page", "decisions.decisions_view"),
    PaperKind(
        "communique",
        "a draft for the press, from what is public",
        "communique.communique_view",
        readers=Readership.PUBLIC,
    ),
    PaperKind(
        "call",
        "what one delegation is asked to give",
        "call.call_view",
        of_meeting=False,
        readers=Readership.NATION,
    ),
    PaperKind(
        "requirements",
        "what is needed, what covers it and what is missing",
        "requirements.requirements_view",
        of_meeting=False,
    ),
    PaperKind(
        "forecast", "what arrives in the year ahead, for whom", "forecast.forecast_view", of_meeting=False
    ),
    PaperKind("register", "all records in tables", "register.register_view", of_meeting=False),
)
NAMES = tuple(kind.name for kind in PAPERS)


class UnknownPaperError(WorkbookError):
    """No paper has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no paper {name!r}: the papers are {', '.join(NAMES)}.")


def paper_kind(name: str) -> PaperKind:
    """Give the line of a paper.

    Raises:
        UnknownPaperError: none has that name.
    """
    for kind in PAPERS:
        if kind.name == name:
            return kind
    raise UnknownPaperError(name)


def papers_for(audience: Audience) -> tuple[PaperKind, ...]:
    """List the papers that may be for an audience."""
    return tuple(kind for kind in PAPERS if is_for(kind, audience))


def is_for(kind: PaperKind, audience: Audience) -> bool:
    """Say whether a paper may be for an audience."""
    match kind.readers:
        case Readership.ANYBODY:
            return True
        case Readership.INSIDE:
            return audience.kind is not AudienceKind.PUBLIC
        case Readership.NATION:
            return audience.kind is AudienceKind.NATION
        case Readership.MEMBERS:
            return audience.kind is AudienceKind.MEMBERS
        case Readership.PUBLIC:
            return audience.kind is AudienceKind.PUBLIC


def view_of(kind: PaperKind) -> Callable[..., Any]:
    """Give the function that says what a paper says."""
    module, _, function = kind.view.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"workbook.render.views.{module}"), function)
    return found
