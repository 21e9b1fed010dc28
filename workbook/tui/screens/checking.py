"""Findings on a screen that does not wait for them: known ones at once, else as soon as the check is done.

In: a session. Out: findings, and the plan shown anew when they are there.
"""

from collections.abc import Sequence

from textual import on
from textual.worker import Worker, WorkerState

from workbook.findings import Finding
from workbook.tui.screens.desk_screen import DeskScreen

_GROUP = "check"


class Checking(DeskScreen[None]):
    """A screen that shows findings; a first check may take seconds, and nobody waits for it."""

    is_checked = True

    def found(self) -> Sequence[Finding]:
        """Give the findings; none while the check still runs, which `is_checked` says."""
        known = self.session.known_findings()
        self.is_checked = known is not None
        if known is None and not any(one.group == _GROUP and one.is_running for one in self.workers):
            self.run_worker(self._check, group=_GROUP, thread=True, exit_on_error=False)
        return known or ()

    def _check(self) -> bool:
        return bool(self.session.findings)

    @on(Worker.StateChanged)
    def _checked(self, event: Worker.StateChanged) -> None:
        if event.worker.group == _GROUP and event.state is WorkerState.SUCCESS:
            self.plan_changed()
