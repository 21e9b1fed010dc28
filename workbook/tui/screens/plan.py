"""The main screen: the shelves of the plan, the records on one, the record under the cursor, what is found.

In: a session. Out: other screens, opened on what stands under the cursor.
"""

import asyncio
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from workbook.desk.describing import describe
from workbook.desk.keys import Scope
from workbook.desk.listing.rows import Order, Stand, listing, stand
from workbook.desk.listing.search import Titles
from workbook.desk.listing.shelves import Shelf, home_shelf, shelf_of
from workbook.desk.listing.unread import unread_paths
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.findings import Finding, Severity
from workbook.model.kind import Kind
from workbook.records.workbook import Workbook
from workbook.tui.display import line
from workbook.tui.keys import bindings
from workbook.tui.screens.checking import Checking
from workbook.tui.screens.deeds import RecordDeeds
from workbook.tui.screens.first_time import FirstTime
from workbook.tui.screens.forms import RecordForms
from workbook.tui.screens.looks import Looks
from workbook.tui.screens.plan_filter import PlanFilter
from workbook.tui.screens.shared_work import SharedWork
from workbook.tui.widgets.bar import Bar, KeyBar, Word
from workbook.tui.widgets.detail import Detail
from workbook.tui.widgets.findings import FindingList
from workbook.tui.widgets.head import READ_ONLY, Head, Heading
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.navigator import Navigator
from workbook.tui.widgets.records import RecordTable

_PANES = {"navigator": "Plan", "records": "Records", "detail": "Record", "findings": "Findings"}
_FIRST = "n writes the first, Ctrl+P and New any other kind"
# How long the cursor rests on a record before it is told in full, so that leafing through waits for nothing.
_REST_S = 0.1
_EXPLAINED = {
    "navigator": "Nations with what they give and ask, the catalogue, meetings, and everything by kind. "
    "Enter on a line with an arrow goes there; ! says that proposals wait on you.",
    "records": "The records of the shelf: ! has a warning, !! an error, ? is unconfirmed, x is retired.",
    "detail": "The record in words. Enter on a line with an arrow goes to the record it names.",
    "findings": "What the check found in the records of this shelf. Enter goes to the record.",
}


