"""Three versions of a sequence of lines, merged as diff3 does: in memory, without git.

Lines flow in, stretches flow out: settled lines, or clashes where both sides changed what touches.
Lines may be anything that compares and hashes. Nothing here knows TOML.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

import msgspec

Line = TypeVar("Line", bound=object)

_MOST_PAIRS = 4_000_000
"""Lines of one version times lines of the other that are compared before all between is taken for changed."""


class Settled(msgspec.Struct, Generic[Line], frozen=True):
    """Lines that the merge takes: unchanged, changed by one side, or by both alike."""

    lines: Sequence[Line]


class Clash(msgspec.Struct, Generic[Line], frozen=True, kw_only=True):
    """Lines that both sides changed, each its way."""

    base: Sequence[Line]
    ours: Sequence[Line]
    theirs: Sequence[Line]


class Aligned(NamedTuple, Generic[Line]):
    """Lines of three versions that stand at one place: shared by all, or not and maybe none."""

    is_shared: bool
    base: Sequence[Line]
    ours: Sequence[Line]
    theirs: Sequence[Line]


Stretch: TypeAlias = Settled[Line] | Clash[Line]


def merged_lines(
    base: Sequence[Line], ours: Sequence[Line], theirs: Sequence[Line]
) -> Iterator[Stretch[Line]]:
    """Merge three versions; changes that touch each other without an unchanged line between clash."""
    return merged_stretches(aligned_lines(base, ours, theirs))


def merged_stretches(stretches: Iterable[Aligned[Line]]) -> Iterator[Stretch[Line]]:
    """Merge lines that were aligned."""
    for shared, before, in_ours, in_theirs in stretches:
        if shared or in_ours == in_theirs or in_theirs == before:
            yield from _settled(in_ours)
        elif in_ours == before:
            yield from _settled(in_theirs)
        else:
            yield Clash(base=before, ours=in_ours, theirs=in_theirs)


def settled_lines(base: Sequence[Line], ours: Sequence[Line], theirs: Sequence[Line]) -> list[Line] | None:
    """Merge three versions into one; None where changes clash."""
    lines: list[Line] = []
    for stretch in merged_lines(base, ours, theirs):
        if isinstance(stretch, Clash):
            return None
        lines += stretch.lines
    return lines


def compared_lines(
    base: Sequence[Line], ours: Sequence[Line], theirs: Sequence[Line]
) -> Iterator[Stretch[Line]]:
    """Set three versions side by side: what all three share, and where any differs, a clash."""
    for shared, before, in_ours, in_theirs in aligned_lines(base, ours, theirs):
        if shared:
            yield from _settled(before)
        elif before or in_ours or in_theirs:
            yield Clash(base=before, ours=in_ours, theirs=in_theirs)


def aligned_lines(
    base: Sequence[Line], ours: Sequence[Line], theirs: Sequence[Line]
) -> Iterator[Aligned[Line]]:
    """Cut the versions into stretches, by turns not shared (and maybe empty) and shared by all three."""
    i = j = k = 0
    for start, in_ours, in_theirs, length in _unchanged(base, ours, theirs):
        yield Aligned(False, base[i:start], ours[j:in_ours], theirs[k:in_theirs])
        i, j, k = start + length, in_ours + length, in_theirs + length
        yield Aligned(True, base[start:i], ours[in_ours:j], theirs[in_theirs:k])
    yield Aligned(False, base[i:], ours[j:], theirs[k:])


def matching(one: Sequence[Line], other: Sequence[Line]) -> list[tuple[int, int, int]]:
    """List the stretches that two versions share: where in each, and how long; in order, none empty.

    Lines that stand once in both are matched first, so that a blank line or a bracket never is what
    holds two unlike stretches together.
    """
    start, end = 0, 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    inner = _inner(one[start : len(one) - end], other[start : len(other) - end], start)
    stretches: list[tuple[int, int, int]] = []
    for i, j, length in ((0, 0, start), *inner, (len(one) - end, len(other) - end, end)):
        if not length:
            continue
        before, at, count = stretches[-1] if stretches else (-1, -1, 0)
        if (before + count, at + count) == (i, j):
            stretches[-1] = (before, at, count + length)
        else:
            stretches.append((i, j, length))
    return stretches


def _settled(lines: Sequence[Line]) -> Iterator[Settled[Line]]:
    if lines:
        yield Settled(lines)


def _unchanged(
    base: Sequence[Line], ours: Sequence[Line], theirs: Sequence[Line]
) -> Iterator[tuple[int, int, int, int]]:
    """List the stretches that all three share, by where they stand in each."""
    ours_left, theirs_left = deque(matching(base, ours)), deque(matching(base, theirs))
    while ours_left and theirs_left:
        (i, j, length), (other_i, k, other_length) = ours_left[0], theirs_left[0]
        start, end = max(i, other_i), min(i + length, other_i + other_length)
        if start < end:
            yield start, j + start - i, k + start - other_i, end - start
        (ours_left if end == i + length else theirs_left).popleft()


def _inner(one: Sequence[Line], other: Sequence[Line], offset: int) -> Iterator[tuple[int, int, int]]:
    if len(one) * len(other) > _MOST_PAIRS or set(one).isdisjoint(other):
        return
    # Imported here: most changes leave nothing to look for between their first and last line.
    from difflib import SequenceMatcher

    for i, j, length in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        yield offset + i, offset + j, length
