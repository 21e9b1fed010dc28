"""The command `confirm`: take over what the secretariat noted on one's behalf.

In: a standpoint and a record under `recorded/`. Out: the same record in the nation's own folder, one commit.
"""

import click

from workbook.cli.completing import ids
from workbook.cli.editing import carry_out
from workbook.cli.options import Standpoint, saving_options, standing


@click.command("confirm")
@click.argument("ref", metavar="REF", shell_complete=ids)
@saving_options
@standing(at=False)
def command(standpoint: Standpoint, ref: str, dry_run: bool, no_commit: bool) -> int:
    """Take a record that the secretariat noted for your nation into your own folder, under the same id.

    It then counts as your word. To correct it, `set` its fields afterwards; to disown it, `retire` it.
    """
    return confirm_record(standpoint, ref=ref, dry_run=dry_run, no_commit=no_commit)


def confirm_record(standpoint: Standpoint, *, ref: str, dry_run: bool, no_commit: bool) -> int:
    """Confirm a record and give the exit code."""
    from workbook.desk.editing.edits import confirm
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today)
    return carry_out(session, confirm(session, ref), dry_run=dry_run, no_commit=no_commit)
