"""What all screens have in common: a session, keys from the table, one way to tell and to save.

In: a session, which the application owns. Out: `PlanChanged` when a screen saved something; every screen
then shows the plan anew by `plan_changed`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.message import Message
from textual.screen import ModalScreen, Screen

from workbook.change.outcome import parted
from workbook.desk.keys import Scope
from workbook.desk.outlook import Outlook
from workbook.desk.session import Session
from workbook.desk.trailers import REDOES, UNDOES
from workbook.errors import WorkbookError
from workbook.model.display import clean, clean_line
from workbook.tui.toasts import Telling, keep_clear, tell_alone

if TYPE_CHECKING:
    from workbook.desk.editing.edits import Files
    from workbook.desk.editing.unmerging import Move
    from workbook.desk.opening import OpenPlan

_NARROW, _NOT_NARROW, _WIDE = "-narrow", "-wide", 100

Result = TypeVar("Result")
Value = TypeVar("Value")


class PlanChanged(Message):
    """Something was saved, undone or brought in: what is shown of the plan is out of date."""


class DeskScreen(Screen[Result], Generic[Result]):
    """A screen that shows a session. `SCOPE` names it in the table of actions."""

    SCOPE: ClassVar[Scope]
    HORIZONTAL_BREAKPOINTS = [(0, _NARROW), (_WIDE, _NOT_NARROW)]  # noqa: RUF012  # as Textual declares it

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    async def _compose(self) -> None:
        """Be narrow from the first paint on; private in Textual, which would see to it right after that."""
        width = self.app.size.width
        self.set_class(width < _WIDE, _NARROW, update=False)
        self.set_class(width >= _WIDE, _NOT_NARROW, update=False)
        await super()._compose()

    def on_screen_resume(self) -> None:
        """Let what was told on another screen cover nothing here."""
        self.call_after_refresh(keep_clear, self)

    def plan_changed(self) -> None:
        """Show the plan anew; called after every change, whoever made it."""

    def explained(self) -> tuple[str, str]:
        """Name the pane that has the keys, and say what it is for; "" where the place has but one."""
        return "", ""

    def turn(self, *, is_undo: bool) -> None:
        """Take back what was done last, or make again what was taken back."""
        from workbook.desk.editing.undoing import redo, undo
        from workbook.desk.editing.unmerging import Move

        turned = self.attempt(lambda: (undo if is_undo else redo)(self.session))
        if isinstance(turned, Move):
            self._move_branch(turned)
        elif turned is not None:
            self.keep(
                turned.files,
                subject=turned.subject,
                trailers=((UNDOES if is_undo else REDOES, turned.step.commit),),
                is_seen=turned.is_seen,
            )

    def _move_branch(self, wanted: "Move") -> None:
        """Take a merge back, or make it again, and go on with the plan as it lies there then."""
        from workbook.desk.editing.unmerging import move
        from workbook.desk.opening import open_plan

        def moved() -> "OpenPlan":
            move(self.session, wanted)
            return open_plan(self.session.plan.top)

        plan = self.attempt(moved)
        if plan is not None:
            self.session.adopt(plan)
            more = " All is as it was before; Ctrl+Y brings it in again." if wanted.is_back else ""
            self.tell(f"{wanted.deed.capitalize()}: {wanted.subject}.{more}")
            self.post_message(PlanChanged())

    def tell(self, sentence: str) -> None:
        """Tell what was done."""
        tell_alone(self, clean(sentence), Telling.DONE)

    def refuse(self, sentence: str) -> None:
        """Tell why something is not done."""
        tell_alone(self, clean(sentence), Telling.REFUSED)

    def attempt(self, work: Callable[[], Value]) -> Value | None:
        """Do something that may be refused; a refusal is told, and None given."""
        try:
            return work()
        except WorkbookError as error:
            self.refuse(str(error))
        except OSError as error:
            self.refuse(f"{error.filename or 'The system'}: {error.strerror or error}.")
        return None

    def keep(
        self,
        files: "Files",
        *,
        subject: str = "",
        trailers: Sequence[tuple[str, str]] = (),
        is_seen: bool = True,
    ) -> Outlook | None:
        """Judge an edit and save it as one commit; None, and the reason told, where it cannot be saved."""

        def save() -> Outlook | None:
            from workbook.desk.editing.committing import outlook_of_commit
            from workbook.desk.editing.wording import wording

            outlook = outlook_of_commit(self.session, files, is_seen=is_seen)
            if not outlook.edits:
                self.tell("Nothing changes: the record says so already.")
                return None
            if outlook.blocking:
                first = outlook.blocking[0]
                more = f" (and {len(outlook.blocking) - 1} more)" if len(outlook.blocking) > 1 else ""
                why = f"Not saved: {first.ref} {first.message}{more}"
                self.refuse("\n".join([why, *map(clean_line, outlook.along)]))
                return None
            words = wording(outlook, self.session, subject=subject, extra=trailers)
            saved = self.session.save(outlook, words)
            along = [clean_line(line) for one in saved for line in one.along]
            told = (f"Saved: {clean_line(words.subject)}", outcome_words(outlook), *along)
            self.tell("\n".join(told))
            self.post_message(PlanChanged())
            return outlook

        return self.attempt(save)


class Dialog(ModalScreen[Result], Generic[Result]):
    """A small window over a screen, which gives a typed value."""


def outcome_words(outlook: Outlook) -> str:
    """Say how many findings an edit fixes, introduces and changes."""
    if not outlook.fixed and not outlook.introduced:
        return "No finding appears or vanishes."
    found = parted(outlook.introduced, outlook.fixed)
    counts = ("fixes", found.fixed), ("introduces", found.introduced), ("changes", found.changed)
    told = ", ".join(f"{verb} {_counted(len(some))}" for verb, some in counts if some)
    return f"{told.capitalize()}."


def _counted(count: int) -> str:
    return f"{count} finding" if count == 1 else f"{count or 'no'} findings"
