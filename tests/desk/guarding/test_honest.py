"""What honest delegations push by the program itself is taken in."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST, Bench
from tests.desk.guarding.judged import Judged
from tests.desk.publishing.sharing import clone, share

NATIONS = ("NOR", "SWE", "NLD", "USA", "UKR")
FUNDED = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
ITEM = "plans/catalogue/items/155mm-he.toml"
GIFT = """\
title = "Barrels"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 12
made_on = 2022-09-20
to = [{party = "UKR"}]
financed_by = [{nation = "SWE", share = "1/3"}]
"""


@pytest.fixture
def judged(plan: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judged:
    """The shared repository of a small plan, where each push of the program is judged."""
    share(plan, tmp_path / "shared.git")
    found = Judged(tmp_path / "shared.git")
    found.judge_all(monkeypatch)
    return found


@pytest.fixture
def clones(judged: Judged, tmp_path: Path) -> Mapping[str, Bench]:
    """The same plan in the hands of five nations."""
    return {
        nation: clone(judged.folder, tmp_path / nation, nation=nation, email=f"{nation.lower()}@example.org")
        for nation in NATIONS
    }


def _run(bench: Bench, *words: str) -> str:
    done = bench.run(*words)
    assert done.exit_code == 0, done.stdout + done.stderr
    return done.stdout


def _proposed(bench: Bench, title: str, *words: str) -> str:
    found = re.search(r"Proposed ([A-Z]{3}-P-\w{4})", _run(bench, "propose", title, *words))
    assert found is not None
    return found[1]


def test_propose_object_amend_approve_adopt_sync(judged: Judged, clones: Mapping[str, Bench]) -> None:
    norway, sweden, netherlands, usa, ukraine = (clones[nation] for nation in NATIONS)
    norway.commit({FUNDED: GIFT, ITEM: (norway.folder / ITEM).read_text().replace("= 6", "= 9")})
    id = _proposed(norway, "Barrels")
    _run(sweden, "review", id, "--verdict", "object", "--text", "Two too many.")
    _run(netherlands, "review", id, "--verdict", "object", "--text", "Too early.")
    _run(usa, "review", id, "--verdict", "approve")
    ukraine.commit({REQUEST: (ukraine.folder / REQUEST).read_text().replace("4000", "5000")})
    _run(ukraine, "sync")
    _run(norway, "set", "NOR-C-9D0M", "quantity=10")
    _run(norway, "propose")
    _run(norway, "sync")
    _run(sweden, "review", id, "--verdict", "approve")
    _run(usa, "review", id, "--verdict", "approve")
    _run(usa, "adopt", id)
    _run(norway, "sync")
    _run(sweden, "set", "SWE", "contact=Stockholm")
    _run(sweden, "sync")

    assert judged.git("show", f"main:{FUNDED}") == GIFT.replace("12", "10").strip()
    assert len(judged.git("ls-tree", "-r", "--name-only", "main", "plans/nations").split("/reviews/")) == 6


def test_confirm_and_clear_away_what_was_recorded(judged: Judged, clones: Mapping[str, Bench]) -> None:
    sweden = clones["SWE"]
    _run(sweden, "confirm", "SWE-R-22CD")
    _run(sweden, "sync")
    sweden.git("rm", "--quiet", "plans/recorded/SWE/requests/SWE-R-22CD.toml")
    sweden.commit({})

    assert judged.push(sweden) == ()
    assert "recorded" not in judged.git("ls-tree", "-r", "--name-only", "main")


def test_the_secretariat_keeps_what_no_nation_owns(judged: Judged, clones: Mapping[str, Bench]) -> None:
    usa = clones["USA"]
    manifest = (usa.folder / "plans/workbook.toml").read_text().replace('"UKR"]', '"UKR", "POL"]', 1)
    usa.commit(
        {
            "plans/workbook.toml": manifest + "\n[approval]\nsilence = true\n",
            "plans/nations/USA/requests/USA-R-11AB.toml": 'title = "Fuel"\nquantity = 5\n',
            "plans/recorded/NLD/requests/NLD-R-11AB.toml": 'title = "Fuel"\nquantity = 5\n',
            "plans/meetings/2022-11-16-brussels/meeting.toml": 'title = "Next"\ndate = 2022-11-16\n',
            "templates/paper.css": "p {}\n",
            ".mailmap": "A <a@example.org>\n",
        }
    )
    _run(usa, "sync")
    norway = clones["NOR"]
    _run(norway, "sync")
    poland = clone(judged.folder, norway.folder.parent / "POL", nation="POL", email="pol@example.org")
    poland.commit({"plans/nations/POL/nation.toml": 'name = "Poland"\n'})
    _run(poland, "sync")

    assert judged.taken == ["refs/heads/main"] * 2


def test_withdraw_and_go_on(judged: Judged, clones: Mapping[str, Bench]) -> None:
    norway, sweden = clones["NOR"], clones["SWE"]
    norway.commit({FUNDED: GIFT})
    id = _proposed(norway, "Barrels")
    _run(sweden, "review", id, "--verdict", "comment", "--text", "Why?")
    _run(norway, "withdraw", id)
    norway.git("switch", "--quiet", "main")
    _run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    _run(norway, "sync")

    assert judged.taken[-1] == "refs/heads/main"


def test_branches_that_cross_and_conflicts_settled_by_their_owner(
    judged: Judged, clones: Mapping[str, Bench], tmp_path: Path
) -> None:
    one, sweden = clones["NOR"], clones["SWE"]
    other = clone(judged.folder, tmp_path / "other", nation="NOR", email="bergen@example.org")
    _run(one, "set", "NOR-C-7K3Q", "quantity=800")
    _run(other, "set", "NOR-C-7K3Q", "quantity=700")
    _run(sweden, "set", "SWE", "contact=Stockholm")
    _run(sweden, "sync")
    _run(one, "sync")
    assert other.run("sync").exit_code == 1
    _run(other, "resolve", "--use", "main")
    _run(other, "merge", "--continue", "--with-errors", "Lots follow.")
    _run(sweden, "set", "SWE", "delegation=Five")
    _run(sweden, "sync")
    _run(other, "sync")
    _run(one, "sync")
    _run(one, "set", "NOR-C-7K3Q", "via=Rail")
    _run(one, "sync")

    assert 'via = "Rail"' in judged.git("show", f"main:{COMMITMENT}")


def test_an_adoption_on_top_of_what_others_changed_in_the_same_record(
    judged: Judged, clones: Mapping[str, Bench], tmp_path: Path
) -> None:
    norway, usa = clones["NOR"], clones["USA"]
    other = clone(judged.folder, tmp_path / "other", nation="NOR", email="bergen@example.org")
    _run(norway, "set", "NOR-C-7K3Q", "quantity=950")
    id = _proposed(norway, "More")
    _run(other, "set", "NOR-C-7K3Q", "via=Rail")
    _run(other, "sync")

    _run(usa, "adopt", id)

    merged = judged.git("show", f"main:{COMMITMENT}")
    assert "quantity = 950" in merged
    assert 'via = "Rail"' in merged


def test_silence_counts_from_when_the_server_saw_it(
    judged: Judged, clones: Mapping[str, Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    norway, usa = clones["NOR"], clones["USA"]
    manifest = (usa.folder / "plans/workbook.toml").read_text()
    usa.commit({"plans/workbook.toml": manifest + "\n[approval]\nsilence = true\nsilence_days = 10\n"})
    _run(usa, "sync")
    _run(norway, "sync")
    norway.commit({ITEM: (norway.folder / ITEM).read_text().replace("= 6", "= 9")}, at="2022-09-01T12:00:00Z")
    id = _proposed(norway, "It takes longer", "--silence-until", "2022-09-20")
    main = judged.refs["refs/heads/main"]

    judged.judge_all(monkeypatch, today="2022-10-02")
    early = norway.run("--today", "2199-01-01", "adopt", id)
    judged.judge_all(monkeypatch, today="2022-10-09")

    assert "waiting" in early.stderr
    assert judged.refs["refs/heads/main"] == main
    _run(norway, "--today", "2199-01-01", "adopt", id)
    assert judged.refs["refs/heads/main"] != main
