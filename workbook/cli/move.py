"""The command `move`: show a record to more readers, by moving it to a wider layer.

In: a standpoint, a record, a layer. Out: the record in the other repository, a commit in each.
"""

import click

from workbook.cli.completing import ids
from workbook.cli.editing import carry_out
from workbook.cli.options import Standpoint, saving_options, standing


@click.command("move")
@click.argument("ref", metavar="REF", shell_complete=ids)
@click.option("--layer", metavar="NAME", required=True, help="The wider layer; `shared` for the shared one.")
@saving_options
@standing(at=False)
def command(standpoint: Standpoint, ref: str, layer: str, dry_run: bool, no_commit: bool) -> int:
    """Move a record to a wider layer, where more can read it.

    Only wider: git hides nothing that was once shown. To narrow, retire the record and make it anew.
    """
    return move_record(standpoint, ref=ref, layer=layer, dry_run=dry_run, no_commit=no_commit)


def move_record(standpoint: Standpoint, *, ref: str, layer: str, dry_run: bool, no_commit: bool) -> int:
    """Move a record and give the exit code."""
    from workbook.desk.editing.edits import move
    from workbook.desk.session import Session
    from workbook.desk.trailers import MOVED

    session = Session.open(standpoint.folder, today=standpoint.today)
    files = move(session, ref, layer)
    return carry_out(session, files, dry_run=dry_run, no_commit=no_commit, trailers=((MOVED, layer),))
