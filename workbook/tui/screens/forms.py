"""Ways into the record form, on any screen that lists records: change one, write one, go on with a draft.

In: the id under the cursor. Out: forms; windows that ask what must be known first.
"""

from typing import TYPE_CHECKING

from workbook.model.kind import Kind
from workbook.tui.screens.desk_screen import DeskScreen

if TYPE_CHECKING:
    from workbook.desk.editing.edits import Standing
    from workbook.desk.form.draft import Draft


class RecordForms(DeskScreen[None]):
    """A screen from which records are opened as forms. `branch` stands in their top line."""

    branch = ""

    def under_cursor(self) -> str:
        """Give the id under the cursor, "" for none."""
        raise NotImplementedError

    def go_to(self, id: str) -> None:
        """Show a record."""
        raise NotImplementedError

    def action_set(self) -> None:
        """Open the record under the cursor, to be changed."""
        file = self.session.workbook.file_of(self.under_cursor())
        if file is not None:
            self.open_form(file.path)

    def open_form(self, path: str) -> None:
        """Open the form of the record at a path."""
        from workbook.tui.screens.form import FormScreen

        self.app.push_screen(FormScreen(self.session, path, branch=self.branch))

    def begin(self, kind: Kind, *, meeting: str = "", owner: str = "") -> None:
        """Begin a new record; what must be known first is asked."""
        from secrets import choice

        from workbook.desk.editing.edits import Standing
        from workbook.desk.form.beginning import questions
        from workbook.desk.form.draft import begun_anew
        from workbook.tui.screens.form import FormScreen
        from workbook.tui.screens.new_record import NewRecord

        session = self.session
        asked = self.attempt(lambda: questions(session, kind, owner=owner))
        if asked is None:
            return

        def draft(where: "Standing") -> "Draft":
            return begun_anew(session, kind, where, choice)

        def open_draft(draft: "Draft | None") -> None:
            if draft is not None:
                form = FormScreen(session, draft=draft, branch=self.branch)
                self.app.push_screen(form, callback=lambda id: self.go_to(id) if id else None)

        if asked.are_any:
            self.app.push_screen(NewRecord(asked, draft, meeting=meeting), callback=open_draft)
        else:
            open_draft(self.attempt(lambda: draft(Standing(meeting=meeting))))

    def offer_drafts(self) -> None:
        """Offer unsaved changes that a crash left behind, or that were kept for later."""
        from workbook.desk.form.waiting import are_drafts_waiting

        if self.session.is_read_only or not are_drafts_waiting(self.session.plan.top):
            return

        from workbook.desk.form.keeping import Drafts
        from workbook.tui.screens.offer_drafts import OfferDrafts

        def open_draft(path: str | None) -> None:
            if path:
                self.open_form(path)

        drafts = Drafts(self.session.plan.top)
        if drafts.all():
            self.app.push_screen(OfferDrafts(drafts), callback=open_draft)
