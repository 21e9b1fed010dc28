"""New records: an id that was never used, and a text with the fields in their declared order.

In: a kind, assignments, and a hand that draws letters. Out: an id, and bytes. Where the file lies follows
from `records.paths`.
"""

from collections.abc import Callable, Container, Sequence

from workbook.desk.assignments import Assignment, apply_assignments
from workbook.errors import WorkbookError
from workbook.model.fields import fields_of
from workbook.model.kind import LETTERS, Kind
from workbook.model.kinds import STRUCTS
from workbook.toml.document import Document

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 4
_TRIES = 1_000


class NoNameError(WorkbookError):
    """A record of a kind whose ids are words, without one."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"Give the new {kind} a name of small letters, digits and hyphens with --id.")


def fresh_id(kind: Kind, owner: str, *, taken: Container[str], choose: Callable[[str], str]) -> str:
    """Draw an id that nothing has; `owner` is "" for the secretariat's own records.

    Raises:
        NoNameError: ids of the kind are words, which are not drawn.
    """
    if kind is Kind.NATION:
        return owner
    if kind not in LETTERS:
        raise NoNameError(kind)
    head = f"{owner}-{LETTERS[kind]}-" if owner else f"{LETTERS[kind]}-"
    drawn = (head + "".join(choose(_ALPHABET) for _ in range(_LENGTH)) for _ in range(_TRIES))
    return next(id for id in drawn if id not in taken)


def record_text(kind: Kind, assignments: Sequence[Assignment]) -> bytes:
    """Write a new record, a field to a line, in the order in which its kind declares them."""
    order = {field.key: place for place, field in enumerate(fields_of(STRUCTS[kind]))}
    ordered = sorted(assignments, key=lambda one: order[one.steps[0].key])
    return apply_assignments(Document(b"", {}), ordered)
