"""The digest of a released plan: equal digests mean that an audience was shown the same content.

In: released records and settings. Out: a hash over ids and what the records say, in the order of a plan of
one layer. Where files lie, which layer they came from, how they are spelled, what was left out do not enter.
A record has a digest of its own, so that it is worked out once for all audiences that see the same of it.
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


def digest_of(manifest: Manifest, records: Iterable[bytes]) -> str:
    """Give the digest of a released plan, in hexadecimal, from those of its records by path."""
    found = blake2b(_canonical(manifest), digest_size=_DIGEST_BYTES)
    found.update(b"".join(records))
    return found.hexdigest()


def record_digest(record: Record) -> bytes:
    """Give the digest of a released record."""
    head = [record.id, record.kind, record.owner, record.recorded, record.meeting]
    spelled = json.dumps(head).encode() + b"\n" + _canonical(record.data)
    return blake2b(spelled, digest_size=_DIGEST_BYTES).digest()


def _canonical(data: msgspec.Struct) -> bytes:
    """Spell data in one way: fields in the order of declaration, defaults left out, clock times in UTC."""
    times: dict[str, Any] = {
        name: _in_utc(value)
        for name in _clock_fields(type(data))
        if isinstance(value := getattr(data, name), datetime)
    }
    return _encoder().encode(msgspec.structs.replace(data, **times) if times else data)


def _in_utc(moment: datetime) -> datetime:
    """Give a clock time in UTC; at the ends of the calendar, where UTC lies beyond them, as it is."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment


@cache
def _clock_fields(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    """Name the fields of a kind that may hold a clock time; none lies deeper."""
    return tuple(name for name in ("start", "end", "on") if name in struct.__struct_fields__)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=encode_text, decimal_format="string", order="deterministic")
