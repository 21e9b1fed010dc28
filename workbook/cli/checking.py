"""Check a plan and tell what is wrong with it: what the command `check` does once its words are read.

In: plain values. Out: a report on standard output, and an exit code. It knows no click, so that the plainest
call starts without it.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from workbook.cli.boundary import CLEAN, FOUND, lasting
from workbook.cli.report import Report, chosen, report_text
from workbook.cli.terminal import emit, terminal

if TYPE_CHECKING:
    from pathlib import Path


def check_plan(
    folder: "Path",
    *,
    today: date,
    at: str = "",
    style: str = "text",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    since: str = "",
    strict: bool = False,
) -> int:
    """Check a plan, print the report, and give the exit code."""
    from workbook.desk.opening import open_plan

    if select or ignore:
        from workbook.desk.rules import codes_for

        select, ignore = codes_for(select), codes_for(ignore)
    plan = lasting(open_plan(folder, at=at))
    findings = plan.findings(today=today)
    if since:
        from workbook.desk.telling.judging import judged_since

        judged = judged_since(folder, since, plan, today=today)
        findings = tuple(sorted((*findings, *judged)))
    report = Report(
        findings=chosen(findings, select=select, ignore=ignore),
        file_count=plan.survey.count,
        today=today,
        at=at,
        since=since,
    )
    emit(_told(report, style))
    return CLEAN if report.is_clean(strict=strict) else FOUND


def _told(report: Report, style: str) -> str:
    if style == "json":
        from workbook.cli.report_json import report_json

        return report_json(report)
    if style == "sarif":
        from workbook.check.catalogue import RULES
        from workbook.cli.report_sarif import report_sarif

        return report_sarif(report, RULES)
    if style == "github":
        from workbook.cli.report_github import report_github

        return report_github(report, terminal())
    return report_text(report, terminal())
