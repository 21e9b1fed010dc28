"""A list of findings, one to a line.

In: findings. Out: `LineList.Chosen`, after which `current` is the finding to go to.
"""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbook.findings import Finding, Severity
from workbook.model.display import clean_line
from workbook.tui.display import MARKS, subject_of
from workbook.tui.widgets.lines import LineList


class FindingList(LineList):
    """Findings, the gravest first."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._findings: Sequence[Finding] = ()

    @property
    def row_count(self) -> int:
        """How many findings there are."""
        return len(self._findings)

    @property
    def current(self) -> Finding | None:
        """The finding under the cursor."""
        return self._findings[self.cursor] if self._findings else None

    def show(self, findings: Sequence[Finding]) -> None:
        """Show findings."""
        self._findings = sorted(findings, key=lambda one: (bool(one.acknowledged), one.severity, one.place))
        self.rows_changed()

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give a finding: its sign and code, the record and field, the message."""
        one = self._findings[row]
        is_error = one.severity is Severity.ERROR
        colour = self._ground("lines--error" if is_error else "lines--warning").color
        code = style if row == self.cursor else style + Style(color=colour, bold=True)
        sign = "ok" if one.acknowledged else MARKS[one.severity]
        return Strip(
            [
                Segment(f"{sign:<2} {one.code} ", code),
                Segment(f"{subject_of(one)} ", style + Style(bold=True)),
                Segment(clean_line(one.message), style),
            ]
        )
