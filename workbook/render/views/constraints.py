"""What a delegation could give, its stocks against their minimum, and its queues, as tables and sentences.

In: a reading, and gifts, thresholds and strains worked out before. Out: blocks, lines and texts of a brief.
"""

from collections.abc import Sequence
from datetime import date

from workbook.analysis.months import Month
from workbook.model.enums import WaiverStatus
from workbook.model.quantity import Quantity
from workbook.render.blocks import Block, Line, Row, Table, paragraph, table
from workbook.render.reading import Reading
from workbook.render.values import (
    by_text,
    listed,
    long_month_text,
    quantity_text,
    sentence,
    sum_text,
    when_text,
)
from workbook.render.views.holdings import amounts_of
from workbook.render.views.limits import Strain, Threshold
from workbook.render.views.meetable import Gift
from workbook.render.views.needs import is_waited_for
from workbook.render.views.queues import works_name
from workbook.render.words import limits as words
from workbook.render.words import standing

_MOST_HELD = 4
_MOST_QUEUED = 3


def gift_blocks(reading: Reading, gifts: Sequence[Gift], most: int, today: date) -> tuple[Block, ...]:
    """Lay out what a delegation could surely give, and name what it perhaps could."""
    sure = [one for one in gifts if one.is_sure]
    perhaps = [
        standing.with_facts(reading.item(one.means.item), "; ".join(told))
        for one in gifts
        if not one.is_sure and (told := amounts_of(reading, one.means, one.days[1]))
    ]
    return (
        table(words.GIFT_COLUMNS, [_gift_row(reading, one, today) for one in sure[:most]]),
        paragraph(words.perhaps_too(listed(perhaps, _MOST_HELD)) if perhaps else ""),
    )


def gift_text(reading: Reading, gift: Gift) -> str:
    """Say in one sentence who lacks what, and that there is something to give of it."""
    unit = reading.unit("", gift.means.item)
    item = "" if gift.first.item == gift.means.item else reading.item(gift.means.item)
    closes = words.part(gift.closes) if gift.closes is not None else ""
    if gift.means.spare.low:
        gives = words.spared(quantity_text(gift.means.spare, unit), item, closes)
    else:
        until = _month(gift.means.made_until(gift.days[1]))
        gives = words.at_works(quantity_text(gift.made, unit), item, until)
    priority = standing.PRIORITY[gift.first.priority] if gift.first.priority is not None else ""
    lack = words.lacks(
        reading.the(gift.first.owner), _lack(reading, gift), words.how_many(len(gift.needs), priority)
    )
    return words.can_meet(lack, gives, closes)


def _lack(reading: Reading, gift: Gift) -> str:
    """Say what is missing and of what: `100 × Fuze M1`."""
    need = gift.first
    if not need.item:
        return words.of_capability("", need.capability)
    if not gift.missing.is_known:
        return reading.item(need.item)
    text = quantity_text(gift.missing, need.unit)
    text = standing.a_period(text, standing.PERIOD[need.per]) if need.per is not None else text
    return standing.quantity_of(text, reading.item(need.item))


def stock_table(reading: Reading, found: Sequence[Threshold]) -> Table:
    """Lay out stocks that are, or may fall, under their minimum, or have leave to."""
    return table(words.STOCK_COLUMNS, [_stock_row(reading, one) for one in found], numbers=(1, 2))


def stock_line(reading: Reading, one: Threshold, more: int) -> Line:
    """Say of a stock without leave that it falls under its minimum, and how many more do."""
    stock = one.stock
    unit = one.projection.unit
    text = words.under(
        sentence(reading.item(stock.data.item)).rstrip("."),
        _quantity(one.level.held, unit),
        _quantity(stock.data.minimum, unit),
        _month(one.month),
    )
    return reading.line(words.without_leave(text, more), stock, cited=False)


def queue_text(reading: Reading, one: Strain) -> str:
    """Say where a delegation queues and from when it bites."""
    works, when = _works(reading, one), _month(one.month)
    if one.is_own:
        return words.own_queue(reading.item(one.items[0]), works, when)
    ours = _sum(one.ours, _unit(reading, one))
    return words.queue(ours, _what(reading, one), works, when)


def queue_line(reading: Reading, one: Strain) -> Line:
    """Say where a delegation queues, who else does, by how much it is short, and for want of what."""
    unit = _unit(reading, one)
    facts = [words.also(_others(reading, one)) if one.others else ""]
    facts.append(words.short_by(_sum(one.short, unit)) if one.short.is_known else "")
    scarce = one.bottleneck
    if scarce is not None and one.factory is not None:
        facts.append(words.scarce(reading.item(scarce.component), _month(scarce.month)))
    return Line(text=sentence("; ".join(part for part in (queue_text(reading, one), *facts) if part)))


