"""The fingerprint of a record: what an approval binds itself to.

In: the files of one record by path, as bytes. Out: a short text, the same wherever the same data lies at the
same path. Unknown fields count; `notes` and `tags`, comments, layout and the order of keys do not. Nothing
here knows who approves what. A worked example:

    quantity = 12  # twelve        -> 5c0e…     notes = "Ask again."  quantity = 12    -> 5c0e…
    quantity = 10                  -> 91ab…     the file is not there                  -> absent
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from workbook.model.fields import key_of
from workbook.model.record import RecordData
from workbook.records.paths import home_of
from workbook.toml.document import Document, parse

ABSENT = "absent"
_SIZE = 12
_UNBOUND = frozenset(key_of(RecordData, name) for name in ("notes", "tags"))


def fingerprint(files: Mapping[str, bytes | None]) -> str:
    """Give the fingerprint of a record that lies in these files; `absent` where there is none of them."""
    parts = [
        f"{_text(path)}{_of_file(path, data)}" for path, data in sorted(files.items()) if data is not None
    ]
    return (
        blake2b("".join(parts).encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()
        if parts
        else ABSENT
    )


def canonical(value: Any) -> str:
    """Spell TOML data so that two spellings are alike exactly where the data is the same."""
    # A large proposal has tens of thousands of values, nearly all of them of the first kinds.
    kind = type(value)
    if kind is str:
        return _text(value)
    if kind is dict:
        return f"{{{''.join([_text(key) + canonical(value[key]) for key in sorted(value)])}}}"
    if kind is list:
        return f"[{''.join(map(canonical, value))}]"
    if kind is int:
        return f"i{value};"
    if kind is bool:
        return f"b{value:d}"
    if kind is Decimal:
        return f"d{_number(value)};"
    if kind in (datetime, date, time):
        return f"{kind.__name__}{value.isoformat()};"
    raise AssertionError(f"no TOML value: {kind.__name__}")


def _of_file(path: str, data: bytes) -> str:
    document = parse(data) if path.endswith(".toml") else None
    if not isinstance(document, Document):
        return f"r{blake2b(data, digest_size=_SIZE).hexdigest()};"
    unbound = _UNBOUND if home_of(path) is not None else frozenset()
    return canonical({key: value for key, value in document.table.items() if key not in unbound})


def _text(text: str) -> str:
    return f"s{len(text)}:{text}"


def _number(value: Decimal) -> str:
    """Spell a decimal without zeros at its end; arithmetic would round it."""
    if value.is_nan():
        return "nan"
    if value.is_infinite() or not value:
        return str(value) if value else "0"
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    plain = "".join(map(str, digits)).lstrip("0")
    short = plain.rstrip("0")
    return f"{'-' * sign}{short}e{exponent + len(plain) - len(short)}"
