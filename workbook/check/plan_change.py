"""A change as the rules on authority judge it: the plan before, the plan after, and who makes it.

In: two snapshots. Out: the files and the records that differ, in order. A layer that is missing on either
side was only not at hand, so nothing in it counts as added or deleted.
"""

from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from workbook.check.remarks import Changed, says_the_same
from workbook.model.record import Record
from workbook.records.indexes import order
from workbook.records.settings import Settings
from workbook.records.workbook import PlanFile, Workbook, changed_files


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


# With a dict, so that what several rules ask for is worked out once.
class PlanChange(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A change of a plan. `actor` is the nation that makes it, "" where that is not known.

    `authors` gives for paths the nations that touched them, where the history tells; all else is the actor's.
    `earlier` gives for ids that the history before knows, though the plan before does not, the ids of the
    blobs that stood for them. `paths` say where the two differ, if that is known, and `changed` how, if they
    were compared.
    """

    before: Workbook
    after: Workbook
    actor: str = ""
    authors: Mapping[str, Sequence[str]] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    earlier: Mapping[str, Set[str]] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    paths: Sequence[str] | None = None
    changed: Changed | None = None

    @cached_property
    def touched(self) -> Sequence[Touched]:
        """List the paths that were touched, in order of layer and path."""
        layers = self.before.settings.layers.keys() & self.after.settings.layers.keys()
        changed = (
            changed_files(self.before, self.after, self.paths) if self.changed is None else self.changed.files
        )
        pairs = (Touched(*pair) for pair in changed)
        at_hand = (pair for pair in pairs if pair.file.layer in layers)
        return sorted(at_hand, key=lambda pair: order(pair.file))

    def authors_of(self, path: str) -> Sequence[str]:
        """Give the nations that touched a path, as far as they are known."""
        return self.authors.get(path, (self.actor,) if self.actor else ())

    @cached_property
    def revised(self) -> Sequence[Revised]:
        """List the records that count before and after and differ, in order of layer and path.

        One that differs in remarks alone is none of them.
        """
        pairs = ((self.before.file_of(id), self.after.file_of(id)) for id in self._ids)
        found = [
            Revised(before.record, after.record)
            for before, after in pairs
            if before is not None
            and after is not None
            and before.record is not None
            and after.record is not None
            and (before.path != after.path or not self._is_remarked(before, after))
        ]
        return sorted(found, key=lambda one: order(one.after))

    @cached_property
    def gone(self) -> Sequence[PlanFile]:
        """List the files that counted for an id for which no file is left, in order of layer and path."""
        return self._only_in(self.before, self.after)

    @cached_property
    def new(self) -> Sequence[PlanFile]:
        """List the files that count for an id for which there was none, in order of layer and path."""
        return self._only_in(self.after, self.before)

    @cached_property
    def settings(self) -> Settings:
        """What holds for the plan before: nobody gains a right by the very change that is judged.

        A plan that had no keeper yet is judged as it is after.
        """
        has_keeper = bool(self.before.settings.manifest.secretariat)
        return self.before.settings if has_keeper else self.after.settings

    def _is_remarked(self, before: PlanFile, after: PlanFile) -> bool:
        return says_the_same(before, after) if self.changed is None else after.path in self.changed.remarked

    @cached_property
    def _ids(self) -> frozenset[str]:
        """The ids that stand, or stood, at a path that was touched."""
        files = (file for pair in self.touched for file in pair if file is not None)
        return frozenset(file.id for file in files if file.kind is not None)

    def _only_in(self, workbook: Workbook, other: Workbook) -> Sequence[PlanFile]:
        layers = other.settings.layers
        files = (workbook.file_of(id) for id in self._ids if other.file_of(id) is None)
        return sorted((file for file in files if file is not None and file.layer in layers), key=order)
