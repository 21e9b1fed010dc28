"""The application: one session, the screens over it, and what must not be lost when it ends.

In: a session. Out: an exit code. Everything that a screen can do it does through `desk`.
"""

from typing import ClassVar

from textual import on
from textual.app import App
from textual.binding import BindingType

from workbook.desk.actions import Scope
from workbook.desk.session import Session
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen, PlanChanged
from workbook.tui.screens.plan import PlanScreen


class WorkbookApp(App[int]):
    """The workbook in the terminal."""

    TITLE = "Workbook"
    CSS_PATH = "workbook.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.EVERYWHERE)]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_mount(self) -> None:
        """Show the plan."""
        self.push_screen(PlanScreen(self.session))

    @on(PlanChanged)
    def _show_anew(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.plan_changed()
