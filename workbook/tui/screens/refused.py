"""A window that says in full why something was not done.

In: lines, such as those that a shared repository gives for a refusal. Out: nothing. What a server says is
data like any other: cleaned, never markup.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Static

from workbook.errors import WorkbookError
from workbook.model.display import clean
from workbook.tui.display import finding_line, line, lines
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.toasts import Telling, tell_alone

_LONG = 240


class Refused(Dialog[None]):
    """Shows a refusal, whole, until it is closed."""

    CSS_PATH = "refused.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, title: str, told: Sequence[Content]) -> None:
        super().__init__()
        self._title = title
        self._told = told

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line(f"{self._title}: not done")
            with VerticalScroll(can_focus=False):
                yield Static(lines(self._told), markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Close", id="close", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Let Close have the keys."""
        self.query_one("#close").focus()

    def action_scroll(self, by: int) -> None:
        """Scroll what does not fit."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def tell_refusal(screen: Screen[Any], title: str, error: WorkbookError | OSError) -> None:
    """Tell why something was not done: in short beside what one looks at, at length in a window."""
    told = refusal_lines(error) if isinstance(error, WorkbookError) else ()
    sentence = str(error)
    if len(told) > 1 or len(sentence) > _LONG:
        screen.app.push_screen(Refused(title, told or [line(sentence)]))
    else:
        tell_alone(screen, clean(sentence), Telling.REFUSED)


def refusal_lines(error: WorkbookError) -> Sequence[Content]:
    """Tell an error in lines: its sentence, then what it names one by one."""
    return list(_told(error))


def _told(error: WorkbookError) -> Iterator[Content]:
    from workbook.desk.reviewing.adopting import NotApprovedError
    from workbook.desk.reviewing.proposing import BringsErrorsError
    from workbook.vcs.remotes import ServerRefusedError

    match error:
        case ServerRefusedError():
            yield line("The shared repository refuses it, and says:", "bold")
            yield Content("")
            yield from map(line, error.lines)
        case NotApprovedError():
            yield line("It cannot be adopted yet:", "bold")
            yield Content("")
            yield from map(line, error.reasons)
        case BringsErrorsError():
            yield line(str(error))
            yield Content("")
            yield from map(finding_line, error.findings)
        case _:
            yield line(str(error))
