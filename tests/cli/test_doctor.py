"""What `doctor` finds missing, and what `--fix` mends."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from workbook.vcs.driver import ATTRIBUTES_LINE, install
from workbook.vcs.plumbing import Repository

from .conftest import COMMITMENT, RECORDS, Bench


@pytest.fixture
def known(plan: Bench) -> Bench:
    """A plan whose user is known to git."""
    plan.git("config", "user.name", "Kari Nordmann")
    plan.git("config", "user.email", "kari@example.org")
    plan.git("config", "workbook.nation", "NOR")
    plan.write({".gitattributes": f"{ATTRIBUTES_LINE}\n"})
    install(Repository.find(plan.folder))
    return plan


def test_nothing_missing_exits_with_zero(known: Bench) -> None:
    done = known.run("doctor")

    assert done.exit_code == 0
    assert "ok        workbook.nation: NOR (Norway)\n" in done.stdout
    assert done.stdout.endswith("Nothing that is needed is missing.\n")


@pytest.mark.parametrize("key", ["user.name", "user.email", "workbook.nation"])
def test_missing_setting_is_told_with_the_command_that_sets_it(known: Bench, key: str) -> None:
    known.git("config", "--unset", key)

    done = known.run("doctor")

    assert done.exit_code == 1
    assert f"missing   {key}: not set\n          run: git config " in done.stdout


def test_nation_that_is_none_is_missing(known: Bench) -> None:
    known.git("config", "workbook.nation", "Norway")

    done = known.run("doctor")

    assert done.exit_code == 1
    assert "is the code of no nation" in done.stdout


def test_fix_lets_the_shared_repository_ignore_layers(known: Bench) -> None:
    known.write({".gitignore": "*.bak"})

    before = known.run("doctor")
    mended = known.run("doctor", "--fix")
    after = known.run("doctor", "--fix")

    assert (before.exit_code, mended.exit_code, after.exit_code) == (1, 0, 0)
    assert mended.stdout.startswith("Added /layers/ to ")
    assert "Added" not in after.stdout
    assert (known.folder / ".gitignore").read_text() == "*.bak\n/layers/\n"


def test_fix_installs_the_drivers_where_they_are_missing(known: Bench) -> None:
    known.git("config", "--remove-section", "merge.workbook")
    known.write({".gitattributes": "*.md text"})

    before = known.run("doctor")
    mended = known.run("doctor", "--fix")
    after = known.run("doctor", "--fix")

    assert (before.exit_code, mended.exit_code, after.exit_code) == (1, 0, 0)
    assert "missing   merge driver: .gitattributes names no driver for plans/ and git's settings lack" in (
        before.stdout
    )
    assert "          run: workbook doctor --fix\n" in before.stdout
    assert mended.stdout.startswith("Added merge and diff drivers to ")
    assert "ok        merge driver: records are merged by meaning\n" in after.stdout
    assert (known.folder / ".gitattributes").read_text() == f"*.md text\n{ATTRIBUTES_LINE}\n"


def test_fix_installs_the_drivers_in_layers_too(known: Bench) -> None:
    known.write({"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR"]\n'})
    known.git("init", "--quiet", folder="layers/nordic")

    before = known.run("doctor")
    mended = known.run("doctor", "--fix")

    assert "missing   merge driver of layer nordic: " in before.stdout
    assert mended.exit_code == 0
    assert (known.folder / "layers/nordic/.gitattributes").read_text() == f"{ATTRIBUTES_LINE}\n"


def test_a_line_that_overrules_the_drivers_is_told(known: Bench) -> None:
    known.write({"plans/.gitattributes": "*.toml -merge\n"})

    done = known.run("doctor", "--fix")

    assert done.exit_code == 2
    assert "overrules `plans/**/*.toml" in done.stderr


def test_layer_without_readers_is_told(known: Bench) -> None:
    known.write({"layers/nordic/plans/note.txt": ""})

    done = known.run("doctor")

    assert done.exit_code == 1
    assert "missing   layer nordic: has no plans/layer.toml, so nothing of it is read" in done.stdout


def test_layer_committed_to_the_shared_repository_is_told(known: Bench) -> None:
    known.write({"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR"]\n'})
    known.git("add", "--force", "layers")
    known.git("init", "--quiet", folder="layers/nordic")

    done = known.run("doctor")

    assert done.exit_code == 1
    assert "has files in the shared repository, where every member can read them" in done.stdout


def test_a_plan_that_is_in_no_commit_is_told(known: Bench) -> None:
    known.git("rm", "--quiet", "--cached", "plans/workbook.toml")
    known.git("commit", "--quiet", "--message", "Leave the plan's own file out")
    known.git("config", "--unset", "user.name")

    done = known.run("doctor")

    assert done.exit_code == 1
    assert done.stdout.index("user.name: not set") < done.stdout.index("is in no commit")
    assert (
        "missing   plans/workbook.toml: is in no commit, so whoever clones this gets no plan\n" in done.stdout
    )
    assert "          run: git add --all && git commit --message 'Found the workbook'\n" in done.stdout


def test_a_plan_of_which_nothing_is_known_is_told(known: Bench) -> None:
    known.commit({"plans/workbook.toml": "format = 1\njunk\n"})

    done = known.run("doctor")

    assert done.exit_code == 1
    assert "missing   plans/workbook.toml: cannot be read; the text is not TOML here: " in done.stdout


def test_a_clone_on_no_branch_is_told(known: Bench) -> None:
    known.git("switch", "--quiet", "--detach")

    done = known.run("doctor")

    assert done.exit_code == 1
    assert "missing   repository: on no branch, so nothing can be saved\n" in done.stdout


def test_folder_without_a_workbook_is_told(bench: Bench) -> None:
    done = bench.run("doctor")

    assert done.exit_code == 1
    assert "missing   workbook: No plans/workbook.toml lies in " in done.stdout


def test_damaged_repository_is_a_line_among_the_others(known: Bench) -> None:
    (known.folder / ".git/config").write_text("[core\n")

    done = known.run("doctor")

    assert (done.exit_code, done.stderr) == (1, "")
    assert "missing   repository: Git cannot read its settings in " in done.stdout
    assert "ok        .gitignore: leaves /layers/ out\n" in done.stdout
    assert "cache: " in done.stdout


def test_repository_whose_last_commit_is_damaged_is_told(known: Bench) -> None:
    known.commit({})
    commit = known.git("rev-parse", "HEAD")
    damaged = known.folder / ".git/objects" / commit[:2] / commit[2:]
    damaged.chmod(0o600)
    damaged.write_bytes(b"x")

    done = known.run("doctor")

    assert done.exit_code == 1
    assert "missing   repository: " in done.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_repository_of_another_user_is_a_line_among_the_others(known: Bench) -> None:
    for path in (known.folder, *known.folder.rglob("*")):
        os.chown(path, 12345, 12345)

    done = known.run("doctor")

    assert (done.exit_code, done.stderr) == (1, "")
    assert "missing   repository: Git does not read " in done.stdout
    assert "safe.directory" in done.stdout
    assert "ok        .gitignore" in done.stdout


def test_damaged_layer_is_told_and_the_next_one_looked_at(known: Bench) -> None:
    for name in ("a", "b"):
        known.write({f"layers/{name}/plans/layer.toml": f'name = "{name}"\nreaders = ["NOR"]\n'})
        known.git("init", "--quiet", folder=f"layers/{name}")
    (known.folder / "layers/a/.git/config").write_text("[core\n")

    done = known.run("doctor")

    assert done.exit_code == 1
    assert "missing   layer a: Git cannot read its settings in " in done.stdout
    assert "ok        layer b: layers/b\n" in done.stdout


def test_looking_changes_nothing(known: Bench) -> None:
    known.write({".gitignore": "*.bak"})

    known.run("doctor")

    assert (known.folder / ".gitignore").read_text() == "*.bak"


def test_what_a_killed_save_left_is_told_and_removed(known: Bench) -> None:
    layer = "layers/nordic/plans"
    old, young = "plans/nations/NOR/.nation.toml.new", "plans/nations/SWE/.nation.toml.new"
    known.write({f"{layer}/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})
    known.write({old: "x", young: "x", f"{layer}/.layer.toml.new": "x"})
    os.utime(known.folder / old, (0, 0))
    os.utime(known.folder / layer / ".layer.toml.new", (0, 0))

    told = known.run("doctor")
    mended = known.run("doctor", "--fix")

    assert f"optional  left over: {old}, {layer}/.layer.toml.new, by saves" in told.stdout
    assert f"Removed {old}, which a save that was cut short had left.\n" in mended.stdout
    assert not (known.folder / old).exists()
    assert not (known.folder / layer / ".layer.toml.new").exists()
    assert (known.folder / young).exists()


def test_what_a_killed_save_left_is_no_stray_file(known: Bench) -> None:
    known.write({"plans/nations/NOR/.nation.toml.new": "x"})

    done = known.run("check")

    assert "WB112" not in done.stdout


def _leave(lock: Path, *, minutes: float) -> Path:
    lock.touch()
    then = time.time() - 60 * minutes
    os.utime(lock, (then, then))
    return lock


@pytest.mark.parametrize(
    "name", ["index.lock", "HEAD.lock", "config.lock", "packed-refs.lock", "refs/heads/main.lock"]
)
def test_lock_that_a_killed_git_left_is_told_and_removed(known: Bench, name: str) -> None:
    lock = _leave(known.folder / ".git" / name, minutes=12)

    told = known.run("doctor")
    mended = known.run("doctor", "--fix")
    saved = known.run("set", "NOR-C-7K3Q", "quantity=950")

    assert told.exit_code == 1
    assert f"{lock} was left 12 minutes ago by a git that was killed, and none is at work" in told.stdout
    assert "run: workbook doctor --fix" in told.stdout
    assert (mended.exit_code, lock.exists()) == (0, False)
    assert f"Removed {lock}, which a git that was killed had left." in mended.stdout
    assert saved.exit_code == 0, saved.stderr


def test_lock_in_a_layer_is_told_and_removed(known: Bench) -> None:
    known.write({"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})
    known.git("init", "--quiet", folder="layers/nordic")
    lock = _leave(known.folder / "layers/nordic/.git/index.lock", minutes=12)

    told = known.run("doctor")
    known.run("doctor", "--fix")

    assert f"lock: {lock} was left 12 minutes ago" in told.stdout
    assert not lock.exists()


def test_lock_that_may_still_be_held_stays(known: Bench) -> None:
    lock = _leave(known.folder / ".git/index.lock", minutes=8)

    done = known.run("doctor", "--fix")
    refused = known.run("set", "NOR-C-7K3Q", "quantity=950")

    assert (done.exit_code, lock.exists()) == (0, True)
    assert "`workbook doctor --fix` removes that file once it is ten minutes old" in refused.stderr


def test_lock_of_a_git_at_work_stays_however_old(known: Bench) -> None:
    (known.folder / COMMITMENT).write_text(RECORDS[COMMITMENT] + "# More\n")
    lock = known.folder / ".git/index.lock"
    asking = known.folder / ".git/asking"
    editor = {**os.environ, "GIT_EDITOR": f"touch {asking}; sleep 60; :"}
    committing = subprocess.Popen(
        ["git", "commit", "--all"], cwd=known.folder, env=editor, stdout=subprocess.DEVNULL, process_group=0
    )
    try:
        until = time.monotonic() + 20
        while not asking.exists() and time.monotonic() < until:
            time.sleep(0.02)
        _leave(lock, minutes=200)
        told = known.run("doctor")
        mended = known.run("doctor", "--fix")
        stays = lock.exists()
    finally:
        os.killpg(committing.pid, signal.SIGKILL)
        committing.wait()
    known.run("doctor", "--fix")

    assert f"is 3 hours old, and git is at work and may hold it (process {committing.pid})" in told.stdout
    assert "Removed" not in mended.stdout
    assert stays
    assert not lock.exists()
