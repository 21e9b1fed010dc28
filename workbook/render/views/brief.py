"""The brief: what one delegation must know before it walks in, on two pages.

In: a plan released to one nation, a meeting, a day. Out: a `Paper`. Long lists are cut at the most urgent
and say how many are left out; a section with nothing in it is left out whole, and `short` always says
something.
"""

from datetime import date
from typing import NamedTuple

from workbook.analysis.funds import fund_standing
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Row, points, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.values import by_text, listed, money_text, rough_text, sentence
from workbook.render.views.constraints import gift_blocks, queue_line, stock_table
from workbook.render.views.gathering import action_state, meeting_of, place_facts, subtitle
from workbook.render.views.outlook import Outlook, outlook
from workbook.render.views.shortlist import shortlist
from workbook.render.views.speaking import agenda_points
from workbook.render.views.standing import standing_line, title_of
from workbook.render.views.undertakings import given_blocks, left_out, received_blocks
from workbook.render.words import brief as words
from workbook.render.words import limits as limit_words
from workbook.render.words import promises as promise_words
from workbook.render.words import standing
from workbook.render.words.agenda import OVERDUE


class _Most(NamedTuple):
    """How many of each two printed pages hold."""

    gifts: int
    stocks: int
    queues: int
    shared: int
    actions: int


_MOST = _Most(gifts=4, stocks=4, queues=3, shared=2, actions=4)
# Beside what changed there is room for less.
_MOST_IF_CUT = _Most(gifts=2, stocks=2, queues=2, shared=1, actions=3)
_MOST_GIFTS_OF_ONE_WHO_ASKS = 2


class NotOneNationError(WorkbookError):
    """A paper for one delegation was asked for more than one nation."""

    def __init__(self, paper: str) -> None:
        super().__init__(f"A {paper} is for the delegation of one nation: choose one, such as NOR.")


def brief_view(
    released: Released[Workbook], *, today: date, meeting: str = "", is_cut: bool = False
) -> Paper:
    """Say what a delegation must know before a meeting; `is_cut` leaves room for what changed.

    Raises:
        NotOneNationError: the audience is not one nation.
        NoMeetingError: no such meeting is released to it.
    """
    nation = released.audience.nation
    if not nation:
        raise NotOneNationError("brief")
    reading = Reading(released, is_brief=True)
    record = meeting_of(reading, meeting, today)
    told = outlook(reading, nation, record, today)
    most = _MOST_IF_CUT if is_cut else _MOST
    asks, said = _asks(reading, told), _said(reading, told)
    agenda = agenda_points(reading, told.agenda, nation, told.gifts, today)
    sections = (
        Section(key="agenda", heading=words.AGENDA, blocks=(agenda,)),
        *((asks, said) if told.asks_more else (said, asks)),
        _could_meet(reading, told, most.gifts),
        _queues(reading, told, most.queues),
        _thresholds(reading, told, most.stocks),
        _shared(reading, told, most.shared),
        _actions(reading, told, most.actions),
    )
    return Paper(
        name="brief",
        head=place_facts(reading, record),
        short=shortlist(reading, told),
        short_heading=words.SHORT,
        sections=sections,
        frame=frame(reading, title=words.title(reading.the(nation)), subtitle=subtitle(record), today=today),
    )


def _said(reading: Reading, told: Outlook) -> Section:
    blocks = given_blocks(reading, told.nation, told.given, told.today)
    return Section(key="said", heading=words.said(reading.the(told.nation)), blocks=blocks)


def _asks(reading: Reading, told: Outlook) -> Section:
    left = left_out(told.needs)
    command = _command(Kind.REQUEST, f"owner={told.nation}")
    return Section(
        key="asks",
        heading=words.asks(reading.the(told.nation)),
        blocks=received_blocks(reading, told.nation, told.needs, told.received, told.today),
        more=promise_words.more_items(left, command) if left else "",
        counted=bool(told.needs),
    )


