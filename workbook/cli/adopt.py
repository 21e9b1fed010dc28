"""The command `adopt`: take a proposal into the shared plan.

In: a standpoint and an id. Out: the findings it introduced and fixed, and the commit; or what is in the way.
"""

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.completing import proposals
from workbook.cli.options import Standpoint, standing
from workbook.cli.terminal import emit, note, terminal
from workbook.model.display import clean_line


@click.command("adopt")
@click.argument("id", metavar="ID", shell_complete=proposals)
@standing(at=False)
def command(standpoint: Standpoint, id: str) -> int:
    """Adopt a proposal that all who must have approved.

    It is merged into the shared plan field by field, checked as a whole, and published with all that was said
    of it. Where somebody was faster it is judged anew.
    """
    return adopt_proposal(standpoint, id=id)


def adopt_proposal(standpoint: Standpoint, *, id: str) -> int:
    """Adopt a proposal, tell it, and give the exit code."""
    from workbook.cli.outlook import findings_text
    from workbook.desk.reviewing.adopting import NotApprovedError, adopt
    from workbook.desk.session import Session

    session = Session.find(standpoint.folder, today=standpoint.today)
    try:
        done = adopt(session, id)
    except NotApprovedError as error:
        emit("\n".join(clean_line(line) for line in error.reasons))
        note(f"workbook: {id} cannot be adopted yet.")
        return FOUND
    screen = terminal()
    lines = [
        *findings_text("Fixes", done.outlook.fixed, screen),
        *findings_text("Introduces", done.outlook.introduced, screen),
        f"Adopted as {screen.paint(done.commit[:10], 'bold')}: {clean_line(done.subject)}",
    ]
    if done.tries > 1:
        lines.append(f"Somebody was faster {done.tries - 1:,} times, so it was judged anew each time.")
    if done.told:
        lines.append(clean_line(done.told))
    emit("\n".join(lines))
    if done.note:
        note(f"workbook: {clean_line(done.note)}")
    return CLEAN
