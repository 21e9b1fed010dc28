"""Two proposals side by side: what each closes, costs, brings when, and strains."""

import json

import pytest

from tests.cli.conftest import Bench
from tests.desk.reviewing.test_proposing import _propose

NORDIC = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
DUTCH = "plans/nations/USA/commitments/USA-C-9D0M.toml"
OFFER = """\
title = "More shells"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = {quantity}
value = {{amount = {amount}, currency = "EUR"}}
made_on = 2022-09-20
to = [{{party = "UKR"}}]
lots = [{{lot = "a", by = "{by}", quantity = {quantity}}}]
meets = [{{request = "UKR-R-11AB", quantity = {quantity}}}]
"""


@pytest.fixture
def proposals(shared: Bench, usa: Bench) -> tuple[str, str]:
    """All that is missing, dear and late; and a part of it, cheap and soon."""
    shared.commit({NORDIC: OFFER.format(quantity=3100, amount=5_000_000, by="2023-06")})
    usa.commit({DUTCH: OFFER.format(quantity=100, amount=90_000, by="2023-01")})
    return _propose(shared), _propose(usa)


def test_each_is_told_by_what_it_would_do(usa: Bench, proposals: tuple[str, str]) -> None:
    first, second = proposals

    done = usa.run("compare", first, second)

    assert done.exit_code == 0, done.stderr
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert f"{first} {second}" in lines
    assert "Gaps closed 1: UKR-R-11AB none" in lines
    assert "Gaps narrowed none 1: UKR-R-11AB" in lines
    assert "UKR-R-11AB 155mm-he missing 3,100 - 3,000" in lines
    assert "Commitments firm - 5,000,000 EUR 90,000 EUR" in lines
    assert "NOR-C-9D0M More shells last - 2023-06 -" in lines


def test_programs_get_it_as_json(usa: Bench, proposals: tuple[str, str]) -> None:
    first, second = proposals

    found = json.loads(usa.run("compare", first, second, "--format", "json").stdout)

    assert (found["first"]["closes"], found["second"]["narrows"]) == (["UKR-R-11AB"], ["UKR-R-11AB"])
    assert found["needs"][0]["second"]["missing"] == 3000
    assert found["costs"][0]["first"] == 5000000
    assert found["rivals"] == []


def test_what_both_change_differently_is_named(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    first = _propose(shared)
    shared.git("switch", "--quiet", "main")
    shared.run("set", "NOR-C-7K3Q", "quantity=700")
    second = _propose(shared)

    done = usa.run("compare", first, second)

    assert done.stdout.startswith("Both change the same, and differently: NOR-C-7K3Q quantity.")


def test_one_proposal_is_not_compared_with_itself(shared: Bench) -> None:
    done = shared.run("compare", "NOR-P-7K3Q", "NOR-P-7K3Q")

    assert done.exit_code == 2
    assert "Name two proposals" in done.stderr
    assert "no proposal" in shared.run("compare", "NOR-P-7K3Q", "NOR-P-8L4R").stderr
