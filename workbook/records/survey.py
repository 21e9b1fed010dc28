"""Which files a plan has, and the ids of their bytes, read as little as possible.

In: a stack of layers, and the index of what was seen before. Out: a `Survey`: every file with the id of
its bytes where that is known without reading, and a fault where a file may not be read at all. When all
ids are known, `digest` names the whole state of the plan, and nothing needs to be loaded to know it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b

import msgspec

from workbook.errors import WorkbookError
from workbook.records.cache import CacheFolder
from workbook.records.fault import NOT_A_FILE, SIZE_LIMIT_BYTES, STRAY_FILE, Fault
from workbook.records.index import Entry, Index, now_ns
from workbook.records.layers import LayerSource
from workbook.records.paths import MANIFEST, PLANS, Home
from workbook.records.source import FileType, SourceFile


class NoWorkbookError(WorkbookError):
    """There is no plan at the place that was opened."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} holds no {MANIFEST}, so no workbook: go to a folder that has one, name it with --dir, "
            "or make one with `workbook init DIR --secretariat NOR`."
        )


class SurveyedFile(msgspec.Struct, kw_only=True):
    """A file of the plan: its path from the shared top, and in its layer.

    `blob` is "" until it is read; `home` is set when it is loaded, None where no record belongs.
    """

    path: str
    inner_path: str
    layer: LayerSource
    blob: str
    stamp: tuple[int, int, int, int] | None
    fault: Fault | None = None
    home: Home | None = None


class Survey:
    """The files of a plan at one moment, in order of layer and path."""

    def __init__(self, files: Sequence[SurveyedFile], index: Index | None, seen_ns: int) -> None:
        self.files = files
        self._index = index
        self._seen_ns = seen_ns

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
        lines = "\0\0".join(f"{file.path}\0{file.blob}\0{file.fault}" for file in self.files)
        return blake2b(lines.encode(), digest_size=20).hexdigest()

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

    def remember(self) -> None:
        """Keep what was seen in the index, once all files are read; nothing of a plan that has no stamps."""
        if self._index is not None and any(file.stamp for file in self.files):
            entries: Mapping[str, Entry] = {
                file.path: (*file.stamp, file.blob) for file in self.files if file.stamp and file.blob
            }
            self._index.replace(entries, seen_ns=self._seen_ns)


def survey(stack: Sequence[LayerSource], cache: CacheFolder) -> Survey:
    """List the files of a plan, with ids where the index or the source knows them.

    Raises:
        NoWorkbookError: the shared layer has no `plans/workbook.toml`.
    """
    seen_ns = now_ns()
    index = Index(cache)
    files = [file for layer in stack for file in _surveyed(layer, index)]
    files.sort(key=lambda file: (file.layer.name, file.path))
    if not any(file.path == MANIFEST for file in files):
        raise NoWorkbookError("This place")
    return Survey(files, index, seen_ns)


def _surveyed(layer: LayerSource, index: Index) -> Iterator[SurveyedFile]:
    prefix = layer.prefix
    for file in layer.source.files(PLANS):
        is_toml = file.path.endswith(".toml")
        if file.type is FileType.REGULAR and not is_toml and _may_lie_here(file.path):
            continue
        path = prefix + file.path
        blob = file.blob or (index.blob(path, file.stamp) if file.stamp is not None else "")
        yield SurveyedFile(
            path=path,
            inner_path=file.path,
            layer=layer,
            blob=blob,
            stamp=file.stamp,
            fault=_unreadable(file),
        )


_WHAT_IT_IS = {
    FileType.LINK: "is a link, which is never followed: put the file itself here",
    FileType.FOLDER: "is a folder where a record file belongs: rename it",
    FileType.OTHER: "cannot be read as a file: it is a pipe, a device or a folder without access; remove it",
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


def too_large(size: int) -> Fault | None:
    """Give the fault of a file of so many bytes; None where they are not too many."""
    if size <= SIZE_LIMIT_BYTES:
        return None
    message = f"has {size:,} bytes: a record has at most {SIZE_LIMIT_BYTES:,}; move bulk elsewhere"
    return Fault(NOT_A_FILE, message)


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
