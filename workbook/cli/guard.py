"""The command `guard`: what git runs on the server of a shared repository for each push.

In: the lines that git gives a hook. Out: on standard error, which git hands to whoever pushes, a sentence for
each reason to refuse; 0 where the push is taken in, else 1.
"""

import os
import sys

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.options import Standpoint, standing
from workbook.cli.terminal import note
from workbook.model.display import clean_line

RECEIVE, PREPARED = "pre-receive", "prepared"
_MOST_TOLD = 10


@click.command("guard")
@click.argument("hook", type=click.Choice([RECEIVE, PREPARED]), default=RECEIVE)
@standing(at=False)
def command(standpoint: Standpoint, hook: str) -> int:
    """Judge a push to a shared repository; git runs this there, and nobody else.

    Exits with 0 where the push is taken in, else with 1.
    """
    return receive_push(standpoint) if hook == RECEIVE else look_again(standpoint)


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
