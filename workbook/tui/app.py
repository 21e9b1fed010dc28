"""The application: one session, the screens over it, and what must not be lost when it ends.

In: a session. Out: an exit code. Everything that a screen can do it does through `desk`.
"""

import asyncio
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import Notify
from textual.screen import Screen

from workbook.desk.identity import keep_colours
from workbook.desk.keys import Key, Scope, keys_of
from workbook.desk.session import Session
from workbook.model.display import clean
from workbook.model.kind import Kind
from workbook.tui.keys import LEAVING, bindings, key_words
from workbook.tui.screens.desk_screen import DeskScreen, PlanChanged
from workbook.tui.screens.plan import PlanScreen
from workbook.tui.themes import CONTRAST, DARK, LIGHT
from workbook.tui.toasts import keep_clear
from workbook.tui.widgets.lines import LineList


class WorkbookApp(App[int]):
    """The workbook in the terminal."""

    TITLE = "Workbook"
    # Textual reads the styles of a screen when it is pushed, and the plan is there from the start.
    CSS_PATH = ["workbook.tcss", "screens/plan.tcss"]  # noqa: RUF012  # as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.EVERYWHERE),
        # Textual adds Ctrl+P only where nothing else opens the palette.
        Binding("colon,ctrl+p", "command_palette", "Commands", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.fault: Exception | None = None
        self._watching: asyncio.Task[None] | None = None
        for theme in (DARK, LIGHT, CONTRAST):
            self.register_theme(theme)
        known = {theme.name for theme in (DARK, LIGHT, CONTRAST)}
        self._begin_in(session.who.colours if session.who.colours in known else DARK.name)

    def _begin_in(self, theme: str) -> None:
        """Take a theme before anything is drawn; Textual would read all styles once for the one before it.

        What it does at a change of theme beside that, it does at the start for a dark one.
        """
        if theme == LIGHT.name:
            self.theme = theme
        else:
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())

    @on(Notify)
    @on(LineList.Highlighted)
    def cursor_stays_in_sight(self) -> None:
        """Tell things where the cursor is not, also once that has moved."""
        # While all is closed there is no screen any more.
        if self.screen_stack:
            keep_clear(self.screen)

    def on_mount(self) -> None:
        """Begin to notice what others change, once the plan is painted."""
        self.call_after_refresh(self._begin_to_notice)

    def _begin_to_notice(self) -> None:
        self._watching = asyncio.create_task(self._notice())

    def on_unmount(self) -> None:
        """Notice no more."""
        if self._watching is not None:
            self._watching.cancel()

    async def _notice(self) -> None:
        try:
            await self._take_in()
        except (OSError, RuntimeError) as error:  # the system watches no more files, or cannot at all
            self.notify(clean(f"What others change in the files is not noticed here: {error}"), markup=False)

    async def _take_in(self) -> None:
        from workbook.desk.watching import news, unknown
        from workbook.tui.screens.waiting import Waiting

        async for one in news(self.session):
            # What a job of these screens wrote is noticed before its screen has taken it in.
            paths = () if isinstance(self.screen, Waiting) else unknown(self.session, one.paths)
            self.session.adopt(one.plan)
            if paths:
                names = ", ".join(Path(path).stem for path in paths[:3])
                more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
                self.notify(clean(f"Changed outside, and taken in: {names}{more}"), markup=False)
            self._show_anew()

    def get_default_screen(self) -> Screen[Any]:
        """Show the plan first."""
        return PlanScreen(self.session)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give the palette what can be done in the place one is in, from the one table of actions."""
        from workbook.desk.kinds import MADE_BY
        from workbook.model.kinds import STRUCTS

        places = [screen.SCOPE] if isinstance(screen, DeskScreen) else []
        for key in (one for scope in (*places, Scope.EVERYWHERE) for one in keys_of(scope)):
            yield SystemCommand(
                f"{key.label} ({key_words(key)})", key.summary, partial(self._do, screen, key)
            )
        if isinstance(screen, PlanScreen) and screen.SCOPE is Scope.PLAN:
            for kind in (one for one in Kind if one not in MADE_BY):
                begin = partial(screen.begin, kind, owner=self.session.who.nation)
                yield SystemCommand(f"New {kind}", (STRUCTS[kind].__doc__ or "").partition("\n")[0], begin)
        if isinstance(screen, DeskScreen) and screen.SCOPE in (Scope.PLAN, Scope.PAST, Scope.ANALYSIS):
            yield from self._analyses(screen)
        for theme in (DARK, LIGHT, CONTRAST):
            yield SystemCommand(
                f"Colours: {theme.name}", "Change how the screens look.", partial(self._wear, theme.name)
            )

    def _analyses(self, screen: DeskScreen[Any]) -> Iterable[SystemCommand]:
        from workbook.desk.analysing.catalogue import ANALYSES
        from workbook.tui.screens.analysis import AnalysisScreen

        if isinstance(screen, PlanScreen | AnalysisScreen):
            for one in ANALYSES:
                yield SystemCommand(f"Analysis: {one.name}", one.summary, partial(screen.analyse, one.name))

    async def _do(self, screen: Screen[object], key: Key) -> None:
        owner = screen if hasattr(screen, f"action_{key.action}") else self
        await owner.run_action(key.action)

    def _wear(self, theme: str) -> None:
        self.theme = theme
        if not self.session.is_read_only:
            keep_colours(self.session.repository(""), theme)

    @on(PlanChanged)
    def _show_anew(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.plan_changed()

    def action_help_quit(self) -> None:
        """Say what Ctrl+C does, where nothing is marked that it could copy, and what leaves."""
        self.notify(f"Nothing is marked to be copied. {LEAVING}", markup=False)

    def action_undo(self) -> None:
        """Take back what was done last."""
        self._turn(is_undo=True)

    def action_redo(self) -> None:
        """Make again what was taken back."""
        self._turn(is_undo=False)

    def action_help(self) -> None:
        """Explain the place one is in."""
        from workbook.tui.screens.help import Help

        screen = self.screen
        if isinstance(screen, DeskScreen):
            pane, explained = screen.explained()
            self.push_screen(Help(screen.SCOPE, pane=pane, explained=explained))

    def action_close(self) -> None:
        """Leave the place one is in; the plan itself is left by Quit."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def _turn(self, *, is_undo: bool) -> None:
        screen = self.screen
        if isinstance(screen, DeskScreen):
            screen.turn(is_undo=is_undo)

    def _fatal_error(self) -> None:
        """End without a trace on the screen, where it would show the plan; `fault` says what it was."""
        self.fault = self._exception
        self._close_messages_no_wait()
