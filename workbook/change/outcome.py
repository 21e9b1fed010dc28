"""Which findings a change brings, and which it mends.

In: the findings before and after. Out: those that are new and those that are gone. A finding is the same if
it says the same of the same field of the same record: one whose line moved, because another field was added
above it, is neither new nor gone. For people, those that only say another figure now are told apart.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from workbook.findings import Finding, Severity

# Entries are counted in paths; one that is added above another renumbers it.
_INDEX = re.compile(r"\[[0-9]+\]")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Findings that a change introduces, and that it fixes, each in order of place."""

    introduced: Sequence[Finding]
    fixed: Sequence[Finding]


class Parted(NamedTuple):
    """Findings as people are told of them: introduced, fixed, and those that only say another figure now."""

    introduced: Sequence[Finding]
    fixed: Sequence[Finding]
    changed: Sequence[Finding]


def introduced_and_fixed(before: Iterable[Finding], after: Iterable[Finding]) -> Outcome:
    """Compare what was found before a change with what is found after it.

    Of findings that are alike, as many are taken for the same as there are on both sides.
    """
    old, new = sorted(before), sorted(after)
    return Outcome(introduced=_without(new, old), fixed=_without(old, new))


def parted(introduced: Sequence[Finding], fixed: Sequence[Finding]) -> Parted:
    """Take out what was fixed only to say something else of the same field, such as another figure.

    An error that is introduced stays one, because it stops the change.
    """
    gone: dict[tuple[str, ...], list[Finding]] = {}
    for one in fixed:
        gone.setdefault(_place(one), []).append(one)
    come, changed = [], []
    for one in introduced:
        was = gone.get(_place(one)) if one.severity is not Severity.ERROR else None
        if was:
            was.pop()
            changed.append(one)
        else:
            come.append(one)
    return Parted(come, sorted(left for some in gone.values() for left in some), changed)


def _without(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    left = Counter(map(_sameness, others))
    rest = []
    for one in findings:
        key = _sameness(one)
        if left[key]:
            left[key] -= 1
        else:
            rest.append(one)
    return tuple(rest)


def _sameness(one: Finding) -> tuple[str, ...]:
    """Give what tells findings apart."""
    return *_place(one), one.message


def _place(one: Finding) -> tuple[str, ...]:
    """Give what a finding is about; a file that is no record has no id, so its path stands for it."""
    return one.code, one.ref or one.place.path, _INDEX.sub("[]", one.field)
