"""The command `acknowledge`: say of a finding that it is seen and accepted.

In: a standpoint, a record, a code, and why. Out: one commit; the finding is still shown and counted.
"""

import click

from workbook.cli.completing import codes, ids
from workbook.cli.editing import carry_out
from workbook.cli.options import Standpoint, said, saving_options, standing


@click.command("acknowledge")
@click.argument("ref", metavar="REF", shell_complete=ids)
@click.argument("code", metavar="CODE", shell_complete=codes)
@click.option("--reason", metavar="TEXT", required=True, callback=said, help="Why it is accepted.")
@saving_options
@standing(at=False)
def command(standpoint: Standpoint, ref: str, code: str, reason: str, dry_run: bool, no_commit: bool) -> int:
    """Accept a finding of a record, as WB404, and say why; it is still shown and counted."""
    return acknowledge_finding(
        standpoint, ref=ref, code=code, reason=reason, dry_run=dry_run, no_commit=no_commit
    )


def acknowledge_finding(
    standpoint: Standpoint, *, ref: str, code: str, reason: str, dry_run: bool, no_commit: bool
) -> int:
    """Acknowledge a finding and give the exit code."""
    from workbook.desk.editing.edits import acknowledge
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today)
    files = acknowledge(session, ref, code, reason)
    return carry_out(session, files, dry_run=dry_run, no_commit=no_commit)
