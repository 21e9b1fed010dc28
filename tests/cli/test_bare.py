"""The plainest calls are read as the command line proper would read them, or left to that."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from inspect import signature
from io import StringIO
from typing import Any

import pytest

from workbook import __main__
from workbook.cli import adopt, adopting, check, checking, lives, log, merge, merging, setting
from workbook.cli import set as set_command
from workbook.cli.bare import read_bare, read_plain
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


def _asked(
    monkeypatch: pytest.MonkeyPatch, function: Callable[..., int], call: Callable[[], object]
) -> dict[str, Any]:
    """Give all that a call hands to the function that does the work of a command."""
    asked: list[dict[str, Any]] = []

    def work(*words: Any, **named: Any) -> int:
        found = signature(function).bind(*words, **named)
        found.apply_defaults()
        asked.append({**found.arguments})
        return 0

    for module in (adopt, adopting, check, checking, lives, log, merge, merging, set_command, setting):
        monkeypatch.setattr(module, function.__name__, work, raising=False)
    call()
    return asked[0]


@pytest.mark.parametrize(
    ("words", "function"),
    [
        (["check"], checking.check_plan),
        (["--dir", "plan", "--today", "2023-06-01", "check"], checking.check_plan),
        (["log", "NOR-C-7K3Q"], lives.tell_record),
        (["--today", "2023-06-01", "--dir", "a", "--dir", "b c", "log", "check"], lives.tell_record),
        (["merge", "theirs"], merging.merge_branch),
        (["set", "NOR-C-7K3Q", "quantity=20..30"], setting.set_words),
        (["--dir", "a", "set", "NOR-C-7K3Q", "meets+=UKR-R-11AB:12", "notes="], setting.set_words),
        (["adopt", "NOR-P-7K3Q"], adopting.adopt_proposal),
        (["--today", "2023-06-01", "merge", "a/b", "--with-errors", "no time"], merging.merge_branch),
    ],
)
def test_a_plain_command_does_what_it_does_by_click(
    words: list[str], function: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = read_plain(words)
    assert plain is not None

    found = _asked(monkeypatch, function, lambda: __main__._run(plain))

    assert found == _asked(monkeypatch, function, lambda: _opened(words))


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["list"],
        ["check", "--strict"],
        ["check", "NOR-C-7K3Q"],
        ["--read-only", "check"],
        ["--dir", "check"],
        ["--dir=plan", "check"],
        ["--today", "soon", "check"],
        ["--today", "1066-10-14", "check"],
        ["--dir", "", "check"],
        ["log"],
        ["log", ""],
        ["log", "--help"],
        ["log", "NOR-C-7K3Q", "--most", "1"],
        ["log", "\udcff"],
        ["set", "NOR-C-7K3Q"],
        ["set", "NOR-C-7K3Q", ""],
        ["set", "NOR-C-7K3Q", "notes=\u00e9"],
        ["set", "NOR-C-7K3Q", "notes=x", "--dry-run"],
        ["set", "--reason", "Late", "NOR-C-7K3Q", "notes=x"],
        ["merge"],
        ["merge", ""],
        ["merge", "--continue"],
        ["merge", "theirs", "--dry-run"],
        ["merge", "theirs", "--with-errors", ""],
        ["merge", "theirs", "--with-errors", " "],
        ["merge", "theirs", "--with-errors", "--explain"],
        ["merge", "theirs", "--with-errors"],
        ["adopt"],
        ["adopt", "--dir", "plan"],
        ["adopt", "NOR-P-7K3Q", "--dir", "plan"],
    ],
)
def test_what_is_unusual_about_a_command_is_left_to_click(words: list[str]) -> None:
    assert read_plain(words) is None
