"""The call for contributions: a letter that asks one delegation for what is still missing and it could give.

In: a plan released to one nation, a day, and the meeting that answers are for ("": the next). Out: a `Paper`.
The return date is worked out and says from what. Whether a nation can spare what it holds is for it to
say: the letter asks.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from workbook.analysis.totals import is_counted
from workbook.model.dates import day_text
from workbook.model.enums import Priority, Status
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Fact, Line, Row, points, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import by_text, listed, sentence, when_text
from workbook.render.views.brief import NotOneNationError
from workbook.render.views.gathering import action_line, meeting_of, open_actions
from workbook.render.views.needs import is_overdue, open_needs, yet_to_say
from workbook.render.views.own import commitment_line, confirm_ids, is_broken
from workbook.render.views.standing import figure_text, standing_line
from workbook.render.views.wanted import Want, wants
from workbook.render.words import call as words
from workbook.render.words import standing

_MOST_NEEDS = 15
_MOST_OFFERS = 10
_MOST_LINES = 8
_DAY, _FORTNIGHT, _SIX_WEEKS = timedelta(days=1), timedelta(days=14), timedelta(days=42)
_SOFT = (Status.CONSIDERED, Status.PLEDGED)


def call_view(released: Released[Workbook], *, today: date, meeting: str = "") -> Paper:
    """Ask a delegation for what is missing and it could give.

    Raises:
        NotOneNationError: the audience is not one nation.
        NoMeetingError: the meeting named is not released to it.
    """
    nation = released.audience.nation
    if not nation:
        raise NotOneNationError("call")
    reading = Reading(released)
    ahead = _meeting_ahead(reading, meeting, today)
    needs = wants(reading, nation, today)
    offers = sorted(filter(_is_soft, _counted(reading, nation)), key=_lapses)
    broken = [one for one in _counted(reading, nation) if is_broken(reading, one)]
    owed = [one for one in open_actions(reading) if one.data.owner == nation]
    is_asked = bool(needs or offers or broken or confirm_ids(reading, nation))
    until, why = _answer_by(ahead, needs, today)
    secretariat = reading.plan.settings.manifest.secretariat
    return Paper(
        name="call",
        head=(
            Fact(label=words.TO, text=_addressee(reading, nation)),
            Fact(label=words.FROM, text=_sender(reading, secretariat)),
            *((Fact(label=words.ANSWER, text=words.answer_by(day_text(until), why)),) if is_asked else ()),
        ),
        short=_opening(reading, nation, needs, offers, owed, today),
        sections=(
            _needs_section(reading, needs, today),
            _offers_section(reading, nation, offers),
            _broken_section(reading, nation, broken, today),
            _confirm_section(reading, nation, today),
            _actions_section(reading, nation, owed, today),
            _how_section(reading, secretariat, needs, offers, broken),
        ),
        frame=frame(
            reading, title=words.TITLE, subtitle=_subtitle(reading, nation, ahead, today), today=today
        ),
    )


def _meeting_ahead(reading: Reading, meeting: str, today: date) -> Record | None:
    """Give the meeting that answers are for: the one named, else the next that begins after today."""
    if meeting:
        return meeting_of(reading, meeting, today)
    coming = [
        (one.data.date.first, one.id, one)
        for one in reading.plan.of_kind(Kind.MEETING)
        if not one.is_retired and one.data.date.first is not None and one.data.date.first > today
    ]
    return min(coming, key=lambda each: each[:2])[2] if coming else None


def _counted(reading: Reading, nation: str) -> list[Record]:
    """List a nation's commitments whose quantity counts, in order of path."""
    records = reading.by_owner(Kind.COMMITMENT).get(nation, ())
    return [one for one in records if is_counted(reading.plan, one)]


def _is_soft(record: Record) -> bool:
    return record.data.status in _SOFT and not record.recorded


def _lapses(record: Record) -> tuple[date, str]:
    """Order offers by the day on which they lapse, those that never do last."""
    until = record.data.valid_until
    return (until.last if until is not None and until.last is not None else date.max, record.id)


