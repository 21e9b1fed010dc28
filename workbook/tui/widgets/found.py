"""Findings by rule: a line for each rule, which opens to those of its findings.

In: groups of findings. Out: `LineList.Highlighted` and `LineList.Chosen`, after which `current` is the
finding under the cursor, and `group` the rule that it stands under.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.strip import Strip

from workbook.desk.listing.findings import FoundGroup
from workbook.findings import Finding, Severity
from workbook.tui.display import MARKS, fitted, subject_of
from workbook.tui.widgets.lines import LineList

_FEW = 24


class _Row(NamedTuple):
    group: FoundGroup
    finding: Finding | None


class FoundList(LineList):
    """Rules with their findings; few findings all lie open, of many those of the first rule."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "shut", "Close", show=False),
        Binding("right,l", "open", "Open", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._groups: Sequence[FoundGroup] = ()
        self._open: set[str] = set()
        self._rows: Sequence[_Row] = ()

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def current(self) -> Finding | None:
        """The finding under the cursor; None on the line of a rule."""
        return self._rows[self.cursor].finding if self._rows else None

    @property
    def group(self) -> FoundGroup | None:
        """The rule that the cursor stands on, or below."""
        return self._rows[self.cursor].group if self._rows else None

    def show(self, groups: Sequence[FoundGroup], *, keep: bool = False) -> None:
        """Show groups; `keep` leaves those open that are, and the cursor about where it is."""
        before = self.current
        self._groups = groups
        if not keep:
            is_few = sum(len(group.findings) for group in groups) <= _FEW
            self._open = {group.code for group in (groups if is_few else groups[:1])}
        self._rows = list(self._laid_out())
        places = [row.finding for row in self._rows]
        found = places.index(before) if keep and before is not None and before in places else None
        self.rows_changed(cursor=found if keep else self._first())

    def action_choose(self) -> None:
        """Choose the finding under the cursor, or open or close the rule."""
        if self.group is not None and self.current is None:
            self._set_open(self.group.code not in self._open)
        else:
            super().action_choose()

    def action_open(self) -> None:
        """Open the rule under the cursor."""
        self._set_open(True)

    def action_shut(self) -> None:
        """Close the rule that the cursor stands on, or below."""
        self._set_open(False)

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give the line of a rule, or that of a finding."""
        group, finding = self._rows[row]
        is_error = (finding.severity if finding else group.severity) is Severity.ERROR
        colour = self._ground("lines--error" if is_error else "lines--warning").color
        code = style if row == self.cursor else style + Style(color=colour, bold=True)
        if finding is None:
            return Strip(list(self._head(group, code, style)))
        sign = f"    {finding.code} " if not group.code else "    "
        told = f"{subject_of(finding)} "
        seen = f"acknowledged: {finding.acknowledged}; " if finding.acknowledged else ""
        room = self.width - cell_len(sign) - cell_len(told)
        return Strip(
            [
                Segment(sign, code),
                Segment(told, style + Style(bold=True)),
                Segment(fitted(seen + finding.message, room), style),
            ]
        )

    def _head(self, group: FoundGroup, code: Style, style: Style) -> Iterator[Segment]:
        sign = "▾" if group.code in self._open else "▸"
        mark = MARKS[group.severity] if group.code else "ok"
        yield Segment(f"{sign} {mark:<2} {group.code or 'Acknowledged'} ", code)
        yield Segment(f"{len(group.findings):>5,}  ", style + Style(bold=True))
        claim = group.claim if group.code else "accepted by whoever owns the record"
        yield Segment(fitted(claim, self.width - (20 if group.code else 27)), style)

    def _laid_out(self) -> Iterator[_Row]:
        for group in self._groups:
            yield _Row(group, None)
            if group.code in self._open:
                yield from (_Row(group, finding) for finding in group.findings)

    def _first(self) -> int:
        return 1 if len(self._rows) > 1 and self._rows[1].finding is not None else 0

    def _set_open(self, is_open: bool) -> None:
        group = self.group
        if group is None or is_open == (group.code in self._open):
            return
        self._open ^= {group.code}
        self._rows = list(self._laid_out())
        self.rows_changed(cursor=self._rows.index(_Row(group, None)))
