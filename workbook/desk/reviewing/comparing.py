"""Two proposals side by side by outcome, both as they would be adopted today.

In: two proposals against one main. Out: a `Comparison`: each by itself, then line by line what it closes,
costs, brings when, and strains. Nothing is written. How it is drawn is for `comparison_tables`.
"""

from collections.abc import Mapping, Sequence

import msgspec

from workbook.analysis.side_by_side import (
    CostBeside,
    DatesBeside,
    Gap,
    NeedBeside,
    Plans,
    StrainBeside,
    costs_beside,
    dates_beside,
    needs_beside,
    strains_beside,
)
from workbook.change.rivalry import rival_places
from workbook.desk.reviewing import words
from workbook.desk.reviewing.listing import conflicts_of
from workbook.desk.reviewing.proposed import Proposed
from workbook.errors import WorkbookError
from workbook.findings import Finding
from workbook.model.quantity import NOTHING, Quantity


class ApartError(WorkbookError):
    """Two proposals that lie in different layers."""

    def __init__(self, layers: Mapping[str, str]) -> None:
        told = ", ".join(f"{id} in {words.layer_words(layer)}" for id, layer in layers.items())
        super().__init__(f"Those of different layers are not compared ({told}): name two of the same layer.")


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two: findings that it would bring and mend, on whom it waits, its conflicts with main.

    `closes` are requests that are short today and would be no longer, `narrows` those that would be less
    short, `widens` those that would be shorter, or short at all.
    """

    id: str
    proposer: str
    title: str
    records: int
    introduced: Sequence[Finding]
    fixed: Sequence[Finding]
    waits: str
    conflicts: Sequence[str]
    closes: Sequence[str]
    narrows: Sequence[str]
    widens: Sequence[str]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two proposals by outcome; `rivals` are the places that both change, and differently."""

    first: Option
    second: Option
    rivals: Sequence[str]
    needs: Sequence[NeedBeside]
    costs: Sequence[CostBeside]
    dates: Sequence[DatesBeside]
    strains: Sequence[StrainBeside]


def common_layer(layers: Mapping[str, str]) -> str:
    """Give the layer in which proposals lie; `layers` are by id.

    Raises:
        ApartError: they lie in several.
    """
    first, *others = dict.fromkeys(layers.values())
    if others:
        raise ApartError(layers)
    return first


def compare(first: Proposed, second: Proposed) -> Comparison:
    """Set two proposals side by side.

    NOR-P-7K3Q closes UKR-R-11AB for EUR 1.5 million, and strains shell-works from March;
    SWE-P-3F8K narrows it for EUR 1 million, and strains nothing
    """
    main = first.shared.main
    plans = Plans(main.workbook, first.outlook.workbook, second.outlook.workbook)
    keys = sorted({one.key for proposed in (first, second) for one in proposed.affected})
    needs = needs_beside(plans, keys, kept=main.kept)
    return Comparison(
        first=_option(first, [(one.request, one.before, one.first) for one in needs]),
        second=_option(second, [(one.request, one.before, one.second) for one in needs]),
        rivals=rival_places(first.net[0], first.net[1], second.net[1]),
        needs=needs,
        costs=costs_beside(plans, keys),
        dates=dates_beside(plans, keys),
        strains=strains_beside(plans, keys, main.today, kept=main.kept),
    )


def _option(one: Proposed, gaps: Sequence[tuple[str, Gap | None, Gap | None]]) -> Option:
    conflicts = conflicts_of(one)
    missing = [(request, _missing(was), _missing(now)) for request, was, now in gaps]
    return Option(
        id=one.id,
        proposer=one.proposer,
        title=one.record.title,
        records=len(one.affected),
        introduced=one.outlook.introduced,
        fixed=one.outlook.fixed,
        waits=one.proposer if conflicts else words.waiting_line(one.consent),
        conflicts=conflicts,
        closes=[request for request, was, now in missing if was.high != 0 and now.high == 0],
        narrows=[request for request, was, now in missing if now.high != 0 and _is_less(now, was)],
        widens=[request for request, was, now in missing if _is_less(was, now)],
    )


def _missing(gap: Gap | None) -> Quantity:
    return gap.missing if gap is not None else NOTHING


def _is_less(one: Quantity, other: Quantity) -> bool:
    """Say whether an amount surely is less than another: neither of its bounds is more, and one is less."""
    if one.high is None and other.high is not None:
        return False
    is_within = one.low <= other.low and (other.high is None or one.high is None or one.high <= other.high)
    return is_within and (one.low, one.high) != (other.low, other.high)
