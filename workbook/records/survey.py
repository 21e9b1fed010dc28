"""Which files a plan has, and the ids of their bytes, read as little as possible.

In: a stack of layers, and the index of what was seen before. Out: a `Survey`: every file with the id of
its bytes where that is known without reading, and a fault where a file may not be read at all. A survey of
files on disk tells besides which of them must be looked at; once they are, `digest` names the whole state of
the plan, and nothing needs to be loaded to know it.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

import msgspec

from workbook.errors import WorkbookError
from workbook.records.cache import CacheFolder
from workbook.records.fault import NOT_A_FILE, SIZE_LIMIT_BYTES, STRAY_FILE, Fault, too_large
from workbook.records.folder import FolderSource
from workbook.records.index import (
    Index,
    Known,
    line_of,
    now_ns,
    path_in,
    stamp_text,
    state_name,
    tells_same,
)
from workbook.records.layers import LayerSource
from workbook.records.paths import MANIFEST, PLANS, Home, layer_of
from workbook.records.source import FileType, SourceFile, blob_id

_IS_MANIFEST = re.compile(f"{re.escape(MANIFEST)}\0").match
# Past so many changed files, loading everything is no slower, and makes the next load quick again.
_MOST_CHANGED = 256


class NoWorkbookError(WorkbookError):
    """There is no plan at the place that was opened."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} holds no {MANIFEST}, so no workbook: go to a folder that has one, name it with --dir, "
            "or make one with `workbook init DIR --secretariat NOR`."
        )


class SurveyedFile(msgspec.Struct, kw_only=True):
    """A file of the plan: its path from the shared top, and in its layer.

    `blob` is "" until it is read; `home` is set when it is loaded, None where no record belongs. `stamp` is
    that of `records.index`, "" where it has none.
    """

    path: str
    inner_path: str
    layer: LayerSource
    blob: str
    stamp: str = ""
    fault: Fault | None = None
    home: Home | None = None


class Survey:
    """The files of a plan at one moment, in order of layer and path."""

    def __init__(self, files: Sequence[SurveyedFile]) -> None:
        self._files = files

    @cached_property
    def files(self) -> Sequence[SurveyedFile]:
        """All files, in order of layer and path."""
        return self._list()

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self._files)

    @property
    def paths(self) -> Iterable[str]:
        """The paths of all files, in no order."""
        return (file.path for file in self._files)

    def _list(self) -> Sequence[SurveyedFile]:
        return sorted(self._files, key=lambda file: (file.layer.name, file.path))

    @cached_property
    def _by_path(self) -> Mapping[str, SurveyedFile]:
        return {file.path: file for file in self.files}

    @property
    def is_complete(self) -> bool:
        """Whether the bytes of every file are known by their ids."""
        return all(file.blob or file.fault for file in self.files)

    @property
    def digest(self) -> str:
        """Name the state of the whole plan: equal digests mean equal paths and bytes.

        Only asked for when the survey is complete.
        """
        return state_name("", {file.path: _known(file) for file in self.files})

    def read(self, files: Iterable[SurveyedFile]) -> Iterator[tuple[SurveyedFile, bytes]]:
        """Read some of the files, layer by layer, streaming; a failure becomes the file's fault."""
        waiting: dict[LayerSource, list[SurveyedFile]] = {}
        for file in files:
            if file.fault is None:
                waiting.setdefault(file.layer, []).append(file)
        for group in waiting.values():
            yield from _read(group)

    def content(self, path: str) -> bytes | None:
        """Read one file again; None where it cannot be read."""
        file = self._by_path.get(path)
        if file is None or file.fault is not None:
            return None
        try:
            return file.layer.source.read(file.inner_path)
        except OSError:
            return None


