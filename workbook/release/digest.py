"""The digest of a released plan: equal digests mean that an audience was shown the same content.

In: released records and settings. Out: a hash over ids and what the records say, in an order of its own.
Where files lie, which layer they came from, how they are spelled and what was left out do not enter.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

import msgspec

from workbook.model.manifest import Manifest
from workbook.model.record import Record
from workbook.model.values import VALUE_TYPES

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
    return json.dumps(_plain(data), sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    """Give a value in lists, tables and texts; a clock time in UTC, whatever zone it was written in."""
    match value:
        case msgspec.Struct():
            return {
                name: _plain(getattr(value, name)) for name in value.__struct_fields__ if getattr(value, name)
            }
        case dict():
            return {str(key): _plain(one) for key, one in value.items()}
        case tuple() | list():
            return [_plain(one) for one in value]
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
        case date() | Decimal():
            return str(value)
    return value.text if isinstance(value, VALUE_TYPES) else value  # type: ignore[attr-defined]  # all have it


def _is_said(value: Any) -> bool:
    """Tell an absent value from a zero."""
    return value is not None and value is not False and value not in ("", (), {})
