"""A narrower layer in a guarded repository of its own, beside the plan's, behind an OpenSSH server.

Three of five delegations read it and clone it below `layers/`; what two others do is refused.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.delegation import WORKBOOK
from tests.system.guarded import GIFT, TEXT, Delegations, git, journal, let_push, make_guarded, refs
from tests.system.ssh_server import FORCED, SSHD, KeyHolder, SshServer

READERS = ("NOR", "SWE", "NLD")
OUTSIDE = ("DEU", "USA")
FUEL = 'title = "Fuel"\nquantity = 5\n'

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(SSHD is None, reason="openssh-server is not installed"),
]


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    server = SshServer(tmp_path_factory.mktemp("ssh"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two guarded repositories: the plan, and a layer that Norway keeps."""
    folder = tmp_path_factory.mktemp("server")
    make_guarded(folder / "shared.git", folder)
    layer = ["--layer", "nordic", "--readers", ",".join(READERS), "--secretariat", "NOR"]
    made = [WORKBOOK, "init", "--shared", "nordic.git", *layer, "--wider", "shared.git"]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    let_push(folder / "nordic.git", READERS)
    return folder


@pytest.fixture(scope="module")
def delegations(ssh: SshServer, server: Path) -> Delegations:
    """Five nations with a clone of the plan; its readers have one of the layer in it."""
    found = {nation: KeyHolder(server / nation, nation) for nation in (*READERS, *OUTSIDE)}
    for nation, one in found.items():
        ssh.let_in(one.key, FORCED.format(account=f"{nation.lower()}-staff"))
        one.clone(ssh.address(str(server / "shared.git")))
    for nation in READERS:
        found[nation].clone(ssh.address(str(server / "nordic.git")), "nordic")
    return found


def test_readers_propose_object_amend_approve_adopt_and_sync_in_their_layer(
    delegations: Delegations, server: Path
) -> None:
    norway, sweden, netherlands = (delegations[nation] for nation in READERS)
    wide = refs(server / "shared.git")

    norway.commit({GIFT: TEXT}, "nordic")
    found = re.search(r"Proposed (NOR-P-\w{4})", norway.workbook("propose", "Barrels for the winter"))
    assert found is not None
    id = found[1]
    listed = sweden.workbook("proposals")
    sweden.workbook("review", id, "--verdict", "object", "--text", "Two too many.")
    netherlands.workbook("review", id, "--verdict", "comment", "--text", "We wait for Sweden.")
    early = netherlands.run(WORKBOOK, "adopt", id)
    norway.workbook("set", "NOR-C-9D0M", "quantity=10")
    norway.workbook("propose")
    sweden.workbook("review", id, "--verdict", "approve", "--text", "So be it.")
    netherlands.commit(
        {"plans/nations/NLD/requests/NLD-R-33EF.toml": 'title = "Fuel"\nquantity = 5\n'}, "nordic"
    )
    netherlands.workbook("sync")
    adopted = netherlands.workbook("adopt", id)
    for one in (norway, sweden, netherlands):
        one.workbook("sync")

    assert "nordic: Barrels for the winter" in listed
    assert early.returncode == 1
    assert "Adopted as" in adopted
    tips = {one.git("rev-parse", "main", layer="nordic") for one in (norway, sweden, netherlands)}
    assert tips == {git(server / "nordic.git", "rev-parse", "main")}
    assert "quantity = 10" in git(server / "nordic.git", "show", f"main:{GIFT}")
    assert "12 to 10" in norway.workbook("log", "NOR-C-9D0M")
    assert refs(server / "shared.git") == wide
    accounts = {(one["account"], one["nation"]) for one in journal(server / "nordic.git")}
    assert accounts == {(f"{nation.lower()}-staff", nation) for nation in READERS}


def test_the_keeper_of_the_layer_publishes_its_meeting_and_another_reader_may_not(
    delegations: Delegations, server: Path
) -> None:
    norway, sweden = delegations["NOR"], delegations["SWE"]
    path = "plans/meetings/2022-10-01-oslo/meeting.toml"
    oslo = ("new", "meeting", "--layer", "nordic", "--id", "2022-10-01-oslo", "title=Oslo", "date=2022-10-01")

    norway.workbook(*oslo)
    norway.workbook("sync")
    sweden.workbook("sync")
    sweden.commit({path: 'title = "Stockholm"\ndate = 2022-10-01\n'}, "nordic")
    pushed = sweden.run("git", "-C", "layers/nordic", "push", "origin", "main")

    assert "belongs to NOR" in pushed.stderr
    assert "Oslo" in git(server / "nordic.git", "show", f"main:{path}")
    sweden.git("reset", "--quiet", "--hard", "origin/main", layer="nordic")


@pytest.mark.parametrize("nation", OUTSIDE)
def test_who_is_no_reader_pushes_nothing_into_the_layer(
    delegations: Delegations, ssh: SshServer, server: Path, nation: str
) -> None:
    one, layer = delegations[nation], server / "nordic.git"
    # The keeper forgot to close the folder, and let the account in.
    let_push(layer, (*READERS, "USA"))
    before = refs(layer)

    one.clone(ssh.address(str(layer)), "nordic")
    one.commit(
        {f"plans/nations/{nation}/requests/{nation}-R-33EF.toml": 'title = "Fuel"\nquantity = 5\n'}, "nordic"
    )
    synced = one.run(WORKBOOK, "sync")
    proposed = one.run(WORKBOOK, "propose", "Fuel", "--layer", "nordic")

    told = {"DEU": "speaks for no nation", "USA": "USA is none of the readers"}[nation]
    assert synced.returncode != 0
    assert told in synced.stdout + synced.stderr
    assert proposed.returncode != 0
    assert told in proposed.stdout + proposed.stderr
    assert refs(layer) == before
