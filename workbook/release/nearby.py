"""A release made of all files, and others that differ little from it, made of the difference alone.

In: the files of a plan by their readers, and audiences. Out: what is shown, by path. An id that enters or
leaves a release also changes what is shown of the files that name it, and of no others.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from workbook.model.kind import Kind
from workbook.records.settings import Settings
from workbook.records.workbook import PlanFile, Workbook
from workbook.release.audience import Audience
from workbook.release.choosing import Choice, Chosen
from workbook.release.showing import Showing, Shown

Difference = Mapping[str, Shown | None]
"""What is shown otherwise than in a base, by path; None for what is not shown at all."""


class Base:
    """What was released to one audience, from which what is released to others is made."""

    def __init__(self, choice: Choice, audience: Audience, showing: Showing) -> None:
        self.allowed = choice.allowed(audience)
        self._audience = audience
        self._chosen = {one.candidate.path: one for one in choice.counted(audience)}
        self._ids = frozenset([one.candidate.file.id for one in self._chosen.values()])
        self._showing = showing
        self._shown = {path: showing.of(one, self._ids) for path, one in self._chosen.items()}
        self._paths = list(self._shown)
        self._digests = [one.digest for one in self._shown.values()]
        self._nations = _nations([one.file for one in self._shown.values()])
        self._plan: Workbook | None = None
        self._real = sum(not one.is_invented for one in self._shown.values())

    def plan_with(self, difference: Difference, settings: Settings) -> Workbook:
        """Give the released plan; for those who see the same, the very same one."""
        if self._plan is None:
            self._plan = Workbook(settings, [one.file for one in self._shown.values()])
        if not difference and self._plan.settings is settings:
            return self._plan
        files = {path: one.file if one is not None else None for path, one in difference.items()}
        return self._plan.replaced(files, settings=settings)

    def differing(self, choice: Choice, audience: Audience) -> Difference:
        """Give what is shown otherwise to another audience."""
        if audience == self._audience:
            return {}
        others = choice.differing(audience, self._chosen, self.allowed)
        gone = {one.candidate.file.id for path in others if (one := self._chosen.get(path)) is not None}
        come = {one.candidate.file.id for one in others.values() if one is not None}
        ids = _after(self._ids, gone, come)
        looked = dict(others)
        for id in sorted(gone ^ come):
            for one in self._by_name.get(id, ()):
                looked.setdefault(one.candidate.path, one)
        shown = {path: None if one is None else self._showing.of(one, ids) for path, one in looked.items()}
        return {path: one for path, one in shown.items() if one is not self._shown.get(path)}

    def digests(self, difference: Difference) -> Iterable[bytes]:
        """Give the digests of all that is shown, by path."""
        paths, digests = self._paths.copy(), self._digests.copy()
        for path, shown in difference.items():
            place = bisect_left(paths, path)
            after = place + (paths[place : place + 1] == [path])
            paths[place:after] = [] if shown is None else [path]
            digests[place:after] = [] if shown is None else [shown.digest]
        return digests

    def nations(self, difference: Difference) -> frozenset[str]:
        """Name the nations whose own record is shown."""
        before, now = self._sides(difference)
        return _after(
            self._nations, _nations([one.file for one in before]), _nations([one.file for one in now])
        )

    def is_invented(self, difference: Difference) -> bool:
        """Say whether all that is shown is illustrative."""
        before, now = self._sides(difference)
        return self._real + sum(not one.is_invented for one in now) == sum(
            not one.is_invented for one in before
        )

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Chosen]]:
        """The files by the ids that they name, whether or not these are shown."""
        found: dict[str, list[Chosen]] = {}
        for one in self._chosen.values():
            for name in self._showing.names(one):
                found.setdefault(name, []).append(one)
        return found

    def _sides(self, difference: Difference) -> tuple[list[Shown], list[Shown]]:
        before = [one for path in difference if (one := self._shown.get(path)) is not None]
        return before, [one for one in difference.values() if one is not None]


def _after(known: frozenset[str], gone: Iterable[str], come: Iterable[str]) -> frozenset[str]:
    """Give what is left of some ids and what has come to them; what goes at one path may come at another."""
    return known.difference(gone).union(come)


def _nations(files: Iterable[PlanFile]) -> frozenset[str]:
    return frozenset([file.id for file in files if file.kind is Kind.NATION])
