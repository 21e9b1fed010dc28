"""Three orders of the same things, woven into one: entries of lists, and the statements of a text.

Names flow in, each once in its version; the order of the merged ones flows out. What is kept is decided by
the caller. Nothing here knows what the names stand for.
"""

from collections.abc import Callable, Container, Hashable, Sequence
from itertools import pairwise
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)

_FEWEST_IN_ORDER = 3
"""Names a version needs before their being sorted is taken for a rule and not for chance."""


def woven(
    base: Sequence[Name],
    ours: Sequence[Name],
    theirs: Sequence[Name],
    kept: Container[Name],
    sorting: Callable[[Name], str | None] = lambda _: None,
) -> list[Name] | None:
    """Weave the kept names of three versions; None where the two sides moved them about differently.

    What one side added follows what it follows there; where both added at one place, ours come first. But
    where base and a side are sorted, by what `sorting` gives, and both sides added, the result is sorted.
    """
    spine = _spine(base, ours, theirs)
    if spine is None:
        return None
    common = set(spine)
    runs_ours, runs_theirs = (_runs(side, common) for side in (ours, theirs))
    order = dict.fromkeys(runs_ours.get(None, []) + runs_theirs.get(None, []))
    for anchor in spine:
        order[anchor] = None
        order.update(dict.fromkeys(runs_ours.get(anchor, []) + runs_theirs.get(anchor, [])))
    placed = [name for name in order if name in kept]
    if set(ours) <= set(base) or set(theirs) <= set(base):
        return placed
    return _kept_sorted(placed, (base, ours, theirs), sorting)


def _spine(base: Sequence[Name], ours: Sequence[Name], theirs: Sequence[Name]) -> list[Name] | None:
    """Give the order of the names in base, those that a side removed included unless names were moved."""
    in_ours, in_theirs = set(ours), set(theirs)
    if all(_follows(base, side) for side in (ours, theirs)):
        return list(base)
    common = in_ours & in_theirs & set(base)
    orders = [[name for name in version if name in common] for version in (base, ours, theirs)]
    if orders[1] == orders[2] or orders[2] == orders[0]:
        return orders[1]
    return orders[2] if orders[1] == orders[0] else None


def _follows(base: Sequence[Name], side: Sequence[Name]) -> bool:
    in_base, in_side = set(base), set(side)
    return [name for name in base if name in in_side] == [name for name in side if name in in_base]


def _runs(side: Sequence[Name], common: Container[Name]) -> dict[Name | None, list[Name]]:
    """Group what is not common by the common name it follows."""
    runs: dict[Name | None, list[Name]] = {}
    anchor: Name | None = None
    for name in side:
        if name in common:
            anchor = name
        else:
            runs.setdefault(anchor, []).append(name)
    return runs


def _kept_sorted(
    placed: list[Name], versions: Sequence[Sequence[Name]], sorting: Callable[[Name], str | None]
) -> list[Name]:
    base, *sides = versions
    for fold in (str, str.casefold):
        keys = {name: sorting(name) for version in (*versions, placed) for name in version}
        if any(key is None for key in keys.values()):
            return placed
        folded = {name: fold(key or "") for name, key in keys.items()}
        if _is_sorted(base, folded) and any(_is_sorted(side, folded) for side in sides):
            return sorted(placed, key=folded.__getitem__)
    return placed


def _is_sorted(version: Sequence[Name], keys: dict[Name, str]) -> bool:
    return len(version) >= _FEWEST_IN_ORDER and all(keys[one] <= keys[two] for one, two in pairwise(version))