class DiskSurvey(Survey):
    """The files of a plan on disk, set apart from what the index knows of them.

    `lines` are those of regular files, `odd` are all others. Only `fresh` files must be looked at; the
    objects of the rest are made when they are asked for.
    """

    def __init__(
        self,
        layers: Mapping[str, LayerSource],
        lines: Sequence[str],
        odd: Sequence[SurveyedFile],
        index: Index,
        seen_ns: int,
    ) -> None:
        self._layers = layers
        self._listed = lines
        self._odd = odd
        self._seen_ns = seen_ns
        self.index = index
        self._name = ""
        self.contents: dict[str, bytes] = {}

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self._listed) + len(self._odd)

    @property
    def paths(self) -> Iterable[str]:
        """The paths of all files, in no order."""
        known = self.index.paths
        left = (path for path in known if path not in self.removed) if self.removed else known
        return chain(left, self.fresh.keys() - known)

    @cached_property
    def fresh(self) -> Mapping[str, SurveyedFile]:
        """Files that are not known to be as they were, by path."""
        news = () if self._is_as_known else self._lines - self.index.lines
        return {file.path: file for file in (*map(self._surveyed, news), *self._odd)}

    @cached_property
    def removed(self) -> Collection[str]:
        """Paths that the index knows and where no file is any more."""
        if self._is_as_known:
            return frozenset()
        return {path_in(line) for line in self.index.lines - self._lines} - self.fresh.keys()

    @cached_property
    def _lines(self) -> frozenset[str]:
        return frozenset(self._listed)

    @cached_property
    def _is_as_known(self) -> bool:
        """Whether the regular files are those of the index, in its order: quick to see, and most often so."""
        return self._listed == self.index.lines_without(file.path for file in self._odd)

    @property
    def is_complete(self) -> bool:
        """Whether the bytes of every file are known by their ids."""
        return all(file.blob or file.fault for file in self.fresh.values())

    @property
    def digest(self) -> str:
        """Name the state of the whole plan: the base of the index, and how it differs from that."""
        return self._name or state_name(self.index.state, self.changes)

    @property
    def past_digest(self) -> str:
        """Name the state of the whole plan that the last load saw."""
        return state_name(self.index.state, self.past)

    @property
    def changes(self) -> Mapping[str, Known | None]:
        """Files of which other things are known than in the base of the index; None where there is none."""
        return {
            path: known
            for path, known in self._news().items()
            if not tells_same(known, self.index.base(path))
        }

    @property
    def past(self) -> Mapping[str, Known | None]:
        """Files of which the last load knew other things than the base of the index does."""
        return {
            path: known
            for path, known in self.index.changes.items()
            if not tells_same(known, self.index.base(path))
        }

    @property
    def is_near(self) -> bool:
        """Whether little has changed since the last load of everything, so that it is worth building on."""
        return bool(self.index.state) and len(self._news()) <= _MOST_CHANGED

    def look(self) -> None:
        """Read the fresh files, to know the ids of their bytes; these are kept in `contents`."""
        for file, content in self.read(file for file in self.fresh.values() if not file.blob):
            file.blob = blob_id(content)
            self.contents[file.path] = content

    def remember(self) -> str:
        """Keep all that was seen as a new base of the index, once all files are read; give its name."""
        base = self.index.replace({file.path: _known(file) for file in self.files}, seen_ns=self._seen_ns)
        self._name = state_name(base, {})
        return base

    def note(self) -> None:
        """Keep in the index how the files differ from its base, once the fresh ones are read."""
        self.index.note(self._news(), seen_ns=self._seen_ns)

    def content(self, path: str) -> bytes | None:
        """Read one file again; None where it cannot be read."""
        file = self.fresh.get(path)
        if (file is None and self.index.known(path) is None) or (file is not None and file.fault is not None):
            return None
        layer, inner_path = layer_of(path)
        try:
            return self._layers[layer].source.read(inner_path)
        except OSError:
            return None

    def known_id(self, path: str, found: os.stat_result) -> str:
        """Give the id of the bytes of a file as this stat finds it; "" where it must be read to know.

        What the index tells of a file holds as long as its stamp does.
        """
        known = self.index.known(path)
        stamp = stamp_text((found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino))
        return known.blob if known is not None and known.stamp == stamp else ""

    def _list(self) -> Sequence[SurveyedFile]:
        fresh, index = self.fresh, self.index
        files = [self._surveyed(line) for line in self._lines & index.lines]
        for file in files:
            known = index.known(file.path)
            file.blob = known.blob if known is not None else ""
        return sorted((*files, *fresh.values()), key=lambda file: (file.layer.name, file.path))

    def _news(self) -> Mapping[str, Known | None]:
        """Give all that is known now and was not in the base, or may not have been."""
        removed: dict[str, Known | None] = dict.fromkeys(self.removed)
        return {**self.index.changes, **removed, **{path: _known(one) for path, one in self.fresh.items()}}

    def _surveyed(self, line: str) -> SurveyedFile:
        path, _, stamp = line.partition("\0")
        layer, inner_path = layer_of(path)
        fault = too_large(int(stamp.partition(" ")[0]))
        return SurveyedFile(
            path=path, inner_path=inner_path, layer=self._layers[layer], blob="", stamp=stamp, fault=fault
        )


