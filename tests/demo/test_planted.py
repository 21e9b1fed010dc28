"""What a check finds in the demonstration: every rule, and nothing that was not planted."""

from collections import Counter

import pytest

from tests.demo.conftest import Demo
from workbook.check.catalogue import RULES
from workbook.check.rule import Subject
from workbook.demo.planted import NOT_PLANTED, PLANTED

# A rule on changes finds nothing in a plan as it is.
_CODES = tuple(rule.code for rule in RULES if rule.subject is not Subject.CHANGE)

# An agenda that is too long, and what industry, stocks and support of an invented coalition lack.
_NATURAL = ("WB406", "WB5")


def test_every_rule_is_planted_or_says_why_not() -> None:
    assert sorted([*PLANTED, *NOT_PLANTED]) == sorted(_CODES)


@pytest.mark.parametrize("code", list(PLANTED))
def test_what_is_planted_is_found_where_it_stands(demo: Demo, code: str) -> None:
    found = [finding for finding in demo.findings if finding.code == code]

    marked = [finding for finding in found if f"# planted: {code}\n" in demo.text(finding.place.path)]

    assert marked or code == "WB406"


def test_an_agenda_that_is_too_long_is_found_at_its_meeting(demo: Demo) -> None:
    (found,) = [finding for finding in demo.findings if finding.code == "WB406"]

    assert found.ref == "2023-05-24-westmere"


def test_nothing_is_found_that_was_not_planted(demo: Demo) -> None:
    strays = [
        f"{finding.place} {finding.code} {finding.message}"
        for finding in demo.findings
        if "# planted" not in demo.text(finding.place.path) and not finding.code.startswith(_NATURAL)
    ]

    assert strays == []


def test_no_rule_is_planted_more_than_three_times(demo: Demo) -> None:
    counts = Counter(finding.code for finding in demo.findings if not finding.code.startswith(_NATURAL))

    assert counts.most_common(1)[0][1] <= 3


def test_trouble_that_grows_from_the_plan_itself_does_not_drown_the_reader(demo: Demo) -> None:
    counts = Counter(finding.code for finding in demo.findings)

    assert counts.most_common(1)[0][1] <= 12


def test_only_planted_files_have_faults(demo: Demo) -> None:
    faulty = [file.path for file in demo.workbook.files if file.faults]

    planted = ("# planted: WB1", "# planted: WB708")
    assert [path for path in faulty if not demo.text(path).startswith(planted)] == []


def test_one_finding_is_acknowledged(demo: Demo) -> None:
    acknowledged = [finding.code for finding in demo.findings if finding.acknowledged]

    assert acknowledged == ["WB404"]
