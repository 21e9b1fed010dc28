"""Every failure ends as an exit code and one sentence, never as a trace."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from workbook.cli.boundary import guarded
from workbook.errors import WorkbookError

from .conftest import ROOT, Bench


def _raising(error: BaseException) -> Callable[[], int]:
    def work() -> int:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (WorkbookError("The plan is elsewhere."), 2),
        (click.UsageError("No such thing."), 2),
        (PermissionError(errno.EACCES, "Permission denied", "plans"), 2),
        (ZeroDivisionError("secret"), 3),
        (RecursionError("deep"), 3),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 141),
    ],
)
def test_failure_becomes_an_exit_code(error: BaseException, code: int) -> None:
    assert guarded(_raising(error)) == code


def test_result_of_the_work_is_the_exit_code() -> None:
    assert guarded(lambda: 1) == 1


def test_bug_is_told_without_a_trace_and_saved(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    guarded(_raising(ZeroDivisionError("secret")))

    told = capsys.readouterr()
    (saved,) = (tmp_path / "workbook").iterdir()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    assert "secret" not in told.err
    assert str(saved) in told.err
    assert "ZeroDivisionError: secret" in saved.read_text()


def test_bug_is_told_where_nothing_can_be_saved(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))

    code = guarded(_raising(ZeroDivisionError()))

    assert code == 3
    assert "could not be saved" in capsys.readouterr().err


def test_sentence_cannot_carry_a_control_sequence(capsys: pytest.CaptureFixture[str]) -> None:
    guarded(_raising(WorkbookError("No \x1b[31mred\x1b]8;;x\x07 thing\u202e\nhere.")))

    assert capsys.readouterr().err == "workbook: No [31mred]8;;x thing here.\n"


def test_full_disk_is_one_sentence(plan: Bench) -> None:
    done = plan.start("list", "nation", ">", "/dev/full")
    script = _to_full_disk(plan, "list nation")

    assert done.returncode == 2
    assert script == (
        2,
        "workbook: The output cannot be written (No space left on device): free space, "
        "or send it to another place.\n",
    )


@pytest.mark.parametrize("words", ["--version", "--help", "check --help", "check"])
def test_full_disk_never_shows_a_trace(plan: Bench, words: str) -> None:
    code, told = _to_full_disk(plan, words)

    assert code == 2
    assert told.startswith("workbook: The output cannot be written (")
    assert told.count("\n") == 1


@pytest.mark.parametrize("words", ["list nation", "--help", "list --help", ""])
def test_closed_output_is_one_sentence(plan: Bench, words: str) -> None:
    done = _shell(plan, f"{words} >&-")

    assert done == (
        2,
        "workbook: Standard output is closed, so there is nowhere to print to: leave it open.\n",
    )


@pytest.mark.parametrize(
    "words", ["list nation --format json", "check", "--help", "check --help", "--version"]
)
def test_reader_who_goes_away_ends_it_as_shells_end_it(plan: Bench, words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [sys.executable, "-m", "workbook", *words.split()],
        cwd=plan.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)

    assert (done.returncode, done.stderr) == (141, b"")


def _to_full_disk(bench: Bench, words: str) -> tuple[int, str]:
    return _shell(bench, f"{words} > /dev/full")


def _shell(bench: Bench, words: str) -> tuple[int, str]:
    done = subprocess.run(
        f'"{sys.executable}" -m workbook {words}',
        shell=True,
        cwd=bench.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    return done.returncode, done.stderr
