"""The plan as the last load of everything left it: indexes kept in the cache, files made when asked for.

In: the index, the store, what was kept. Out: a `Workbook` that decodes only what is looked at. It stands for
the base of the index; what has changed since is laid over it by the loader.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from itertools import count
from typing import Any

import msgspec

from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.records.cache import CacheFolder
from workbook.records.encoding import decode_description, encode_description
from workbook.records.fault import Fault
from workbook.records.index import Index
from workbook.records.indexes import Drawn, Patched
from workbook.records.making import described_by, drawn_settings, faulty_file, plan_file, read_stored
from workbook.records.paths import home_of, layer_of
from workbook.records.settings import Settings
from workbook.records.source import blob_id
from workbook.records.store import Store
from workbook.records.workbook import ALL, Mention, Naming, PlanFile, Workbook, counting

_NAME = "plan"
_KINDS = tuple(Kind)
_NO_KIND = len(_KINDS)
Content = Callable[[str], bytes | None]


class ForgottenError(WorkbookError):
    """A file changed after it was listed, and what it held before is known no more."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} changed while the plan was read; run the command again.")


class _Description(msgspec.Struct, frozen=True, array_like=True):
    """What a file that is no record says of the plan or of its layer, still encoded, and its faults."""

    faults: tuple[Fault, ...]
    data: bytes


