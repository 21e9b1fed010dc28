"""A check's report as SARIF 2.1.0, for code-scanning views of forges.

In: a report and the rules. Out: one run, with the rules that were found and a fingerprint for each finding
that stays when lines move. Acknowledged findings are results with a suppression.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0, sections 3.19, 3.27, 3.35 and 3.49.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from workbook import __version__
from workbook.check.rule import Rule
from workbook.cli.report import Report
from workbook.cli.report_json import json_text
from workbook.findings import Finding, Place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "workbookFinding/v1"


def report_sarif(report: Report, rules: Sequence[Rule]) -> str:
    """Tell findings to a code-scanning view."""
    found = {one.code for one in report.findings}
    used = [rule for rule in rules if rule.code in found]
    order = {rule.code: index for index, rule in enumerate(used)}
    driver = {"name": "workbook", "version": __version__, "rules": [_rule(rule) for rule in used]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The top of the workbook."}}},
        "results": _results(report.findings, order),
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    help_text = f"{rule.claim}\n\n{rule.reason}\n\nSource: {rule.source}"
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": rule.claim},
        "fullDescription": {"text": rule.reason},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _results(findings: Sequence[Finding], order: dict[str, int]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for one in findings:
        mark = "\0".join((one.code, one.ref or one.place.path, one.field))
        results.append(_result(one, order, f"{mark}\0{seen[mark]}"))
        seen[mark] += 1
    return results


def _result(one: Finding, order: dict[str, int], mark: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.code,
        "level": one.severity.value,
        "message": {"text": one.message},
        "locations": [{"physicalLocation": _location(one.place)}],
        "partialFingerprints": {_FINGERPRINT: blake2b(mark.encode(), digest_size=16).hexdigest()},
    }
    if one.code in order:
        result["ruleIndex"] = order[one.code]
    if one.acknowledged:
        result["suppressions"] = [{"kind": "inSource", "justification": one.acknowledged}]
    return result


def _location(place: Place) -> dict[str, Any]:
    artifact = {"uri": quote(place.path, errors="surrogateescape"), "uriBaseId": "SRCROOT"}
    if not place.line:
        return {"artifactLocation": artifact}
    region = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {"artifactLocation": artifact, "region": region}
