"""One record while it is edited: the text it began from, and the last good text that was made of it.

In: fields as a person types them, or a whole text. Out: another `Draft`; a refused word leaves the one there
was. Every edit is the smallest there is, so that comments and unknown fields stay. Nothing is written here.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import msgspec
from msgspec.structs import replace

from workbook.desk.editing.assignments import (
    Assignment,
    Manner,
    apply_assignments,
    assignments_of,
)
from workbook.desk.editing.edits import Standing, amended_text, new_record
from workbook.desk.editing.making import table_text
from workbook.desk.editing.values import Place, first_field, read_words
from workbook.desk.form.seen import edited_text
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.model.fields import Policy
from workbook.model.kind import Kind
from workbook.model.words import TITLES
from workbook.records.paths import Home, home_of, layer_of
from workbook.records.reader import parse_path
from workbook.toml.damage import Damage
from workbook.toml.document import Document, parse
from workbook.toml.edit import EditError, move_element
from workbook.toml.values import value_text


class NotTomlError(WorkbookError):
    """A text that cannot be read, so that the one before it is kept."""

    def __init__(self, damage: Damage) -> None:
        super().__init__(f"The text cannot be read in {damage}.")


class FixedInPlaceError(WorkbookError):
    """An entry that the layout of the text holds where it is."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The text around {path} does not let it be moved: move it in the text (F3).")


class Draft(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A record while it is edited. `base` is the file it began from, None for a new record.

    `text` is the last good text, and `reason` why figures change; it goes into `amended`.
    """

    path: str
    base: bytes | None
    text: bytes
    reason: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of the record."""
        return self._home.kind

    @property
    def id(self) -> str:
        """The id of the record."""
        return self._home.id

    @property
    def title(self) -> str:
        """What the record calls itself, "" while it says nothing."""
        named = (self.table.get(key) for key in TITLES)
        return next((one for one in named if isinstance(one, str) and one), "")

    @property
    def layer(self) -> str:
        """The layer that it lies in."""
        return layer_of(self.path)[0]

    @property
    def is_new(self) -> bool:
        """Whether there is no such file yet."""
        return self.base is None

    @property
    def has_changed(self) -> bool:
        """Whether there is anything to be saved."""
        return self.text != (self.base or b"")

    @cached_property
    def document(self) -> Document | Damage:
        """The text, read."""
        return parse(self.text)

    @property
    def table(self) -> dict[str, Any]:
        """What the text says; nothing where it cannot be read."""
        return self.document.table if isinstance(self.document, Document) else {}

    @cached_property
    def _home(self) -> Home:
        home = home_of(layer_of(self.path)[1])
        assert home is not None, self.path
        return home


def begun(session: Session, path: str) -> Draft:
    """Begin to edit the record that lies at a path."""
    base = session.read(path)
    return Draft(path=path, base=base, text=base or b"")


def begun_anew(session: Session, kind: Kind, where: Standing, choose: Callable[[str], str]) -> Draft:
    """Begin a new record; `choose` draws one letter of an alphabet.

    Raises:
        WorkbookError: the user may not write one there.
    """
    ((path, text),) = new_record(session, kind, (), where=where, choose=choose).items()
    return Draft(path=path, base=None, text=text or b"")


def with_words(draft: Draft, path: str, text: str) -> Draft:
    """Give a field what was typed for it, as `set` takes it; nothing typed takes the field out.

    Raises:
        WorkbookError: the field cannot hold it.
    """
    return _assigned(draft, assignments_of(draft.kind, [f"{path}={text}"]))


def with_long_text(draft: Draft, path: str, text: str) -> Draft:
    """Give a field a text, letter by letter as it is; each of its lines becomes a line of the file.

    Raises:
        WorkbookError: the field cannot hold it.
    """
    return with_words(draft, path, value_text(text) if text.strip() else "")


def with_entry(draft: Draft, path: str, place: Place, text: str) -> Draft:
    """Add an entry to a list: words as `set` takes them, or its first field alone.

    What else an entry must say is asked for by the check, once it stands there.

    Raises:
        WorkbookError: it cannot stand there, or stands there already.
    """
    try:
        return _assigned(draft, assignments_of(draft.kind, [f"{path}+={text}"]))
    except WorkbookError:
        if place.table is None or _is_several(text):
            raise
        first = first_field(place.table)
        entry = {first.field.key: read_words(first, text, f"{path}.{first.field.key}")}
        adding = Assignment(path=path, steps=(path,), manner=Manner.ADD, value=[entry], place=place)
        return _assigned(draft, [adding])


def with_moved(draft: Draft, path: str, to: int) -> Draft:
    """Let an entry of a list stand where the one of an index stands.

    Raises:
        WorkbookError: the text is laid out so that it cannot be moved.
    """
    document = draft.document
    if isinstance(document, Damage):
        raise NotTomlError(document)
    try:
        return replace(draft, text=move_element(document, parse_path(path), to))
    except EditError as error:
        raise FixedInPlaceError(path) from error


def is_keyed(place: Place) -> bool:
    """Say whether the entries of a list are told apart by their first field."""
    return place.table is not None and place.field.policy is Policy.ENTRIES


def with_text(draft: Draft, text: str) -> Draft:
    """Take over a whole text that was edited as `shown_text` gave it.

    Lines that nobody changed stay as they are to the byte.

    Raises:
        NotTomlError: it cannot be read.
    """
    data = edited_text(draft.text, text)
    read = parse(data)
    if isinstance(read, Damage):
        raise NotTomlError(read)
    return replace(draft, text=data)


def final_text(draft: Draft, today: date) -> bytes:
    """Give the text to be saved: with a reason, what each field said before is kept in `amended`."""
    if not draft.reason.strip() or draft.base is None:
        return draft.text
    if isinstance(draft.document, Damage) or isinstance(parse(draft.base), Damage):
        return draft.text
    return amended_text(draft.base, draft.text, draft.kind, reason=draft.reason.strip(), today=today)


def _assigned(draft: Draft, assignments: Sequence[Assignment]) -> Draft:
    document = draft.document
    if isinstance(document, Damage):
        raise NotTomlError(document)
    is_laid_out = draft.is_new and _laid_out(draft.kind, document) == draft.text
    after = replace(draft, text=apply_assignments(document, assignments))
    # A new record that nobody touched as text stands as its kind declares its fields, in whatever order
    # they were typed.
    if is_laid_out and isinstance(after.document, Document):
        return replace(after, text=_laid_out(draft.kind, after.document))
    return after


def _laid_out(kind: Kind, document: Document) -> bytes:
    return table_text(kind, document.table).encode()


def _is_several(text: str) -> bool:
    return any(sign in text for sign in ":={[,")
