"""What `explain` tells of a rule, drawn from its declaration."""

import json

import pytest
from click.testing import CliRunner, Result

from workbook.check.catalogue import RULES
from workbook.check.rule import Rule
from workbook.cli.program import program
from workbook.findings import Severity


def _explain(*words: str) -> Result:
    return CliRunner().invoke(program, ["explain", *words])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_explained(rule: Rule) -> None:
    done = _explain(rule.code)

    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert f"{rule.code} {rule.severity.value} {rule.slug}" in told
    assert " ".join(rule.claim.split()) in told
    assert " ".join(rule.reason.split()) in told
    assert [letter for letter in done.stdout if not letter.isprintable() and letter != "\n"] == []


@pytest.mark.parametrize("word", [RULES[0].code.lower(), RULES[0].slug])
def test_rule_is_found_by_code_in_any_case_or_by_name(word: str) -> None:
    assert _explain(word).stdout == _explain(RULES[0].code).stdout


def test_family_lists_its_rules() -> None:
    done = _explain("WB2")

    family = [rule.code for rule in RULES if rule.code.startswith("WB2")]
    assert [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  WB")] == family


def test_without_a_code_all_rules_are_listed_by_family() -> None:
    done = _explain()

    assert [rule.code for rule in RULES if f"  {rule.code}  " not in done.stdout] == []
    assert done.stdout.endswith(f"{len(RULES)} rules. `workbook explain CODE` tells more.\n")


def test_unknown_code_names_the_near_one() -> None:
    done = _explain("WB1O1")

    assert done.exit_code == 2
    assert done.stderr.startswith("workbook: No rule has the code 'WB1O1': did you mean WB1")


def test_warning_tells_how_to_acknowledge_it_and_an_error_does_not() -> None:
    warning = next(rule for rule in RULES if rule.severity is Severity.WARNING)
    error = next(rule for rule in RULES if rule.severity is Severity.ERROR)

    assert f'    [[acknowledged]]\n    code = "{warning.code}"\n' in _explain(warning.code).stdout
    assert "[[acknowledged]]" not in _explain(error.code).stdout


def test_json_has_every_rule_with_its_examples() -> None:
    told = json.loads(_explain("--format", "json").stdout)

    assert [rule["code"] for rule in told["rules"]] == [rule.code for rule in RULES]
    assert told["rules"][0]["failing"] == dict(RULES[0].failing.files)


def test_long_example_is_cut() -> None:
    from workbook.desk.explaining import shortened

    assert len(shortened("line\n" * 100)) == 26
    assert sum(map(len, shortened("x" * 10_000))) < 2_100


@pytest.mark.parametrize("word", ["request", "Requests"])
def test_a_kind_is_explained_by_its_fields(word: str) -> None:
    done = _explain(word)

    assert done.exit_code == 0
    assert "Lies at plans/nations/NOR/requests/ID.toml." in done.stdout
    assert "day, week, month, quarter, year" in done.stdout
    assert "title *" in done.stdout
    assert "Every record may also have sources," in done.stdout


def test_the_fields_of_a_kind_are_told_as_json() -> None:
    told = json.loads(_explain("supplier", "--format", "json").stdout)

    assert (told["kind"], [field["name"] for field in told["fields"]]) == ("supplier", ["name", "nation"])
