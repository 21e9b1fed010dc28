"""What leads from the plan to others' work: what is not published, and what can be brought in.

In: the plan's screen. Out: the screens of changes, of bringing in, and of proposals; in the top line the
branch, with how much of it is not published, and in the navigation how many proposals are open. Both are
looked up in the background, from what is known of the shared repository.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.worker import Worker, WorkerState

from workbook.tui.display import line
from workbook.tui.screens.sharing import Sharing
from workbook.tui.widgets.head import Head
from workbook.tui.widgets.navigator import Navigator

if TYPE_CHECKING:
    from workbook.desk.reviewing.counting import OpenCount
    from workbook.tui.screens.changes import Destination

_GROUP, _OPEN = "branch", "proposals"


class SharedWork(Sharing[None]):
    """Opens the screens on what is shared with others."""

    branch = ""
    place = ""

    def go_to(self, id: str) -> None:
        """Go to a record."""
        raise NotImplementedError

    def open_form(self, path: str) -> None:
        """Open the form of a record."""
        raise NotImplementedError

    def look_at_branch(self) -> None:
        """Ask git how much is not published; without an answer, or of a look back, nothing is said of it."""
        if self.place:
            return
        self.run_worker(self._branch_words, group=_GROUP, thread=True, exclusive=True, exit_on_error=False)
        self.run_worker(self._open_count, group=_OPEN, thread=True, exclusive=True, exit_on_error=False)

    def _branch_words(self) -> str:
        from workbook.desk.publishing.states import branch_words

        return branch_words(self.session)

    def _open_count(self) -> "OpenCount | None":
        from workbook.desk.reviewing.counting import open_count

        return open_count(self.session)

    @on(Worker.StateChanged)
    def _branch_known(self, event: Worker.StateChanged) -> None:
        if event.worker.group == _OPEN and event.state is WorkerState.SUCCESS:
            found: OpenCount | None = event.worker.result
            self._show_count(found.open if found else None, found.mine if found else 0)
        if event.worker.group == _GROUP and event.state is WorkerState.SUCCESS:
            self.branch = str(event.worker.result)
            head = self.query_one(Head)
            head.heading = replace(head.heading, branch=self.branch)

    def _show_count(self, count: int | None, mine: int) -> None:
        navigator = self.query_one(Navigator)
        navigator.count_proposals(count, mine)
        navigator.border_subtitle = line(
            f"{mine:,} wait on you" if mine > 1 else "1 waits on you" if mine else ""
        )

    def action_changes(self) -> None:
        """See what is unsaved or unpublished."""
        from workbook.tui.screens.changes import ChangesScreen

        screen = ChangesScreen(self.session, self.query_one(Head).heading)
        self.app.push_screen(screen, callback=self._go_on_at)

    def _go_on_at(self, found: "Destination | None") -> None:
        if found is not None and found.draft:
            self.open_form(found.draft)
        elif found is not None:
            self.go_to(found.id)

    def action_proposals(self) -> None:
        """See what is put to the others, and review it."""
        from workbook.tui.screens.proposals import ProposalsScreen

        self.app.push_screen(ProposalsScreen(self.session, frame=self.query_one(Head).heading))

    def action_merge(self) -> None:
        """Bring in a branch or the shared repository."""
        from workbook.tui.screens.merge import MergeScreen

        self.app.push_screen(MergeScreen(self.session, self.query_one(Head).heading))
