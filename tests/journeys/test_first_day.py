"""A first day: a workbook is made, a nation and a commitment are written by hand, and it is all looked at."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbook.cli.program import program


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's home, where git knows who works here."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = Kari Nordmann\nemail = kari@example.org\n[workbook]\nnation = NOR\n")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _type(*words: str) -> Result:
    return CliRunner().invoke(program, ["--today", "2022-09-28", *words])


def _write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def test_first_day_from_an_empty_folder_to_a_paper(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _type("init", "nordic-plan", "--secretariat", "NOR")
    monkeypatch.chdir(home / "nordic-plan")
    fresh = _type("check", "--strict")

    assert (made.exit_code, fresh.exit_code) == (0, 0)

    manifest = Path("plans/workbook.toml")
    manifest.write_text(manifest.read_text().replace('["NOR"]', '["NOR", "UKR"]'))
    _write("plans/nations/UKR/nation.toml", 'name = "Ukraine"\n')
    _write("plans/catalogue/items/155mm-he.toml", 'name = "Shell"\nkind = "munition"\nunit = "each"\n')
    _write(
        "plans/nations/NOR/commitments/NOR-C-7K3Q.toml",
        'title = "Shells"\nkind = "donation"\nstatus = "comitted"\nitem = "155mm-he"\nquantity = 900\n'
        'to = [{party = "UKR"}]\nmade_on = 2022-09-20\n',
    )
    _write(
        "plans/meetings/2022-09-28-brussels/meeting.toml",
        'title = "Meeting of directors"\ndate = 2022-09-28\nplace = "Brussels"\n',
    )
    wrong = _type("check", "--format", "text")

    assert wrong.exit_code == 1
    assert "plans/nations/NOR/commitments/NOR-C-7K3Q.toml:3:10 WB104 error" in wrong.stdout
    assert "WB104" in _type("explain", "WB104").stdout

    commitment = Path("plans/nations/NOR/commitments/NOR-C-7K3Q.toml")
    commitment.write_text(commitment.read_text().replace("comitted", "committed"))
    right = _type("check")
    listed = _type("list", "commitments", "to=UKR", "quantity>=900")
    shown = _type("show", "NOR-C-7K3Q")
    own = _type("render", "agenda", "2022-09-28-brussels")
    public = _type("render", "agenda", "2022-09-28-brussels", "--for", "public")

    assert right.exit_code == 0
    assert listed.stdout.splitlines()[1].split()[0] == "NOR-C-7K3Q"
    assert "900 each" in shown.stdout
    assert own.exit_code == 0
    assert "Meeting of directors" in own.stdout
    assert "Meeting of directors" not in public.stdout
    assert _type("doctor").exit_code == 0
    assert _type("list", "commitments", "--at", "HEAD").stdout == "This plan has no commitments.\n"
