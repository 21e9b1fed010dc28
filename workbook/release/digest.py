"""The digest of a released plan: equal digests mean that an audience was shown the same content.

In: released records and settings. Out: a hash over ids and what the records say, in an order of its own.
Where files lie, which layer they came from, how they are spelled and what was left out do not enter.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from typing import Any

import msgspec

from workbook.model.manifest import Manifest
from workbook.model.record import Record
from workbook.model.values import encode_text

_DIGEST_BYTES = 16


def digest_of(manifest: Manifest, records: Iterable[Record]) -> str:
    """Give the digest of a released plan, in hexadecimal."""
    found = blake2b(digest_size=_DIGEST_BYTES)
    found.update(_canonical(manifest))
    for record in sorted(records, key=lambda one: one.id):
        head = [record.id, record.kind, record.owner, record.recorded, record.meeting]
        found.update(b"\n" + json.dumps(head).encode() + _canonical(record.data))
    return found.hexdigest()


def _canonical(data: msgspec.Struct) -> bytes:
    """Spell data in one way: fields in the order of declaration, defaults left out, clock times in UTC."""
    times: dict[str, Any] = {
        name: value.astimezone(UTC)
        for name in _clock_fields(type(data))
        if isinstance(value := getattr(data, name), datetime)
    }
    return _encoder().encode(msgspec.structs.replace(data, **times) if times else data)


@cache
def _clock_fields(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    """Name the fields of a kind that may hold a clock time; none lies deeper."""
    return tuple(name for name in ("start", "end", "on") if name in struct.__struct_fields__)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=encode_text, decimal_format="string", order="deterministic")