def survey(stack: Sequence[LayerSource], cache: CacheFolder, *, seen_ns: int | None = None) -> Survey:
    """List the files of a plan, with ids where the index or the source knows them.

    `seen_ns` is the time before they were listed, where that began already.

    Raises:
        NoWorkbookError: the shared layer has no `plans/workbook.toml`.
    """
    seen_ns = now_ns() if seen_ns is None else seen_ns
    lines: list[str] = []
    others: list[SurveyedFile] = []
    for layer in stack:
        found, odd = _listed(layer)
        lines += [layer.prefix + line for line in found] if layer.prefix else found
        others += odd
    if MANIFEST not in (file.path for file in others) and not any(map(_IS_MANIFEST, lines)):
        raise NoWorkbookError("This place")
    if any(file.blob for file in others):
        return Survey(others)
    return DiskSurvey({layer.name: layer for layer in stack}, lines, others, Index(cache), seen_ns)


def _listed(layer: LayerSource) -> tuple[Sequence[str], Sequence[SurveyedFile]]:
    """List a layer: the lines of its regular files, and all others; where ids are known, all are others."""
    source = layer.source
    if isinstance(source, FolderSource):
        lines, files = source.lines(PLANS)
    else:
        lines, files = [], list(source.files(PLANS))
    others = []
    for file in files:
        if file.type is FileType.REGULAR and not file.path.endswith(".toml") and _may_lie_here(file.path):
            continue
        fault = _unreadable(file)
        if file.stamp is not None and not file.blob and fault is None:
            lines.append(line_of(file.path, stamp_text(file.stamp)))
        else:
            others.append(
                SurveyedFile(
                    path=layer.prefix + file.path,
                    inner_path=file.path,
                    layer=layer,
                    blob=file.blob,
                    fault=fault,
                )
            )
    return lines, others


def _known(file: SurveyedFile) -> Known:
    return Known(file.stamp, file.blob, file.fault)


_WHAT_IT_IS = {
    FileType.LINK: "is a link, which is never followed: put the file itself here",
    FileType.FOLDER: "is a folder where a record file belongs: rename it",
    FileType.OTHER: "cannot be read as a file: it is a pipe, a device, a submodule or a folder without "
    "access; remove it",
    FileType.UNNAMEABLE: "has a name that is not Unicode: rename it",
}


def _may_lie_here(path: str) -> bool:
    """Say whether a file that is no record is left in peace: hidden, a README, or a record under seal."""
    name = path.rpartition("/")[2]
    return name.startswith((".", "README")) or name.endswith(".toml.age")


def _unreadable(file: SourceFile) -> Fault | None:
    if file.type is not FileType.REGULAR:
        return Fault(NOT_A_FILE, _WHAT_IT_IS[file.type])
    if not file.path.endswith(".toml"):
        return Fault(STRAY_FILE, "is no record, as its name does not end in .toml: rename it, or remove it")
    return too_large(file.size)


def _read(files: Sequence[SurveyedFile]) -> Iterator[tuple[SurveyedFile, bytes]]:
    source = files[0].layer.source
    contents = source.read_many([file.inner_path for file in files])
    for file, (_, content) in zip(files, contents, strict=True):
        if isinstance(content, OSError):
            file.fault = Fault(NOT_A_FILE, _why_unread(content))
        elif len(content) > SIZE_LIMIT_BYTES:
            file.fault = Fault(NOT_A_FILE, f"has more than {SIZE_LIMIT_BYTES:,} bytes: move bulk elsewhere")
        else:
            yield file, content


def _why_unread(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is gone, or no longer a file, since the folder was listed: check again"
    return f"cannot be read ({error.strerror or error}): give yourself the right to read it"
