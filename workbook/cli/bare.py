"""The plainest calls of the program, read without click, which takes a while to load.

Without a command the screens open; `check`, `set REF FIELD=VALUE`, `log REF`, `merge BRANCH` and `adopt ID`
are what people say again and again. In: the words of the command line. Out: what they say, or None where
anything is unusual: then the command line proper reads the same words, and tells what is wrong with them.
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


class Plain(NamedTuple):
    """A command: `check`, or `set`, `log`, `merge` or `adopt` with the record, branch or proposal in `word`.

    `fields` are what is set, and `with_errors` is why a merge takes errors in.
    """

    folder: str
    today: date
    command: str
    word: str = ""
    with_errors: str = ""
    fields: Sequence[str] = ()


def read_bare(words: Sequence[str]) -> Bare | None:
    """Read the options that may stand without a command, in a terminal."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        return None
    said, left = _options(words)
    today = _day(said["--today"])
    if left or not _is_plain(said["--dir"]) or today is None:
        return None
    return Bare(said["--dir"], today, bool(said["--read-only"]))


def read_plain(words: Sequence[str]) -> Plain | None:
    """Read a plain command, behind the options that may stand before any."""
    said, left = _options(words)
    today = _day(said["--today"])
    if not _is_plain(said["--dir"]) or today is None or said["--read-only"]:
        return None
    match left:
        case ["check"]:
            return Plain(said["--dir"], today, "check")
        case ["log" | "merge" | "adopt" as command, word] if _is_plain(word):
            return Plain(said["--dir"], today, command, word)
        case ["set", word, _, *_] if all(map(_is_plain, left)):
            return Plain(said["--dir"], today, "set", word, fields=tuple(left[2:]))
        case ["merge", word, "--with-errors", reason] if _is_plain(word) and _is_plain(reason):
            return Plain(said["--dir"], today, "merge", word, reason)
    return None


def _options(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Read the options before a command, and give what comes behind them."""
    said = {"--dir": ".", "--today": today_here().isoformat(), "--read-only": ""}
    left = list(words)
    while left and left[0] in said:
        word = left.pop(0)
        said[word] = word if word == "--read-only" else left.pop(0) if left else ""
    return said, left


def _is_plain(word: str) -> bool:
    return word.isascii() and word[:1] not in ("", "-") and not word.isspace()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
