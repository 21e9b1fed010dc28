"""Settling a merge: conflict by conflict, with what each delegation says, and what a choice would come to.

In: a session and the layer that is merged. Out: nothing. A choice is written at once; only Finish takes all
of it into the plan, and Give up leaves all as it was before.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from workbook.change.outcome import Outcome
from workbook.desk.keys import Scope
from workbook.desk.merging.finishing import Ending
from workbook.desk.merging.options import OURS, Option
from workbook.desk.merging.settlement import (
    Case,
    Result,
    Settlement,
    choose,
    complete,
    give_up,
    read_settlement,
    result,
    settle_anew,
)
from workbook.desk.opening import OpenPlan, open_judged, open_plan
from workbook.desk.session import Session
from workbook.model.display import clean_line
from workbook.tui.display import MUTED, block, line, lines
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen, PlanChanged
from workbook.tui.screens.dialogs import AskText, Confirm
from workbook.tui.screens.waiting import Waiting, refusal_of
from workbook.tui.widgets.bar import KeyBar
from workbook.tui.widgets.entries import Entry, EntryList
from workbook.tui.widgets.head import Head, Heading
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.outlook import outcome_lines
from workbook.tui.widgets.typing_line import TypingLine
from workbook.vcs.transfer import Cancelled, Watch

_TYPED = Option(side="typed", name="Another value", words="type it (e)")


class SettleScreen(DeskScreen[None]):
    """The conflicts of a merge in progress."""

    SCOPE = Scope.SETTLE
    CSS_PATH = "settle.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.SETTLE)]

    def __init__(self, session: Session, heading: Heading, layer: str) -> None:
        super().__init__(session)
        self._heading = heading
        self._layer = layer
        self._settlement: Settlement | None = None

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield Head()
        with Horizontal(id="panes"):
            yield EntryList[Case](id="cases").add_class("pane")
            with Vertical(id="side"):
                yield EntryList[Option](id="options").add_class("pane")
                yield TypingLine(id="value", placeholder="such as about 20")
                with VerticalScroll(id="result").add_class("pane"):
                    yield Static(id="told", markup=False)
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Read the merge."""
        self.query_one(Head).heading = self._heading
        for pane, title in (("cases", "To be settled"), ("options", "Who says what"), ("result", "Result")):
            self.query_one(f"#{pane}").border_title = line(title)
        self.query_one("#options").border_subtitle = line("Enter takes it, e types another")
        self._options.focus()
        self._read()

    def plan_changed(self) -> None:
        """Read the merge anew, where files were changed outside."""
        if not self._input.has_class("-open"):
            self._read()

    def turn(self, *, is_undo: bool) -> None:  # noqa: ARG002  # neither edit is this screen's
        """Take nothing back here: what was saved last is not what is being settled."""
        self.refuse("What you settled of a record is settled anew by u; x gives up bringing in altogether.")

    def explained(self) -> tuple[str, str]:
        """Say what the place is for."""
        return "", (
            "Both sides changed the same. Choose what to settle, and then whose value counts, or type "
            "another; what comes of it is shown. Finish takes all in."
        )

    @property
    def _cases(self) -> EntryList[Case]:
        return self.query_one("#cases", EntryList)

    @property
    def _options(self) -> EntryList[Option]:
        return self.query_one("#options", EntryList)

    @property
    def _input(self) -> Input:
        return self.query_one("#value", Input)

    def _read(self) -> None:
        job = partial(read_settlement, self.session, self._layer)
        self.run_worker(job, thread=True, exclusive=True, exit_on_error=False, group="read")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what was read or worked out."""
        found = event.worker.result
        if event.state is WorkerState.ERROR:
            self._show_problem(refusal_of(event.worker))
        elif isinstance(found, Settlement):
            self._show(found)
        elif isinstance(found, Result):
            self._show_result(found)

    def _show(self, settlement: Settlement) -> None:
        before = self._cases.current
        self._settlement = settlement
        cases = settlement.cases
        left = len(settlement.left)
        self._cases.show([_case_entry(one) for one in cases], cursor=_next(cases, before))
        self._cases.border_title = line(f"To be settled: {left:,} of {len(cases):,}")
        self._show_case()
        if not left:
            self.tell("Nothing is left to settle: Finish (f) takes all of it in.")

    @on(LineList.Highlighted, "#cases")
    def _show_case(self) -> None:
        case = self._cases.current
        if case is None:
            self._options.show([])
            self._show_problem("Nothing is left to settle." if self._settlement else "")
            return
        options = [*case.options, *([_TYPED] if case.can_be_typed else [])]
        row = next((row for row, one in enumerate(options) if one.side == OURS), 0)
        self._options.show([_option_entry(one) for one in options], cursor=row)
        self._options.border_title = line(f"{case.id or case.path} {case.title}: {case.field}")
        self._close_input()
        self._work_out()

    @on(LineList.Highlighted, "#options")
    def _work_out(self) -> None:
        """Work out in the background what the option under the cursor comes to."""
        settlement, case, option = self._settlement, self._cases.current, self._options.current
        if settlement is None or case is None or option is None:
            return
        if option is _TYPED and not self._input.has_class("-open"):
            self._show_problem("Press e or Enter to type another value, as in the record form.")
            return
        if case.settled is not None:
            job = partial(result, settlement, case)
        elif self._input.has_class("-open"):
            job = partial(result, settlement, case, value=self._input.value)
        else:
            job = partial(result, settlement, case, side=option.side)
        self.run_worker(job, thread=True, exclusive=True, exit_on_error=False, group="result")

    def _show_result(self, found: Result) -> None:
        case, option = self._cases.current, self._options.current
        if case is not None and option is not None:
            told = _result_lines(case, option if not self._input.has_class("-open") else _TYPED, found)
            self.query_one("#told", Static).update(lines(told))

    def _show_problem(self, sentence: str) -> None:
        self.query_one("#told", Static).update(line(sentence, MUTED))

    @on(LineList.Chosen, "#cases")
    def _case_chosen(self) -> None:
        self._options.focus()

    @on(LineList.Chosen, "#options")
    def action_choose(self) -> None:
        """Settle the conflict by the value under the cursor."""
        case, option = self._cases.current, self._options.current
        if case is None or option is None:
            return
        if self._cases.has_focus:
            self._options.focus()
        elif case.settled is not None:
            self.refuse(f"This is settled: {case.settled}. Anew (u) opens the record again.")
        elif option is _TYPED:
            self.action_value()
        else:
            self._choose(partial(self._settled_by, side=option.side))

    def action_value(self) -> None:
        """Let another value be typed."""
        case = self._cases.current
        if case is None or case.settled is not None or not case.can_be_typed:
            self.refuse("Choose a conflict over a field that is still open, to type a value for it.")
            return
        box = self._input
        box.add_class("-open")
        ours = next(one for one in case.options if one.side == OURS)
        box.value = clean_line(ours.value)
        box.focus()
        self._work_out()

    @on(Input.Changed, "#value")
    def _typing(self) -> None:
        if self._input.has_class("-open"):
            self._work_out()

    @on(Input.Submitted, "#value")
    def _typed(self, event: Input.Submitted) -> None:
        self._choose(partial(self._settled_by, value=event.value))

    def _settled_by(self, *, side: str = "", value: str | None = None) -> None:
        settlement, case = self._settlement, self._cases.current
        assert settlement is not None
        assert case is not None
        choose(self.session, settlement, case, side=side, value=value)

    def _choose(self, choice: Callable[[], None]) -> None:
        def make() -> bool:
            choice()
            return True

        if self.attempt(make):
            self.session.adopt(open_plan(self.session.plan.top))
            self._close_input()
            self._options.focus()
            self._read()

    def action_anew(self) -> None:
        """Ask, and open the conflicts of a record again."""
        settlement, case = self._settlement, self._cases.current
        if settlement is None or case is None or case.settled is None:
            self.refuse("Choose a conflict that is settled, to settle its record anew.")
            return
        question = f"All conflicts of {case.id or case.path} will be open again, and what was chosen is lost."
        confirm = Confirm("Settle anew", question, yes="Anew")
        self.app.push_screen(confirm, partial(self._open_again, settlement, case))

    def _open_again(self, settlement: Settlement, case: Case, is_sure: bool | None) -> None:
        if is_sure:
            self._choose(lambda: settle_anew(self.session, settlement, case))

    def action_finish(self) -> None:
        """Prove the plan again, ask for a reason where it has new errors, and take all in."""
        settlement = self._settlement
        if settlement is None:
            return
        if settlement.left:
            count = len(settlement.left)
            self.refuse(f"{count:,} conflict{'s are' if count != 1 else ' is'} still to be settled.")
            return
        job = Waiting[Result]("Checking the plan again", lambda _watch, _cancelled: result(settlement))
        self.app.push_screen(job, self._proved)

    def _proved(self, found: Result | None) -> None:
        if found is None:
            return
        if not found.errors:
            self._finish("")
            return
        count = len(found.errors)
        ask = AskText(
            f"This brings {count:,} error{'s' if count != 1 else ''} in",
            explained="\n".join(
                ["Why take it all the same? The reason is kept with it. Escape takes nothing."]
                + [f"{one.ref} {one.message}" for one in found.errors[:3]]
            ),
            example="The supplier's record follows tomorrow.",
        )
        self.app.push_screen(ask, lambda reason: self._finish(reason) if reason else None)

    def _finish(self, reason: str) -> None:
        settlement = self._settlement
        assert settlement is not None

        def job(_: Watch, __: Cancelled) -> tuple[Ending, OpenPlan]:
            ending = complete(self.session, settlement, with_errors=reason)
            return ending, open_judged(self.session.plan.top, today=self.session.today)

        self.app.push_screen(Waiting[tuple[Ending, OpenPlan]]("Taking all in", job), self._finished)

    def _finished(self, found: tuple[Ending, OpenPlan] | None) -> None:
        if found is None:
            self._read()
            return
        ending, plan = found
        if not ending.commit:
            self.refuse("Not taken, because it would bring errors in: finish again, and say why.")
        else:
            self.tell(f"Brought in: {ending.subject}")
            self._leave(plan)

    def action_abort(self) -> None:
        """Ask, and bring nothing in."""
        question = (
            "Nothing is brought in, and all is as it was before. What you settled here is lost. This cannot "
            "be taken back, but you can bring it in again."
        )
        self.app.push_screen(Confirm("Give up", question, yes="Give up"), self._given_up)

    def _given_up(self, is_sure: bool | None) -> None:
        settlement = self._settlement
        if not is_sure or settlement is None:
            return

        def job(_: Watch, __: Cancelled) -> OpenPlan:
            give_up(self.session, settlement)
            return open_judged(self.session.plan.top, today=self.session.today)

        self.app.push_screen(Waiting[OpenPlan]("Putting all back", job), self._put_back)

    def _put_back(self, plan: OpenPlan | None) -> None:
        if plan is not None:
            self.tell("Given up: all is as it was before.")
            self._leave(plan)

    def _leave(self, plan: OpenPlan) -> None:
        """Go back with the plan as it is now; the application tells it, as this screen will be gone."""
        self.session.adopt(plan)
        self.app.post_message(PlanChanged())
        self.dismiss(None)

    def _close_input(self) -> None:
        self._input.remove_class("-open")

    def action_close(self) -> None:
        """Close the line for a value, else go back; what is settled stays."""
        if self._input.has_class("-open"):
            self._close_input()
            self._options.focus()
            self._work_out()
            return
        self.app.post_message(PlanChanged())
        self.dismiss(None)


def _next(cases: Sequence[Case], before: Case | None) -> int:
    """Give the row to go to: the conflict one was at while it is open, else the next open one."""
    rows = cases
    at = next((row for row, one in enumerate(rows) if before and one.word == before.word), 0)
    order = [*range(at, len(rows)), *range(at)]
    return next((row for row in order if rows[row].settled is None), at)


def _case_entry(one: Case) -> Entry[Case]:
    state = f"= {one.settled}" if one.settled is not None else "open"
    look = "lines--muted" if one.settled is not None else "lines--warning"
    sign = "ok" if one.settled is not None else "??"
    return Entry(label=f"{sign} {one.id or one.path}", text=f"{one.field} {state}", look=look, value=one)


def _option_entry(one: Option) -> Entry[Option]:
    said = f" ({one.said})" if one.said else ""
    return Entry(label=one.name, text=f"{one.words}{said}", value=one)


def _result_lines(case: Case, option: Option, found: Result) -> Iterator[Content]:
    if case.settled is not None:
        yield line(f"Settled: {case.settled}", "bold")
    elif option is _TYPED:
        yield line("With the value that you type", "bold")
    else:
        yield line(f"{option.name}: {option.words}", "bold")
        if option.said:
            yield line(option.said, MUTED)
    yield Content("")
    yield line(f"In {case.id or case.path}, against your plan now:", MUTED)
    yield from (line(one) for one in found.lines)
    yield Content("")
    yield line("All that comes in:", MUTED)
    yield from outcome_lines(Outcome(introduced=found.introduced, fixed=found.fixed))
    if found.text:
        yield Content("")
        yield line("The record as text:", MUTED)
        yield block(found.text)
