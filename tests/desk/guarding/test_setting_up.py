"""Making a guarded server, and telling what of its guard is missing."""

import subprocess
from pathlib import Path

from tests.cli.conftest import Bench
from tests.desk.guarding.server import Server, push


def _made(bench: Bench, folder: Path, *words: str) -> Server:
    done = bench.run("init", "--shared", str(folder), "--secretariat", "USA", "--title", "Example", *words)
    assert done.exit_code == 0, done.stderr
    return Server(folder)


def test_it_has_a_root_commit_with_the_secretariat_and_lacks_nothing(bench: Bench, tmp_path: Path) -> None:
    server = _made(bench, tmp_path / "shared.git")

    assert server.git("rev-list", "--count", "main") == "1"
    assert 'secretariat = "USA"' in server.git("show", "main:plans/workbook.toml")
    assert server.git("ls-tree", "-r", "--name-only", "main").splitlines() == [
        ".gitattributes",
        ".gitignore",
        "plans/nations/USA/nation.toml",
        "plans/workbook.toml",
    ]
    assert server.git("fsck", "--strict") == ""
    checked = bench.run("guard", "--check", str(server.folder))
    assert (checked.exit_code, checked.stdout) == (0, "Nothing of the guard is missing.\n")


def test_its_first_clone_pushes_as_the_secretariat(bench: Bench, tmp_path: Path) -> None:
    server = _made(bench, tmp_path / "shared.git")
    usa = server.clone("USA")
    usa.commit({"plans/workbook.toml": (usa.folder / "plans/workbook.toml").read_text() + "# Ours\n"})

    assert push(usa, "main").is_taken


def test_an_empty_bare_repository_is_filled_and_its_hooks_stay(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "made.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=master", folder], check=True)
    (folder / "hooks").mkdir()
    (folder / "hooks" / "update").write_text("#!/bin/sh\nexit 0\n")

    server = _made(bench, folder, "--identity", "GL_USER")

    assert server.git("symbolic-ref", "HEAD") == "refs/heads/main"
    assert (folder / "hooks" / "update").exists()
    assert 'identity = "GL_USER"' in (folder / "workbook-guard.toml").read_text()


def test_a_repository_with_commits_is_not_taken(server: Server, bench: Bench) -> None:
    before = server.refs()

    done = bench.run("init", "--shared", str(server.folder), "--secretariat", "USA")

    assert done.exit_code == 2
    assert "holds commits already; renew its guard with `workbook guard --check" in done.stderr
    assert server.refs() == before


def test_what_is_missing_is_told_and_mended(server: Server, bench: Bench) -> None:
    (server.folder / "hooks" / "pre-receive").unlink()
    (server.folder / "hooks" / "reference-transaction").chmod(0o644)
    server.git("config", "receive.fsckObjects", "false")
    server.git("config", "receive.maxInputSize", "200m")
    place = str(server.folder)

    told = bench.run("guard", "--check", place)
    mended = bench.run("guard", "--check", place, "--fix")

    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert len(lines) == 3
    assert "pre-receive is not there." in lines[0]
    assert "reference-transaction may not be run, so git leaves it out." in lines[1]
    assert lines[2] == "The setting receive.fsckObjects is 'false' and should be 'true'."
    assert (mended.exit_code, mended.stdout) == (0, "Nothing of the guard is missing.\n")
    assert server.git("config", "receive.maxInputSize") == "200m"


def test_what_an_administrator_writes_wrong_is_told(server: Server, bench: Bench) -> None:
    path = server.folder / "workbook-guard.toml"
    text = path.read_text().replace('identity = "WORKBOOK_ACCOUNT"', 'identity = "me; rm"')
    path.write_text(text)

    told = bench.run("guard", "--check", str(server.folder), "--fix")

    assert told.exit_code == 1
    assert "names 'me; rm' as identity, which is no name of a variable" in told.stdout


def test_a_folder_that_is_no_bare_repository_has_no_guard(plan: Bench) -> None:
    done = plan.run("guard", "--check", str(plan.folder))

    assert done.exit_code == 2
    assert "is no bare repository" in done.stderr


def test_by_hand_the_guard_judges_nothing(server: Server, bench: Bench) -> None:
    done = bench.start("guard", "--dir", str(server.folder))

    assert done.returncode == 1
    assert b"does not say who pushes" in done.stderr
