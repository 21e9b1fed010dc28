"""A record in words: its fields, where it lies, who can read it, who names it, and what is wrong with it.

In: a plan and the file of a record. Out: a `Description`, for a screen or a page to lay out. Labels are those
of the declarations; nothing is cleaned or cut here.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from workbook.findings import Finding
from workbook.model.fields import Code, Field
from workbook.model.kind import Kind
from workbook.model.nations import party_name
from workbook.model.quantity import Quantity
from workbook.model.readers import MEMBERS
from workbook.model.record import Record
from workbook.model.units import unit_symbol
from workbook.model.words import filled_fields, table_words, title_of, value_words
from workbook.records.settings import MEMBERS_GROUP, SHARED_LAYER, Settings
from workbook.records.workbook import PlanFile, Workbook

_TOLD_AS_MARKS = ("retired", "illustrative")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A field in words: one value, or one for each entry of its list."""

    label: str
    values: Sequence[str]
    help: str = ""


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """A record that names this one, and the field in which it does."""

    id: str
    kind: Kind
    field: str
    title: str


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it is shown. `lines` is empty where no record can be read from the file.

    `refers` holds the ids that it names.
    """

    id: str
    kind: Kind
    title: str
    path: str
    owner: str
    marks: Sequence[str] = ()
    lines: Sequence[Line] = ()
    standing: Sequence[Line] = ()
    named_by: Sequence[Naming] = ()
    findings: Sequence[Finding] = ()
    refers: frozenset[str] = frozenset()


def describe(file: PlanFile, workbook: Workbook, findings: Sequence[Finding]) -> Description:
    """Describe the record of a file; of all findings those about it are told."""
    assert file.kind is not None
    record, settings = file.record, workbook.settings
    own = tuple(one for one in findings if one.place.path == file.path or one.ref == file.id)
    naming = [
        Naming(
            id=mention.record.id,
            kind=mention.record.kind,
            field=mention.field,
            title=title_of(mention.record.data),
        )
        for mention in workbook.mentions(file.id)
    ]
    return Description(
        id=file.id,
        kind=file.kind,
        title=title_of(record.data) if record else "",
        path=file.path,
        owner=settings.owner(record) if record else "",
        marks=tuple(_marks(record)) if record else ("unreadable",),
        lines=tuple(_lines(record, workbook)) if record else (),
        standing=tuple(_standing(record, settings)) if record else (),
        named_by=naming,
        findings=own,
        refers=frozenset(reference.target for reference in file.references),
    )


def layer_words(layer: str, settings: Settings) -> str:
    """Say which layer it is and who can read its repository."""
    name = f"layer {layer}" if layer != SHARED_LAYER else "the shared layer"
    readers = settings.layers.get(layer, MEMBERS)
    if readers == MEMBERS:
        return f"{name}, which all members can read ({len(settings.members)} in the group {MEMBERS_GROUP})"
    return f"{name}, which {_and(sorted(readers.nations)) or readers} can read"


def unit_words(data: Any, workbook: Workbook) -> str:
    """Give the unit in which a record counts, its own or its item's; "" where neither says."""
    unit: str = getattr(data, "unit", "")
    item = workbook.get(getattr(data, "item", ""))
    if not unit and item is not None and item.kind is Kind.ITEM:
        unit = item.data.unit
    return unit_symbol(unit) if unit else ""


def name_of(declared: Field, word: str, workbook: Workbook) -> str:
    """Give what the record or party is called that a word in a field names; "" where it names none."""
    if declared.refers:
        target = workbook.get(word.partition(":")[0])
        return title_of(target.data) if target is not None else ""
    named = declared.code in (Code.NATION, Code.PARTY, Code.AUDIENCE) and party_name(word)
    return named if named and named != word else ""


def _marks(record: Record) -> Iterator[str]:
    if record.recorded:
        yield f"unconfirmed: noted by the secretariat for {record.owner}"
    retired = record.data.retired
    if retired is not None:
        yield f"retired since {retired.on}: {retired.reason}"
    if record.data.illustrative:
        yield "illustrative: invented for demonstration"


def _standing(record: Record, settings: Settings) -> Iterator[Line]:
    owner = settings.owner(record)
    named = party_name(owner)
    keeper = ", as the secretariat" if not record.owner else ""
    yield Line(label="Owner", values=(f"{owner} ({named}){keeper}" if named != owner else owner + keeper,))
    yield Line(label="Lies in", values=(layer_words(record.layer, settings),))
    release = record.data.release
    released = f"as released: {release}" if release is not None else "whoever can read its layer"
    yield Line(label="In papers for", values=(released,))


def _lines(record: Record, workbook: Workbook) -> Iterator[Line]:
    unit = unit_words(record.data, workbook)
    for declared, value in filled_fields(record.data):
        if isinstance(value, Quantity) and value.is_known and unit:
            yield Line(label=declared.label, values=(f"{value} {unit}",), help=declared.help)
        elif declared.key not in _TOLD_AS_MARKS:
            yield _line(declared, value, workbook)


def _line(declared: Field, value: Any, workbook: Workbook) -> Line:
    label = f"{declared.label} ({declared.unit})" if declared.unit else declared.label
    if isinstance(value, tuple):
        values = [_entry(declared, one, workbook) for one in value]
    elif isinstance(value, dict):
        values = [f"{key}: {value_words(one)}" for key, one in value.items()]
    else:
        values = [_entry(declared, value, workbook)]
    return Line(label=label, values=values, help=declared.help)


def _entry(declared: Field, value: Any, workbook: Workbook) -> str:
    if isinstance(value, msgspec.Struct):
        return table_words(value)
    words = value_words(value)
    name = name_of(declared, words, workbook)
    return f"{words} ({name})" if name else words


def _and(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)
