"""A comparison of two proposals as tables: what it is about, then as it is today, with one, with the other.

In: a `Comparison`. Out: tables that a terminal or a screen draws; one without rows is left out.
"""

from collections.abc import Iterator, Sequence

from workbook.analysis.contention_change import Since
from workbook.analysis.side_by_side import DatesBeside, Gap, NeedBeside, StrainBeside
from workbook.desk.analysing.tables import AnalysisTable, Cell
from workbook.desk.listing.columns import Column
from workbook.desk.reviewing import comparison_words as words
from workbook.desk.reviewing.comparing import Comparison, Option
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.when import When

_GAPS = ("missing", "not_agreed", "not_in_time")


def comparison_tables(found: Comparison) -> Sequence[AnalysisTable]:
    """Draw a comparison as tables: the whole first, then needs, costs, dates and what is strained."""
    ids = (found.first.id, found.second.id)
    tables = (
        AnalysisTable(
            title=words.OUTCOME,
            columns=[Column("", is_fixed=True), *(Column(id, is_loose=True) for id in ids)],
            rows=[*_outcomes(found.first, found.second)],
        ),
        AnalysisTable(
            title=words.NEEDS,
            columns=[
                Column(words.REQUEST, is_fixed=True),
                Column(words.ITEM, is_naming=True),
                Column(words.HOW, is_fixed=True),
                *_numbers(ids),
                Column(words.UNIT),
            ],
            rows=[row for one in found.needs for row in _needs(one)],
        ),
        AnalysisTable(
            title=words.COSTS,
            columns=[Column(words.WHAT, is_fixed=True), Column(words.FOOTING), *_numbers(ids)],
            rows=[
                [
                    words.kind_words(one.kind),
                    words.footing_words(one.footing),
                    *(_money(amount, one.currency) for amount in (one.before, one.first, one.second)),
                ]
                for one in found.costs
            ],
            legend=words.COSTS_LEGEND,
        ),
        AnalysisTable(
            title=words.DATES,
            columns=[
                Column(words.RECORD, is_fixed=True),
                Column(words.TITLE, is_loose=True),
                Column(words.LOT, is_fixed=True),
                *_texts(ids),
            ],
            rows=[row for one in found.dates for row in _dates(one)],
        ),
        AnalysisTable(
            title=words.STRAINS,
            columns=[Column(words.WHAT, is_fixed=True), Column(words.FOR, is_naming=True), *_texts(ids)],
            rows=[_strain(one) for one in found.strains],
        ),
    )
    return [one for one in tables if one.rows]


def _numbers(ids: Sequence[str]) -> Sequence[Column]:
    return [Column(heading, is_number=True) for heading in (words.TODAY, *ids)]


def _texts(ids: Sequence[str]) -> Sequence[Column]:
    return [Column(heading) for heading in (words.TODAY, *ids)]


def _outcomes(first: Option, second: Option) -> Iterator[Sequence[Cell]]:
    for label, one, other in zip(words.OUTCOMES, _outcome(first), _outcome(second), strict=True):
        yield [label, one, other]


def _outcome(one: Option) -> Sequence[str]:
    return [
        one.title,
        one.proposer,
        str(one.records),
        words.ids_words(one.closes),
        words.ids_words(one.narrows),
        words.ids_words(one.widens),
        str(len(one.introduced)),
        str(len(one.fixed)),
        one.waits,
        ", ".join(one.conflicts) or words.NONE,
    ]


def _needs(one: NeedBeside) -> Iterator[Sequence[Cell]]:
    """Give a row for each way of being short in which the three differ."""
    gaps = (one.before, one.first, one.second)
    unit = next(gap.unit for gap in gaps if gap is not None)
    for name in _GAPS:
        amounts = [_short(gap, name) for gap in gaps]
        if not amounts[0] == amounts[1] == amounts[2]:
            yield [one.request, one.item, words.gap_words(name), *amounts, words.unit_words(unit)]


def _short(gap: Gap | None, name: str) -> Quantity | str:
    found: Quantity | str = getattr(gap, name) if gap is not None else words.NO_NEED
    return found


def _money(amount: Quantity, currency: str) -> Cell:
    return Money(amount, currency) if amount.high != 0 else "-"


def _dates(one: DatesBeside) -> Iterator[Sequence[Cell]]:
    """Give the row of the last lot, and that of the first where it is another."""
    told = (one.before, one.first, one.second)
    names = ("last",) if all(some is None or some.first == some.last for some in told) else ("first", "last")
    for name in names:
        cells: list[Cell] = []
        for deliveries in told:
            when: When | None = getattr(deliveries, name) if deliveries is not None else None
            cells.append("-" if deliveries is None else words.NO_DATE if when is None else when)
        if not cells[0] == cells[1] == cells[2]:
            yield [one.record, one.title, words.lot_words(name), *cells]


def _strain(one: StrainBeside) -> Sequence[Cell]:
    sinces: Sequence[Since] = (one.before, one.first, one.second)
    return [
        words.strain_words(one.strain, one.subject, one.activity),
        one.item,
        *map(words.since_words, sinces),
    ]
