"""Ids in running text: what is not in the release cannot be told from what never was."""

import pytest

from workbook.release.tokens import scrub

IDS = frozenset({"NOR-C-7K3Q", "D-7K3Q"})


@pytest.mark.parametrize(
    "text",
    [
        "See USA-C-7K3Q.",
        "See USA-C-7K3Qs.",
        "See usa-c-7k3q.",
        "See _USA-C-7K3Q_.",
        "See USA\u2011C\u20117K3Q.",
        "See US\u200bA-C-7K3Q.",
        "See xUSA-C-7K3Q.",
        "See EU-L-7K3Q and OCCAR-C-7K3Q.",
        "See D-0000.",
        "https://example.org/USA-C-7K3Q/",
    ],
)
def test_ids_that_are_not_released_are_replaced(text: str) -> None:
    shown = scrub(text, IDS)

    assert "[not released]" in shown
    assert "7K3Q" not in shown.upper().replace("[NOT RELEASED]", "")


@pytest.mark.parametrize(
    "text",
    [
        "See NOR-C-7K3Q and nor-c-7k3q and D-7K3Q.",
        "Training-as-a-service by e-mail; MiG-29SM, Su-27, X-ray, state-of-the-art.",
        "On 2022-09-28 at 09:00",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert scrub(text, IDS) == text


def test_characters_that_hide_are_removed() -> None:
    assert scrub("a\u202eb\x1b[31mc\u200bd", IDS) == "ab[31mcd"
