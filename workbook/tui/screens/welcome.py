"""The first time: who one is and for which nation one works, and an offer to be shown round.

In: what git knows of the user. Out: what was filled in, None where it was left for later.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Label, Static

from workbook.desk.identity import Identity, read_identity
from workbook.errors import WorkbookError
from workbook.tui.display import block, line
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.widgets.typing_line import TypingLine

_SAID = (
    "Every change you save carries your name and address, and the nation for which you speak. They are kept "
    "with this workbook on your computer, and nowhere else until you publish a change."
)


class Welcome(Dialog[Identity | None]):
    """Asks for name, address and nation."""

    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "later", "Later", show=False)]

    def __init__(self, known: Identity) -> None:
        super().__init__()
        self._known = known

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with VerticalScroll(classes="window") as window:
            window.border_title = line("Welcome to the workbook")
            yield Static(block(_SAID), markup=False)
            yield Label("Your name", markup=False)
            yield TypingLine(self._known.name, placeholder="such as Kari Nordmann", id="name")
            yield Label("Your address for mail", markup=False)
            yield TypingLine(self._known.email, placeholder="such as kari@example.org", id="email")
            yield Label("Your nation or organisation, by its code", markup=False)
            yield TypingLine(self._known.nation, placeholder="such as NOR", id="nation")
            yield Static("", id="wrong", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Later, only look (Escape)", id="later", compact=True)
                yield Button("Begin", id="begin", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Go to the first line that is empty."""
        empty = [box for box in self.query(Input) if not box.value]
        (empty or [*self.query(Input)])[0].focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == "nation":
            self._take()
        else:
            self.focus_next()

    @on(Button.Pressed, "#begin")
    def _take(self) -> None:
        words = {str(box.id): box.value for box in self.query(Input)}
        try:
            self.dismiss(read_identity(**words))
        except WorkbookError as error:
            self.query_one("#wrong", Static).update(block(str(error), "$text-error"))

    @on(Button.Pressed, "#later")
    def action_later(self) -> None:
        """Only look for now."""
        self.dismiss(None)
