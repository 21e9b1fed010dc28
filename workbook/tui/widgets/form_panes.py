"""The panes of the form: what they are called, and what help says of them.

In: how much would change. Out: words for the bar above the panes.
"""

from collections.abc import Sequence

from workbook.tui.widgets.bar import Word

PANES = {"fields": "Fields", "text": "TOML text", "changes": "Changes"}
EXPLAINED = {
    "fields": "A line to each field: type to change it. * must be filled, ▾ has choices (Enter), ▸ opens.",
    "text": "The record's file as it is. What cannot be read is told below, and the last good text stays.",
    "changes": "What saving would change: in sentences, in findings, and in the lines of the file.",
}


def tabs(count: int) -> Sequence[Word]:
    """Name the panes; how much would change stands beside the last."""
    counts = {"changes": f" {count}" if count else ""}
    return [Word("", label + counts.get(pane, ""), pane) for pane, label in PANES.items()]
