"""The decisions: what a meeting decided, how, on which day, for whom, who reserves what and who does what.

In: a released plan, a meeting, a day. Out: a `Paper` of one page. What was decided by correspondence lies
with the next meeting and is told there. A decision that is only drafted is none yet. Actions given with a
decision stand with it, the others behind.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from workbook.model.enums import DecisionStatus
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Point, Points, points
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import listed, sentence
from workbook.render.views.arisen import action_text
from workbook.render.views.gathering import agenda_of, meeting_of, place_facts, subtitle
from workbook.render.views.results import actions_of, decisions_of, how_taken
from workbook.render.words import decisions as words
from workbook.render.words import outcome, tabled

_MOST_ACTIONS = 6
_SETTLED = (DecisionStatus.ADOPTED, DecisionStatus.DEFERRED, DecisionStatus.REJECTED)


def decisions_view(released: Released[Workbook], *, today: date, meeting: str = "") -> Paper:
    """Say what a meeting decided.

    Raises:
        NoMeetingError: no such meeting is released to the audience.
    """
    reading = Reading(released)
    record = meeting_of(reading, meeting, today)
    items = agenda_of(reading, record)
    decisions = decisions_of(reading, record)
    actions = actions_of(reading, record)
    by_status = {status: [one for one in decisions if one.data.status is status] for status in _SETTLED}
    last = next((found for found in reversed(list(by_status.values())) if found), None)
    return Paper(
        name="decisions",
        head=place_facts(reading, record),
        short=tuple(_short([len(by_status[status]) for status in _SETTLED], items)),
        sections=(
            *(
                Section(
                    key=status.value,
                    heading=words.HEADINGS[status],
                    blocks=(
                        Points(points=tuple(_point(reading, one, record, items, actions) for one in found)),
                    ),
                    counted=found is last,
                )
                for status, found in by_status.items()
            ),
            _other_actions(reading, decisions, actions),
        ),
        frame=frame(reading, title=words.TITLE, subtitle=subtitle(record), today=today),
    )


def _short(counts: Sequence[int], items: Sequence[Record]) -> Iterator[Line]:
    yield Line(text=sentence(words.in_short(*counts)))
    if not any(counts) and any(item.data.record.strip() for item in items):
        yield Line(text=words.SAID)


def _other_actions(reading: Reading, decisions: Sequence[Record], actions: Sequence[Record]) -> Section:
    """Tell the actions that come from no decision."""
    known = {one.id for one in decisions if one.data.status in _SETTLED}
    others = [one for one in actions if one.data.arises_from not in known]
    return Section(
        key="actions",
        heading=words.OTHER_ACTIONS if len(others) < len(actions) else words.ACTIONS,
        blocks=(points(_actions(reading, others)),),
    )


def _point(
    reading: Reading,
    decision: Record,
    meeting: Record,
    items: Sequence[Record],
    actions: Sequence[Record],
) -> Point:
    data = decision.data
    proposals = [
        tabled.proposed(one.data.title, reading.owner(one))
        for id in data.proposals
        if (one := reading.plan.get(id)) is not None and one.kind is Kind.PROPOSAL
    ]
    told = [
        "".join(outcome.item(str(one.data.order), one.data.title) for one in items if one.id == data.agenda),
        how_taken(decision, meeting),
        words.adopts(listed(proposals)) if proposals else "",
        words.binds(listed(reading.in_order(data.parties))) if data.parties else "",
    ]
    reserved = [outcome.reservation(reading.the(one.party), one.text) for one in data.reservations]
    return Point(
        line=reading.line(data.text, decision),
        under=tuple(
            Line(text=text)
            for text in (" ".join(sentence(one) for one in told if one), *map(sentence, reserved))
        )
        + tuple(_actions(reading, [one for one in actions if one.data.arises_from == decision.id])),
    )


def _actions(reading: Reading, given: Sequence[Record]) -> Iterator[Line]:
    """Tell some actions, the most urgent first; one alone is never left out."""
    most = len(given) if len(given) <= _MOST_ACTIONS + 1 else _MOST_ACTIONS
    yield from (reading.line(action_text(reading, one), one, cited=False) for one in given[:most])
    if most < len(given):
        yield Line(text=words.more_actions(len(given) - most))
