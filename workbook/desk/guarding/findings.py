"""Errors that a push would bring into the plan.

In: the plan before and after, and the paths of the repository that differ. Out: `Refusal`s. Only what the
change touched is judged; what it does to records of others is told to them as a warning is, and keeps nobody
from speaking.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from workbook.change.outcome import introduced_and_fixed
from workbook.check.catalogue import RULES
from workbook.check.changes import check_change
from workbook.check.rule import Rule, Subject
from workbook.check.rules.references import unknown_id
from workbook.check.runner import compared
from workbook.desk.guarding.ground import Ground
from workbook.desk.guarding.refusal import Refusal
from workbook.findings import Finding, Severity
from workbook.records.places import Places


def judge_findings(
    before: Ground,
    after: Ground,
    contents: Mapping[str, bytes | None],
    *,
    ref: str,
    today: date,
    blocks: Callable[[str], bool],
) -> Iterator[Refusal]:
    """Judge what a change brings; errors at paths that do not block are for others to mend."""
    files = before.in_plan(contents)
    locate, paths = Places(files.get), list(files)
    plans = before.workbook, after.workbook
    old, new = compared(*plans, today=today, rules=_rules(before), locate=locate, paths=paths)
    found = [
        *introduced_and_fixed(old, new).introduced,
        *check_change(*plans, actor="", today=today, paths=paths, locate=locate),
    ]
    for one in found:
        path = before.own_path(one.place.path)
        if one.severity is Severity.ERROR and path and blocks(path):
            yield _refused_over(one, path, ref)


def judge_alone(
    before: Ground, after: Ground, contents: Mapping[str, bytes | None], *, ref: str, today: date
) -> Iterator[Refusal]:
    """Judge records by themselves, whatever they refer to."""
    rules = [rule for rule in RULES if rule.subject in (Subject.FILE, Subject.RECORD)]
    files = before.in_plan(contents)
    plans = before.workbook, after.workbook
    _, found = compared(*plans, today=today, rules=rules, locate=Places(files.get), paths=list(files))
    for one in found:
        if one.severity is Severity.ERROR and one.place.path in files:
            yield _refused_over(one, before.own_path(one.place.path), ref)


def _rules(ground: Ground) -> Sequence[Rule]:
    """Give the rules by which a plan is judged: without the wider layers, not what names records there."""
    return RULES if ground.is_whole else [rule for rule in RULES if rule.code != unknown_id.code]


def _refused_over(one: Finding, path: str, ref: str) -> Refusal:
    told = f"{one.ref or path} {one.message}"
    return Refusal(
        ref=ref, rule=one.code, path=path, message=told if told.endswith((".", "?")) else f"{told}."
    )
