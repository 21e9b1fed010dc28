"""Real repositories in a temporary folder, free of the settings of whoever runs the tests."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.copying import IDENTITY, copy_repository


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
    _keep_out(monkeypatch)


def _keep_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def empty(tmp_path: Path) -> Place:
    """A repository without a commit."""
    folder = tmp_path / "plan"
    folder.mkdir()
    place = Place(folder)
    place.git("init", "--quiet", "--initial-branch=main")
    return place


@pytest.fixture(scope="session")
def made_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `place` is a copy of."""
    place = Place(tmp_path_factory.mktemp("place"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        _keep_out(monkeypatch)
        place.git("init", "--quiet", "--initial-branch=main")
        place.commit(
            {"plans/workbook.toml": "format = 1\n", "plans/nations/NOR/nation.toml": 'name = "Norway"\n'}
        )
    return place.folder


@pytest.fixture
def place(tmp_path: Path, made_place: Path) -> Place:
    """A repository with one commit on `main`."""
    copy_repository(made_place, tmp_path / "plan")
    return Place(tmp_path / "plan")


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