def _answer_by(ahead: Record | None, needs: Sequence[Want], today: date) -> tuple[date, str]:
    """Work out the return date: a fortnight before the meeting, or before the first need if that is sooner.

    A meeting within a fortnight wants answers on the day before it; where none is ahead, six weeks are given.
    """
    first = ahead.data.date.first if ahead is not None else None
    if ahead is None or first is None or first <= today:
        found = [(today + _SIX_WEEKS, words.from_today())]
    elif first - _FORTNIGHT > today:
        found = [(first - _FORTNIGHT, words.before_meeting(ahead.data.title, day_text(first)))]
    else:
        found = [(first - _DAY, words.eve_of_meeting(ahead.data.title, day_text(first)))]
    for request in (one for need in needs for one in need.requests):
        need_by = request.data.need_by
        if need_by is not None and need_by.last is not None and need_by.last - _FORTNIGHT > today:
            why = words.before_need(request.data.title, by_text(need_by))
            found.append((need_by.last - _FORTNIGHT, why))
    return min(found)


def _addressee(reading: Reading, nation: str) -> str:
    record = reading.plan.get(nation)
    told = record.data.delegation if record is not None and record.kind is Kind.NATION else ""
    return words.party_line(reading.party(nation), told)


def _sender(reading: Reading, secretariat: str) -> str:
    record = reading.plan.get(secretariat)
    contact = record.data.contact if record is not None and record.kind is Kind.NATION else ""
    return words.with_contact(words.secretariat(reading.the(secretariat)), contact)


def _subtitle(reading: Reading, nation: str, ahead: Record | None, today: date) -> str:
    if ahead is None:
        return reading.party(nation)
    tells = words.after_meeting if ahead.data.date.is_over(today) else words.for_meeting
    return tells(reading.party(nation), ahead.data.title, when_text(ahead.data.date))


def _opening(
    reading: Reading,
    nation: str,
    needs: Sequence[Want],
    offers: Sequence[Record],
    owed: Sequence[Record],
    today: date,
) -> tuple[Line, ...]:
    name = reading.the(nation)
    lines = [words.asks(name, len(needs), len(offers))]
    if not needs:
        lines.insert(0, words.nothing_fits(name, open_needs(reading, nation)))
        waiting = yet_to_say(reading, nation)
        lines.append(words.drafts(waiting) if waiting else "")
    if owed:
        due = owed[0].data.due
        late = sum(one.data.due is not None and one.data.due.is_over(today) for one in owed)
        lines.append(
            words.owes(name, len(owed), late, by_text(due) if due is not None and due.is_known else "")
        )
    return tuple(Line(text=sentence(line)) for line in lines if line)


def _needs_section(reading: Reading, needs: Sequence[Want], today: date) -> Section:
    rows = [_need_row(reading, one, today) for one in needs[:_MOST_NEEDS]]
    left = [_named(one) for one in needs[_MOST_NEEDS:]]
    return Section(
        key="needs",
        heading=words.MISSING,
        blocks=(table(words.MISSING_COLUMNS, rows),),
        more=words.more_needs(listed(left, _MOST_LINES), "workbook analyse coverage") if left else "",
        counted=True,
    )


def _need_row(reading: Reading, need: Want, today: date) -> Row:
    first = need.requests[0]
    critical = sum(one.data.priority is Priority.CRITICAL for one in need.requests)
    need_by = first.data.need_by
    cells = (
        sentence(_named(need)).rstrip("."),
        "; ".join(need.missing),
        standing.with_facts(words.requests(len(need.requests)), words.critical(critical) if critical else ""),
        words.first_of(
            reading.party(first.owner),
            standing.needed_by(
                by_text(need_by) if need_by is not None and need_by.is_known else "",
                is_overdue=is_overdue(reading, first, today),
            ),
            ", ".join([first.id, *reading.cautions(first)]),
        ),
        "; ".join(need.has),
    )
    return Row(cells=cells, notes=reading.cite(first))


def _named(need: Want) -> str:
    return need.name if need.item else words.any_for(need.capability)


