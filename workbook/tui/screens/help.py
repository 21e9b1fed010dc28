"""Help for the place one is in: its keys and what they do, from the one table of actions.

In: a place, and words on the pane that has the keys. Out: nothing.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from workbook.desk.keys import Scope, keys_of
from workbook.tui.display import line
from workbook.tui.keys import LEAVING, key_words
from workbook.tui.screens.desk_screen import Dialog

_KEY_WIDTH = 15
_MOVING = (
    ("Arrows, h j k l", "Move; Home, End and Page go further."),
    ("Tab, Shift+Tab", "Go to the next pane or field; a click does so too."),
    ("Ctrl+P or :", "All commands, by name."),
    ("Ctrl+C", f"Copy what is marked with the mouse. {LEAVING}"),
)


class Help(Dialog[None]):
    """What can be done here."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,q", "close", show=False)]

    def __init__(self, scope: Scope, *, pane: str = "", explained: str = "") -> None:
        super().__init__()
        self._scope = scope
        self._pane = pane
        self._explained = explained

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with VerticalScroll(classes="window") as window:
            window.border_title = line(f"Help: {self._pane or self._scope}")
            window.border_subtitle = line("Escape closes")
            if self._explained:
                yield Static(line(self._explained), markup=False, classes="explained")
            for heading, told in self._parts():
                yield Static(line(heading, "bold $text-accent"), markup=False)
                yield Static(_table(told), classes="keys")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _parts(self) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
        for scope in (self._scope, Scope.EVERYWHERE):
            yield scope.value, [(key_words(key), key.summary) for key in keys_of(scope)]
        yield "Moving", _MOVING


def _table(told: Sequence[tuple[str, str]]) -> Table:
    """Set keys beside what they do, so that what wraps stays in its column."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True, min_width=_KEY_WIDTH)
    table.add_column()
    for keys, summary in told:
        table.add_row(Text(keys), Text(summary))
    return table
