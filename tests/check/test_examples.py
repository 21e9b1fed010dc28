"""Every rule is tried on its own examples: the failing one fires it, the passing one does not."""

from datetime import date

import pytest
from msgspec.structs import replace

from workbook.check.catalogue import RULES
from workbook.check.changes import check_change
from workbook.check.examples import example_files, example_files_before
from workbook.check.rule import Around, Claim, Context, Example, Rule, Subject
from workbook.check.runner import check
from workbook.findings import Finding
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import load
from workbook.records.paths import home_of, layer_of
from workbook.records.places import Places
from workbook.records.survey import survey
from workbook.toml.document import Document, parse


def findings_of(example: Example, today: date | None = None) -> tuple[Finding, ...]:
    nothing = CacheFolder(None)
    surveyed = survey(mapping_stack(example_files(example)), nothing)
    workbook, day, places = load(surveyed, nothing), today or example.today, Places(surveyed.content)
    found = check(workbook, today=day, rules=RULES, locate=places)
    files_before = example_files_before(example)
    if files_before is None:
        return found
    before = load(survey(mapping_stack(files_before), nothing), nothing)
    return found + check_change(before, workbook, actor=example.actor, today=day, locate=places)


_REMARKS = {"tags": '["seen"]', "notes": '"Seen."', "sources": '[{title = "Seen"}]'}


def _remarked(path: str, text: str) -> str:
    """Put remarks at the top of a record's file, where it has none."""
    document = parse(text.encode())
    if home_of(layer_of(path)[1]) is None or not isinstance(document, Document):
        return text
    return (
        "".join(f"{key} = {value}\n" for key, value in _REMARKS.items() if key not in document.table) + text
    )


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.place.path, finding.code, finding.message


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_failing_example_fires_its_rule(rule: Rule) -> None:
    codes = [finding.code for finding in findings_of(rule.failing)]

    assert rule.code in codes


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_passing_example_does_not_fire_its_rule(rule: Rule) -> None:
    codes = [finding.code for finding in findings_of(rule.passing)]

    assert rule.code not in codes


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_passing_example_has_no_error_at_all(rule: Rule) -> None:
    errors = [finding for finding in findings_of(rule.passing) if finding.severity == "error"]

    assert errors == []


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if rule.subject not in (Subject.FILE, Subject.CHANGE)],
    ids=lambda rule: rule.code,
)
def test_rule_looks_at_no_remark(rule: Rule) -> None:
    files = {path: _remarked(path, text) for path, text in rule.failing.files.items()}

    found, again = (findings_of(one) for one in (rule.failing, replace(rule.failing, files=files)))

    assert [_said(finding) for finding in again] == [_said(finding) for finding in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_only_examples_of_rules_on_changes_have_a_plan_before(rule: Rule) -> None:
    befores = [example.before is not None for example in (rule.failing, rule.passing)]

    assert befores == [rule.subject is Subject.CHANGE] * 2


def test_coalition_of_the_examples_is_clean() -> None:
    assert findings_of(Example(files={})) == ()


def _naming_nothing(rule: Rule) -> list[Claim]:
    """Judge every record of a rule's failing example as if no other named it."""
    nothing = CacheFolder(None)
    workbook = load(survey(mapping_stack(example_files(rule.failing)), nothing), nothing)
    context = Context(settings=workbook.settings, today=rule.failing.today)
    alone = (Around(id=one.id, target=one, is_claimed=True, mentions=()) for one in workbook)
    judged = (one for one in alone if one.target and (not rule.kinds or one.target.kind in rule.kinds))
    return [claim for one in judged for claim in rule.judge(one, context)]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.needs_mention], ids=lambda rule: rule.code)
def test_rule_that_needs_a_mention_finds_nothing_without_one(rule: Rule) -> None:
    assert _naming_nothing(rule) == []


def test_only_rules_around_an_id_can_need_a_mention() -> None:
    assert {rule.subject for rule in RULES if rule.needs_mention} == {Subject.AROUND}
