"""Run rules over a workbook, case by case; and again over the cases that a change touched.

In: a workbook, the day, the rules; for a second run, what the first found in the plan as it was. Out:
findings in order of place. What is found in a case follows from the case, the settings and the day alone, so
what was found in all other cases stands, and both ways give the same.
"""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from workbook.check.cases import CaseKey, Names, cases, every_case, touched_cases
from workbook.check.remarks import Changed
from workbook.check.rule import Claim, Context, Rule
from workbook.findings import Finding, Place
from workbook.model.record import Record
from workbook.records.workbook import PlanFile, Workbook

if TYPE_CHECKING:
    from workbook.analysis.kept import Kept

Locate = Callable[[str, str], Place]
Stays = Callable[[Place], bool]
Told = Mapping[CaseKey, tuple[Finding, ...]]

_LONGEST = 800


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found: by case, for those in which anything was found, and all of it in order.

    `findings` has each but once, also where two cases tell the same. `basis` names what holds for all cases:
    settings, day and rules.
    """

    basis: str
    told: Told
    findings: tuple[Finding, ...]


def check(workbook: Workbook, *, today: date, rules: Sequence[Rule], locate: Locate) -> tuple[Finding, ...]:
    """Judge a whole plan; findings come in order of place and code, acknowledged ones among them.

    `locate` tells where a field of a file stands.
    """
    return judge(workbook, today=today, rules=rules, locate=locate).findings


def judge(workbook: Workbook, *, today: date, rules: Sequence[Rule], locate: Locate) -> Judgement:
    """Judge a whole plan, and keep by case what was found."""
    told = dict(_told(workbook, every_case(workbook, rules), today, rules, locate))
    findings = {finding for found in told.values() for finding in found}
    return Judgement(basis=_basis(workbook, today, rules), told=told, findings=tuple(sorted(findings)))


def recheck(
    known: Judgement,
    before: Workbook,
    after: Workbook,
    *,
    today: date,
    rules: Sequence[Rule],
    locate: Locate,
    paths: Iterable[str] | None = None,
    kept: "Kept | None" = None,
    changed: Changed | None = None,
    stays: Stays = lambda _: False,
) -> Judgement:
    """Judge a plan of which `known` tells what was found in it before some files changed.

    Judges what the change touched; the whole plan where settings, day or rules are others. `locate` knows the
    files as they are after it. Quickest where `after` was made from `before` by `records.loader.edited`, and
    where `paths` says at which paths they differ, or `changed` how, `kept` holds what analyses worked out
    before, and `stays` says which places in remarked files are where they were.
    """
    if known.basis != _basis(after, today, rules):
        return judge(after, today=today, rules=rules, locate=locate)
    touched = touched_cases(before, after, rules, paths, changed)
    told = dict(known.told)
    old = {finding for key in _keys(touched.cases) for finding in told.pop(key, ())}
    news = dict(_told(after, touched.cases, today, rules, locate, kept))
    for key, found in told.items():
        if any(finding.place.path in touched.remarked and not stays(finding.place) for finding in found):
            old.update(found)
            news[key] = tuple([_placed_anew(one, touched.remarked, locate) for one in found])
    told.update(news)
    new = {finding for found in news.values() for finding in found}
    return Judgement(
        basis=known.basis, told=told, findings=_replaced(known.findings, old - new, new - old, told)
    )


def compared(
    before: Workbook,
    after: Workbook,
    *,
    today: date,
    rules: Sequence[Rule],
    locate: Locate,
    paths: Iterable[str],
) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Give what is found before and after a change at these paths, only where the change touched anything.

    For whoever has no judgement of the plan at hand. `locate` knows the files as they are after it. Where
    settings differ, both plans are judged whole.
    """
    if before.settings.digest == after.settings.digest:
        touched = touched_cases(before, after, rules, paths).cases
        sides = (before, touched), (after, touched)
    else:
        sides = (before, every_case(before, rules)), (after, every_case(after, rules))
    old, new = (
        sorted({finding for _, found in _told(plan, names, today, rules, locate) for finding in found})
        for plan, names in sides
    )
    return old, new


def _basis(workbook: Workbook, today: date, rules: Sequence[Rule]) -> str:
    return " ".join((workbook.settings.digest, today.isoformat(), *(rule.code for rule in rules)))


def _placed_anew(finding: Finding, paths: Container[str], locate: Locate) -> Finding:
    """Give a finding with the place of its field in one of these files; what is of a whole file stays so."""
    path, line = finding.place.path, finding.place.line
    return replace(finding, place=locate(path, finding.field)) if line and path in paths else finding


def _keys(names: Names) -> Iterator[CaseKey]:
    return ((subject, name) for subject, some in names.items() for name in some)


def _replaced(
    findings: tuple[Finding, ...], gone: set[Finding], come: set[Finding], told: Told
) -> tuple[Finding, ...]:
    """Give findings in order, without those that no case tells any more, and with those told anew."""
    if not gone and not come:
        return findings
    # Another case may tell the same of the same file.
    paths = {finding.place.path for finding in gone}
    still = {one for found in told.values() for one in found if one.place.path in paths}
    left = list(findings)
    for finding in gone - still:
        del left[bisect_left(left, finding)]
    for finding in come:
        at = bisect_left(left, finding)
        if left[at : at + 1] != [finding]:
            left.insert(at, finding)
    return tuple(left)


def _told(
    workbook: Workbook,
    names: Names,
    today: date,
    rules: Sequence[Rule],
    locate: Locate,
    kept: "Kept | None" = None,
) -> Iterator[tuple[CaseKey, tuple[Finding, ...]]]:
    """Judge cases, and give those in which anything is found."""
    context = Context(settings=workbook.settings, today=today)
    for subject, some in names.items():
        for name, fitting, case in cases(workbook, rules, subject, some, today, kept):
            found = _judge(fitting, case, context, locate)
            if found:
                yield (subject, name), found


def _judge(rules: Sequence[Rule], case: Any, context: Context, locate: Locate) -> tuple[Finding, ...]:
    return tuple([finding_of(rule, claim, locate) for rule in rules for claim in rule.judge(case, context)])


def finding_of(rule: Rule, claim: Claim, locate: Locate) -> Finding:
    """Make the finding of what a rule claims: with its place, and the reason for which it is lived with."""
    about = claim.about
    record = about if isinstance(about, Record) else about.record
    field = claim.field[:_LONGEST]
    # What is told of a record can be placed anew by its field, once remarks above it change.
    assert claim.place is None or not claim.place.line or isinstance(about, PlanFile), rule.code
    return Finding(
        place=claim.place or locate(about.path, field),
        code=rule.code,
        message=_bounded(claim.message),
        severity=rule.severity,
        ref=about.id,
        field=field,
        acknowledged=_bounded(_acknowledgement(record, rule.code)),
    )


def _bounded(text: str) -> str:
    """Take the middle out of a text that quotes a stranger's words without end: the advice comes last."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"


def _acknowledgement(record: Record | None, code: str) -> str:
    """Give the reason that a record's owner gave for living with a finding, "" for none."""
    if record is None:
        return ""
    return next((one.reason for one in record.data.acknowledged if one.code == code), "")
