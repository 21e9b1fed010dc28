"""Keeping up with the others."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.publishing.sharing import clone, share
from tests.desk.reviewing.test_proposing import _propose, _shared_tip
from tests.desk.reviewing.test_verdicts import PAID, TEXT
from workbook.desk.reviewing import syncing
from workbook.vcs import remotes

FUEL = "plans/nations/UKR/requests/UKR-R-33EF.toml"


def _publish(bench: Bench, path: str, text: str) -> None:
    bench.commit({path: text})
    bench.git("push", "--quiet", "origin", "HEAD:main")


def test_what_is_new_comes_in_and_what_is_ours_goes_out(shared: Bench, ukraine: Bench) -> None:
    _publish(ukraine, FUEL, 'title = "Fuel"\nquantity = 5\n')
    shared.run("set", "NOR-C-7K3Q", "quantity=950")

    done = shared.run("sync")

    assert done.exit_code == 0
    assert re.fullmatch(
        r"Brought in 1 change from origin/main\.\nPublished 2 changes to origin/main\.\n", done.stdout
    )
    assert (shared.folder / FUEL).exists()
    assert _shared_tip(shared, "main") == shared.git("rev-parse", "HEAD")
    assert shared.run("sync").stdout == "Nothing new: all is as on origin/main.\n"


def test_what_others_must_approve_is_named_and_not_published(shared: Bench) -> None:
    main = _shared_tip(shared, "main")
    shared.commit({PAID: TEXT})

    done = shared.run("sync")

    assert done.exit_code == 1
    assert "NOR-C-9D0M needs UKR, as it is named as paying." in done.stdout
    assert _shared_tip(shared, "main") == main


def test_what_belongs_to_another_is_not_published(shared: Bench, ukraine: Bench) -> None:
    main = _shared_tip(shared, "main")
    text = (ukraine.folder / COMMITMENT).read_text()
    ukraine.commit({COMMITMENT: text.replace("900}\nvalue", "700}\nvalue")})

    assert ukraine.run("sync").exit_code == 1
    assert _shared_tip(shared, "main") == main


def test_a_conflict_is_left_to_be_settled_and_nothing_is_published(shared: Bench, usa: Bench) -> None:
    text = (usa.folder / COMMITMENT).read_text()
    _publish(usa, COMMITMENT, text.replace("{about = 900}", "700"))
    main = _shared_tip(shared, "main")
    shared.run("set", "NOR-C-7K3Q", "quantity=800")

    done = shared.run("sync")

    assert done.exit_code == 1
    assert "Conflicts over NOR-C-7K3Q" in done.stdout
    assert _shared_tip(shared, "main") == main
    shared.run("resolve", "--use", "main")
    shared.run("merge", "--continue", "--with-errors", "Lots follow.")
    assert shared.run("sync").exit_code == 0
    assert _shared_tip(shared, "main") == shared.git("rev-parse", "HEAD")


def test_a_proposal_is_brought_up_to_date_keeps_approvals_and_ends_on_main(
    shared: Bench, ukraine: Bench, usa: Bench
) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    ukraine.run("review", id, "--verdict", "approve")
    _publish(ukraine, FUEL, 'title = "Fuel"\nquantity = 5\n')

    first = shared.run("sync")

    assert first.exit_code == 0, first.stdout + first.stderr
    assert _shared_tip(shared, f"proposal/{id}") == shared.git("rev-parse", "HEAD")
    assert "approves" in shared.run("review", id).stdout
    assert usa.run("adopt", id).exit_code == 0

    last = shared.run("sync")

    assert f"{id} is adopted: you are back on main." in last.stdout
    assert shared.git("branch", "--format=%(refname:short)") == "main"
    assert shared.git("rev-parse", "HEAD") == _shared_tip(shared, "main")
    assert shared.git("status", "--porcelain") == ""


def test_what_others_adopted_leaves_no_branch_behind(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    shared.git("switch", "--quiet", "main")
    shared.git("branch", "proposal/mine", f"proposal/{id}")
    usa.run("adopt", id)

    done = shared.run("sync")

    assert done.exit_code == 0, done.stdout + done.stderr
    assert f"Cleared away the branch proposal/{id} here, as main holds all of it." in done.stdout
    assert shared.git("branch", "--format=%(refname:short)").split() == ["main", "proposal/mine"]
    assert shared.run("sync").stdout == "Nothing new: all is as on origin/main.\n"


def test_what_was_saved_on_a_branch_after_it_was_adopted_stays(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    shared.run("set", "NOR-C-7K3Q", "quantity=960")
    shared.git("switch", "--quiet", "main")
    usa.run("adopt", id)

    done = shared.run("sync")

    assert "Cleared away" not in done.stdout
    assert shared.git("branch", "--format=%(refname:short)").split() == ["main", f"proposal/{id}"]


def test_where_somebody_is_faster_it_goes_once_more(
    shared: Bench, ukraine: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = remotes.push

    def faster(*words: object, **options: object) -> None:
        monkeypatch.setattr(syncing, "push", real)
        _publish(ukraine, FUEL, 'title = "Fuel"\nquantity = 5\n')
        real(*words, **options)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(syncing, "push", faster)
    shared.run("set", "NOR-C-7K3Q", "quantity=950")

    done = shared.run("sync")

    assert done.exit_code == 0
    assert "Brought in 1 change" in done.stdout
    assert (shared.folder / FUEL).exists()
    assert _shared_tip(shared, "main") == shared.git("rev-parse", "HEAD")


def test_offline_it_says_so_and_goes_on_later(shared: Bench) -> None:
    address = shared.git("remote", "get-url", "origin")
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    before = shared.git("for-each-ref")
    shared.git("remote", "set-url", "origin", "https://127.0.0.1:9/plan.git")

    offline = shared.run("sync")

    assert offline.exit_code == 2
    assert "cannot be reached" in offline.stderr
    assert shared.git("for-each-ref") == before
    shared.git("remote", "set-url", "origin", address)
    assert shared.run("sync").stdout == "Published 1 change to origin/main.\n"


def test_errors_that_others_published_do_not_lock_anybody_out(shared: Bench, usa: Bench) -> None:
    _publish(usa, PAID.replace("NOR/", "DEU/"), TEXT)
    shared.run("set", "NOR-C-7K3Q", "quantity=950")

    done = shared.run("sync")

    assert done.exit_code == 0, done.stdout + done.stderr
    assert _shared_tip(shared, "main") == shared.git("rev-parse", "HEAD")


def test_each_layer_is_brought_up_to_date(shared: Bench, tmp_path: Path) -> None:
    other = clone(_layer(shared, tmp_path), tmp_path / "other", nation="NOR", email="oslo@example.org")
    other.commit({"plans/nations/NOR/requests/NOR-R-55JK.toml": 'title = "Cold"\nquantity = 5\n'})
    other.git("push", "--quiet")

    done = shared.run("sync")

    assert done.exit_code == 0, done.stdout + done.stderr
    assert "nordic: Brought in 1 change from origin/main." in done.stdout
    assert (shared.folder / "layers/nordic/plans/nations/NOR/requests/NOR-R-55JK.toml").exists()


def _layer(shared: Bench, folder: Path) -> Path:
    server, layer = folder / "nordic.git", Bench(shared.folder / "layers/nordic")
    layer.folder.mkdir(parents=True)
    layer.git("init", "--quiet", "--initial-branch=main")
    layer.git("config", "user.name", "Planning cell")
    layer.git("config", "user.email", "planning@example.org")
    layer.commit({"plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})
    share(layer, server)
    return server


def test_what_is_proposed_already_is_not_to_be_proposed_anew(shared: Bench) -> None:
    shared.commit({PAID: TEXT})
    tip = shared.git("rev-parse", "HEAD")
    id = _propose(shared)
    # As it is where the answer of the server was lost on the way.
    shared.git("switch", "--quiet", "main")
    shared.git("reset", "--quiet", "--hard", tip)
    shared.git("branch", "--quiet", "-D", f"proposal/{id}")

    done = shared.run("sync")

    assert done.exit_code == 1
    again = shared.run("propose", "Barrels")
    told = f"It is proposed already, as {id}: go on there by `git switch proposal/{id}`."
    assert told in done.stdout
    assert "TITLE" not in done.stdout
    assert (again.exit_code, told in again.stderr) == (2, True)


def test_what_follows_upon_a_proposal_is_sent_with_it(shared: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    shared.git("switch", "--quiet", "main")
    shared.git("merge", "--quiet", f"proposal/{id}")
    shared.run("set", "NOR-C-7K3Q", "quantity=950")

    done = shared.run("sync")

    assert f"bring it there by `git switch proposal/{id}` and `workbook merge main`" in done.stdout
    assert "TITLE" not in done.stdout


def test_what_was_withdrawn_is_proposed_anew(shared: Bench) -> None:
    shared.commit({PAID: TEXT})
    tip = shared.git("rev-parse", "HEAD")
    shared.run("withdraw", _propose(shared))
    shared.git("reset", "--quiet", "--hard", tip)

    done = shared.run("sync")

    assert '`workbook propose "TITLE"`' in done.stdout
