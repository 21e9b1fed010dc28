"""What is put to the others: the open proposals, what waits on oneself first.

In: a session. Out: nothing. The shared repository is asked when the screen opens, in a window that can be
cancelled; offline, or then, it shows what was last seen and says so.
"""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from workbook.desk.keys import Scope
from workbook.desk.listing.rows import Order
from workbook.desk.reviewing import screen_words, words
from workbook.desk.reviewing.board import Board, arranged, asked_board, seen_board
from workbook.desk.reviewing.comparing import common_layer
from workbook.desk.reviewing.listing import COLUMNS
from workbook.desk.reviewing.row import ProposalRow
from workbook.desk.reviewing.turns import turns
from workbook.desk.session import Session
from workbook.tui.display import block, line
from workbook.tui.keys import bindings
from workbook.tui.screens.sharing import Sharing
from workbook.tui.screens.waiting import Waiting, refusal_of
from workbook.tui.widgets.bar import KeyBar
from workbook.tui.widgets.filter_line import FilterLine
from workbook.tui.widgets.head import Head, Heading
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.page import ERROR, HEAD, WARNING, Page, Passage
from workbook.tui.widgets.page import MUTED as QUIET
from workbook.tui.widgets.proposals import ProposalList
from workbook.vcs.transfer import Cancelled, Watch

_SEEN = "seen"


