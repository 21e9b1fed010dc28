"""The command `withdraw`: take a proposal of one's own back.

In: a standpoint and an id. Out: its record retired on its branch, pushed.
"""

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import proposals
from workbook.cli.options import Standpoint, standing
from workbook.cli.terminal import emit


@click.command("withdraw")
@click.argument("id", metavar="ID", shell_complete=proposals)
@standing(at=False)
def command(standpoint: Standpoint, id: str) -> int:
    """Take a proposal of your own back. What was said of it stays on record."""
    return withdraw_proposal(standpoint, id=id)


def withdraw_proposal(standpoint: Standpoint, *, id: str) -> int:
    """Withdraw a proposal and give the exit code."""
    from workbook.desk.reviewing import words
    from workbook.desk.reviewing.proposing import withdraw
    from workbook.desk.reviewing.tabling import go_to_main, is_here
    from workbook.desk.session import Session
    from workbook.model.display import clean_line

    session = Session.open(standpoint.folder, today=standpoint.today)
    proposed = withdraw(session, id)
    emit(f"Withdrawn: {id} {clean_line(proposed.record.title)}")
    layer = proposed.shared.layer
    if is_here(session, id, layer):
        go_to_main(session, layer)
        emit(words.left_line(id))
    return CLEAN
