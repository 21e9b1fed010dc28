"""The brief: what one delegation must know before it walks in, on two pages.

In: a plan released to one nation, a meeting, a day. Out: a `Paper`. Long lists are cut at the most urgent
and say how many are left out; a section with nothing in it is left out whole, and `short` always says
something.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from workbook.errors import WorkbookError
from workbook.model.enums import LessonKind, RequestStatus
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Point, Points, points
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import listed, sentence
from workbook.render.views.figures import figure_line, figures_of
from workbook.render.views.gathering import (
    action_line,
    agenda_of,
    meeting_of,
    open_actions,
    place_facts,
    subtitle,
)
from workbook.render.views.meetable import match_line, matches, open_requests
from workbook.render.views.own import (
    commitment_line,
    commitments,
    confirm_ids,
    lapsed_count,
    own,
    shared,
    stock_line,
    thresholds,
)
from workbook.render.views.standing import lesson_text, request_text
from workbook.render.words import brief as words

# Two printed pages hold four sections of this length, an agenda, figures and their sources.
MOST_LINES = 5
_MOST_STATEMENTS = 2
_SAID = (Kind.COMMITMENT, Kind.REQUEST, Kind.LESSON)


class NotOneNationError(WorkbookError):
    """A brief was asked for more than one nation."""

    def __init__(self) -> None:
        super().__init__("A brief is for the delegation of one nation: choose one, such as NOR.")


def brief_view(released: Released[Workbook], *, today: date, meeting: str = "") -> Paper:
    """Say what a delegation must know before a meeting.

    Raises:
        NotOneNationError: the audience is not one nation.
        NoMeetingError: no such meeting is released to it.
    """
    nation = released.audience.nation
    if not nation:
        raise NotOneNationError
    reading = Reading(released)
    record = meeting_of(reading, meeting, today)
    items = agenda_of(reading, record)
    owed = [one for one in open_actions(reading) if one.data.owner == nation]
    could = matches(reading, nation)
    name = reading.the(nation)
    ours = shared(reading, nation)
    told = {one.id for one in (*ours, *own(reading, nation, Kind.COMMITMENT))}
    sections = (
        _section(
            "said",
            words.said(name),
            _said(reading, nation, today),
            *(_command(kind, f"owner={nation}") for kind in _SAID if own(reading, nation, kind)),
        ),
        _section(
            "thresholds",
            words.thresholds(name),
            [partial(stock_line, reading, one) for one in thresholds(reading, nation)],
            _command(Kind.STOCK, f"owner={nation}"),
        ),
        _section(
            "shared",
            words.shared(name),
            [partial(figure_line, reading, one) for one in ours],
            _command(Kind.FUND, f"owner={nation}"),
            _command(Kind.PROCUREMENT, f"owner={nation}"),
            _command(Kind.PROCUREMENT, f"parties={nation}"),
        ),
        _section(
            "could_meet",
            words.could_meet(name),
            [partial(match_line, reading, one) for one in could],
            _command(Kind.REQUEST, "status=open"),
        ),
        _section(
            "actions",
            words.ACTIONS,
            [partial(action_line, reading, one, today, named=False) for one in owed],
            _command(Kind.ACTION, f"owner={nation}", "status=open"),
        ),
    )
    agenda = Points(points=tuple(_agenda_point(reading, item, nation) for item in items))
    return Paper(
        name="brief",
        head=place_facts(reading, record),
        short=_short(reading, nation, items, owed, len(could), today),
        short_heading=words.SHORT,
        sections=(
            *sections,
            Section(key="agenda", heading=words.AGENDA, blocks=(agenda,)),
            figures_of(reading, items, today, heading=words.FIGURES, most=MOST_LINES, without=told),
        ),
        frame=frame(
            reading,
            title=words.title(reading.the(nation)),
            subtitle=subtitle(record),
            today=today,
        ),
    )


def _command(kind: Kind, *filters: str) -> str:
    """Write the command that lists all of what a section had no room for."""
    return " ".join(["workbook list", kind.plural, *filters])


def _section(key: str, heading: str, lines: Sequence[Callable[[], Line]], *commands: str) -> Section:
    """Make a section; lines that are left out are never made, so that their sources are not cited."""
    left = len(lines) - MOST_LINES
    more = words.more(left, "; ".join(commands)) if left > 0 else ""
    shown = points(line() for line in lines[:MOST_LINES])
    return Section(key=key, heading=heading, blocks=(shown,), more=more)


def _said(reading: Reading, nation: str, today: date) -> list[Callable[[], Line]]:
    """List what a delegation has stated, offered, asked and learned, in this order."""
    lessons = own(reading, nation, Kind.LESSON)
    stated = [one for one in lessons if one.data.kind is LessonKind.STATEMENT]
    learned = [one for one in lessons if one.data.kind is not LessonKind.STATEMENT]
    tell = partial(lesson_text, named=False)
    offered = [partial(commitment_line, reading, one, today) for one in commitments(reading, nation)]
    asked = [
        partial(_told, reading, one, request_text)
        for one in own(reading, nation, Kind.REQUEST)
        if one.data.status is not RequestStatus.WITHDRAWN
    ]
    first = [partial(_told, reading, one, tell) for one in stated[:_MOST_STATEMENTS]]
    last = [partial(_told, reading, one, tell) for one in (*stated[_MOST_STATEMENTS:], *learned)]
    return [*first, *offered, *asked, *last]


def _told(reading: Reading, record: Record, text: Callable[[Reading, Record], str]) -> Line:
    return reading.line(text(reading, record), record)


def _agenda_point(reading: Reading, item: Record, nation: str) -> Point:
    about = [record for id in item.data.about if (record := reading.plan.get(id)) is not None]
    leads = item.data.lead == nation
    concerns = any(record.owner == nation for record in about)
    role = words.role(leads=leads, concerns=concerns)
    statements = [
        one for one in about if one.kind is Kind.LESSON and one.owner != nation and not one.is_retired
    ]
    return Point(
        line=Line(
            lead=sentence(words.numbered(str(item.data.order), item.data.title)),
            text=sentence(item.data.aim),
            stress=role,
        ),
        under=tuple(reading.line(lesson_text(reading, one), one) for one in statements),
    )


def _short(
    reading: Reading, nation: str, items: Sequence[Record], owed: Sequence[Record], could: int, today: date
) -> tuple[Line, ...]:
    """Sum up a brief in a few sentences, the ones that ask for something first."""
    lead = [words.item(str(one.data.order)) for one in items if one.data.lead == nation]
    touched = [words.item(str(one.data.order)) for one in items if _concerns(reading, one, nation)]
    confirm = confirm_ids(reading, nation)
    overdue = sum(one.data.due is not None and one.data.due.is_over(today) for one in owed)
    lapsed = lapsed_count(reading, nation)
    found = [words.speaks(listed(lead)) if lead else ""]
    found.append(words.comes_up(listed(touched)) if touched else "")
    found.append(words.owes(len(owed), overdue) if owed else "")
    found.append(words.lapsed(lapsed) if lapsed else "")
    found.append(words.unconfirmed(listed(confirm, MOST_LINES), len(confirm)) if confirm else "")
    found.append(_could_meet(reading, nation, could))
    nothing = [words.leads_nothing() if not lead else "", words.owes_nothing() if not owed else ""]
    found.append(" ".join(one for one in nothing if one))
    return tuple(Line(text=one) for one in found if one)


def _concerns(reading: Reading, item: Record, nation: str) -> bool:
    about = (reading.plan.get(id) for id in item.data.about)
    return any(record is not None and record.owner == nation for record in about)


def _could_meet(reading: Reading, nation: str, could: int) -> str:
    if could:
        return words.could_meet_short(could)
    requests = [one for one in open_requests(reading) if one.owner != nation]
    drafts = {
        one.owner
        for one in reading.plan.of_kind(Kind.REQUEST)
        if one.data.status is RequestStatus.DRAFT and one.owner != nation and not one.is_retired
    }
    return words.meets_nothing(len(requests), len(drafts))
