"""Verdicts kept from earlier checks: what was found for a case, by the digest of all that it was judged on.

Two files in the cache folder: the findings of the last whole state, and the verdicts by case. Cases without
findings are kept as bare digests. Bounded: only what the last check asked for is written again.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from workbook.findings import Finding
from workbook.records.cache import CacheFolder

DIGEST_BYTES = 12
_STATE, _CASES = "state", "verdicts"


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


class Verdicts:
    """Findings by the digest of their case: asked for with `get`, added with `put`, written with `save`."""

    def __init__(self, folder: CacheFolder) -> None:
        self._folder = folder
        self._clean, self._found = _decode(folder.read(_CASES))
        self._seen_clean: list[bytes] = []
        self._seen_found: dict[bytes, Sequence[Finding]] = {}
        self._is_news = False

    def get(self, digest: bytes) -> Sequence[Finding] | None:
        """Give what was found for this case, () where it is clean, None where it was never judged."""
        if digest in self._clean:
            self._seen_clean.append(digest)
            return ()
        found = self._found.get(digest)
        if found is not None:
            self._seen_found[digest] = found
        return found

    def put(self, digest: bytes, findings: Sequence[Finding]) -> None:
        """Keep what was found for a case."""
        self._is_news = True
        if findings:
            self._seen_found[digest] = findings
        else:
            self._seen_clean.append(digest)

    def save(self) -> None:
        """Write the verdicts of this check, if any is new."""
        if self._is_news:
            self._folder.write(_CASES, msgspec.msgpack.encode((b"".join(self._seen_clean), self._seen_found)))


def _decode(payload: bytes | None) -> tuple[frozenset[bytes], Mapping[bytes, Sequence[Finding]]]:
    if payload is None:
        return frozenset(), {}
    try:
        clean, found = _cases_decoder().decode(payload)
    except msgspec.DecodeError:
        return frozenset(), {}
    steps = range(0, len(clean), DIGEST_BYTES)
    return frozenset(clean[step : step + DIGEST_BYTES] for step in steps), found


@cache
def _state_decoder() -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(tuple[str, tuple[Finding, ...]])


@cache
def _cases_decoder() -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(tuple[bytes, dict[bytes, tuple[Finding, ...]]])
