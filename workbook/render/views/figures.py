"""Figures on the table at a meeting, each with its record and what its sources say, word for word.

In: a reading, a meeting and its items. Out: a section: funds, purchases and commitments that items are about,
and what all commitments come to where there are several. Sums come from `analysis`.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import islice

from workbook.analysis.totals import in_base, is_counted
from workbook.model.enums import Status
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import NOTHING
from workbook.model.record import Record
from workbook.render.blocks import Line, Point, Points
from workbook.render.page import Section
from workbook.render.reading import Reading
from workbook.render.values import listed, money_text, rough_text, sentence
from workbook.render.views.standing import (
    fund_text,
    naming,
    standing_line,
)
from workbook.render.words import brief as words
from workbook.render.words import standing

_NUMBER = re.compile(r"\d[\d.,]*\b")
_MOST_QUOTES = 3
_MOST_FIGURES = 20


def figures_of(
    reading: Reading,
    items: Sequence[Record],
    today: date,
    *,
    heading: str,
    most: int = _MOST_FIGURES,
    without: Collection[str] = (),
) -> Section:
    """Make a section of the figures that the items of a meeting are about, then the sum of all.

    Records whose ids are in `without` are left out: a brief tells a nation's own figures elsewhere.
    """
    kinds = (Kind.FUND, Kind.PROCUREMENT, Kind.COMMITMENT)
    telling = [one for one in _about(reading, items) if one.kind in kinds and one.id not in without]
    shown = (*(_figure(reading, record, today) for record in telling[:most]), *_sum(reading, today))
    left = len(telling) - most
    return Section(
        key="figures",
        heading=heading,
        blocks=(Points(points=shown),),
        more=words.more_figures(left) if left > 0 else "",
        counted=True,
    )


def _figure(reading: Reading, record: Record, today: date) -> Point:
    return Point(line=figure_line(reading, record, today), under=quotes(reading, record))


def figure_line(reading: Reading, record: Record, today: date) -> Line:
    """Say what a figure is; of a fund, also who gives to it."""
    line = standing_line(reading, record, today)
    if record.kind is Kind.FUND:
        contributions = [one for one in naming(reading, record.id, Kind.COMMITMENT, "fund") if one.data.value]
        # A single giver of the whole is already told by the fund itself.
        if [one.data.value for one in contributions] != [record.data.total]:
            most_first = sorted(contributions, key=partial(_weight, reading))
            givers = [_contribution(reading, one) for one in most_first]
            line = reading.line(words.with_givers(fund_text(reading, record), listed(givers, 6)), record)
        else:
            text = words.given_by(fund_text(reading, record), reading.owner(contributions[0]))
            line = reading.line(text, record)
    return line


def _weight(reading: Reading, contribution: Record) -> tuple[Decimal, str, str]:
    """Put the largest contribution first."""
    owner = reading.plan.settings.owner(contribution)
    return (-contribution.data.value.amount.low, reading.place(owner), contribution.id)


def _contribution(reading: Reading, record: Record) -> str:
    money: Money = record.data.value
    return words.giver(reading.owner(record), money_text(money))


def quotes(reading: Reading, record: Record) -> tuple[Line, ...]:
    """Quote sources that give numbers, where these differ."""
    numbered = [one for one in record.data.sources if any(sign.isdigit() for sign in one.says)]
    if len({tuple(_NUMBER.findall(one.says)) for one in numbered}) < 2:
        return ()
    return tuple(
        Line(
            text=sentence(words.source_says(one.publisher or one.title, one.says)),
            notes=(reading.cite_one(one),),
        )
        for one in numbered[:_MOST_QUOTES]
    )


def _sum(reading: Reading, today: date) -> Iterable[Point]:
    """Add up all commitments that have a value, in the base currency, where there is more than one."""
    valued = (one for one in reading.plan.of_kind(Kind.COMMITMENT) if _has_value(reading, one))
    if len(list(islice(valued, 2))) < 2:
        return
    base = reading.kept.drawn(in_base, (reading.values, reading.plan.settings), today)
    sums = {words.FIRM: base.tally.firm}
    for status in (Status.PLEDGED, Status.CONSIDERED):
        sums[standing.STATUS[status]] = base.tally.confirmed.get(status, NOTHING)
    sums[words.UNCONFIRMED] = sum(base.tally.unconfirmed.values(), NOTHING)
    known = {word: amount for word, amount in sums.items() if amount.low}
    if not known:
        return
    told = [standing.sum_of(rough_text(amount, base.currency), word) for word, amount in known.items()]
    partly = any(amount.unknown or amount.undisclosed for amount in known.values())
    text = words.all_commitments(listed(told), listed(base.left_out), partly=partly)
    yield Point(line=Line(text=sentence(text)))


def _has_value(reading: Reading, record: Record) -> bool:
    data = record.data
    return data.value is not None and not data.part_of and is_counted(reading.plan, record)


def _about(reading: Reading, items: Sequence[Record]) -> list[Record]:
    ids = dict.fromkeys(id for item in items for id in item.data.about)
    return [record for id in ids if (record := reading.plan.get(id)) is not None and not record.is_retired]
