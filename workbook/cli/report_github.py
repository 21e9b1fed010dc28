"""A check's report as annotations that GitHub Actions shows beside the lines of a pull request.

In: a report. Out: one workflow command per finding, and the counts as a plain last line.

Source: GitHub documentation, "Workflow commands for GitHub Actions", setting a warning or error message.
"""

from workbook.cli.report import Report, summary
from workbook.cli.terminal import Terminal
from workbook.findings import Finding
from workbook.model.display import clean


def report_github(report: Report, terminal: Terminal) -> str:
    """Tell findings to a workflow run."""
    plain = Terminal(has_colour=False, is_screen=False, width=terminal.width)
    return "\n".join([*map(_annotation, report.findings), summary(report, plain)])


def _annotation(one: Finding) -> str:
    command = "notice" if one.acknowledged else one.severity.value
    place = {"file": one.place.path}
    if one.place.line:
        place |= {"line": str(one.place.line), "col": str(max(one.place.column, 1))}
    place["title"] = one.code
    said = f"{one.message} [acknowledged: {one.acknowledged}]" if one.acknowledged else one.message
    properties = ",".join(f"{key}={_property(clean(value))}" for key, value in place.items())
    return f"::{command} {properties}::{_data(clean(said))}"


def _data(text: str) -> str:
    """Escape a message: a line end would end the command, a percent sign begins an escape."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
