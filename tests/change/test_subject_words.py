"""Subjects of commits say in 72 letters what a record's owner did."""

from decimal import Decimal
from typing import Any

import pytest
import tomli

from workbook.change.diff import differences
from workbook.change.policy import Policies
from workbook.change.words import About, Deed, subject
from workbook.model.kind import Kind


def subject_of(before: str, after: str, title: str = "NASAMS fire units") -> str:
    old, new = (_data(text) for text in (before, after))
    changes = differences(old, new, Policies.of(Kind.COMMITMENT))
    about = About.of(Kind.COMMITMENT).between(old, new)
    return subject(Kind.COMMITMENT, "NOR-C-7K3Q", title, "NOR", changes, about=about)


def _data(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=Decimal)


A = 'lots = [{lot = "a", by = "2022-Q4", quantity = 20}]'


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("quantity = 1", "quantity = 2", "NOR raises NASAMS fire units from 1 to 2"),
        ("quantity = 20", "quantity = {about = 12}", "NOR lowers NASAMS fire units from 20 to about 12"),
        (
            "quantity = 9",
            "quantity = {from = 1, to = 30}",
            "NOR sets quantity of NASAMS fire units to 1 to 30",
        ),
        ('quantity = "unknown"', "quantity = 3", "NOR changes NASAMS fire units from unknown to 3"),
        (
            'value = {amount = 1, currency = "EUR"}',
            'value = {amount = 2, currency = "EUR"}',
            "NOR raises value of NASAMS fire units from 1 EUR to 2 EUR",
        ),
        (
            'status = "pledged"',
            'status = "committed"',
            "NOR moves NASAMS fire units from pledged to committed",
        ),
        ("", "valid_until = 2022-12-31", "NOR sets expiry of NASAMS fire units to 31 December 2022"),
        ("valid_until = 2022-12-31", "", "NOR takes expiry out of NASAMS fire units"),
        ("", 'retired = {on = 2022-12-31, reason = "Sold."}', "NOR retires NASAMS fire units: Sold."),
        ('retired = {on = 2022-12-31, reason = "Sold."}', "", "NOR takes NASAMS fire units up again"),
        (
            "",
            'acknowledged = [{code = "WB401", reason = "Agreed."}]',
            "NOR acknowledges WB401 on NASAMS fire units",
        ),
        (
            "",
            'meets = [{request = "UKR-R-11AB", quantity = 2}]',
            "NOR promises 2 NASAMS fire units to UKR-R-11AB",
        ),
        ("", 'meets = [{request = "UKR-R-11AB"}]', "NOR promises NASAMS fire units to UKR-R-11AB"),
        ("", A, "NOR adds lot a to NASAMS fire units"),
        (A, "", "NOR takes lot a out of NASAMS fire units"),
        (A, A.replace("2022-Q4", "2023-Q1"), "NOR moves lot a of NASAMS fire units from Q4 2022 to Q1 2023"),
        (
            A,
            A.replace("20}", '8}, {lot = "b", by = "2023-Q1", quantity = 12}'),
            "NOR moves 12 NASAMS fire units from Q4 2022 to Q1 2023",
        ),
        (
            "quantity = 2",
            'quantity = 1\namended = [{on = 2022-11-02, field = "quantity", was = 2, reason = "Repair."}]',
            "NOR lowers NASAMS fire units from 2 to 1",
        ),
        (
            'quantity = 2\nstatus = "pledged"',
            'quantity = 1\nstatus = "committed"',
            "NOR changes quantity and status of NASAMS fire units",
        ),
        (
            'unit = "SET"\nquantity = 1',
            'unit = "SET"\nquantity = 2',
            "NOR raises NASAMS fire units from 1 set to 2 sets",
        ),
        ("", "illustrative = true", "NOR marks NASAMS fire units as illustrative"),
        ("illustrative = true", "", "NOR no longer marks NASAMS fire units as illustrative"),
        (
            "illustrative = true",
            "illustrative = false",
            "NOR no longer marks NASAMS fire units as illustrative",
        ),
        ('tags = ["a"]', 'tags = ["a", "winter"]', 'NOR adds "winter" to tags of NASAMS fire units'),
        ('tags = ["a", "winter"]', 'tags = ["a"]', 'NOR takes "winter" out of tags of NASAMS fire units'),
        ("quantity = 2", "quantity = 2", "NOR changes only comments or layout of NASAMS fire units"),
    ],
)  # fmt: skip
def test_subject_says_what_was_done(before: str, after: str, line: str) -> None:
    assert subject_of(before, after) == line


def test_long_title_is_cut_before_a_plainer_sentence_is_taken() -> None:
    line = subject_of(
        "quantity = 1", "quantity = 2", title="Fire units of the medium-range air defence system NASAMS"
    )

    assert line == "NOR raises Fire units of the medium-range air defence syste… from 1 to 2"
    assert len(line) <= 72


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("Fire units", 'NOR renames "Fire units" to NASAMS fire units'),
        ("Fire units of the medium-range air defence system", "NOR changes the title to NASAMS fire units"),
    ],
)
def test_new_title_is_told_beside_the_old(before: str, line: str) -> None:
    assert subject_of(f'title = "{before}"', 'title = "NASAMS fire units"') == line


def test_what_does_not_fit_is_said_more_plainly() -> None:
    line = subject_of("", f'retired = {{on = 2022-12-31, reason = "{"Long " * 20}"}}')

    assert line == "NOR retires NASAMS fire units"


def test_many_fields_are_counted() -> None:
    fields = ("condition", "instrument", "supplier", "procurement", "fund", "stock_owner", "via", "terms")

    line = subject_of("", "\n".join(f'{name} = "x"' for name in fields))

    assert line == "NOR changes 8 fields of NASAMS fire units"


@pytest.mark.parametrize(
    ("deed", "line"),
    [
        (Deed.NEW, "NOR adds the commitment NASAMS fire units"),
        (Deed.DELETED, "NOR deletes the commitment NASAMS fire units"),
        (Deed.CONFIRMED, "NOR confirms NASAMS fire units"),
        (Deed.WIDENED, "NOR moves NASAMS fire units to a wider layer"),
    ],
)
def test_subject_of_what_was_done_to_a_whole_record(deed: Deed, line: str) -> None:
    assert subject(Kind.COMMITMENT, "NOR-C-7K3Q", "NASAMS fire units", "NOR", (), deed=deed) == line


def test_record_without_a_title_is_called_by_its_id() -> None:
    assert subject_of("quantity = 1", "quantity = 2", title="") == "NOR raises NOR-C-7K3Q from 1 to 2"
