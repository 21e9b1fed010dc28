"""What `init` makes, and what it leaves alone."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbook.cli.program import program

from .conftest import Bench

IDENTITY = "[user]\nname = Kari Nordmann\nemail = kari@example.org\n"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's git settings, with an identity."""
    path = tmp_path / "gitconfig"
    path.write_text(IDENTITY)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(path))
    return path


def _init(*words: str) -> Result:
    return CliRunner().invoke(program, ["init", *words])


def test_new_workbook_is_clean_and_committed(tmp_path: Path, settings: Path) -> None:
    folder = tmp_path / "nordic-plan"

    done = _init(str(folder), "--secretariat", "nor", "--title", 'The "plan"', "--currency", "nok")

    made = Bench(folder)
    assert done.exit_code == 0
    assert made.git("log", "--format=%an %s") == "Kari Nordmann Found the workbook"
    assert made.git("status", "--porcelain") == ""
    assert made.run("check", "--strict").exit_code == 0
    assert (folder / "plans/workbook.toml").read_text().splitlines()[1:4] == [
        'title = "The \\"plan\\""',
        'secretariat = "NOR"',
        'base_currency = "NOK"',
    ]
    assert "/layers/" in (folder / ".gitignore").read_text()
    assert "merge=workbook diff=workbook" in made.git("show", "HEAD:.gitattributes")
    assert "merge-driver %O %A %B --path %P" in made.git("config", "--local", "merge.workbook.driver")


def test_title_and_secretariat_come_from_folder_and_settings(tmp_path: Path, settings: Path) -> None:
    settings.write_text(f"{IDENTITY}[workbook]\nnation = SWE\n")

    _init(str(tmp_path / "nordic-plan"))

    text = (tmp_path / "nordic-plan/plans/workbook.toml").read_text()
    assert 'title = "Nordic plan"' in text
    assert 'secretariat = "SWE"' in text


def test_without_identity_nothing_is_committed_and_the_way_is_told(tmp_path: Path) -> None:
    done = _init(str(tmp_path / "plan"), "--secretariat", "NOR")

    assert done.exit_code == 0
    assert "git config --global user.name" in done.stdout
    assert (tmp_path / "plan/plans/workbook.toml").is_file()
    assert Bench(tmp_path / "plan").git("rev-list", "--all") == ""


def test_folder_that_holds_something_is_refused(tmp_path: Path, settings: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/notes.txt").write_text("mine")

    done = _init(str(tmp_path / "plan"), "--secretariat", "NOR")

    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert [path.name for path in (tmp_path / "plan").iterdir()] == ["notes.txt"]


def test_file_in_the_way_is_refused(tmp_path: Path, settings: Path) -> None:
    (tmp_path / "plan").write_text("mine")

    done = _init(str(tmp_path / "plan"), "--secretariat", "NOR")

    assert done.exit_code == 2
    assert "is no folder" in done.stderr


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["--secretariat", "Norwey"], "did you mean NOR?"),
        (["--secretariat", "NOR", "--currency", "kroner"], "No currency"),
        (["--layer", "Nordic", "--readers", "NOR"], "cannot be called"),
        (["--layer", "../x", "--readers", "NOR"], "cannot be called"),
        (["--layer", "nordic"], "--readers NOR,SWE"),
        (["--layer", "nordic", "--readers", "NOR,Sweden"], "did you mean SWE?"),
        (["--readers", "NOR"], "leave it out"),
        ([], "--secretariat NOR"),
    ],
)
def test_wrong_use_is_one_sentence_and_makes_nothing(tmp_path: Path, words: list[str], near: str) -> None:
    done = _init(str(tmp_path / "plan"), *words)

    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert near in done.stderr
    assert not (tmp_path / "plan").exists()


def test_layer_inside_a_workbook_is_a_repository_that_it_ignores(plan: Bench, settings: Path) -> None:
    (plan.folder / ".gitignore").write_text("*.bak")

    done = _init(str(plan.folder), "--layer", "nordic", "--readers", "SWE,NOR")

    made = Bench(plan.folder / "layers/nordic")
    assert done.exit_code == 0
    assert (made.folder / "plans/layer.toml").read_text() == 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'
    assert made.git("log", "--format=%s") == "Found the layer nordic"
    assert (plan.folder / ".gitignore").read_text() == "*.bak\n/layers/\n"
    assert "layers" not in plan.git("status", "--porcelain")
    assert plan.run("check", "--select", "WB1").exit_code == 0


def test_layer_on_its_own_is_a_repository_in_the_folder(tmp_path: Path, settings: Path) -> None:
    done = _init(str(tmp_path / "nordic"), "--layer", "nordic", "--readers", "members")

    assert done.exit_code == 0
    assert (tmp_path / "nordic/plans/layer.toml").read_text() == 'name = "nordic"\nreaders = "members"\n'


def test_settings_of_the_user_have_no_part_in_the_commit(tmp_path: Path, settings: Path) -> None:
    hooks = tmp_path / "hooks"
    template = tmp_path / "template"
    (template / "hooks").mkdir(parents=True)
    hooks.mkdir()
    hook = f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n"
    (hooks / "pre-commit").write_text(hook)
    (template / "hooks/post-index-change").write_text(hook)
    (hooks / "pre-commit").chmod(0o755)
    (template / "hooks/post-index-change").chmod(0o755)
    (tmp_path / "attributes").write_text("*.toml filter=evil\n")
    settings.write_text(
        f"{IDENTITY}[core]\nhooksPath = {hooks}\nattributesFile = {tmp_path}/attributes\nautocrlf = true\n"
        f"[init]\ntemplateDir = {template}\n[commit]\ngpgSign = true\ntemplate = /nowhere\n"
        f"[gpg]\nprogram = touch {tmp_path}/ran\n"
        f'[filter "evil"]\nclean = touch {tmp_path}/ran\nrequired = true\n'
        f"[alias]\ninit = !touch {tmp_path}/ran\n"
    )

    done = _init(str(tmp_path / "plan"), "--secretariat", "NOR")

    kept = _git_show(tmp_path / "plan", "HEAD:plans/workbook.toml")
    assert done.exit_code == 0
    assert not (tmp_path / "ran").exists()
    assert kept == (tmp_path / "plan/plans/workbook.toml").read_bytes()


def _git_show(folder: Path, name: str) -> bytes:
    return subprocess.run(["git", "show", name], cwd=folder, capture_output=True, check=True).stdout
