"""Taking a proposal into the shared plan."""

from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.reviewing.test_proposing import ITEM, _propose, _shared_tip
from tests.desk.reviewing.test_verdicts import PAID, TEXT
from workbook.check.examples import COALITION
from workbook.desk.merging import ahead
from workbook.records import workers

MANIFEST = "plans/workbook.toml"
NOTE = "plans/nations/NOR/requests/NOR-R-55JK.toml"
DECISION = "plans/meetings/2022-09-28-brussels/decisions/D-7K3Q.toml"


@pytest.fixture(autouse=True)
def _helped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second process read and write even few files; without one, proposals are adopted elsewhere."""
    monkeypatch.setattr(ahead, "_FEWEST_FILES", 1)
    monkeypatch.setattr(workers, "_can_fork", lambda: True)


def _adopted(bench: Bench, id: str, *words: str) -> str:
    done = bench.run("adopt", id, *words)
    assert done.exit_code == 0, done.stdout + done.stderr
    bench.git("fetch", "--quiet")
    return bench.git("log", "-1", "--format=%B", "origin/main")


def test_silence_is_consent_where_the_plan_says_so_and_it_is_over(shared: Bench, usa: Bench) -> None:
    usa.commit({MANIFEST: f"{COALITION[MANIFEST]}\n[approval]\nsilence = true\nsilence_days = 10\n"})
    usa.git("push", "--quiet", "origin", "main")
    shared.git("pull", "--quiet")
    shared.commit({ITEM: COALITION[ITEM].replace("= 6", "= 9")})
    id = _propose(shared, "--silence-until", "2022-10-20")

    early = shared.run("adopt", id)
    message = _adopted(shared, id, "--today", "2199-01-01")

    assert (early.exit_code, "waiting" in early.stdout) == (1, True)
    assert "Approved-by" not in message


def test_money_is_never_given_by_silence(shared: Bench, usa: Bench) -> None:
    usa.commit({MANIFEST: f"{COALITION[MANIFEST]}\n[approval]\nsilence = true\n"})
    usa.git("push", "--quiet", "origin", "main")
    shared.git("pull", "--quiet")
    shared.commit({PAID: TEXT})
    id = _propose(shared, "--silence-until", "2022-10-20")

    assert shared.run("adopt", id, "--today", "2199-01-01").exit_code == 1


def test_the_decision_that_took_it_is_named(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    usa.commit({DECISION: f'text = "Norway gives more."\nstatus = "adopted"\nproposals = ["{id}"]\n'})
    usa.git("push", "--quiet", "origin", "main")

    message = _adopted(usa, id)

    assert message.splitlines()[-3:] == ["On-behalf-of: USA", f"Proposal-Id: {id}", "Decision: D-7K3Q"]


def test_it_is_merged_by_meaning_with_what_main_has_by_now(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    text = (usa.folder / COMMITMENT).read_text()
    usa.commit({COMMITMENT: text.replace("made_on = 2022-09-20\n", 'made_on = 2022-09-20\nvia = "Rail"\n')})
    usa.git("push", "--quiet", "origin", "main")

    _adopted(usa, id)

    merged = usa.git("show", f"origin/main:{COMMITMENT}")
    assert "quantity = 950" in merged
    assert 'via = "Rail"' in merged


def test_files_of_the_clone_are_those_of_main(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)

    _adopted(usa, id)

    assert usa.git("rev-parse", "HEAD") == usa.git("rev-parse", "origin/main")
    assert usa.git("status", "--porcelain") == ""
    assert "quantity = 950" in (usa.folder / COMMITMENT).read_text()


def test_what_was_said_lies_in_the_clone_too(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    for bench in (ukraine, usa):
        assert bench.run("review", id, "--verdict", "approve").exit_code == 0

    _adopted(usa, id)

    assert usa.git("rev-parse", "HEAD") == usa.git("rev-parse", "origin/main")
    assert usa.git("status", "--porcelain") == ""
    assert {path.parent.parent.name for path in usa.folder.glob("plans/nations/*/reviews/*.toml")} == {
        "UKR",
        "USA",
    }


def test_a_main_that_this_clone_was_behind_is_caught_up_with(shared: Bench, usa: Bench) -> None:
    shared.commit({ITEM: COALITION[ITEM].replace("= 6", "= 9")})
    shared.git("push", "--quiet", "origin", "main")
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)

    _adopted(usa, id)

    assert usa.git("rev-parse", "HEAD") == usa.git("rev-parse", "origin/main")
    assert usa.git("status", "--porcelain") == ""
    assert "= 9" in (usa.folder / ITEM).read_text()


def test_what_cannot_be_adopted_leaves_no_file(shared: Bench, usa: Bench) -> None:
    shared.commit({ITEM: COALITION[ITEM].replace("= 6", "= 9")})
    id = _propose(shared)

    done = usa.run("adopt", id)

    assert done.exit_code == 1
    assert usa.git("status", "--porcelain") == ""


def test_unsaved_changes_stay_and_it_is_told(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    unsaved = (usa.folder / COMMITMENT).read_text() + "# to be asked\n"
    usa.write({COMMITMENT: unsaved})

    done = usa.run("adopt", id)

    assert done.exit_code == 0
    assert "changes that are not committed" in done.stderr
    assert (usa.folder / COMMITMENT).read_text() == unsaved
    assert "quantity = 950" in usa.git("show", f"origin/main:{COMMITMENT}")


@pytest.mark.parametrize("then", ["", "git add --all && git show HEAD:{path} >{path}"])
def test_what_is_edited_while_it_is_published_stays(
    shared: Bench, usa: Bench, tmp_path: Path, then: str
) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    file = usa.folder / COMMITMENT
    own = "unset $(git rev-parse --local-env-vars) GIT_QUARANTINE_PATH"
    edit = f"{own} && cd {usa.folder} && echo '# Mine.' >>{COMMITMENT}"
    hook = tmp_path / "shared.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{edit}\n{then.format(path=COMMITMENT)}\n")
    hook.chmod(0o755)

    done = usa.run("adopt", id)

    assert (done.exit_code, "changes that are not committed" in done.stderr) == (0, True)
    assert "# Mine." in (usa.git("show", f":{COMMITMENT}") if then else file.read_text())
    assert "quantity = 950" not in file.read_text()


def test_what_is_adopted_cannot_be_adopted_again(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    _adopted(shared, id)
    main = _shared_tip(shared, "main")

    again, unknown = shared.run("adopt", id), shared.run("adopt", "NOR-P-0000")

    assert (again.exit_code, unknown.exit_code) == (2, 2)
    assert "adopted already" in again.stderr
    assert "no proposal 'NOR-P-0000'" in unknown.stderr
    assert _shared_tip(shared, "main") == main


def test_what_was_said_of_a_record_that_was_dropped_since_keeps_nothing_up(
    shared: Bench, ukraine: Bench, usa: Bench
) -> None:
    request = "plans/nations/NOR/requests/NOR-R-55JK.toml"
    shared.commit({request: 'title = "Fuel"\nquantity = 5\n'})
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    said = ukraine.run("review", id, "--verdict", "object", "--about", "NOR-R-55JK")
    shared.git("rm", "--quiet", request)
    shared.commit({})
    amended = shared.run("propose")

    assert (said.exit_code, amended.exit_code) == (0, 0)
    _adopted(usa, id)


def test_who_approves_the_whole_and_a_part_is_named_once(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    for about in ([], ["--about", "NOR-C-7K3Q"]):
        assert usa.run("review", id, "--verdict", "approve", *about).exit_code == 0

    message = _adopted(shared, id)

    assert message.count("Approved-by: USA") == 1


def test_from_main_the_branch_of_the_proposal_is_cleared_away(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    shared.git("switch", "--quiet", "main")

    done = shared.run("adopt", id)

    assert f"Cleared away the branch proposal/{id} here, as main holds all of it." in done.stdout
    assert shared.git("branch", "--format=%(refname:short)") == "main"
    assert shared.git("config", "--get-regexp", "^branch[.]").count("proposal") == 0


def test_a_branch_that_holds_more_or_is_checked_out_elsewhere_stays(shared: Bench, tmp_path: Path) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    shared.git("switch", "--quiet", "main")
    shared.git("worktree", "add", "--quiet", str(tmp_path / "beside"), f"proposal/{id}")

    done = shared.run("adopt", id)

    assert "Cleared away" not in done.stdout
    assert shared.git("branch", "--format=%(refname:short)").split() == ["main", f"proposal/{id}"]


def test_on_the_branch_of_the_proposal_one_is_led_back_to_main(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)

    done = shared.run("adopt", id)

    assert done.stdout.splitlines()[-1] == f"{id} is adopted: you are back on main."
    assert shared.git("branch", "--format=%(refname:short)") == "main"


def test_where_main_here_has_changes_of_its_own_one_stays_and_it_is_told(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    shared.git("switch", "--quiet", "main")
    shared.commit({NOTE: 'title = "Fuel"\nquantity = 5\n'})
    shared.git("switch", "--quiet", f"proposal/{id}")

    done = shared.run("adopt", id)

    assert done.exit_code == 0
    assert "main here has changes of its own" in done.stderr
    assert "back on main" not in done.stdout
    assert shared.git("branch", "--show-current") == f"proposal/{id}"
