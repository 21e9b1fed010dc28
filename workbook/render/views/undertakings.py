"""What a delegation has promised, is promised and asks for, in sentences and a table.

In: a reading, a nation, the matters and needs worked out before. Out: blocks and lines for the brief, each
group cut at the most pressing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType

from msgspec.structs import replace

from workbook.analysis.coverage import Balance, balances
from workbook.analysis.request_coverage import Met, RequestCoverage
from workbook.model.enums import LessonKind, Priority, Status
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.references import OPEN_REFERENCES
from workbook.render.blocks import Block, Line, Point, Points, Row, paragraph, points, table
from workbook.render.reading import Reading
from workbook.render.values import by_text, listed, quantity_text, sentence
from workbook.render.views.needs import drafts_of
from workbook.render.views.own import own
from workbook.render.views.promises import Group, Matter, Promises
from workbook.render.views.standing import lesson_text
from workbook.render.words import promises as words
from workbook.render.words import standing

_MOST: Mapping[Group, int] = MappingProxyType(
    {Group.LAPSED: 3, Group.LATE: 3, Group.CLAIMED: 1, Group.OPEN: 3, Group.NEXT: 1}
)
_MOST_STATEMENTS = 2
_MOST_ITEMS = 4
_GIVEN: Mapping[Group, Callable[[int], str]] = MappingProxyType(
    {
        Group.LAPSED: words.given_lapsed,
        Group.LATE: words.given_late,
        Group.CLAIMED: words.given_claimed,
        Group.OPEN: words.given_open,
        Group.NEXT: words.given_next,
    }
)
_RECEIVED: Mapping[Group, Callable[[int], str]] = MappingProxyType(
    {
        Group.LAPSED: words.received_lapsed,
        Group.LATE: words.received_late,
        Group.CLAIMED: words.received_claimed,
        Group.OPEN: words.received_open,
        Group.NEXT: words.received_next,
    }
)


def given_blocks(reading: Reading, nation: str, promises: Promises, today: date) -> tuple[Block, ...]:
    """Say what a delegation has stated and promised, and where that stands."""
    stated = [one for one in own(reading, nation, Kind.LESSON) if one.data.kind is LessonKind.STATEMENT]
    statements = points(
        reading.line(lesson_text(reading, one, named=False), one) for one in stated[:_MOST_STATEMENTS]
    )
    counts = Counter(one.data.status for one in promises.commitments)
    return (
        statements,
        paragraph(_made(counts)),
        Points(points=tuple(_groups(reading, promises, today, is_given=True))),
    )


def _made(counts: Mapping[Status, int]) -> str:
    number = sum(counts.values())
    if len(counts) == 1:
        return words.made_alike(number, standing.STATUS[next(iter(counts))])
    sums = [words.of_status(counts[one], standing.STATUS[one]) for one in Status if counts.get(one)]
    return words.made(number, listed(sums)) if sums else ""


def received_blocks(
    reading: Reading, nation: str, needs: Sequence[RequestCoverage], promises: Promises, today: date
) -> tuple[Block, ...]:
    """Say how far what a delegation asks for is met, item by item, and what is promised to it."""
    met = Counter(one.met for one in needs)
    sums = words.asks(len(needs), met[Met.AGREED], met[Met.NOTHING]) if needs else ""
    drafts = drafts_of(reading, nation)
    written = (words.unsent(drafts) if needs else words.drafts(drafts)) if drafts else ""
    rows = [_ask_row(reading, some) for some in _by_item(needs)[:_MOST_ITEMS]]
    return (
        paragraph(" ".join(one for one in (sums, written) if one)),
        table(words.ASK_COLUMNS, rows, numbers=(1, 2, 3, 4, 5)),
        Points(points=tuple(_groups(reading, promises, today, is_given=False))),
    )


def left_out(needs: Sequence[RequestCoverage]) -> int:
    """Count the items that the table of needs has no room for."""
    return max(0, len(_by_item(needs)) - _MOST_ITEMS)


def matter_line(reading: Reading, one: Matter, today: date, *, is_given: bool) -> Line:
    """Say one matter in a sentence."""
    return reading.line(matter_text(reading, one, today, is_given=is_given), one.commitment, cited=False)


def matter_text(reading: Reading, one: Matter, today: date, *, is_given: bool) -> str:
    """Say one matter as a part of a sentence."""
    data = one.commitment.data
    unit = reading.unit(data.unit, data.item)
    party = reading.the(one.party) if one.party else ""
    quantity = quantity_text(one.quantity, unit) if one.quantity is not None and one.quantity.is_known else ""
    is_named = bool(data.item) and data.item not in OPEN_REFERENCES
    thing = words.thing(quantity, reading.item(data.item)) if is_named else data.title
    joined = words.for_party(thing, party) if is_given else words.from_party(thing, party)
    when = by_text(one.when) if one.when is not None and one.when.is_known else ""
    offered = quantity_text(one.offered, unit) if one.offered is not None and one.offered.is_known else ""
    match one.group:
        case Group.LAPSED if is_given:
            return words.lapsed(data.title, party, quantity, offered)
        case Group.LAPSED:
            return words.lapsed_to_you(thing, party, offered)
        case Group.CLAIMED:
            return words.claimed(thing, party) if is_given else words.claimed_by_you(thing, party)
        case Group.OPEN:
            is_over = one.when is not None and one.when.is_over(today)
            return words.runs_out(joined, when, is_over=is_over)
        case _:
            return words.due(joined, when)


def _groups(reading: Reading, promises: Promises, today: date, *, is_given: bool) -> Iterator[Point]:
    heads = _GIVEN if is_given else _RECEIVED
    for group in Group:
        matters = promises.of(group)
        # One that lapsed alone is told in short.
        if not matters or (group is Group.LAPSED and len(matters) == 1):
            continue
        shown = matters[: _MOST[group]]
        head = words.of_them_soon(heads[group](len(matters)), sum(one.is_soon for one in matters))
        if len(matters) == 1:
            line = matter_line(reading, matters[0], today, is_given=is_given)
            yield Point(line=replace(line, lead=words.alone(head), text=line.text))
            continue
        if len(shown) < len(matters):
            head = words.nearest(head) if group is Group.NEXT else words.pressing(head)
        lines = tuple(matter_line(reading, one, today, is_given=is_given) for one in shown)
        yield Point(line=Line(text="", lead=head), under=lines)


def _by_item(needs: Sequence[RequestCoverage]) -> list[list[RequestCoverage]]:
    """Draw needs together that ask for the same; first those that most critical requests wait for."""
    sorted_out: dict[tuple[str, str], list[RequestCoverage]] = {}
    for one in needs:
        sorted_out.setdefault((one.item, one.capability if not one.item else ""), []).append(one)
    return sorted(sorted_out.values(), key=_weight)


def _weight(some: Sequence[RequestCoverage]) -> tuple[object, ...]:
    waiting = [one for one in some if one.met is not Met.AGREED]
    critical = sum(one.priority is Priority.CRITICAL for one in waiting)
    return (-critical, -len(waiting), some[0].item, some[0].capability)


def _ask_row(reading: Reading, some: Sequence[RequestCoverage]) -> Row:
    first = some[0]
    is_open = bool(first.capability) and not first.item
    name = standing.capability(first.capability) if is_open else reading.item(first.item)
    critical = sum(one.priority is Priority.CRITICAL for one in some)
    # What counts otherwise (another unit, each month) is never added: the greatest group speaks for it.
    balance = max(balances(some), key=lambda one: (one.requests, one.unit))
    cover = balance.cover
    per = partial(_per, balance, reading.unit(balance.unit, first.item))
    return Row(
        cells=(
            sentence(name).rstrip("."),
            words.requests(len(some), critical),
            per(balance.need),
            per(cover.agreed) if cover.agreed.high != 0 else "–",
            per(cover.offered) if cover.offered.high != 0 else "–",
            per(balance.shortfall.missing) if balance.shortfall.missing.high != 0 else "–",
        )
    )


def _per(balance: Balance, unit: str, quantity: Quantity) -> str:
    text = quantity_text(quantity, unit) if quantity.is_known or quantity == NOTHING else "?"
    if balance.per is None or text == "?":
        return text
    return standing.a_period(text, standing.PERIOD[balance.per])
