"""All findings of the plan by rule, with what each rule means.

In: a session. Out: the id of the record to go to, None where the screen was just left.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from workbook.desk.editing.edits import acknowledge, own_file
from workbook.desk.explaining import Explanation, explanation
from workbook.desk.keys import Scope
from workbook.desk.listing.findings import FoundGroup, FoundGroups, FoundIndex, is_of
from workbook.desk.session import Session
from workbook.findings import Finding, Severity
from workbook.tui.display import line, subject_of
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen
from workbook.tui.screens.dialogs import AskText
from workbook.tui.widgets.bar import KeyBar
from workbook.tui.widgets.filter_line import FilterLine
from workbook.tui.widgets.found import FoundList
from workbook.tui.widgets.head import Head, Heading, counted_anew
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.page import ERROR, GAP, HEAD, MUTED, WARNING, Page, Passage


class FindingsScreen(DeskScreen[str | None]):
    """Findings by rule, beside the explanation of the rule under the cursor."""

    SCOPE = Scope.FINDINGS
    CSS_PATH = "findings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.FINDINGS)]

    def __init__(self, session: Session, *, frame: Heading) -> None:
        super().__init__(session)
        nation, keeper = session.who.nation, session.workbook.settings.keeper
        self._frame = frame
        self._is_mine = bool(nation) and any(is_of(one, nation, keeper) for one in session.findings)
        self._words = ""
        self._known: tuple[Sequence[Finding], FoundIndex] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list and the explanation; in a narrow window it stands below the list."""
        yield Head()
        with Horizontal(id="panes"):
            with Vertical(id="middle"):
                yield FoundList(id="found").add_class("pane")
                yield FilterLine(id="filter", placeholder="words, codes, ids or nations")
            yield Page(id="explained").add_class("pane")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Show the findings of whoever works here, or all."""
        self.query_one("#found").focus()
        self._show()

    def plan_changed(self) -> None:
        """Show the findings of the plan as it is now."""
        self._show(keep=True)

    def explained(self) -> tuple[str, str]:
        """Say what the panes are for."""
        return "Findings", (
            "What the check found, by rule, errors first. Enter opens or closes a rule, or goes to the "
            "record of a finding. What its owner acknowledged stands apart, and still counts."
        )

    @on(LineList.Highlighted, "#found")
    def _reached(self) -> None:
        self._explain()

    @on(LineList.Chosen, "#found")
    def _chosen(self) -> None:
        found = self._list.current
        if found is None:
            return
        if found.ref:
            self.dismiss(found.ref)
        else:
            self.refuse(f"{found.place.path} is no record: open it with your own editor.")

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self._words:
            self._words = event.value
            self._show()

    @on(FilterLine.Left)
    def _left(self) -> None:
        self._list.focus()

    def action_filter(self) -> None:
        """Open the line in which words are typed."""
        self.query_one(FilterLine).open()

    def action_mine(self) -> None:
        """Show the findings of one's own nation, or those of all."""
        if not self.session.who.nation:
            self.refuse("Nobody said for which nation you work, so all findings are shown.")
            return
        self._is_mine = not self._is_mine
        self._show()

    def action_acknowledge(self) -> None:
        """Accept the finding under the cursor, and say why."""
        found = self._list.current
        if self.session.is_read_only:
            self.refuse(str(self.session.refusal()))
        elif found is None:
            self.refuse("Stand on a finding to acknowledge it: Enter opens the rule.")
        elif found.acknowledged:
            self.refuse(f"{found.ref} acknowledges {found.code} already: {found.acknowledged}")
        elif not found.ref:
            self.refuse(f"{found.place.path} is no record, so it can acknowledge nothing: mend it.")
        elif self.attempt(lambda: own_file(self.session, found.ref)) is not None:
            self._ask_why(found)

    def action_close(self) -> None:
        """Leave the filter, or the screen."""
        if not self.query_one(FilterLine).close():
            self.dismiss(None)

    def _ask_why(self, found: Finding) -> None:
        def accept(reason: str | None) -> None:
            files = (
                self.attempt(lambda: acknowledge(self.session, found.ref, found.code, reason))
                if reason
                else None
            )
            if files is not None:
                self.keep(files)

        rule = explanation(found.code)
        self.app.push_screen(
            AskText(
                f"Acknowledge {found.code} of {found.ref}",
                explained=f"{found.message}\n\n{rule.advice if rule else ''}",
                example="Why it is accepted",
            ),
            callback=accept,
        )

    def _nothing(self) -> str:
        if self._words:
            return "No finding has these words."
        return "Your nation has none; m shows those of all." if self._is_mine else "Nothing is found."

    def _indexed(self) -> FoundIndex:
        """Give the findings as they are searched, put in order once for each state of the plan."""
        found = self.session.findings
        if self._known is None or self._known[0] is not found:
            self._known = found, FoundIndex(found, self.session.workbook.settings.keeper)
        return self._known[1]

    @property
    def _list(self) -> FoundList:
        return self.query_one(FoundList)

    def _show(self, *, keep: bool = False) -> None:
        session = self.session
        nation = session.who.nation if self._is_mine else ""
        found = self._indexed().groups(nation=nation, words=self._words)
        self._list.show(found.groups, keep=keep)
        self._list.border_title = line(_title(found, nation))
        self._list.border_subtitle = line(self._words or "Enter goes to the record")
        self.query_one(Head).heading = counted_anew(self._frame, self.session)
        self._explain()

    def _explain(self) -> None:
        group, page = self._list.group, self.query_one("#explained", Page)
        page.border_title = line((group.code or "Acknowledged") if group else "Explanation")
        page.show(
            list(_passages(group, self._list.current)) if group else [Passage("Nothing is found.", MUTED)]
        )


def _title(found: FoundGroups, nation: str) -> str:
    whose = f"Findings of {nation}" if nation else "All findings"
    apart = f", {found.acknowledged:,} acknowledged" if found.acknowledged else ""
    return f"{whose}: {found.count:,} of {found.total:,}{apart}"


def _passages(group: FoundGroup, found: Finding | None) -> Iterator[Passage]:
    if found is not None:
        look = ERROR if found.severity is Severity.ERROR else WARNING
        yield Passage(subject_of(found), HEAD)
        yield Passage(f"{found.code}, {found.severity}: {found.message}", look)
        yield Passage(str(found.place), MUTED)
        if found.acknowledged:
            yield Passage(f"Acknowledged: {found.acknowledged}")
        yield GAP
    rule = explanation(found.code if found is not None else group.code)
    if rule is not None:
        yield from _told(rule)
    elif not group.code:
        yield Passage("Findings that the owners of the records have seen and accepted. They still count.")


def _told(rule: Explanation) -> Iterator[Passage]:
    yield Passage(f"{rule.code} {rule.name}, {rule.severity}", HEAD)
    yield Passage(rule.claim)
    yield GAP
    yield Passage("Why", MUTED)
    yield Passage(rule.reason)
    yield Passage("Source", MUTED)
    yield Passage(rule.source)
    yield Passage("Scope", MUTED)
    yield Passage(rule.judges)
    yield Passage("What to do", MUTED)
    yield Passage(f"Mend the record. {rule.advice}")
    for file in rule.examples:
        yield GAP
        yield Passage(file.caption, HEAD)
        yield Passage(file.path, MUTED)
        yield from (Passage(f"  {text}" if text else "") for text in file.lines)
