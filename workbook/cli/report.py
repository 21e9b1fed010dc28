"""What a check found, ready to be told: the findings chosen, their counts, and the exit code they mean.

In: findings, and the codes selected and ignored. Out: a `Report`, and its text for people. The forms for
programs are in `report_json`, `report_sarif` and `report_github`; all of them tell the same findings.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import msgspec

from workbook.cli.terminal import Terminal, wrapped
from workbook.findings import Finding, Severity
from workbook.model.display import clean, clean_line

_INDENT = "      "


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The findings to tell, in order of place, of a plan of `file_count` files on the day `today`.

    `at` is the revision looked back to, `since` the one from which the change was judged too.
    """

    findings: Sequence[Finding]
    file_count: int
    today: date
    at: str = ""
    since: str = ""

    @property
    def errors(self) -> int:
        """How many errors there are; an acknowledged error is still one."""
        return sum(one.severity is Severity.ERROR for one in self.findings)

    @property
    def warnings(self) -> int:
        """How many warnings there are, acknowledged ones among them."""
        return len(self.findings) - self.errors

    @property
    def acknowledged(self) -> int:
        """How many findings their owners have acknowledged."""
        return sum(bool(one.acknowledged) for one in self.findings)

    def is_clean(self, *, strict: bool) -> bool:
        """Say whether nothing is left to mend.

        Errors count always: nobody can acknowledge away that a plan is broken. With `strict` warnings count
        too, but for those that were acknowledged.
        """
        if self.errors:
            return False
        return not strict or all(one.acknowledged for one in self.findings)


def chosen(
    findings: Sequence[Finding], *, select: Sequence[str], ignore: Sequence[str]
) -> tuple[Finding, ...]:
    """Give the findings whose code begins with a selected one (none: all), less those ignored."""
    return tuple(
        one
        for one in findings
        if (not select or one.code.startswith(tuple(select))) and not one.code.startswith(tuple(ignore))
    )


def report_text(report: Report, terminal: Terminal) -> str:
    """Tell findings to a person: by owner on a screen, one a line in a file; counts come last."""
    lines = _groups(report, terminal) if terminal.is_screen else [_line(one) for one in report.findings]
    return "\n".join([*lines, summary(report, terminal)])


def finding_lines(one: Finding, terminal: Terminal) -> list[str]:
    """Give a finding as a place that a terminal can open, and a sentence below it."""
    colour = "red" if one.severity is Severity.ERROR else "yellow"
    if one.acknowledged:
        colour = "dim"
    head = f"  {terminal.paint(place_text(one), 'cyan')} "
    head += f"{terminal.paint(one.code, 'bold')} {terminal.paint(str(one.severity), colour)}"
    lines = [head, wrapped(clean_line(one.message), width=terminal.width, indent=_INDENT)]
    if one.acknowledged:
        seen = wrapped(f"Acknowledged: {clean_line(one.acknowledged)}", width=terminal.width, indent=_INDENT)
        lines.append(terminal.paint(seen, "dim"))
    return lines


def summary(report: Report, terminal: Terminal) -> str:
    """Tell the counts in one line."""
    as_of = f" as of {clean_line(report.at)}" if report.at else ""
    within = f"{counted(report.file_count, 'file')}{as_of}, checked for {report.today}"
    within += f" and for what changed since {clean_line(report.since)}" if report.since else ""
    if not report.findings:
        return f"{terminal.paint('No findings', 'green')} in {within}."
    errors = terminal.paint(counted(report.errors, "error"), *(("bold", "red") if report.errors else ()))
    warnings = terminal.paint(counted(report.warnings, "warning"), *(("yellow",) if report.warnings else ()))
    seen = f", {report.acknowledged:,} of them acknowledged" if report.acknowledged else ""
    return f"{errors} and {warnings}{seen}, in {within}."


def counted(count: int, noun: str) -> str:
    """Give a count with its noun: `1 error`, `1,200 files`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def owner_of_path(path: str) -> str:
    """Name the owner of a file by its path: a nation, a meeting, the catalogue, the plan."""
    layer, inner = "", path
    if path.startswith("layers/") and path.count("/") > 1:
        _, layer, inner = path.split("/", 2)
    match inner.split("/"):
        case ["plans", "nations", code, _, *_]:
            named = _named(code)
        case ["plans", "recorded", code, _, *_]:
            named = f"Recorded for {_named(code)}"
        case ["plans", "meetings", meeting, _, *_]:
            named = f"Meeting {meeting}"
        case ["plans", "catalogue", *_]:
            named = "Catalogue"
        case _:
            named = "The plan"
    return f"{named}, layer {layer}" if layer else named


def place_text(one: Finding) -> str:
    """Give a finding's `path:line:col`, on one line whatever the file is called."""
    return clean(str(one.place)).replace("\n", " ")


def _named(code: str) -> str:
    from workbook.model.nations import party_name

    name = party_name(code)
    return code if name == code else f"{name} ({code})"


def _line(one: Finding) -> str:
    seen = f" [acknowledged: {clean_line(one.acknowledged)}]" if one.acknowledged else ""
    return f"{place_text(one)} {one.code} {one.severity}: {clean_line(one.message)}{seen}"


def _groups(report: Report, terminal: Terminal) -> list[str]:
    lines: list[str] = []
    for owner, findings in groupby(report.findings, key=lambda one: owner_of_path(one.place.path)):
        group = list(findings)
        counts = terminal.paint(counted(len(group), "finding"), "dim")
        lines.append(f"{terminal.paint(clean_line(owner), 'bold')}  {counts}")
        for one in group:
            lines.extend(finding_lines(one, terminal))
        lines.append("")
    if report.findings:
        hint = f"`workbook explain {report.findings[0].code}` tells what a code means."
        lines.append(terminal.paint(hint, "dim"))
    return lines
