"""What can be chosen for a field, below the line in which it is typed.

In: choices. Out: `LineList.Chosen`, after which `current` is the one that was chosen.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from workbook.desk.form.choices import Choice
from workbook.model.display import clean_line
from workbook.tui.widgets.lines import LineList


class ChoiceList(LineList, can_focus=False):
    """Choices, the likeliest under the cursor; keys reach it from the line above."""

    DEFAULT_CSS = """
    ChoiceList {
        background: $panel;
        & > .lines--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: Sequence[Choice] = ()

    @property
    def row_count(self) -> int:
        """How many choices there are."""
        return len(self._choices)

    @property
    def current(self) -> Choice | None:
        """The choice under the cursor."""
        return self._choices[self.cursor] if self.cursor < len(self._choices) else None

    @property
    def wanted_width(self) -> int:
        """The columns that the choices would like to have."""
        widest = max((cell_len(one.label) for one in self._choices), default=0)
        return 1 + self._text_width + 2 + widest + 2

    def show(self, choices: Sequence[Choice], *, at: str = "") -> None:
        """Show choices, the cursor on one of them."""
        self._choices = choices
        places = [index for index, one in enumerate(choices) if one.text == at]
        self.rows_changed(cursor=places[0] if places else 0)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        row = event.y + self.scroll_offset.y
        if row < len(self._choices):
            self._go(row)
            self.action_choose()

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a choice: what is written, and what it is called."""
        one = self._choices[row]
        gap = " " * (self._text_width - cell_len(one.text) + 2)
        muted = style if row == self.cursor else style + self._ground("lines--muted")
        return Strip([Segment(f" {clean_line(one.text)}{gap}", style), Segment(clean_line(one.label), muted)])

    @property
    def _text_width(self) -> int:
        return max((cell_len(one.text) for one in self._choices), default=0)
