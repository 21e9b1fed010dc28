"""The index of files read before: a path to the stamp of its file and the id of its bytes.

An entry that is not older than the index itself is not trusted, because the file may have changed again
within the grain of the clock; git calls such entries racy. The index is one file in the cache folder.
"""

import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from workbook.records.cache import CacheFolder

# Coarser than the clock of any file system that a clone lies on (FAT: two seconds).
_GRAIN_NS = 2_000_000_000
# Files said to be from beyond the year 2262 do not fit into the index, and are read each time.
_END_NS = 1 << 63
_NAME = "index"

Stamp = tuple[int, int, int, int]
Entry = tuple[int, int, int, int, str]


class Index:
    """What the last load saw; `blob` answers only where the file surely is as it was."""

    def __init__(self, folder: CacheFolder) -> None:
        self._folder = folder
        self._written_ns, self._entries = _decode(folder.read(_NAME))

    def blob(self, path: str, stamp: Stamp) -> str:
        """Give the id of the bytes at a path, or "" where the file must be read."""
        entry = self._entries.get(path)
        if entry is None or entry[:4] != stamp:
            return ""
        newest = max(stamp[1], stamp[2])
        return entry[4] if newest + _GRAIN_NS < self._written_ns else ""

    def replace(self, entries: Mapping[str, Entry], *, seen_ns: int) -> None:
        """Keep what was seen now, if it is news; `seen_ns` is the time before the files were listed."""
        if entries == self._entries and not self._has_racy_entry():
            return
        kept = {path: entry for path, entry in entries.items() if entry[1] < _END_NS and entry[2] < _END_NS}
        self._folder.write(_NAME, msgspec.msgpack.encode((seen_ns, kept)))

    def _has_racy_entry(self) -> bool:
        limit = self._written_ns - _GRAIN_NS
        return any(entry[1] >= limit or entry[2] >= limit for entry in self._entries.values())


def now_ns() -> int:
    """Read the clock that file stamps are compared with."""
    return time.time_ns()


@cache
def _decoder() -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(tuple[int, dict[str, Entry]])


def _decode(payload: bytes | None) -> tuple[int, dict[str, Entry]]:
    if payload is None:
        return 0, {}
    try:
        written_ns, entries = _decoder().decode(payload)
    except msgspec.DecodeError:
        return 0, {}
    return written_ns, entries
