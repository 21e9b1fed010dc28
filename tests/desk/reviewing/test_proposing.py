"""Putting changes to the others, changing and ending that."""

import json
import os
import re

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


@pytest.mark.parametrize("address", ["https://127.0.0.1:9/plan.git", "/nowhere/plan.git", "."])
def test_where_nobody_answers_it_is_listed_as_last_seen(shared: Bench, ukraine: Bench, address: str) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)
    ukraine.run("proposals")
    asked = ukraine.folder / ".git/workbook-asked/origin"
    os.utime(asked, (1_664_366_400, 1_664_366_400))
    os.utime(ukraine.folder / ".git/refs/remotes/origin/HEAD", (0, 0))
    ukraine.git("remote", "set-url", "origin", address if address != "." else str(ukraine.folder.parent))

    listed = ukraine.run("proposals")

    assert listed.exit_code == 0
    assert id in listed.stdout
    assert "Shown as last seen, 2022-09-28 12:00 UTC." in listed.stderr
    assert ukraine.run("review", id, "--verdict", "approve").exit_code == 2


def test_what_is_withdrawn_leads_back_to_main_and_waits_on_nobody(shared: Bench, ukraine: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800", 'financed_by=[{nation = "UKR", share = "1/3"}]')
    id = _propose(shared)

    told = shared.run("withdraw", id)
    looked = ukraine.run("review", id)
    refused = ukraine.run("review", id, "--verdict", "approve")
    said = ukraine.run("review", id, "--verdict", "comment", "--text", "A pity.")

    assert f"You are on main again; what {id} held stays on the branch proposal/{id}." in told.stdout
    assert shared.git("branch", "--show-current") == "main"
    assert looked.stdout.endswith("It was withdrawn, so it waits on nobody.\n")
    assert refused.exit_code == 2
    assert f"{id} was withdrawn, so there is no verdict to give" in refused.stderr
    assert said.exit_code == 0, said.stderr


@pytest.mark.parametrize("more", [False, True])
def test_nothing_is_proposed_with_what_was_withdrawn(shared: Bench, more: bool) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)
    shared.git("branch", "kept", f"proposal/{id}")
    shared.run("withdraw", id)
    shared.git("switch", "--quiet", f"proposal/{id}")
    # As another clone has it that did not hear of it yet.
    shared.git("reset", "--quiet", "--hard", "kept" if more else f"proposal/{id}")
    shared.run("set", "NOR-C-7K3Q", "quantity=700")
    before = _shared_tip(shared, f"proposal/{id}")

    done = shared.run("propose", "Fewer shells")

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{id} was withdrawn, so nothing more is proposed with it" in done.stderr
    assert f"`git checkout proposal/{id} -- PATH`" in done.stderr
    assert _shared_tip(shared, f"proposal/{id}") == before


def test_another_title_on_the_branch_of_a_proposal_is_told_as_its_new_title(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)
    shared.run("set", "NOR-C-7K3Q", "quantity=700")

    done = shared.run("propose", "Still fewer")

    assert "It was called Fewer shells: what should be a proposal of its own begins on main" in done.stdout
    assert done.stdout.endswith(f"Proposed {id}; you are on its branch.\n")


@pytest.mark.parametrize("command", [("sync",), ("propose", "Mine")])
def test_the_branch_of_anothers_proposal_is_not_published_over(
    shared: Bench, ukraine: Bench, command: tuple[str, ...]
) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)
    ukraine.git("fetch", "--quiet")
    ukraine.git("switch", "--quiet", "--create", "mine", f"origin/proposal/{id}")
    ukraine.run("set", "UKR-R-11AB", "quantity=5000")
    before = _shared_tip(shared, f"proposal/{id}")

    done = ukraine.run(*command)

    assert done.exit_code == 2
    assert "git switch main" in done.stderr
    assert _shared_tip(shared, f"proposal/{id}") == before


def test_what_nobody_need_judge_is_told_as_that(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "tags=winter")

    done = shared.run("propose", "Tags")

    assert done.exit_code == 2
    assert "nobody is asked" in done.stderr
    assert "`workbook sync` publishes it" in done.stderr


@pytest.mark.parametrize("title", ["", "   ", "\n"])
def test_a_title_of_blanks_is_none(shared: Bench, title: str) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")

    done = shared.run("propose", title)

    assert done.exit_code == 2
    assert "Say what you propose in a few words" in done.stderr


def test_a_title_is_one_line(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")

    done = shared.run("propose", " Fewer\n\nApproved-by: SWE ")

    assert done.exit_code == 0
    assert 'title to "Fewer Approved-by: SWE"' in done.stdout


def test_of_what_main_holds_already_it_is_said_that_its_author_withdraws_it(
    shared: Bench, usa: Bench
) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    shared.git("switch", "--quiet", "main")
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    assert shared.run("sync").exit_code == 0

    looked, listed = usa.run("review", id), usa.run("proposals", "--format", "json")

    held = f"Main already holds all that it changes: NOR takes it back by `workbook withdraw {id}`."
    assert looked.stdout.splitlines()[-1] == held
    (row,) = json.loads(listed.stdout)["proposals"]
    assert (row["waiting_on"], row["waits"], row["trouble"]) == (["NOR"], "NOR", held)
