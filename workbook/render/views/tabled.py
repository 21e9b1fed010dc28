"""What is put before a meeting: proposals with what nations say of them, and decisions drafted beforehand.

In: a reading, a meeting and its items. Out: records in a settled order, and lines. A proposal belongs to an
item that is about it, or on which a decision takes it up; to a meeting, if it names it.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from workbook.analysis.positions import Position, positions
from workbook.model.enums import DecisionStatus, Verdict
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.render.blocks import Line
from workbook.render.reading import Reading
from workbook.render.values import listed, sentence, when_text
from workbook.render.views.results import decisions_of
from workbook.render.views.standing import naming
from workbook.render.words import standing
from workbook.render.words import tabled as words

_MOST_NAMED = 4


def proposals_on(reading: Reading, meeting: Record, item: Record) -> list[Record]:
    """List the proposals that belong to an item and are not settled yet, in the order of the item."""
    ids = [*item.data.about]
    for decision in decisions_of(reading, meeting):
        if decision.data.agenda == item.id:
            ids += decision.data.proposals
    found = [reading.plan.get(id) for id in dict.fromkeys(ids)]
    return [one for one in found if one is not None and _is_open(reading, one)]


def other_proposals(reading: Reading, meeting: Record, items: Sequence[Record]) -> list[Record]:
    """List the proposals for a meeting that no item of it takes up, and that are not settled yet, by id."""
    told = {one.id for item in items for one in proposals_on(reading, meeting, item)}
    found = naming(reading, meeting.id, Kind.PROPOSAL, "for_meeting")
    return sorted(
        (one for one in found if one.id not in told and _is_open(reading, one)), key=lambda one: one.id
    )


def proposal_line(reading: Reading, proposal: Record, today: date) -> Line:
    """Say what is proposed, by whom and why, until when there is silence, and what the others say."""
    data = proposal.data
    text = standing.proposal(reading.owner(proposal), data.title.rstrip("."), data.purpose)
    until = data.silence_until
    facts = []
    if until is not None and until.is_known:
        facts.append(words.silence(when_text(until), over=until.is_over(today)))
    facts += verdicts(reading, positions(reading.plan, proposal.id))
    said = sentence("; ".join(facts))
    return reading.line(f"{sentence(text)} {said}", proposal)


def verdicts(reading: Reading, told: Sequence[Position]) -> list[str]:
    """Sum up what nations say of a proposal: those who hold back by name, those who approve by number."""
    found = []
    for verdict in (Verdict.OBJECT, Verdict.RESERVE, Verdict.APPROVE_AD_REFERENDUM, Verdict.APPROVE):
        parties = reading.in_order(one.party for one in told if one.verdict is verdict)
        if verdict is Verdict.APPROVE and len(parties) > _MOST_NAMED:
            found.append(words.approvals(len(parties)))
        elif parties:
            named = listed(parties, _MOST_NAMED)
            found.append(words.verdict(verdict, named, len(parties)))
    return found or [words.nobody_spoke()]


def reservation_lines(reading: Reading, proposal: Record) -> Iterator[Line]:
    """Say who withholds consent from a proposal, and why, the strictest first."""
    for one in positions(reading.plan, proposal.id):
        if one.holds_back:
            said = words.held_back(
                reading.the(one.party), standing.VERDICT[one.verdict], proposal.data.title.rstrip(".")
            )
            yield reading.line(
                words.because(words.on_matter(said, one.about), one.review.data.text), one.review
            )


def drafted_decisions(reading: Reading, meeting: Record, item: Record) -> list[Record]:
    """List the decisions on an item that are written down and not taken yet."""
    return [
        one
        for one in decisions_of(reading, meeting)
        if one.data.agenda == item.id and one.data.status is DecisionStatus.PROPOSED
    ]


def _is_open(reading: Reading, record: Record) -> bool:
    """Say whether a record is a proposal on which no decision was taken yet."""
    if record.kind is not Kind.PROPOSAL or record.is_retired:
        return False
    taking = [
        mention.record
        for mention in reading.plan.mentions(record.id)
        if mention.record.kind is Kind.DECISION and not mention.record.is_retired
    ]
    return all(one.data.status in (DecisionStatus.PROPOSED, DecisionStatus.DEFERRED) for one in taking)
