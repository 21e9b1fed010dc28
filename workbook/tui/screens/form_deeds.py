"""What is done to the row under the cursor of a form: taken out, moved among its like, written at length.

In: the row, and the drafting that holds the record. Out: another draft, told to the screen by `changed`.
"""

from workbook.desk.form.drafting import Drafting
from workbook.desk.form.rows import Row
from workbook.model.display import clean
from workbook.tui.screens.desk_screen import DeskScreen
from workbook.tui.screens.form_dialogs import LongText


class FormDeeds(DeskScreen[str | None]):
    """A form whose rows can be changed by more than typing."""

    def drafting(self) -> Drafting:
        """Give the record as it is drafted."""
        raise NotImplementedError

    def row_to_change(self) -> Row | None:
        """Give the row under the cursor; None where nothing may be changed."""
        raise NotImplementedError

    def changed(self, *, at: str = "", is_anew: bool = False) -> None:
        """Show the draft as it is now, with the cursor on the row of a path."""
        raise NotImplementedError

    def action_take_out(self) -> None:
        """Take out the field or entry under the cursor."""
        row = self.row_to_change()
        if row is None:
            return
        if not row.can_be_taken_out:
            self.tell("Nothing stands here that could be taken out.")
            return

        def take_out() -> bool:
            self.drafting().take_out(row)
            return True

        if self.attempt(take_out):
            self.changed(is_anew=True)

    def action_move_up(self) -> None:
        """Move the entry under the cursor up."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the entry under the cursor down."""
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.row_to_change()
        at = self.attempt(lambda: self.drafting().move(row, by)) if row is not None else None
        if at:
            self.changed(at=at, is_anew=True)
        elif at is not None:
            self.tell(f"There is no entry here that could be moved {'up' if by < 0 else 'down'}.")

    def action_write_long(self) -> None:
        """Write the text under the cursor in a window of its own."""
        row = self.row_to_change()
        if row is None or not row.is_prose:
            self.tell("Only free text, such as notes, can be written in several lines.")
            return
        text = row.raw if isinstance(row.raw, str) else ""
        if clean(text) != text:
            self.refuse("It holds characters that cannot be seen: change it in the text (F3).")
            return

        def write(text: str) -> None:
            self.drafting().write_long(row, text)
            self.changed(is_anew=True)

        self.app.push_screen(LongText(row.label, text, write))
