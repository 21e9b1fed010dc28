"""The project on a machine that has nothing of it: a fresh clone, and a wheel away from any checkout.

Needs git, make and a package index; each test makes its own virtual environment.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = {
    "brussels/NOR/brief-for-NOR.html",
    "brussels/public/communique-for-public.md",
    "westmere/NOR/brief-for-NOR.html",
    "westmere/members/requirements-for-members.html",
}

pytestmark = pytest.mark.system


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    dropped = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "MAKEFLAGS", "MAKELEVEL"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone") / "workbook"
    done = run("git", "clone", "--quiet", "--no-local", ROOT, folder, folder=ROOT)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it with the pinned dependencies, and give the program's path."""
    folder = tmp_path_factory.mktemp("wheel")
    wheels = run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT, folder=folder
    )
    assert wheels.returncode == 0, wheels.stderr
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    done = run(
        python, "-m", "pip", "install", "--quiet", "-c", ROOT / "constraints.txt", wheel, folder=folder
    )
    assert done.returncode == 0, done.stderr
    return folder / "venv" / "bin" / "workbook"


def test_make_demo_does_the_main_job_in_a_fresh_clone(clone: Path) -> None:
    done = run("make", "demo", folder=clone)

    assert done.returncode == 0, done.stdout + done.stderr
    written = {path.relative_to(clone / "out").as_posix() for path in (clone / "out").rglob("*-for-*")}
    assert written >= PAPERS
    assert run("git", "status", "--porcelain", folder=clone).stdout == ""


def test_wheel_checks_and_renders_the_shipped_plan_away_from_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan"
    day = ("--dir", plan, "--today", "2022-09-28")

    made = run(installed, "demo", plan, "--scenario", folder=tmp_path)
    checked = run(installed, *day, "check", folder=tmp_path)
    rendered = run(
        installed, *day, "render", "agenda", "2022-09-28-brussels", "--for", "public", folder=tmp_path
    )

    assert made.returncode == 0, made.stderr
    assert checked.returncode == 0, checked.stdout
    assert "Production limits" in rendered.stdout or "production limits" in rendered.stdout
