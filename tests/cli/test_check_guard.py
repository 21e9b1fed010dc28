"""`check --guard`: the guard's verdict where nothing can be held back, as text and as JSON."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import REQUEST, Bench
from tests.desk.guarding.contents.judged import FUNDED, GIFT
from tests.desk.publishing.sharing import clone as clone_of
from tests.desk.publishing.sharing import share


@pytest.fixture
def clone(plan: Bench, tmp_path: Path) -> Bench:
    """A clone of Norway's, with all of the plan published."""
    plan.git("config", "workbook.nation", "NOR")
    plan.git("config", "user.name", "Kari Nordmann")
    plan.git("config", "user.email", "kari@example.org")
    return share(plan, tmp_path / "shared.git")


def test_own_change_would_be_taken_in_and_it_says_that_it_is_advice(clone: Bench) -> None:
    clone.run("set", "NOR-C-7K3Q", "quantity=800")

    done = clone.run("check", "--guard", "origin/main", "HEAD")

    assert done.exit_code == 0, done.stdout + done.stderr
    assert done.stdout == (
        "The guard would take in this as a push to main by NOR.\n"
        "This is advice: only the guard of the shared repository can hold anything back.\n"
    )


def test_anothers_record_would_be_refused(clone: Bench) -> None:
    clone.commit({REQUEST: (clone.folder / REQUEST).read_text().replace("4000", "400")})

    done = clone.run("check", "--guard", "origin/main", "HEAD", "--format", "json")

    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["verdict"], told["nation"], told["advisory"]) == ("refused", "NOR", True)
    assert told["base"] == clone.git("rev-parse", "origin/main")
    assert {(one["ref"], one["path"]) for one in told["refusals"]} == {("refs/heads/main", REQUEST)}
    assert clone.run("check", "--guard", "origin/main", "HEAD", "--as", "ukr").exit_code == 0


def test_what_another_must_approve_would_be_refused_until_the_clone_has_seen_it(clone: Bench) -> None:
    clone.commit({FUNDED: GIFT})

    done = clone.run("check", "--guard", "origin/main", "HEAD")

    assert done.exit_code == 1
    assert "SWE" in done.stdout


def _proposed(clone: Bench, text: str = GIFT) -> str:
    clone.commit({FUNDED: text})
    done = clone.run("propose", "Barrels")
    assert done.exit_code == 0, done.stdout + done.stderr
    return clone.git("branch", "--show-current").removeprefix("proposal/")


def test_of_a_proposal_what_is_awaited_is_told_and_refuses_nothing(clone: Bench, tmp_path: Path) -> None:
    sweden = clone_of(tmp_path / "shared.git", tmp_path / "sweden", nation="SWE", email="swe@example.org")
    id = _proposed(clone)

    waiting = clone.run("check", "--guard", "origin/main", "HEAD")
    sweden.run("review", id, "--verdict", "approve")
    clone.git("fetch", "--quiet")
    done = clone.run("check", "--guard", "origin/main", "HEAD", "--format", "json")

    assert waiting.exit_code == 0, waiting.stdout
    assert waiting.stdout.splitlines() == [
        f"awaited {id} cannot be adopted yet: SWE must approve NOR-C-9D0M, as it is named as paying: "
        "waiting.",
        f"The guard would take in {id}, adopted now, as a push to main by NOR once what is awaited is said.",
        "This is advice: only the guard of the shared repository can hold anything back.",
    ]
    told = json.loads(done.stdout)
    assert (told["proposal"], told["verdict"], told["awaited"], done.exit_code) == (id, "taken", [], 0)


def test_a_proposal_is_judged_as_it_would_be_adopted_by_now(clone: Bench, tmp_path: Path) -> None:
    ukraine = clone_of(tmp_path / "shared.git", tmp_path / "ukraine", nation="UKR", email="kyiv@example.org")
    _proposed(clone)
    ukraine.run("set", "UKR-R-11AB", "quantity=5000")
    ukraine.git("push", "--quiet", "origin", "main")
    clone.git("fetch", "--quiet")
    refs = clone.git("for-each-ref")

    done = clone.run("check", "--guard", "origin/main", "HEAD", "--format", "json")

    assert (json.loads(done.stdout)["verdict"], done.exit_code) == ("awaited", 0)
    assert clone.git("for-each-ref") == refs
    assert clone.git("status", "--porcelain") == ""


def test_a_proposal_with_what_nobody_may_propose_is_refused_all_the_same(clone: Bench) -> None:
    _proposed(clone)
    clone.commit({REQUEST: (clone.folder / REQUEST).read_text().replace("4000", "400")})

    done = clone.run("check", "--guard", "origin/main", "HEAD", "--format", "json")

    told = json.loads(done.stdout)
    assert (told["verdict"], done.exit_code) == ("refused", 1)
    assert {one["path"] for one in told["refusals"]} == {REQUEST}


def test_a_withdrawn_proposal_and_one_in_conflict_are_refused(clone: Bench, tmp_path: Path) -> None:
    id = _proposed(clone)
    clone.git("push", "--quiet", "origin", "HEAD~1:main")
    clone.git("fetch", "--quiet")
    first = clone.git("rev-parse", "HEAD")
    clone.git("switch", "--quiet", "--detach", "origin/main")
    clone.commit({FUNDED: GIFT.replace("12", "13")})
    clone.git("push", "--quiet", "origin", "HEAD:main")
    clone.git("switch", "--quiet", f"proposal/{id}")
    clone.commit({FUNDED: GIFT.replace("12", "14")})

    apart = clone.run("check", "--guard", "origin/main", "HEAD")
    clone.git("reset", "--quiet", "--hard", first)
    clone.run("withdraw", id)
    gone = clone.run("check", "--guard", "origin/main", f"origin/proposal/{id}")

    assert (apart.exit_code, gone.exit_code) == (1, 1)
    assert f"conflict {id}: Conflicts with main over {FUNDED}" in apart.stdout
    assert f"withdrawn {id} is withdrawn" in gone.stdout


def test_main_would_not_move_back(clone: Bench) -> None:
    clone.run("set", "NOR-C-7K3Q", "quantity=800")

    done = clone.run("check", "--guard", "HEAD", "origin/main")

    assert done.exit_code == 1
    assert "main moves forward only" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--as", "NOR"), "--as goes with --guard"),
        (("--guard", "HEAD", "HEAD", "--format", "sarif"), "--guard is told as text or json."),
        (("--guard", "HEAD", "nowhere"), "No commit is called 'nowhere'"),
        (("--guard", "HEAD", "HEAD", "--as", "XX"), "No nation has the code 'XX'"),
    ],
)
def test_wrong_use_is_told(clone: Bench, words: tuple[str, ...], told: str) -> None:
    done = clone.run("check", *words)

    assert done.exit_code == 2
    assert told in done.stderr
