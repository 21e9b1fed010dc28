"""Figures on the table at a meeting, each with its record and what its sources say, word for word.

In: a reading, a meeting and its items. Out: `Figure`s: funds, purchases and commitments that items are about,
and what all commitments come to where there are several. Sums come from `analysis`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from workbook.analysis.totals import counted
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.render.reading import Line, Reading
from workbook.render.values import listed, money_text, sentence
from workbook.render.views.standing import (
    fund_text,
    naming,
    standing_line,
    tally_facts,
)
from workbook.render.words import brief as words

_MOST_QUOTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure in a sentence, and quotations from its sources where they give numbers of their own."""

    line: Line
    quotes: tuple[Line, ...] = ()


def figures_of(reading: Reading, items: Sequence[Record]) -> tuple[Figure, ...]:
    """List the figures that the items of a meeting are about, in their order, then the sums."""
    found = [
        _figure(reading, record)
        for record in _about(reading, items)
        if record.kind in (Kind.FUND, Kind.PROCUREMENT, Kind.COMMITMENT)
    ]
    return (*found, *_sums(reading))


def _figure(reading: Reading, record: Record) -> Figure:
    line = standing_line(reading, record)
    if record.kind is Kind.FUND:
        contributions = [one for one in naming(reading, record.id, Kind.COMMITMENT, "fund") if one.data.value]
        # A single giver of the whole is already told by the fund itself.
        if [one.data.value for one in contributions] != [record.data.total]:
            givers = [_contribution(reading, one) for one in contributions]
            line = reading.line(words.with_givers(fund_text(reading, record), listed(givers, 6)), record)
        else:
            text = words.given_by(fund_text(reading, record), reading.owner(contributions[0]))
            line = reading.line(text, record)
    return Figure(line=line, quotes=_quotes(reading, record))


def _contribution(reading: Reading, record: Record) -> str:
    money: Money = record.data.value
    return words.giver(reading.owner(record), money_text(money))


def _quotes(reading: Reading, record: Record) -> tuple[Line, ...]:
    """Quote sources that give a number, where there is more than one to compare."""
    numbered = [one for one in record.data.sources if any(sign.isdigit() for sign in one.says)]
    if len(numbered) < 2:
        return ()
    return tuple(
        Line(
            text=sentence(words.source_says(one.publisher or one.title, one.says)),
            notes=(reading.cite_one(one),),
        )
        for one in numbered[:_MOST_QUOTES]
    )


def _sums(reading: Reading) -> Iterable[Figure]:
    """Add up all commitments with a value, where there is more than one."""
    valued = [one for one in counted(reading.plan) if one.data.value is not None and not one.data.part_of]
    if len(valued) < 2:
        return
    for total in reading.totals.values:
        facts = tally_facts(total.tally, partial(_amount_text, total.currency))
        yield Figure(line=Line(text=sentence(words.all_commitments(total.currency, ", ".join(facts)))))


def _amount_text(currency: str, amount: Quantity) -> str:
    return money_text(Money(amount, currency))


def _about(reading: Reading, items: Sequence[Record]) -> list[Record]:
    ids = dict.fromkeys(id for item in items for id in item.data.about)
    return [record for id in ids if (record := reading.plan.get(id)) is not None and not record.is_retired]
