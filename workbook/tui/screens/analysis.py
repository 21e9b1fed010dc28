"""What the plan adds up to: every analysis as a list, and behind each line what it comes from.

In: a session, and the analysis to begin with. Out: the id of the record to go to, None where the screen was
just left. Which analyses there are, and what they say, stands in `desk.analysing`.
"""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from workbook.desk.analysing.boards import Board, BoardLine, board, lead_of
from workbook.desk.analysing.catalogue import ANALYSES
from workbook.desk.analysing.grids import Grid, fitting_grid_lines
from workbook.desk.analysing.tables import Behind
from workbook.desk.keys import Scope
from workbook.desk.session import Session
from workbook.tui.display import line
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen
from workbook.tui.widgets.bar import Bar, KeyBar, Word
from workbook.tui.widgets.filter_line import FilterLine
from workbook.tui.widgets.grid import GridList, Spot
from workbook.tui.widgets.head import Head, Heading, counted_anew
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.tables import BehindPage, BoardList

_NAMES = [one.name for one in ANALYSES]


class AnalysisScreen(DeskScreen[str | None]):
    """The analyses, one at a time: tabs above, the list, and below it what stands behind a line."""

    SCOPE = Scope.ANALYSIS
    CSS_PATH = "analysis.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.ANALYSIS)]

    def __init__(self, session: Session, *, frame: Heading, name: str = "") -> None:
        super().__init__(session)
        self._frame = frame
        self._analysis = name or _NAMES[0]
        self._board: Board | Grid | None = None
        self._view = self._ordering = 0
        self._words = ""
        self._is_mine = False
        self._working: Worker[Board | Grid] | None = None
        self._looking: Worker[Behind] | None = None
        self._looked_at: BoardLine | Spot | None = None

    def compose(self) -> ComposeResult:
        """Lay out the tabs, the list, and what stands behind a line."""
        yield Head()
        yield Bar([Word("", one.name.capitalize(), one.name) for one in ANALYSES], id="tabs")
        with Vertical(id="panes"):
            yield BoardList(id="board").add_class("pane")
            yield GridList(id="grid").add_class("pane")
            yield FilterLine(id="filter", placeholder="words, ids or nations")
            yield BehindPage(id="behind").add_class("pane")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Begin to work it out."""
        self.query_one("#grid").display = False
        self.query_one("#board").focus()
        self.plan_changed()

    def plan_changed(self) -> None:
        """Work it out anew, beside the screen."""
        self.query_one(Head).heading = counted_anew(self._frame, self.session)
        self.query_one("#tabs", Bar).chosen = self._analysis
        self._list.border_title = line("Working it out…" if self._board is None else self._board.title)
        work = partial(board, self._analysis, self.session.workbook, self.session.today, self.session.kept)
        self._working = self.run_worker(work, thread=True, group="board", exclusive=True)

    def explained(self) -> tuple[str, str]:
        """Say what the panes are for."""
        if self.query_one("#behind").has_focus:
            return "Behind the line", "What the line under the cursor comes from: records, amounts, months."
        summaries = " ".join(f"{one.name.capitalize()}: {one.summary}" for one in ANALYSES)
        legend = self._board.legend if self._board is not None else ""
        ways = "Tab goes to what stands behind the line, Enter to its record."
        return "Analysis", f"{legend} {ways} {summaries}".strip()

    def analyse(self, name: str) -> None:
        """Show another analysis."""
        if name != self._analysis:
            self._analysis, self._board, self._words = name, None, ""
            self._view = self._ordering = 0
            self.query_one(FilterLine).value = ""
            self._reveal(Behind(title=""))
            self._put_in_sight(BoardList)
            self.query_one(BoardList).show((), ())
            self.plan_changed()

    @on(Worker.StateChanged)
    def _worked(self, event: Worker.StateChanged) -> None:
        worker = event.worker
        if event.state is WorkerState.SUCCESS and worker is self._working:
            keep = self._board is not None
            self._board = self._working.result
            self._show(keep=keep)
        elif event.state is WorkerState.SUCCESS and worker is self._looking:
            found, self._looking = self._looking.result, None
            if self._list.current == self._looked_at and found is not None:
                self._reveal(found)
            else:
                self._look()

    @on(LineList.Highlighted, "#board,#grid")
    def _reached(self) -> None:
        self._look()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_follow()

    @on(Bar.Pressed, "#tabs")
    def _tab_pressed(self, event: Bar.Pressed) -> None:
        self.analyse(event.name)

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self._words:
            self._words = event.value
            self._show()

    @on(FilterLine.Left)
    def _left(self) -> None:
        self._list.focus()

    def action_next(self) -> None:
        """Go to the next analysis."""
        self._step(1)

    def action_before(self) -> None:
        """Go to the analysis before."""
        self._step(-1)

    def action_filter(self) -> None:
        """Open the line in which words are typed."""
        self.query_one(FilterLine).open()

    def action_mine(self) -> None:
        """Show the lines that one's own nation has part in, or all."""
        if not self.session.who.nation:
            self.refuse("Nobody said for which nation you work, so all lines are shown.")
            return
        self._is_mine = not self._is_mine
        self._show()

    def action_figures(self) -> None:
        """Show other figures in the months."""
        if isinstance(self._board, Grid):
            self._view = (self._view + 1) % len(self._board.views)
            self._show(keep=True)
        else:
            self.refuse("There are no months to show in another way here.")

    def action_sort(self) -> None:
        """Sort by the next order."""
        if isinstance(self._board, Grid):
            self._ordering = (self._ordering + 1) % len(self._board.orderings)
            self._show()
        else:
            self.refuse("These lines have one order only.")

    def action_follow(self) -> None:
        """Go to what stands behind a cell, or to the record of the line."""
        current, page = self._list.current, self.query_one(BehindPage)
        lead = page.leads_to if page.has_focus else current.leads_to if isinstance(current, BoardLine) else ""
        if lead:
            self.dismiss(lead)
        elif page.has_focus and not page.go_to_first():
            self.refuse("Nothing here names a record.")
        elif not page.has_focus and current is not None:
            page.focus()
            if isinstance(current, Spot):
                page.go_to_first()

    def action_close(self) -> None:
        """Leave the filter, or the screen."""
        if self.query_one(FilterLine).close():
            return
        if self.query_one(BehindPage).has_focus:
            self._list.focus()
        else:
            self.dismiss(None)

    def _step(self, by: int) -> None:
        self.analyse(_NAMES[(_NAMES.index(self._analysis) + by) % len(_NAMES)])

    @property
    def _list(self) -> BoardList | GridList:
        """The list in sight: lines, or lines by months."""
        return self.query_one(GridList) if isinstance(self._board, Grid) else self.query_one(BoardList)

    def _put_in_sight(self, wanted: type[LineList]) -> None:
        """Show one of both lists, and let it have the keys where the other had them."""
        for one in (self.query_one(BoardList), self.query_one(GridList)):
            is_wanted = isinstance(one, wanted)
            if is_wanted and not one.display:
                had_keys = self.focused in (self.query_one(BoardList), self.query_one(GridList), None)
                one.display = True
                if had_keys:
                    one.focus()
        for one in (self.query_one(BoardList), self.query_one(GridList)):
            if not isinstance(one, wanted):
                one.display = False

    def _show(self, *, keep: bool = False) -> None:
        if self._board is None:
            return
        whose = f" of {self.session.who.nation}" if self._is_mine else ""
        if isinstance(self._board, Grid):
            name, lines = self._board.orderings[self._ordering]
            fitting = fitting_grid_lines(lines, self._words, self.session.who.nation if self._is_mine else "")
            self._put_in_sight(GridList)
            self.query_one(GridList).show(self._board, fitting, self._view, keep=keep)
            count = sum(not one.is_group for one in fitting)
            told = f"{name}, {self._board.views[self._view]}"
        else:
            shown = self._fitting(self._board.lines)
            self._put_in_sight(BoardList)
            self.query_one(BoardList).show(self._board.columns, shown, keep=keep)
            goes_on = any(one.leads_to for one in shown)
            count, told = len(shown), "Enter goes to the record" if goes_on else "Enter opens what is behind"
        self._list.border_title = line(f"{self._board.title}{whose}: {_counted(count)}")
        self._list.border_subtitle = line(self._words or told)
        self._looked_at = None
        self._look()

    def _fitting(self, lines: Sequence[BoardLine]) -> Sequence[BoardLine]:
        """Choose the lines that have all the words typed; where asked, those of one's own nation."""
        words = self._words.casefold().split()
        nation = self.session.who.nation
        return [
            one
            for one in lines
            if (not self._is_mine or nation in one.nations)
            and all(any(word in str(cell).casefold() for cell in one.cells) for word in words)
        ]

    def _look(self) -> None:
        """Work out what stands behind the place under the cursor, one at a time."""
        current = self._list.current
        if self._board is None or self._looking is not None:
            return
        if current is not None and current == self._looked_at:
            return
        self._looked_at = current
        if isinstance(current, Spot) and isinstance(self._board, Grid):
            self._looking = self.run_worker(
                partial(self._board.behind, current.line, current.column), thread=True, group="behind"
            )
        elif isinstance(current, BoardLine) and isinstance(self._board, Board):
            self._looking = self.run_worker(partial(self._board.behind, current), thread=True, group="behind")
        else:
            self._reveal(Behind(title="", sentences=[self._board.nothing or "No line fits."]))

    def _reveal(self, behind: Behind) -> None:
        page = self.query_one("#behind", BehindPage)
        page.border_title = line(behind.title or "Behind the line")
        page.show(behind, partial(lead_of, workbook=self.session.workbook))


def _counted(count: int) -> str:
    return "1 line" if count == 1 else f"{count:,} lines"
