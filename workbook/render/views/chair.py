"""The annotated agenda: what whoever chairs must know of each item before calling it.

In: a released plan, a meeting, a day. Out: a `Paper`: time plan, and for each item its aim, a draft of the
decision, who can move the matter, who queues at which works, who holds back, and whom to ask about what is
overdue. A draft is marked as one; where the plan has nothing to decide on, that is named among the gaps.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from workbook.analysis.positions import positions
from workbook.analysis.timetable import Timetable, timetable
from workbook.errors import WorkbookError
from workbook.model.enums import AgendaKind, Invitation, ProcurementStatus, Status
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.audience import AudienceKind
from workbook.release.released import Released
from workbook.render.blocks import Block, Callout, Line, Points, Row, Table, paragraph, points, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import listed, sentence, when_text
from workbook.render.views.gathering import (
    agenda_of,
    head_facts,
    latest_report,
    meeting_of,
    subtitle,
)
from workbook.render.views.hours import fitting_lines, numbers, slot_text
from workbook.render.views.movers import items_of, mover_lines
from workbook.render.views.pending import pending
from workbook.render.views.queues import queue_lines
from workbook.render.views.results import taken_on
from workbook.render.views.standing import standing_points, title_of
from workbook.render.views.tabled import (
    drafted_decisions,
    other_proposals,
    proposal_line,
    proposals_on,
    reservation_lines,
)
from workbook.render.words import agenda, outcome, tabled
from workbook.render.words import chair as words

_MOST_OVERDUE = 15
_MOST_NAMED = 4
_MOST_SAID = 6
_OPEN = frozenset((Invitation.AGREE, Invitation.ENDORSE, Invitation.DECIDE))
_SAID = frozenset((Kind.LESSON, Kind.REQUEST, Kind.STOCK))
_SIGNED = frozenset(
    (
        Status.CONTRACTED,
        Status.DELIVERING,
        Status.DELIVERED,
        ProcurementStatus.CONTRACTED,
        ProcurementStatus.DELIVERING,
        ProcurementStatus.CLOSED,
    )
)
_CALLED_OFF = frozenset((Status.CANCELLED, ProcurementStatus.CANCELLED))
_MATTERS = frozenset((Kind.FUND, Kind.PROCUREMENT, Kind.COMMITMENT, Kind.PROPOSAL))


class PublicChairError(WorkbookError):
    """An annotated agenda was asked for the public."""

    def __init__(self) -> None:
        super().__init__(
            "An annotated agenda is for those who sit in the room: draw it for members or a nation."
        )


def chair_view(released: Released[Workbook], *, today: date, meeting: str = "") -> Paper:
    """Say what whoever chairs a meeting must know of each item.

    Raises:
        PublicChairError: everyone may read it.
        NoMeetingError: no such meeting is released to the audience.
    """
    if released.audience.kind is AudienceKind.PUBLIC:
        raise PublicChairError
    reading = Reading(released)
    record = meeting_of(reading, meeting, today)
    items = agenda_of(reading, record)
    plan = timetable(record.data, items)
    overdue = pending(reading, record, items).overdue(today)
    others = other_proposals(reading, record, items)
    return Paper(
        name="chair",
        head=head_facts(reading, record, counted_on=today),
        short_heading=words.SHORT,
        short=tuple(_short(reading, record, items, plan, overdue, today)),
        sections=(
            Section(key="plan", heading=words.PLAN, blocks=(_plan(reading, record, plan),), counted=True),
            Section(
                key="agenda",
                heading="",
                sections=tuple(_item(reading, record, item, today) for item in items),
            ),
            Section(
                key="proposals",
                heading=words.OTHER_PROPOSALS,
                blocks=(points(proposal_line(reading, one, today) for one in others),),
            ),
            _overdue_section(reading, overdue, today),
            Section(key="gaps", heading=words.GAPS, blocks=(points(_gaps(reading, record, items, today)),)),
        ),
        frame=frame(reading, title=words.TITLE, subtitle=subtitle(record), today=today),
    )


def _short(
    reading: Reading,
    meeting: Record,
    items: Sequence[Record],
    plan: Timetable,
    overdue: Sequence[Record],
    today: date,
) -> Iterator[Line]:
    """Sum up what needs the chair's eye: before the meeting what is to be settled, always what is overdue."""
    if meeting.data.date.is_over(today):
        yield Line(text=agenda.OVER)
    else:
        yield from _to_settle(reading, meeting, items, plan)
    if overdue:
        yield Line(text=sentence(words.overdue(len(overdue), _owners(reading, overdue))))


