"""What nations say to each other: lessons, reports on actions, proposals and reviews of them.

In: the coalition, the duties of the meetings, records to speak of. Out: pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbook.demo.coalition import QUIET
from workbook.demo.gathering_telling import step_telling, with_telling
from workbook.demo.market import Ground
from workbook.demo.meetings import Duty
from workbook.demo.story import LAST_DAY, MEETINGS, Page, Stage, still_page
from workbook.demo.text import listed, page_text, quote
from workbook.model.dates import day_text
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
    (
        "lesson-identified",
        "Serial numbers came after the goods",
        "Three depots could not enter what had arrived, as the serial numbers came a week later.",
        "Send the list with the transport order.",
    ),
    (
        "best-practice",
        "A liaison team at the hub saves days",
        "Questions on loads were answered on the spot instead of by letter between capitals.",
        "Keep a team of four at the hub, in turns.",
    ),
    (
        "constraint",
        "Rail gauge changes at the border",
        "Loads have to be moved from wagon to wagon, which limits the trains to two a day.",
        "Spread large loads over the month.",
    ),
    (
        "statement",
        "Industry asks for orders over several years",
        "Makers are ready to add lines if orders cover at least three years.",
        "",
    ),
    (
        "lesson-identified",
        "Estimates were read as promises",
        "Figures from the press entered the tables as commitments and were counted twice.",
        "Say whose word a figure is, and keep the source with it.",
    ),
    (
        "constraint",
        "Interpreters are the narrowest point of training",
        "Courses start late because there are fewer interpreters than instructors.",
        "Train interpreters together, ahead of the courses.",
    ),
    (
        "best-practice",
        "Old barrels go back with the empty trains",
        "Worn barrels return on wagons that would run empty, and are lined again within two months.",
        "Plan the way back with the way out.",
    ),
    (
        "lesson-identified",
        "Winter kit must be offered in summer",
        "Clothing that was offered in November reached the units in February.",
        "Raise winter needs by the end of June.",
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
    id, on = ground.ids.new("L", owner), chance.day(date(2022, 9, 1), LAST_DAY)
    telling = step_telling("lesson", id, summary, on, "" if recorded else owner)
    path = path_of(Kind.LESSON, id, owner=owner, recorded=recorded)
    return still_page(path, on, page_text(*with_telling(telling, fields)))


def report_pages(duties: Sequence[Duty], ground: Ground) -> list[Page]:
    """Write a report for every action that is done."""
    return [_report(duty, duty.done_on, ground) for duty in duties if duty.done_on is not None]


def _report(duty: Duty, done_on: date, ground: Ground) -> Page:
    id = ground.ids.new("T", duty.owner)
    text = ground.chance.pick(_DONE)
    fields = [
        f'action = "{duty.id}"',
        'status = "done"',
        f"on = {done_on}",
        f"text = {quote(text)}",
        f'evidence = "Letter of {day_text(done_on)}"' if ground.chance.happens(0.5) else "",
    ]
    telling = step_telling("report", id, text, done_on, duty.owner)
    path = path_of(Kind.REPORT, id, owner=duty.owner)
    return still_page(path, done_on, page_text(*with_telling(telling, fields)))


_DONE = (
    "Done, and sent to the secretariat.",
    "The table was sent round; two delegations have answered so far.",
    "Answered by letter, with a table in the annex.",
    "Done for all works but one, which answers next month.",
    "The point of contact was named and has started work.",
    "Compared and found equal, with one exception that is in the annex.",
)


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
    purpose = chance.pick(_PURPOSES)
    opened = stage.day - timedelta(days=chance.between(30, 50))
    fields = [
        f"title = {quote(title)}",
        f"purpose = {quote(purpose)}",
        f'for_meeting = "{stage.meeting}"',
        f"opened_on = {opened}",
        f"silence_until = {stage.day - timedelta(days=chance.between(2, 6))}" if chance.happens(0.5) else "",
    ]
    telling = step_telling("proposal", id, f"{title}. {purpose}", opened, owner)
    text = page_text(*with_telling(telling, fields))
    return [still_page(path_of(Kind.PROPOSAL, id, owner=owner), opened, text)]


_PURPOSES = (
    "To shorten the queue at the works.",
    "To get a better price by buying in larger numbers.",
    "To let smaller nations take part without an office of their own.",
    "To see shortages a quarter earlier than today.",
)


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
        f"text = {quote(chance.pick(_REVIEWED[verdict]))}" if chance.happens(0.7) else "",
    ]


_REVIEWED = {
    "approve": ("Seen by the staff of the directorate.", "Fits our own plan.", "Agreed, without changes."),
    "approve-ad-referendum": (
        "Subject to the vote in parliament.",
        "Agreed by the staff only.",
    ),
    "reserve": ("The split of the cost is not clear yet.", "More time is needed to ask industry."),
    "object": ("It would delay deliveries that are agreed.", "The works named is already full."),
}


def _review(id: str, reviewer: str, fields: list[str], on: date) -> Page:
    telling = step_telling("review", id, "Gives the verdict of the delegation.", on, reviewer, 0.4)
    text = page_text(*with_telling(telling, fields))
    return still_page(path_of(Kind.REVIEW, id, owner=reviewer), on, text)
