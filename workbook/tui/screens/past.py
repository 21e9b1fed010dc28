"""The plan as it was, leafed through like the plan as it is, and framed so that nobody mistakes it.

In: a look back. Out: nothing; whatever would change something says why it cannot.
"""

from typing import ClassVar

from textual.binding import BindingType

from workbook.desk.keys import Scope
from workbook.desk.lookback import LookBack
from workbook.tui.display import line
from workbook.tui.keys import bindings
from workbook.tui.screens.plan import PlanScreen


class PastScreen(PlanScreen):
    """A state of the plan that is over."""

    SCOPE = Scope.PAST
    CSS_PATH = ["plan.tcss", "past.tcss"]  # noqa: RUF012  # as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.PAST)]

    def __init__(self, found: LookBack, *, at: str = "") -> None:
        super().__init__(found.session)
        self._at = at
        self.place = found.place
        self.title = line(found.place).plain

    def on_mount(self) -> None:
        """Frame the plan, and show it, where the record that one came from lies if it was there."""
        self.add_class("-past")
        self.border_title = line("Read only: Escape comes back to the plan as it is")
        super().on_mount()
        self._stand_at(self._at)

    def turn(self, *, is_undo: bool) -> None:  # noqa: ARG002  # neither way is open
        """Take nothing back."""
        self.action_refuse_edit()

    def action_refuse_edit(self) -> None:
        """Say why nothing can be changed."""
        self.refuse(str(self.session.refusal()))

    def action_follow(self) -> None:
        """Bring the record under the cursor into sight, in words."""
        self.reveal("detail")

    def action_close(self) -> None:
        """Come back to the plan as it is."""
        self.dismiss(None)

    action_set = action_new = action_pick = action_set_many = action_retire = action_refuse_edit
    action_confirm = action_changes = action_merge = action_introduce = action_refuse_edit
    action_propose = action_sync = action_proposals = action_refuse_edit
