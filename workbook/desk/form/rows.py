"""A draft as the rows of a form: required fields, fields that say something, and a row to add one.

In: a draft, which entry of which list stands open, and fields that were asked for though they are empty. Out:
`Row`s in order. Labels, help and examples are those of the declarations; what stands in a row is clean words.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, get_origin

import msgspec

from workbook.change.policy import ABSENT
from workbook.desk.describing import name_of
from workbook.desk.editing.values import Place, first_field
from workbook.desk.form.draft import Draft
from workbook.desk.form.spelling import entry_line, listed, typed_text, value_line
from workbook.model.display import clean_line
from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.kinds import STRUCTS
from workbook.model.words import fields_in_order
from workbook.records.reader import parse_path, path_text
from workbook.records.workbook import Workbook
from workbook.toml.values import read_value

MORE = "+"
"""The path of the row that adds a field."""
WHY = "?"
"""The path of the row that asks why figures change."""


class RowKind(Enum):
    """What can be done in a row."""

    FIELD = "a value to type"
    LIST = "an entry to add"
    ENTRY = "an entry to open"
    MORE = "a field to add"
    WHY = "a reason"
    UNKNOWN = "a field that nothing reads"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row. `path` names its place as `set` takes it; `raw` is what stands there, `ABSENT` for nothing.

    `is_keyed`: it is named by a key that somebody gave, and is gone once nothing stands there.
    """

    kind: RowKind
    path: str
    label: str
    words: str = ""
    help: str = ""
    example: str = ""
    unit: str = ""
    depth: int = 0
    is_required: bool = False
    is_open: bool = False
    is_keyed: bool = False
    place: Place | None = None
    raw: Any = ABSENT

    @property
    def title(self) -> str:
        """What it is called where it stands alone."""
        if self.kind is RowKind.ENTRY and self.place is not None and self.depth:
            return f"{self.place.field.label} {self.label}"
        return self.label.removeprefix("+ ")

    @property
    def text(self) -> str:
        """What its line holds when it is to be changed."""
        if self.kind is RowKind.WHY:
            return self.words
        if self.kind is not RowKind.FIELD or self.place is None or self.raw is ABSENT:
            return ""
        return typed_text(self.place, self.raw)

    @property
    def example_text(self) -> str:
        """The example of its field as it would be typed."""
        if self.kind is not RowKind.FIELD or self.place is None or self.place.type != self.place.field.type:
            return self.example
        return typed_text(self.place, read_value(self.example))

    @property
    def is_typed(self) -> bool:
        """Whether something can be typed in it."""
        return self.kind not in (RowKind.ENTRY, RowKind.UNKNOWN) and not self.has_lines

    @property
    def has_lines(self) -> bool:
        """Whether it holds a text of several lines, which needs more room than one."""
        return self.kind is RowKind.FIELD and isinstance(self.raw, str) and "\n" in self.raw

    @property
    def is_prose(self) -> bool:
        """Whether it holds free text, which may need more room than a line."""
        field = self.place.field if self.place is not None else None
        is_text = self.place is not None and self.place.type is str
        return bool(self.kind is RowKind.FIELD and is_text and field and not field.refers and not field.code)

    @property
    def is_figure(self) -> bool:
        """Whether it holds a quantity, money, a date or the like, which is written anew and not continued."""
        field = self.place.field if self.place is not None else None
        is_words = field is not None and bool(self.is_prose or field.refers or field.code)
        return self.kind is RowKind.FIELD and not is_words and self.raw is not ABSENT

    @property
    def can_be_taken_out(self) -> bool:
        """Whether there is something to take out."""
        return self.raw is not ABSENT and self.kind is not RowKind.WHY


def rows_of(
    draft: Draft,
    workbook: Workbook,
    *,
    opened: str = "",
    asked: Collection[str] = (),
    why_after: str | None = None,
) -> list[Row]:
    """List the rows of a draft; below the entry that is `opened` also all its fields.

    `why_after` is the key of the field below which it is asked why figures change.
    """
    table = draft.table
    fields = fields_in_order(STRUCTS[draft.kind])
    required = [field for field in fields if field.required]
    filled = [field for field in fields if not field.required and (field.key in table or field.key in asked)]
    struct = STRUCTS[draft.kind]
    rows = [
        _with_name(row, workbook)
        for field in (*required, *filled)
        for row in _rows(struct, field, table, opened)
    ]
    rows += _unknown(table, fields)
    if why_after is not None:
        places = [index for index, row in enumerate(rows) if parse_path(row.path)[:1] == (why_after,)]
        rows.insert(max(places, default=-1) + 1, _why(draft))
    left = [field for field in fields if field not in required and field not in filled]
    if left:
        words = listed([field.label.lower() for field in left], most=6)
        rows.append(Row(kind=RowKind.MORE, path=MORE, label="+ Add a field", words=words, help=_MORE_HELP))
    return rows


