"""Help for the place one is in: its keys and what they do, from the one table of actions.

In: a place, and words on the pane that has the keys. Out: nothing.
"""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbook.desk.keys import Scope, keys_of
from workbook.tui.display import line, lines
from workbook.tui.keys import LEAVING, key_words
from workbook.tui.screens.desk_screen import Dialog

_KEY_WIDTH = 16
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
            yield Static(lines(self._lines()), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def _lines(self) -> Iterator[Content]:
        for scope in (self._scope, Scope.EVERYWHERE):
            yield line(scope.value, "bold $text-accent")
            for key in keys_of(scope):
                yield _told(key_words(key), key.summary)
            yield Content("")
        yield line("Moving", "bold $text-accent")
        yield from (_told(keys, summary) for keys, summary in _MOVING)


def _told(keys: str, summary: str) -> Content:
    return Content.assemble((f"  {keys:<{_KEY_WIDTH}} ", "bold"), summary)