def _could_meet(reading: Reading, told: Outlook, most: int) -> Section:
    most = min(most, _MOST_GIFTS_OF_ONE_WHO_ASKS) if told.asks_more else most
    left = sum(one.is_sure for one in told.gifts) - most
    return Section(
        key="could_meet",
        heading=words.could_meet(reading.the(told.nation)),
        blocks=gift_blocks(reading, told.gifts, most, told.today),
        more=limit_words.more_gifts(left, _command(Kind.REQUEST, "status=open")) if left > 0 else "",
        counted=bool(told.gifts),
    )


def _queues(reading: Reading, told: Outlook, most: int) -> Section:
    left = len(told.strains) - most
    return Section(
        key="queues",
        heading=words.queues(reading.the(told.nation)),
        blocks=(points(queue_line(reading, one) for one in told.strains[:most]),),
        more=limit_words.more_queues(left) if left > 0 else "",
    )


def _thresholds(reading: Reading, told: Outlook, most: int) -> Section:
    left = len(told.thresholds) - most
    command = _command(Kind.STOCK, f"owner={told.nation}")
    return Section(
        key="thresholds",
        heading=words.thresholds(reading.the(told.nation)),
        blocks=(stock_table(reading, told.thresholds[:most]),),
        more=limit_words.more_stocks(left, command) if left > 0 else "",
        counted=bool(told.thresholds),
    )


def _shared(reading: Reading, told: Outlook, most: int) -> Section:
    shown = points(_shared_line(reading, one, told.today) for one in told.shared[:most])
    return Section(
        key="shared",
        heading=words.shared(reading.the(told.nation)),
        blocks=(shown,),
        more=_more(
            len(told.shared) - most,
            _command(Kind.FUND, f"owner={told.nation}"),
            _command(Kind.PROCUREMENT, f"owner={told.nation}"),
            _command(Kind.PROCUREMENT, f"parties={told.nation}"),
        ),
    )


def _shared_line(reading: Reading, record: Record, today: date) -> Line:
    """Say what a purchase is; of a fund, how much of it is firmly paid in and drawn."""
    if record.kind is not Kind.FUND:
        return standing_line(reading, record, today)
    told = reading.kept.take(fund_standing, reading.plan, record, today=today)
    paid, drawn = (
        rough_text(one.firm, told.currency) if one.firm.low else ""
        for one in (told.contributions, told.draws)
    )
    facts = [money_text(record.data.total)]
    if record.data.status is not None:
        facts.append(standing.STATUS[record.data.status])
    facts += [words.paid_in(paid) if paid else "", words.drawn(drawn) if drawn else ""]
    text = standing.then_facts(title_of(reading, record), ", ".join(one for one in facts if one))
    return reading.line(text, record)


def _actions(reading: Reading, told: Outlook, most: int) -> Section:
    rows = [_action_row(reading, one, told.today) for one in told.owed[:most]]
    return Section(
        key="actions",
        heading=words.ACTIONS,
        blocks=(table(words.ACTION_COLUMNS, rows, header=1),),
        more=_more(len(told.owed) - most, _command(Kind.ACTION, f"owner={told.nation}", "status=open")),
    )


def _action_row(reading: Reading, action: Record, today: date) -> Row:
    data = action.data
    due = by_text(data.due) if data.due is not None and data.due.is_known else words.NO_DAY
    text = standing.with_facts(data.text.rstrip("."), ", ".join([action.id, *reading.cautions(action)]))
    state = action_state(reading, action, today)
    late = [one for one in state if one == OVERDUE]
    return Row(cells=(sentence(", ".join((due, *late))).rstrip("."), text, listed(state[len(late) :])))


def _command(kind: Kind, *filters: str) -> str:
    """Write the command that lists all of what a section had no room for."""
    return " ".join(["workbook list", kind.plural, *filters])


def _more(left: int, *commands: str) -> str:
    return words.more(left, "; ".join(commands)) if left > 0 else ""
