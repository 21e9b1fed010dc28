"""Subjects of commits say in 72 letters what a record's owner did."""

from decimal import Decimal
from typing import Any

import pytest
import tomli

from workbook.change.diff import differences
from workbook.change.policy import Policies
from workbook.change.raw_words import phrase_of
from workbook.change.subject_words import Deed, subject
from workbook.change.words import About
from workbook.model.commitment import Lot
from workbook.model.fields import Policy, fields_of, inner_table
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.record import Acknowledgement


def subject_of(
    before: str, after: str, title: str = "NASAMS fire units", kind: Kind = Kind.COMMITMENT
) -> str:
    old, new = (_data(text) for text in (before, after))
    changes = differences(old, new, Policies.of(kind))
    about = About.of(kind).between(old, new)
    return subject(kind, "NOR-C-7K3Q", title, "NOR", changes, about=about)


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

    assert line == "NOR raises Fire units of the medium-range air defence… from 1 to 2"
    assert len(line) <= 72


def test_a_title_of_one_long_word_is_cut_within_it() -> None:
    line = subject_of("quantity = 1", "quantity = 2", title=f"A {'Flugabwehrraketensystem' * 4}")

    assert line == "NOR raises A FlugabwehrraketensystemFlugabwehrraketensystem… from 1 to 2"


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


IN_LISTS = [
    (Kind.COMMITMENT, "to", '{party = "UKR"}', 'share = "1/2"', "UKR to recipients", "share for UKR", "1/2"),
    (Kind.COMMITMENT, "lots", '{lot = "a"}', "done = 4", "", "delivered quantity for lot a", "4"),
    (
        Kind.COMMITMENT, "meets", '{request = "UKR-R-11AB"}', "quantity = 2",
        "", "quantity for UKR-R-11AB", "2",
    ),
    (
        Kind.COMMITMENT, "consents", '{nation = "USA"}', 'status = "given"',
        "USA to consents", "consent for USA", "given",
    ),
    (
        Kind.COMMITMENT, "financed_by", '{nation = "DNK"}', 'share = "1/3"',
        "DNK to payers", "share for DNK", "1/3",
    ),
    (
        Kind.COMMITMENT, "acknowledged", '{code = "WB401"}', 'reason = "Agreed."',
        "", "reason for code WB401", '"Agreed."',
    ),
    (
        Kind.PROCUREMENT, "parties", '{nation = "SWE"}', "quantity = 400",
        "SWE to parties", "quantity for SWE", "400",
    ),
    (Kind.FUND, "split", '{to = "UKR"}', 'share = "1/2"', "UKR to split", "share for UKR", "1/2"),
    (
        Kind.ITEM, "components", '{item = "fuze"}', "per_unit = 2",
        "fuze to components", "number per unit for fuze", "2",
    ),
    (
        Kind.ITEM, "stands_in_for", '{item = "155mm-he"}', 'ratio = "3/2"',
        "155mm-he to substitutions", "ratio for 155mm-he", "3/2",
    ),
    (
        Kind.ITEM, "sustainment", '{item = "barrel"}', "every_months = 6",
        "barrel to sustainment", "interval for barrel", "6 months",
    ),
    (
        Kind.CAPACITY, "rates", '{from = "2023-Q1"}', "per_month = 400",
        "Q1 2023 to rates", "monthly rate for Q1 2023", "400",
    ),
    (
        Kind.MEETING, "participants", '{party = "NOR"}', 'status = "attended"',
        "NOR to participants", "status for NOR", '"attended"',
    ),
    (
        Kind.DECISION, "reservations", '{party = "NLD"}', 'text = "Later."',
        "NLD to reservations", "wording for NLD", '"Later."',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "field", "entry", "more", "added", "place", "value"), IN_LISTS)
