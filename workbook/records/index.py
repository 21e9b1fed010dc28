"""The index: what the last load saw of each file on disk, and whether that still holds without reading it.

A file is told apart by a line, its path and its stamp. A file that is not older than the look at it has no
stamp in the index, because it may have changed again within the grain of the clock; git calls it racy. Two
files in the cache folder: `index` as of the last load of everything, and `changes` since, which is small.
"""

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache, cached_property
from hashlib import blake2b
from itertools import count, starmap
from typing import Any

import msgspec

from workbook.records.cache import CacheFolder
from workbook.records.fault import Fault

# Coarser than the clock of any file system that a clone lies on (FAT: two seconds).
_GRAIN_NS = 2_000_000_000
_NAME, _CHANGES = "index", "changes"
# So many lines are looked for one by one.
_FEW = 20

Stamp = tuple[int, int, int, int]


class Known(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a file: its stamp ("" where it must be read), the id of its bytes, why it has none."""

    stamp: str
    blob: str
    fault: Fault | None = None


class _Base(msgspec.Struct, array_like=True):
    """All files in order of layer and path: their lines, and as many ids; faults by path."""

    state: str
    lines: list[str]
    blobs: list[str]
    faults: dict[str, Fault]


class _Changes(msgspec.Struct, array_like=True):
    """Files that differ from the base of this state; None where there is none any more."""

    state: str
    files: dict[str, Known | None]


class Index:
    """What the last load saw: a base, and what has changed since."""

    def __init__(self, folder: CacheFolder) -> None:
        self._folder = folder
        self._base: _Base = _decoded(folder.read(_NAME), _Base) or _Base("", [], [], {})
        if len(self._base.lines) != len(self._base.blobs):
            self._base = _Base("", [], [], {})
        changes = _decoded(folder.read(_CHANGES), _Changes)
        is_ours = changes is not None and changes.state == self._base.state
        self.changes: Mapping[str, Known | None] = changes.files if changes is not None and is_ours else {}

    @property
    def state(self) -> str:
        """The name of the base: equal names mean equal paths, bytes and faults; "" where there is none."""
        return self._base.state

    @cached_property
    def lines(self) -> frozenset[str]:
        """A line for each file; whoever finds the same needs not read the file again."""
        if not self.changes:
            return frozenset(self._base.lines)
        old = {self._base.lines[self.rows[path]] for path in self.changes if path in self.rows}
        new = {line_of(path, known.stamp) for path, known in self.changes.items() if known is not None}
        return (frozenset(self._base.lines) - old) | new

    def lines_without(self, paths: Iterable[str]) -> list[str] | None:
        """List the lines but for those of a few paths, which have no stamps; None where that is not all."""
        others = [line_of(path, "") for path in paths]
        if self.changes or len(others) > _FEW:
            return None
        lines = self._base.lines.copy()
        with suppress(ValueError):
            for line in others:
                lines.remove(line)
            return lines
        return None

    @property
    def count(self) -> int:
        """How many files the base has."""
        return len(self._base.lines)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The place of each path in the base."""
        return dict(zip([line.partition("\0")[0] for line in self._base.lines], count()))

    @property
    def paths(self) -> Iterable[str]:
        """The paths of all files, in no order."""
        if not self.changes:
            return self.rows.keys()
        gone = {path for path, known in self.changes.items() if known is None}
        return (self.rows.keys() | self.changes.keys()) - gone

    def known(self, path: str) -> Known | None:
        """Give what is known of a file; None where there was none."""
        return self.changes[path] if path in self.changes else self.base(path)

    def base(self, path: str) -> Known | None:
        """Give what was known of a file in the base."""
        row = self.rows.get(path)
        return None if row is None else self.at(row)

    def at(self, row: int) -> Known:
        """Give what was known of the file in one place of the base."""
        path, _, stamp = self._base.lines[row].partition("\0")
        return Known(stamp, self._base.blobs[row], self._base.faults.get(path))

    def path_at(self, row: int) -> str:
        """Give the path in one place of the base."""
        return path_in(self._base.lines[row])

    def replace(self, files: Mapping[str, Known], *, seen_ns: int) -> str:
        """Keep all files as a new base, in the order given, and give its name.

        `seen_ns` is the time before they were listed.
        """
        aged = {path: _aged(known, seen_ns) for path, known in files.items()}
        lines = [line_of(path, known.stamp) for path, known in aged.items()]
        blobs = [known.blob for known in aged.values()]
        faults = {path: known.fault for path, known in aged.items() if known.fault is not None}
        state = state_name("", files)
        if (state, lines) != (self._base.state, self._base.lines):
            self._folder.write(_NAME, msgspec.msgpack.encode(_Base(state, lines, blobs, faults)))
        return state

    def note(self, files: Mapping[str, Known | None], *, seen_ns: int) -> None:
        """Keep what differs from the base, if it is news."""
        aged = {path: None if known is None else _aged(known, seen_ns) for path, known in files.items()}
        news = {path: known for path, known in aged.items() if known != self.base(path)}
        if news != self.changes:
            self._folder.write(_CHANGES, msgspec.msgpack.encode(_Changes(self.state, news)))


def line_of(path: str, stamp: str) -> str:
    """Write the line of a file."""
    return f"{path}\0{stamp}"


def stamp_text(stamp: Stamp) -> str:
    """Write size, mtime, ctime and inode of a file as its stamp."""
    size, mtime, ctime, inode = stamp
    return f"{size} {mtime} {ctime} {inode}"


def state_name(base: str, files: Mapping[str, Known | None]) -> str:
    """Name a state: a base, and the files in which it differs."""
    told = starmap(_told, sorted(files.items()))
    return blake2b("\0\0".join((base, *told)).encode(), digest_size=20).hexdigest()


def now_ns() -> int:
    """Read the clock that file stamps are compared with."""
    return time.time_ns()


def tells_same(known: Known | None, other: Known | None) -> bool:
    """Say whether the same was read of a file, whatever its stamp."""
    if known is None or other is None:
        return known is other
    return (known.blob, known.fault) == (other.blob, other.fault)


def path_in(line: str) -> str:
    """Give the path that a line is of."""
    return line.partition("\0")[0]


def _told(path: str, known: Known | None) -> str:
    return f"{path}\0{known.blob}\0{known.fault}" if known is not None else path


def _aged(known: Known, seen_ns: int) -> Known:
    """Take the stamp off a file that may have changed since it was looked at without showing it."""
    if not known.stamp or not known.blob:
        return known if not known.stamp else Known("", known.blob, known.fault)
    _, mtime, ctime, _ = known.stamp.split(" ")
    is_old = max(int(mtime), int(ctime)) + _GRAIN_NS < seen_ns
    return known if is_old else Known("", known.blob, known.fault)


@cache
def _decoder(wanted: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(wanted)


def _decoded(payload: memoryview | None, wanted: Any) -> Any:
    if payload is None:
        return None
    try:
        return _decoder(wanted).decode(payload)
    except msgspec.DecodeError:
        return None
