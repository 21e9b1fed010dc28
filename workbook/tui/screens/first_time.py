"""What happens when the workbook is opened for the first time: who one is, then an offer to be shown round.

In: a session. Out: an identity that is kept, and the tour.
"""

from workbook.desk.identity import Identity
from workbook.tui.screens.desk_screen import DeskScreen, PlanChanged


class FirstTime(DeskScreen[None]):
    """A screen that greets whoever is not known yet."""

    def reveal(self, pane: str) -> None:
        """Bring a pane into sight, and the keys to it."""
        raise NotImplementedError

    def greet(self) -> None:
        """Ask whoever is not known who he is; one who only looks is not asked."""
        who = self.session.who
        if self.session.is_read_only or (who.can_commit and who.nation):
            return
        from workbook.tui.screens.welcome import Welcome

        self.app.push_screen(Welcome(who), callback=self._begin)

    def action_tour(self) -> None:
        """Be shown round."""
        from workbook.tui.screens.tour import Tour

        self.app.push_screen(Tour(self.reveal), callback=lambda _: self.reveal("records"))

    def _begin(self, who: Identity | None) -> None:
        from workbook.tui.screens.dialogs import Confirm

        if who is None:
            self.tell("You can look at everything. Ctrl+P, then Who I am, lets you save.")
            return
        if self.attempt(lambda: self.session.introduce(who)) is not None:
            self.post_message(PlanChanged())
            question = "A few windows explain the parts of the screen. It takes a minute."
            self.app.push_screen(
                Confirm("Be shown round?", question, yes="Show me", key="t"),
                callback=lambda wanted: self.action_tour() if wanted else None,
            )

    def action_introduce(self) -> None:
        """Say who one is, and for which nation one works."""
        from workbook.tui.screens.welcome import Welcome

        self.app.push_screen(Welcome(self.session.who), callback=self._begin)
