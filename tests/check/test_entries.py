"""Entries known by their first field stand once in their list; others may come again."""

import pytest

from tests.check.test_examples import findings_of
from workbook.check.rule import Example

GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
SOUND = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\nquantity = 900\n'


def told(path: str, text: str) -> list[str]:
    return [str(one.place) for one in findings_of(Example(files={path: text})) if one.code == "WB113"]


@pytest.mark.parametrize(
    "line",
    [
        'lots = [{lot = "a"}, {lot = "a"}]',
        'to = [{party = "UKR"}, {party = "UKR"}]',
        'meets = [{request = "UKR-R-11AB"}, {request = "UKR-R-11AB"}]',
        'consents = [{nation = "USA"}, {nation = "USA"}]',
        'financed_by = [{nation = "NLD"}, {nation = "NLD"}]',
    ],
)
def test_entry_that_comes_again_in_a_commitment_is_told_at_its_key(line: str) -> None:
    (place,) = told(GIFT, SOUND + line)

    assert place == f"{GIFT}:5:{line.rindex(chr(34), 0, line.rindex(chr(34))) + 1}"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "plans/nations/NOR/procurements/NOR-J-7K3Q.toml",
            'title = "x"\nparties = [{nation = "NOR"}, {nation = "NOR"}]',
        ),
        (
            "plans/nations/NOR/funds/NOR-F-7K3Q.toml",
            'title = "x"\ntotal = {amount = 1, currency = "EUR"}\nsplit = [{to = "UKR"}, {to = "UKR"}]',
        ),
        (
            "plans/nations/NOR/capacities/NOR-K-7K3Q.toml",
            'item = "155mm-he"\nactivity = "make"\n'
            "rates = [{from = 2023-01-01, per_month = 1}, {from = 2023-01-01, per_month = 2}]",
        ),
        (
            "plans/catalogue/items/gun.toml",
            'name = "x"\nkind = "system"\nunit = "each"\n'
            'components = [{item = "155mm-he", per_unit = 1}, {item = "155mm-he", per_unit = 2}]',
        ),
    ],
)
def test_entry_that_comes_again_in_another_kind_is_told(path: str, text: str) -> None:
    assert len(told(path, text)) == 1


def test_each_further_entry_is_told_with_the_first() -> None:
    files = {GIFT: SOUND + 'lots = [{lot = "a"}, {lot = "b"}, {lot = "a"}, {lot = "a"}]'}

    found = [one for one in findings_of(Example(files=files)) if one.code == "WB113"]

    assert [one.field for one in found] == ["lots[2].lot", "lots[3].lot"]
    assert found[0].severity == "error"
    assert "as entry 1 has it;" in found[1].message


@pytest.mark.parametrize(
    "line",
    [
        'lots = [{lot = "a"}, {lot = "b"}]',
        'to = [{party = "undisclosed"}, {party = "undisclosed"}]',
        'meets = [{request = "unknown"}, {request = "unknown"}]',
        'sources = [{title = "a"}, {title = "a"}]',
    ],
)
def test_entries_that_may_be_several_are_left_in_peace(line: str) -> None:
    assert told(GIFT, SOUND + line) == []
