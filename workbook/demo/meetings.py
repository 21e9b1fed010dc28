"""The invented series of meetings: agendas, decisions, and actions that nations owe.

In: the coalition, and ids of what there is to talk about. Out: pages, and the `Duty`s that reports answer.
Parties and posts are named, never persons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbook.demo.coalition import SECRETARIAT
from workbook.demo.gathering_telling import meeting_telling, step_telling, with_telling
from workbook.demo.market import Ground
from workbook.demo.story import FIRST_DAY, MEETINGS, Page, Stage, page, still_page
from workbook.demo.text import inline_list, listed, page_text, quote, table, table_list
from workbook.demo.wording import nation_words, sentence
from workbook.model.kind import Kind
from workbook.records.paths import path_of

_SERIES = "Armaments directors of the demonstration coalition"
_AGENDA = (
    ("Opening and agenda", "procedural", "agree", 10, "Agree the order of the day."),
    ("State of needs and offers", "information", "note", 40, "See what is met and what is not."),
    ("Production limits", "discussion", "note", 60, "Find where several nations queue at one works."),
    ("Joint purchases", "decision", "decide", 50, "Decide which purchases to make together."),
    ("Stocks and their refilling", "discussion", "note", 40, "Compare what could still be released."),
    ("Sustainment and repair", "discussion", "endorse", 45, "Agree on forward repair and spares."),
    ("Next meeting", "procedural", "agree", 10, "Agree day and place."),
)
# What a point of the agenda is about, by its order; offers and needs of these are told under it.
_ITEMS: Mapping[int, Sequence[str]] = {
    2: ("shell-155", "charge-155", "guided-rocket"),
    4: ("medium-missile", "night-sight"),
    5: ("barrel-155", "track-set", "depot-overhaul"),
}
_DECISIONS = (
    "Nations share their lead times with the secretariat twice a year.",
    "The joint purchase is opened to further parties until the next meeting.",
    "Repair of barrels is bundled at two works.",
)
# That there is a meeting, and what it takes up, is public; of its decisions only this one.
_FOR_ALL = 'release = "public"'
_ON_LEAD_TIMES = 0
# The decision that takes up what was proposed for the meeting.
_ON_PROPOSALS = 1
_ACTIONS = (
    "Send lead times for barrels and casings.",
    "State which lots are still without transport.",
    "Name a point of contact for the joint purchase.",
    "Report on the third shift at the works.",
    "Compare the standards of the fuzes.",
    "Tell which depots can take rail loads in winter.",
    "Send the table of courses for the next half-year.",
    "Say which stocks could be released at short notice.",
    "Propose a date for a visit to the test range.",
    "Check which licences of origin nations are still missing.",
    "List the spares that workshops lack most.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Ids to talk about, with the day since which they are there; proposals by meeting."""

    procurements: Sequence[tuple[str, date]]
    funds: Sequence[tuple[str, date]]
    proposals: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An action that a nation owes; done on a day of the story, or still open."""

    id: str
    owner: str
    given_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """The pages of all meetings, and the actions that came of them."""

    pages: tuple[Page, ...]
    duties: tuple[Duty, ...]


def draw_meetings(topics: Topics, actions_each: int, ground: Ground) -> Meetings:
    """Draw the meetings with their agendas, three decisions and so many actions each."""
    pages: list[Page] = []
    duties: list[Duty] = []
    for index, stage in enumerate(MEETINGS):
        pages.append(_meeting(stage, MEETINGS[index - 1] if index else None, ground))
        points = [ground.ids.new("G") for _ in _AGENDA]
        pages += [_point(stage, id, order, topics) for order, id in enumerate(points)]
        decisions = [ground.ids.new("D") for _ in _DECISIONS]
        pages += [_decision(stage, id, points, order, topics, ground) for order, id in enumerate(decisions)]
        for number in range(actions_each):
            duty = _duty(stage, ground)
            duties.append(duty)
            pages.append(
                _action(stage, duty, decisions[number % 3], _ACTIONS[(number + 3 * index) % len(_ACTIONS)])
            )
    return Meetings(pages=tuple(pages), duties=tuple(duties))


def _meeting(stage: Stage, before: Stage | None, ground: Ground) -> Page:
    summer = 4 <= stage.day.month <= 10
    zone = "+02:00" if summer else "+01:00"
    parties = ground.coalition.nations
    invited = [SECRETARIAT, *ground.chance.some(parties[1:], min(11, len(parties) - 1))]
    fields = [
        f"title = {quote(f'Meeting in {stage.place} (invented)')}",
        f"date = {stage.day}",
        f"start = {stage.day}T09:00:00{zone}",
        f"end = {stage.day}T16:30:00{zone}",
        f'place = "{stage.place}"',
        f'chair = "{SECRETARIAT}"',
        f'host = "{ground.chance.pick(parties[:5])}"',
        f"series = {quote(_SERIES)}",
        f'previous = "{before.meeting}"' if before else "",
        _FOR_ALL,
    ]

    telling = meeting_telling(stage.meeting, stage.place, stage.day, len(parties))

    def text_at(day: date) -> str:
        is_over = stage.day <= day
        attended = f"attended = {len(parties)}" if is_over else ""
        attendance = table("attendance", f"expected = {{at_least = {len(parties) - 2}}}", attended)
        status = 'status = "attended"' if is_over else 'status = "invited"'
        participants = [(f'party = "{party}"', f'role = "{_role(party)}"', status) for party in invited]
        lines, sources = with_telling(telling, fields, day)
        return page_text(lines, [*attendance, *table_list("participants", participants), *sources])

    return page(path_of(Kind.MEETING, stage.meeting), FIRST_DAY if before is None else before.day, text_at)


def _role(party: str) -> str:
    return "directs the meeting" if party == SECRETARIAT else "takes part"


def _point(stage: Stage, id: str, order: int, topics: Topics) -> Page:
    title, kind, invitation, minutes, aim = _AGENDA[order]
    about = {3: topics.procurements, 1: topics.funds}.get(order, ())
    known = [*_ITEMS.get(order, ()), *[id for id, day in about if day <= stage.day][-4:]]
    fields = [
        f"order = {order + 1}",
        f"title = {quote(title)}",
        f'kind = "{kind}"',
        f'invited_to = "{invitation}"',
        f"minutes = {minutes}",
        f'lead = "{SECRETARIAT}"',
        f"about = {listed(known)}" if known else "",
        'papers = ["State of the plan"]' if order == 1 else "",
        f"aim = {quote(aim)}",
        'record = "Nations compared their figures."' if kind == "discussion" else "",
        _FOR_ALL,
    ]
    telling = step_telling("agenda", id, aim, stage.day)
    text = page_text(*with_telling(telling, fields))
    return still_page(path_of(Kind.AGENDA, id, meeting=stage.meeting), stage.day, text)


def _decision(
    stage: Stage, id: str, points: Sequence[str], order: int, topics: Topics, ground: Ground
) -> Page:
    chance = ground.chance
    proposals = topics.proposals.get(stage.meeting, ()) if order == _ON_PROPOSALS else ()
    taken, days = chance.pick((("meeting", 0), ("meeting", 0), ("silence", 3), ("correspondence", 12)))
    status = chance.pick(("adopted", "adopted", "adopted", "deferred", "rejected"))
    parties = chance.some(ground.coalition.nations, 4)
    adopted = status == "adopted"
    reservation = [(f'party = "{parties[-1]}"', 'text = "Subject to parliament."')]
    fields = [
        f"text = {quote(_DECISIONS[order])}",
        f'agenda = "{points[3 + order % 3]}"',
        f'status = "{status}"',
        f'taken = "{taken}"',
        f"on = {stage.day - timedelta(days=days)}",
        f"proposals = {listed(proposals)}" if proposals and adopted else "",
        f"parties = {listed(parties)}" if adopted else "",
        *(inline_list("reservations", reservation) if adopted and chance.happens(0.2) else ()),
        _FOR_ALL if order == _ON_LEAD_TIMES else "",
    ]
    telling = step_telling("decision", id, _DECISIONS[order], stage.day)
    text = page_text(*with_telling(telling, fields))
    return still_page(path_of(Kind.DECISION, id, meeting=stage.meeting), stage.day, text)


def _duty(stage: Stage, ground: Ground) -> Duty:
    is_last = stage is MEETINGS[-1]
    done_on = None if is_last else stage.day + timedelta(days=ground.chance.between(10, 45))
    owner = ground.chance.pick_early(ground.coalition.nations)
    return Duty(id=ground.ids.new("X"), owner=owner, given_on=stage.day, done_on=done_on)


def _action(stage: Stage, duty: Duty, decision: str, text: str) -> Page:
    says = f"{sentence(nation_words(duty.owner))}: {text[0].lower()}{text[1:]}"
    telling = step_telling("action", duty.id, says, stage.day)

    def text_at(day: date) -> str:
        done = duty.done_on is not None and duty.done_on <= day
        fields = [
            f"text = {quote(text)}",
            f'owner = "{duty.owner}"',
            f"due = {duty.given_on + timedelta(days=50)}",
            f'status = "{"done" if done else "open"}"',
            f'arises_from = "{decision}"',
        ]
        return page_text(*with_telling(telling, fields, day))

    return page(path_of(Kind.ACTION, duty.id, meeting=stage.meeting), stage.day, text_at)
