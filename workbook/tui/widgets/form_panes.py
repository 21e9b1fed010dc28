"""What stands around the panes of the form: the line at the top, their names, what help says of them.

In: a session; how much would change. Out: a heading; words for the bar above the panes.
"""

from collections.abc import Sequence

from workbook.desk.session import Session
from workbook.findings import Severity
from workbook.tui.widgets.bar import Word
from workbook.tui.widgets.head import READ_ONLY, Heading

PANES = {"fields": "Fields", "text": "TOML text", "changes": "Changes"}
EXPLAINED = {
    "fields": "A line to each field: type to change it. * must be filled, ▾ has choices (Enter), ▸ opens.",
    "text": "The record's file as it is. What cannot be read is told below, and the last good text stays.",
    "changes": "What saving would change: in sentences, in findings, and in the lines of the file.",
}


def heading(session: Session, branch: str) -> Heading:
    """Tell whose plan it is, on which branch, and how many findings it has as it is saved."""
    found = session.findings
    errors = sum(one.severity is Severity.ERROR for one in found)
    return Heading(
        title=session.workbook.settings.manifest.title,
        nation=session.who.nation,
        branch=branch,
        errors=errors,
        warnings=len(found) - errors,
        place=READ_ONLY if session.is_read_only else "",
    )


def tabs(count: int) -> Sequence[Word]:
    """Name the panes; how much would change stands beside the last."""
    counts = {"changes": f" {count}" if count else ""}
    return [Word("", label + counts.get(pane, ""), pane) for pane, label in PANES.items()]
