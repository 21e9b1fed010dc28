"""The reports for forges: SARIF that is valid, and annotations that nothing breaks out of."""

import json
from datetime import date

from workbook.check.catalogue import RULES
from workbook.cli.report import Report, report_text
from workbook.cli.report_github import report_github
from workbook.cli.report_sarif import report_sarif
from workbook.cli.terminal import Terminal
from workbook.findings import Finding, Place, Severity

PLAIN = Terminal(has_colour=False, is_screen=False, width=100)
CODE = RULES[0].code


def _finding(**changes: str) -> Finding:
    place = Place(path=changes.get("path", "plans/nations/NOR/funds/NOR-F-2B9C.toml"), line=3, column=7)
    return Finding(
        place=place,
        code=changes.get("code", CODE),
        message=changes.get("message", "is wrong"),
        severity=Severity.ERROR,
        ref="NOR-F-2B9C",
        field="total",
        acknowledged=changes.get("acknowledged", ""),
    )


def _report(*findings: Finding) -> Report:
    return Report(findings=findings, file_count=3, today=date(2022, 9, 28))


def test_sarif_has_rule_level_place_and_fingerprint() -> None:
    told = json.loads(report_sarif(_report(_finding()), RULES))

    (run,) = told["runs"]
    (result,) = run["results"]
    (rule,) = run["tool"]["driver"]["rules"]
    location = result["locations"][0]["physicalLocation"]
    assert told["version"] == "2.1.0"
    assert (rule["id"], result["ruleId"], result["ruleIndex"], result["level"]) == (CODE, CODE, 0, "error")
    assert rule["help"]["text"].startswith(RULES[0].claim)
    assert location["artifactLocation"]["uri"] == "plans/nations/NOR/funds/NOR-F-2B9C.toml"
    assert location["region"] == {"startLine": 3, "startColumn": 7}
    assert list(result["partialFingerprints"]) == ["workbookFinding/v1"]


def test_sarif_fingerprint_stays_when_lines_move_and_tells_twins_apart() -> None:
    one = _finding()
    moved = Finding(
        place=Place(path=one.place.path, line=90, column=1),
        code=one.code,
        message="is still wrong",
        severity=one.severity,
        ref=one.ref,
        field=one.field,
    )

    before = _fingerprints(one, one)
    after = _fingerprints(moved, moved)

    assert before == after
    assert len(set(before)) == 2


def test_sarif_shows_an_acknowledged_finding_as_suppressed() -> None:
    told = json.loads(report_sarif(_report(_finding(acknowledged="Agreed.")), RULES))

    suppressions = told["runs"][0]["results"][0]["suppressions"]
    assert suppressions == [{"kind": "inSource", "justification": "Agreed."}]


def test_sarif_path_is_a_uri() -> None:
    told = json.loads(report_sarif(_report(_finding(path="plans/a b%\u00e9.toml")), RULES))

    location = told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "plans/a%20b%25%C3%A9.toml"


def test_sarif_of_a_clean_plan_is_a_run_without_results() -> None:
    told = json.loads(report_sarif(_report(), RULES))

    assert told["runs"][0]["results"] == []


def test_annotation_names_file_line_column_and_code() -> None:
    first, last = report_github(_report(_finding()), PLAIN).splitlines()

    assert first == (
        f"::error file=plans/nations/NOR/funds/NOR-F-2B9C.toml,line=3,col=7,title={CODE}::is wrong"
    )
    assert last == "1 error and 0 warnings, in 3 files, checked for 2022-09-28."


def test_annotation_cannot_be_broken_out_of() -> None:
    hostile = _finding(message="100%\n::set-env name=X::y", path="plans/a,line=9:b\n.toml")

    first, _ = report_github(_report(hostile), PLAIN).splitlines()

    assert first == (
        f"::error file=plans/a%2Cline=9%3Ab%0A.toml,line=3,col=7,title={CODE}::100%25%0A::set-env name=X::y"
    )


def test_acknowledged_finding_is_a_notice() -> None:
    told = report_github(_report(_finding(acknowledged="Agreed.")), PLAIN)

    assert told.startswith("::notice file=")
    assert "[acknowledged: Agreed.]" in told


def test_report_of_many_findings_has_one_line_for_each() -> None:
    findings = [_finding(path=f"plans/nations/NOR/funds/NOR-F-2B{number:02}.toml") for number in range(100)]

    told = report_text(_report(*findings), PLAIN)

    assert len(told.splitlines()) == 101
    assert told.endswith("100 errors and 0 warnings, in 3 files, checked for 2022-09-28.")


def _fingerprints(*findings: Finding) -> list[str]:
    results = json.loads(report_sarif(_report(*findings), RULES))["runs"][0]["results"]
    return [one["partialFingerprints"]["workbookFinding/v1"] for one in results]
