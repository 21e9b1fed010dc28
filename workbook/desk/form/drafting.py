"""One record in a form: what is typed in its fields and as text, what is refused, what can be taken back.

In: what a person types, and where. Out: rows to show, files to save, and sentences on what is refused. It
remembers the draft, so that a screen need not; it writes nothing and draws nothing.
"""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from workbook.desk.editing.values import field_named
from workbook.desk.form.draft import (
    Draft,
    NotTomlError,
    final_text,
    with_entry,
    with_long_text,
    with_moved,
    with_text,
    with_words,
)
from workbook.desk.form.joining import joined
from workbook.desk.form.prospect import Prospect, prospect
from workbook.desk.form.rows import Row, RowKind, fields_left, rows_of
from workbook.desk.form.seen import shown_text
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.model.display import clean_line
from workbook.model.fields import Field, inner_table
from workbook.model.kinds import STRUCTS
from workbook.records.reader import parse_path, path_text
from workbook.toml.damage import Damage


class Complaint(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed for a field that cannot hold it, and why not."""

    typed: str
    sentence: str


class NothingHereError(WorkbookError):
    """A name of a list of names is given nothing."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Nothing is said of {name}: write a value, or take it out.")


class Drafting:
    """A record in a form. `typed` is a whole text that cannot be read, "" where all is well."""

    def __init__(self, session: Session, draft: Draft) -> None:
        self.session = session
        self.draft = draft
        self.opened = ""
        self.asked: tuple[str, ...] = ()
        self.complaints: dict[str, Complaint] = {}
        self.notes: dict[str, str] = {}
        self.typed = ""
        self.damage = ""
        self._why_after: str | None = None
        self._before_typing = draft
        self._at = self._typing = ""
        self._past: list[Draft] = []
        self._undone: list[Draft] = []
        if isinstance(draft.document, Damage):
            self.typed, self.damage = shown_text(draft.text), str(NotTomlError(draft.document))

    def recall(self, typed: str, refused: Mapping[str, Complaint]) -> None:
        """Take up again what could not be read: a whole text, "" for none, and values of fields."""
        if typed:
            self.write(typed)
        self.complaints |= refused

    def understood(self, row: Row) -> str:
        """Say how what is being typed in a row is understood; "" where it is taken as it stands."""
        is_plain = row.kind is not RowKind.FIELD or row.is_prose or row.words in ("", self._typing)
        return "" if is_plain or row.path != self._at or row.path in self.complaints else row.words

    @property
    def has_changed(self) -> bool:
        """Whether anything would be lost by leaving."""
        is_broken = bool(self.typed) and self.typed != shown_text(self.draft.text)
        return self.draft.has_changed or is_broken or bool(self.complaints)

    def rows(self) -> list[Row]:
        """List the rows to show."""
        return rows_of(
            self.draft, self.session.workbook, opened=self.opened, asked=self.asked, why_after=self._why_after
        )

    def fields_left(self) -> Sequence[Field]:
        """List the fields that can be added."""
        return fields_left(self.draft, self.asked)

    def prospect(self) -> Prospect:
        """Judge the draft; from then on a reason is asked for where one is owed."""
        found = prospect(self.session, self.draft)
        if found.owed and self._why_after is None:
            self._why_after = str(parse_path(found.owed[0])[0])
        return found

    def type(self, row: Row, text: str) -> None:
        """Take what stands in the line of a row by now; what its field cannot hold is kept beside it.

        Each time the draft is made anew from what it was when the line was entered, so that a value that is
        typed letter by letter moves nothing about. What is typed to be added is taken by `add`.
        """
        if row.path != self._at:
            self.enter(row)
        self._typing = text.strip()
        if row.kind is RowKind.WHY:
            self._become(replace(self._before_typing, reason=text))
            return
        self.complaints.pop(row.path, None)
        self.notes.pop(row.path, None)
        if row.kind in (RowKind.LIST, RowKind.MORE):
            return
        if row.is_keyed and not text.strip():
            self.complaints[row.path] = Complaint(typed=text, sentence=str(NothingHereError(row.label)))
            return
        self._stay(row)
        try:
            self._become(with_words(self._before_typing, row.path, text))
        except WorkbookError as refusal:
            self.complaints[row.path] = Complaint(typed=text, sentence=str(refusal))

    def enter(self, row: Row) -> None:
        """Begin to type in a row."""
        self._at, self._typing, self._before_typing = row.path, row.words, self.draft

    def write_long(self, row: Row, text: str) -> None:
        """Give a field a text of several lines."""
        self.enter(row)
        self.complaints.pop(row.path, None)
        try:
            self._become(with_long_text(self.draft, row.path, text))
        except WorkbookError as refusal:
            self.complaints[row.path] = Complaint(typed=clean_line(text), sentence=str(refusal))

    def add(self, row: Row, text: str) -> str:
        """Add an entry to the list of a row, and open it; give its path, "" where it is refused."""
        assert row.place is not None
        self.enter(row)
        self.complaints.pop(row.path, None)
        try:
            if row.place.table is None:
                key, _, value = text.partition("=")
                path = path_text((*parse_path(row.path), key.strip()))
                self._become(with_words(self.draft, path, value))
                return path
            self._become(with_entry(self.draft, row.path, row.place, text))
        except WorkbookError as refusal:
            self.complaints[row.path] = Complaint(typed=text, sentence=str(refusal))
            return ""
        self.opened = f"{row.path}[{len(self.draft.table[row.path]) - 1}]"
        return self.opened

    def field_called(self, word: str) -> Field | None:
        """Find a field that can be added by what somebody calls it."""
        found = field_named(STRUCTS[self.draft.kind], word)
        return found if found in self.fields_left() else None

    def ask(self, field: Field) -> str:
        """Show a field that says nothing yet; give its path."""
        self.asked = (*self.asked, field.key)
        path = path_text((field.key,))
        if inner_table(field.type) is field.type:
            self.opened = path
        return path

    def open(self, row: Row) -> None:
        """Open an entry, or close it."""
        self.opened = "" if self.opened == row.path else row.path

    def take_out(self, row: Row) -> None:
        """Take out a field, an entry of a list, or a whole list.

        Raises:
            WorkbookError: the text is laid out so that it cannot be taken out.
        """
        self.enter(row)
        first = str(parse_path(row.path)[0])
        self._become(with_words(self.draft, row.path, ""))
        self._forget_complaints(first)
        if row.kind is RowKind.ENTRY:
            self.opened = ""
        if row.path == first:
            self.asked = tuple(key for key in self.asked if key != first)

    def move(self, row: Row, by: int) -> str:
        """Move the entry of a list that a row shows, or lies in; give the row's path then, "" for no move.

        Raises:
            WorkbookError: the text is laid out so that it cannot be moved.
        """
        steps = parse_path(row.path) if row.kind in (RowKind.ENTRY, RowKind.FIELD) else ()
        count = len(self.draft.table[str(steps[0])]) if len(steps) > 1 and isinstance(steps[1], int) else 0
        if not count or not 0 <= (to := int(steps[1]) + by) < count:
            return ""
        self.enter(row)
        self._become(with_moved(self.draft, path_text(steps[:2]), to))
        self._forget_complaints(str(steps[0]))
        if self.opened == path_text(steps[:2]):
            self.opened = path_text((steps[0], to))
        return path_text((steps[0], to, *steps[2:]))

    def _forget_complaints(self, key: str) -> None:
        self.complaints = {path: one for path, one in self.complaints.items() if parse_path(path)[0] != key}

    def write(self, text: str) -> None:
        """Take over the whole text as it was typed; while it cannot be read, the last good one stays."""
        self.enter(Row(kind=RowKind.FIELD, path="", label=""))
        try:
            self._become(with_text(self.draft, text))
        except NotTomlError as refusal:
            self.typed, self.damage = text, str(refusal)
        else:
            self.typed = self.damage = ""
            self.complaints.clear()

    def turn(self, *, is_undo: bool) -> bool:
        """Take the last change back, or make it again; say whether there was one."""
        source, target = (self._past, self._undone) if is_undo else (self._undone, self._past)
        if not source:
            return False
        target.append(self.draft)
        self.draft = self._before_typing = source.pop()
        self.typed = self.damage = ""
        self.complaints.clear()
        return True

    def bring_along(self, now: bytes | None) -> str:
        """Take in what others did to the record; say so in a sentence, "" where they did nothing."""
        if now == self.draft.base:
            return ""
        found = joined(self.draft, now)
        self.draft = self._before_typing = found.draft
        self._past, self._undone = [], []
        self.notes = {
            one.path: f"meanwhile others changed this to {one.other}; yours is {one.mine} and stands"
            for one in found.contested
        }
        parts = []
        if found.brought:
            parts.append(f"{', '.join(found.brought)} came in and is taken over")
        parts += [f"{one.path or 'the record'}: {self.notes[one.path]}" for one in found.contested]
        return f"{found.draft.id} was changed meanwhile: {'; '.join(parts) or 'it is gone'}."

    def refusal(self) -> str:
        """Say what was typed that cannot be saved; "" where nothing stands in the way."""
        if self.damage:
            return self.damage
        return next((one.sentence for one in self.complaints.values()), "")

    def files(self) -> Mapping[str, bytes | None]:
        """Give the files that saving would leave."""
        return {self.draft.path: final_text(self.draft, self.session.today)}

    def _stay(self, row: Row) -> None:
        """Let a field be shown from now on, though nothing may be left in it."""
        key = str(parse_path(row.path)[0])
        if key not in self.asked:
            self.asked = (*self.asked, key)

    def _become(self, draft: Draft) -> None:
        before = self._before_typing
        self.draft = draft
        if draft != before and (not self._past or self._past[-1] is not before):
            self._past.append(before)
        self._undone.clear()
