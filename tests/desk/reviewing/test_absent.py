"""Proposals of nations, and for nations, that are no members any more."""

import json

import pytest

from tests.cli.conftest import Bench
from tests.desk.reviewing.test_proposing import _propose
from tests.desk.reviewing.test_verdicts import PAID, TEXT

MANIFEST = "plans/workbook.toml"


def _leaves(usa: Bench, nation: str, heir: str = "FIN") -> None:
    text = (usa.folder / MANIFEST).read_text()
    members, rest = text.split("nordics", 1)
    members = members.replace(f'"{nation}"', f'"{heir}"')
    usa.commit({MANIFEST: f"{members}nordics{rest}"})
    usa.git("push", "--quiet", "origin", "main")


@pytest.fixture
def proposal(shared: Bench) -> str:
    """Norway proposes what Ukraine would pay."""
    shared.commit({PAID: TEXT})
    return _propose(shared)


def test_of_a_proposal_it_is_said_that_its_nation_left(usa: Bench, ukraine: Bench, proposal: str) -> None:
    _leaves(usa, "NOR")

    looked, listed = ukraine.run("review", proposal), ukraine.run("proposals", "--format", "json")

    told = "NOR, which put it forward, is not among the members."
    assert told in looked.stdout
    assert json.loads(listed.stdout)["proposals"][0]["trouble"] == told


def test_whoever_must_approve_and_left_is_named(usa: Bench, ukraine: Bench, proposal: str) -> None:
    _leaves(usa, "UKR")

    looked = usa.run("review", proposal)
    told = (
        "UKR, which must approve it, is not among the members: NOR names another, or USA adds it to the "
        "group members in plans/workbook.toml."
    )
    assert told in looked.stdout
    assert told in usa.run("proposals").stdout


def test_who_works_under_another_code_is_told_whose_the_branch_is(
    usa: Bench, shared: Bench, proposal: str
) -> None:
    _leaves(usa, "NOR", heir="XKX")
    shared.git("config", "workbook.nation", "XKX")

    withdrawn, again = shared.run("withdraw", proposal), shared.run("propose")

    told = "NOR is not among the members"
    assert (withdrawn.exit_code, again.exit_code) == (2, 2)
    assert told in withdrawn.stderr
    assert told in again.stderr
    assert "workbook.nation" in again.stderr
