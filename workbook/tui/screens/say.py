"""Saying something of a proposal: what of it, and why; then it is published as one's nation's word.

In: a verdict, what can be spoken of, and what stands under the cursor. Out: a `Statement`, None where it was
cancelled.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Select, Static

from workbook.desk.choosing import Choice
from workbook.desk.reviewing import screen_words
from workbook.desk.reviewing.verdicts import Statement
from workbook.model.enums import Verdict
from workbook.tui.display import MUTED, block, line
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.widgets.typing_line import TypingLine

# What is spoken of is chosen from a list; a longer one is chosen from in the proposal, by the cursor.
_MOST = 200


class Say(Dialog[Statement | None]):
    """Asks what is said, of what and why; an answer is of what it answers."""

    CSS_PATH = "propose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(
        self,
        proposal: str,
        verdict: Verdict,
        subjects: Sequence[Choice],
        *,
        about: str = "",
        answers: str = "",
        quoted: str = "",
        warning: str = "",
    ) -> None:
        super().__init__()
        self._proposal = proposal
        self._verdict = verdict
        self._subjects = _offered(subjects, about)
        self._about = about
        self._answers = answers
        self._quoted = quoted
        self._warning = warning

    def compose(self) -> ComposeResult:
        """Lay out the questions."""
        with Vertical(classes="window") as window:
            window.border_title = line(
                screen_words.say_title(self._verdict, self._proposal, is_answer=bool(self._answers))
            )
            if self._answers:
                yield Static(line(self._quoted, MUTED), markup=False)
            else:
                yield Static("Of what", markup=False)
                yield Select(
                    [(line(one.label), place) for place, one in enumerate(self._subjects)],
                    value=self._at,
                    allow_blank=False,
                    compact=True,
                    id="about",
                )
            yield Static(self._why, markup=False, classes="label")
            yield TypingLine(id="text", placeholder=screen_words.example_of(self._verdict))
            yield Static(line(screen_words.say_line(self._verdict), MUTED), markup=False, classes="label")
            if self._warning:
                yield Static(block(self._warning, "$text-warning"), markup=False, classes="label")
            yield Static(id="refusal", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button(self._yes, id="ok", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Let the person type at once."""
        self.query_one("#text").focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#ok")
    def _take(self) -> None:
        text = self.query_one("#text", Input).value.strip()
        if not text and self._verdict in screen_words.NEED_TEXT:
            told = self.query_one("#refusal", Static)
            told.update(block(screen_words.TEXT_WANTED, "$text-error"))
            told.add_class("-shown")
            return
        about = "" if self._answers else self._subjects[self._chosen].word
        self.dismiss(Statement(verdict=self._verdict, text=text, about=about, replies_to=self._answers))

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Say nothing."""
        self.dismiss(None)

    @property
    def _at(self) -> int:
        known = [one.word for one in self._subjects]
        return known.index(self._about) if self._about in known else 0

    @property
    def _chosen(self) -> int:
        found = self.query_one("#about", Select).value
        assert isinstance(found, int)
        return found

    @property
    def _why(self) -> str:
        return "What you say" if self._verdict in screen_words.NEED_TEXT else "Why, if you like"

    @property
    def _yes(self) -> str:
        return "Answer" if self._answers else screen_words.deed_word(self._verdict)


def _offered(subjects: Sequence[Choice], about: str) -> Sequence[Choice]:
    here = [one for one in subjects[_MOST:] if one.word == about]
    return [*subjects[:_MOST], *here]
