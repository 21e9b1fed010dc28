"""Two lines of words to press: the keys at the bottom of a screen, and the panes of a narrow window.

In: labels. Out: `Pressed`, with what stood under the mouse; or, for keys, the action itself. Drawn as one
line each, because a screen is painted the sooner the fewer widgets it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from workbook.desk.keys import Key, Scope, keys_of
from workbook.tui.keys import key_word
from workbook.tui.widgets.parts import Parted


class Word(NamedTuple):
    """Something to press: the key that does the same ("" for none), its label, its name in code."""

    key: str
    label: str
    name: str


class Bar(Parted):
    """A line of words to press; the `chosen` one is marked."""

    DEFAULT_CSS = """
    Bar {
        height: 1;
        background: $panel;
        color: $foreground;
        & > .bar--key { color: $text-accent; text-style: bold; }
        & > .bar--chosen { text-style: bold reverse; }
    }
    """
    chosen = reactive("")

    @dataclass
    class Pressed(Message):
        """A word was pressed."""

        bar: "Bar"
        name: str

        @property
        def control(self) -> "Bar":
            """The line that speaks."""
            return self.bar

    def __init__(self, words: Sequence[Word], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words

    def show(self, words: Sequence[Word]) -> None:
        """Show other words."""
        if words != self._words:
            self._words = words
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # it has but one line
        """Draw the words."""
        ground, key = self.rich_style, self.get_component_rich_style("bar--key")
        chosen = self.get_component_rich_style("bar--chosen")
        segments = []
        for word in self._words:
            segments.append(Segment(f" {word.key}" if word.key else "", key))
            segments.append(Segment(f" {word.label} ", chosen if word.name == self.chosen else ground))
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def on_click(self, event: events.Click) -> None:
        """Say which word was pressed."""
        at = 0
        for word in self._words:
            width = len(f" {word.key}" if word.key else "") + len(f" {word.label} ")
            if at <= event.x < at + width:
                self.pressed(word)
                return
            at += width

    def pressed(self, word: Word) -> None:
        """Tell the screen."""
        self.post_message(self.Pressed(self, word.name))


class KeyBar(Bar):
    """The keys of a place, and those of everywhere; a click does what the key does."""

    def __init__(self, scope: Scope) -> None:
        # What a place does by another key than the others is told by its own.
        shown: dict[str, Key] = {}
        for key in (*keys_of(scope), *keys_of(Scope.EVERYWHERE)):
            if key.in_footer:
                shown.setdefault(key.action, key)
        words = [Word(key_word(key.keys.split(",")[0]), key.label, key.action) for key in shown.values()]
        super().__init__([*words, Word("^P", "Commands", "app.command_palette")])

    def pressed(self, word: Word) -> None:
        """Do it."""
        known = hasattr(self.screen, f"action_{word.name}")
        self.run_worker(
            self.screen.run_action(word.name if known else f"app.{word.name.removeprefix('app.')}")
        )
