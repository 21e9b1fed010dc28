"""The line in which the plan's list is filtered, and the filters that are kept.

In: what is typed. Out: `words`, and the list shown anew by `list_anew`.
"""

from textual import on
from textual.timer import Timer
from textual.widgets import Input

from workbook.desk.listing.saved import SavedFilters
from workbook.model.kind import Kind
from workbook.tui.screens.desk_screen import DeskScreen
from workbook.tui.widgets.typing_line import TypingLine

_LONG, _PAUSE_S = 6_000, 0.15


class PlanFilter(DeskScreen[None]):
    """A screen whose list of one kind of record shows only those that fit."""

    words = ""
    _waiting: Timer | None = None

    def listed_kind(self) -> Kind | None:
        """Give the kind of the records that are listed."""
        raise NotImplementedError

    def listed_count(self) -> int:
        """Say how many records there are before any filter."""
        raise NotImplementedError

    def list_anew(self) -> None:
        """List what fits the words."""
        raise NotImplementedError

    def reveal(self, pane: str) -> None:
        """Bring a pane into sight, and the keys to it."""
        raise NotImplementedError

    async def action_filter(self) -> None:
        """Open the line in which filters are typed."""
        (await self._filter_line()).focus()

    def action_show_all(self) -> None:
        """Filter no more, and put the line away."""
        if self.query("#filter"):
            self.clear_filter()
            self.query("#filter").remove()
            self.list_anew()
            self.reveal("records")

    def action_keep_filter(self) -> None:
        """Keep the filter that is typed, to have it at hand again."""
        kind = self.listed_kind()
        if kind is not None and self.words.strip():
            SavedFilters(self.session.plan.top).keep(kind, self.words.strip())
            self.tell(f"Kept: {self.words.strip()}. F shows the filters you keep.")
        else:
            self.refuse("There is no filter to keep: type one after /.")

    def action_kept_filters(self) -> None:
        """Take one of the filters that are kept."""
        from workbook.tui.screens.kept_filters import KeptFilters

        kind = self.listed_kind()
        if kind is not None:
            window = KeptFilters(SavedFilters(self.session.plan.top), kind)
            self.app.push_screen(window, callback=self._take_filter)

    def clear_filter(self) -> None:
        """Filter no more."""
        self.words = ""
        for box in self.query("#filter").results(Input):
            box.value = ""

    async def _filter_line(self) -> Input:
        """Give the line in which filters are typed; it is made when it is first opened."""
        for box in self.query("#filter").results(Input):
            return box
        box = TypingLine(
            id="filter",
            placeholder="status=committed need_by<2023-04 winter",
            deeds={"escape": self.action_show_all},
        )
        await self.query_one("#middle").mount(box, after="#records")
        return box

    async def _take_filter(self, words: str | None) -> None:
        if words:
            (await self._filter_line()).value = words

    @on(Input.Changed, "#filter")
    def _filter_typed(self, event: Input.Changed) -> None:
        if event.value == self.words:
            return
        self.words = event.value
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        # A very long list is filtered when typing pauses, so that no key waits for it.
        if self.listed_count() > _LONG:
            self._waiting = self.set_timer(_PAUSE_S, self.list_anew)
        else:
            self.list_anew()

    @on(Input.Submitted, "#filter")
    def _filter_taken(self) -> None:
        self.reveal("records")
