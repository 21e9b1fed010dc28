"""The command `propose`: put one's unpublished changes to the others.

In: a standpoint and a title. Out: what is proposed, who must approve it, and its branch, pushed.
"""

from datetime import date
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.options import Day, Standpoint, said, standing
from workbook.cli.terminal import emit, note, terminal

if TYPE_CHECKING:
    from workbook.desk.reviewing.proposing import Wish


@click.command("propose")
@click.argument("title", metavar="[TITLE]", default="")
@click.option("--purpose", metavar="TEXT", default="", callback=said, help="Why.")
@click.option("--meeting", metavar="ID", default="", help="The meeting where it is to be taken.")
@click.option("--silence-until", type=Day(), metavar="DATE", help="After this day silence may be consent.")
@click.option("--layer", metavar="NAME", default="", help="Where changes are meant; `shared` is the widest.")
@standing(at=False)
def command(
    standpoint: Standpoint, title: str, purpose: str, meeting: str, silence_until: date | None, layer: str
) -> int:
    """Put your saved, unpublished changes to the others, on a branch of their own.

    You go on working on that branch: what you save there next is sent by `propose` again, and keeps the id
    and every approval whose figures did not change. `git switch main` leaves it.

    A proposal lies in one layer, with the records that it changes: two layers take two proposals.
    """
    from workbook.desk.reviewing.proposing import Wish

    wish = Wish(title=title, purpose=purpose, for_meeting=meeting, silence_until=silence_until)
    return propose_changes(standpoint, wish, layer=layer)


def propose_changes(standpoint: Standpoint, wish: "Wish", *, layer: str) -> int:
    """Propose, tell it, and give the exit code."""
    from secrets import choice

    from workbook.cli.outlook import findings_text, outlook_text
    from workbook.cli.review import consent_lines
    from workbook.desk.reviewing import words
    from workbook.desk.reviewing.proposable import layer_to_propose
    from workbook.desk.reviewing.proposing import BringsErrorsError, former_title, propose
    from workbook.desk.session import Session
    from workbook.model.display import clean_line

    session = Session.open(standpoint.folder, today=standpoint.today)
    screen = terminal()
    try:
        proposed = propose(session, wish, choose=choice, layer=layer_to_propose(session, layer))
    except BringsErrorsError as error:
        emit("\n".join(findings_text("Introduces", error.findings, screen)))
        note(f"workbook: {error}")
        return FOUND
    former = former_title(proposed)
    renamed = [clean_line(words.renamed_line(former))] if former else []
    head = f"Proposed {screen.paint(proposed.id, 'bold')}; you are on its branch."
    emit(
        "\n".join([outlook_text(proposed.outlook, screen), *consent_lines(proposed, screen), *renamed, head])
    )
    return CLEAN
