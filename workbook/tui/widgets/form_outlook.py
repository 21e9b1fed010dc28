"""What saving a draft would do, in words for a screen: findings with their fields, changes, lines of text.

In: a `Prospect` and rows. Out: `Content`.
"""

from collections.abc import Iterator, Sequence

from textual.content import Content

from workbook.change.outcome import parted
from workbook.desk.form.prospect import Prospect
from workbook.desk.form.rows import Row
from workbook.desk.form.spelling import typing_hint
from workbook.findings import Finding
from workbook.tui.display import MUTED, block, finding_line, line

_MOST = 40
_LOOKS = {"+": "$text-success", "-": "$text-error", "@": MUTED}


def findings_lines(found: Prospect) -> Iterator[Content]:
    """Tell what the draft does to needs, works and stocks, which findings it fixes and brings, or leaves."""
    yield from (Content.assemble(("→ ", "$text-accent"), line(one)) for one in found.effects)
    if not found.introduced and not found.fixed:
        yield line("No finding appears or vanishes.", MUTED)
    barring = set(found.blocking)
    outcome = parted([one for one in found.introduced if one not in barring], found.fixed)
    yield from _section("Keep it from being saved", found.blocking)
    yield from _section("Brings", outcome.introduced)
    yield from _section("Fixes", outcome.fixed)
    yield from _section("Changes", outcome.changed)
    yield from _section("Leaves as they are", found.standing)


def changes_lines(found: Prospect) -> Iterator[Content]:
    """Tell what saving would change: in sentences, in findings, and in the lines of the file."""
    if not found.lines:
        yield line("Nothing has changed yet.", MUTED)
        return
    yield line("What changes", "bold")
    for sentence in found.sentences:
        yield Content("  ") + line(sentence)
    yield Content("")
    yield from findings_lines(found)
    yield Content("")
    yield line("Lines of the file", "bold")
    for one in found.lines:
        yield Content("  ") + block(one, _LOOKS.get(one[:1], ""))


def help_lines(row: Row, *, can_choose: bool, understood: str) -> Iterator[Content]:
    """Explain a field: what it is for, how what was typed is understood, how it is typed, an example."""
    if row.help:
        yield line(row.help)
    if understood:
        yield line(f"Understood as {understood}.", "$text-success")
    hint = typing_hint(row.place) if row.place is not None else ""
    if hint:
        yield line(hint, MUTED)
    if row.example:
        yield line(f"For example: {row.example_text}", MUTED)
    if can_choose:
        yield line("Enter lists what can be chosen; typing searches.", MUTED)
    if row.is_prose:
        yield line("Ctrl+L gives it more room.", MUTED)


def _section(title: str, findings: Sequence[Finding]) -> Iterator[Content]:
    if findings:
        yield line(f"{title}: {len(findings):,}", "bold")
        yield from map(finding_line, findings[:_MOST])
    if len(findings) > _MOST:
        yield line(f"and {len(findings) - _MOST:,} more", MUTED)
