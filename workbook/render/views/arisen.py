"""What is new since an earlier day, and what a record is called that changed: a sentence for each kind.

In: a reading and a record. Out: a `Line` or a text. Kinds that other papers have a sentence for are told
by it.
"""

from collections.abc import Callable, Mapping
from datetime import date

from workbook.model.enums import ActionStatus, Role
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.render.blocks import Line
from workbook.render.reading import Reading
from workbook.render.values import by_text, money_text, quantity_text, when_text
from workbook.render.views.standing import standing_line, title_of
from workbook.render.words import agenda as agenda_words
from workbook.render.words import revised as words
from workbook.render.words import standing as standing_words


def arisen_line(reading: Reading, record: Record, today: date) -> Line:
    """Say what is new with a record that was not there before."""
    tell = _SENTENCES.get(record.kind)
    if tell is None or record.is_retired:
        return standing_line(reading, record, today)
    return reading.line(tell(reading, record), record)


def name_of(reading: Reading, record: Record) -> str:
    """Name a record before what changed in it: whose it is, and what it is about."""
    tell = _NAMES.get(record.kind)
    if tell is not None:
        return tell(reading, record)
    return words.of_owner(reading.owner(record), title_of(reading, record).rstrip("."))


def action_text(reading: Reading, record: Record) -> str:
    """Say who has to do what by when, and where that stands where it is not open."""
    data = record.data
    due = by_text(data.due) if data.due is not None and data.due.is_known else ""
    status = "" if data.status is ActionStatus.OPEN else words.word_of(data.status)
    return words.action(reading.the(data.owner) if data.owner else "", due, status, data.text)


def _agenda(_: Reading, record: Record) -> str:
    data = record.data
    facts = [words.word_of(data.kind)]
    if data.minutes:
        facts.append(agenda_words.minutes(data.minutes))
    return words.item_on_agenda(str(data.order), data.title, ", ".join(facts))


def _acceptance(reading: Reading, record: Record) -> str:
    data = record.data
    offered = reading.plan.get(data.commitment)
    facts = []
    if data.quantity is not None:
        unit = reading.unit(offered.data.unit, offered.data.item) if offered is not None else ""
        facts.append(quantity_text(data.quantity, unit))
    if data.value is not None:
        facts.append(money_text(data.value))
    role = "" if data.as_ in (None, Role.RECIPIENT) else words.word_of(data.as_)
    return words.takes_up(reading.owner(record), ", ".join(facts), _offer(reading, record), role)


def _offer(reading: Reading, acceptance: Record) -> str:
    return _titled(reading, acceptance.data.commitment, words.OFFER, is_owned=True)


def _report(reading: Reading, record: Record) -> str:
    data = record.data
    action = _titled(reading, data.action, words.ACTION)
    return words.report(reading.owner(record), action, words.word_of(data.status), data.text)


def _review(reading: Reading, record: Record) -> str:
    data = record.data
    return words.opinion(_opinion(reading, record), words.word_of(data.verdict), data.text)


def _opinion(reading: Reading, record: Record) -> str:
    proposal = _titled(reading, record.data.proposal, words.PROPOSAL, is_owned=True)
    return words.opinion_on(reading.owner(record), proposal)


def _meeting(_: Reading, record: Record) -> str:
    return agenda_words.meeting_on(record.data.title, when_text(record.data.date))


def _supplier(reading: Reading, record: Record) -> str:
    return standing_words.with_facts(record.data.name, reading.the(record.data.nation))


def _titled(reading: Reading, id: str, hidden: str, *, is_owned: bool = False) -> str:
    """Name a record that another is about, and whose it is; one that is not released is not named."""
    found = reading.plan.get(id)
    if found is None:
        return hidden
    return words.titled(title_of(reading, found).rstrip("."), reading.owner(found) if is_owned else "")


_Teller = Callable[[Reading, Record], str]
_SENTENCES: Mapping[Kind, _Teller] = {
    Kind.ACTION: action_text,
    Kind.AGENDA: _agenda,
    Kind.ACCEPTANCE: _acceptance,
    Kind.REPORT: _report,
    Kind.REVIEW: _review,
    Kind.MEETING: _meeting,
    Kind.SUPPLIER: _supplier,
}
_NAMES: Mapping[Kind, _Teller] = {
    Kind.ACTION: lambda reading, one: words.action_of(reading.the(one.data.owner), one.data.text),
    Kind.AGENDA: lambda _, one: words.agenda_item(str(one.data.order), one.data.title),
    Kind.DECISION: lambda _, one: words.decision_of(one.data.text),
    Kind.ACCEPTANCE: lambda reading, one: words.taking_up(reading.owner(one), _offer(reading, one)),
    Kind.REPORT: lambda reading, one: words.report_on(
        reading.owner(one), _titled(reading, one.data.action, words.ACTION)
    ),
    Kind.REVIEW: _opinion,
    Kind.CAPACITY: lambda reading, one: standing_words.capacity(
        reading.owner(one),
        standing_words.ACTIVITY[one.data.activity],
        reading.item(one.data.item),
        "",
    ),
    **dict.fromkeys((Kind.MEETING, Kind.ITEM, Kind.SUPPLIER, Kind.NATION), title_of),
}
