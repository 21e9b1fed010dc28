"""From the bytes of record files to their data, faults with line and column, and references.

In: bytes and the kind that the path promises. Out: `Reading`. It never raises on what the bytes hold.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from workbook.model.references import Reference, references
from workbook.records.fault import (
    ABSURD_NUMBER,
    CONFLICT_MARKER,
    HIDDEN_CHARACTER,
    NOT_TOML,
    UNCLEAR_RELEASE,
    UNKNOWN_FIELD,
    Fault,
)
from workbook.records.reader import Misfit, Path, path_text, read_table
from workbook.toml.damage import Damage, Reason
from workbook.toml.document import Document, parse
from workbook.toml.hidden import hidden_characters, hidden_in_text

if TYPE_CHECKING:
    from workbook.toml.layout import Layout

_ABOUT_KEYS = (UNKNOWN_FIELD, UNCLEAR_RELEASE)
_MOST_HIDDEN = 3
_LONGEST_FIELD = 200

T = TypeVar("T", bound=msgspec.Struct)

_DAMAGE = {Reason.CONFLICT_MARKERS: CONFLICT_MARKER, Reason.NUMBER: ABSURD_NUMBER}


class Reading(NamedTuple):
    """What a file holds; `data` is None where no record can be made of it."""

    data: Any
    faults: tuple[Fault, ...]
    references: tuple[Reference, ...]


def read_file(content: bytes, struct: type[T]) -> Reading:
    """Read a file as a record of the kind that this struct holds."""
    (reading,) = read_files([content], [struct])
    return reading


def read_document(document: Document, struct: type[T]) -> Reading:
    """Read a file that is parsed already as a record of the kind that this struct holds."""
    data, misfits = _converted(document, struct)
    return _reading(data, _faults(document, misfits))


def read_files(contents: Sequence[bytes], structs: Sequence[type[msgspec.Struct]]) -> Sequence[Reading]:
    """Read files as records of the kinds that these structs hold.

    All files go through one step before the next begins: its code then stays near the processor, which for
    small files saves a tenth of the time.
    """
    documents = [parse(content) for content in contents]
    converted = [_converted(document, struct) for document, struct in zip(documents, structs, strict=True)]
    faults = [_faults(document, misfits) for document, (_, misfits) in zip(documents, converted, strict=True)]
    return [_reading(data, told) for (data, _), told in zip(converted, faults, strict=True)]


def _reading(data: msgspec.Struct | None, faults: tuple[Fault, ...]) -> Reading:
    return Reading(data, faults, tuple(references(data)) if data is not None else ())


def _converted(document: Document | Damage, struct: type[T]) -> tuple[T | None, Sequence[Misfit]]:
    return (None, ()) if isinstance(document, Damage) else read_table(document.table, struct)


def _faults(document: Document | Damage, misfits: Sequence[Misfit]) -> tuple[Fault, ...]:
    if isinstance(document, Damage):
        return (_damage(document),)
    faults = _hidden(document)
    if misfits:
        from workbook.toml.locate import scan

        layout = scan(document)
        faults = (*faults, *(_placed(misfit, layout) for misfit in misfits))
    return faults


def _damage(damage: Damage) -> Fault:
    return Fault(_DAMAGE.get(damage.reason, NOT_TOML), damage.message, "", damage.line, damage.column)


def _placed(misfit: Misfit, layout: "Layout") -> Fault:
    entry = layout.find(misfit.path) if misfit.code in _ABOUT_KEYS else None
    key = entry.keys[-1] if entry is not None and entry.keys else None
    line, column = layout.place(key or layout.nearest(misfit.path))
    # Keys are a stranger's words: one of a megabyte would come back with every fault under it.
    field = path_text(misfit.path)[:_LONGEST_FIELD]
    message = (
        f"{field} {misfit.message}"
        if field and misfit.message.startswith(("is ", "has ", "holds ", "runs "))
        else misfit.message
    )
    return Fault(misfit.code, message, field, line, column)


def _hidden(document: Document) -> tuple[Fault, ...]:
    """Tell of characters that a reader would not see, raw or written as escapes."""
    content = document.data
    found = tuple(
        Fault(
            HIDDEN_CHARACTER, f"holds {one.name}, which no reader sees: remove it", "", one.line, one.column
        )
        for one in hidden_characters(content)[:_MOST_HIDDEN]
    )
    if found or b"\\" not in content:
        return found
    escaped = tuple(islice(_escaped(document.table, ()), _MOST_HIDDEN))
    if not escaped:
        return ()
    from workbook.toml.locate import scan

    layout = scan(document)
    return tuple(_placed(misfit, layout) for misfit in escaped)


def _escaped(value: Any, path: Path) -> Iterator[Misfit]:
    match value:
        case str():
            name = hidden_in_text(value)
            if name is not None:
                message = f"holds {name} as an escape, which no reader sees: remove it"
                yield Misfit(HIDDEN_CHARACTER, path, message)
        case dict():
            for key, one in value.items():
                yield from _escaped(one, (*path, key))
        case list():
            for index, one in enumerate(value):
                yield from _escaped(one, (*path, index))
