"""Errors that a push would bring into the plan.

In: the plan before and after, and the paths that differ. Out: `Refusal`s. Only what the change touched is
judged; what it does to records of others is told to them as a warning is, and keeps nobody from speaking.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from workbook.change.outcome import introduced_and_fixed
from workbook.check.catalogue import RULES
from workbook.check.changes import check_change
from workbook.check.rule import Subject
from workbook.check.runner import compared
from workbook.desk.guarding.refusal import Refusal
from workbook.findings import Finding, Severity
from workbook.records.places import Places
from workbook.records.workbook import Workbook


def judge_findings(
    before: Workbook,
    after: Workbook,
    contents: Mapping[str, bytes | None],
    *,
    ref: str,
    today: date,
    blocks: Callable[[str], bool],
) -> Iterator[Refusal]:
    """Judge what a change brings; errors at paths that do not block are for others to mend."""
    locate = Places(contents.get)
    paths = list(contents)
    old, new = compared(before, after, today=today, rules=RULES, locate=locate, paths=paths)
    found = [
        *introduced_and_fixed(old, new).introduced,
        *check_change(before, after, actor="", today=today, paths=paths, locate=locate),
    ]
    for one in found:
        if one.severity is Severity.ERROR and blocks(one.place.path):
            yield _refused_over(one, ref)


def judge_alone(
    before: Workbook, after: Workbook, contents: Mapping[str, bytes | None], *, ref: str, today: date
) -> Iterator[Refusal]:
    """Judge records by themselves, whatever they refer to."""
    rules = [rule for rule in RULES if rule.subject in (Subject.FILE, Subject.RECORD)]
    paths = list(contents)
    _, found = compared(before, after, today=today, rules=rules, locate=Places(contents.get), paths=paths)
    for one in found:
        if one.severity is Severity.ERROR and one.place.path in contents:
            yield _refused_over(one, ref)


def _refused_over(one: Finding, ref: str) -> Refusal:
    told = f"{one.ref or one.place.path} {one.message}"
    return Refusal(
        ref=ref, rule=one.code, path=one.place.path, message=told if told.endswith((".", "?")) else f"{told}."
    )
