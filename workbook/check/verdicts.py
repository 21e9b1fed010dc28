"""What the last check found, kept in the cache folder: believed for the very state that was checked."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from workbook.findings import Finding
from workbook.records.cache import CacheFolder

_STATE = "state"


def read_state(folder: CacheFolder, digest: str) -> Sequence[Finding] | None:
    """Give the findings of a whole plan if the last check was of this very state, day and program."""
    payload = folder.read(_STATE)
    if payload is None:
        return None
    try:
        known, findings = _state_decoder().decode(payload)
    except msgspec.DecodeError:
        return None
    return findings if known == digest else None


def write_state(folder: CacheFolder, digest: str, findings: Sequence[Finding]) -> None:
    """Keep the findings of a whole plan."""
    folder.write(_STATE, msgspec.msgpack.encode((digest, findings)))


@cache
def _state_decoder() -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(tuple[str, tuple[Finding, ...]])