class PlanScreen(RecordDeeds, RecordForms, SharedWork, Looks, FirstTime, PlanFilter, Checking):
    """The plan, leafed through."""

    SCOPE = Scope.PLAN
    AUTO_FOCUS = "#records"
    place = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.PLAN)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shelf: Shelf = home_shelf(session.contents, session.who.nation)
        self._order: Order | None = None
        self._trail: list[str] = []
        self._stand = Stand((), 0)
        self._signs: Mapping[str, Severity] = {}
        self._told = ""
        self._moved_at = 0.0
        self._is_moving = False
        self._searched: tuple[Workbook, Titles] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the panes; in a narrow window a line of tabs chooses one."""
        yield Head()
        yield Bar([Word("", label, pane) for pane, label in _PANES.items()], id="tabs")
        with Horizontal(id="panes"):
            yield Navigator(id="navigator")
            with Vertical(id="middle"):
                yield RecordTable(id="records")
                yield FindingList(id="findings")
            yield Detail(id="detail")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Show the shelf of whoever works here."""
        for pane, label in _PANES.items():
            self.query_one(f"#{pane}").border_title = line(label)
        self.query_one("#tabs", Bar).chosen = "records"
        self._show_shelves()
        self._show_records()
        self.call_after_refresh(self._begin_work)

    def _begin_work(self) -> None:
        """Greet whoever is new, or offer what was left unsaved, once the plan is painted."""
        self.session.plan.keep_front()
        self.look_at_branch()
        if self.session.who.nation:
            self.offer_drafts()
        self.greet()

    def plan_changed(self) -> None:
        """Show the same shelf of the plan as it is now."""
        self._show_shelves()
        self._show_records(keep=True)
        self.look_at_branch()

    @property
    def _table(self) -> RecordTable:
        return self.query_one(RecordTable)

    @on(LineList.Highlighted, "#navigator")
    def _shelf_reached(self) -> None:
        shelf = self.query_one(Navigator).current
        if shelf is not None and shelf.kind is not None and shelf.holds != self._shelf.holds:
            self._shelf, self._order = shelf, None
            self.clear_filter()
            self._show_records()

    @on(LineList.Chosen, "#navigator")
    async def _shelf_chosen(self) -> None:
        shelf = self.query_one(Navigator).current
        if shelf is not None and shelf.leads_to:
            await self.run_action(shelf.leads_to)
        else:
            self.reveal("records")

    @on(LineList.Highlighted, "#records")
    def _record_reached(self) -> None:
        self._moved_at = monotonic()
        if not self._is_moving:
            self._is_moving = True
            self.run_worker(self._tell_once_rested())

    async def _tell_once_rested(self) -> None:
        while (left_s := self._moved_at + _REST_S - monotonic()) > 0:
            await asyncio.sleep(left_s)
        self._is_moving = False
        if self._told != self._table.current:
            self._show_detail()

    @on(LineList.Chosen, "#records")
    def _record_chosen(self) -> None:
        self.action_follow()

    def action_follow(self) -> None:
        """Open the record under the cursor."""
        self.action_set()

    @on(LineList.Chosen, "#findings")
    def _finding_chosen(self) -> None:
        found = self.query_one(FindingList).current
        if found is not None and found.ref:
            self.go_to(found.ref)

    @on(LineList.Chosen, "#detail")
    def _reference_chosen(self) -> None:
        id = self.query_one(Detail).current
        if id:
            self.go_to(id)

    @on(RecordTable.SortAsked)
    def _sort_asked(self, event: RecordTable.SortAsked) -> None:
        self._sort(event.column)

    @on(Bar.Pressed, "#tabs")
    def _tab_pressed(self, event: Bar.Pressed) -> None:
        self.reveal(event.name)

    def go_to(self, id: str) -> None:
        """Show a record on its shelf; Backspace comes back to the one before."""
        file = self.session.workbook.file_of(id)
        if file is None or file.kind is None:
            self.refuse(f"No record is called {id}.")
            return
        if self._table.current:
            self._trail.append(self._table.current)
        self._stand_at(id)

    def chosen(self) -> Sequence[str]:
        """Give the ids that are picked, else the one under the cursor."""
        return sorted(self._table.picked) or [self._table.current] if self._table.current else []

    def under_cursor(self) -> str:
        """Give the id under the cursor, "" for none."""
        return self._table.current

    def listed_kind(self) -> Kind | None:
        """Give the kind of the records on the shelf."""
        return self._shelf.kind

    def listed_count(self) -> int:
        """Say how many records stand on the shelf."""
        return len(self._stand.records)

    def list_anew(self) -> None:
        """List what fits the filter, from the first row."""
        self._list()

    def put_back(self) -> None:
        """Let nothing be picked any more."""
        self._table.picked.clear()
        self._table.refresh()

    def explained(self) -> tuple[str, str]:
        """Name the pane that has the keys, and say what it is for."""
        focused = self.focused.id if self.focused is not None else ""
        return _PANES.get(focused or "", ""), _EXPLAINED.get(focused or "", "")

    def action_goto(self) -> None:
        """Go to a record by its id or by words of its title."""
        from workbook.tui.screens.goto import GoTo

        self.app.push_screen(GoTo(self._titles().search), callback=lambda id: self.go_to(id) if id else None)

    def _titles(self) -> Titles:
        """Give the index of titles, made once for each state of the plan."""
        known = self._searched
        if known is None or known[0] is not self.session.workbook:
            known = self._searched = (self.session.workbook, Titles(self.session.workbook))
        return known[1]

    def action_new(self) -> None:
        """Write a new record of the kind that is shown."""
        assert self._shelf.kind is not None
        self.begin(self._shelf.kind, meeting=self._shelf.meeting, owner=self._shelf.owner or "")

    def action_pane_before(self) -> None:
        """Go to the pane on the left."""
        self._next_pane(-1)

    def action_pane_after(self) -> None:
        """Go to the pane on the right."""
        self._next_pane(1)

    def _next_pane(self, by: int) -> None:
        panes = [*_PANES]
        at = self.focused.id if self.focused is not None else None
        self.reveal(panes[(panes.index(at) + by) % len(panes)] if at in panes else "records")

    def action_back(self) -> None:
        """Come back to where the last reference was followed."""
        if self._trail:
            self._stand_at(self._trail.pop())

    def action_pick(self) -> None:
        """Pick the record under the cursor."""
        self._table.pick()

    def action_sort(self) -> None:
        """Sort by the next column; the direction turns after the last."""
        columns = len(self._table.listing.columns) if self._table.listing else 1
        self._sort((self._order.column + 1) % columns if self._order else 0)

    def _sort(self, column: int) -> None:
        is_same = self._order is not None and self._order.column == column
        is_reversed = is_same and self._order is not None and not self._order.is_reversed
        self._order = Order(column=column, is_reversed=is_reversed)
        self._list(self._table.current)

    def _stand_at(self, id: str) -> None:
        file = self.session.workbook.file_of(id)
        record = file.record if file else None
        if record is None:
            return
        self._shelf = shelf_of(self.session.contents, record.kind, record.owner, record.meeting)
        self._order = None
        self.clear_filter()
        self._show_shelves()
        self._show_records(at=id)
        self.reveal("records")

    def _show_shelves(self) -> None:
        contents = self.session.contents
        contents.count_without(unread_paths(self.session.workbook, self.session.known_findings() or ()))
        self.query_one(Navigator).show(contents, self._shelf)

    def _show_records(self, *, keep: bool = False, at: str = "") -> None:
        """List the records of the shelf; the cursor stays on its record, or goes to one."""
        self._stand = stand(self.session.workbook, self._shelf.paths(self.session.contents))
        self._signs = _signs(self.found())
        self._list(at or (self._table.current if keep else ""))
        self._show_detail()
        self._show_findings()

    def _list(self, wanted: str = "") -> None:
        """List what stands on the shelf and fits the filter."""
        table, kind = self._table, self._shelf.kind
        assert kind is not None
        try:
            found = listing(
                self.session.workbook,
                kind,
                self._stand,
                words=self.words,
                order=self._order,
                before=table.listing,
            )
        except WorkbookError as error:
            table.border_subtitle = line(str(error))
            return
        is_bare = not (found.total or self.session.is_read_only)
        table.border_subtitle = line(_FIRST if is_bare else self.words)
        unread = f", {found.unread} cannot be read" if found.unread else ""
        table.border_title = line(f"{self._shelf.title}: {len(found):,} of {found.total:,}{unread}")
        table.show(found, self._signs, cursor=found.index_of(wanted) if wanted else 0)

    def _show_findings(self) -> None:
        found = self.found()
        errors = sum(one.severity is Severity.ERROR for one in found)
        self.query_one(Head).heading = Heading(
            title=self.session.workbook.settings.manifest.title,
            nation=self.session.who.nation,
            branch=self.branch,
            errors=errors if self.is_checked else None,
            warnings=len(found) - errors,
            place=self.place or (READ_ONLY if self.session.is_read_only else ""),
        )
        paths = {*self._shelf.paths(self.session.contents)}
        here = [one for one in found if one.place.path in paths]
        pane = self.query_one(FindingList)
        pane.show(here)
        pane.border_title = line(f"Findings: {len(here):,}")

    def _show_detail(self) -> None:
        detail, id = self.query_one(Detail), self._table.current
        self._told = id
        file = self.session.workbook.file_of(id) if id else None
        detail.border_title = line(id or "Record")
        detail.show(describe(file, self.session.workbook, self.found()) if file else None)

    def reveal(self, pane: str) -> None:
        """Bring a pane into sight, and the keys to it."""
        panes = self.query_one("#panes")
        for name in _PANES:
            panes.set_class(name == pane, f"-{name}")
        self.query_one("#tabs", Bar).chosen = pane
        self.query_one(f"#{pane}").focus()


def _signs(findings: Sequence[Finding]) -> Mapping[str, Severity]:
    """Tell of each record how grave its worst finding is."""
    worst: dict[str, Severity] = {}
    for one in findings:
        if one.ref and not one.acknowledged and worst.get(one.ref) is not Severity.ERROR:
            worst[one.ref] = one.severity
    return worst
