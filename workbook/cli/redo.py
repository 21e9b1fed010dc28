"""The command `redo`: make an edit again that was taken back.

In: a standpoint. Out: what that changes, and one commit.
"""

import click

from workbook.cli.editing import carry_out, carry_out_move
from workbook.cli.options import Standpoint, dry_run_option, standing


@click.command("redo")
@dry_run_option
@standing(at=False)
def command(standpoint: Standpoint, dry_run: bool) -> int:
    """Make the edit again that you took back last, or bring in again what you took back."""
    return redo_last(standpoint, dry_run=dry_run)


def redo_last(standpoint: Standpoint, *, dry_run: bool) -> int:
    """Make an edit again and give the exit code."""
    from workbook.desk.editing.undoing import redo
    from workbook.desk.editing.unmerging import Move
    from workbook.desk.session import Session
    from workbook.desk.trailers import REDOES

    session = Session.open(standpoint.folder, today=standpoint.today)
    turn = redo(session)
    if isinstance(turn, Move):
        return carry_out_move(session, turn, dry_run=dry_run)
    trailers = ((REDOES, turn.step.commit),)
    return carry_out(
        session,
        turn.files,
        dry_run=dry_run,
        trailers=trailers,
        is_seen=turn.is_seen,
        subject=turn.subject,
    )
