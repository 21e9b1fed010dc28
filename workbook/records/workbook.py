"""A plan as an immutable snapshot: every record by id, who points to whom, and every file as read.

Made by the loader. Nothing here reads a file; where two files claim one id, it decides which counts (own
over recorded, catalogue over a nation's item, any over one in a folder where its id does not belong).
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import Final, NamedTuple
from weakref import ref

import msgspec

from workbook.model.kind import Kind
from workbook.model.manifest import LayerFile, Manifest
from workbook.model.record import Record
from workbook.model.references import Reference
from workbook.records.fault import WRONG_PLACE, Fault
from workbook.records.indexes import Grouped, Late, Patched, grouped, laid_over, order
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

    @property
    def layer(self) -> str:
        """The layer that the record lies in."""
        return self.record.layer

    @property
    def path(self) -> str:
        """Where the record lies, from the top of the shared layer."""
        return self.record.path


class Naming(NamedTuple):
    """A file that counts, and a field of it that names records: the first word of the paths that do."""

    layer: str
    path: str
    field: str
    file: PlanFile


class Step:
    """How a plan differs from the one `below`, of which it was made: told when it is asked for.

    `files` are those that counted and do so no more, and those that do instead; `named` is whom they name.
    """

    def __init__(
        self,
        below: "Workbook",
        files: Sequence[PlanFile],
        named: Sequence[Grouped[str, Mention]],
    ) -> None:
        self.below = ref(below)
        self._files = files
        self._named = named

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids whose record is another."""
        return frozenset(file.id for file in self._files)

    @cached_property
    def targets(self) -> frozenset[str]:
        """The ids of which somebody else says something, or another thing."""
        return frozenset(id for named in self._named for id in named)

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of whose records some are others."""
        return frozenset(file.kind for file in self._files if file.kind is not None)


ALL: Final = ""
"""The one key of an index that holds all files."""


class Workbook:
    """The plan; what it tells of all files is worked out when it is first asked for.

    `step` says how it differs from another plan, where it was made of one.
    """

    step: Step | None = None

    def __init__(self, settings: Settings, files: Iterable[PlanFile]) -> None:
        self.settings = settings
        self._all = Patched({ALL: tuple(sorted(files, key=order))})

    @property
    def files(self) -> Sequence[PlanFile]:
        """All files, also those that count for nothing, in order of layer and path."""
        found: Sequence[PlanFile] = self._all.get(ALL, ())
        return found

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
    def outdone(self) -> frozenset[str]:
        """The paths of files that count for nothing, because another one counts for their id."""
        return frozenset(
            file.path
            for claims in self.claims.values()
            if len(claims) > 1
            for file in claims
            if counting(claims) is not file
        )

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Ids that a file claims, though no record can be made of it."""
        return frozenset(file.id for file in self.counted if file.record is None)

    @property
    def unread(self) -> Sequence[PlanFile]:
        """Files where a record belongs and from which none can be made, in order of layer and path."""
        found: Sequence[PlanFile] = self._unread.get(ALL, ())
        return found

    def of_kind(self, kind: Kind) -> Sequence[Record]:
        """List the records of a kind, in order of layer and path."""
        found: Sequence[Record] = self._by_kind.get(kind, ())
        return found

    def mentions(self, id: str) -> Sequence[Mention]:
        """List the records that name this id, with the field, in order of layer and path."""
        return self.mentioned.get(id, ())

    def mentions_from(self, id: str, *kinds: Kind) -> Sequence[Mention]:
        """List the records of some kinds that name this id, with the field, in order of layer and path."""
        return [mention for mention in self.mentions(id) if mention.record.kind in kinds]

    def naming(self, id: str, field: str) -> Sequence[Record]:
        """List the records that name this id in one field, in order of layer and path."""
        return [mention.record for mention in self.mentions(id) if mention.field == field]

    def get(self, id: str) -> Record | None:
        """Give the record that counts for an id."""
        file = self._by_id.get(id)
        return file.record if file is not None else None

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
        return _mentions(self.counted)

    def mentions_by(self, fields: Iterable[str]) -> Iterator[Mention]:
        """Give the mentions in some fields (`meets` also means `meets[0].request`)."""
        for naming in (one for field in fields for one in self.namings.get(field, ())):
            assert naming.file.record is not None
            for reference in naming.file.references:
                if _first_word(reference.field) == naming.field:
                    yield Mention(naming.file.record, reference.field)

    @property
    def namings(self) -> Mapping[str, Sequence[Naming]]:
        """The files that name a record in a field, by that field, in order of layer and path."""
        return self._by_field

    @property
    def meetings(self) -> Mapping[str, Sequence[Record]]:
        """The records in each meeting's folder, by its id, in order of layer and path."""
        return self._meetings

    @cached_property
    def _unread(self) -> Patched[str, PlanFile]:
        return Patched({ALL: tuple(filter(_is_unread, self.files))})

    @cached_property
    def _meetings(self) -> Patched[str, Record]:
        found: dict[str, list[Record]] = {}
        for record in self:
            if record.meeting:
                found.setdefault(record.meeting, []).append(record)
        return Patched(found)

    @cached_property
    def _by_kind(self) -> Patched[Kind, Record]:
        found: dict[Kind, list[Record]] = {}
        for record in self:
            found.setdefault(record.kind, []).append(record)
        return Patched(found)

    @cached_property
    def _by_field(self) -> Patched[str, Naming]:
        return Patched(_by_field(self.counted))

    @cached_property
    def _by_id(self) -> Mapping[str, PlanFile]:
        return {id: counting(claims) for id, claims in self.claims.items()}

    @cached_property
    def _by_path(self) -> Mapping[str, PlanFile]:
        return {file.path: file for file in self.files}

    def replaced(self, files: Mapping[str, PlanFile | None], *, settings: Settings) -> "Workbook":
        """Give the plan with other files at some paths, None for no file; it shares all the rest."""
        gone = [file for path in files if (file := self.file_at(path)) is not None]
        come = [file for file in files.values() if file is not None]
        coming: dict[str, list[PlanFile]] = {file.id: [] for file in (*gone, *come) if file.kind}
        for file in come:
            if file.kind:
                coming[file.id].append(file)
        claims = {id: self._claims_after(id, entering, files) for id, entering in coming.items()}
        winners = {id: counting(claiming) if claiming else None for id, claiming in claims.items()}
        lost = [file for id in claims if (file := self.file_of(id)) and file is not winners[id]]
        won = [file for id, file in winners.items() if file and file is not self.file_of(id)]
        after = Workbook(settings, ())
        after._all = self._all.then({ALL: gone}, {ALL: come})
        after.claims = laid_over(self.claims, {id: claiming or None for id, claiming in claims.items()})
        claimed = {file.path for id in claims for file in self.claims.get(id, ())}
        beaten = {file.path for id, some in claims.items() for file in some if file is not winners[id]}
        after.outdone = self.outdone - claimed | beaten
        after._by_path = laid_over(self._by_path, files)
        after._by_id = laid_over(self._by_id, winners)
        mentioned = self.mentioned if isinstance(self.mentioned, Patched) else Patched(self.mentioned)
        unnamed, named = (Late(partial(_mentions, some)) for some in (lost, won))
        after.mentioned = mentioned.then(unnamed, named)
        after.step = Step(self, (*lost, *won), (unnamed, named))
        after._by_field = self._by_field.then(*(Late(partial(_by_field, some)) for some in (lost, won)))
        after._unread = self._unread.then(*({ALL: [*filter(_is_unread, some)]} for some in (gone, come)))
        left, entered = ([file.record for file in some if file.record is not None] for some in (lost, won))
        after._by_kind = self._by_kind.then(*(grouped(some, attrgetter("kind")) for some in (left, entered)))
        after._meetings = self._meetings.then(
            *(
                grouped((record for record in some if record.meeting), attrgetter("meeting"))
                for some in (left, entered)
            )
        )
        return after

    def _claims_after(
        self, id: str, entering: Sequence[PlanFile], replaced: Container[str]
    ) -> Sequence[PlanFile]:
        """Give the files that claim an id once some enter and those at other paths are replaced."""
        held = self.claims.get(id, ())
        if len(held) == len(entering) == 1 and held[0].path == entering[0].path:
            return entering
        kept = [file for file in held if file.path not in replaced]
        return sorted((*kept, *entering), key=order)


