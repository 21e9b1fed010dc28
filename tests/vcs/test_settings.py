"""Claims about settings that are read once: never told otherwise than git would tell them now."""

from pathlib import Path

import pytest

from workbook.vcs import settings
from workbook.vcs.plumbing import Repository

from .conftest import Place


@pytest.fixture(autouse=True)
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Note whenever git reads settings; a clock of the finest grain misses nothing."""
    found: list[Path] = []
    read = settings.read_settings

    def noting(top: Path) -> object:
        found.append(top)
        return read(top)

    monkeypatch.setattr(settings, "read_settings", noting)
    monkeypatch.setattr(settings, "_CLOCK_GRAIN_NS", 0)
    return found


def _nation(place: Place) -> str | None:
    return Repository.find(place.folder).settings().get("workbook.nation")


def test_settings_are_read_once(mine: Place, readings: list[Path]) -> None:
    mine.git("config", "workbook.nation", "NOR")

    assert [_nation(mine), _nation(mine), _nation(mine)] == ["NOR"] * 3

    assert readings == [mine.folder]


def test_what_was_set_since_is_known(mine: Place) -> None:
    mine.git("config", "workbook.nation", "NOR")
    before = _nation(mine)

    mine.git("config", "workbook.nation", "SWE")

    assert (before, _nation(mine)) == ("NOR", "SWE")


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(".config/git/config", id="user"),
        pytest.param(".gitconfig", id="home"),
    ],
)
def test_a_file_of_the_user_that_comes_later_is_known(
    mine: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    before = _nation(mine)

    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("[workbook]\n\tnation = NOR\n")

    assert (before, _nation(mine)) == (None, "NOR")


def test_a_variable_that_names_another_file_counts_at_once(
    mine: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "user").write_text("[workbook]\n\tnation = NOR\n")
    before = _nation(mine)

    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "user"))

    assert (before, _nation(mine)) == (None, "NOR")


def test_settings_of_one_work_tree_are_known(mine: Place) -> None:
    mine.git("config", "extensions.worktreeConfig", "true")
    before = _nation(mine)

    mine.git("config", "--worktree", "workbook.nation", "NOR")

    assert (before, _nation(mine)) == (None, "NOR")


def test_a_file_that_is_included_is_read_anew(mine: Place, tmp_path: Path) -> None:
    mine.git("config", "include.path", str(tmp_path / "more"))
    before = _nation(mine)

    (tmp_path / "more").write_text("[workbook]\n\tnation = NOR\n")

    assert (before, _nation(mine)) == (None, "NOR")


def test_what_holds_on_one_branch_only_is_read_anew(mine: Place, tmp_path: Path) -> None:
    (tmp_path / "more").write_text("[workbook]\n\tnation = NOR\n")
    mine.git("config", "includeIf.onbranch:other.path", str(tmp_path / "more"))
    before = _nation(mine)

    mine.git("switch", "--quiet", "--create", "other")

    assert (before, _nation(mine)) == (None, "NOR")


def test_settings_written_just_now_are_read_anew(
    mine: Place, readings: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "_CLOCK_GRAIN_NS", 10**12)

    assert _nation(mine) == _nation(mine)

    assert len(readings) == 2
