"""The command `undo`: take the user's last edit back.

In: a standpoint. Out: what that changes, and one commit, which `redo` or another `undo` can answer.
"""

import click

from workbook.cli.editing import carry_out, carry_out_move
from workbook.cli.options import Standpoint, dry_run_option, said, standing


@click.command("undo")
@click.argument("commit", required=False, default="", callback=said)
@dry_run_option
@standing(at=False)
def command(standpoint: Standpoint, commit: str, dry_run: bool) -> int:
    """Take your last edit back, or the one of a COMMIT that `workbook log` shows.

    Later edits by others stay; a record that others have already is retired. A merge is taken back where it
    is the last thing done and nobody else has it: all is as before, and `redo` or `merge` bring it in again.
    """
    return take_back(standpoint, commit=commit, dry_run=dry_run)


def take_back(standpoint: Standpoint, *, commit: str, dry_run: bool) -> int:
    """Take an edit back, the last one where none is named, and give the exit code."""
    from workbook.desk.editing.undoing import undo, undo_named
    from workbook.desk.editing.unmerging import Move
    from workbook.desk.session import Session
    from workbook.desk.trailers import UNDOES

    session = Session.open(standpoint.folder, today=standpoint.today)
    turn = undo_named(session, commit) if commit else undo(session)
    if isinstance(turn, Move):
        return carry_out_move(session, turn, dry_run=dry_run)
    trailers = ((UNDOES, turn.step.commit),)
    return carry_out(
        session,
        turn.files,
        dry_run=dry_run,
        trailers=trailers,
        is_seen=turn.is_seen,
        subject=turn.subject,
    )
