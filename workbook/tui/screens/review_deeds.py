"""What is done about a proposal as a whole: adopting it, taking one's own back, and going to change it.

In: a proposal that was read. Out: the plan as it is then, or why it was not done.
"""

from functools import partial

from workbook.desk.opening import OpenPlan
from workbook.desk.reviewing import screen_words
from workbook.desk.reviewing.adopting import Adoption, NotApprovedError, adopt
from workbook.desk.reviewing.proposing import withdraw
from workbook.desk.reviewing.reading import Reading
from workbook.desk.reviewing.tabling import go_to_main, go_to_proposal, is_here
from workbook.desk.session import Session
from workbook.model.enums import Verdict
from workbook.tui.screens.dialogs import Confirm
from workbook.tui.screens.propose import go_on, reopened
from workbook.tui.screens.refused import tell_refusal
from workbook.tui.screens.sharing import Sharing
from workbook.tui.screens.waiting import Waiting
from workbook.vcs.transfer import Cancelled, Progress, Watch


class ReviewDeeds(Sharing[bool]):
    """A screen that shows the proposal `proposal`, which lies in the layer `lies_in`.

    `is_news` says that something was said or done.
    """

    def __init__(self, session: Session, id: str, layer: str) -> None:
        super().__init__(session)
        self.proposal = id
        self.lies_in = layer
        self.is_news = False
        self.reading: Reading | None = None

    def may_act(self, verdict: Verdict | None = None) -> bool:
        """Say whether something can be said or done now; if not, tell why."""
        if self.session.is_read_only:
            self.refuse(str(self.session.refusal()))
        elif self.reading is None:
            self.refuse("The proposal is still being worked out.")
        elif not self.session.who.nation:
            self.refuse("Nobody said for which nation you work: w in the plan does.")
        elif self.reading.is_own and verdict not in (None, Verdict.COMMENT):
            self.refuse(screen_words.OWN_PROPOSAL)
        else:
            return True
        return False

    def action_adopt(self) -> None:
        """Take it into the shared plan, once all approved."""
        reading = self.reading
        if not self.may_act() or reading is None:
            return
        if reading.way:
            tell_refusal(self, f"Adopt {self.proposal}", NotApprovedError(self.proposal, reading.way))
            return
        question = screen_words.adopt_question(
            len(reading.records),
            len(reading.introduced),
            len(reading.fixed),
            layer=reading.proposed.shared.layer,
        )
        self.app.push_screen(Confirm(f"Adopt {self.proposal}", question, yes="Adopt"), self._adopt)

    def _adopt(self, is_sure: bool | None) -> None:
        def job(watch: Watch, cancelled: Cancelled) -> tuple[Adoption, OpenPlan]:
            done = adopt(self.session, self.proposal, watch=watch, cancelled=cancelled)
            return done, reopened(self)

        if is_sure:
            waiting = Waiting[tuple[Adoption, OpenPlan]](f"Adopt {self.proposal}", job, is_deed=True)
            self.app.push_screen(waiting, self._adopted)

    def _adopted(self, done: tuple[Adoption, OpenPlan] | None) -> None:
        if done is not None:
            adoption, plan = done
            told = screen_words.adopted_lines(
                self.proposal,
                layer=adoption.proposed.shared.layer,
                tries=adoption.tries,
                told=adoption.told,
                note=adoption.note,
            )
            self.tell("\n".join(told))
            go_on(self, plan)
            self.dismiss(True)

    def action_withdraw(self) -> None:
        """Take one's own proposal back."""
        if not self.may_act() or self.reading is None:
            return
        if not self.reading.is_own:
            self.refuse(screen_words.not_yours(self.reading.proposed.proposer))
            return
        confirm = Confirm(f"Withdraw {self.proposal}", screen_words.WITHDRAW_QUESTION, yes="Withdraw")
        self.app.push_screen(confirm, self._withdraw)

    def _withdraw(self, is_sure: bool | None) -> None:
        def job(watch: Watch, cancelled: Cancelled) -> OpenPlan:
            withdraw(self.session, self.proposal, watch=watch, cancelled=cancelled)
            if is_here(self.session, self.proposal, self.lies_in):
                go_to_main(self.session, self.lies_in)
            return reopened(self)

        if is_sure:
            waiting = Waiting[OpenPlan](f"Withdraw {self.proposal}", job, is_deed=True)
            self.app.push_screen(waiting, self._withdrawn)

    def _withdrawn(self, plan: OpenPlan | None) -> None:
        if plan is not None:
            self.tell(screen_words.withdrawn_line(self.proposal))
            go_on(self, plan)
            self.dismiss(True)

    def action_amend(self) -> None:
        """Go to where one's own proposal is changed, or back; for another's, say how it is changed."""
        if not self.may_act() or self.reading is None:
            return
        if not self.reading.is_own:
            self.refuse(screen_words.not_yours(self.reading.proposed.proposer))
            return
        here = self.attempt(lambda: is_here(self.session, self.proposal, self.lies_in))
        if here is not None:
            question, yes = (
                (screen_words.AMEND_HERE, "Go back to main")
                if here
                else (screen_words.amend(self.proposal), "Go there")
            )
            confirm = Confirm(f"Amend {self.proposal}", question, yes=yes)
            self.app.push_screen(confirm, partial(self._amend, here))

    def _amend(self, is_back: bool, is_sure: bool | None) -> None:
        def job(watch: Watch, _: Cancelled) -> OpenPlan:
            watch(Progress(doing="Going there"))
            if is_back:
                go_to_main(self.session, self.lies_in)
            else:
                go_to_proposal(self.session, self.proposal, self.lies_in)
            return reopened(self)

        if is_sure:
            waiting = Waiting[OpenPlan](f"Amend {self.proposal}", job, is_deed=True)
            self.app.push_screen(waiting, partial(self._gone, is_back))

    def _gone(self, is_back: bool, plan: OpenPlan | None) -> None:
        if plan is not None:
            self.tell(screen_words.BACK_ON_MAIN if is_back else screen_words.on_its_branch(self.proposal))
            go_on(self, plan)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(self.is_news)
