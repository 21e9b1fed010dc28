"""What is done to records that stand under the cursor or are picked, on any screen that lists them.

In: `chosen`, the ids. Out: saved edits, after a question where one is due. As for every way out of the plan,
what a deed needs is imported with it, so that the plan is painted sooner.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbook.tui.screens.desk_screen import DeskScreen

if TYPE_CHECKING:
    from workbook.desk.editing.edits import Files


class RecordDeeds(DeskScreen[None]):
    """A screen on which records can be ended, confirmed, and changed together."""

    def chosen(self) -> Sequence[str]:
        """Give the ids that are picked, else the one under the cursor."""
        raise NotImplementedError

    def under_cursor(self) -> str:
        """Give the id under the cursor, "" for none."""
        raise NotImplementedError

    def put_back(self) -> None:
        """Let nothing be picked any more."""
        raise NotImplementedError

    def action_retire(self) -> None:
        """End the record under the cursor, with a reason."""
        from workbook.desk.editing.edits import own_file, retire
        from workbook.tui.screens.dialogs import AskText

        id = self.under_cursor()
        if not id or self.attempt(lambda: own_file(self.session, id)) is None:
            return

        def end(reason: str | None) -> None:
            files = self.attempt(lambda: retire(self.session, id, reason)) if reason else None
            if files is not None:
                self.keep(files)

        explained = "It stays readable and counts no more. The record itself is kept."
        self.app.push_screen(
            AskText(f"Retire {id}", explained=explained, example="Why it ends"), callback=end
        )

    def action_confirm(self) -> None:
        """Take over what was noted on one's behalf."""
        from workbook.desk.editing.edits import confirm

        id = self.under_cursor()
        files = self.attempt(lambda: confirm(self.session, id)) if id else None
        if files is not None:
            self.keep(files)

    def action_set_many(self) -> None:
        """Change one field of all picked records."""
        from workbook.desk.editing.edits import own_file
        from workbook.tui.screens.set_many import SetMany

        ids = self.chosen()
        if not ids or self.attempt(lambda: [own_file(self.session, id) for id in ids]) is None:
            return

        def save(files: "Files | None") -> None:
            if files is not None and self.keep(files) is not None:
                self.put_back()

        self.app.push_screen(SetMany(self.session, ids), callback=save)
