"""The one edge at which every failure becomes an exit code and at most one sentence.

In: the work to do. Out: 0 clean, 1 findings or conflicts, 2 wrong use or environment, 3 a bug, 130 and 141
as shells say for a stopped process. Nobody is shown a trace; that of a bug is saved to a file.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from workbook import __version__
from workbook.cli.terminal import ReaderGoneError, note
from workbook.errors import WorkbookError

if TYPE_CHECKING:
    from pathlib import Path

    import click

CLEAN, FOUND, WRONG_USE, BUG, STOPPED, READER_GONE = 0, 1, 2, 3, 130, 141

Thing = TypeVar("Thing")
_LASTING: list[object] = []


def guarded(work: Callable[[], int]) -> int:
    """Do the work and give its exit code; every failure is told in one sentence."""
    try:
        return work()
    except (KeyboardInterrupt, Exception) as error:
        return _told(error)


def lasting(thing: Thing) -> Thing:
    """Keep the latest thing beyond the work on it: taking it apart as the process ends is wasted time."""
    _LASTING[:] = [thing]
    return thing


def _told(error: BaseException) -> int:
    """Tell a failure, and give its exit code."""
    # Imported here: the screens open without it.
    import click

    match error:
        case KeyboardInterrupt() | click.Abort():
            return STOPPED
        case BrokenPipeError() | ReaderGoneError():
            _drop_output()
            return READER_GONE
        case click.UsageError():
            _tell(f"{_sentence(error.format_message())} See `{_path(error)} --help`.")
        case click.ClickException():
            _tell(error.format_message())
        case WorkbookError():
            _drop_output()
            _tell(str(error))
        case OSError():
            _drop_output()
            _tell(_environment(error))
        case _:
            _drop_output()
            _tell(_bug(error))
            return BUG
    return WRONG_USE


def _tell(sentence: str) -> None:
    from workbook.model.display import clean_line

    with suppress(OSError):
        note(f"workbook: {clean_line(sentence)}")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", ")")) else f"{text}."


def _path(error: "click.UsageError") -> str:
    return error.ctx.command_path if error.ctx else "workbook"


def _environment(error: OSError) -> str:
    """Say what the system refused; a file that may not be read is no bug of ours."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; see to the rights and the space there, then try again."


def _drop_output() -> None:
    """Point standard output at nothing, so that Python does not try to write the rest again at its end."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _bug(error: BaseException) -> str:
    import platform
    import traceback

    head = f"workbook {__version__}, Python {platform.python_version()}, {platform.system()}\n"
    trace = head + "".join(traceback.format_exception(error))
    saved = _saved(trace.encode(errors="backslashreplace"))
    told = f"the trace is in {saved}" if saved else "the trace could not be saved"
    return f"This is a bug in workbook, not in your plan ({type(error).__name__}); {told}: please report it."


def _saved(trace: bytes) -> "Path | None":
    """Write a trace to the user's own state folder, or to the folder for temporary files."""
    import tempfile
    from pathlib import Path

    for folder in (_state_folder(), Path(tempfile.gettempdir())):
        with suppress(OSError, RuntimeError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, prefix="workbook-bug-", suffix=".txt")
            with os.fdopen(handle, "wb") as file:
                file.write(trace)
            return Path(name)
    return None


def _state_folder() -> "Path":
    from pathlib import Path

    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "workbook"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "workbook"