def _gift_row(reading: Reading, gift: Gift, today: date) -> Row:
    unit = reading.unit("", gift.means.item)
    amounts = amounts_of(reading, gift.means, gift.days[1])
    if gift.means.over.low:
        amounts.append(words.going_under(quantity_text(gift.means.over, unit)))
    need = gift.first
    priority = standing.PRIORITY[need.priority] if need.priority is not None else ""
    records = [one for each in gift.needs if (one := reading.plan.get(each.request)) is not None]
    cautions = sorted({caution for one in records for caution in reading.cautions(one)})
    owner = standing.with_facts(reading.party(need.owner), ", ".join(cautions))
    return Row(
        cells=(
            words.gift(reading.item(gift.means.item), "; ".join(amounts)),
            words.first_to(words.with_priority(owner, priority), len(gift.needs), gift.others),
            _missing(reading, gift),
            standing.needed_by(
                _needed(gift), is_overdue=all(is_waited_for(one, today) for one in gift.needs)
            ),
            words.part(gift.closes) if gift.closes is not None else "",
        ),
        notes=reading.cite(*records[:1]),
    )


def _missing(reading: Reading, gift: Gift) -> str:
    need, lacks, asked = gift.first, gift.missing, gift.asked
    text = quantity_text(lacks, need.unit) if lacks.is_known else ""
    if text and need.per is not None:
        text = standing.a_period(text, standing.PERIOD[need.per])
    elif text and asked.is_known:
        text = words.missing(text, quantity_text(asked, need.unit))
    if not need.item:
        return words.of_capability(text, need.capability)
    if gift.is_other_item:
        return words.instead_of(text, reading.item(need.item), is_to_ask=gift.is_to_ask)
    return text


def _needed(gift: Gift) -> str:
    """Say by when it is needed, in months where needs differ."""
    first, last = gift.days
    need_by = gift.first.need_by
    if first == last:
        return by_text(need_by) if need_by is not None and need_by.is_known else ""
    begins, ends = (_month(Month.of(day)) if day != date.max else "" for day in (first, last))
    return words.span(begins, ends)


def _stock_row(reading: Reading, one: Threshold) -> Row:
    stock, unit = one.stock, one.projection.unit
    now, then = one.projection.now.held, one.level.held
    when = words.NONE
    if one.is_under:
        when = _month(one.month) or words.NOW
    elif one.level.lacking is not None:
        when = words.perhaps(_month(one.month) or words.NOW)
    return Row(
        cells=(
            standing.with_facts(
                sentence(reading.item(stock.data.item)).rstrip("."),
                ", ".join([stock.id, *reading.cautions(stock)]),
            ),
            words.to(_quantity(now, unit), _quantity(then, unit) if one.month is not None else ""),
            _quantity(stock.data.minimum, unit),
            when,
            _leave(one),
        )
    )


def _leave(one: Threshold) -> str:
    waiver = one.stock.data.waiver
    if waiver is None or waiver.status is WaiverStatus.ENDED:
        return words.NO_LEAVE
    until = when_text(waiver.until) if waiver.until is not None and waiver.until.is_known else ""
    return words.leave(until) if waiver.status is WaiverStatus.APPROVED else words.considered(until)


def _what(reading: Reading, one: Strain) -> str:
    """Name what a works makes, or the component that others lack, with them."""
    if one.factory is not None or one.bottleneck is None:
        return reading.item(one.items[0])
    names = listed([reading.item(item) for item in one.items], _MOST_QUEUED)
    return words.component(reading.item(one.bottleneck.component), names)


def _unit(reading: Reading, one: Strain) -> str:
    is_component = one.factory is None and one.bottleneck is not None
    return reading.unit("", one.bottleneck.component if is_component and one.bottleneck else one.items[0])


def _others(reading: Reading, one: Strain) -> str:
    unit = _unit(reading, one)
    named = [words.amount(reading.the(party), _sum(quantity, unit)) for party, quantity in one.others]
    return listed(named, _MOST_QUEUED)


def _works(reading: Reading, one: Strain) -> str:
    if one.factory is None:
        return ""
    return works_name(reading, one.factory.works)


def _month(month: Month | None) -> str:
    return long_month_text(month) if month is not None else ""


def _sum(quantity: Quantity, unit: str) -> str:
    return sum_text(quantity, unit) if quantity.is_known else "?"


def _quantity(quantity: Quantity | None, unit: str) -> str:
    return quantity_text(quantity, unit) if quantity is not None and quantity.is_known else "?"
