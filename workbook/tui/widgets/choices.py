"""A list to choose one of: a word, and a line on it.

In: choices. Out: `LineList.Highlighted` as soon as the cursor moves; `current` is what is chosen.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.desk.choosing import Choice
from workbook.model.display import clean_line
from workbook.tui.display import fitted
from workbook.tui.widgets.lines import LineList

# Less of a hint than this tells nothing.
_LEAST_HINT = 12


class ChoiceList(LineList):
    """Choices, of which the one under the cursor is taken; an arrow marks it, whatever has the keys."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: Sequence[Choice] = ()
        self._widest = 0

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self._choices)

    @property
    def current(self) -> str:
        """The word of the choice that is taken, "" where there is none."""
        return self._choices[self.cursor].word if self._choices else ""

    def show(self, choices: Sequence[Choice], *, at: str = "") -> None:
        """Show choices, with the cursor on one of them."""
        self._choices = choices
        self._widest = max(
            (min(20, cell_len(clean_line(one.label))) for one in choices if one.word), default=0
        )
        words = [one.word for one in choices]
        first = next((row for row, word in enumerate(words) if word), 0)
        self.rows_changed(cursor=words.index(at) if at and at in words else first)

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a choice: its label, and the line on it."""
        one = self._choices[row]
        label = clean_line(one.label)
        if not one.word:
            return Strip([Segment(f" {label}", style if row == self.cursor else self._ground("lines--head"))])
        sign = "▸ " if row == self.cursor else "  "
        room = self.width - 4 - max(self._widest, cell_len(label))
        hint = style if row == self.cursor else style + self._ground("lines--muted")
        gap = " " * (max(0, self._widest - cell_len(label)) + 2)
        told = one.hint if room >= _LEAST_HINT or cell_len(clean_line(one.hint)) <= room else ""
        return Strip([Segment(sign + label + gap, style), Segment(fitted(told, room), hint)])
