"""What nations say to each other: lessons, reports, proposals, reviews."""

from datetime import datetime
from typing import Annotated

import msgspec

from workbook.model.enums import ActionStatus, LessonKind, Verdict
from workbook.model.fields import Policy, declared
from workbook.model.record import RecordData
from workbook.model.when import When


class Lesson(RecordData, frozen=True, kw_only=True):
    """A best practice, a lesson identified, a statement or a constraint."""

    kind: Annotated[LessonKind, declared("Kind", "What it is.", '"best-practice"')]
    title: Annotated[str, declared("Title", "In a few words.", '"Integration takes months, not years"')]
    summary: Annotated[
        str, declared("Summary", "What was learned or said.", '"A team of both sides fitted it."')
    ]
    about: Annotated[
        tuple[str, ...],
        declared(
            "About", "Records it is about.", '["nasams"]', phrase="subjects", refers=("*",), policy=Policy.SET
        ),
    ] = ()
    recommendation: Annotated[
        str, declared("Recommendation", "What should be done.", '"Plan teams early."')
    ] = ""


class Report(RecordData, frozen=True, kw_only=True):
    """Progress on an action that a nation owes."""

    action: Annotated[str, declared("Action", "The action.", '"X-7K3Q"', refers=("action",))]
    status: Annotated[ActionStatus, declared("Status", "Where it stands.", '"done"')]
    on: Annotated[
        When | None, declared("On", "When it was reported.", "2022-11-10", phrase="report date")
    ] = None
    text: Annotated[str, declared("Text", "What was done.", '"Lead times were sent."')] = ""
    evidence: Annotated[str, declared("Evidence", "What shows it.", '"Letter of 10 November"')] = ""


class Proposal(RecordData, frozen=True, kw_only=True):
    """A change that a nation puts to the others."""

    title: Annotated[str, declared("Title", "What is proposed.", '"Buy barrels jointly"')]
    purpose: Annotated[str, declared("Purpose", "Why.", '"To shorten the queue."')] = ""
    for_meeting: Annotated[
        str,
        declared(
            "For meeting",
            "Where it is to be taken.",
            '"2022-09-28-brussels"',
            phrase="meeting",
            refers=("meeting",),
        ),
    ] = ""
    opened_on: Annotated[
        When | None, declared("Opened on", "When it was put forward.", "2022-09-10", phrase="opening date")
    ] = None
    silence_until: Annotated[
        When | None,
        declared("Silence until", "When silence counts as consent.", "2022-09-24", phrase="silence deadline"),
    ] = None


class Review(RecordData, frozen=True, kw_only=True):
    """A nation's verdict on another's proposal."""

    proposal: Annotated[str, declared("Proposal", "What is reviewed.", '"NOR-P-7K3Q"', refers=("proposal",))]
    verdict: Annotated[Verdict, declared("Verdict", "What it says.", '"approve"')]
    on: Annotated[
        datetime,
        declared("On", "When, in UTC.", "2022-09-20T10:00:00Z", phrase="review date"),
        msgspec.Meta(tz=True),
    ]
    about: Annotated[
        str,
        declared(
            "About",
            "The record or `ID:field` it speaks of.",
            '"NOR-C-7K3Q:quantity"',
            phrase="subject",
            refers=("*",),
        ),
    ] = ""
    covers: Annotated[
        dict[str, str],
        declared(
            "Covers",
            "What was seen: record and fingerprint.",
            '{NOR-C-7K3Q = "9f2c"}',
            phrase="covered records",
        ),
    ] = msgspec.field(default_factory=dict)
    text: Annotated[str, declared("Text", "Why.", '"Fits our own delivery plan."')] = ""
    replaces: Annotated[
        str,
        declared(
            "Replaces", "An earlier review.", '"USA-V-1A2B"', phrase="replaced review", refers=("review",)
        ),
    ] = ""
    replies_to: Annotated[
        str,
        declared(
            "Replies to", "Another review.", '"NLD-V-3C4D"', phrase="answered review", refers=("review",)
        ),
    ] = ""
