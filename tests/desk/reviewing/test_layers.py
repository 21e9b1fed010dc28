"""Proposals that lie in a narrower layer: one repository of its own, and nothing of it in the wider one."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.reviewing.layered import GIFT, OURS, Nordic, everything, nordic_of

REQUEST = "plans/nations/NOR/requests/NOR-R-55JK.toml"


@pytest.fixture
def nordic(shared: Bench, tmp_path: Path) -> Nordic:
    """Norway and Sweden, with a layer of their own."""
    return nordic_of(shared, tmp_path)


def _run(bench: Bench, *words: str) -> str:
    done = bench.run(*words)
    assert done.exit_code == 0, done.stdout + done.stderr
    return done.stdout


def _proposed(nordic: Nordic, *words: str) -> str:
    nordic.layer(nordic.norway).commit({OURS: GIFT})
    found = re.search(r"Proposed (NOR-P-\w{4})", _run(nordic.norway, "propose", "Barrels", *words))
    assert found is not None
    return found[1]


def test_a_change_of_a_layer_is_proposed_reviewed_and_adopted_there(nordic: Nordic) -> None:
    wide = everything(nordic.wide)

    id = _proposed(nordic)
    waiting = _run(nordic.sweden, "review", id)
    early = nordic.sweden.run("adopt", id)
    _run(nordic.sweden, "review", id, "--verdict", "approve")
    _run(nordic.sweden, "adopt", id)

    assert "SWE must approve NOR-C-9D0M, as it is named as paying: waiting." in waiting
    assert early.exit_code == 1
    assert nordic.narrow.git("show", f"main:{OURS}") == GIFT.strip()
    assert "Approved-by: SWE " in nordic.narrow.git("log", "-1", "--format=%B", "main")
    assert set(nordic.narrow.git("for-each-ref", "--format=%(refname)").splitlines()) == {
        "refs/heads/main",
        f"refs/heads/proposal/{id}",
        f"refs/heads/review/SWE/{id}",
    }
    assert everything(nordic.wide) == wide


def test_proposals_lists_those_of_all_layers_and_names_the_layer(nordic: Nordic) -> None:
    id = _proposed(nordic)
    _run(nordic.norway, "set", "NOR-C-7K3Q", "quantity=950")
    _run(nordic.norway, "propose", "More shells")

    told = _run(nordic.sweden, "proposals")
    rows = json.loads(_run(nordic.sweden, "proposals", "--format", "json"))["proposals"]

    assert "nordic: Barrels" in told
    assert {row["title"]: (row["layer"], row["waiting_on"]) for row in rows} == {
        "Barrels": ("nordic", ["SWE"]),
        "More shells": ("", []),
    }
    assert id in told


def test_changes_of_two_layers_are_proposed_one_by_one(nordic: Nordic) -> None:
    nordic.layer(nordic.norway).commit({OURS: GIFT})
    _run(nordic.norway, "set", "NOR-C-7K3Q", "quantity=950")

    both = nordic.norway.run("propose", "Barrels")
    _run(nordic.norway, "propose", "Barrels", "--layer", "nordic")
    _run(nordic.norway, "propose", "Shells", "--layer", "shared")

    assert both.exit_code == 2
    assert "--layer shared" in both.stderr
    assert "--layer nordic" in both.stderr
    rows = json.loads(_run(nordic.norway, "proposals", "--format", "json"))["proposals"]
    assert {(row["title"], row["layer"]) for row in rows} == {("Barrels", "nordic"), ("Shells", "")}


def test_an_unknown_layer_is_told(nordic: Nordic) -> None:
    done = nordic.norway.run("propose", "Barrels", "--layer", "baltic")

    assert done.exit_code == 2
    assert "'baltic'" in done.stderr
    assert "shared, nordic" in done.stderr


def test_a_proposal_of_a_layer_is_amended_and_withdrawn_there(nordic: Nordic) -> None:
    id = _proposed(nordic)
    _run(nordic.norway, "set", "NOR-C-9D0M", "quantity=10")

    amended = _run(nordic.norway, "propose")
    _run(nordic.norway, "withdraw", id)

    assert f"Proposed {id}" in amended
    assert "retired" in nordic.narrow.git("show", f"proposal/{id}:plans/nations/NOR/proposals/{id}.toml")
    assert "No proposal is open." in _run(nordic.sweden, "proposals")


def test_two_proposals_of_a_layer_are_compared_and_those_of_two_layers_are_not(nordic: Nordic) -> None:
    first = _proposed(nordic)
    layer = nordic.layer(nordic.norway)
    layer.git("switch", "--quiet", "main")
    layer.commit({OURS: GIFT.replace("12", "20")})
    second = re.search(r"Proposed (NOR-P-\w{4})", _run(nordic.norway, "propose", "More"))
    _run(nordic.norway, "set", "NOR-C-7K3Q", "quantity=950")
    wide = re.search(r"Proposed (NOR-P-\w{4})", _run(nordic.norway, "propose", "Shells"))
    assert second is not None
    assert wide is not None

    beside = _run(nordic.norway, "compare", first, second[1])
    apart = nordic.norway.run("compare", first, wide[1])

    assert "quantity" in beside
    assert apart.exit_code == 2
    assert "nordic" in apart.stderr


def test_who_cannot_read_the_layer_is_not_asked(nordic: Nordic) -> None:
    text = GIFT.replace('"SWE"', '"USA"')
    nordic.layer(nordic.norway).commit({OURS: text})

    told = _run(nordic.norway, "propose", "Barrels")

    assert "Waits on nobody: it can be adopted." in told
    assert "USA is named in NOR-C-9D0M, but cannot read the layer nordic, so it is not asked." in told


def test_sync_names_what_must_be_proposed_in_a_layer(nordic: Nordic) -> None:
    nordic.layer(nordic.norway).commit({OURS: GIFT})

    done = nordic.norway.run("sync")

    assert done.exit_code == 1
    assert "NOR-C-9D0M needs SWE, as it is named as paying." in done.stdout
    assert nordic.narrow.git("log", "--format=%s", "main") == "Record"


def test_sync_brings_an_adopted_proposal_of_a_layer_back_to_main(nordic: Nordic) -> None:
    id = _proposed(nordic)
    _run(nordic.sweden, "review", id, "--verdict", "approve")
    _run(nordic.sweden, "adopt", id)

    told = _run(nordic.norway, "sync")

    assert f"{id} is adopted: you are back on main." in told
    assert nordic.layer(nordic.norway).git("branch", "--show-current") == "main"


def test_its_own_secretariat_writes_what_no_nation_owns_in_a_layer(nordic: Nordic) -> None:
    words = ("new", "item", "--layer", "nordic", "name=Barrel", "kind=component", "unit=each")

    _run(nordic.norway, *words, "--id", "barrel")
    _run(nordic.norway, "set", "barrel", "lead_time_months=9")
    _run(nordic.sweden, *words, "--id", "breech")
    refused = nordic.sweden.run(
        "new", "meeting", "--layer", "nordic", "--id", "2022-10-01-oslo", "title=Oslo"
    )

    assert (nordic.norway.folder / "layers/nordic/plans/catalogue/items/barrel.toml").exists()
    assert (nordic.sweden.folder / "layers/nordic/plans/nations/SWE/items/breech.toml").exists()
    assert "belongs to NOR" in refused.stderr


def test_a_meeting_of_a_layer_is_not_named_in_a_wider_one(nordic: Nordic) -> None:
    oslo = ("new", "meeting", "--layer", "nordic", "--id", "2022-10-01-oslo")
    decision = ("new", "decision", "text=So be it", "status=adopted", "--meeting", "2022-10-01-oslo")
    _run(nordic.norway, *oslo, "title=Oslo", "date=2022-10-01")
    _run(nordic.norway, *decision, "--layer", "nordic")
    nordic.norway.git("config", "workbook.nation", "USA")

    refused = nordic.norway.run(*decision)

    assert refused.exit_code == 2
    assert "lies in the layer nordic" in refused.stderr
    assert "write it into that layer (--layer nordic)" in refused.stderr
    assert nordic.norway.git("status", "--porcelain") == ""


def test_a_decision_of_a_layer_is_not_named_where_more_can_read(nordic: Nordic, usa: Bench) -> None:
    _run(nordic.norway, "set", "NOR-C-7K3Q", "quantity=950")
    found = re.search(r"Proposed (NOR-P-\w{4})", _run(nordic.norway, "propose", "Shells"))
    assert found is not None
    decision = f'text = "Norway gives more."\nstatus = "adopted"\nproposals = ["{found[1]}"]\n'
    path = "plans/meetings/2022-09-28-brussels/decisions/D-7K3Q.toml"
    nordic.layer(nordic.norway).commit({path: decision})

    _run(nordic.norway, "adopt", found[1])

    assert "D-7K3Q" not in everything(nordic.wide)
    assert "quantity = 950" in nordic.wide.git("show", f"main:{COMMITMENT}")


def _names_a_request(nordic: Nordic) -> None:
    nordic.norway.commit({REQUEST: 'title = "Cold"\nitem = "155mm-he"\nquantity = 5\n'})
    text = GIFT + 'meets = [{request = "NOR-R-55JK", quantity = 5}]\n'
    nordic.layer(nordic.norway).commit({OURS: text})


def test_a_record_of_the_wider_plan_that_is_not_published_is_to_be_published_first(nordic: Nordic) -> None:
    _names_a_request(nordic)

    done = nordic.norway.run("propose", "Barrels", "--layer", "nordic")

    told = " ".join(done.stdout.split())
    assert done.exit_code == 1
    assert "names NOR-R-55JK, which is not published in the shared layer yet; publish it first" in told
    assert "by `workbook sync`" in told
    assert "no record has" not in told


def test_a_record_of_a_wider_proposal_must_be_adopted_first(nordic: Nordic) -> None:
    _names_a_request(nordic)
    wide = re.search(r"Proposed (NOR-P-\w{4})", _run(nordic.norway, "propose", "Cold", "--layer", "shared"))
    assert wide is not None

    synced, proposed = nordic.norway.run("sync"), nordic.norway.run("propose", "Barrels", "--layer", "nordic")

    told = f"names NOR-R-55JK, which is in {wide[1]} of the shared layer; that must be adopted first"
    assert told in " ".join(synced.stdout.split())
    assert told in " ".join(proposed.stdout.split())
