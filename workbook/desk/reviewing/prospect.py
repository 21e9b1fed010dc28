"""What a proposal would do, beside how it is today: needs, then works, components and stocks.

In: a proposal as it would be adopted. Out: tables for a screen; one without rows is left out.
"""

from collections.abc import Iterator, Sequence

from workbook.analysis.side_by_side import NeedBeside, Plans, needs_beside, strains_beside
from workbook.desk.analysing.tables import AnalysisTable, Cell
from workbook.desk.listing.columns import Column
from workbook.desk.reviewing import comparison_words as words
from workbook.desk.reviewing.proposed import Proposed
from workbook.model.quantity import Quantity

_GAPS = ("missing", "not_agreed", "not_in_time")


def prospect_tables(proposed: Proposed) -> Sequence[AnalysisTable]:
    """Set what differs in coverage and contention if it is adopted beside what is there today.

    UKR-R-11AB missing 16 -> today 16, if adopted 4;  shell-works -> never, from March 2023, by 400
    """
    main, keys = proposed.shared.main, [one.key for one in proposed.affected]
    plans = Plans(main.workbook, proposed.outlook.workbook, main.workbook)
    needs = needs_beside(plans, keys, kept=main.kept)
    strains = strains_beside(plans, keys, main.today, kept=main.kept)
    tables = (
        AnalysisTable(
            title=words.NEEDS,
            columns=[
                Column(words.REQUEST, is_fixed=True),
                Column(words.HOW, is_fixed=True),
                Column(words.TODAY, is_number=True),
                Column(words.IF_ADOPTED, is_number=True),
                Column(words.ITEM, is_naming=True),
            ],
            rows=[row for one in needs for row in _needs(one)],
        ),
        AnalysisTable(
            title=words.STRAINS,
            columns=[
                Column(words.WHAT, is_loose=True),
                Column(words.TODAY),
                Column(words.IF_ADOPTED),
                Column(words.FOR, is_naming=True),
            ],
            rows=[
                [
                    words.strain_words(one.strain, one.subject, one.activity),
                    words.since_words(one.before),
                    words.since_words(one.first),
                    one.item,
                ]
                for one in strains
            ],
        ),
    )
    return [one for one in tables if one.rows]


def _needs(one: NeedBeside) -> Iterator[Sequence[Cell]]:
    for name in _GAPS:
        amounts: list[Quantity | str] = [
            getattr(gap, name) if gap is not None else words.NO_NEED for gap in (one.before, one.first)
        ]
        if amounts[0] != amounts[1]:
            yield [one.request, words.gap_words(name), *amounts, one.item]
