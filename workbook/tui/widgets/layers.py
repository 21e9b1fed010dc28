"""The repositories of a plan, one to a line.

In: views of layers. Out: `LineList.Highlighted`, after which `current` is the layer under the cursor.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.desk.readership import SHARED_WORD, LayerView
from workbook.model.display import clean_line
from workbook.tui.display import fitted
from workbook.tui.widgets.lines import LineList

_HEADINGS = ("Layer", "Records", "Branch", "Read by")
_WIDEST = 20
_HERE = "●"


class LayerTable(LineList):
    """Layers with their records, their branches and their readers; a dot marks that of a record."""

    HEAD_LINES = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layers: Sequence[LayerView] = ()
        self._marked: str | None = None

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self._layers)

    @property
    def current(self) -> LayerView | None:
        """The layer under the cursor."""
        return self._layers[self.cursor] if self._layers else None

    def show(self, layers: Sequence[LayerView], *, marked: str | None) -> None:
        """Show layers, with the cursor on the marked one at first, then where it is."""
        is_first = not self._layers
        self._layers, self._marked = layers, marked
        names = [one.name for one in layers]
        self.rows_changed(cursor=names.index(marked) if is_first and marked in names else None)

    def head_strip(self) -> Strip:
        """Give the headings."""
        return Strip([Segment(self._joined(*_HEADINGS), self._ground("lines--head"))])

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a layer."""
        one = self._layers[row]
        text = self._joined(one.name or SHARED_WORD, f"{one.count:,}", one.branch or "-", one.readers)
        sign = _HERE if one.name == self._marked else " "
        return Strip([Segment(f"{sign}{text[1:]}", style)])

    def _joined(self, name: str, count: str, branch: str, readers: str) -> str:
        names, branches = (
            min(_WIDEST, max((cell_len(clean_line(word)) for word in words), default=0))
            for words in (
                (_HEADINGS[0], *(one.name or SHARED_WORD for one in self._layers)),
                (_HEADINGS[2], *(one.branch for one in self._layers)),
            )
        )
        first, second = _padded(name, names), _padded(branch, branches)
        start = f"  {first}  {count:>7}  {second}  "
        return start + fitted(readers, self.width - cell_len(start) - 1)


def _padded(text: str, width: int) -> str:
    shown = fitted(text, width)
    return shown + " " * (width - cell_len(shown))
