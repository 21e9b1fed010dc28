"""A plan as an immutable snapshot: every record by id, who points to whom, and every file as read.

Made by the loader. Nothing here reads a file; where two files claim one id, it decides which counts (own
over recorded, catalogue over a nation's item, any over one in a folder where its id does not belong).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.model.references import Reference
from workbook.records.fault import WRONG_PLACE, Fault
from workbook.records.paths import LAYERS
from workbook.records.settings import Settings


class PlanFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the plan as read. `record` is None where none could be made of it.

    `path` is seen from the top of the shared layer. `id` and `kind` follow from the path and are "" and
    None where no record belongs there. A struct, because a plan makes ten thousand.
    """

    path: str
    layer: str
    blob: str
    id: str = ""
    kind: Kind | None = None
    faults: tuple[Fault, ...] = ()
    references: tuple[Reference, ...] = ()
    record: Record | None = None


class Mention(NamedTuple):
    """A record that names another, and the field it does so in."""

    record: Record
    field: str


class Workbook:
    """The plan. `files` are all files in order of path, also those that count for nothing."""

    def __init__(self, settings: Settings, files: Sequence[PlanFile]) -> None:
        self.settings = settings
        self.files = tuple(sorted(files, key=lambda file: (file.layer, file.path)))

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record that counts, by id, in order of layer and path."""
        return {file.record.id: file.record for file in self.counted if file.record is not None}

    @cached_property
    def counted(self) -> Sequence[PlanFile]:
        """The file that counts for each id, in order of layer and path; of duplicates it is the first."""
        best: dict[str, PlanFile] = {}
        for file in self.files:
            if file.kind is None:
                continue
            other = best.setdefault(file.id, file)
            # Whoever may write only elsewhere must not push a record aside by taking its id there.
            if other is not file and (supersedes(file, other) or _strays(other) > _strays(file)):
                del best[file.id]
                best[file.id] = file
        return tuple(best.values())

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Ids that a file claims, though no record can be made of it."""
        return frozenset(file.id for file in self.counted if file.record is None)

    def of_kind(self, kind: Kind) -> Sequence[Record]:
        """List the records of a kind, in order of layer and path."""
        return self._by_kind.get(kind, ())

    def mentions(self, id: str) -> Sequence[Mention]:
        """List the records that name this id, with the field, in order of layer and path."""
        return self._mentions.get(id, ())

    @property
    def mentioned(self) -> Mapping[str, Sequence[Mention]]:
        """Every id that some record names, whether or not there is such a record."""
        return self._mentions

    def get(self, id: str) -> Record | None:
        """Give the record that counts for an id."""
        return self.records.get(id)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def _by_kind(self) -> Mapping[Kind, Sequence[Record]]:
        found: dict[Kind, list[Record]] = {}
        for record in self:
            found.setdefault(record.kind, []).append(record)
        return found

    @cached_property
    def _mentions(self) -> Mapping[str, Sequence[Mention]]:
        found: dict[str, list[Mention]] = {}
        for file in self.counted:
            if file.record is not None:
                for reference in file.references:
                    found.setdefault(reference.target, []).append(Mention(file.record, reference.field))
        return found


def supersedes(file: PlanFile, other: PlanFile) -> bool:
    """Say whether one file counts in the place of another that claims the same id in the same layer.

    A nation's own file counts over what was recorded for it, the catalogue's over any nation's item.
    """
    if file.layer != other.layer or file.kind is not other.kind:
        return False
    area, owner = _area(file)
    other_area, other_owner = _area(other)
    if area == "catalogue":
        return other_area != "catalogue"
    return (area, other_area) == ("nations", "recorded") and owner == other_owner


def _strays(file: PlanFile) -> bool:
    """Say whether a file lies in a folder where its id does not belong."""
    return any(fault.code == WRONG_PLACE for fault in file.faults)


def _area(file: PlanFile) -> tuple[str, str]:
    """Give the folder below `plans/`, and the one below that: the owner in `nations` and `recorded`."""
    inner = file.path.removeprefix(f"{LAYERS}/{file.layer}/") if file.layer else file.path
    _, area, owner, *_ = inner.split("/")
    return area, owner
