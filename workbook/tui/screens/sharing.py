"""Proposing and syncing, from any screen that shows what is one's own.

In: a session. Out: windows, and `PlanChanged` once the clone stands elsewhere. What the two need is imported
when they begin, so that the plan is painted sooner.
"""

from typing import Generic

from workbook.tui.screens.desk_screen import DeskScreen, Result


class Sharing(DeskScreen[Result], Generic[Result]):
    """A screen from which one puts changes to the others, and keeps up with them."""

    def action_propose(self) -> None:
        """Put what is saved and not published to the others."""
        from workbook.tui.screens.propose import begin_proposing

        begin_proposing(self)

    def action_sync(self) -> None:
        """Bring in what others published, and publish what needs nobody else."""
        from workbook.tui.screens.sync import begin_syncing

        begin_syncing(self)
