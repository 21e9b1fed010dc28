"""A guarded server on disk: pushes to it by real git, and what is there before and after."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.cli.conftest import TODAY, Bench
from tests.desk.publishing.sharing import clone

NATIONS = ("USA", "NOR", "SWE", "NLD", "DEU", "UKR")


class Pushed(NamedTuple):
    """What became of a push: whether it was taken in, and what the server said."""

    is_taken: bool
    said: str


class Server:
    """A guarded repository, and clones of it in the hands of nations."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def clone(self, nation: str) -> Bench:
        """Clone it for the staff of a nation."""
        place = self.folder.parent / nation
        return clone(self.folder, place, nation=nation, email=f"{nation.lower()}@example.org")

    def git(self, *words: str, stdin: bytes = b"") -> str:
        """Run git there as its keeper would, by hand."""
        done = subprocess.run(
            ["git", *words], cwd=self.folder, input=stdin, capture_output=True, check=True, env=_nobody()
        )
        return done.stdout.decode().strip()

    def refs(self) -> str:
        """List all refs and where they stand."""
        return self.git("for-each-ref", "--format=%(refname) %(objectname)")

    def journal(self) -> list[dict[str, Any]]:
        """Read the journal."""
        path = self.folder / "workbook-guard" / "journal.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def configure(self, text: str) -> None:
        """Add lines to the server's file."""
        path = self.folder / "workbook-guard.toml"
        path.write_text(path.read_text() + text)


def push(bench: Bench, *words: str, account: str | None = None, **settings: str) -> Pushed:
    """Push from a clone; the transport names the staff of the clone's nation, or another account."""
    named = f"{bench.folder.name.lower()}-staff" if account is None else account
    who = {"WORKBOOK_ACCOUNT": named} if named else {}
    done = subprocess.run(
        ["git", "push", "origin", *words],
        cwd=bench.folder,
        env={**_nobody(), **who, **settings},
        capture_output=True,
        check=False,
    )
    return Pushed(done.returncode == 0, done.stderr.decode())


def refused(server: Server, bench: Bench, *words: str, account: str | None = None, **settings: str) -> str:
    """Push what must not be taken in; give what was said, once nothing there has changed."""
    before, entries = server.refs(), len(server.journal())
    pushed = push(bench, *words, account=account, **settings)
    after = server.journal()[entries:]
    assert not pushed.is_taken, pushed.said
    assert server.refs() == before
    assert after, pushed.said
    assert {one["verdict"] for one in after} == {"refused"}
    assert "workbook: " in pushed.said
    assert "Traceback" not in pushed.said
    return pushed.said


def taken(server: Server, bench: Bench, *words: str, **settings: str) -> None:
    """Push what must be taken in."""
    pushed = push(bench, *words, **settings)
    assert pushed.is_taken, pushed.said
    assert server.journal()[-1]["verdict"] == "taken"


def _nobody() -> Mapping[str, str]:
    dropped = ("WORKBOOK_ACCOUNT", "GL_USER", "REMOTE_USER", "GIT_DIR")
    return {name: value for name, value in os.environ.items() if name not in dropped}


def fixed_day(server: Path) -> None:
    """Let the guard take the tests' day for today."""
    for hook in (server / "hooks").iterdir():
        hook.write_text(hook.read_text().replace("workbook guard", f"workbook --today {TODAY} guard"))
