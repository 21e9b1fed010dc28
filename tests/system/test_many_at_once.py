"""Eight delegations publish through the guard at once: all lands once, also where processes are killed."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import Bench, _own_settings
from tests.desk.guarding.server import Server, fixed_day

__all__ = ["_own_settings"]
pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
NATIONS = ("NOR", "SWE", "NLD", "DEU", "UKR", "USA", "DNK", "POL")
CHANGES, AT_ONCE = 50, 5
KILLED_CHANGES, KILLED_AT_ONCE = 10, 2
LEFT_BEHIND_S = 10


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A guarded server with one commitment of each nation."""
    folder = tmp_path / "shared.git"
    made = Bench(tmp_path).run("init", "--shared", str(folder), "--secretariat", "USA", "--title", "Example")
    assert made.exit_code == 0, made.stderr
    server = Server(folder)
    keeper = server.clone("keeper")
    keeper.git("config", "workbook.nation", "USA")
    item = 'name = "Shell"\nkind = "munition"\nunit = "each"\n'
    files = {"plans/catalogue/items/shell.toml": item}
    for nation in NATIONS:
        files[f"plans/nations/{nation}/nation.toml"] = f'name = "{nation}"\n'
        files[_path(nation)] = 'title = "Shells"\nkind = "donation"\nstatus = "pledged"\nitem = "shell"\n'
    keeper.commit(files)
    server.git("fetch", "--quiet", str(keeper.folder), "main:main")
    accounts = "".join(f'"{nation.lower()}-staff" = "{nation}"\n' for nation in NATIONS)
    path = folder / "workbook-guard.toml"
    path.write_text(path.read_text().replace('"usa-staff" = "USA"\n', accounts))
    fixed_day(folder)
    return server


def test_four_hundred_changes_land_and_none_twice(server: Server, tmp_path: Path) -> None:
    clones = [server.clone(nation) for nation in NATIONS]
    began = time.monotonic()

    running = [_start(clone, CHANGES, AT_ONCE, tmp_path) for clone in clones]
    codes = [process.wait() for process in running]

    assert codes == [0] * len(NATIONS), _said(tmp_path)
    landed = _landed(server)
    assert landed == Counter({(nation, figure): 1 for nation in NATIONS for figure in range(1, CHANGES + 1)})
    _assert_sound(server, clones[0])
    verdicts = dict(Counter(one["verdict"] for one in server.journal()))
    print(
        f"\n{len(landed)} changes landed once each, in {time.monotonic() - began:.0f} s; pushes: {verdicts}"
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_said_to_be_published_is_there_whoever_was_killed(
    server: Server, tmp_path: Path, seed: int
) -> None:
    clones = {nation: server.clone(nation) for nation in NATIONS}
    running = {
        nation: _start(clone, KILLED_CHANGES, KILLED_AT_ONCE, tmp_path) for nation, clone in clones.items()
    }
    chance, kills = random.Random(seed), Counter[str]()

    while any(process.poll() is None for process in running.values()):
        time.sleep(chance.uniform(0.05, 0.3))
        if sum(len(_done(tmp_path, nation)) for nation in NATIONS) < 2 * kills.total():
            pass
        elif chance.random() < 0.5:
            kills["server"] += _server_process_killed(server, chance)
        else:
            kills["client"] += _killed(running[chance.choice(NATIONS)])
        _keep(server)
        for nation in [one for one, process in running.items() if process.poll() not in (None, 0)]:
            _recover(clones[nation])
            running[nation] = _start(clones[nation], KILLED_CHANGES, KILLED_AT_ONCE, tmp_path)

    landed = _landed(server)
    said = {(nation, figure) for nation in NATIONS for figure in _done(tmp_path, nation)}
    assert said == {(nation, figure) for nation in NATIONS for figure in range(1, KILLED_CHANGES + 1)}
    assert said <= landed.keys()
    assert set(landed.values()) == {1}
    _assert_sound(server, clones["NOR"])
    print(f"\n{len(said)} changes are there; killed: {dict(kills)}")


def _path(nation: str) -> str:
    return f"plans/nations/{nation}/commitments/{nation}-C-7K3Q.toml"


def _start(clone: Bench, changes: int, at_once: int, folder: Path) -> subprocess.Popen[bytes]:
    nation = clone.folder.name
    done = folder / f"{nation}.done"
    words = [str(clone.folder), f"{nation}-C-7K3Q", str(changes), str(at_once), str(done)]
    with (folder / f"{nation}.said").open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.system.publisher", *words],
            cwd=ROOT,
            env={**os.environ, "WORKBOOK_ACCOUNT": f"{nation.lower()}-staff"},
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )


def _killed(process: subprocess.Popen[bytes]) -> bool:
    """Kill a client with all that it started."""
    if process.poll() is not None:
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True


def _server_process_killed(server: Server, chance: random.Random) -> bool:
    """Kill one of the processes that work in the server's repository: git, a hook, or the guard."""
    pids = [int(place.name) for place in Path("/proc").iterdir() if place.name.isdecimal()]
    inside = [pid for pid in pids if _works_in(pid, server.folder)]
    if not inside:
        return False
    with suppress(ProcessLookupError):
        os.kill(chance.choice(sorted(inside)), signal.SIGKILL)
    return True


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:
        return False


def _keep(server: Server) -> None:
    """Take away what a git that was killed left locked, as the keeper of a server would."""
    # Those of a living git are gone in no time.
    for lock in [*server.folder.glob("*.lock"), *(server.folder / "refs" / "heads").glob("*.lock")]:
        with suppress(FileNotFoundError):
            if time.time() - lock.stat().st_mtime > LEFT_BEHIND_S:
                lock.unlink()


def _recover(clone: Bench) -> None:
    """Begin again from the last commit, as a person would; the locks of gits that were killed go first."""
    for lock in (clone.folder / ".git").rglob("*.lock"):
        lock.unlink()
    clone.git("reset", "--quiet", "--hard")


def _done(folder: Path, nation: str) -> Sequence[int]:
    path = folder / f"{nation}.done"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def _said(folder: Path) -> str:
    return "\n".join(path.read_text()[-2000:] for path in sorted(folder.glob("*.said")))


def _landed(server: Server) -> Counter[tuple[str, int]]:
    """Count how often each figure of each nation came into main."""
    found = Counter[tuple[str, int]]()
    for nation in NATIONS:
        commits = server.git("log", "--no-merges", "--format=%H", "main", "--", _path(nation)).split()
        for commit in commits:
            text = server.git("show", f"{commit}:{_path(nation)}")
            figures = [line.partition("=")[2] for line in text.splitlines() if line.startswith("quantity")]
            found.update((nation, int(figure)) for figure in figures)
    return found


def _assert_sound(server: Server, clone: Bench) -> None:
    """Assert that the server's repository is whole, and the plan without an error."""
    server.git("fsck", "--full", "--strict")
    clone.git("fetch", "--quiet", "origin")
    checked = clone.run("check", "--at", "origin/main")
    assert checked.exit_code == 0, checked.stdout
