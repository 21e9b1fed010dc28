"""Being shown round: a few windows, each on one part of the plan, with the keys that matter there.

In: what brings a pane of the screen behind into sight. Out: nothing.
"""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from workbook.tui.display import block, line
from workbook.tui.screens.desk_screen import Dialog


class Step(NamedTuple):
    """One window of the tour: the pane it is about, a title, and what is said."""

    pane: str
    title: str
    said: str


STEPS = (
    Step(
        "navigator",
        "The plan",
        "On the left stand the nations, each with how much it gives and asks, then the catalogue, the "
        "meetings, and everything by kind. Arrows move; Enter opens a nation.",
    ),
    Step(
        "records",
        "Records",
        "In the middle is what stands on the shelf. / filters, as in status=committed or just a word of the "
        "title; o sorts; e opens a record to change it, n writes a new one. You change only what your own "
        "nation says; the others do so themselves.",
    ),
    Step(
        "detail",
        "One record",
        "On the right is the record under the cursor, in words. Lines with an arrow lead to other records: "
        "Enter follows, Backspace comes back.",
    ),
    Step(
        "findings",
        "Findings",
        "Below is what the check found: !! is an error, ! a warning. They are told as you type, before you "
        "save. f shows all of them with explanations.",
    ),
    Step(
        "records",
        "Saving and publishing",
        "Ctrl+S in a form saves: each save can be taken back with Ctrl+Z. s shows what you changed and "
        "publishes it to the others; m brings in what they published. a shows what it all adds up to, p "
        "writes papers. ? explains the place you are in, and Ctrl+P lists everything.",
    ),
)


class Tour(Dialog[None]):
    """Shows one round."""

    CSS_PATH = "tour.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", show=False),
        Binding("right,l,n", "step(1)", "Next", show=False),
        Binding("left,h,p", "step(-1)", "Back", show=False),
    ]

    def __init__(self, reveal: Callable[[str], None]) -> None:
        super().__init__()
        self._reveal = reveal
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window"):
            yield Static("", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Leave (Escape)", id="leave", compact=True)
                yield Button("Next (Enter)", id="next", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Show the first step."""
        self.query_one("#next").focus()
        self._show()

    def action_step(self, by: int) -> None:
        """Go on, or back; after the last step the tour ends."""
        self._at += by
        if self._at >= len(STEPS):
            self.dismiss(None)
            return
        self._at = max(0, self._at)
        self._show()

    @on(Button.Pressed, "#next")
    def _next(self) -> None:
        self.action_step(1)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """End the tour."""
        self.dismiss(None)

    def _show(self) -> None:
        step = STEPS[self._at]
        self._reveal(step.pane)
        self.query_one(".window").border_title = line(f"{step.title} ({self._at + 1} of {len(STEPS)})")
        self.query_one(Static).update(block(step.said))
