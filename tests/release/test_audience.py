"""Who a paper can be for, and which label it carries."""

import pytest

from workbook.errors import WorkbookError
from workbook.model.manifest import Manifest
from workbook.model.readers import EVERYONE
from workbook.records.settings import Settings
from workbook.release.audience import Label, parse_audience

SETTINGS = Settings(
    manifest=Manifest(
        format=1,
        title="Plan",
        secretariat="USA",
        groups={
            "members": ("USA", "NOR", "SWE"),
            "nordics": ("NOR", "SWE"),
            "friends": ("NOR", "JPN"),
            "none": (),
        },
    ),
    nations=frozenset({"NOR", "XQZ"}),
)


@pytest.mark.parametrize(
    ("text", "nations", "label", "is_member"),
    [
        ("public", (), Label.CLEAR, False),
        ("members", ("NOR", "SWE", "USA"), Label.GREEN, True),
        ("NOR", ("NOR",), Label.AMBER_STRICT, True),
        ("nor", ("NOR",), Label.AMBER_STRICT, True),
        ("SWE, NOR", ("NOR", "SWE"), Label.AMBER, True),
        ("NOR NOR", ("NOR",), Label.AMBER_STRICT, True),
        ("nordics", ("NOR", "SWE"), Label.AMBER, True),
        ("friends", ("JPN", "NOR"), Label.AMBER, False),
        ("XQZ", ("XQZ",), Label.AMBER_STRICT, False),
        ("NATO", ("NATO",), Label.AMBER_STRICT, False),
    ],
)
def test_audience_is_read(text: str, nations: tuple[str, ...], label: Label, is_member: bool) -> None:
    audience = parse_audience(text, SETTINGS)

    assert (audience.nations, audience.label, audience.is_member) == (nations, label, is_member)


def test_the_public_is_everyone() -> None:
    assert parse_audience("public", SETTINGS).readers is EVERYONE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Norway", r"NOR \(Norway\)"),
        ("nordic", "nordics"),
        ("", "several with commas"),
        ("NOR,members", "no audience"),
        ("none", "no nations"),
        ("a" * 10_000, "no audience"),
    ],
)
def test_unknown_audience_is_refused_with_what_is_possible(text: str, said: str) -> None:
    with pytest.raises(WorkbookError, match=said):
        parse_audience(text, SETTINGS)


def test_members_without_members_are_refused() -> None:
    nobody = Settings(manifest=Manifest(format=1, title="Plan", secretariat="USA"))

    with pytest.raises(WorkbookError, match="names no members"):
        parse_audience("members", nobody)
