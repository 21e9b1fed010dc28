"""The fields of a record: rows, the line in which the one under the cursor is typed, and what can be chosen.

In: rows to show. Out: messages on what is typed, added, opened, and where the cursor stands. Down here it is
known how things are typed, and not what they mean.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Input

from workbook.desk.form.choices import Choice, Picker
from workbook.desk.form.rows import Row, RowKind
from workbook.findings import Severity
from workbook.tui.widgets.form_choices import ChoiceList
from workbook.tui.widgets.form_rows import FormRows, Remark
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.typing_line import TypingLine

_MOST_CHOICES = 10
_ADDING = (RowKind.LIST, RowKind.MORE)
PickerOf = Callable[[Row], Picker | None]


class FormFields(Container):
    """The fields of a record, to be gone through and typed in."""

    DEFAULT_CSS = """
    FormFields {
        layers: rows typing choosing;
        FormRows { layer: rows; width: 1fr; height: 1fr; scrollbar-background: $surface; }
        #value { layer: typing; position: absolute; display: none; height: 1; padding: 0; }
        ChoiceList { layer: choosing; position: absolute; display: none; scrollbar-background: $panel; }
        #value.-shown, ChoiceList.-shown { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", "Up", show=False),
        Binding("down", "go(1)", "Down", show=False),
        Binding("pageup", "go(-8)", "Page up", show=False),
        Binding("pagedown", "go(8)", "Page down", show=False),
        Binding("tab", "step(1)", "Next", show=False),
        Binding("shift+tab", "step(-1)", "Previous", show=False),
    ]

    @dataclass
    class Typed(Message):
        """Something else stands in the line of a row."""

        row: Row
        text: str

    @dataclass
    class Added(Message):
        """Something was typed in a row that adds."""

        row: Row
        text: str

    @dataclass
    class Opened(Message):
        """An entry was chosen."""

        row: Row

    @dataclass
    class Reached(Message):
        """The cursor stands on another row."""

        row: Row

    def __init__(self, picker_of: PickerOf, *, may_edit: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picker_of = picker_of
        self._may_edit = may_edit
        self._picker: Picker | None = None
        self._at = ""
        self._held = False
        self._left: Row | None = None  # the row that was typed in, which the cursor may have left
        self._typed: Mapping[str, str] = {}
        self._taken = ""  # what of the line was taken note of

    def compose(self) -> ComposeResult:
        """Lay the line to type in and the choices over the rows."""
        yield FormRows(id="rows")
        deeds: Mapping[str, Callable[[], None]] = {
            "up": lambda: self.action_go(-1),
            "down": lambda: self.action_go(1),
            "pageup": lambda: self.action_go(-8),
            "pagedown": lambda: self.action_go(8),
            "tab": lambda: self.action_step(1),
            "shift+tab": lambda: self.action_step(-1),
        }
        yield TypingLine(id="value", select_on_focus=False, deeds=deeds)
        yield ChoiceList(id="choices")

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows.current

    @property
    def is_choosing(self) -> bool:
        """Whether choices are in sight."""
        return self._choices.has_class("-shown")

    def show(
        self,
        rows: Sequence[Row],
        *,
        signs: Mapping[str, Severity],
        remarks: Mapping[str, Sequence[Remark]],
        typed: Mapping[str, str],
        at: str = "",
        is_anew: bool = False,
    ) -> None:
        """Show rows; where the cursor stays in its row, what is being typed there stays too.

        `typed` is what a row's line holds where that is not what the draft says. `is_anew` says that the
        draft changed otherwise than by typing, so that the line shows what it says now.
        """
        self._typed = typed
        choosable = frozenset(row.path for row in rows if self._may_edit and self._picker_of(row) is not None)
        self._rows.show(rows, signs=signs, remarks=remarks, choosable=choosable, typed=typed, at=at)
        if is_anew:
            self._at = ""
        self._stand()

    def close_choices(self) -> bool:
        """Put the choices away, and take what is typed as it is; say whether there were any."""
        was_open = self.is_choosing
        self._choices.remove_class("-shown")
        held = self.held()
        if held is not None:
            self.post_message(held)
        return was_open

    def held(self) -> Typed | Added | None:
        """Give what is typed and may not be told yet: choices are in sight, Enter or a message is to come."""
        row, text = self._left, self._value.value
        if row is None or not self._may_edit:
            return None
        self._held = False
        if row.kind is RowKind.LIST and text.strip() and text != self._typed.get(row.path):
            self._fill("")
            return self.Added(row, text)
        is_told = text == self._typed.get(row.path, row.text)
        return None if is_told or row.kind in _ADDING else self.Typed(row, text)

    def take_focus(self) -> None:
        """Let the row under the cursor have the keys."""
        row = self.current
        if row is not None and self._is_typed(row):
            self._value.focus()
        else:
            self._rows.focus()

    def action_go(self, by: int) -> None:
        """Go some rows or choices further."""
        (self._choices if self.is_choosing else self._rows).action_cursor(by)
        # At once, and not when the rows have told: the next key may be typed already.
        self._stand()

    def action_step(self, by: int) -> None:
        """Go to the next row, and from the last on to what stands behind the fields."""
        before = self._rows.cursor
        self.close_choices()
        self._rows.action_cursor(by)
        self._stand()
        if self._rows.cursor == before:
            self._rows.can_focus = False
            (self.screen.focus_next if by > 0 else self.screen.focus_previous)()

    @on(LineList.Highlighted, "#rows")
    def _row_reached(self) -> None:
        self._stand()

    @on(LineList.Chosen, "#rows")
    def _row_chosen(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    @on(FormRows.Scrolled)
    def _rows_scrolled(self) -> None:
        self._place()

    def on_resize(self) -> None:
        """Lay the line over its row anew."""
        self.call_after_refresh(self._place)

    @on(Input.Changed, "#value")
    def _value_typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._value.value and self.current is not None:
            self._take(self.current, event.value)

    def _take(self, row: Row, text: str) -> None:
        """Take what is typed in the line of a row, unless it is to be chosen first."""
        picker, self._taken = self._picker, text
        if not self._may_edit:
            return
        found = picker.find(text) if picker is not None and text.strip() else ()
        is_known = picker is None or not found or picker.knows(text)
        self._offer(found if not is_known or row.kind in _ADDING else ())
        self._held = not is_known
        if is_known or row.kind in _ADDING:
            self.post_message(self.Typed(row, text))

    @on(Input.Submitted, "#value")
    def _value_entered(self, event: Input.Submitted) -> None:
        event.stop()
        row, text = self.current, event.value
        if row is None:
            return
        if self.is_choosing:
            self._choose()
        elif row.kind in _ADDING and text.strip():
            self._fill("")
            self.post_message(self.Added(row, text))
        elif self._picker is not None and self._may_edit:
            self._offer(self._picker.search(""), at=text)
            self._value.select_all()
        else:
            self._rows.action_cursor(1)

    @on(events.Click, "#value")
    def _value_clicked(self) -> None:
        """Open the choices of the line that is clicked."""
        if self._picker is not None and not self.is_choosing:
            self._offer(self._picker.search(""), at=self._value.value)

    @on(LineList.Chosen, "#choices")
    def _choice_clicked(self) -> None:
        self._choose()

    def _choose(self) -> None:
        """Take the choice under the cursor."""
        row, choice, picker = self.current, self._choices.current, self._picker
        if row is None or choice is None or picker is None:
            return
        text = picker.taken(self._value.value, choice)
        self._held = False
        self._choices.remove_class("-shown")
        self._fill(text)
        if row.kind in _ADDING:
            self._fill("")
            self.post_message(self.Added(row, text))
        else:
            self.post_message(self.Typed(row, text))

    def _stand(self) -> None:
        """Lay the line to type in over the row under the cursor."""
        row = self.current
        if row is None:
            return
        if row.path != self._at:
            if self._left is not None and self._value.value != self._taken:
                self._take(self._left, self._value.value)
            self.close_choices()
            self._at = row.path
            self._picker = self._picker_of(row) if self._may_edit else None
            self._fill(self._typed.get(row.path, row.text))
            if row.is_figure:
                # Digits put behind a figure that stands there would make another one of it unseen.
                self._value.select_all()
            has_focus = self.has_focus_within
            is_typed = self._is_typed(row)
            self._rows.can_focus = not is_typed
            self._value.set_class(is_typed, "-shown")
            if has_focus:
                self.take_focus()
            self.post_message(self.Reached(row))
        self._left = row
        self._place()

    def _fill(self, text: str) -> None:
        self._taken = text
        with self.prevent(Input.Changed):
            self._value.value = text
        self._value.cursor_position = len(text)

    def _offer(self, choices: Sequence[Choice], *, at: str = "") -> None:
        self._choices.set_class(bool(choices), "-shown")
        if choices:
            self._choices.show(choices, at=at)
            self._place()

    def _place(self) -> None:
        """Lay line and choices where the row is, the choices below it or, for want of room, above."""
        rows, left = self._rows, self._rows.label_width
        line = rows.cursor - rows.lines_out_of_sight
        room = max(8, rows.width - left)
        self._value.styles.offset = (left, line)
        self._value.styles.width = room
        below = self.size.height - line - 1
        height = min(self._choices.row_count, _MOST_CHOICES, max(below, line))
        self._choices.styles.height = height
        self._choices.styles.width = min(max(24, self._choices.wanted_width), room)
        self._choices.styles.offset = (left, line + 1 if height <= below else line - height)

    def _is_typed(self, row: Row) -> bool:
        return self._may_edit and row.is_typed

    @property
    def _rows(self) -> FormRows:
        return self.query_one(FormRows)

    @property
    def _value(self) -> Input:
        return self.query_one("#value", Input)

    @property
    def _choices(self) -> ChoiceList:
        return self.query_one(ChoiceList)
