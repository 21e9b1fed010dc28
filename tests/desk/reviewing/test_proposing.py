"""Putting changes to the others, changing and ending that."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST, Bench
from workbook.check.examples import COALITION

ITEM = "plans/catalogue/items/155mm-he.toml"


def _propose(bench: Bench, *words: str) -> str:
    done = bench.run("propose", "Fewer shells", *words)
    assert done.exit_code == 0, done.stdout + done.stderr
    found = re.search(r"Proposed (\S+);", done.stdout)
    assert found is not None
    return found[1]


def _shared_tip(bench: Bench, branch: str) -> str:
    return bench.git("ls-remote", "origin", f"refs/heads/{branch}").partition("\t")[0]


def test_it_lies_on_its_branch_and_main_is_as_it_was(shared: Bench) -> None:
    main = _shared_tip(shared, "main")
    shared.run("set", "NOR-C-7K3Q", "quantity=800")

    id = _propose(shared, "--purpose", "Fewer are left.")

    head = shared.git("rev-parse", "HEAD")
    assert _shared_tip(shared, f"proposal/{id}") == head
    assert _shared_tip(shared, "main") == shared.git("rev-parse", "main") == main
    assert shared.git("branch", "--show-current") == f"proposal/{id}"
    assert shared.git("status", "--porcelain") == ""
    record = (shared.folder / f"plans/nations/NOR/proposals/{id}.toml").read_text()
    assert record == ('title = "Fewer shells"\npurpose = "Fewer are left."\nopened_on = 2022-09-28\n')
    assert shared.git("log", "-1", "--format=%(trailers:key=Proposal-Id,valueonly)").strip() == id


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("", "", "nothing to propose"),
        (COMMITMENT, "x = ", "not saved"),
    ],
)
def test_what_cannot_be_proposed_changes_nothing(shared: Bench, path: str, text: str, words: str) -> None:
    shared.write({path: text} if path else {})
    before = shared.git("for-each-ref", "refs/heads", "refs/remotes")

    done = shared.run("propose", "Shells")

    assert done.exit_code == 2
    assert words in done.stderr
    assert shared.git("for-each-ref", "refs/heads", "refs/remotes") == before
    assert shared.git("ls-remote", "origin", "refs/heads/proposal/*") == ""


def test_a_record_of_another_is_refused(shared: Bench) -> None:
    shared.commit({REQUEST: (shared.folder / REQUEST).read_text().replace("4000", "1")})

    done = shared.run("propose", "Less")

    assert done.exit_code == 1
    assert "WB601" in done.stdout
    assert shared.git("ls-remote", "origin", "refs/heads/proposal/*") == ""


def test_what_the_secretariat_keeps_can_be_proposed_to_it(shared: Bench) -> None:
    shared.commit({ITEM: COALITION[ITEM].replace("= 6", "= 9")})

    done = shared.run("propose", "It takes longer")

    assert done.exit_code == 0
    assert "USA must approve 155mm-he, as it keeps what no nation owns: waiting." in done.stdout


def test_without_a_title_nothing_new_is_proposed(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")

    assert "in a few words" in shared.run("propose").stderr


def test_a_conflict_with_main_is_told_before(shared: Bench, usa: Bench) -> None:
    usa.commit({COMMITMENT: (usa.folder / COMMITMENT).read_text().replace("900}\nvalue", "700}\nvalue")})
    usa.git("push", "--quiet")
    shared.run("set", "NOR-C-7K3Q", "quantity=800")

    done = shared.run("propose", "Shells")

    assert done.exit_code == 2
    assert "NOR-C-7K3Q" in done.stderr


def test_a_proposal_is_taken_back_by_its_own_nation(shared: Bench, ukraine: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)

    foreign = ukraine.run("withdraw", id)
    own = shared.run("withdraw", id)

    assert (foreign.exit_code, own.exit_code) == (2, 0)
    assert ukraine.run("proposals").stdout == "No proposal is open.\n"
    assert "withdrawn" in ukraine.run("adopt", id).stderr
    assert "withdrawn" in ukraine.run("review", id).stdout
    assert shared.git("status", "--porcelain") == ""


def test_offline_it_is_listed_as_last_seen(shared: Bench, ukraine: Bench, tmp_path: Path) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)
    ukraine.run("proposals")
    ukraine.git("remote", "set-url", "origin", "https://127.0.0.1:9/plan.git")

    listed = ukraine.run("proposals")

    assert listed.exit_code == 0
    assert id in listed.stdout
    assert "as last seen" in listed.stderr
    assert ukraine.run("review", id, "--verdict", "approve").exit_code == 2
