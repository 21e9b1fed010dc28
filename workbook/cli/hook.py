"""The door for git: a hook of a shared repository, run for each push, past the machinery of the command line.

In: which hook, and where. Out: an exit code; on standard error, which git hands to whoever pushes, a sentence
for each reason to refuse. Whatever goes wrong refuses.
"""

import os
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from workbook.cli.terminal import note
from workbook.model.display import clean_line

RECEIVE, PREPARED = "pre-receive", "prepared"
HOOKS = (RECEIVE, PREPARED)
_TAKEN, _REFUSED = 0, 1
_MOST_TOLD = 10


def run_by_git(hook: str) -> int:
    """Run a hook as git starts it, in the folder of the repository, and give the exit code."""
    from workbook.cli.clock import today_here

    try:
        return run_hook(hook, Path(), today=today_here())
    except Exception as error:
        # The boundary of all commands tells it; it is imported only where something is to be told.
        from workbook.cli.boundary import guarded

        return guarded(partial(_raise, error)) or _REFUSED


def run_hook(hook: str, folder: Path, *, today: date) -> int:
    """Judge what git is about to do, tell why not, and give the exit code.

    Raises:
        WorkbookError: it cannot be judged, so it must not be done.
    """
    lines = _received(folder, today) if hook == RECEIVE else _looked_again(folder, today)
    for line in lines[:_MOST_TOLD]:
        note(f"workbook: {clean_line(line)}")
    if len(lines) > _MOST_TOLD:
        note(f"workbook: and {len(lines) - _MOST_TOLD:,} more reasons.")
    return _REFUSED if lines else _TAKEN


def _received(folder: Path, today: date) -> Sequence[str]:
    from workbook.desk.guarding.receiving import receive

    refused = receive(folder, sys.stdin.buffer, os.environ, today=today)
    return list(dict.fromkeys(one.message for one in refused))


def _looked_again(folder: Path, today: date) -> Sequence[str]:
    from workbook.desk.guarding.second_look import confirm_moves

    said = confirm_moves(folder, sys.stdin.buffer, os.environ, today=today)
    return [said] if said else []


def _raise(error: Exception) -> int:
    raise error
