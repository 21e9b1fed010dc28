"""What nations say to each other: lessons, reports on actions, proposals and reviews of them.

In: the coalition, the duties of the meetings, records to speak of. Out: pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbook.demo.coalition import QUIET
from workbook.demo.market import Ground
from workbook.demo.meetings import Duty
from workbook.demo.story import LAST_DAY, MEETINGS, Page, Stage, still_page
from workbook.demo.text import listed, page_text, quote
from workbook.model.kind import Kind
from workbook.records.paths import path_of

_LESSONS = (
    (
        "best-practice",
        "Teams of both sides plan together",
        "A team of giver and receiver planned the fitting.",
        "Plan teams early.",
    ),
    (
        "lesson-identified",
        "Spares came later than the systems",
        "The first spares came two months late.",
        "Send spares with the first lot.",
    ),
    (
        "statement",
        "Everyone queues at the same works",
        "Industries need better coordination.",
        "",
    ),
    (
        "constraint",
        "One test range for all",
        "Only one range can test the long shells.",
        "Share the calendar of the range.",
    ),
    (
        "best-practice",
        "One list of standards",
        "Fuzes of two makers were compared on one list.",
        "Keep the list up to date.",
    ),
    (
        "lesson-identified",
        "Training before delivery",
        "Crews that trained first lost no time.",
        "Book training with the offer.",
    ),
)
_PROPOSALS = (
    "Buy barrels jointly",
    "Bundle the repair of carriers",
    "Share lead times monthly",
    "Open a second test range",
)


def lesson_pages(count: int, subjects: Sequence[str], ground: Ground) -> list[Page]:
    """Write so many lessons, some about an item."""
    return [_lesson(subjects, ground) for _ in range(count)]


def _lesson(subjects: Sequence[str], ground: Ground) -> Page:
    chance = ground.chance
    owner = chance.pick_early(ground.coalition.nations)
    kind, title, summary, advice = chance.pick(_LESSONS)
    fields = [
        f'kind = "{kind}"',
        f"title = {quote(title)}",
        f"summary = {quote(summary)}",
        f"about = {listed([chance.pick(subjects)])}" if chance.happens(0.4) else "",
        f"recommendation = {quote(advice)}" if advice else "",
        'release = "public"' if chance.happens(0.2) else "",
        'tags = ["repair"]' if chance.happens(0.1) else "",
    ]
    recorded = owner in QUIET and chance.happens(0.5)
    path = path_of(Kind.LESSON, ground.ids.new("L", owner), owner=owner, recorded=recorded)
    return still_page(path, chance.day(date(2022, 9, 1), LAST_DAY), page_text(fields))


def report_pages(duties: Sequence[Duty], ground: Ground) -> list[Page]:
    """Write a report for every action that is done."""
    return [_report(duty, duty.done_on, ground) for duty in duties if duty.done_on is not None]


def _report(duty: Duty, done_on: date, ground: Ground) -> Page:
    fields = [
        f'action = "{duty.id}"',
        'status = "done"',
        f"on = {done_on}",
        'text = "Done, and sent to the secretariat."',
        f'evidence = "Letter of {done_on}"' if ground.chance.happens(0.5) else "",
    ]
    path = path_of(Kind.REPORT, ground.ids.new("T", duty.owner), owner=duty.owner)
    return still_page(path, done_on, page_text(fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """The pages of proposals and their reviews, and the ids by the meeting that they are for."""

    pages: tuple[Page, ...]
    of_meeting: Mapping[str, Sequence[str]]


def draw_proposals(count: int, reviews_each: int, ground: Ground) -> Proposals:
    """Draw so many proposals for the meetings in turn, each with reviews by others."""
    pages: list[Page] = []
    of_meeting: dict[str, list[str]] = {}
    for index in range(count):
        stage = MEETINGS[index % len(MEETINGS)]
        owner = ground.chance.pick_early(ground.coalition.givers)
        id = ground.ids.new("P", owner)
        of_meeting.setdefault(stage.meeting, []).append(id)
        pages += _proposal(id, owner, stage, _PROPOSALS[index % len(_PROPOSALS)], ground)
        others = [code for code in ground.coalition.nations if code != owner]
        for reviewer in ground.chance.some(others, reviews_each):
            pages += _reviews(id, reviewer, stage, ground)
    return Proposals(pages=tuple(pages), of_meeting=of_meeting)


def _proposal(id: str, owner: str, stage: Stage, title: str, ground: Ground) -> list[Page]:
    chance = ground.chance
    opened = stage.day - timedelta(days=chance.between(30, 50))
    fields = [
        f"title = {quote(title)}",
        'purpose = "To shorten the queue at the works."',
        f'for_meeting = "{stage.meeting}"',
        f"opened_on = {opened}",
        f"silence_until = {stage.day - timedelta(days=chance.between(2, 6))}" if chance.happens(0.5) else "",
    ]
    return [still_page(path_of(Kind.PROPOSAL, id, owner=owner), opened, page_text(fields))]


def _reviews(proposal: str, reviewer: str, stage: Stage, ground: Ground) -> list[Page]:
    """Write a review; now and then a second one in its place, after talks."""
    chance = ground.chance
    id, on = ground.ids.new("V", reviewer), stage.day - timedelta(days=chance.between(15, 28))
    verdict = chance.pick(("approve", "approve", "approve", "approve-ad-referendum", "reserve", "object"))
    first = _review(id, reviewer, _verdict(proposal, verdict, on, ground), on)
    if verdict == "approve" or not chance.happens(0.5):
        return [first]
    later = on + timedelta(days=chance.between(2, 9))
    fields = [*_verdict(proposal, "approve", later, ground), f'replaces = "{id}"']
    return [first, _review(ground.ids.new("V", reviewer), reviewer, fields, later)]


def _verdict(proposal: str, verdict: str, on: date, ground: Ground) -> list[str]:
    chance = ground.chance
    return [
        f'proposal = "{proposal}"',
        f'verdict = "{verdict}"',
        f"on = {on}T{chance.between(8, 17):02}:{chance.between(0, 59):02}:00Z",
        'text = "Seen by the staff of the directorate."' if chance.happens(0.5) else "",
    ]


def _review(id: str, reviewer: str, fields: list[str], on: date) -> Page:
    return still_page(path_of(Kind.REVIEW, id, owner=reviewer), on, page_text(fields))
