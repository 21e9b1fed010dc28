"""A small plan on disk, in real git, and a hand that types commands there."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.copying import IDENTITY, copy_repository, pack
from workbook.check.examples import COALITION
from workbook.cli.program import program

ROOT = Path(__file__).parents[2]
TODAY = "2022-09-28"
COMMITMENT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
REQUEST = "plans/nations/UKR/requests/UKR-R-11AB.toml"
RECORDS = {
    COMMITMENT: """\
title = "Winter shells"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = {about = 900}
value = {amount = 1500000, currency = "EUR"}
made_on = 2022-09-20
to = [{party = "UKR"}]
lots = [{lot = "a", by = "2023-Q1", quantity = 900}]
meets = [{request = "UKR-R-11AB", quantity = 900}]
""",
    REQUEST: """\
title = "155 mm shells"
item = "155mm-he"
quantity = 4000
need_by = "2023-03"
raised_on = 2022-09-20
""",
    "plans/recorded/SWE/requests/SWE-R-22CD.toml": """\
title = "Barrels"
quantity = "unknown"
need_by = "unknown"
raised_on = 2022-09-20
""",
}
NORWAY = """\
[user]
	name = Planning cell
	email = planning@example.org
[workbook]
	nation = NOR
"""


class Bench:
    """A folder in which a person runs commands; today is always the same day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, as path to content."""
        for path, content in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)

    def git(self, *words: str, at: str = "2022-09-28T12:00:00Z", folder: str = "") -> str:
        """Run git as a person would."""
        when = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder / folder,
            env={**os.environ, **when},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def commit(self, files: Mapping[str, str | bytes], at: str = "2022-09-28T12:00:00Z") -> None:
        """Write files and commit all there is."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Record", at=at)

    def run(self, *words: str) -> Result:
        """Run a command here, in this process."""
        return CliRunner().invoke(program, ["--dir", str(self.folder), "--today", TODAY, *words])

    def start(self, *words: str, **settings: str) -> "subprocess.CompletedProcess[bytes]":
        """Run a command here, in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "workbook", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
            capture_output=True,
        )

    def loads(self, *words: str) -> set[str]:
        """Run a command in a process of its own and give the names of the modules it has loaded."""
        # Files are as new as the test; without a grain of the clock the index trusts them all the same.
        patch = "import workbook.records.index as index\nindex._GRAIN_NS = 0\n" if "check" in words else ""
        script = (
            f"import sys\n{patch}"
            "from workbook import __main__\n"
            f"sys.argv = ['workbook', *{list(words)!r}]\n"
            "__main__._end = lambda code: None\n"
            "__main__.main()\n"
            "print(*sys.modules, file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        return set(done.stderr.split())


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keep_out(monkeypatch, tmp_path)


def keep_out(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Keep the settings of whoever runs the tests out, and what is saved inside a folder."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "_WORKBOOK"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """An empty folder."""
    folder = tmp_path / "plan"
    folder.mkdir()
    return Bench(folder)


@pytest.fixture(scope="session")
def made_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `plan` is a copy of."""
    bench = Bench(tmp_path_factory.mktemp("plan"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_out(monkeypatch, bench.folder.parent)
        bench.git("init", "--quiet", "--initial-branch=main")
        bench.commit({**COALITION, **RECORDS, ".gitignore": "/layers/\n"})
        pack(bench.folder)
    return bench.folder


@pytest.fixture
def plan(bench: Bench, made_plan: Path) -> Bench:
    """A coalition with a commitment and two requests, committed."""
    copy_repository(made_plan, bench.folder)
    return bench


@pytest.fixture
def norway(plan: Bench) -> Bench:
    """The plan, in the hands of Norway's staff."""
    with (plan.folder / ".git/config").open("a") as settings:
        settings.write(NORWAY)
    return plan
