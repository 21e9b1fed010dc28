"""`check --guard`: the guard's verdict where nothing can be held back, as text and as JSON."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import REQUEST, Bench
from tests.desk.guarding.contents.judged import FUNDED, GIFT
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
