"""What leads from the plan to closer looks: all findings, papers, what was, and who reads what.

In: the plan's screen, with the record under its cursor. Out: the screens, opened on that.
"""

from typing import TYPE_CHECKING

from workbook.tui.screens.desk_screen import DeskScreen
from workbook.tui.widgets.head import Head, Heading

if TYPE_CHECKING:
    from workbook.desk.lookback import LookBack


class Looks(DeskScreen[None]):
    """Opens the screens that look closer, or back."""

    def under_cursor(self) -> str:
        """Give the id under the cursor, "" for none."""
        raise NotImplementedError

    def go_to(self, id: str) -> None:
        """Go to a record."""
        raise NotImplementedError

    def action_check(self) -> None:
        """See all findings of the plan, with explanations."""
        from workbook.tui.screens.findings import FindingsScreen

        screen = FindingsScreen(self.session, frame=self._heading)
        self.app.push_screen(screen, callback=lambda id: self.go_to(id) if id else None)

    def action_analyse(self) -> None:
        """See what the plan adds up to."""
        self.analyse("")

    def analyse(self, name: str) -> None:
        """See one analysis of the plan, "" for the first."""
        from workbook.tui.screens.analysis import AnalysisScreen

        screen = AnalysisScreen(self.session, frame=self._heading, name=name)
        self.app.push_screen(screen, callback=lambda id: self.go_to(id) if id else None)

    def action_render(self) -> None:
        """Write a paper for one audience."""
        from workbook.tui.screens.papers import PapersScreen

        self.app.push_screen(PapersScreen(self.session, frame=self._heading))

    def action_log(self) -> None:
        """See the life of the record, and choose the plan as it was."""
        from workbook.tui.screens.history import HistoryScreen

        screen = HistoryScreen(self.session, self.under_cursor(), frame=self._heading)
        self.app.push_screen(screen, callback=self._look_back)

    def action_layers(self) -> None:
        """See which repository holds what, and who can read it."""
        from workbook.tui.screens.layers import LayersScreen

        self.app.push_screen(LayersScreen(self.session, self.under_cursor(), frame=self._heading))

    def _look_back(self, found: "LookBack | None") -> None:
        from workbook.tui.screens.past import PastScreen

        if found is not None:
            self.app.push_screen(PastScreen(found, at=self.under_cursor()))

    @property
    def _heading(self) -> Heading:
        return self.query_one(Head).heading
