"""Two proposals side by side: what each closes, costs, brings when, and strains, beside the plan of today.

In: the shared plan and two ids. Out: nothing. Comparing is worked out beside the screen.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.worker import Worker, WorkerState

from workbook.desk.keys import Scope
from workbook.desk.reviewing.comparing import Comparison, Option, compare
from workbook.desk.reviewing.comparison_tables import comparison_tables
from workbook.desk.reviewing.comparison_words import rivals_line
from workbook.desk.reviewing.proposed import read_proposed
from workbook.desk.reviewing.shared import SharedPlan
from workbook.desk.session import Session
from workbook.tui.display import line
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen
from workbook.tui.screens.review_pages import finding_passages
from workbook.tui.screens.waiting import refusal_of
from workbook.tui.widgets.bar import KeyBar
from workbook.tui.widgets.head import Head, Heading
from workbook.tui.widgets.page import ERROR, GAP, MUTED, Page, Part, Passage


class CompareScreen(DeskScreen[None]):
    """Two proposals by outcome."""

    SCOPE = Scope.COMPARE
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.COMPARE)]

    def __init__(self, session: Session, shared: SharedPlan, ids: tuple[str, str], *, frame: Heading) -> None:
        super().__init__(session)
        self._shared = shared
        self._ids = ids
        self._frame = frame

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield Head()
        yield Page(id="compared").add_class("pane")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Begin to compare."""
        self.query_one(Head).heading = self._frame
        page = self.query_one(Page)
        page.border_title = line(" beside ".join(self._ids))
        page.show([Passage("Working it out…", MUTED)])
        page.focus()
        self.run_worker(partial(_compared, self._shared, *self._ids), thread=True, exit_on_error=False)

    def explained(self) -> tuple[str, str]:
        """Say what the place is for."""
        return "Side by side", (
            "Both as they would be adopted today, beside the plan of now. Only what differs is shown."
        )

    @on(Worker.StateChanged)
    def _worked(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.SUCCESS and isinstance(event.worker.result, Comparison):
            self.query_one(Page).show(list(_parts(event.worker.result)))
        elif event.state is WorkerState.ERROR:
            self.query_one(Page).show([Passage(refusal_of(event.worker), ERROR)])

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _compared(shared: SharedPlan, first: str, second: str) -> Comparison:
    return compare(read_proposed(shared, first), read_proposed(shared, second))


def _parts(found: Comparison) -> Iterator[Part]:
    if found.rivals:
        yield Passage(rivals_line(found.rivals), ERROR)
        yield GAP
    for table in comparison_tables(found):
        yield table
        yield GAP
    for option in (found.first, found.second):
        yield from _findings(option)


def _findings(option: Option) -> Sequence[Passage]:
    told = [
        *finding_passages(f"{option.id} introduces", option.introduced),
        *finding_passages(f"{option.id} fixes", option.fixed),
    ]
    return [*told, GAP] if told else []
