"""A plan whose files never change, as one in commits: listed once, and kept with what was read of it.

In: layers, the name of the state that they are in, and a cache folder. Out: a `Survey` that lists nothing
where the plan of just this name was the last one kept. One plan is kept at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import msgspec

from workbook.records.cache import CacheFolder
from workbook.records.index import Index, Known
from workbook.records.kept import keep, kept_workbook
from workbook.records.layers import LayerSource
from workbook.records.paths import layer_of
from workbook.records.source import Source
from workbook.records.store import Store
from workbook.records.survey import Survey, SurveyedFile, survey
from workbook.records.workbook import Workbook

_NAME = "name"


class LastingSource(Source, Protocol):
    """A source whose files never change; `blobs` are the ids that it knows by now, by path."""

    blobs: dict[str, str]


class _Named(msgspec.Struct, frozen=True, array_like=True):
    """The name of the plan that was kept, and the state that the index has it in."""

    name: str
    state: str


class LastingSurvey(Survey):
    """The files of layers that never change; `name` is that of all of them together."""

    def __init__(self, sources: Mapping[str, LastingSource], name: str, folder: CacheFolder) -> None:
        self._sources = sources
        self._name = name
        self._folder = folder

    @cached_property
    def _index(self) -> Index | None:
        """What is kept of the files of this name; None where nothing is."""
        payload = self._folder.read(_NAME)
        try:
            named = msgspec.msgpack.decode(payload, type=_Named) if payload is not None else None
        except msgspec.DecodeError:
            return None
        if named is None or named.name != self._name:
            return None
        index = Index(self._folder)
        return index if index.state == named.state and not index.changes else None

    @cached_property
    def _listed(self) -> Survey:
        stack = [LayerSource(name=name, source=source) for name, source in self._sources.items()]
        return survey(stack, CacheFolder(None))

    @cached_property
    def files(self) -> Sequence[SurveyedFile]:
        """All files, in order of layer and path."""
        return self._listed.files

    @property
    def count(self) -> int:
        """How many files there are."""
        return self._listed.count if self._index is None else self._index.count

    @property
    def paths(self) -> Iterable[str]:
        """The paths of all files, in no order."""
        return self._listed.paths if self._index is None else self._index.paths

    @property
    def is_complete(self) -> bool:
        """Whether the bytes of every file are known by their ids."""
        return self._index is not None or self._listed.is_complete

    @property
    def digest(self) -> str:
        """Name the state of the whole plan: equal digests mean equal paths and bytes."""
        return self._listed.digest if self._index is None else self._index.state

    def content(self, path: str) -> bytes | None:
        """Read one file again; None where it cannot be read."""
        if self._index is None:
            return self._listed.content(path)
        known = self._index.known(path)
        if known is None or known.fault is not None:
            return None
        layer, inner_path = layer_of(path)
        source = self._sources[layer]
        source.blobs.setdefault(inner_path, known.blob)
        try:
            return source.read(inner_path)
        except OSError:
            return None

    def kept(self, store: Store) -> Workbook | None:
        """Give the plan as it was kept; None where it was not."""
        return None if self._index is None else kept_workbook(self._folder, self._index, store, self.content)

    def keep(self, workbook: Workbook) -> None:
        """Keep the plan that was read of these files, in place of the last one."""
        if not self.is_complete:
            return
        files = {file.path: Known(file.stamp, file.blob, file.fault) for file in self.files}
        state = Index(self._folder).replace(files, seen_ns=0)
        keep(self._folder, state, workbook)
        self._folder.write(_NAME, msgspec.msgpack.encode(_Named(self._name, state)))