def test_field_of_an_entry_is_told_for_the_entry(
    kind: Kind, field: str, entry: str, more: str, added: str, place: str, value: str
) -> None:
    line = subject_of(f"{field} = [{entry}]", f"{field} = [{entry[:-1]}, {more}}}]", "FIRE", kind)

    assert line == f"NOR sets {place} in FIRE to {value}"


@pytest.mark.parametrize(
    ("kind", "field", "entry", "added"),
    [(kind, field, entry, added) for kind, field, entry, _, added, *_ in IN_LISTS if added],
)
def test_entry_is_added_to_its_list(kind: Kind, field: str, entry: str, added: str) -> None:
    whole = f"{field} = [{entry}]"

    lines = [subject_of(*states, "FIRE", kind) for states in (("", whole), (whole, ""))]

    name, label = added.split(" to ")
    assert lines == [f"NOR adds {name} to {label} of FIRE", f"NOR takes {name} out of {label} of FIRE"]


def test_all_lists_of_tables_are_told() -> None:
    lists = {
        (kind, field.key)
        for kind, struct in STRUCTS.items()
        for field in fields_of(struct)
        if field.policy is Policy.ENTRIES and inner_table(field.type) not in (Lot, Acknowledgement)
    }

    assert lists <= {(kind, field) for kind, field, *_ in IN_LISTS}


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            "",
            'sources = [{title = "Read-out"}]',
            'NOR adds "Read-out" to sources of NASAMS fire units',
        ),
        (
            A,
            A.replace("20}", "22}"),
            "NOR raises quantity for lot a in NASAMS fire units from 20 to 22",
        ),
        (
            A.replace("20}", "20, done_on = 2022-11-02}"),
            A.replace("20}", "20, done_on = 2022-11-03}"),
            "NOR sets delivery date for lot a in NASAMS fire units to 3 November 2022",
        ),
        (
            A.replace("20}", "20, done = 3}"),
            A,
            "NOR takes out delivered quantity for lot a in NASAMS fire units",
        ),
        (
            'release_fields = {quantity = "members"}',
            'release_fields = {quantity = "members", value = "members"}',
            "NOR sets release of fields for value in NASAMS fire units to members",
        ),
        (
            'retired = {on = 2022-12-31, reason = "Sold."}',
            'retired = {on = 2022-12-30, reason = "Sold."}',
            "NOR sets date of retirement in NASAMS fire units to 30 December 2022",
        ),
        (
            'lots = [{lot = "a"}, {lot = "b"}]',
            'lots = [{lot = "b"}, {lot = "a"}]',
            "NOR puts lots of NASAMS fire units in another order",
        ),
        ('stated_by = "nation"', 'stated_by = "press"', "NOR sets source type of NASAMS fire units to press"),
        ("", 'via = "NSPA"', 'NOR sets channel of NASAMS fire units to "NSPA"'),
    ],
)  # fmt: skip
def test_subject_says_where_the_change_lies(before: str, after: str, line: str) -> None:
    assert subject_of(before, after) == line


def test_value_that_does_not_fit_leaves_the_field_told() -> None:
    line = subject_of("", f'terms = "{"Return after use. " * 10}"')

    assert line == "NOR changes terms of NASAMS fire units"


PREPOSITIONS = {
    "about",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "per",
    "since",
    "to",
    "until",
    "via",
}


def _tables(struct: Any) -> list[Any]:
    inner = [inner_table(field.type) for field in fields_of(struct)]
    return [struct, *(table for one in inner if one is not None for table in _tables(one))]


@pytest.mark.parametrize("kind", list(STRUCTS))
def test_no_field_is_told_by_a_word_that_wants_another(kind: Kind) -> None:
    tables = _tables(STRUCTS[kind])

    # The first field of a table in a list stands before the name of the entry: "part for UKR".
    told = [phrase_of(field) for table in tables for field in fields_of(table)[table is not tables[0] :]]

    assert [phrase for phrase in told if phrase.split()[-1] in PREPOSITIONS] == []
