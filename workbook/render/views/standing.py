"""Where a record stands, in one sentence: what a paper says of the records that an agenda item is about.

In: a reading, and ids. Out: points in the order given. Items of which nothing is known are drawn together;
one of which much is known has a line for each part: who asks for it, what is firm, what is not, who makes it.
It counts nothing that `analysis` does not count.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec

from workbook.analysis.kept import part_of
from workbook.analysis.moving import added
from workbook.analysis.totals import Tally, item_totals
from workbook.model.enums import LessonKind, Period, RequestStatus, Status
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook
from workbook.render.blocks import Line, Point, Points
from workbook.render.reading import Naming, PlanNaming, Reading
from workbook.render.values import (
    by_text,
    listed,
    listed_first,
    money_text,
    quantity_text,
    sentence,
    share_text,
    when_text,
)
from workbook.render.views.needs import is_overdue
from workbook.render.words import standing as words

_MOST_NAMED = 4
_MOST_IN_A_SENTENCE = 2
_PERIODS = (None, *Period)


def standing_points(reading: Reading, ids: Sequence[str], today: date) -> Points:
    """Say where each record stands; beside them, ids that are not released are counted, not named."""
    known = [record for id in ids if (record := reading.plan.get(id)) is not None]
    found: list[Point] = []
    quiet: list[Record] = []
    for record in known:
        facts = _facts_of(reading, record)
        if facts is not None and not facts:
            quiet.append(record)
        elif facts is not None and len(facts) > _MOST_IN_A_SENTENCE:
            head = reading.line("", record, ref=False)
            under = tuple(Line(text=sentence(fact)) for fact in facts)
            found.append(Point(line=msgspec.structs.replace(head, lead=record.data.name), under=under))
        else:
            found.append(Point(line=standing_line(reading, record, today)))
    if quiet:
        names = listed([reading.item(record.id) for record in quiet])
        line = Line(text=sentence(words.nothing_on(names)), notes=reading.cite(*quiet))
        found.insert(0, Point(line=line))
    if len(known) < len(ids) and known:
        found.append(Point(line=Line(text=sentence(words.not_released(len(ids) - len(known))))))
    return Points(points=tuple(found))


def standing_line(reading: Reading, record: Record, today: date) -> Line:
    """Say where one record stands."""
    if record.is_retired:
        when = when_text(record.data.retired.on)
        return reading.line(words.retired(title_of(reading, record), when), record)
    if record.kind is Kind.REQUEST:
        return reading.line(request_text(reading, record, today), record)
    text = _SENTENCES.get(record.kind, title_of)(reading, record)
    return reading.line(text, record, ref=record.kind not in (Kind.ITEM, Kind.NATION))


def title_of(reading: Reading, record: Record) -> str:
    """Name a record as a person would."""
    data = record.data
    for name in ("title", "name", "text"):
        if getattr(data, name, ""):
            return str(getattr(data, name))
    if record.kind is Kind.STOCK:
        return words.stock_title(reading.the(record.owner), reading.item(data.item))
    return words.record_of(words.KIND[record.kind], reading.owner(record))


def _facts_of(reading: Reading, record: Record) -> Sequence[str] | None:
    """Say who asks for an item, what is committed and who can make it; None where it is none that counts."""
    if record.kind is not Kind.ITEM or record.is_retired:
        return None
    return _item_facts(reading, record)


def _item_facts(reading: Reading, item: Record) -> Sequence[str]:
    """Take what was said of an item to somebody who sees the same."""
    return reading.kept.take(_drawn_facts, reading.plan, item.id)


def _drawn_facts(workbook: Workbook, item: str) -> Sequence[str]:
    facts = []
    names = PlanNaming(workbook)
    asking: dict[str, list[Record]] = {}
    for one in filter(_is_open, naming(names, item, Kind.REQUEST)):
        asking.setdefault(one.owner, []).append(one)
    if asking:
        most_first = sorted(asking.values(), key=_asked_at_once, reverse=True)
        asks = listed_first(most_first, partial(_asks, names), _MOST_NAMED)
        facts.append(words.asked_for(asks))
    for total in part_of(item_totals, workbook, item):
        facts += _tally_facts(total.tally, partial(quantity_text, unit=total.unit))
    making = naming(names, item, Kind.CAPACITY)
    if making:
        facts.append(words.made_by(listed_first(making, partial(_maker, names), _MOST_NAMED)))
    return tuple(facts)


def _tally_facts(tally: Tally, text: Callable[[Quantity], str]) -> Iterator[str]:
    """Say what is firm, what is not, and what no nation has confirmed; what is cancelled is not said."""
    firm = {status: sum_ for status, sum_ in tally.confirmed.items() if status.is_firm}
    loose = {status: sum_ for status, sum_ in tally.confirmed.items() if not status.is_firm}
    for said, sums in ((words.firm, firm), (words.not_firm, loose), (words.unconfirmed, tally.unconfirmed)):
        told = [
            words.status_sum(words.STATUS[status], text(quantity))
            for status, quantity in sums.items()
            if status is not Status.CANCELLED
        ]
        if told:
            yield said("; ".join(told))


def naming(reading: Naming, id: str, kind: Kind, field: str = "item") -> list[Record]:
    """List the records of a kind that name an id in a field and still count, in order of path."""
    return [
        mention.record
        for mention in reading.plan.mentions_from(id, kind)
        if mention.field == field and not mention.record.is_retired
    ]


def request_text(reading: Reading, record: Record, today: date) -> str:
    """Say what a nation asks for, and whether that is overdue."""
    data = record.data
    party = reading.owner(record)
    if data.status is RequestStatus.DRAFT and data.item in ("", *OPEN_REFERENCES) and not data.capability:
        return words.draft_request(party)
    facts = [_needed(reading, record)]
    if data.priority is not None:
        facts.append(words.PRIORITY[data.priority])
    if data.need_by is not None and data.need_by.is_known:
        is_late = is_overdue(reading, record, today)
        facts.append(words.needed(by_text(data.need_by), is_overdue=is_late))
    if data.status is not RequestStatus.OPEN:
        facts.append(words.REQUEST[data.status])
    return words.request(party, data.title, ", ".join(fact for fact in facts if fact))


def commitment_text(reading: Reading, record: Record, *, named: bool = True) -> str:
    """Say what a nation commits, how much, for whom and how firmly."""
    facts = ", ".join(commitment_facts(reading, record))
    if not named:
        return words.then_facts(record.data.title, facts)
    return words.commitment(reading.owner(record), record.data.title, facts)


def commitment_facts(reading: Reading, record: Record) -> list[str]:
    """List how much a commitment is, for whom, and how firm."""
    data = record.data
    facts = [words.STATUS[data.status]]
    figure = figure_text(reading, record)
    if figure:
        facts.insert(0, figure)
    if data.to:
        facts.append(words.to(listed([reading.the(one.party) for one in data.to])))
    if data.announced_on is not None and data.announced_on.is_known:
        facts.append(words.announced(when_text(data.announced_on)))
    return facts


def figure_text(reading: Reading, record: Record) -> str:
    """Give the figures of a record with quantity and value, as far as it has any and discloses them."""
    return ", ".join(one for one in figures(reading, record) if one)


def figures(reading: Reading, record: Record) -> tuple[str, str]:
    """Give the quantity of a record, and of what where its title does not say it, and its value."""
    data: Any = record.data
    amounts = [one for one in (data.quantity, data.value.amount if data.value else None) if one is not None]
    if amounts and all(map(_is_hidden, amounts)) and data.item in ("", "undisclosed"):
        return words.NOT_DISCLOSED, ""
    quantity = ""
    if data.quantity is not None:
        quantity = quantity_text(data.quantity, reading.unit(getattr(data, "unit", ""), data.item))
    is_told = data.quantity is not None or data.item
    return (
        _of_item(reading, record, quantity) if is_told else "",
        money_text(data.value) if data.value is not None else "",
    )


def names_item(title: str, item: str) -> bool:
    """Say whether a title names an item already, in whatever order and number."""
    told = title.lower()
    return all(word in told for word in item.lower().split())


def fund_text(reading: Reading, record: Record) -> str:
    """Say what a fund holds, since when, and for whom."""
    data = record.data
    facts = [money_text(data.total)]
    if data.status is not None:
        facts.append(words.STATUS[data.status])
    if data.announced_on is not None and data.announced_on.is_known:
        facts.append(words.announced(when_text(data.announced_on)))
    parts = [_split(reading, one) for one in data.split]
    return words.fund(title_of(reading, record), ", ".join(facts), listed(parts))


def stock_text(reading: Reading, record: Record, *, named: bool = True) -> str:
    """Say what a nation holds of an item, its threshold, and whether it may go below."""
    data = record.data
    party = reading.the(record.owner)
    figures = (
        (data.holding, words.holding),
        (data.minimum, words.minimum),
        (data.releasable, words.releasable),
    )
    unit = reading.unit("", data.item)
    facts = [said(quantity_text(one, unit)) for one, said in figures if one is not None and one.is_known]
    closed = [
        label
        for one, label in zip((data.holding, data.minimum), words.FIGURES, strict=True)
        if _is_closed(one)
    ]
    is_told = bool(data.item) and data.item not in OPEN_REFERENCES
    if not is_told:
        closed.insert(0, words.THE_ITEM)
    sentences = []
    if is_told or facts:
        if data.as_of is not None and data.as_of.is_known:
            facts.append(words.as_of(when_text(data.as_of)))
        sentences.append(words.stock(party if named else "", reading.item(data.item), ", ".join(facts)))
    if data.waiver is not None:
        until = data.waiver.until
        lasts = when_text(until) if until is not None and until.is_known else ""
        sentences.append(words.waiver(party, data.waiver.status, lasts, data.waiver.reason))
    if closed:
        sentences.append(words.not_disclosed(listed(closed), len(closed)))
    return " ".join(sentence(one) for one in [*sentences, data.notes] if one)


def lesson_text(reading: Reading, record: Record, *, named: bool = True) -> str:
    """Say what was said or learned, and by whom; in its own brief a nation is not named."""
    if not named:
        kind = words.LESSON[record.data.kind]
        is_statement = record.data.kind is LessonKind.STATEMENT
        return str(record.data.summary) if is_statement else words.then_facts(kind, record.data.summary)
    if record.data.kind is LessonKind.STATEMENT:
        return words.statement(reading.owner(record), record.data.summary)
    return words.lesson(words.LESSON[record.data.kind], reading.owner(record), record.data.summary)


def _item_text(reading: Reading, record: Record) -> str:
    return words.item(record.data.name, "; ".join(_item_facts(reading, record)) or words.NOTHING_YET)


def _capacity_text(reading: Reading, record: Record) -> str:
    data = record.data
    text = words.capacity(
        reading.owner(record), words.ACTIVITY[data.activity], reading.item(data.item), _rates(reading, record)
    )
    return f"{text}; {words.limited(data.limited_by)}" if data.limited_by else text


def _procurement_text(reading: Reading, record: Record) -> str:
    data = record.data
    facts = [figure_text(reading, record), words.PROCUREMENT[data.status]]
    others = reading.in_order(one.nation for one in data.parties if one.nation != record.owner)
    if others:
        facts.append(words.with_parties(listed(others, 8)))
    return words.procurement(data.title, reading.owner(record), ", ".join(part for part in facts if part))


def _proposal_text(reading: Reading, record: Record) -> str:
    return words.proposal(reading.owner(record), record.data.title, record.data.purpose)


def _review_text(reading: Reading, record: Record) -> str:
    return words.review(reading.owner(record), words.VERDICT[record.data.verdict], record.data.text)


_SENTENCES: Mapping[Kind, Callable[[Reading, Record], str]] = {
    Kind.ITEM: _item_text,
    Kind.CAPACITY: _capacity_text,
    Kind.COMMITMENT: commitment_text,
    Kind.STOCK: stock_text,
    Kind.PROCUREMENT: _procurement_text,
    Kind.FUND: fund_text,
    Kind.LESSON: lesson_text,
    Kind.DECISION: lambda _reading, one: words.decision(one.data.text, words.DECISION[one.data.status]),
    Kind.PROPOSAL: _proposal_text,
    Kind.REVIEW: _review_text,
}


def _is_open(record: Record) -> bool:
    return record.data.status is RequestStatus.OPEN


def _is_closed(quantity: Quantity | None) -> bool:
    return quantity is not None and not quantity.is_known


def _needed(reading: Reading, record: Record) -> str:
    return _of_item(reading, record, _figure_of(reading, record))


def _is_hidden(quantity: Quantity) -> bool:
    """Say whether nothing is disclosed of it."""
    return not quantity.is_known and not quantity.unknown


def _of_item(reading: Reading, record: Record, quantity: str) -> str:
    """Say of what a quantity is, unless the title of its record says it already."""
    named = record.data.item not in ("", "undisclosed") or not quantity
    item = reading.item(record.data.item) if record.data.item and named else ""
    if not item or names_item(record.data.title, item):
        return quantity
    return words.quantity_of(quantity, item) if quantity else item


def _asks(reading: Naming, requests: Sequence[Record]) -> str:
    """Name one nation with all that it asks for: one sum for each unit and period."""
    asked: dict[tuple[str, Period | None], list[Quantity]] = {}
    for one in requests:
        if one.data.quantity is not None:
            unit = reading.unit(one.data.unit, one.data.item)
            asked.setdefault((unit, one.data.per), []).append(one.data.quantity)
    once_first = sorted(asked, key=lambda key: _PERIODS.index(key[1]))
    figures = "; ".join(_a_period(added(asked[key]), *key) for key in once_first)
    owner = reading.owner(requests[0])
    if not figures:
        return owner
    return words.with_facts(owner, words.in_requests(figures, len(requests), len(asked)))


def _asked_at_once(requests: Sequence[Record]) -> Decimal:
    """Give how much a nation surely asks for, but for what recurs."""
    told = (one.data.quantity for one in requests if one.data.per is None)
    return added(one for one in told if one is not None).low


def _figure_of(reading: Naming, request: Record) -> str:
    data = request.data
    if data.quantity is None:
        return ""
    return _a_period(data.quantity, reading.unit(data.unit, data.item), data.per)


def _a_period(quantity: Quantity, unit: str, per: Period | None) -> str:
    text = quantity_text(quantity, unit)
    return words.a_period(text, words.PERIOD[per]) if per is not None else text


def _maker(reading: Naming, record: Record) -> str:
    rates = _rates(reading, record)
    return words.with_facts(reading.owner(record), rates) if rates else reading.owner(record)


def _rates(reading: Naming, record: Record) -> str:
    unit = reading.unit("", record.data.item)
    return ", ".join(
        words.rate(quantity_text(one.per_month, unit), when_text(one.from_)) for one in record.data.rates
    )


def _split(reading: Reading, part: Any) -> str:
    if part.amount is not None:
        return words.part_for(reading.the(part.to), money_text(part.amount))
    return words.part_for(reading.the(part.to), share_text(part.share) if part.share is not None else "")
