"""Proposing and syncing, from any screen that shows what is one's own.

In: a session. Out: windows, and `PlanChanged` once the clone stands elsewhere. What the two need is imported
when they begin, so that the plan is painted sooner.
"""

from typing import Generic

from msgspec.structs import replace
from textual import on
from textual.worker import Worker, WorkerState

from workbook.tui.screens.desk_screen import DeskScreen, Result
from workbook.tui.widgets.head import Head, counted_anew

_GROUP = "heading"


class Sharing(DeskScreen[Result], Generic[Result]):
    """A screen from which one puts changes to the others, and keeps up with them."""

    def tell_branch(self) -> None:
        """Say in the top line on which branch one is by now, and what is found there; looked up beside it."""
        self.run_worker(self._branch, group=_GROUP, thread=True, exclusive=True, exit_on_error=False)

    def _branch(self) -> str:
        from workbook.desk.publishing.states import branch_words

        # Whoever came here before the first check was done finds it done in the top line.
        assert self.session.findings is not None
        return branch_words(self.session)

    @on(Worker.StateChanged)
    def _branch_told(self, event: Worker.StateChanged) -> None:
        if event.worker.group == _GROUP and event.state is WorkerState.SUCCESS:
            head = self.query_one(Head)
            head.heading = replace(counted_anew(head.heading, self.session), branch=str(event.worker.result))

    def action_propose(self) -> None:
        """Put what is saved and not published to the others."""
        from workbook.tui.screens.propose import begin_proposing

        begin_proposing(self)

    def action_sync(self) -> None:
        """Bring in what others published, and publish what needs nobody else."""
        from workbook.tui.screens.sync import begin_syncing

        begin_syncing(self)
