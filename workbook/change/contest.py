"""What of a merge's conflicts concerns which statements, and which conflicts their lines settle.

Merged data and statements flow in; a `Contest` for the splicing, or merged data with fewer
conflicts, flow out.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from msgspec.structs import replace

from workbook.change.diff import Change, applied, locate_path
from workbook.change.lines import settled_lines
from workbook.change.merge import BOTH_LINES, Conflict, Merged, Resolution
from workbook.change.policy import ChangePath, Named
from workbook.change.sameness import frozen
from workbook.change.splice import Contest
from workbook.change.statements import Name, Statements
from workbook.toml.document import Document, parse
from workbook.toml.layout import Entry

Choice: TypeAlias = tuple[Conflict, int]
"""A conflict that a person decided, and the version that counts there."""


def contest_over(conflicts: Sequence[Conflict], side: int, chosen: Sequence[Choice] = ()) -> Contest:
    """Say which statements conflicts are about: those that hold them, and those that they hold.

    What is left is taken from the version `side`, what a person decided from the version that counts there.
    """
    paths: dict[int, list[ChangePath]] = {side: [conflict.path for conflict in conflicts]}
    for conflict, its_side in chosen:
        paths.setdefault(its_side, []).append(conflict.path)
    places = {one: Places(found) for one, found in paths.items()}

    def side_of(name: Name) -> int | None:
        sign, steps = name[0], name[1:]
        if sign == "[":
            return next((one for one, found in places.items() if found.hold(steps)), None)
        if sign == "=":
            return next((one for one, found in places.items() if found.touch(steps)), None)
        return None

    return Contest(side_of=side_of)


class Places:
    """Places in a file's data, to ask whether another lies in, at or around one of them."""

    def __init__(self, paths: Iterable[ChangePath]) -> None:
        self._ends = {steps_of(path) for path in paths}
        self._ways = {end[:length] for end in self._ends for length in range(len(end) + 1)}

    def hold(self, steps: Name) -> bool:
        """Tell whether one of the places is this one, or lies around it."""
        return any(steps[:length] in self._ends for length in range(len(steps) + 1))

    def touch(self, steps: Name) -> bool:
        """Tell whether one of the places is this one, or lies around it, or in it."""
        return steps in self._ways or self.hold(steps)


def steps_of(path: ChangePath) -> Name:
    """Give a path in the words by which statements are named."""
    return tuple((frozen(step.value), 1) if isinstance(step, Named) else step for step in path)


def settled_by_lines(merged: Merged, versions: Sequence[Statements]) -> Merged:
    """Settle conflicts over texts and lists of texts that are spelled on several lines, by those lines.

    Data knows no lines where a text is broken by backslashes; and a list with an element twice has no rule.
    """
    left: list[Conflict] = []
    settled: list[Change] = []
    for conflict in merged.conflicts:
        value = _by_lines(conflict, versions)
        if value is None:
            left.append(conflict)
        else:
            settled.append(Change(path=conflict.path, before=conflict.ours, after=value))
    told = [Resolution(path=change.path, words=BOTH_LINES) for change in settled]
    return replace(
        merged,
        table=applied(merged.table, settled),
        conflicts=tuple(left),
        resolutions=(*merged.resolutions, *told),
    )


def _by_lines(conflict: Conflict, versions: Sequence[Statements]) -> Any:
    if not all(_is_text(value) for value in (conflict.base, conflict.ours, conflict.theirs)):
        return None
    spelled = [_spelled(version, conflict.path) for version in versions]
    if not all(b"\n" in text for text in spelled):
        return None
    lines = settled_lines(*(text.splitlines(keepends=True) for text in spelled))
    if lines is None:
        return None
    document = parse(b"x = " + b"".join(lines) + b"\n")
    return document.table["x"] if isinstance(document, Document) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(element, str) for element in value)
    )


def _spelled(version: Statements, path: ChangePath) -> bytes:
    place = locate_path(version.document.table, path)
    entry = version.layout.find(place) if place else None
    return version.layout.data[slice(*entry.value)] if isinstance(entry, Entry) else b""
