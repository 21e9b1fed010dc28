"""A plan as an immutable snapshot: every record by id, who points to whom, and every file as read.

Made by the loader. Nothing here reads a file; where two files claim one id, it decides which counts (own
over recorded, catalogue over a nation's item, any over one in a folder where its id does not belong).
"""

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

import msgspec

from workbook.model.kind import Kind
from workbook.model.manifest import LayerFile, Manifest
from workbook.model.record import Record
from workbook.model.references import Reference
from workbook.records.fault import WRONG_PLACE, Fault
from workbook.records.paths import LAYERS
from workbook.records.settings import Settings


class PlanFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the plan as read. `record` is None where none could be made of it.

    `path` is seen from the top of the shared layer. `id` and `kind` follow from the path and are "" and
    None where no record belongs there; `description` is what such a file says of the plan or its layer. A
    struct, because a plan makes ten thousand.
    """

    path: str
    layer: str
    blob: str
    id: str = ""
    kind: Kind | None = None
    faults: tuple[Fault, ...] = ()
    references: tuple[Reference, ...] = ()
    record: Record | None = None
    description: Manifest | LayerFile | None = None


class Mention(NamedTuple):
    """A record that names another, and the field it does so in."""

    record: Record
    field: str


class _Placed(Protocol):
    """Anything that lies at a path of a layer."""

    @property
    def layer(self) -> str: ...

    @property
    def path(self) -> str: ...


Lying = TypeVar("Lying", bound=_Placed)
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Workbook:
    """The plan. `files` are all files in order of layer and path, also those that count for nothing."""

    def __init__(self, settings: Settings, files: Iterable[PlanFile]) -> None:
        self.settings = settings
        self.files: Sequence[PlanFile] = tuple(sorted(files, key=_order))

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record that counts, by id, in order of layer and path."""
        return {file.record.id: file.record for file in self.counted if file.record is not None}

    @cached_property
    def counted(self) -> Sequence[PlanFile]:
        """The file that counts for each id, in order of layer and path; of duplicates it is the first."""
        winners = self._by_id
        return tuple(file for file in self.files if winners.get(file.id) is file)

    @cached_property
    def claims(self) -> Mapping[str, Sequence[PlanFile]]:
        """All files that claim an id, by id, in order of layer and path."""
        found: dict[str, list[PlanFile]] = {}
        for file in self.files:
            if file.kind is not None:
                found.setdefault(file.id, []).append(file)
        return found

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Ids that a file claims, though no record can be made of it."""
        return frozenset(file.id for file in self.counted if file.record is None)

    def of_kind(self, kind: Kind) -> Sequence[Record]:
        """List the records of a kind, in order of layer and path."""
        return self._by_kind.get(kind, ())

    def mentions(self, id: str) -> Sequence[Mention]:
        """List the records that name this id, with the field, in order of layer and path."""
        return self.mentioned.get(id, ())

    def get(self, id: str) -> Record | None:
        """Give the record that counts for an id."""
        return self.records.get(id)

    def file_of(self, id: str) -> PlanFile | None:
        """Give the file that counts for an id, also one from which no record can be made."""
        return self._by_id.get(id)

    def file_at(self, path: str) -> PlanFile | None:
        """Give the file at a path."""
        return self._by_path.get(path)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records.values())

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def mentioned(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of every id that some record names, whether or not there is such a record."""
        found: dict[str, list[Mention]] = {}
        for file in self.counted:
            if file.record is not None:
                for reference in file.references:
                    found.setdefault(reference.target, []).append(Mention(file.record, reference.field))
        return found

    @cached_property
    def meetings(self) -> Mapping[str, Sequence[Record]]:
        """The records in each meeting's folder, by its id, in order of layer and path."""
        found: dict[str, list[Record]] = {}
        for record in self:
            if record.meeting:
                found.setdefault(record.meeting, []).append(record)
        return found

    @cached_property
    def _by_kind(self) -> Mapping[Kind, Sequence[Record]]:
        found: dict[Kind, list[Record]] = {}
        for record in self:
            found.setdefault(record.kind, []).append(record)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, PlanFile]:
        return {id: _counting(claims) for id, claims in self.claims.items()}

    @cached_property
    def _by_path(self) -> Mapping[str, PlanFile]:
        return {file.path: file for file in self.files}

    def replaced(self, files: Mapping[str, PlanFile | None], *, settings: Settings) -> "Workbook":
        """Give the plan with other files at some paths, None for no file; it shares all the rest.

        Costs a copy of the indexes, and nothing for what lies in them.
        """
        gone = [self._by_path[path] for path in files if path in self._by_path]
        come = [file for file in files.values() if file is not None]
        claims = {file.id: self._claims_after(file.id, files) for file in (*gone, *come) if file.kind}
        winners = {id: _counting(claiming) if claiming else None for id, claiming in claims.items()}
        lost = [file for id in claims if (file := self.file_of(id)) and file is not winners[id]]
        won = [file for id, file in winners.items() if file and file is not self.file_of(id)]
        after = Workbook(settings, ())
        after.files = _spliced(self.files, gone, come)
        after.claims = _updated(self.claims, {id: claiming or None for id, claiming in claims.items()})
        after.counted = _spliced(self.counted, lost, won)
        after._by_path = _updated(self._by_path, files)
        after._by_id = _updated(self._by_id, winners)
        after._index_records(self, lost, won)
        return after

    def _claims_after(self, id: str, files: Mapping[str, PlanFile | None]) -> Sequence[PlanFile]:
        """Give the files that claim an id once these are in their places."""
        kept = [file for file in self.claims.get(id, ()) if file.path not in files]
        come = [file for file in files.values() if file is not None and file.kind and file.id == id]
        return sorted((*kept, *come), key=_order)

    def _index_records(self, before: "Workbook", lost: Sequence[PlanFile], won: Sequence[PlanFile]) -> None:
        """Take the indexes of records over, without files that counted and with those that do now."""
        gone = [file.record for file in lost if file.record is not None]
        come = [file.record for file in won if file.record is not None]
        if [_order(record) for record in gone] == [_order(record) for record in come]:
            # Each keeps its place in the order; otherwise the index is drawn anew when asked for.
            self.records = _updated(before.records, {record.id: record for record in come})
        both = (*gone, *come)
        self._by_kind = _updated(
            before._by_kind,
            {
                kind: _spliced(
                    before.of_kind(kind),
                    [record for record in gone if record.kind is kind],
                    [record for record in come if record.kind is kind],
                )
                for kind in {record.kind for record in both}
            },
        )
        self.meetings = _updated(
            before.meetings,
            {
                meeting: _spliced(
                    before.meetings.get(meeting, ()),
                    [record for record in gone if record.meeting == meeting],
                    [record for record in come if record.meeting == meeting],
                )
                or None
                for meeting in {record.meeting for record in both if record.meeting}
            },
        )
        self.mentioned = _updated(before.mentioned, _mentions_after(before, lost, won))