def _offers_section(reading: Reading, nation: str, offers: Sequence[Record]) -> Section:
    rows = [_offer_row(reading, one) for one in offers[:_MOST_OFFERS]]
    left = len(offers) - len(rows)
    commands = "; ".join(
        f"workbook list commitments owner={nation} status={status.value}"
        for status in _SOFT
        if any(one.data.status is status for one in offers)
    )
    return Section(
        key="offers",
        heading=words.FIRM,
        blocks=(table(words.FIRM_COLUMNS, rows),),
        more=words.more(left, commands) if left > 0 else "",
        counted=True,
    )


def _offer_row(reading: Reading, record: Record) -> Row:
    data = record.data
    until = data.valid_until
    cells = (
        data.title,
        figure_text(reading, record),
        listed([reading.party(one.party) for one in data.to], 4),
        standing.STATUS[data.status],
        when_text(until) if until is not None and until.is_known else "",
        ", ".join([record.id, *reading.cautions(record)]),
    )
    return Row(cells=cells, notes=reading.cite(record))


def _broken_section(reading: Reading, nation: str, broken: Sequence[Record], today: date) -> Section:
    """Tell on what the two sides do not agree: what is offered no longer, and what was never."""
    lines = [partial(commitment_line, reading, one, today) for one in broken[:_MOST_LINES]]
    left = len(broken) - len(lines)
    return Section(
        key="broken",
        heading=words.BROKEN,
        blocks=(points(line() for line in lines),),
        more=words.more(left, f"workbook list commitments owner={nation}") if left > 0 else "",
    )


def _confirm_section(reading: Reading, nation: str, today: date) -> Section:
    ids = confirm_ids(reading, nation)
    records = [one for id in ids[:_MOST_LINES] if (one := reading.plan.get(id)) is not None]
    lines = [standing_line(reading, one, today) for one in records]
    left = len(ids) - len(lines)
    kinds = sorted({one.kind for id in ids if (one := reading.plan.get(id)) is not None})
    commands = "; ".join(f"workbook list {kind.plural} owner={nation} unconfirmed=yes" for kind in kinds)
    return Section(
        key="confirm",
        heading=words.CONFIRM,
        blocks=(points(lines),),
        more=words.more(left, commands) if left > 0 else "",
    )


def _actions_section(reading: Reading, nation: str, owed: Sequence[Record], today: date) -> Section:
    lines = [action_line(reading, one, today, named=False) for one in owed[:_MOST_LINES]]
    left = len(owed) - len(lines)
    return Section(
        key="actions",
        heading=words.ACTIONS,
        blocks=(points(lines),),
        more=words.more(left, f"workbook list actions owner={nation} status=open") if left > 0 else "",
    )


def _how_section(
    reading: Reading,
    secretariat: str,
    needs: Sequence[Want],
    offers: Sequence[Record],
    broken: Sequence[Record],
) -> Section:
    """Tell how to answer, with the commands that do it; nothing where nothing is asked."""
    lines = []
    if needs:
        lines.append(Line(lead=words.HOW_NEED, text=_commitment_command(needs[0])))
    if offers:
        lines.append(Line(lead=words.HOW_FIRM, text=f"workbook set {offers[0].id} status=committed"))
    if broken:
        lines.append(Line(lead=words.HOW_BROKEN, text=f"workbook edit {broken[0].id}"))
    ids = confirm_ids(reading, reading.released.audience.nation)
    if ids:
        lines.append(Line(lead=words.HOW_CONFIRM, text=f"workbook confirm {ids[0]}"))
    if lines:
        lines.append(Line(lead=words.HOW_ELSE, text=sentence(words.how_else(reading.the(secretariat)))))
    if needs:
        lines.append(Line(lead=words.HOW_NONE, text=sentence(words.how_none())))
    return Section(key="how", heading=words.HOW, blocks=(points(lines),))


def _commitment_command(need: Want) -> str:
    """Write the command that answers the most urgent of some needs."""
    what = f" item={need.item}" if need.item else ""
    return (
        f"workbook new commitment title=… kind=donation status=pledged{what} quantity=… "
        f"meets+={need.requests[0].id}"
    )