def changed_files(
    before: Workbook, after: Workbook, paths: Iterable[str] | None = None
) -> Sequence[tuple[PlanFile | None, PlanFile | None]]:
    """Pair the files that differ between two states of a plan, as they were and as they are, by path.

    None stands where there was none, or is none. Only `paths` are looked at, where they are given.
    """
    if paths is None:
        known, kept = set(map(id, before.files)), set(map(id, after.files))
        old = [file.path for file in before.files if id(file) not in kept]
        paths = {*old, *(file.path for file in after.files if id(file) not in known)}
    pairs = [(before.file_at(path), after.file_at(path)) for path in sorted(paths)]
    return [(one, other) for one, other in pairs if not (one and other and _reads_the_same(one, other))]


def _reads_the_same(file: PlanFile, other: PlanFile) -> bool:
    """Say whether two files at one path were read alike: where bytes are known, they tell it all."""
    return file.blob == other.blob and file.faults == other.faults


def _namings(files: Iterable[PlanFile]) -> Iterator[Naming]:
    for file in files:
        if file.record is not None:
            for field in dict.fromkeys([_first_word(one.field) for one in file.references]):
                yield Naming(file.layer, file.path, field, file)


def _by_field(files: Iterable[PlanFile]) -> Grouped[str, Naming]:
    return grouped(_namings(files), attrgetter("field"))


@cache
def _first_word(field: str) -> str:
    return field.partition("[")[0].partition(".")[0]


def _mentions(files: Iterable[PlanFile]) -> Grouped[str, Mention]:
    """Group the mentions in files by the id that they name."""
    found: dict[str, list[Mention]] = {}
    for file in files:
        if file.record is not None:
            for reference in file.references:
                found.setdefault(reference.target, []).append(Mention(file.record, reference.field))
    return found


def counting(claims: Sequence[PlanFile]) -> PlanFile:
    """Choose which of the files that claim an id counts: the first, unless a later one comes before it."""
    best, *others = claims
    for file in others:
        # Whoever may write only elsewhere must not push a record aside by taking its id there.
        if supersedes(file, best) or _strays(best) > _strays(file):
            best = file
    return best


def _is_unread(file: PlanFile) -> bool:
    return file.record is None and file.kind is not None


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
