"""Real repositories in a temporary folder, free of the settings of whoever runs the tests."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

_IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Kari Nordmann",
    "GIT_AUTHOR_EMAIL": "kari@example.org",
    "GIT_COMMITTER_NAME": "Kari Nordmann",
    "GIT_COMMITTER_EMAIL": "kari@example.org",
}


class Place:
    """A folder in which tests run git as a person would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str, at: str = "2022-09-28T12:00:00Z", stdin: bytes = b"") -> str:
        when = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**os.environ, **when},
            input=stdin,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def identify(self) -> None:
        """Say who works here, in the repository's own settings."""
        self.git("config", "user.name", "Kari Nordmann")
        self.git("config", "user.email", "kari@example.org")

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())

    def commit(self, files: Mapping[str, str], at: str = "2022-09-28T12:00:00Z") -> str:
        """Write files, commit all there is, and give the commit's id."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Record", at=at)
        return self.git("rev-parse", "HEAD")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in _IDENTITY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def empty(tmp_path: Path) -> Place:
    """A repository without a commit."""
    folder = tmp_path / "plan"
    folder.mkdir()
    place = Place(folder)
    place.git("init", "--quiet", "--initial-branch=main")
    return place


@pytest.fixture
def place(empty: Place) -> Place:
    """A repository with one commit on `main`."""
    empty.commit(
        {"plans/workbook.toml": "format = 1\n", "plans/nations/NOR/nation.toml": 'name = "Norway"\n'}
    )
    return empty


@pytest.fixture
def mine(place: Place) -> Place:
    """A repository with one commit, whose settings say who works there."""
    place.identify()
    return place


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", folder], check=False).returncode:
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", folder], check=True)
