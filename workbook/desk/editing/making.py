"""New records: an id that was never used, and a text as a person would lay it out.

In: a kind, assignments, and a hand that draws letters. Out: an id, and bytes. Where the file lies follows
from `records.paths`.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from workbook.desk.editing.assignments import Assignment, apply_assignments
from workbook.errors import WorkbookError
from workbook.model.kind import LETTERS, Kind
from workbook.model.kinds import STRUCTS
from workbook.model.words import fields_in_order
from workbook.toml.document import Document, parse
from workbook.toml.texts import long_text
from workbook.toml.values import key_text, value_text

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 4
_TRIES = 10_000
_WIDTH = 100
_INDENT = "    "


class NoNameError(WorkbookError):
    """A record of a kind whose ids are words, without one."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"Give the new {kind} a name of small letters, digits and hyphens with --id.")


class NoIdLeftError(WorkbookError):
    """Nearly every id of a nation and kind was used at some time."""

    def __init__(self, head: str) -> None:
        super().__init__(f"No id {head}… was found that was never used; tell whoever keeps this plan.")


def fresh_id(kind: Kind, owner: str, *, taken: Container[str], choose: Callable[[str], str]) -> str:
    """Draw an id that nothing has or had; `owner` is "" for the secretariat's own records.

    Raises:
        NoNameError: ids of the kind are words, which are not drawn.
        NoIdLeftError: none was drawn that is not taken.
    """
    if kind is Kind.NATION:
        return owner
    if kind not in LETTERS:
        raise NoNameError(kind)
    head = f"{owner}-{LETTERS[kind]}-" if owner else f"{LETTERS[kind]}-"
    drawn = (head + "".join(choose(_ALPHABET) for _ in range(_LENGTH)) for _ in range(_TRIES))
    found = next((id for id in drawn if id not in taken), None)
    if found is None:
        raise NoIdLeftError(head)
    return found


def record_text(kind: Kind, assignments: Sequence[Assignment]) -> bytes:
    """Write a new record: a field to a line in the order in which its kind declares them, long lists last.

    Raises:
        WorkbookError: one of the assignments cannot be made.
    """
    document = parse(apply_assignments(Document(b"", {}), assignments))
    assert isinstance(document, Document)
    return table_text(kind, document.table).encode()


def table_text(kind: Kind, table: Mapping[str, Any]) -> str:
    """Lay the data of a record out: what fits on a line on one, lists of long tables as blocks behind."""
    declared = [field.key for field in fields_in_order(STRUCTS[kind])]
    keys = [key for key in declared if key in table] + sorted(table.keys() - set(declared))
    blocks = [key for key in keys if _is_block(table[key])]
    lines = [line for key in keys if key not in blocks for line in _lines(key, table[key])]
    for key in blocks:
        for entry in table[key]:
            head = ["", f"[[{key_text(key)}]]"] if lines else [f"[[{key_text(key)}]]"]
            lines += [*head, *(line for inner, value in entry.items() for line in _lines(inner, value))]
    return "".join(f"{line}\n" for line in lines)


def _is_block(value: Any) -> bool:
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        return False
    return any(len(f"{_INDENT}{_value(one)},") > _WIDTH for one in value)


def _lines(key: str, value: Any) -> Iterator[str]:
    """Spell one field; texts of several lines and lists that do not fit on one take several."""
    head = f"{key_text(key)} = "
    line = head + _value(value)
    is_rows = isinstance(value, list) and (len(line) > _WIDTH or _has_several_tables(value))
    if is_rows:
        yield f"{head}["
        yield from (f"{_INDENT}{_value(one)}," for one in value)
        yield "]"
    elif isinstance(value, str) and "\n" in value:
        yield head + long_text(value)
    else:
        yield line


def _has_several_tables(value: Sequence[Any]) -> bool:
    return len(value) > 1 and all(isinstance(one, dict) for one in value)


def _value(value: Any) -> str:
    return value_text(value, is_grouped=True)
