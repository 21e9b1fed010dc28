"""What lands while something else is judged: nothing is lost, and who must try again is told so."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.guarding.server import Server, fixed_day, push, refused, taken

ID = "NOR-P-7K3Q"
REVIEW = f"refs/heads/review/SWE/{ID}"
OBJECTION = f'proposal = "{ID}"\nverdict = "object"\non = 2022-09-28T10:00:00Z\n'
CLEAN = "env -u GIT_QUARANTINE_PATH -u GIT_OBJECT_DIRECTORY -u GIT_ALTERNATE_OBJECT_DIRECTORIES -u GIT_DIR"


@pytest.fixture
def proposed(server: Server, norway: Bench) -> Bench:
    """Norway's clone, with a proposal that lies on the server."""
    text = (norway.folder / COMMITMENT).read_text().replace("about = 900", "about = 800")
    record = 'title = "Fewer shells"\nopened_on = 2022-09-28\n'
    norway.commit({COMMITMENT: text, f"plans/nations/NOR/proposals/{ID}.toml": record})
    taken(server, norway, f"HEAD:refs/heads/proposal/{ID}")
    return norway


@pytest.fixture
def objecting(server: Server, sweden: Bench) -> str:
    """A command line by which Sweden's objection is pushed."""
    sweden.commit({"plans/nations/SWE/reviews/SWE-V-7K3Q.toml": OBJECTION})
    account = "WORKBOOK_ACCOUNT=swe-staff"
    return f"{CLEAN} {account} git -C {sweden.folder} push --quiet origin HEAD:{REVIEW}"


def _between(server: Server, hook: str, command: str) -> None:
    """Let something happen on the server once a hook has found a push of Norway good."""
    path = server.folder / "hooks" / hook
    told = f'test $code -eq 0 && {{ test "$WORKBOOK_ACCOUNT" != nor-staff || {command}; exit 0; }}'
    path.write_text(path.read_text().replace("test $code -eq 0 && exit 0", told))


def test_an_objection_that_lands_while_main_is_judged_is_not_lost(
    server: Server, proposed: Bench, objecting: str
) -> None:
    main = server.git("rev-parse", "main")
    _between(server, "pre-receive", objecting)

    pushed = push(proposed, "HEAD:main")

    assert not pushed.is_taken
    assert "somebody was faster: proposals or reviews changed while main was judged" in pushed.said
    assert server.git("rev-parse", "main") == main
    last = server.journal()[-1]
    assert (last["account"], last["ref"]) == ("nor-staff", "refs/heads/main")
    assert (last["verdict"], last["why"]) == ("refused", "second-look")
    assert "object" in server.git("show", f"{REVIEW}:plans/nations/SWE/reviews/SWE-V-7K3Q.toml")


def test_an_objection_waits_for_a_main_that_moves_already(
    server: Server, proposed: Bench, objecting: str, tmp_path: Path
) -> None:
    log = tmp_path / "seen"
    hook = server.folder / "hooks" / "reference-transaction"
    # Git runs the hook once more after a ref moved: what lies on main by then tells the order.
    note = f'test "$1" = committed && grep -q "{REVIEW}" && git rev-parse main >> {log}\n'
    hook.write_text(hook.read_text().replace('test "$1" = prepared', f'{note}test "$1" = prepared', 1))
    _between(server, "reference-transaction", f"{{ {objecting} >/dev/null 2>&1 & sleep 1.5; }}")

    taken(server, proposed, "HEAD:main")
    until = time.monotonic() + 20
    while not (log.exists() and log.read_text()) and time.monotonic() < until:
        time.sleep(0.05)

    assert log.read_text().split() == [server.git("rev-parse", "main")]


def test_main_gives_way_to_an_objection_that_is_landing(server: Server, proposed: Bench) -> None:
    main = server.git("rev-parse", "main")
    lock = server.folder / f"{REVIEW}.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()

    pushed = push(proposed, "HEAD:main")

    assert not pushed.is_taken
    assert "somebody was faster: a proposal or review is landing just now" in pushed.said
    assert server.git("rev-parse", "main") == main


def test_sync_tries_again_where_the_server_says_that_somebody_was_faster(
    server: Server, norway: Bench, sweden: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweden.commit({"plans/nations/SWE/nation.toml": 'name = "Kingdom of Sweden"\n'})
    flag = server.folder / "once"
    flag.touch()
    command = f"{{ test ! -e {flag} || {{ rm {flag}; {CLEAN} WORKBOOK_ACCOUNT=swe-staff "
    command += f"git -C {sweden.folder} push --quiet origin main; }}; }}"
    _between(server, "pre-receive", command)
    monkeypatch.setenv("WORKBOOK_ACCOUNT", "nor-staff")
    norway.run("set", "NOR-C-7K3Q", "quantity=800")

    done = norway.run("sync")

    assert done.exit_code == 0, done.stdout + done.stderr
    assert not flag.exists()
    assert "Kingdom" in server.git("show", "main:plans/nations/SWE/nation.toml")
    assert "800" in server.git("show", f"main:{COMMITMENT}")


@pytest.mark.parametrize("name", ["refs/heads/main.lock", "HEAD.lock"])
def test_a_lock_left_by_a_killed_git_is_told_and_the_keeper_removes_it(
    server: Server, norway: Bench, bench: Bench, name: str
) -> None:
    lock = server.folder / name
    lock.touch()
    hours_ago = time.time() - 7_200
    os.utime(lock, (hours_ago, hours_ago))
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})

    said = refused(server, norway, "main")
    told = bench.run("guard", "--check", str(server.folder))
    mended = bench.run("guard", "--check", str(server.folder), "--fix")

    assert f"{name} was left behind by a git that was killed" in said
    assert f"{lock} was left 2 hours ago by a git that was killed, and none is at work" in told.stdout
    assert mended.exit_code == 0
    fixed_day(server.folder)
    taken(server, norway, "main")


def test_a_lock_of_a_git_at_work_stays_when_the_keeper_mends_the_guard(server: Server, bench: Bench) -> None:
    lock = server.folder / "refs/heads/main.lock"
    tip = server.git("rev-parse", "main")
    moving = subprocess.Popen(
        ["git", "update-ref", "--stdin"], cwd=server.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert moving.stdin is not None
    assert moving.stdout is not None
    moving.stdin.write(f"start\nupdate refs/heads/main {tip} {tip}\nprepare\n".encode())
    moving.stdin.flush()
    assert [moving.stdout.readline() for _ in range(2)][1] == b"prepare: ok\n"
    hours_ago = time.time() - 7_200
    os.utime(lock, (hours_ago, hours_ago))

    told = bench.run("guard", "--check", str(server.folder), "--fix")
    stays = lock.exists()
    moving.kill()
    moving.communicate()
    mended = bench.run("guard", "--check", str(server.folder), "--fix")

    assert told.exit_code == 1
    assert f"git is at work and may hold it (process {moving.pid})" in told.stdout
    assert stays
    assert mended.stdout == "Nothing of the guard is missing.\n"
    assert not lock.exists()
