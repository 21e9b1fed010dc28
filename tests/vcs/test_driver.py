"""Claims about the drivers by which plain git merges and shows records."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.vcs import driver
from workbook.vcs.driver import (
    ATTRIBUTES_LINE,
    DRIVER,
    AttributesBlockedError,
    has_attributes,
    install,
    missing_settings,
    wanted_settings,
    with_attributes,
)
from workbook.vcs.plumbing import Repository

from .conftest import Place

_NOR = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_BASE = "title = 'x'\nstatus = 'pledged'\n\n[quantity]\nfrom = 1\n\n[[lots]]\nlot = 'a'\n"


def _repository(place: Place) -> Repository:
    return Repository.find(place.folder)


def _driven(place: Place, program: Path) -> None:
    """Give the place a line that both sides changed, and the driver with that program."""
    place.write({".gitattributes": f"{ATTRIBUTES_LINE}\n", _NOR: _BASE})
    place.commit({})
    place.git("switch", "--quiet", "--create", "other")
    place.commit({_NOR: _BASE.replace("pledged", "committed")})
    place.git("switch", "--quiet", "main")
    place.commit({_NOR: _BASE.replace("pledged", "contracted")})
    place.git("config", DRIVER, driver._driver([str(program)]))


def _merge(place: Place) -> int:
    return subprocess.run(["git", "merge", "other"], cwd=place.folder, capture_output=True).returncode


def test_settings_are_written_once_and_then_none_is_missing(place: Place) -> None:
    before = missing_settings(_repository(place))

    install(_repository(place))
    install(_repository(place))

    assert set(before) == set(wanted_settings())
    assert missing_settings(_repository(place)) == ()
    assert place.git("config", "--get-all", DRIVER) == wanted_settings()[DRIVER]


def test_only_the_keys_asked_for_are_written(place: Place) -> None:
    install(_repository(place), ("merge.workbook.name",))

    assert set(missing_settings(_repository(place))) == {DRIVER, "diff.workbook.xfuncname"}


def test_a_driver_whose_program_is_gone_is_missing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    install(_repository(place))
    place.git("config", DRIVER, driver._driver(["/gone/workbook"]))
    git = shutil.which("git")
    (place.folder / "bin").mkdir()
    (place.folder / "bin/git").symlink_to(git or "")
    monkeypatch.setenv("PATH", str(place.folder / "bin"))

    assert missing_settings(_repository(place)) == (DRIVER,)


def test_a_driver_of_ones_own_is_left(place: Place) -> None:
    install(_repository(place))
    place.git("config", DRIVER, "nice workbook merge-driver %O %A %B --path %P")

    assert missing_settings(_repository(place)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        (f"{ATTRIBUTES_LINE}\n", True),
        ("plans/** merge=workbook diff=workbook -text\n", True),
        ("plans/*.toml -text merge=workbook diff=workbook\n", False),
        (f"{ATTRIBUTES_LINE}\n*.toml -merge\n", False),
    ],
)
def test_attributes_are_judged_as_git_takes_them(place: Place, text: str, expected: bool) -> None:
    place.write({".gitattributes": text})

    assert has_attributes(_repository(place)) is expected


@pytest.mark.parametrize("text", [b"", b"*.toml merge=union\n", b"* text=auto"])
def test_our_line_counts_over_all_before(place: Place, text: bytes) -> None:
    (place.folder / ".gitattributes").write_bytes(with_attributes(text))

    assert has_attributes(_repository(place))
    assert (place.folder / ".gitattributes").read_bytes().startswith(text)


@pytest.mark.parametrize("path", [".gitattributes", "plans/.gitattributes", ".git/info/attributes"])
def test_a_pipe_for_attributes_is_told_and_not_waited_on(place: Place, path: str) -> None:
    (place.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (place.folder / path).unlink(missing_ok=True)
    os.mkfifo(place.folder / path)

    with pytest.raises(AttributesBlockedError, match="remove it"):
        has_attributes(_repository(place))


def test_git_hands_the_three_versions_and_the_path_to_the_program(place: Place, tmp_path: Path) -> None:
    program = _script(tmp_path / "100%A 'mine'", 'printf "%s|" "$@" > "$0.seen"; echo merged > "$3"')
    _driven(place, program)

    assert _merge(place) == 0
    assert (place.folder / _NOR).read_text() == "merged\n"
    seen = Path(f"{program}.seen").read_text().split("|")
    assert (seen[0], seen[4:6]) == ("merge-driver", ["--path", _NOR])


def test_without_the_program_git_merges_by_lines(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    _driven(place, Path("/gone/workbook"))
    git = shutil.which("git") or ""
    monkeypatch.setenv("PATH", f"{Path(git).parent}:/bin")

    assert _merge(place) == 1
    assert (
        "<<<<<<< this branch\nstatus = 'contracted'\n"
        "=======\nstatus = 'committed'\n>>>>>>> the other branch\n"
    ) in (place.folder / _NOR).read_text()
    assert place.git("status", "--porcelain") == f"UU {_NOR}"


def test_where_the_program_fails_git_merges_by_lines_and_says_conflict(place: Place, tmp_path: Path) -> None:
    _driven(place, _script(tmp_path / "workbook", "exit 2"))

    assert _merge(place) == 1
    assert "<<<<<<< this branch" in (place.folder / _NOR).read_text()


def test_a_program_on_the_path_comes_before_lines(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _driven(place, Path("/gone/workbook"))
    (tmp_path / "bin").mkdir()
    _script(tmp_path / "bin/workbook", 'echo found > "$3"')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{Path(shutil.which('git') or '').parent}:/bin")

    assert _merge(place) == 0
    assert (place.folder / _NOR).read_text() == "found\n"


def test_a_clone_without_the_settings_merges_by_lines(place: Place) -> None:
    _driven(place, Path("/gone"))
    place.git("config", "--remove-section", "merge.workbook")

    assert _merge(place) == 1
    assert "<<<<<<< HEAD" in (place.folder / _NOR).read_text()


def test_the_programs_name_is_a_full_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    monkeypatch.setenv("PATH", "")

    alone = driver._program()
    script = _script(tmp_path / "workbook", "")
    beside = driver._program()

    assert alone == [str(tmp_path / "python3"), "-P", "-m", "workbook"]
    assert beside == [str(script)]


@pytest.mark.parametrize(
    ("old", "new", "header"),
    [
        ("from = 1", "from = 2", "[quantity]"),
        ("lot = 'a'", "lot = 'b'", "[[lots]]"),
        ("status = 'pledged'", "status = 'x'", "title = 'x'"),
    ],
)
def test_a_diff_names_the_table_or_key_above_the_change(
    place: Place, old: str, new: str, header: str
) -> None:
    install(_repository(place))
    place.commit({".gitattributes": f"{ATTRIBUTES_LINE}\n", _NOR: _BASE})
    place.write({_NOR: _BASE.replace(old, new)})

    shown = place.git("diff", "--unified=0")

    assert next(line for line in shown.splitlines() if line.startswith("@@")).endswith(f"@@ {header}")


def _script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path
