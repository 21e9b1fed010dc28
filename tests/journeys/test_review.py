"""Five delegations, five clones, one repository: propose, object, amend, approve, adopt, read the log."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.publishing.sharing import clone, share
from workbook.desk.reviewing import adopting
from workbook.vcs import remotes

NATIONS = ("NOR", "SWE", "NLD", "DEU", "USA")
FUNDED = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
GIFT = """\
title = "Barrels"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 12
made_on = 2022-09-20
to = [{party = "UKR"}]
"""


@pytest.fixture
def clones(plan: Bench, tmp_path: Path) -> Mapping[str, Bench]:
    """The same plan in the hands of five nations."""
    server = tmp_path / "shared.git"
    share(plan, server)
    return {
        nation: clone(server, tmp_path / nation, nation=nation, email=f"{nation.lower()}@example.org")
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


def _main(bench: Bench) -> str:
    bench.git("fetch", "--quiet")
    return bench.git("rev-parse", "origin/main")


def _on_main(bench: Bench, path: str) -> str:
    bench.git("fetch", "--quiet")
    return bench.git("show", f"origin/main:{path}")


def _rows(bench: Bench) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(_run(bench, "proposals", "--format", "json"))["proposals"]
    return rows


def _funded(norway: Bench, quantity: int = 12, paying: str = "SWE") -> str:
    """Propose two gifts, one of which Sweden pays, the other the Netherlands."""
    payer = f'financed_by = [{{nation = "{paying}", share = "1/3"}}]\n'
    other = 'financed_by = [{nation = "NLD"}]\n'
    norway.commit({FUNDED: GIFT.replace("12", str(quantity)) + payer, COMMITMENT: GIFT + other})
    return _proposed(norway, "Barrels for the winter", "--purpose", "They wear out.")


def test_propose_object_amend_approve_adopt_and_read_the_log(clones: Mapping[str, Bench]) -> None:
    norway, sweden, netherlands, germany, usa = (clones[nation] for nation in NATIONS)
    before = _main(usa)
    id = _funded(norway)

    assert _main(usa) == before
    assert norway.git("branch", "--show-current") == f"proposal/{id}"
    assert norway.git("rev-parse", "main") == before
    (row,) = _rows(germany)
    assert (row["proposer"], row["title"]) == ("NOR", "Barrels for the winter")
    assert row["waiting_on"] == ["NLD", "SWE"]

    looked = _run(sweden, "review", id)
    assert "SWE must approve NOR-C-9D0M, as it is named as paying: waiting." in looked
    assert "They wear out." in looked

    _run(sweden, "review", id, "--verdict", "object", "--text", "Two too many.")
    _run(germany, "review", id, "--verdict", "object", "--text", "Too early.")
    _run(netherlands, "review", id, "--verdict", "approve")
    refused = usa.run("adopt", id)

    assert refused.exit_code == 1
    assert "SWE objects." in refused.stdout
    assert _main(usa) == before

    _run(norway, "set", "NOR-C-9D0M", "quantity=10")
    assert "waiting" not in _run(norway, "propose").split("NLD must")[1].splitlines()[0]
    _run(sweden, "review", id, "--verdict", "approve", "--text", "So be it.")
    adopted = _run(usa, "adopt", id)

    assert "Adopted as" in adopted
    assert "quantity = 10" in _on_main(germany, FUNDED)
    message = germany.git("log", "-1", "--format=%B", "origin/main")
    assert message.startswith(f"Adopt {id} of NOR: Barrels for the winter\n")
    trailers = dict(line.split(": ") for line in message.splitlines() if re.match(r"[A-Z][A-Za-z-]+: ", line))
    assert trailers["Proposal-Id"] == id
    approving = re.findall(r"Approved-by: (\w+) (\w{40})", message)
    assert [nation for nation, _ in approving] == ["NLD", "SWE"]
    assert [
        commit for _, commit in approving if germany.git("merge-base", commit, "origin/main") != commit
    ] == []
    verdicts = germany.git("grep", "-h", "^verdict", "origin/main", "--", "plans/nations")
    assert verdicts.count("object") == 2
    assert verdicts.count("approve") == 2
    assert _rows(sweden) == []
    germany.git("merge", "--quiet", "--ff-only", "origin/main")
    assert "12 to 10" in _run(germany, "log", "NOR-C-9D0M")
    assert "propose" in _run(germany, "log", id)
    assert germany.run("check").exit_code == 0


def test_an_approval_lapses_by_a_changed_figure_and_another_stays(clones: Mapping[str, Bench]) -> None:
    norway, sweden, netherlands = (clones[nation] for nation in NATIONS[:3])
    id = _funded(norway)
    _run(sweden, "review", id, "--verdict", "approve")
    _run(netherlands, "review", id, "--verdict", "approve")

    _run(norway, "set", "NOR-C-9D0M", "quantity=10")
    amended = _run(norway, "propose")

    assert "SWE's approval lapsed: NOR-C-9D0M quantity from 12 to 10." in amended
    assert "NLD's approval" not in amended
    assert _rows(sweden)[0]["waiting_on"] == ["SWE"]
    assert clones["USA"].run("adopt", id).exit_code == 1


def test_unrelated_edits_on_main_keep_approvals(clones: Mapping[str, Bench]) -> None:
    norway, sweden, netherlands, germany, usa = (clones[nation] for nation in NATIONS)
    id = _funded(norway)
    _run(sweden, "review", id, "--verdict", "approve")
    _run(netherlands, "review", id, "--verdict", "approve")
    germany.commit({"plans/nations/DEU/requests/DEU-R-33EF.toml": 'title = "Fuel"\nquantity = 5\n'})
    germany.git("push", "--quiet")

    _run(usa, "adopt", id)

    assert "quantity = 12" in _on_main(germany, FUNDED)
    assert "Fuel" in _on_main(norway, "plans/nations/DEU/requests/DEU-R-33EF.toml")


def test_notes_keep_approvals_and_an_unknown_field_does_not(clones: Mapping[str, Bench]) -> None:
    norway, sweden, netherlands, _, usa = (clones[nation] for nation in NATIONS)
    id = _funded(norway)
    _run(sweden, "review", id, "--verdict", "approve")
    _run(netherlands, "review", id, "--verdict", "approve")
    text = (norway.folder / FUNDED).read_text()

    norway.commit({FUNDED: text + 'notes = "Ask again in May."\n'})
    assert "lapsed" not in _run(norway, "propose")
    norway.commit({FUNDED: text + 'colour = "green"\n'})

    assert "SWE's approval lapsed" in _run(norway, "propose")
    assert usa.run("adopt", id).exit_code == 1


def test_of_two_who_adopt_at_once_one_judges_anew(
    clones: Mapping[str, Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    norway, sweden, netherlands = (clones[nation] for nation in NATIONS[:3])
    norway.commit({FUNDED: GIFT})
    first = _proposed(norway, "Barrels")
    netherlands.commit({"plans/nations/NLD/requests/NLD-R-44GH.toml": 'title = "Fuel"\nquantity = 5\n'})
    second = _proposed(netherlands, "Fuel")
    real, done = remotes.push, list[str]()

    def faster(*words: object, **options: object) -> None:
        # Between judging and publishing, Sweden adopts the other proposal.
        monkeypatch.setattr(adopting, "push", real)
        done.append(_run(sweden, "adopt", second))
        real(*words, **options)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(adopting, "push", faster)
    told = _run(norway, "adopt", first)

    assert len(done) == 1
    assert "judged anew" in told
    assert "Barrels" in _on_main(norway, FUNDED)
    assert "Fuel" in _on_main(norway, "plans/nations/NLD/requests/NLD-R-44GH.toml")
    assert norway.git("branch", "--show-current") == "main"
    assert norway.git("rev-parse", "HEAD") == _main(norway)
    assert norway.git("status", "--porcelain") == ""
