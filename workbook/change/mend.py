"""A text brought to say what it should, by the fewest small edits.

A document and the table it should hold flow in; a document that holds it flows out, or None where no edit
leads there. A value is written as one of the versions writes it, if one has it. All else stays byte for byte.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from workbook.change.diff import Change, Order, differences, locate_path, ordered
from workbook.change.policy import ABSENT, ChangePath, Named, Policies
from workbook.change.sameness import same
from workbook.change.statements import Statements
from workbook.toml.document import Document, parse
from workbook.toml.layout import Entry, KeyPath

_MOST_BYTES_READ = 20_000_000
"""Bytes that may be read to mend one text: each edit reads it anew."""


def mended(
    document: Document, table: Mapping[str, Any], policies: Policies, sources: Sequence[Statements]
) -> Document | None:
    """Edit a document until its data is that of the table."""
    changes = differences(document.table, table, policies)
    if not changes:
        return document
    if len(changes) * len(document.data) > _MOST_BYTES_READ:
        return None
    # Imported here: editing draws in tomlkit, and most files need no mending.
    from workbook.toml.edit import EditError

    for change in changes:
        try:
            read = parse(_edited(document, change, sources))
        except EditError:
            return None
        if not isinstance(read, Document):
            return None
        document = read
    return document if same(document.table, dict(table)) else None


def _edited(document: Document, change: Change, sources: Sequence[Statements]) -> bytes:
    from workbook.toml.edit import insert_element, remove, set_value
    from workbook.toml.values import value_text

    path, step = change.path, change.path[-1]
    place = locate_path(document.table, path)
    if change.after is ABSENT:
        return remove(document, place or ())
    if isinstance(change.after, Order):
        entries = value_at(document.table, path)
        return set_value(document, place or (), value_text(ordered(entries, change.after)))
    spelled = _spelled(path, change.after, sources)
    if place is None:
        outer = locate_path(document.table, path[:-1]) or ()
        if isinstance(step, Named):
            return insert_element(document, outer, change.place or 0, spelled or value_text(change.after))
        place = (*outer, step)
    return set_value(document, place, spelled or _anew(document, place, change.after))


def _anew(document: Document, place: KeyPath, value: Any) -> str:
    """Spell a value that no version has; a text of several lines as it is spelled there."""
    from workbook.toml.texts import text_at
    from workbook.toml.values import value_text

    return text_at(document, place, value) if isinstance(value, str) else value_text(value)


def _spelled(path: ChangePath, value: Any, sources: Sequence[Statements]) -> str:
    """Spell a value as a version does that has it at this path; "" where none does."""
    for source in sources:
        place = locate_path(source.document.table, path)
        entry = source.layout.find(place) if place else None
        if isinstance(entry, Entry) and same(value_at(source.document.table, path), value):
            return source.layout.text(entry.value)
    return ""


def value_at(table: Mapping[str, Any], path: ChangePath) -> Any:
    """Give what a path leads to, which must be there."""
    value: Any = table
    for step in locate_path(table, path) or ():
        value = value[step]
    return value
