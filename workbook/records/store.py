"""The store of records read before: the id of the bytes and a kind to what was read from them.

Shared by folders, commits and the guard, because it never asks where bytes lay. Sharded by the id, read
shard by shard, bounded: a rewrite keeps what was used now and, of the rest, as much again, or a little.
"""

from functools import cache
from typing import Any

import msgspec

from workbook.model.kind import Kind
from workbook.model.references import Reference
from workbook.records.cache import CacheFolder
from workbook.records.fault import Fault

_SHARDS = "0123456789abcdef"
# Of what was not used now, so many are kept in each shard even of a small plan.
_LEAST_KEPT = 64


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """What was read from some bytes: faults, references, and the data, still encoded (see `encoding`)."""

    faults: tuple[Fault, ...]
    references: tuple[Reference, ...]
    data: bytes


class Store:
    """Stored records by id and kind; `get` and `put` in memory, `save` writes the shards that changed."""

    def __init__(self, folder: CacheFolder) -> None:
        self._folder = folder
        self._shards: dict[str, dict[str, Stored]] = {}
        self._used: dict[str, dict[str, Stored]] = {shard: {} for shard in _SHARDS}
        self._changed: set[str] = set()

    def get(self, blob: str, kind: Kind) -> Stored | None:
        """Give what was read from these bytes as this kind before, if it is still kept."""
        shard, key = blob[0], f"{blob}{kind}"
        if shard not in self._shards:
            self._shards[shard] = _decode(self._folder.read(f"store-{shard}"))
        found = self._shards[shard].get(key)
        if found is not None:
            self._used[shard][key] = found
        return found

    def put(self, blob: str, kind: Kind, stored: Stored) -> None:
        """Keep what was read from these bytes."""
        self._used[blob[0]][f"{blob}{kind}"] = stored
        self._changed.add(blob[0])

    def save(self) -> None:
        """Write the shards to which something was added."""
        for shard in sorted(self._changed):
            used = self._used[shard]
            known = self._shards.get(shard) or _decode(self._folder.read(f"store-{shard}"))
            self._folder.write(f"store-{shard}", msgspec.msgpack.encode({**_latest(known, used), **used}))
        self._changed.clear()


def _latest(known: dict[str, Stored], used: dict[str, Stored]) -> dict[str, Stored]:
    """Give the entries not used now that were used last: as many as are used, or `_LEAST_KEPT`."""
    unused = [key for key in known if key not in used]
    return {key: known[key] for key in unused[-max(len(used), _LEAST_KEPT) :]}


@cache
def _decoder() -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(dict[str, Stored])


def _decode(payload: bytes | None) -> dict[str, Stored]:
    if payload is None:
        return {}
    try:
        found: dict[str, Stored] = _decoder().decode(payload)
    except msgspec.DecodeError:
        return {}
    return found
