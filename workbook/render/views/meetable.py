"""What one nation could meet: open requests for what it holds, makes, or has something to stand in for.

In: a reading and a nation. Out: `Match`es, the most urgent first. It compares records by item and capability
and promises nothing: whether a nation can spare what it holds is not for the program to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbook.analysis.agreement import State, offers
from workbook.model.enums import Activity, Priority, RequestStatus, Substitutes
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.render.blocks import Line
from workbook.render.reading import Reading
from workbook.render.values import listed, quantity_text, when_text
from workbook.render.views.standing import request_text
from workbook.render.words import brief as words
from workbook.render.words import standing

_URGENCY: Mapping[Priority | None, int] = {priority: rank for rank, priority in enumerate((*Priority, None))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A request, and what the nation has for it."""

    request: Record
    facts: tuple[str, ...]


def matches(reading: Reading, nation: str) -> tuple[Match, ...]:
    """List the open requests of others that a nation has something for, by priority, day needed and id."""
    means = _means(reading, nation)
    if not means:
        return ()
    found = []
    for request in open_requests(reading):
        facts = _fitting(reading, request, means) if request.owner != nation else []
        if facts and not _is_met(reading, request):
            found.append(Match(request=request, facts=tuple(facts)))
    return tuple(sorted(found, key=lambda match: urgency(match.request)))


def match_line(reading: Reading, match: Match) -> Line:
    """Say what is asked, what the nation has for it, and what is offered so far."""
    text = "; ".join((request_text(reading, match.request), *match.facts))
    so_far = _so_far(reading, match.request)
    return reading.line(f"{text}; {words.offers_so_far(so_far)}" if so_far else text, match.request)


def open_requests(reading: Reading) -> list[Record]:
    """List the requests that are open, in order of path."""
    requests = reading.plan.of_kind(Kind.REQUEST)
    return [one for one in requests if one.data.status is RequestStatus.OPEN and not one.is_retired]


def _means(reading: Reading, nation: str) -> dict[str, list[str]]:
    """Say for each item what a nation holds or makes of it."""
    means: dict[str, list[str]] = {}
    stocks = [one for one in reading.plan.of_kind(Kind.STOCK) if one.owner == nation]
    # Where the true record is in the release, its wider picture says the same again, or less.
    pictures = {stock.data.shared_as for stock in stocks}
    for stock in stocks:
        if stock.id not in pictures and _is_usable(stock):
            means.setdefault(stock.data.item, []).append(words.in_stock(_held(reading, stock)))
    for capacity in reading.plan.of_kind(Kind.CAPACITY):
        data = capacity.data
        if capacity.owner == nation and data.activity is Activity.MAKE and not capacity.is_retired:
            means.setdefault(data.item, []).append(words.in_reach(_made(reading, capacity)))
    return {item: facts for item, facts in means.items() if item not in ("", *OPEN_REFERENCES)}


def _is_usable(stock: Record) -> bool:
    """Leave out what counts no more and what is surely nothing."""
    if stock.is_retired:
        return False
    spare = stock.data.releasable if stock.data.releasable is not None else stock.data.holding
    return spare is None or spare.high is None or spare.high > 0


def _held(reading: Reading, stock: Record) -> str:
    data = stock.data
    unit = reading.unit("", data.item)
    facts = []
    if data.holding is not None and data.holding.is_known:
        facts.append(quantity_text(data.holding, unit))
    if data.releasable is not None and data.releasable.is_known:
        facts.append(standing.releasable(quantity_text(data.releasable, unit)))
    return ", ".join(facts) or words.SOME


def _made(reading: Reading, capacity: Record) -> str:
    unit = reading.unit("", capacity.data.item)
    rates = [
        standing.rate(quantity_text(one.per_month, unit), when_text(one.from_)) for one in capacity.data.rates
    ]
    return ", ".join(rates) or words.SOME


def _fitting(reading: Reading, request: Record, means: Mapping[str, list[str]]) -> list[str]:
    """Say what a nation has for a request: the item itself, what stands in, or what serves the capability."""
    data = request.data
    facts = list(means.get(data.item, ()))
    for item in means:
        if item == data.item:
            continue
        record = reading.plan.get(item)
        if record is None or record.kind is not Kind.ITEM:
            continue
        has = "; ".join(means[item])
        for stand_in in record.data.stands_in_for:
            if stand_in.item == data.item and data.substitutes is not Substitutes.NO:
                facts.append(words.stands_in(record.data.name, has, stand_in.conditions))
        if not data.item and data.capability and record.data.capability == data.capability:
            facts.append(words.serves(record.data.name, has))
    return facts


def _is_met(reading: Reading, request: Record) -> bool:
    """Say whether what is agreed surely covers what is asked."""
    agreed = _sums(reading, request).get(State.AGREED)
    asked = request.data.quantity
    return agreed is not None and asked is not None and asked.high is not None and agreed.low >= asked.high


def _sums(reading: Reading, request: Record) -> Mapping[State, Quantity]:
    """Add up what is offered and what is agreed for a request, whoever gives it."""
    sums: dict[State, Quantity] = {}
    for one in offers(reading.plan, request.id):
        quantity = one.accepted if one.state is State.AGREED else one.offer.quantity if one.offer else None
        if quantity is not None and one.state in (State.AGREED, State.OFFERED):
            sums[one.state] = sums[one.state] + quantity if one.state in sums else quantity
    return sums


def _so_far(reading: Reading, request: Record) -> str:
    """Say what is offered and agreed for a request, whoever gives it."""
    unit = reading.unit(request.data.unit, request.data.item)
    sums = _sums(reading, request)
    said = []
    if State.OFFERED in sums:
        said.append(words.sum_offered(quantity_text(sums[State.OFFERED], unit)))
    if State.AGREED in sums:
        said.append(words.sum_agreed(quantity_text(sums[State.AGREED], unit)))
    return listed(said)


def urgency(request: Record) -> tuple[int, date, str]:
    """Order requests by priority, then by the day needed, then by id."""
    need_by = request.data.need_by
    day = need_by.last if need_by is not None and need_by.last is not None else date.max
    return (_URGENCY[request.data.priority], day, request.id)
