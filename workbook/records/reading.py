"""From the bytes of one record file to its data, its faults with line and column, and its references.

In: bytes and the kind that the path promises. Out: `Reading`. It never raises on what the bytes hold.
"""

from typing import Any, NamedTuple, TypeVar

import msgspec

from workbook.model.references import Reference, references
from workbook.records.fault import ABSURD_NUMBER, CONFLICT_MARKER, HIDDEN_CHARACTER, NOT_TOML, Fault
from workbook.records.reader import Misfit, Path, path_text, read_table
from workbook.toml.damage import Damage, Reason
from workbook.toml.document import Document, parse
from workbook.toml.hidden import hidden_characters, hidden_in_text
from workbook.toml.layout import Layout
from workbook.toml.locate import scan

T = TypeVar("T", bound=msgspec.Struct)

_DAMAGE = {Reason.CONFLICT_MARKERS: CONFLICT_MARKER, Reason.NUMBER: ABSURD_NUMBER}


class Reading(NamedTuple):
    """What a file holds; `data` is None where no record can be made of it."""

    data: Any
    faults: tuple[Fault, ...]
    references: tuple[Reference, ...]


def read_file(content: bytes, struct: type[T]) -> Reading:
    """Read a file as a record of the kind that this struct holds."""
    document = parse(content)
    if isinstance(document, Damage):
        return Reading(None, (_damage(document),), ())
    data, misfits = read_table(document.table, struct)
    faults = _hidden(document)
    if misfits:
        layout = scan(document)
        faults = (*faults, *(_placed(misfit, layout) for misfit in misfits))
    return Reading(data, faults, tuple(references(data)) if data is not None else ())


def _damage(damage: Damage) -> Fault:
    return Fault(_DAMAGE.get(damage.reason, NOT_TOML), damage.message, "", damage.line, damage.column)


def _placed(misfit: Misfit, layout: Layout) -> Fault:
    line, column = layout.place(layout.nearest(misfit.path))
    field = path_text(misfit.path)
    message = (
        f"{field} {misfit.message}"
        if misfit.message.startswith(("is ", "has ", "holds ", "runs "))
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
        for one in hidden_characters(content)[:3]
    )
    if found or b"\\" not in content:
        return found
    return tuple(_escaped(document.table, (), scan(document)))


def _escaped(value: Any, path: Path, layout: Layout) -> list[Fault]:
    match value:
        case str():
            name = hidden_in_text(value)
            if name is None:
                return []
            line, column = layout.place(layout.nearest(path))
            message = f"{path_text(path)} holds {name} as an escape, which no reader sees: remove it"
            return [Fault(HIDDEN_CHARACTER, message, path_text(path), line, column)]
        case dict():
            return [fault for key, one in value.items() for fault in _escaped(one, (*path, key), layout)]
        case list():
            return [
                fault for index, one in enumerate(value) for fault in _escaped(one, (*path, index), layout)
            ]
    return []