def _to_settle(reading: Reading, meeting: Record, items: Sequence[Record], plan: Timetable) -> Iterator[Line]:
    if not items:
        yield Line(text=agenda.NO_ITEMS)
    yield from fitting_lines(plan, meeting.data.end)
    deciding = [outcome.item(str(one.data.order), one.data.title) for one in items if _is_to_settle(one)]
    if items:
        text = words.for_decision(listed(deciding)) if deciding else words.NOTHING_TO_DECIDE
        yield Line(text=sentence(text))
    proposals = [one for item in items for one in proposals_on(reading, meeting, item)]
    proposals += other_proposals(reading, meeting, items)
    holding = reading.in_order(
        one.party for each in proposals for one in positions(reading.plan, each.id) if one.holds_back
    )
    if holding:
        named = listed(holding, 2 * _MOST_NAMED)
        yield Line(text=sentence(words.holding_back(named, len(holding))))


def _is_to_settle(item: Record) -> bool:
    return item.data.kind is not AgendaKind.PROCEDURAL and item.data.invited_to in _OPEN


def _owners(reading: Reading, actions: Iterable[Record]) -> str:
    counts = Counter(one.data.owner for one in actions)
    ranked = sorted(counts, key=lambda party: (-counts[party], reading.place(party)))
    names = [words.owes(reading.the(party) if party else words.NO_OWNER, counts[party]) for party in ranked]
    return listed(names, 2 * _MOST_NAMED)


def _plan(reading: Reading, meeting: Record, plan: Timetable) -> Table:
    """Give the items by hour; nothing where they say no more than their titles."""
    rows: list[Row] = []
    told = [one.item.data for one in plan.slots]
    if not any(one.minutes is not None or one.lead or one.invited_to is not None for one in told):
        return table(words.PLAN_COLUMNS, rows)
    for slot in plan.slots:
        data = slot.item.data
        rows.append(
            Row(
                cells=(
                    slot_text(slot, meeting.data.date.first),
                    str(data.order),
                    data.title,
                    reading.party(data.lead) if data.lead else "",
                    agenda.INVITED[data.invited_to] if data.invited_to is not None else "",
                    agenda.minutes(data.minutes) if data.minutes is not None else "",
                )
            )
        )
    return table(words.PLAN_COLUMNS, rows, numbers=(1, 5), header=2)


def _item(reading: Reading, meeting: Record, item: Record, today: date) -> Section:
    data = item.data
    proposals = proposals_on(reading, meeting, item)
    held = [line for one in proposals for line in reservation_lines(reading, one)]
    drafts = drafted_decisions(reading, meeting, item)
    reserved = [
        reading.line(outcome.reservation(reading.the(one.party), one.text), decision)
        for decision in drafts
        for one in decision.data.reservations
    ]
    return Section(
        key=item.id,
        number=str(data.order),
        heading=data.title,
        facts=sentence(agenda.KIND[data.kind]),
        blocks=(
            paragraph(sentence(data.aim), reading.cite(item) if data.aim else ()),
            *(() if meeting.data.date.is_over(today) else _draft(reading, item, proposals, drafts)),
        ),
        sections=(
            Section(
                key=f"{item.id}-decided",
                heading=agenda.DECISIONS,
                blocks=(Points(points=taken_on(reading, meeting, item)),),
            ),
            _lines(
                item, "proposals", words.PROPOSALS, (proposal_line(reading, one, today) for one in proposals)
            ),
            _lines(item, "reserved", words.RESERVED, [*held, *reserved]),
            _lines(item, "movers", words.MOVERS, mover_lines(reading, item, today)),
            _lines(item, "queues", words.QUEUES, queue_lines(reading, items_of(reading, item), today)),
            _said(reading, item, today),
        ),
        is_kept=True,
    )


def _said(reading: Reading, item: Record, today: date) -> Section:
    """Tell what nations have said to an item: what they ask, what they learned, where their stocks stand."""
    about = [
        one.id
        for id in item.data.about
        if (one := reading.plan.get(id)) is not None and not one.is_retired and one.kind in _SAID
    ]
    left = len(about) - _MOST_SAID
    return Section(
        key=f"{item.id}-said",
        heading=words.SAID,
        blocks=(standing_points(reading, about[:_MOST_SAID], today),),
        more=agenda.more(left, f"workbook show {item.id}") if left > 0 else "",
    )


