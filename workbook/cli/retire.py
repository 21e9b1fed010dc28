"""The command `retire`: end a record without losing it.

In: a standpoint, a record, and why. Out: what that means for the plan, and one commit.
"""

import click

from workbook.cli.completing import ids
from workbook.cli.editing import carry_out
from workbook.cli.options import Standpoint, said, saving_options, standing


@click.command("retire")
@click.argument("ref", metavar="REF", shell_complete=ids)
@click.option("--reason", metavar="TEXT", required=True, callback=said, help="Why it counts no more.")
@saving_options
@standing(at=False)
def command(standpoint: Standpoint, ref: str, reason: str, dry_run: bool, no_commit: bool) -> int:
    """End a record: it stays readable, and counts no more. Records are never deleted."""
    return retire_record(standpoint, ref=ref, reason=reason, dry_run=dry_run, no_commit=no_commit)


def retire_record(standpoint: Standpoint, *, ref: str, reason: str, dry_run: bool, no_commit: bool) -> int:
    """Retire a record and give the exit code."""
    from workbook.desk.editing.edits import retire
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today)
    return carry_out(session, retire(session, ref, reason), dry_run=dry_run, no_commit=no_commit)