class ProposalsScreen(Sharing[None]):
    """The open proposals, above what there is to say of the one under the cursor."""

    SCOPE = Scope.PROPOSALS
    CSS_PATH = "proposals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.PROPOSALS)]

    def __init__(self, session: Session, *, frame: Heading) -> None:
        super().__init__(session)
        self._frame = frame
        self._board = Board()
        self._words = ""
        self._order: Order | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list and what stands behind a line."""
        yield Head()
        yield Static(id="notes", markup=False)
        with Vertical(id="panes"):
            yield ProposalList(id="proposals").add_class("pane")
            yield FilterLine(id="filter", placeholder="words, ids or nations")
            yield Page(id="behind").add_class("pane")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Ask what there is."""
        self.query_one(Head).heading = self._frame
        self._list.border_title = line("Proposals")
        self.query_one("#behind").border_title = line("The proposal")
        self._list.focus()
        self.tell_branch()
        self.action_fetch()

    def plan_changed(self) -> None:
        """List the proposals as they were last seen, as the clone may stand elsewhere now."""
        self.tell_branch()
        self._look_again()

    def explained(self) -> tuple[str, str]:
        """Say what the place is for."""
        return "Proposals", (
            "What delegations put to each other, by whose turn it is. ! has lapsed approvals or cannot be "
            "merged, * is picked. Below stands what there is to say of the one under the cursor."
        )

    @property
    def _list(self) -> ProposalList:
        return self.query_one(ProposalList)

    def action_fetch(self) -> None:
        """Ask the shared repository what is open."""

        def job(watch: Watch, cancelled: Cancelled) -> Board:
            return asked_board(self.session, watch=watch, cancelled=cancelled)

        self.app.push_screen(Waiting[Board]("Proposals", job), self._asked)

    def _asked(self, board: Board | None) -> None:
        if board is None:
            self._look_again(note=screen_words.NOT_ASKED)
        else:
            self._show(board)

    def _look_again(self, *, note: str = "") -> None:
        job = partial(seen_board, self.session, note=note)
        self.run_worker(job, thread=True, exclusive=True, exit_on_error=False, group=_SEEN)

    @on(Worker.StateChanged)
    def _seen(self, event: Worker.StateChanged) -> None:
        if event.worker.group != _SEEN:
            return
        if event.state is WorkerState.SUCCESS and isinstance(event.worker.result, Board):
            self._show(event.worker.result)
        elif event.state is WorkerState.ERROR:
            self.refuse(refusal_of(event.worker))

    def _show(self, board: Board) -> None:
        self._board = board
        notes = self.query_one("#notes", Static)
        notes.update(block(board.note, "$text-warning"))
        notes.display = bool(board.note)
        self._list_rows()

    def _list_rows(self) -> None:
        here = self._list.current.id if self._list.current is not None else ""
        rows = arranged(self._board.rows, self._words, self._order)
        found = turns(rows, self.session.who.nation)
        self._list.show(found, at=here)
        mine = sum(len(turn.rows) for turn in found if turn.is_mine)
        self._list.border_title = line(screen_words.open_title(len(rows), mine, self.session.who.nation))
        self._list.border_subtitle = line(self._words)
        self._tell_row()

    @on(LineList.Highlighted, "#proposals")
    def _tell_row(self) -> None:
        row, page = self._list.current, self.query_one(Page)
        page.border_title = line(row.id if row is not None else "The proposal")
        page.show(list(_passages(row)) if row is not None else [Passage(self._nothing(), QUIET)])

    def _nothing(self) -> str:
        if self._board.rows:
            return "Choose a proposal to see more of it."
        return "Nothing is put to the others. P in the plan proposes what you saved and did not publish."

    @on(LineList.Chosen, "#proposals")
    def action_review(self) -> None:
        """Look at the proposal under the cursor."""
        row = self._list.current
        if row is None:
            self.refuse("Choose a proposal to look at.")
            return
        from workbook.tui.screens.review import ReviewScreen

        screen = ReviewScreen(self.session, self._board.plans[row.layer], row.id, frame=self._frame)
        self.app.push_screen(screen, lambda is_news: self._look_again() if is_news else None)

    def action_pick(self) -> None:
        """Pick the proposal under the cursor."""
        self._list.pick()

    def action_compare(self) -> None:
        """Set the two picked proposals side by side; of one picked, with the one under the cursor."""
        row = self._list.current
        ids = [*dict.fromkeys([*self._list.picked, *([row.id] if row is not None else [])])][:2]
        if len(ids) < 2:
            self.refuse("Pick two proposals with Space, then compare them.")
            return
        layers = {one.id: one.layer for one in self._board.rows if one.id in ids}
        layer = self.attempt(lambda: common_layer(layers))
        if layer is None:
            return
        shared = self._board.plans[layer]
        from workbook.tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(self.session, shared, (ids[0], ids[1]), frame=self._frame))

    @on(LineList.Chosen, "#behind")
    def _behind_chosen(self) -> None:
        self.action_review()

    @on(ProposalList.SortAsked)
    def _sort_asked(self, event: ProposalList.SortAsked) -> None:
        self._sort(event.column)

    def action_sort(self) -> None:
        """Sort by the next column; the direction turns after the last."""
        self._sort((self._order.column + 1) % len(COLUMNS) if self._order else 0)

    def _sort(self, column: int) -> None:
        is_same = self._order is not None and self._order.column == column
        is_reversed = is_same and self._order is not None and not self._order.is_reversed
        self._order = Order(column=column, is_reversed=is_reversed)
        self._list_rows()

    def action_filter(self) -> None:
        """Open the line in which words are typed."""
        self.query_one(FilterLine).open()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self._words:
            self._words = event.value
            self._list_rows()

    @on(FilterLine.Left)
    def _left(self) -> None:
        self._list.focus()

    def action_close(self) -> None:
        """Leave the filter, or the screen."""
        if not self.query_one(FilterLine).close():
            self.dismiss(None)


def _passages(row: ProposalRow) -> Iterator[Passage]:
    yield Passage(row.title or row.id, HEAD)
    if row.title:
        told = screen_words.put_forward_line(
            row.proposer, row.days, "", "", is_withdrawn=False, layer=row.layer
        )
        yield Passage(f"{told} {screen_words.outcome_line(row.introduced, row.fixed)}")
    yield Passage(f"Waits on {row.waits}.", QUIET)
    if row.trouble:
        yield Passage(row.trouble, ERROR)
    yield from (Passage(one, WARNING) for one in row.lapsed)
    yield from (Passage(words.rival_line(one.id, one.places), WARNING) for one in row.rivals)
