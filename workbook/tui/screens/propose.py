"""Proposing: what the proposal says of itself is asked, then it is checked, pushed, and told.

In: a screen. Out: a proposal on its branch, on which the clone goes on; what was refused is told, and nothing
changed then. On the branch of a proposal the same sends what was changed since.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from workbook.desk.opening import OpenPlan, open_judged
from workbook.desk.reviewing import screen_words, words
from workbook.desk.reviewing.proposable import SHARED_WORD, proposable_layers
from workbook.desk.reviewing.proposing import Wish, propose
from workbook.desk.reviewing.tabling import Tabling, tabling
from workbook.records.settings import SHARED_LAYER
from workbook.tui.display import MUTED, block, line
from workbook.tui.screens.desk_screen import DeskScreen, Dialog, PlanChanged
from workbook.tui.screens.waiting import Waiting
from workbook.tui.widgets.typing_line import TypingLine
from workbook.vcs.review_refs import seen_refs
from workbook.vcs.transfer import Cancelled, Progress, Watch

_NONE = "none"


class Done(NamedTuple):
    """What was proposed, and the plan as the files are by then."""

    told: str
    plan: OpenPlan


class Wished(NamedTuple):
    """What is to be proposed in which layer."""

    layer: str
    wish: Wish


class ProposeForm(Dialog[Wished | None]):
    """Asks what the proposal says of itself; where several layers have changes, also in which one it lies."""

    CSS_PATH = "propose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("ctrl+s", "take", "Propose", show=False),
    ]

    def __init__(self, known: Sequence[Tabling]) -> None:
        super().__init__()
        self._all = {one.layer: one for one in known}
        self._known = known[0]

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        known = self._known
        # In a line to type in it acts after all that was typed before it, as a binding would not.
        deeds = {"ctrl+s": self.action_take}
        with Vertical(classes="window") as window:
            window.border_title = line(_title(known))
            if len(self._all) > 1:
                yield Static(line("In which layer; the others after it", MUTED), markup=False)
                yield Select(
                    [(line(words.layer_words(layer)), layer or SHARED_WORD) for layer in self._all],
                    value=known.layer or SHARED_WORD,
                    allow_blank=False,
                    compact=True,
                    id="layer",
                )
            yield Static(_sends(known), id="sends", markup=False)
            yield Static("What is proposed, in a few words", markup=False, classes="label")
            yield TypingLine(known.title, id="title", placeholder="such as Buy barrels jointly", deeds=deeds)
            yield Static("Why", markup=False, classes="label")
            yield TypingLine(
                known.purpose, id="purpose", placeholder="such as To shorten the queue.", deeds=deeds
            )
            yield Static("At which meeting it is to be taken", markup=False, classes="label")
            yield Select(
                [
                    ("none in particular", _NONE),
                    *((line(f"{one.label} {one.hint}"), one.word) for one in known.meetings),
                ],
                value=self._meeting,
                allow_blank=False,
                compact=True,
                id="meeting",
            )
            yield Static(
                "After which day silence may be consent; empty for never", markup=False, classes="label"
            )
            yield TypingLine(
                _day(known),
                id="silence",
                placeholder="such as 2022-10-20",
                max_length=10,
                deeds=deeds,
            )
            yield Static(id="refusal", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Propose (Ctrl+S)", id="ok", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Let the person type at once."""
        self.query_one("#title").focus()

    @on(Select.Changed, "#layer")
    def _in_layer(self, event: Select.Changed) -> None:
        """Ask of what is proposed in that layer, as it says already."""
        chosen = "" if event.value == SHARED_WORD and "" in self._all else str(event.value)
        if chosen == self._known.layer:
            return
        self._known = known = self._all[chosen]
        self.query_one(".window").border_title = line(_title(known))
        self.query_one("#sends", Static).update(_sends(known))
        self.query_one("#title", Input).value = known.title
        self.query_one("#purpose", Input).value = known.purpose
        self.query_one("#meeting", Select).value = self._meeting
        self.query_one("#silence", Input).value = _day(known)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        """Go on to the next question; nothing is sent by Enter alone."""
        event.stop()
        self.focus_next()

    @on(Button.Pressed, "#ok")
    def action_take(self) -> None:
        """Propose it so."""
        title, silence = self._typed("#title"), self._typed("#silence")
        meeting = str(self.query_one("#meeting", Select).value)
        try:
            until = date.fromisoformat(silence) if silence else None
        except ValueError:
            self._refuse(f"{silence!r} is no day; write it as 2022-10-20.", "#silence")
            return
        if not title:
            self._refuse("Say in a few words what you propose.", "#title")
            return
        wish = Wish(
            title=title,
            purpose=self._typed("#purpose"),
            for_meeting="" if meeting == _NONE else meeting,
            silence_until=until,
        )
        self.dismiss(Wished(self._known.layer, wish))

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Propose nothing."""
        self.dismiss(None)

    @property
    def _meeting(self) -> str:
        known = self._known
        return known.for_meeting if known.for_meeting in [one.word for one in known.meetings] else _NONE

    def _typed(self, selector: str) -> str:
        return self.query_one(selector, Input).value.strip()

    def _refuse(self, sentence: str, selector: str) -> None:
        told = self.query_one("#refusal", Static)
        told.update(block(sentence, "$text-error"))
        told.add_class("-shown")
        self.query_one(selector).focus()


def begin_proposing(screen: DeskScreen[Any]) -> None:
    """Ask what is to be proposed, and propose it."""

    def look(watch: Watch, _: Cancelled) -> Sequence[Tabling]:
        watch(Progress(doing="Looking at what is not published"))
        layers = proposable_layers(screen.session) or [SHARED_LAYER]
        return [tabling(screen.session, layer) for layer in layers]

    def ask(known: Sequence[Tabling] | None) -> None:
        if known is not None:
            screen.app.push_screen(ProposeForm(known), send)

    def send(wished: Wished | None) -> None:
        if wished is not None:
            job = Waiting[Done](
                "Proposing", lambda watch, off: _propose(screen, wished, watch, off), is_deed=True
            )
            screen.app.push_screen(job, tell)

    def tell(done: Done | None) -> None:
        if done is not None:
            go_on(screen, done.plan)
            screen.tell(done.told)

    screen.app.push_screen(Waiting[Sequence[Tabling]]("Proposing", look), ask)


def go_on(screen: DeskScreen[Any], plan: OpenPlan) -> None:
    """Go on with the plan as the files are now; the application tells it, as a screen may be gone."""
    screen.session.adopt(plan)
    screen.app.post_message(PlanChanged())


def reopened(screen: DeskScreen[Any]) -> OpenPlan:
    """Open and check the plan as the files are now."""
    return open_judged(screen.session.plan.top, today=screen.session.today)


def _title(known: Tabling) -> str:
    return f"Amend {known.id}" if known.id else "Propose"


def _sends(known: Tabling) -> Content:
    return line(screen_words.tabling_line(known.changes, known.remote, known.id), MUTED)


def _day(known: Tabling) -> str:
    return known.silence_until.isoformat() if known.silence_until else ""


def _propose(screen: DeskScreen[Any], wished: Wished, watch: Watch, cancelled: Cancelled) -> Done:
    from secrets import choice

    layer = wished.layer
    before = seen_refs(screen.session.repository(layer)).proposals
    proposed = propose(
        screen.session, wished.wish, choose=choice, layer=layer, watch=watch, cancelled=cancelled
    )
    waits, is_amended = words.waiting_line(proposed.consent), proposed.id in before
    told = screen_words.proposed_line(proposed.id, waits, is_amended=is_amended)
    return Done(told, reopened(screen))
