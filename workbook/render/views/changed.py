"""What changed since an earlier day, as a section of a paper: new, changed, no longer counted.

In: a reading, and the released change. Out: a `Section`: of each sort how many records of each kind, and the
most important of them. What is new is told by `arisen`, what changed by `revised`; nothing is told that
either day hides.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from workbook.model.dates import day_text
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.pairing import RecordPair
from workbook.release.released import Released
from workbook.render.blocks import Line, Point, Points, paragraph
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.since import Since
from workbook.render.values import listed, sentence, when_text
from workbook.render.views.arisen import arisen_line, name_of
from workbook.render.views.gathering import agenda_of, meeting_of
from workbook.render.views.meetable import URGENCY, matches
from workbook.render.views.revised import revisions, weight_of
from workbook.render.words import changed as words

MOST_LINES = 6
_MOST_OF_A_KIND = 2
_MOST_SENTENCES = 4
# What two printed pages hold.
_MOST_LINES_IN_BRIEF, _MOST_SENTENCES_IN_BRIEF = 3, 2
# What matters most in the room comes first.
_RANK: Mapping[Kind, int] = {
    kind: rank
    for rank, kind in enumerate(
        (
            Kind.DECISION,
            Kind.ACTION,
            Kind.COMMITMENT,
            Kind.REQUEST,
            Kind.ACCEPTANCE,
            Kind.STOCK,
            Kind.PROCUREMENT,
            Kind.FUND,
            Kind.CAPACITY,
            Kind.MEETING,
            Kind.AGENDA,
            Kind.LESSON,
            Kind.REPORT,
            Kind.PROPOSAL,
            Kind.REVIEW,
            Kind.ITEM,
            Kind.SUPPLIER,
            Kind.NATION,
        )
    )
}


def with_changes(
    paper: Paper, released: Released[Workbook], since: Since, *, meeting: str, today: date
) -> Paper:
    """Give a paper with a section on what changed: in a brief what concerns its nation, else what is new."""
    reading = Reading(released)
    pairs = since.change.content.pairs
    wanted = _WANTED.get(paper.name)
    if wanted is not None:
        matters = wanted(reading, meeting, today)
        pairs = tuple(pair for pair in pairs if matters(pair.after))
    if paper.name != "brief":
        return replace(paper, sections=(*paper.sections, changed_section(reading, pairs, since.day, today)))
    section = changed_section(
        reading, pairs, since.day, today, most=_MOST_LINES_IN_BRIEF, sentences=_MOST_SENTENCES_IN_BRIEF
    )
    # A reader in a car wants it beside the agenda, before all that stands as it stood.
    agenda = [one for one in paper.sections if one.key == "agenda"]
    others = [one for one in paper.sections if one.key != "agenda"]
    return replace(paper, sections=(*agenda, section, *others))


def changed_section(
    reading: Reading,
    pairs: Iterable[RecordPair],
    day: date,
    today: date,
    *,
    most: int = MOST_LINES,
    sentences: int = _MOST_SENTENCES,
) -> Section:
    """Give the section; where nothing changed, it says so."""
    nation = reading.released.audience.nation
    ordered = sorted(pairs, key=lambda pair: _weight(reading, pair, nation))
    changed = [
        (pair, revisions(reading, pair.before, pair.after)) for pair in ordered if pair.before is not None
    ]
    groups = (
        (
            words.NEW,
            [(one.after, _standing(reading, one.after, today)) for one in ordered if one.before is None],
        ),
        (
            words.CHANGED,
            [
                (pair.after, partial(_line, reading, pair.after, told, sentences))
                for pair, told in changed
                if told and not _ended(pair)
            ],
        ),
        (words.GONE, [(one.after, _withdrawn(reading, one.after)) for one, _ in changed if _ended(one)]),
    )
    told = tuple(_point(lead, lines, most) for lead, lines in groups if lines)
    return Section(
        key="since",
        heading=words.heading(day_text(day)),
        blocks=(Points(points=told),) if told else (paragraph(words.NOTHING),),
    )


def _weight(reading: Reading, pair: RecordPair, nation: str) -> tuple[int, bool, int, int, str]:
    """Set what matters most first; of one kind, what others did before what a nation knows that it did."""
    record = pair.after
    is_own = bool(nation) and record.owner == nation
    weight = weight_of(pair.before, record) if pair.before is not None else _weight_of_new(record)
    return _RANK[record.kind], is_own, weight, _urgency(reading, record), record.id


def _weight_of_new(record: Record) -> int:
    """Put first what is firm, what is due first, and what comes first on an agenda."""
    data = record.data
    match record.kind:
        case Kind.COMMITMENT:
            return int(not data.status.is_firm)
        case Kind.AGENDA:
            return int(data.order)
        case Kind.ACTION:
            last = data.due.last if data.due is not None else None
            return (last or date.max).toordinal()
    return 0


def _urgency(reading: Reading, record: Record) -> int:
    """Say how urgent a request is, or the most urgent that a record answers; smaller is more urgent."""
    data = record.data
    if record.kind is Kind.REQUEST:
        return URGENCY[data.priority]
    ids: Sequence[str] = ()
    if record.kind is Kind.COMMITMENT:
        ids = [one.request for one in data.meets]
    elif record.kind is Kind.ACCEPTANCE:
        ids = [data.request]
    answered = [reading.plan.get(id) for id in ids]
    ranks = [URGENCY[one.data.priority] for one in answered if one is not None and one.kind is Kind.REQUEST]
    return min(ranks, default=len(URGENCY))


def _point(lead: str, lines: Sequence[tuple[Record, Callable[[], Line]]], most: int) -> Point:
    """Count what belongs together and tell the most important of it, of several kinds if there are."""
    counts = Counter(record.kind for record, _ in lines)
    text = listed([words.of_kind(kind, counts[kind]) for kind in _RANK if counts[kind]])
    seen: Counter[Kind] = Counter()
    first: list[int] = []
    rest: list[int] = []
    for place, (record, _) in enumerate(lines):
        seen[record.kind] += 1
        (first if seen[record.kind] <= _MOST_OF_A_KIND else rest).append(place)
    shown = sorted([*first, *rest][:most])
    return Point(
        line=Line(lead=words.with_colon(lead), text=sentence(text)),
        under=tuple(lines[place][1]() for place in shown),
    )


def _standing(reading: Reading, record: Record, today: date) -> Callable[[], Line]:
    """Say where a record stands as the plan has it now."""
    return lambda: _uncited(arisen_line(reading, reading.plan.get(record.id) or record, today))


def _withdrawn(reading: Reading, record: Record) -> Callable[[], Line]:
    """Say whose record was withdrawn, and when."""
    told = (words.withdrawn(when_text(record.data.retired.on)),)
    return partial(_line, reading, record, told, 1)


def _line(reading: Reading, record: Record, sentences: Sequence[str], most: int) -> Line:
    shown = list(sentences[:most])
    if len(shown) < len(sentences):
        shown.append(words.more_in_it(len(sentences) - len(shown)))
    text = words.changed(name_of(reading, record), "; ".join(shown))
    return _uncited(reading.line(text, record))


def _uncited(line: Line) -> Line:
    """Leave the sources out: this section comes to a paper whose sources are numbered already."""
    return replace(line, notes=())


def _ended(pair: RecordPair) -> bool:
    """Say whether a record was retired between the days."""
    return pair.before is not None and pair.after.is_retired and not pair.before.is_retired


def _in_brief(reading: Reading, _: str, today: date) -> Callable[[Record], bool]:
    """Keep what a nation owns, what names something of its own, and the requests that it could meet."""
    nation = reading.released.audience.nation
    own = {record.id for record in reading.plan if record.owner == nation and record.kind is not Kind.ITEM}
    could = matches(reading, nation, today)

    def matters(record: Record) -> bool:
        return record.owner == nation or record.id in could or bool(own & _names(reading, record))

    return matters


def _on_agenda(reading: Reading, meeting: str, today: date) -> Callable[[Record], bool]:
    """Keep a meeting, its items, and what they are about."""
    met = meeting_of(reading, meeting, today)
    about = {id for item in agenda_of(reading, met) for id in item.data.about}
    return lambda record: record.meeting == met.id or record.id in about


def _names(reading: Reading, record: Record) -> set[str]:
    file = reading.plan.file_of(record.id)
    return {reference.target for reference in file.references} if file is not None else set()


def _of_meeting(reading: Reading, meeting: str, today: date) -> Callable[[Record], bool]:
    """Keep a meeting and what was planned for it, decided there and given to be done."""
    met = meeting_of(reading, meeting, today)
    return lambda record: record.meeting == met.id


_WANTED: Mapping[str, Callable[[Reading, str, date], Callable[[Record], bool]]] = {
    "brief": _in_brief,
    "agenda": _on_agenda,
    "chair": _on_agenda,
    "decisions": _of_meeting,
    "call": _in_brief,
}
