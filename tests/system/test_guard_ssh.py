"""Five delegations, five clones, one guarded repository behind an OpenSSH server and behind gitolite.

Needs openssh-server, and for the second gitolite3; each server and all it keeps lie in a folder of the test.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.system.delegation import WORKBOOK
from tests.system.guarded import GIFT, NATIONS, TEXT, Delegations, git, journal, journey, make_guarded, refs
from tests.system.ssh_server import FORCED, SSHD, KeyHolder, SshServer

GITOLITE = shutil.which("gitolite")

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
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guarded repository with a small plan of six nations."""
    folder = tmp_path_factory.mktemp("server")
    make_guarded(folder / "shared.git", folder)
    return folder / "shared.git"


@pytest.fixture(scope="module")
def delegations(ssh: SshServer, shared: Path) -> Delegations:
    """Five nations, each with a key for one forced command, and a clone; made once, as this takes long."""
    found = {nation: KeyHolder(shared.parent / nation, nation) for nation in NATIONS}
    for nation, one in found.items():
        ssh.let_in(one.key, FORCED.format(account=f"{nation.lower()}-staff"))
        one.clone(ssh.address(str(shared)))
    return found


def test_five_delegations_propose_object_amend_approve_adopt_and_sync(
    delegations: Delegations, shared: Path
) -> None:
    journey(delegations, shared)

    accounts = {(one["account"], one["nation"]) for one in journal(shared)}
    assert accounts == {(f"{nation.lower()}-staff", nation) for nation in NATIONS}


@pytest.mark.parametrize("name", ["WORKBOOK_ACCOUNT", "GIT_CONFIG_COUNT"])
def test_a_variable_that_a_client_sends_is_not_believed(
    delegations: Delegations, shared: Path, name: str
) -> None:
    sweden, before = delegations["SWE"], refs(shared)
    sweden.git("reset", "--quiet", "--hard", "origin/main")
    settings = sweden.folder / "settings"
    settings.write_text(settings.read_text().replace("ssh -F none", "ssh -F none -o SendEnv=*"))
    sweden.commit({GIFT: TEXT.replace("12", "13")})
    sent = {
        "WORKBOOK_ACCOUNT": {"WORKBOOK_ACCOUNT": "nor-staff"},
        "GIT_CONFIG_COUNT": {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "core.hooksPath",
            "GIT_CONFIG_VALUE_0": os.devnull,
        },
    }[name]

    pushed = sweden.run("git", "push", "origin", "main", **sent)

    assert pushed.returncode != 0
    assert "belongs to NOR" in pushed.stderr
    assert refs(shared) == before
    entry = journal(shared)[-1]
    assert (entry["account"], entry["nation"], entry["verdict"]) == ("swe-staff", "SWE", "refused")


def test_a_key_runs_nothing_butgit(delegations: Delegations, ssh: SshServer, shared: Path) -> None:
    sweden = delegations["SWE"]
    command = sweden.git("config", "core.sshCommand").split()
    place = shared.with_name("made")

    for words in (["touch", str(place)], ["git-receive-pack", f"'{shared}'; touch {place}"], []):
        done = sweden.run(*command, "-p", str(ssh.port), "127.0.0.1", *words)
        assert done.returncode != 0

    assert not place.exists()


@pytest.fixture
def hook(shared: Path) -> Iterator[Path]:
    """The hook that judges pushes, for a test to change; it is whole again for the next one."""
    path = shared / "hooks" / "pre-receive"
    whole = path.read_text()
    yield path
    path.write_text(whole)


def test_a_push_that_breaks_off_leaves_nothing(delegations: Delegations, shared: Path, hook: Path) -> None:
    norway, before = delegations["NOR"], refs(shared)
    norway.git("fetch", "--quiet")
    norway.git("switch", "--quiet", "--discard-changes", "-C", "main", "origin/main")
    norway.commit({GIFT: TEXT.replace("financed_by", "# financed_by")})
    hook.write_text(hook.read_text().replace("python=", "kill -9 $PPID\npython=", 1))

    pushed = norway.run("git", "push", "origin", "main")

    assert pushed.returncode != 0
    assert refs(shared) == before


