"""The record form: one record changed field by field or as text, with what saving would do always in sight.

In: a session and the path of a record, or a draft of a new one. Out: a saved record, whose id the screen
gives; or a draft that is kept and offered again.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from secrets import choice
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, Static, TextArea

from workbook.desk.editing.edits import Standing
from workbook.desk.form.along import along_line
from workbook.desk.form.choices import Picker, Pickers
from workbook.desk.form.draft import Draft, begun, begun_anew
from workbook.desk.form.drafting import Drafting
from workbook.desk.form.keeping import Drafts, Keeper
from workbook.desk.form.prospect import Prospect, whereabouts, why_not_editable, worst_by_row
from workbook.desk.form.rows import Row, RowKind
from workbook.desk.form.seen import shown_text
from workbook.desk.keys import Scope
from workbook.desk.session import Session
from workbook.model.display import clean
from workbook.model.kind import Kind
from workbook.tui.display import line, lines
from workbook.tui.keys import bindings
from workbook.tui.screens.form_deeds import FormDeeds
from workbook.tui.screens.form_dialogs import Leave, Leaving
from workbook.tui.widgets.bar import Bar, KeyBar
from workbook.tui.widgets.form_fields import FormFields
from workbook.tui.widgets.form_outlook import changes_lines, findings_lines, help_lines
from workbook.tui.widgets.form_panes import EXPLAINED, PANES, heading, tabs
from workbook.tui.widgets.form_rows import Remark
from workbook.tui.widgets.head import Head


class FormScreen(FormDeeds):
    """One record, to be changed."""

    SCOPE = Scope.FORM
    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.FORM)]

    def __init__(
        self, session: Session, path: str = "", *, draft: Draft | None = None, branch: str = ""
    ) -> None:
        super().__init__(session)
        self._branch = branch
        drafts = Drafts(session.plan.top)
        kept = drafts.of(path) if draft is None and not session.is_read_only else None
        self._resumed = kept
        begin = kept.draft if kept is not None else draft if draft is not None else begun(session, path)
        self._drafting = Drafting(session, begin)
        if kept is not None:
            self._drafting.recall(kept.typed, kept.refused)
        self._why_not = why_not_editable(session, begin)
        self._keeper = Keeper(drafts, self._drafting)
        self._pickers = Pickers(session.workbook)
        self._prospect = Prospect()
        self._shown_text = ""
        self._is_over = self._is_due = False
        self._is_unkept = False
        self._put_before: dict[str, Content] = {}

    @classmethod
    def new(cls, session: Session, kind: Kind, where: Standing) -> "FormScreen":
        """Open the form of a new record.

        Raises:
            WorkbookError: the user may not write one there.
        """
        return cls(session, draft=begun_anew(session, kind, where, choice))

    def compose(self) -> ComposeResult:
        """Lay out the record: which it is and who reads it, fields, text and changes, help and findings."""
        yield Head()
        yield Static(id="what", markup=False)
        yield Static(id="where", markup=False)
        yield Static(id="why-not", markup=False)
        yield Bar(tabs(0), id="tabs")
        with Horizontal(id="body"):
            with ContentSwitcher(id="panes", initial="fields"):
                yield FormFields(self._picker, may_edit=not self._why_not, id="fields").add_class("pane")
                with Vertical(id="text").add_class("pane"):
                    yield TextArea(
                        id="toml", compact=True, read_only=bool(self._why_not), show_line_numbers=True
                    )
                    yield Static(id="damage", markup=False)
                with VerticalScroll(id="changes").add_class("pane"):
                    yield Static(id="changed", markup=False)
            with Vertical(id="side"):
                with VerticalScroll(id="help-pane", can_focus=False).add_class("pane"):
                    yield Static(id="help", markup=False)
                with VerticalScroll(id="findings-pane").add_class("pane"):
                    yield Static(id="findings", markup=False)
        yield Static(id="along", markup=False)
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Show the record, and what came in while its draft was kept."""
        self.query_one("#findings-pane").border_title = line("Findings")
        self._put("#why-not", line(self._why_not))
        self.query_one("#why-not").set_class(bool(self._why_not), "-shown")
        if self._resumed is not None:
            moment = self._resumed.moment.astimezone()
            self.tell(f"Here are your unsaved changes of {moment:%Y-%m-%d %H:%M}.")
        self._bring_along()
        self._reveal("text" if self._drafting.damage else "fields")
        self._judge_soon()
        self._look_along()

    def plan_changed(self) -> None:
        """Take in what others did to the record while it stood open."""
        if self._is_over:
            return
        self._pickers = Pickers(self.session.workbook)
        self._bring_along()
        self.changed(is_anew=True)
        self._look_along()

    def explained(self) -> tuple[str, str]:
        """Name the pane that has the keys, and say what it is for."""
        pane = self.query_one("#panes", ContentSwitcher).current or "fields"
        return PANES[pane], EXPLAINED[pane]

    def turn(self, *, is_undo: bool) -> None:
        """Take back what was typed last; what is saved stays saved."""
        if self._drafting.turn(is_undo=is_undo):
            self.changed(is_anew=True)
        else:
            self.tell("Nothing is left to take back here." if is_undo else "Nothing was taken back here.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no key that comes before the form stands, or after it is left."""
        is_there = not self._is_over and bool(self.query(FormFields))
        return super().check_action(action, parameters) if is_there else False

    async def action_help(self) -> None:
        """Explain the form; a question mark is a letter like any other here."""
        await self.run_action("app.help")

    def action_fields(self) -> None:
        """Show the fields."""
        self._reveal("fields")

    def action_text(self) -> None:
        """Show the text."""
        self._reveal("text")

    def action_changes(self) -> None:
        """Show what saving would change."""
        self._reveal("changes")

    def drafting(self) -> Drafting:
        """Give the record as it is drafted."""
        return self._drafting

    def row_to_change(self) -> Row | None:
        """Give the row under the cursor; None where nothing may be changed."""
        return None if self._why_not else self.query_one(FormFields).current

    def action_save(self) -> None:
        """Save the record as one commit."""
        self._take_held()
        self._save()

    def action_close(self) -> None:
        """Leave the form; what is unsaved is asked about."""
        fields = self.query_one(FormFields)
        if fields.is_choosing:
            fields.close_choices()
            return
        self._take_held()
        if not self._drafting.has_changed:
            self._end(None)
            return
        self.app.push_screen(Leave(self._drafting.draft.id, self._prospect.sentences), callback=self._leave)

    @on(FormFields.Typed)
    def _typed(self, event: FormFields.Typed) -> None:
        self._drafting.type(event.row, event.text)
        self.changed()

    @on(FormFields.Added)
    def _added(self, event: FormFields.Added) -> None:
        at = ""
        if event.row.kind is RowKind.MORE:
            field = self._drafting.field_called(event.text)
            at = self._drafting.ask(field) if field is not None else ""
        else:
            at = self._drafting.add(event.row, event.text)
        current = self.query_one(FormFields).current
        has_stayed = current is not None and current.path == event.row.path
        self.changed(at=at if has_stayed else "", is_anew=has_stayed)

    def _take_held(self) -> None:
        """Take what is typed and was not told yet, so that nothing is lost by saving or leaving now."""
        if self.query_one("#panes", ContentSwitcher).current != "fields":
            return
        match self.query_one(FormFields).held():
            case FormFields.Added() as added:
                self._added(added)
            case FormFields.Typed() as typed:
                self._typed(typed)

    @on(FormFields.Opened)
    def _opened(self, event: FormFields.Opened) -> None:
        if event.row.has_lines:
            self.action_write_long()
        elif event.row.kind is RowKind.ENTRY:
            self._drafting.open(event.row)
            self._show()

    @on(FormFields.Reached)
    def _reached(self, event: FormFields.Reached) -> None:
        if self._is_over:
            return
        self.query_one("#help-pane").border_title = line(event.row.title)
        self._explain(event.row)

    def _explain(self, row: Row) -> None:
        """Say what a field is for, how it is typed, and how what stands there is understood."""
        can_choose = not self._why_not and self._picker(row) is not None
        understood = self._drafting.understood(row)
        self._put("#help", lines(help_lines(row, can_choose=can_choose, understood=understood)))

    @on(TextArea.Changed, "#toml")
    def _text_written(self, event: TextArea.Changed) -> None:
        text = event.text_area.text
        if text != self._shown_text and not self._why_not:
            self._shown_text = text
            self._drafting.write(text)
            self.changed()

    @on(Bar.Pressed, "#tabs")
    def _tab_pressed(self, event: Bar.Pressed) -> None:
        self._reveal(event.name)

    def _reveal(self, pane: str) -> None:
        """Bring fields, text or changes into sight, and the keys to them."""
        self.query_one(FormFields).close_choices()
        self.query_one("#panes", ContentSwitcher).current = pane
        self.query_one("#tabs", Bar).chosen = pane
        for one in PANES:
            self.set_class(one == pane, f"-at-{one}")
        self._put("#changed", lines(changes_lines(self._prospect)))
        self._show(is_anew=True)
        if pane == "fields":
            self.query_one(FormFields).take_focus()
        else:
            self.query_one("#toml" if pane == "text" else "#changes").focus()

    def _bring_along(self) -> None:
        draft = self._drafting.draft
        told = self._drafting.bring_along(self.session.read(draft.path))
        if told:
            self.notify(clean(told), severity="warning", markup=False, timeout=12)

    def changed(self, *, at: str = "", is_anew: bool = False) -> None:
        """Show what was changed at once; what it means is judged, and kept for a crash, right after."""
        if self._is_over:
            return
        self._show(at=at, is_anew=is_anew)
        if not self._why_not:
            self._keep_draft()
        self._judge_soon()

    def _judge_soon(self) -> None:
        """Judge once what is drafted by the next paint, however many keys came before."""
        if not self._is_due:
            self._is_due = True
            self.call_after_refresh(self._judge)

    def _judge(self) -> None:
        self._is_due = False
        if self._is_over:
            return
        self._prospect = self._drafting.prospect()
        self._show()
        count = len(self._prospect.sentences) if self._prospect.lines else 0
        self.query_one("#tabs", Bar).show(tabs(count))
        self._put("#findings", lines(findings_lines(self._prospect)))
        if self.query_one("#panes", ContentSwitcher).current == "changes":
            self._put("#changed", lines(changes_lines(self._prospect)))
        self.query_one(Head).heading = heading(self.session, self._branch)

    def _show(self, *, at: str = "", is_anew: bool = False) -> None:
        drafting = self._drafting
        state = "new, not saved yet" if drafting.draft.is_new else "unsaved" if drafting.has_changed else ""
        what = f"{drafting.draft.kind.value.capitalize()} {drafting.draft.id}  {drafting.draft.title}"
        self.query_one("#what", Static).update(line(f"{what}  ({state})" if state else what))
        self.query_one("#where", Static).update(
            line(whereabouts(drafting.draft, self.session.workbook.settings))
        )
        rows = drafting.rows()
        self.query_one(FormFields).show(
            rows,
            signs=worst_by_row(self._prospect, drafting.draft.path, rows),
            remarks=self._remarks(),
            typed={path: one.typed for path, one in drafting.complaints.items()},
            at=at,
            is_anew=is_anew,
        )
        current = self.query_one(FormFields).current
        if current is not None:
            self._explain(current)
        self._show_text()

    def _show_text(self) -> None:
        area, drafting = self.query_one("#toml", TextArea), self._drafting
        text = drafting.typed or shown_text(drafting.draft.text)
        if text != self._shown_text:
            self._shown_text = text
            area.load_text(text)
        self.query_one("#damage").set_class(bool(drafting.damage), "-shown")
        self._put("#damage", line(drafting.damage))

    def _put(self, selector: str, content: Content) -> None:
        """Show a text, unless it is shown already: every new one lays the whole screen out again."""
        if self._put_before.get(selector) != content:
            self._put_before[selector] = content
            self.query_one(selector, Static).update(content)

    def _remarks(self) -> Mapping[str, Sequence[Remark]]:
        drafting = self._drafting
        found = {path: [Remark(one.sentence)] for path, one in drafting.complaints.items()}
        for path, note in drafting.notes.items():
            found.setdefault(path, []).append(Remark(note, is_error=False))
        return found

    def _picker(self, row: Row) -> Picker | None:
        if row.kind is RowKind.MORE:
            return self._pickers.fields(self._drafting.fields_left())
        return self._pickers.of(row.place) if row.kind in (RowKind.FIELD, RowKind.LIST) else None

    def _save(self) -> None:
        refusal = self._why_not or self._drafting.refusal()
        if refusal:
            self.refuse(f"Not saved: {refusal}")
            return
        draft = self._drafting.draft
        if self.keep(self._drafting.files()) is not None:
            self._end(draft.id)

    def _leave(self, leaving: Leaving | None) -> None:
        if leaving is Leaving.KEEP:
            self._is_over = True
            self.attempt(lambda: self._keeper.keep(datetime.now(UTC)))
            self.dismiss(None)
        elif leaving is Leaving.DROP:
            self._end(None)

    def _end(self, result: str | None) -> None:
        """Leave, with nothing to be kept."""
        self._is_over = True
        self.attempt(self._keeper.end)
        self.dismiss(result)

    @work(thread=True, group="looking", exclusive=True)
    def _look_along(self) -> None:
        """Find out, beside the screen, what was changed by hand and would be saved as well."""
        draft = self._drafting.draft
        told = along_line(self.session, draft.path) if not (self._why_not or draft.is_new) else ""
        self.app.call_from_thread(self._tell_along, told)

    def _tell_along(self, told: str) -> None:
        if not self._is_over:
            self._put("#along", line(told))
            self.query_one("#along").set_class(bool(told), "-shown")

    @work(thread=True, group="keeping")
    def _keep_draft(self) -> None:
        reason = self._keeper.keep(datetime.now(UTC))
        if reason:
            self.app.call_from_thread(self._tell_unkept, reason)

    def _tell_unkept(self, reason: str) -> None:
        """Tell once that a crash would lose what is typed."""
        if not self._is_unkept:
            self._is_unkept = True
            self.refuse(f"What you type cannot be kept against a crash ({reason}): save soon.")
