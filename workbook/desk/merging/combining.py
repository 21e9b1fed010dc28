"""Two lists that were changed apart, in one: what either side added, without what either removed.

In: a conflict. Out: the list of both, None where the two cannot stand side by side. A worked example:

    before ["winter"]   one ["winter", "air"]   other ["fuel"]   both ["air", "fuel"]
"""

from collections.abc import Iterable, Sequence
from typing import Any

from workbook.change.merge import Conflict
from workbook.change.policy import ABSENT
from workbook.change.sameness import same


def combined(conflict: Conflict) -> list[Any] | None:
    """Give both lists in one, in the order of ours; None where they are none, or an entry is told twice."""
    base = [] if conflict.base is ABSENT else conflict.base
    ours, theirs = conflict.ours, conflict.theirs
    if not all(isinstance(one, list) for one in (base, ours, theirs)):
        return None
    stayed = [one for one in ours if _has(theirs, one) or not _has(base, one)]
    added = [one for one in theirs if not _has(ours, one) and not _has(base, one)]
    both = [*stayed, *added]
    if _has_twice(both) or _is_either(both, ours, theirs):
        return None
    return both


def _has(entries: Iterable[Any], wanted: Any) -> bool:
    return any(same(one, wanted) for one in entries)


def _has_twice(entries: Sequence[Any]) -> bool:
    """Say whether two entries begin with the same: they would be two accounts of one thing."""
    firsts = [next(iter(one.values()), None) if isinstance(one, dict) else one for one in entries]
    return any(_has(firsts[:place], one) for place, one in enumerate(firsts))


def _is_either(both: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> bool:
    """Say whether one side holds all of it already, in whatever order: then that side can be taken."""
    return any(len(both) == len(side) and all(_has(side, one) for one in both) for side in (ours, theirs))