def changed_files(before: Workbook, after: Workbook) -> Sequence[tuple[PlanFile | None, PlanFile | None]]:
    """Pair the files that differ between two states of a plan, as they were and as they are, by path.

    None stands where there was none, or is none. Quick where one state was made from the other.
    """
    known, kept = set(map(id, before.files)), set(map(id, after.files))
    old = {file.path: file for file in before.files if id(file) not in kept}
    new = {file.path: file for file in after.files if id(file) not in known}
    pairs = [(old.get(path), new.get(path)) for path in sorted({**old, **new})]
    return [(one, other) for one, other in pairs if not (one and other and _reads_the_same(one, other))]


def _reads_the_same(file: PlanFile, other: PlanFile) -> bool:
    """Say whether two files at one path were read alike: where bytes are known, they tell it all."""
    return file.blob == other.blob and file.faults == other.faults


def _order(lying: _Placed) -> tuple[str, str]:
    return lying.layer, lying.path


def _spliced(whole: Sequence[Lying], gone: Iterable[Lying], come: Iterable[Lying]) -> Sequence[Lying]:
    """Give a sequence in order of layer and path without some of its members, and with others."""
    left = list(whole)
    for one in gone:
        del left[bisect_left(left, _order(one), key=_order)]
    for one in come:
        insort(left, one, key=_order)
    return tuple(left)


def _updated(index: Mapping[Key, Value], news: Mapping[Key, Value | None]) -> Mapping[Key, Value]:
    """Give a copy of an index with news; None takes an entry out."""
    updated = dict(index)
    for key, value in news.items():
        if value is not None:
            updated[key] = value
        else:
            updated.pop(key, None)
    return updated


def _mentions_after(
    before: Workbook, lost: Sequence[PlanFile], won: Sequence[PlanFile]
) -> Mapping[str, Sequence[Mention] | None]:
    """Give the mentions of each id that files named which counted, or that files name which do now."""
    named: dict[str, list[Mention]] = {
        reference.target: [] for file in (*lost, *won) if file.record for reference in file.references
    }
    leaving = {id(file.record) for file in lost}
    for target, mentions in named.items():
        mentions += [one for one in before.mentions(target) if id(one.record) not in leaving]
    for file in won:
        if file.record is not None:
            for reference in file.references:
                named[reference.target].append(Mention(file.record, reference.field))
    for mentions in named.values():
        mentions.sort(key=lambda mention: _order(mention.record))
    return {target: mentions or None for target, mentions in named.items()}


def _counting(claims: Sequence[PlanFile]) -> PlanFile:
    """Choose which of the files that claim an id counts: the first, unless a later one comes before it."""
    best, *others = claims
    for file in others:
        # Whoever may write only elsewhere must not push a record aside by taking its id there.
        if supersedes(file, best) or _strays(best) > _strays(file):
            best = file
    return best


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
