"""A proposal as it would be adopted today: what changes, who must act, what it does; and what one says of it.

In: a session, the shared plan, the id of a proposal. Out: whether something was said or done, so that the
list is out of date. Whatever is said or done goes to the shared repository before it is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from workbook.desk.keys import Scope
from workbook.desk.reviewing import screen_words, words
from workbook.desk.reviewing.proposed import read_proposed
from workbook.desk.reviewing.reading import Reading, read
from workbook.desk.reviewing.shared import SharedPlan, look
from workbook.desk.reviewing.verdicts import Statement, say_verdict
from workbook.desk.session import Session
from workbook.model.enums import Verdict
from workbook.tui.display import MUTED, line, lines
from workbook.tui.keys import bindings
from workbook.tui.screens.review_deeds import ReviewDeeds
from workbook.tui.screens.review_pages import change_passages, consent_passages, outcome_parts, place_of
from workbook.tui.screens.say import Say
from workbook.tui.screens.waiting import Waiting, refusal_of
from workbook.tui.widgets.bar import Bar, KeyBar, Word
from workbook.tui.widgets.head import Head, Heading
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.page import Page, Part
from workbook.vcs.transfer import Cancelled, Watch

_PANES = {"changes": "What changes", "consent": "Who must act", "outcome": "What it does"}
_EXPLAINED = {
    "changes": "What changes, record by record, with what was said of each field. Enter answers a remark, or "
    "comments on the field under the cursor.",
    "consent": "Who must approve and why: ✓ is met, » is for you to do, · is for others. Below stands what "
    "was said of the whole.",
    "outcome": "The findings it would bring and mend, and needs, works and stocks beside those of today.",
}
_READING = "reading"
_APPROVALS = (Verdict.APPROVE, Verdict.APPROVE_AD_REFERENDUM)


class ReviewScreen(ReviewDeeds):
    """A proposal, and what can be said and done about it."""

    SCOPE = Scope.REVIEW
    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.REVIEW)]

    def __init__(self, session: Session, shared: SharedPlan, id: str, *, frame: Heading) -> None:
        super().__init__(session, id, shared.layer)
        self._shared = shared
        self._frame = frame

    def compose(self) -> ComposeResult:
        """Lay out the panes; in a narrow window a line of tabs chooses one."""
        yield Head()
        yield Static(id="about", markup=False)
        yield Bar([Word("", label, pane) for pane, label in _PANES.items()], id="tabs")
        with Horizontal(id="panes"):
            yield Page(id="changes").add_class("pane")
            with Vertical(id="side"):
                yield Page(id="consent").add_class("pane")
                yield Page(id="outcome").add_class("pane")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Work out what there is to see."""
        self.query_one(Head).heading = self._frame
        for pane, label in _PANES.items():
            self.query_one(f"#{pane}").border_title = line(label)
        self.query_one("#about", Static).update(lines([line(self.proposal), line("Working it out…", MUTED)]))
        self.reveal("changes")
        self.tell_branch()
        shared, id, nation = self._shared, self.proposal, self.session.who.nation
        job: Callable[[], Reading] = lambda: read(read_proposed(shared, id), nation)  # noqa: E731  # short
        self.run_worker(job, thread=True, exit_on_error=False, group=_READING)

    def plan_changed(self) -> None:
        """Say on which branch one is now; the proposal itself is as it was looked at."""
        self.tell_branch()

    def explained(self) -> tuple[str, str]:
        """Name the pane that has the keys, and say what it is for."""
        focused = (self.focused.id if self.focused is not None else "") or ""
        return _PANES.get(focused, ""), _EXPLAINED.get(focused, "")

    @on(Worker.StateChanged)
    def _read(self, event: Worker.StateChanged) -> None:
        if event.worker.group != _READING:
            return
        if event.state is WorkerState.SUCCESS and isinstance(event.worker.result, Reading):
            self.show(event.worker.result)
        elif event.state is WorkerState.ERROR:
            sentence = refusal_of(event.worker)
            self.query_one("#about", Static).update(
                lines([line(self.proposal, "bold"), line(sentence, "$text-error")])
            )
            self.refuse(sentence)

    def show(self, reading: Reading) -> None:
        """Show the proposal as it is now; cursors stay at what they stood on."""
        self.reading = reading
        record, silent_after = reading.proposed.record, reading.silent_after
        told = screen_words.put_forward_line(
            reading.proposed.proposer,
            reading.days,
            record.for_meeting,
            f"{silent_after:%Y-%m-%d}" if silent_after is not None else "",
            is_withdrawn=reading.proposed.is_withdrawn,
            layer=self.lies_in,
        )
        self.query_one("#about", Static).update(
            lines([line(f"{self.proposal} {record.title}", "bold"), line(f"{told} {self._turn}", MUTED)])
        )
        parts: Mapping[str, Sequence[Part]] = {
            "changes": list(change_passages(reading)),
            "consent": list(consent_passages(reading)),
            "outcome": list(outcome_parts(reading)),
        }
        for pane, found in parts.items():
            page = self.query_one(f"#{pane}", Page)
            page.show(found, at=page.current)
        titles = screen_words.pane_titles(len(reading.records), len(reading.introduced), len(reading.fixed))
        for pane, title in titles.items():
            self.query_one(f"#{pane}").border_title = line(title)

    @property
    def _turn(self) -> str:
        reading = self.reading
        assert reading is not None
        return screen_words.your_part(
            is_own=reading.is_own, is_asked=any(one.is_mine for one in reading.asked)
        )

    @on(Bar.Pressed, "#tabs")
    def _tab_pressed(self, event: Bar.Pressed) -> None:
        self.reveal(event.name)

    def reveal(self, pane: str) -> None:
        """Bring a pane into sight, and the keys to it."""
        for name in _PANES:
            self.query_one("#panes").set_class(name == pane, f"-{name}")
        self.query_one("#tabs", Bar).chosen = pane
        self.query_one(f"#{pane}").focus()

    def action_pane_before(self) -> None:
        """Go to the pane before."""
        self._next_pane(-1)

    def action_pane_after(self) -> None:
        """Go to the next pane."""
        self._next_pane(1)

    def _next_pane(self, by: int) -> None:
        panes = [*_PANES]
        at = self.focused.id if self.focused is not None else None
        self.reveal(panes[(panes.index(at) + by) % len(panes)] if at in panes else "changes")

    def action_fetch(self) -> None:
        """Ask the shared repository what was said meanwhile."""

        def job(watch: Watch, cancelled: Cancelled) -> Reading:
            shared = look(self.session, layer=self.lies_in, watch=watch, cancelled=cancelled)
            return read(read_proposed(shared, self.proposal), self.session.who.nation)

        self.app.push_screen(Waiting[Reading](self.proposal, job), self._asked)

    def _asked(self, reading: Reading | None) -> None:
        if reading is not None:
            self.is_news = True
            self.show(reading)

    def action_approve(self) -> None:
        """Approve it as it is now."""
        self._ask(Verdict.APPROVE)

    def action_ad_referendum(self) -> None:
        """Approve it, if one's capital confirms it."""
        self._ask(Verdict.APPROVE_AD_REFERENDUM)

    def action_reserve(self) -> None:
        """Reserve one's position."""
        self._ask(Verdict.RESERVE)

    def action_object(self) -> None:
        """Object to it, or to a part of it."""
        self._ask(Verdict.OBJECT)

    def action_comment(self) -> None:
        """Say something, and leave one's verdict as it is."""
        self._ask(Verdict.COMMENT)

    @on(LineList.Chosen)
    def action_answer(self) -> None:
        """Answer the remark under the cursor, or comment on what stands there."""
        remark = self._remark
        if not remark:
            self._ask(Verdict.COMMENT)
        elif self.may_act():
            window = Say(self.proposal, Verdict.COMMENT, (), answers=remark, quoted=self._quoted(remark))
            self.app.push_screen(window, self._say)

    def _ask(self, verdict: Verdict) -> None:
        if not self.may_act(verdict):
            return
        assert self.reading is not None
        # An approval is of the whole, unless a part is chosen in the window.
        is_approval = verdict in _APPROVALS
        held = self.reading.held_against if is_approval else ()
        window = Say(
            self.proposal,
            verdict,
            self.reading.subjects,
            about="" if is_approval else self._place,
            warning=screen_words.held_line(held) if held else "",
        )
        self.app.push_screen(window, self._say)

    def _say(self, statement: Statement | None) -> None:
        if statement is None:
            return
        assert self.reading is not None
        # Whoever approves the whole holds nothing against a part of it any more.
        is_whole = statement.verdict in _APPROVALS and not statement.about
        held = self.reading.held_against if is_whole else ()
        said = [*(replace(statement, about=place) for place in held), statement]

        def job(watch: Watch, cancelled: Cancelled) -> Reading:
            from secrets import choice

            for one in said:
                _, proposed = say_verdict(
                    self.session, self.proposal, one, choose=choice, watch=watch, cancelled=cancelled
                )
            return read(proposed, self.session.nation)

        window = Waiting[Reading](
            screen_words.say_title(statement.verdict, self.proposal, is_answer=False), job, is_deed=True
        )
        self.app.push_screen(window, partial(self._said, statement))

    def _said(self, statement: Statement, reading: Reading | None) -> None:
        if reading is not None:
            self.is_news = True
            self.show(reading)
            self.tell(screen_words.said_line(self.session.nation, statement.verdict, self.proposal))

    @property
    def _lead(self) -> str:
        focused = self.focused
        return focused.current if isinstance(focused, Page) else ""

    @property
    def _remark(self) -> str:
        """The remark under the cursor, "" for none."""
        said = self.reading.proposed.said if self.reading is not None else ()
        return self._lead if self._lead in [one.voice.id for one in said] else ""

    @property
    def _place(self) -> str:
        """What the line under the cursor speaks of; of a remark, what that speaks of."""
        assert self.reading is not None
        spoken = {one.voice.id: one.voice.about for one in self.reading.proposed.said}
        return spoken.get(self._lead, place_of(self._lead))

    def _quoted(self, remark: str) -> str:
        assert self.reading is not None
        one = next(one for one in self.reading.proposed.said if one.voice.id == remark)
        return words.remark_line(one.voice, one.text, is_replaced=False)
