"""What a change affects, with fingerprints known of files or worked out: always the same."""

from collections.abc import Mapping

import pytest

from workbook.change.affected import affected_records, prints_of

OWN, RECORDED = ("plans/nations/NOR/requests/NOR-R-55JK.toml", "plans/recorded/NOR/requests/NOR-R-55JK.toml")
OTHER, PAPER = "plans/nations/NOR/requests/NOR-R-11AB.toml", "templates/agenda.md.j2"
FIVE, SIX, SAID = b"quantity = 5\n", b"quantity = 6\n", b"quantity = 5 # said\n"

Files = Mapping[str, bytes | None]


@pytest.mark.parametrize(
    ("before", "after", "keys"),
    [
        pytest.param({OWN: FIVE}, {OWN: SIX}, ["NOR-R-55JK"], id="changed"),
        pytest.param({OWN: FIVE}, {OWN: SAID}, [], id="comment"),
        pytest.param({OWN: None}, {OWN: FIVE}, ["NOR-R-55JK"], id="new"),
        pytest.param({OWN: FIVE}, {OWN: None}, ["NOR-R-55JK"], id="gone"),
        pytest.param({RECORDED: FIVE, OWN: None}, {RECORDED: None, OWN: FIVE}, ["NOR-R-55JK"], id="moved"),
        pytest.param(
            {RECORDED: FIVE, OWN: SIX}, {RECORDED: FIVE, OWN: FIVE}, ["NOR-R-55JK"], id="one of two"
        ),
        pytest.param(
            {OWN: FIVE, OTHER: FIVE, PAPER: b"A"},
            {OWN: SAID, OTHER: SIX, PAPER: b"B"},
            ["NOR-R-11AB", PAPER],
            id="several",
        ),
    ],
)
def test_fingerprints_that_are_known_change_nothing(before: Files, after: Files, keys: list[str]) -> None:
    found = affected_records(before, after)

    assert [one.key for one in found] == keys
    assert affected_records(before, after, prints_of(before, after)) == found
