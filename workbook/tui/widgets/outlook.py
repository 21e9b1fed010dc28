"""What an edit would do, as lines: changes record by record, findings fixed and introduced.

In: an outlook. Out: `Content`, for any place that shows one.
"""

from collections.abc import Iterator, Sequence

from textual.content import Content

from workbook.change.outcome import Outcome, parted
from workbook.desk.editing.wording import edit_lines
from workbook.desk.outlook import Outlook
from workbook.findings import Finding
from workbook.tui.display import MUTED, finding_line, line

_MOST = 40


def outlook_lines(outlook: Outlook) -> Iterator[Content]:
    """Tell what changes, and which findings appear and vanish; of very many only the first."""
    for edit in outlook.edits[:_MOST]:
        yield line(edit.id or edit.path, "bold")
        yield from (Content("  ") + line(one) for one in edit_lines(edit))
    if len(outlook.edits) > _MOST:
        yield line(f"and {len(outlook.edits) - _MOST} more records", MUTED)
    yield Content("")
    yield from outcome_lines(outlook)


def outcome_lines(outcome: Outlook | Outcome) -> Iterator[Content]:
    """Tell which findings appear and vanish; of very many only the first."""
    if not outcome.fixed and not outcome.introduced:
        yield line("No finding appears or vanishes.", MUTED)
    found = parted(outcome.introduced, outcome.fixed)
    yield from _findings("Fixes", found.fixed)
    yield from _findings("Introduces", found.introduced)
    yield from _findings("Changes", found.changed)


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[Content]:
    if findings:
        yield line(f"{title} {len(findings):,}", "bold")
        yield from (Content("  ") + finding_line(one) for one in findings[:_MOST])
    if len(findings) > _MOST:
        yield line(f"  and {len(findings) - _MOST:,} more", MUTED)
