"""What an edit does, as a person reads it before and after it is saved: changes, findings, the commit.

In: an outlook, a terminal. Out: one finished text.
"""

from collections.abc import Iterator, Sequence

from workbook.change.outcome import parted
from workbook.cli.report import counted, finding_lines
from workbook.cli.terminal import Terminal
from workbook.desk.outlook import Outlook
from workbook.desk.session import Saved
from workbook.findings import Finding
from workbook.model.display import clean_line


def outlook_text(outlook: Outlook, screen: Terminal) -> str:
    """Tell what changes, and which findings the edit introduces and fixes."""
    return "\n".join([*_changes(outlook, screen), *_findings(outlook, screen)])


def saved_text(saved: Sequence[Saved], subject: str, screen: Terminal) -> str:
    """Tell the commits that an edit became."""
    lines = []
    for one in saved:
        where = f" in the layer {clean_line(one.layer)}" if one.layer else ""
        if one.commit:
            lines.append(f"Saved as {screen.paint(one.commit[:10], 'bold')}{where}: {clean_line(subject)}")
            lines += map(clean_line, one.along)
        else:
            lines.append(f"Saved{where}, and nothing is committed: the last commit says so already.")
    return "\n".join(lines) if lines else "Written, and not committed."


def findings_text(title: str, findings: Sequence[Finding], screen: Terminal) -> list[str]:
    """Tell findings below a line that counts them; nothing where there are none."""
    if not findings:
        return []
    lines = [line for one in findings for line in finding_lines(one, screen)]
    return [screen.paint(f"{title} {counted(len(findings), 'finding')}:", "bold"), *lines]


def outcome_text(introduced: Sequence[Finding], fixed: Sequence[Finding], screen: Terminal) -> list[str]:
    """Tell which findings a change fixes, introduces, and leaves standing with another figure."""
    found = parted(introduced, fixed)
    return [
        *findings_text("Fixes", found.fixed, screen),
        *findings_text("Introduces", found.introduced, screen),
        *findings_text("Changes", found.changed, screen),
    ]


def _changes(outlook: Outlook, screen: Terminal) -> Iterator[str]:
    # Imported here: a merge tells findings alone.
    from workbook.desk.editing.wording import told_edits

    for name, lines in told_edits(outlook.edits):
        yield screen.paint(clean_line(name), "bold")
        yield from (f"  {clean_line(line)}" for line in lines)


def _findings(outlook: Outlook, screen: Terminal) -> Iterator[str]:
    # What cannot be read has no findings of its fields, and mends none.
    unread = {edit.path for edit in outlook.edits if edit.is_unreadable}
    fixed = [one for one in outlook.fixed if one.place.path not in unread]
    yield from outcome_text(outlook.introduced, fixed, screen)
    if not (fixed or outlook.introduced):
        yield "No finding appears or vanishes."
