"""A list of entries below headings, one to a line.

In: entries, each with a label that stands out, a text, and what it stands for. Out: messages on the entry
under the cursor; `current` is what that stands for, None for a heading.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.model.display import clean_line
from workbook.tui.display import shortened
from workbook.tui.widgets.lines import LineList

Value = TypeVar("Value")
_WIDEST_LABEL = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[Value]):
    """A line: a heading where it stands for nothing. `look` is a component class of `LineList`."""

    label: str = ""
    text: str = ""
    look: str = ""
    value: Value | None = None


class EntryList(LineList, Generic[Value]):
    """Entries with a cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: Sequence[Entry[Value]] = ()
        self._label_width = 0

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._entries)

    @property
    def current(self) -> Value | None:
        """What the line under the cursor stands for."""
        return self._entries[self.cursor].value if self._entries else None

    @property
    def entries(self) -> Sequence[Entry[Value]]:
        """All lines."""
        return self._entries

    def show(self, entries: Sequence[Entry[Value]], *, cursor: int | None = None) -> None:
        """Show entries; the cursor goes to a line, or to the first that is no heading."""
        self._entries = entries
        labels = (cell_len(clean_line(one.label)) for one in entries if one.value is not None)
        self._label_width = min(_WIDEST_LABEL, max(labels, default=0))
        first = next((row for row, one in enumerate(entries) if one.value is not None), 0)
        self.rows_changed(cursor=first if cursor is None else cursor)

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give an entry: its label, then its text."""
        one = self._entries[row]
        if one.value is None:
            head = style if row == self.cursor else self._ground("lines--head")
            return Strip([Segment(f" {clean_line(f'{one.label} {one.text}')}", head)])
        over = style + self._ground(one.look) if one.look and row != self.cursor else style
        name = clean_line(one.label)
        label = f"  {name}{' ' * max(0, self._label_width - cell_len(name))}  " if name else "  "
        text = shortened(one.text, max(1, self.scrollable_content_region.width - cell_len(label)))
        return Strip([Segment(label, over + Style(bold=True)), Segment(text, over)])
