"""Where signatures are required: every new commit carries a good one of the nation that pushes."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.guarding.server import Server, refused, taken

pytestmark = pytest.mark.skipif(
    subprocess.run(["sh", "-c", "command -v ssh-keygen"], capture_output=True, check=False).returncode != 0,
    reason="ssh-keygen is not installed",
)


@pytest.fixture
def keys(server: Server, tmp_path: Path) -> Path:
    """A folder with a key for each of two nations; both are listed on the server, which wants signatures."""
    listed = ""
    for account in ("nor-staff", "swe-staff", "stranger"):
        key = tmp_path / account
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
        listed += f"{account} {public}\n" if account != "stranger" else ""
    (server.folder / "allowed_signers").write_text(listed)
    path = server.folder / "workbook-guard.toml"
    path.write_text(path.read_text().replace("require_signed = false", "require_signed = true"))
    return tmp_path


def _commit(bench: Bench, key: Path | None) -> None:
    place = bench.folder / COMMITMENT
    place.write_text(place.read_text() + "# More\n")
    settings = ["-c", "gpg.format=ssh", "-c", f"user.signingKey={key}"] if key else []
    bench.git(*settings, "commit", "--quiet", "--all", "--message", "x", *(["-S"] if key else []))


def test_commits_signed_by_the_nation_that_pushes_are_taken_in(
    server: Server, norway: Bench, keys: Path
) -> None:
    _commit(norway, keys / "nor-staff")
    _commit(norway, keys / "nor-staff")

    taken(server, norway, "main")


@pytest.mark.parametrize(
    ("signer", "words"),
    [
        ("", "carries no signature, and here all must be signed."),
        ("swe-staff", "is signed by swe-staff, which does not speak for NOR."),
        ("stranger", "is signed by a key that is not listed here"),
    ],
)
def test_a_commit_signed_otherwise_is_refused_also_below_a_signed_one(
    server: Server, norway: Bench, keys: Path, signer: str, words: str
) -> None:
    _commit(norway, keys / signer if signer else None)
    _commit(norway, keys / "nor-staff")

    assert words in refused(server, norway, "main")


def test_a_signature_moved_to_another_commit_is_refused(server: Server, norway: Bench, keys: Path) -> None:
    _commit(norway, keys / "nor-staff")
    text = norway.git("cat-file", "commit", "HEAD").replace("\n\nx", "\n\nsomething else") + "\n"
    forged = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=norway.folder,
        input=text.encode(),
        capture_output=True,
        check=True,
    )

    said = refused(server, norway, f"{forged.stdout.decode().strip()}:main")

    assert "carries a signature that does not fit it" in said


def test_without_the_list_of_keys_nothing_is_taken_in(server: Server, norway: Bench, keys: Path) -> None:
    _commit(norway, keys / "nor-staff")
    (server.folder / "allowed_signers").unlink()

    assert "all must be signed" in refused(server, norway, "main")


@pytest.fixture
def signing(norway: Bench, keys: Path) -> Bench:
    """Norway's clone, where git is told to sign with its key."""
    for key, value in (
        ("commit.gpgSign", "true"),
        ("gpg.format", "ssh"),
        ("user.signingKey", str(keys / "nor-staff")),
    ):
        norway.git("config", key, value)
    return norway


def test_commits_of_the_program_are_signed_as_git_is_told_to(server: Server, signing: Bench) -> None:
    done = signing.run("set", "NOR-C-7K3Q", "title=Shells")
    signing.git("switch", "--quiet", "--create", "talks")
    signing.run("set", "NOR-C-7K3Q", "notes=Said at the talks.")
    signing.git("switch", "--quiet", "main")
    signing.run("set", "NOR-C-7K3Q", "terms=None")
    merged = signing.run("merge", "talks")

    assert done.exit_code == 0, done.stderr
    assert merged.exit_code == 0, merged.stderr
    assert signing.git("cat-file", "-t", "HEAD^2") == "commit"
    taken(server, signing, "main")


@pytest.mark.parametrize(
    ("key", "cause"), [("", "there is no such file"), ("gone", "there is no such file"), ("/etc/passwd", "")]
)
def test_where_a_commit_cannot_be_signed_nothing_is_committed(signing: Bench, key: str, cause: str) -> None:
    signing.git("config", "user.signingKey", key)
    before = signing.git("rev-parse", "HEAD"), signing.git("status", "--porcelain")

    done = signing.run("set", "NOR-C-7K3Q", "title=Shells")

    assert done.exit_code == 2
    assert "so nothing is committed" in done.stderr
    assert cause in done.stderr
    assert (signing.git("rev-parse", "HEAD"), signing.git("status", "--porcelain")) == before


def test_a_locked_key_asks_nobody(signing: Bench, keys: Path) -> None:
    locked = keys / "locked"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", locked], check=True)
    signing.git("config", "user.signingKey", str(locked))

    done = signing.run("set", "NOR-C-7K3Q", "title=Shells")

    assert done.exit_code == 2
    assert "so nothing is committed" in done.stderr


def test_no_program_that_a_plan_names_signs(signing: Bench, tmp_path: Path) -> None:
    program, ran = tmp_path / "program", tmp_path / "ran"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    signing.git("config", "gpg.ssh.program", str(program))

    done = signing.run("set", "NOR-C-7K3Q", "title=Shells")

    assert done.exit_code == 0
    assert not ran.exists()
