"""The command `guard`: what git runs on the server of a shared repository for each push.

In: the lines that git gives a hook. Out: on standard error, which git hands to whoever pushes, a sentence for
each reason to refuse; 0 where the push is taken in, else 1. For the keeper of the server it says what of the
guard is missing, and puts that in place.
"""

import os
import sys
from pathlib import Path

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.options import Standpoint, standing
from workbook.cli.terminal import emit, note
from workbook.model.display import clean_line

RECEIVE, PREPARED = "pre-receive", "prepared"
_MOST_TOLD = 10


@click.command("guard")
@click.argument("hook", type=click.Choice([RECEIVE, PREPARED]), default=RECEIVE)
@click.option("--check", "guarded", metavar="DIR", help="Say what of the guard of a repository is missing.")
@click.option("--fix", is_flag=True, help="With --check: write hooks and settings anew first.")
@standing(at=False)
def command(standpoint: Standpoint, hook: str, guarded: str | None, fix: bool) -> int:
    """Judge a push to a shared repository; git runs this there, as a hook.

    With --check, look at a repository on this server instead. Exits with 0 where the push is taken in, or
    nothing is missing, else with 1.
    """
    if guarded is not None:
        return check_guard(Path(guarded), fix=fix)
    if fix:
        raise click.UsageError("--fix goes with --check DIR.")
    return receive_push(standpoint) if hook == RECEIVE else look_again(standpoint)


def check_guard(folder: Path, *, fix: bool) -> int:
    """Put a guard in place where that is asked for, say what is missing, and give the exit code."""
    from workbook.desk.guarding.hooks import bare_repository, install, missing
    from workbook.desk.guarding.moves import secretariat
    from workbook.desk.guarding.refs import MAIN
    from workbook.vcs.state import tip_of

    repository = bare_repository(folder)
    if fix:
        install(repository, secretariat=secretariat(repository, tip_of(repository, MAIN)))
    found = [clean_line(line) for line in missing(repository)]
    emit("\n".join(found or ["Nothing of the guard is missing."]))
    return FOUND if found else CLEAN


def receive_push(standpoint: Standpoint) -> int:
    """Judge what git would take in, tell why not, and give the exit code."""
    from workbook.desk.guarding.receiving import receive

    refused = receive(standpoint.folder, sys.stdin.buffer, os.environ, today=standpoint.today)
    lines = list(dict.fromkeys(one.message for one in refused))
    for line in lines[:_MOST_TOLD]:
        note(f"workbook: {clean_line(line)}")
    if len(lines) > _MOST_TOLD:
        note(f"workbook: and {len(lines) - _MOST_TOLD:,} more reasons.")
    return FOUND if refused else CLEAN


def look_again(standpoint: Standpoint) -> int:
    """Look once more before what was judged is moved, and give the exit code."""
    from workbook.desk.guarding.receiving import confirm_moves

    said = confirm_moves(standpoint.folder, sys.stdin.buffer, os.environ, today=standpoint.today)
    if said:
        note(f"workbook: {clean_line(said)}")
    return FOUND if said else CLEAN
