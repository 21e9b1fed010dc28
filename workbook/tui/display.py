"""The one way for text of records into widgets: cleaned, and never read as markup.

In: text as a record, a file or a person gives it. Out: `Content`, which Textual shows letter by letter.
"""

from collections.abc import Iterable

from rich.cells import cell_len, chop_cells, set_cell_size
from textual.content import Content

from workbook.findings import Finding, Severity
from workbook.model.display import clean, clean_line
from workbook.model.words import place_words

# `$text-muted` is a colour of style sheets: within a text it would come out as white.
MUTED = "$foreground-muted"
MARKS = {Severity.ERROR: "!!", Severity.WARNING: "!"}

# What follows one of these signs hangs below its first word.
_BULLETS = ("• ", "» ", "✓ ", "· ", "! ", "!! ")


def line(text: str, style: str = "") -> Content:
    """Give text on one line, in a style such as `bold` or `$text-muted`."""
    return Content.styled(clean_line(text), style) if style else Content(clean_line(text))


def block(text: str, style: str = "") -> Content:
    """Give text with its line ends."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def lines(parts: Iterable[Content]) -> Content:
    """Put lines below each other."""
    return Content("\n").join(list(parts))


def fitted(text: str, width: int) -> str:
    """Bring a text to one line of at most a width; an ellipsis tells where it is cut."""
    text = clean_line(text)
    return text if cell_len(text) <= width else set_cell_size(text, max(0, width - 1)) + "…"


def shortened(text: str, width: int) -> str:
    """Bring a sentence to one line of at most a width, cut in the middle: what matters most ends it."""
    text = clean_line(text)
    if cell_len(text) <= width:
        return text
    end = text[-max(0, width // 2 - 1) :] if width > 3 else ""
    while cell_len(end) > width // 2:
        end = end[1:]
    # Words stay whole at the end, where there are several.
    _, space, whole = end.partition(" ")
    end = f" {whole}" if space and whole else end
    return set_cell_size(text, max(0, width - 1 - cell_len(end))).rstrip() + "…" + end


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of a width, each indented as the text is; words stay whole where they fit.

    What follows a bullet, or another sign, hangs below its first word.
    """
    indent = " " * (len(text) - len(text.lstrip(" ")))
    sign = next((one for one in _BULLETS if text.startswith(one, len(indent))), "")
    hang = indent + " " * len(sign)
    lines, line = [], indent
    for word in clean_line(text).split():
        for part in chop_cells(word, max(1, width - len(hang))):
            if line.strip() and cell_len(line) + cell_len(part) + 1 > width:
                lines.append(line)
                line = hang
            line = f"{line} {part}" if line.strip() else f"{line}{part}"
    return [*lines, line]


def subject_of(finding: Finding) -> str:
    """Name the record, else the file, of a finding, and its field; one with which the message begins once."""
    is_said = bool(finding.field) and finding.message.startswith(f"{finding.field} ")
    return clean_line(
        f"{finding.ref or finding.place.path} {'' if is_said else place_words(finding.field)}".strip()
    )


def finding_line(finding: Finding) -> Content:
    """Give a finding on one line: how grave it is as sign and colour, its code, the record, the message."""
    is_error = finding.severity is Severity.ERROR
    style = "$text-error" if is_error else "$text-warning"
    accepted = " (acknowledged)" if finding.acknowledged else ""
    return Content.assemble(
        (f"{MARKS[finding.severity]:<2} {finding.code} ", style),
        (f"{subject_of(finding)} ", "bold"),
        clean_line(finding.message) + accepted,
    )
