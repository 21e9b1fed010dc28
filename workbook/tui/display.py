"""The one way for text of records into widgets: cleaned, and never read as markup.

In: text as a record, a file or a person gives it. Out: `Content`, which Textual shows letter by letter.
"""

from collections.abc import Iterable

from textual.content import Content

from workbook.findings import Finding, Severity
from workbook.model.display import clean, clean_line

MARKS = {Severity.ERROR: "!!", Severity.WARNING: "!"}


def line(text: str, style: str = "") -> Content:
    """Give text on one line, in a style such as `bold` or `$text-muted`."""
    return Content.styled(clean_line(text), style) if style else Content(clean_line(text))


def block(text: str, style: str = "") -> Content:
    """Give text with its line ends."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def lines(parts: Iterable[Content]) -> Content:
    """Put lines below each other."""
    return Content("\n").join(list(parts))


def finding_line(finding: Finding) -> Content:
    """Give a finding on one line: how grave it is as sign and colour, its code, the record, the message."""
    is_error = finding.severity is Severity.ERROR
    style = "$text-error" if is_error else "$text-warning"
    told = f"{finding.ref} {finding.field}".strip()
    accepted = " (acknowledged)" if finding.acknowledged else ""
    return Content.assemble(
        (f"{MARKS[finding.severity]:<2} {finding.code} ", style),
        (f"{clean_line(told)} " if told else "", "bold"),
        clean_line(finding.message) + accepted,
    )