class Kept(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """Indexes of a plan; numbers are rows of the base of this state in `records.index`.

    `ids` and `kinds` have one entry for each row; `rivals` are ids that several files claim; mentions, as
    rows and fields, stay encoded. `descriptions` are what the files say that are no records.
    """

    state: str
    ids: list[str]
    kinds: bytes
    rivals: dict[str, list[int]]
    mentioned: dict[str, msgspec.Raw]
    namings: dict[str, list[int]]
    meetings: dict[str, list[int]]
    unread: list[int]
    outdone: list[int]
    descriptions: dict[int, _Description]
    layers: list[str]


def keep(folder: CacheFolder, state: str, workbook: Workbook) -> None:
    """Keep the indexes of a plan that was loaded whole."""
    rows = {file.path: row for row, file in enumerate(workbook.files)}
    encode = msgspec.msgpack.encode
    kept = Kept(
        state=state,
        ids=[file.id for file in workbook.files],
        kinds=bytes(_NO_KIND if file.kind is None else _KINDS.index(file.kind) for file in workbook.files),
        rivals={
            id: [rows[file.path] for file in claims]
            for id, claims in workbook.claims.items()
            if len(claims) > 1
        },
        mentioned={
            id: msgspec.Raw(encode([(rows[one.record.path], one.field) for one in mentions]))
            for id, mentions in workbook.mentioned.items()
        },
        namings={field: [rows[one.path] for one in some] for field, some in workbook.namings.items()},
        meetings={id: [rows[record.path] for record in records] for id, records in workbook.meetings.items()},
        unread=[rows[file.path] for file in workbook.unread],
        outdone=sorted(rows[path] for path in workbook.outdone),
        descriptions={
            row: _Description(file.faults, encode_description(file.description))
            for row, file in enumerate(workbook.files)
            if file.kind is None
        },
        layers=sorted({file.layer for file in workbook.files}),
    )
    folder.write(_NAME, encode(kept))


def kept_workbook(folder: CacheFolder, index: Index, store: Store, content: Content) -> Workbook | None:
    """Give the plan as the base of the index has it; None where it was not kept.

    `content` reads a file of now, for one whose record the store has lost.
    """
    payload = folder.read(_NAME)
    if payload is None or not index.state:
        return None
    try:
        kept = _decoder(Kept).decode(payload)
    except msgspec.DecodeError:
        return None
    is_sound = kept.state == index.state and len(kept.ids) == len(kept.kinds) == index.count
    return _KeptWorkbook(kept, index, store, content) if is_sound else None


class _KeptWorkbook(Workbook):
    """A workbook whose indexes were kept, and whose files are made when asked for."""

    def __init__(self, kept: Kept, index: Index, store: Store, content: Content) -> None:
        self._kept = kept
        self._index = index
        self._store = store
        self._content = content
        self._files: dict[int, PlanFile] = {}
        self._rows = dict(zip(kept.ids, count()))
        self._rows.pop("", None)
        self._all = Patched(Drawn({ALL: range(len(kept.ids))}, self._made))
        self.settings = self._settings()

    @cached_property
    def claims(self) -> Mapping[str, Sequence[PlanFile]]:
        """All files that claim an id, by id, in order of layer and path."""
        rivals = self._kept.rivals
        return Drawn(self._rows, lambda row: self._made(rivals.get(self._kept.ids[row], (row,))))

    @cached_property
    def outdone(self) -> frozenset[str]:
        """The paths of files that count for nothing, because another one counts for their id."""
        return frozenset(map(self._index.path_at, self._kept.outdone))

    @cached_property
    def mentioned(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of every id that some record names, whether or not there is such a record."""
        return Drawn(self._kept.mentioned, self._mentions_in)

    @cached_property
    def _by_id(self) -> Mapping[str, PlanFile]:
        claims = self.claims
        return Drawn(self._rows, lambda row: counting(claims[self._kept.ids[row]]))

    @cached_property
    def _by_path(self) -> Mapping[str, PlanFile]:
        return Drawn(self._index.rows, self._file)

    @cached_property
    def _unread(self) -> Patched[str, PlanFile]:
        return Patched({ALL: self._made(self._kept.unread)})

    @cached_property
    def _meetings(self) -> Any:
        return Patched(Drawn(self._kept.meetings, self._records))

    @cached_property
    def _by_kind(self) -> Any:
        return Patched(Drawn({kind: kind for kind in Kind}, self._records_of))

    @cached_property
    def _by_field(self) -> Any:
        return Patched(Drawn({field: field for field in self._kept.namings}, self._namings_in))

    def _namings_in(self, field: str) -> Sequence[Naming]:
        files = self._made(self._kept.namings[field])
        return [Naming(file.layer, file.path, field, file) for file in files]

    def _records_of(self, kind: Kind) -> Sequence[Any]:
        files = self._made(self._rows_of(_KINDS.index(kind)))
        return [file.record for file in files if file.record is not None and self.file_of(file.id) is file]

    def _records(self, rows: Sequence[int]) -> Sequence[Any]:
        return [file.record for file in self._made(rows)]

    def _mentions_in(self, raw: msgspec.Raw) -> Sequence[Mention]:
        named = (
            (self._file(row).record, field) for row, field in _decoder(list[tuple[int, str]]).decode(raw)
        )
        return [Mention(record, field) for record, field in named if record is not None]

    def _settings(self) -> Settings:
        nations = [self._kept.ids[row] for row in self._rows_of(_KINDS.index(Kind.NATION))]
        others = self._made(self._rows_of(_NO_KIND))
        return drawn_settings(nations, {file.path: file for file in others}, self._kept.layers)

    def _rows_of(self, number: int) -> Sequence[int]:
        """List the rows of one kind, by its number."""
        found, row = [], self._kept.kinds.find(number)
        while row >= 0:
            found.append(row)
            row = self._kept.kinds.find(number, row + 1)
        return found

    def _made(self, rows: Sequence[int]) -> tuple[PlanFile, ...]:
        return tuple(map(self._file, rows))

    def _file(self, row: int) -> PlanFile:
        """Make the file of a row; the same one each time."""
        if row not in self._files:
            self._files[row] = self._make(row)
        return self._files[row]

    def _make(self, row: int) -> PlanFile:
        path, known = self._index.path_at(row), self._index.at(row)
        layer, inner_path = layer_of(path)
        if known.fault is not None:
            return faulty_file(path, layer, known.fault)
        home = home_of(inner_path)
        if home is None:
            said = self._kept.descriptions[row]
            description = decode_description(described_by(path), said.data)
            return PlanFile(
                path=path, layer=layer, blob=known.blob, faults=said.faults, description=description
            )
        stored = self._store.get(known.blob, home.kind)
        if stored is not None:
            return plan_file(path, layer, known.blob, home, stored, None)
        content = self._content(path)
        if content is None or blob_id(content) != known.blob:
            raise ForgottenError(path)
        stored, data = read_stored(content, home.kind)
        return plan_file(path, layer, known.blob, home, stored, data)


@cache
def _decoder(wanted: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(wanted)
