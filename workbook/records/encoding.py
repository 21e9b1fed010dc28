"""A record's data as bytes in the store, and back: what is read back equals what a fresh reading gives.

In: the data of a record. Out: JSON, and the other way. JSON, because msgpack would turn every moment into
UTC and lose the zone that it was written in. Where a field may hold any TOML value, types that JSON does
not know are named beside the text.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import LayerFile, Manifest
from workbook.model.record import RecordData
from workbook.model.values import decode_text, encode_text

_NOTHING = b"null"
# A moment before a date, which it also is.
_READ_BACK: dict[str, Callable[[Any], Any]] = {
    "table": lambda inner: {key: _open(one) for key, one in inner.items()},
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "decimal": Decimal,
    "int": lambda digits: int(digits, 16),
}


def encode(data: RecordData | None) -> bytes:
    """Write the data of a record; None says that no record can be made of the file."""
    if data is None:
        return _NOTHING
    return _encoder().encode(_with_former_values(data, _sealed))


def decode(kind: Kind, encoded: bytes) -> RecordData:
    """Read back what `encode` wrote of a record of this kind."""
    data: RecordData = _decoder(kind).decode(encoded)
    return _with_former_values(data, _open)


def encode_description(data: Manifest | LayerFile | None) -> bytes:
    """Write what a file says of the plan or of its layer; None says that it says nothing of that."""
    return _encoder().encode(data)


def decode_description(struct: type[Manifest | LayerFile], encoded: bytes) -> Manifest | LayerFile | None:
    """Read back what `encode_description` wrote."""
    return msgspec.json.decode(encoded, type=struct, dec_hook=decode_text) if holds_record(encoded) else None


def holds_record(encoded: bytes) -> bool:
    """Say whether there is a record to read back."""
    return encoded != _NOTHING


def _with_former_values(data: RecordData, change: Callable[[Any], Any]) -> RecordData:
    """Change what amendments say was there before: the one field that may hold any TOML value."""
    amended = getattr(data, "amended", ())
    if not amended:
        return data
    changed = tuple(msgspec.structs.replace(one, was=change(one.was)) for one in amended)
    return msgspec.structs.replace(data, amended=changed)


def _sealed(value: Any) -> Any:
    match value:
        case dict():
            return {"table": {key: _sealed(one) for key, one in value.items()}}
        case list():
            return [_sealed(one) for one in value]
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case Decimal():
            return {"decimal": str(value)}
        case bool():
            return value
        case int():
            # In hexadecimal, because a number can be too long for Python to print in decimals.
            return {"int": format(value, "x")}
    return value


def _open(value: Any) -> Any:
    match value:
        case dict():
            ((name, inner),) = value.items()
            return _READ_BACK[name](inner)
        case list():
            return [_open(one) for one in value]
    return value


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=encode_text)


@cache
def _decoder(kind: Kind) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(STRUCTS[kind], dec_hook=decode_text)