def test_who_publishes_at_once_while_servers_are_killed_loses_nothing(
    delegations: Delegations, shared: Path, hook: Path
) -> None:
    # Every third push that comes is cut off.
    count = "echo >> came; test $(($(wc -l < came) % 3)) -ne 0 || kill -9 $PPID"
    hook.write_text(hook.read_text().replace("python=", f"{count}\npython=", 1))
    before = git(shared, "rev-list", "--count", "main")
    some = [delegations[nation] for nation in ("NOR", "SWE", "DEU")]
    for one in some:
        one.git("fetch", "--quiet")
        one.git("switch", "--quiet", "--discard-changes", "-C", "main", "origin/main")

    with ThreadPoolExecutor(len(some)) as pool:
        paths = [path for found in pool.map(_publish_two, some) for path in found]

    listed = git(shared, "ls-tree", "-r", "--name-only", "main").splitlines()
    assert len(paths) == 2 * len(some)
    assert set(paths) <= set(listed)
    assert git(shared, "fsck", "--connectivity-only") == ""
    assert int(git(shared, "rev-list", "--count", "main")) >= int(before) + len(paths)
    norway = delegations["NOR"]
    norway.workbook("sync")
    assert norway.run(WORKBOOK, "check").returncode == 0


@pytest.mark.skipif(GITOLITE is None, reason="gitolite3 is not installed")
def test_the_samejourney_through_gitolite(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    server = SshServer(
        tmp_path / "ssh", more=f"SetEnv HOME={home}\nAuthorizedKeysFile {home}/.ssh/authorized_keys"
    )
    try:
        delegations = {nation: KeyHolder(tmp_path / nation, nation) for nation in NATIONS}
        shared = _gitolite(home, delegations, tmp_path)
        for one in delegations.values():
            one.clone(server.address("plan"))
        journey(delegations, shared)
    finally:
        server.stop()

    assert {one["account"] for one in journal(shared)} == {f"{nation.lower()}-staff" for nation in NATIONS}


def _publish_two(one: KeyHolder) -> list[str]:
    """Publish two requests, one after the other, each until it is there; give their paths."""
    paths = [f"plans/nations/{one.nation}/requests/{one.nation}-R-9{number}ZZ.toml" for number in range(2)]
    for path in paths:
        one.commit({path: 'title = "Fuel"\nquantity = 5\n'})
        said = [one.run(WORKBOOK, "sync")]
        while said[-1].returncode and len(said) < 30:
            said.append(one.run(WORKBOOK, "sync"))
        assert said[-1].returncode == 0, [one.stdout + one.stderr for one in said]
        assert path in git(one.plan, "ls-tree", "-r", "--name-only", "origin/main")
    return paths


def _gitolite(home: Path, delegations: Mapping[str, KeyHolder], beside: Path) -> Path:
    """Set gitolite up with one repository, made by it and guarded by us."""
    keys = home / ".gitolite" / "keydir"
    environment = {**os.environ, "HOME": str(home), "GIT_CONFIG_SYSTEM": os.devnull}
    setup = [str(GITOLITE), "setup"]
    admin = beside / "admin.pub"
    shutil.copy(delegations["USA"].key.with_suffix(".pub"), admin)
    subprocess.run([*setup, "--pubkey", admin], env=environment, check=True, capture_output=True)
    for nation, one in delegations.items():
        shutil.copy(one.key.with_suffix(".pub"), keys / f"{nation.lower()}-staff.pub")
    (keys / "admin.pub").unlink(missing_ok=True)
    rules = home / ".gitolite" / "conf" / "gitolite.conf"
    staff = " ".join(f"{nation.lower()}-staff" for nation in delegations)
    rules.write_text(f"repo plan\n    RW+ = {staff}\n")
    subprocess.run(setup, env=environment, check=True, capture_output=True)
    repository = home / "repositories" / "plan.git"
    make_guarded(repository, beside, "--identity", "GL_USER")
    return repository
