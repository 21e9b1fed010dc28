"""What goes to the terminal: one finished text, coloured where colour is wanted.

In: text that is already clean. Out: bytes on standard output, or the sentence that says why not. Colour
never carries a meaning alone; `NO_COLOR` and `FORCE_COLOR` decide before the terminal does.
"""

import os
import sys
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from workbook.errors import WorkbookError

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_WIDTH_WITHOUT_TERMINAL = 100
_LEAST_WIDTH = 40


class OutputClosedError(WorkbookError):
    """Standard output was closed before the program started."""

    def __init__(self) -> None:
        super().__init__("Standard output is closed, so there is nowhere to print to: leave it open.")


class OutputFailedError(WorkbookError):
    """What was to be printed could not be written."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The output cannot be written ({reason}): free space, or send it to another place.")


class ReaderGoneError(Exception):
    """Whoever read the output went away; not an `OSError`, of which click makes exit code 1, errors found."""


class Terminal(NamedTuple):
    """How text may look: with colours or without, on a screen of some width or in a file.

    `is_screen` says that a person reads it now, so that it may be wrapped and cut to `width` columns.
    """

    has_colour: bool
    is_screen: bool
    width: int

    def paint(self, text: str, *styles: str) -> str:
        """Give text in these styles, or as it is where there is no colour."""
        if not self.has_colour or not text:
            return text
        codes = ";".join(_STYLES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"


def take_any_text() -> None:
    """Let output in a narrow encoding show as escapes what it cannot hold, instead of failing."""
    import io

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def terminal() -> Terminal:
    """Tell how text on standard output may look."""
    is_screen = sys.stdout is not None and sys.stdout.isatty()
    if os.environ.get("NO_COLOR"):
        has_colour = False
    elif os.environ.get("FORCE_COLOR"):
        has_colour = is_screen = True
    else:
        has_colour = is_screen and os.environ.get("TERM") != "dumb"
    return Terminal(has_colour, is_screen, _width() if is_screen else _WIDTH_WITHOUT_TERMINAL)


def emit(text: str) -> None:
    """Print one finished text to standard output.

    Raises:
        OutputClosedError: there is no standard output.
        ReaderGoneError: nobody reads it any more.
        OutputFailedError: it cannot be written.
    """
    if sys.stdout is None:
        raise OutputClosedError
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    except OSError as error:
        raise OutputFailedError(error.strerror or str(error)) from error


def note(text: str) -> None:
    """Print a remark that is no result to standard error, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def cells(text: str) -> int:
    """Count the columns that a text takes on a screen."""
    return len(text) if text.isascii() else sum(map(_letter_cells, text))


def cut(text: str, width: int) -> str:
    """Shorten a text to a number of columns, with an ellipsis where something is gone."""
    if cells(text) <= width:
        return text
    kept, left = [], width - 1
    for letter in text:
        left -= _letter_cells(letter)
        if left < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"


def wrapped(text: str, *, width: int, indent: str) -> str:
    """Break a text into lines of at most `width` columns, each behind `indent`; words stay whole."""
    lines, line = [], ""
    for word in text.split():
        if line and cells(line) + 1 + cells(word) > width - len(indent):
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join(indent + line for line in (*lines, line))


@lru_cache(maxsize=1024)
def _letter_cells(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _width() -> int:
    from shutil import get_terminal_size

    return max(get_terminal_size().columns, _LEAST_WIDTH)
