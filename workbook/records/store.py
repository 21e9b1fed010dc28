"""The store of records read before: the id of the bytes and a kind to what was read from them.

Shared by folders, commits and the guard, because it never asks where bytes lay. Sharded by the id, read shard
by shard, and taken apart only for what is asked for. Bounded: of what was not used last, as much is kept as
the plan is large, and a little more. Beside the shards lies the front: what a session asks for first, so that
its next start reads one small file for it.
"""

from functools import cache, cached_property
from typing import Any

import msgspec

from workbook.model.kind import Kind
from workbook.model.references import Reference
from workbook.records.cache import CacheFolder
from workbook.records.fault import Fault

_SHARDS = "0123456789abcdef"
# So many are kept in each shard even of a small plan.
_LEAST_KEPT = 64
_FRONT, _MOST_IN_FRONT = "store-front", 600


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """What was read from some bytes: faults, references, and the data, still encoded (see `encoding`)."""

    faults: tuple[Fault, ...]
    references: tuple[Reference, ...]
    data: bytes


class Store:
    """Stored records by id and kind; `get` and `put` in memory, `save` writes the shards that changed."""

    def __init__(self, folder: CacheFolder) -> None:
        self._folder = folder
        self._shards: dict[str, dict[str, msgspec.Raw]] = {}
        self._used: dict[str, dict[str, msgspec.Raw]] = {shard: {} for shard in _SHARDS}
        self._changed: set[str] = set()

    def get(self, blob: str, kind: Kind) -> Stored | None:
        """Give what was read from these bytes as this kind before, if it is still kept."""
        shard, key = blob[0], blob + kind
        found = self._front.get(key) or self._shard(shard).get(key)
        if found is None:
            return None
        self._used[shard][key] = found
        try:
            stored: Stored = _decoder(Stored).decode(found)
        except msgspec.DecodeError:
            return None
        return stored

    def keep_front(self) -> None:
        """Keep as the front what was asked for so far, if that is little enough to be a front."""
        used = {key: found for some in self._used.values() for key, found in some.items()}
        if len(used) <= _MOST_IN_FRONT and used.keys() != self._front.keys():
            self._folder.write(_FRONT, msgspec.msgpack.encode(used))

    def read_all(self) -> None:
        """Read the whole store at once, where nearly all of it will be asked for, and there is time now."""
        for shard in _SHARDS:
            self._shard(shard)

    def put(self, blob: str, kind: Kind, stored: Stored) -> None:
        """Keep what was read from these bytes."""
        self._used[blob[0]][f"{blob}{kind}"] = msgspec.Raw(msgspec.msgpack.encode(stored))
        self._changed.add(blob[0])

    def save(self, count: int = 0) -> None:
        """Write the shards to which something was added; `count` says how many records the plan has."""
        for shard in sorted(self._changed):
            used = self._used[shard]
            known = self._shards.get(shard) or _decode(self._folder.read(f"store-{shard}"))
            limit = max(2 * count // len(_SHARDS), _LEAST_KEPT)
            unused = [key for key in known if key not in used]
            kept = unused[max(0, len(unused) + len(used) - limit) :]
            latest = {**{key: known[key] for key in kept}, **used}
            self._folder.write(f"store-{shard}", msgspec.msgpack.encode(latest))
        self._changed.clear()

    @cached_property
    def _front(self) -> dict[str, msgspec.Raw]:
        return _decode(self._folder.read(_FRONT))

    def _shard(self, shard: str) -> dict[str, msgspec.Raw]:
        if shard not in self._shards:
            self._shards[shard] = _decode(self._folder.read(f"store-{shard}"))
        return self._shards[shard]


@cache
def _decoder(wanted: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(wanted)


def _decode(payload: memoryview | None) -> dict[str, msgspec.Raw]:
    if payload is None:
        return {}
    try:
        found: dict[str, msgspec.Raw] = _decoder(dict[str, msgspec.Raw]).decode(payload)
    except msgspec.DecodeError:
        return {}
    return found
