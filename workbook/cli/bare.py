"""A call of the program without a command, read without click: the screens open at once.

In: the words of the command line. Out: what to open the screens on, or None where anything is unusual: then
the command line proper reads the same words, and tells what is wrong with them.
"""

import sys
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from workbook.cli.clock import FIRST_YEAR, LAST_YEAR, today_here


class Bare(NamedTuple):
    """What `--dir`, `--today` and `--read-only` say; a folder is here where none is named."""

    folder: str
    today: date
    read_only: bool


def read_bare(words: Sequence[str]) -> Bare | None:
    """Read the options that may stand without a command, in a terminal."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        return None
    said = {"--dir": ".", "--today": today_here().isoformat(), "--read-only": ""}
    rest = iter(words)
    for word in rest:
        if word not in said:
            return None
        said[word] = word if word == "--read-only" else next(rest, "")
    folder, day, read_only = said.values()
    today = _day(day)
    if not folder.isascii() or folder[:1] in ("", "-") or today is None:
        return None
    return Bare(folder, today, bool(read_only))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