def fields_left(draft: Draft, asked: Collection[str] = ()) -> Sequence[Field]:
    """List the fields that are not shown, in order."""
    fields = fields_in_order(STRUCTS[draft.kind])
    return [field for field in fields if not field.required and field.key not in (*draft.table, *asked)]


_MORE_HELP = "Type a part of a field's name, and press Enter to add it to the form."
_WHY_HELP = (
    "Why figures change. It is kept in `amended`, with what they said before; after the contract it is owed."
)


def _why(draft: Draft) -> Row:
    return Row(
        kind=RowKind.WHY,
        path=WHY,
        label="Why it changes",
        words=draft.reason,
        help=_WHY_HELP,
        is_required=True,
    )


def _with_name(row: Row, workbook: Workbook) -> Row:
    """Give a row with what its id or code is called behind it."""
    if row.kind is not RowKind.FIELD or row.place is None or not isinstance(row.raw, str):
        return row
    name = name_of(row.place.field, row.raw, workbook)
    return msgspec.structs.replace(row, words=f"{row.words} ({clean_line(name)})") if name else row


def _rows(struct: type[msgspec.Struct], field: Field, table: Mapping[str, Any], opened: str) -> Iterator[Row]:
    place, raw, path = Place.of(struct, field), table.get(field.key, ABSENT), path_text((field.key,))
    inner = inner_table(field.type)
    if inner is not None and not place.is_list:
        yield from _entry(_row(RowKind.ENTRY, path, place, raw), inner, raw, opened)
    elif inner is not None:
        yield from _list(place, inner, path, raw, opened)
    elif get_origin(field.type) is dict:
        yield from _keys(place, path, raw)
    else:
        yield _row(RowKind.FIELD, path, place, raw)


def _list(place: Place, table: type[msgspec.Struct], path: str, raw: Any, opened: str) -> Iterator[Row]:
    entries = raw if isinstance(raw, list) else []
    first = first_field(table).field
    count = f"{len(entries)}" if entries else "none"
    yield Row(
        kind=RowKind.LIST,
        path=path,
        label=place.field.label,
        words=f"{count}; add one by its {first.label.lower()}",
        help=f"{place.field.help} To add one: {_lowered(first.help)}",
        example=place.field.example,
        is_required=place.field.required,
        place=place,
        raw=raw,
    )
    for index, entry in enumerate(entries):
        row = Row(
            kind=RowKind.ENTRY,
            path=f"{path}[{index}]",
            label=f"{index + 1}",
            words=clean_line(entry_line(table, entry)),
            help=f"{place.field.help} Enter opens this one.",
            depth=1,
            place=place.element(),
            raw=entry,
        )
        yield from _entry(row, table, entry, opened)


def _entry(row: Row, table: type[msgspec.Struct], raw: Any, opened: str) -> Iterator[Row]:
    is_open = row.path == opened
    yield msgspec.structs.replace(row, is_open=is_open)
    if is_open:
        there = raw if isinstance(raw, dict) else {}
        for field in fields_of(table):
            path = f"{row.path}.{path_text((field.key,))}"
            value = there.get(field.key, ABSENT)
            yield _row(RowKind.FIELD, path, Place.of(table, field), value, depth=row.depth + 1)


def _keys(place: Place, path: str, raw: Any) -> Iterator[Row]:
    yield Row(
        kind=RowKind.LIST,
        path=path,
        label=place.field.label,
        words="add one as NAME=VALUE",
        help=place.field.help,
        example=place.field.example,
        place=place,
        raw=raw,
    )
    for key, value in (raw if isinstance(raw, dict) else {}).items():
        part = place.part(key)
        assert part is not None
        name = f"{path}.{path_text((key,))}"
        row = _row(RowKind.FIELD, name, part, value, depth=1)
        yield msgspec.structs.replace(row, label=clean_line(key), is_required=False, is_keyed=True)


def _unknown(table: Mapping[str, Any], fields: Sequence[Field]) -> Iterator[Row]:
    known = {field.key for field in fields}
    for key, value in table.items():
        if key not in known:
            yield Row(
                kind=RowKind.UNKNOWN,
                path=path_text((key,)),
                label=clean_line(key),
                words=clean_line(value_line(None, value)),
                help="No field of this kind: it is kept as it is and read by nothing. Change it in the text.",
                raw=value,
            )


def _row(kind: RowKind, path: str, place: Place, raw: Any, *, depth: int = 0) -> Row:
    field, table = place.field, inner_table(place.type)
    words = "" if raw is ABSENT else entry_line(table, raw) if table else value_line(place.type, raw)
    return Row(
        kind=kind,
        path=path,
        label=f"{field.label} ({field.unit})" if field.unit else field.label,
        words=clean_line(words),
        help=field.help,
        example=field.example,
        depth=depth,
        is_required=field.required,
        place=place,
        raw=raw,
    )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
