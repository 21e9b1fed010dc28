"""A call without a command is read as the command line proper would read it, or left to that."""

import sys
from collections.abc import Sequence
from datetime import date
from io import StringIO

import pytest

from workbook.cli.bare import read_bare
from workbook.cli.clock import today_here
from workbook.cli.program import program


class _Screen(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def _sit_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody sit at a terminal."""
    monkeypatch.setattr(sys, "stdin", _Screen())
    monkeypatch.setattr(sys, "stdout", _Screen())


def _opened(words: Sequence[str]) -> tuple[str, date, bool] | None:
    """Give what the command line proper opens the screens on; None where it does not."""
    opened: list[tuple[str, date, bool]] = []

    def screens(folder: str, today: date, read_only: bool) -> int:
        opened.append((folder, today, read_only))
        return 0

    with pytest.raises(SystemExit):
        program.main(list(words), prog_name="workbook", obj=screens)
    return opened[0] if opened else None


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--today", "2023-06-01"],
        ["--dir", "plan", "--read-only"],
        ["--read-only", "--read-only", "--dir", "a", "--today", "2023-06-01", "--dir", "b c"],
    ],
)
def test_a_plain_call_is_read_as_click_reads_it(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _sit_down(monkeypatch)

    found = read_bare(words)

    assert found is not None
    assert found == _opened(words)


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["--help"],
        ["--version"],
        ["--dir"],
        ["--dir", ""],
        ["--dir", "--read-only"],
        ["--dir=plan"],
        ["--today"],
        ["--today", "soon"],
        ["--today", "1066-10-14"],
        ["--read", "--today", "2023-06-01"],
        ["--", "--read-only"],
        ["--dir", "\udcff"],
    ],
)
def test_what_is_unusual_is_left_to_click(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _sit_down(monkeypatch)

    assert read_bare(words) is None


def test_without_a_day_it_is_the_day_here(monkeypatch: pytest.MonkeyPatch) -> None:
    _sit_down(monkeypatch)

    found = read_bare([])

    assert found is not None
    assert found.today == today_here()


def test_without_a_terminal_no_screens_open(monkeypatch: pytest.MonkeyPatch) -> None:
    _sit_down(monkeypatch)
    monkeypatch.setattr(sys, "stdin", StringIO())

    assert read_bare([]) is None