def _lines(item: Record, key: str, heading: str, lines: Iterable[Line]) -> Section:
    return Section(key=f"{item.id}-{key}", heading=heading, blocks=(points(lines),))


def _draft(
    reading: Reading, item: Record, proposals: Sequence[Record], drafts: Sequence[Record]
) -> Iterator[Block]:
    """Give the text to decide on: what the plan proposes, else a draft from proposals or records."""
    invited = item.data.invited_to
    if drafts:
        lines = tuple(reading.line(tabled.quoted(one.data.text), one) for one in drafts)
        yield Callout(label=words.FROM_PLAN, lines=lines)
    elif proposals:
        wanted = invited if invited is not None else Invitation.AGREE
        lines = tuple(
            reading.line(tabled.draft(wanted, tabled.proposed(one.data.title, reading.owner(one))), one)
            for one in proposals
        )
        yield Callout(label=words.DRAFT, lines=lines)
    elif invited is not None and (lines := tuple(_matters(reading, item, invited))):
        yield Callout(label=words.DRAFT, lines=lines)


def _matters(reading: Reading, item: Record, invited: Invitation) -> Iterator[Line]:
    """Draft from the records that an item is about; of what is under contract one can only take note."""
    about = [
        one
        for id in item.data.about
        if (one := reading.plan.get(id)) is not None and one.kind in _MATTERS and not one.is_retired
    ]
    groups: dict[Invitation, list[Record]] = {invited: []}
    for one in about:
        status = getattr(one.data, "status", None)
        if status not in _CALLED_OFF:
            groups.setdefault(Invitation.NOTE if status in _SIGNED else invited, []).append(one)
    for asked, matters in groups.items():
        if matters:
            named = [_matter(reading, one) for one in matters]
            yield Line(text=tabled.draft(asked, listed(named, 2 * _MOST_NAMED)))


def _matter(reading: Reading, record: Record) -> str:
    leader = reading.owner(record) if record.kind is Kind.PROCUREMENT else ""
    return words.matter(title_of(reading, record), record.id, leader)


def _overdue_section(reading: Reading, overdue: Sequence[Record], today: date) -> Section:
    rows = [_overdue_row(reading, one) for one in overdue[:_MOST_OVERDUE]]
    left = len(overdue) - len(rows)
    command = f"workbook list actions status=open 'due<{today}'"
    return Section(
        key="overdue",
        heading=words.OVERDUE,
        blocks=(table(words.OVERDUE_COLUMNS, rows, header=1),),
        more=words.more_overdue(left, command) if left > 0 else "",
        counted=True,
    )


def _overdue_row(reading: Reading, action: Record) -> Row:
    data = action.data
    report = latest_report(reading, action)
    cells = (
        reading.party(data.owner) if data.owner else words.NO_OWNER,
        data.text,
        when_text(data.due),
        sentence(report.data.text) if report is not None else "",
        ", ".join([action.id, *reading.cautions(action)]),
    )
    return Row(cells=cells, notes=reading.cite(action))


def _gaps(reading: Reading, meeting: Record, items: Sequence[Record], today: date) -> Iterator[Line]:
    """Name what items still lack, each lack once; nothing once the meeting is over.

    Where only some have no length, the head of the paper names these.
    """
    if meeting.data.date.is_over(today):
        return
    lacks = (
        (words.WITHOUT_LEAD, [one for one in items if not one.data.lead]),
        (words.WITHOUT_MINUTES, items if all(one.data.minutes is None for one in items) else ()),
        (words.WITHOUT_AIM, [one for one in items if not one.data.aim]),
        (words.WITHOUT_INVITATION, [one for one in items if one.data.invited_to is None]),
        (
            words.WITHOUT_TEXT,
            [one for one in items if _is_to_settle(one) and not _has_text(reading, meeting, one)],
        ),
        (words.WITHOUT_RECORDS, [one for one in items if not one.data.about and _needs_records(one)]),
    )
    for what, lacking in lacks:
        if lacking:
            named = words.ALL_ITEMS if len(lacking) == len(items) else numbers(lacking)
            yield Line(text=sentence(words.without(what, named)))


def _has_text(reading: Reading, meeting: Record, item: Record) -> bool:
    drafted = drafted_decisions(reading, meeting, item) or proposals_on(reading, meeting, item)
    is_taken = taken_on(reading, meeting, item)
    return bool(drafted or is_taken or any(_matters(reading, item, Invitation.AGREE)))


def _needs_records(item: Record) -> bool:
    return item.data.kind is not AgendaKind.PROCEDURAL
