"""A change as the rules on authority judge it: the plan before, the plan after, and who makes it.

In: two snapshots. Out: the files and the records that differ, in order. A layer that is missing on either
side was only not at hand, so nothing in it counts as added or deleted.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from workbook.model.record import Record
from workbook.records.settings import Settings
from workbook.records.workbook import PlanFile, Workbook


class Touched(NamedTuple):
    """A path at which something else stands than before; None where nothing stood or stands."""

    before: PlanFile | None
    after: PlanFile | None

    @property
    def file(self) -> PlanFile:
        """The file that a finding is about: the one of now, where there is one."""
        found = self.after or self.before
        assert found is not None
        return found


class Revised(NamedTuple):
    """A record that says something else than before, or lies elsewhere."""

    before: Record
    after: Record

    @property
    def is_taken_up(self) -> bool:
        """Whether a nation took up in its own words what was recorded for it."""
        return self.before.recorded and not self.after.recorded


# Without slots, so that what several rules ask for is worked out once.
@dataclass(frozen=True, kw_only=True)
class PlanChange:
    """A change of a plan. `actor` is the nation that makes it, "" where that is not known.

    `earlier` gives for ids that the history before knows, though the plan before does not, the ids of the
    blobs that stood for them.
    """

    before: Workbook
    after: Workbook
    actor: str = ""
    earlier: Mapping[str, Set[str]] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def touched(self) -> Sequence[Touched]:
        """List the paths that were touched, in order of layer and path."""
        old = {file.path: file for file in self._at_hand(self.before)}
        new = {file.path: file for file in self._at_hand(self.after)}
        pairs = (Touched(old.get(path), new.get(path)) for path in {**old, **new})
        differing = (pair for pair in pairs if _differs(pair))
        return sorted(differing, key=lambda pair: (pair.file.layer, pair.file.path))

    @cached_property
    def revised(self) -> Sequence[Revised]:
        """List the records that count before and after and differ, in order of layer and path."""
        pairs = ((self.before.get(record.id), record) for record in self.after)
        return [
            Revised(before, after)
            for before, after in pairs
            if before is not None and (before.path, before.blob) != (after.path, after.blob)
        ]

    @cached_property
    def gone(self) -> Sequence[PlanFile]:
        """List the files that counted for an id for which no file is left, in order of layer and path."""
        left = {file.id for file in self.after.counted}
        layers = self.after.settings.layers
        return [file for file in self.before.counted if file.id not in left and file.layer in layers]

    @cached_property
    def new(self) -> Sequence[PlanFile]:
        """List the files that count for an id for which there was none, in order of layer and path."""
        known = {file.id for file in self.before.counted}
        layers = self.before.settings.layers
        return [file for file in self.after.counted if file.id not in known and file.layer in layers]

    @cached_property
    def settings(self) -> Settings:
        """What holds for the plan before: nobody gains a right by the very change that is judged.

        A plan that had no keeper yet is judged as it is after.
        """
        has_keeper = bool(self.before.settings.manifest.secretariat)
        return self.before.settings if has_keeper else self.after.settings

    def _at_hand(self, workbook: Workbook) -> Iterator[PlanFile]:
        layers = self.before.settings.layers.keys() & self.after.settings.layers.keys()
        return (file for file in workbook.files if file.layer in layers)


def _differs(pair: Touched) -> bool:
    before, after = pair
    if before is None or after is None:
        return True
    return (before.blob, before.faults) != (after.blob, after.faults)
