"""Adopt a proposal and tell all of it: what the command `adopt` does once its words are read.

In: plain values. Out: the findings it introduced and fixed, and the commit; or what is in the way. It knows
no click, so that the plainest call starts without it.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.terminal import emit, note, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.reviewing.asking import Asked
    from workbook.desk.reviewing.foreseen import Foreseen


def adopt_proposal(folder: Path, *, today: date, id: str) -> int:
    """Adopt a proposal, tell it, and give the exit code."""
    from workbook.desk.reviewing.asking import asked_ahead

    with asked_ahead(folder) as asked:
        if asked is None:
            return _adopt(folder, today, id)
        from workbook.desk.reviewing.foreseen import foreseen

        with foreseen(asked.of, asked.remote, id) as ahead:
            return _adopt(folder, today, id, asked, ahead)


def _adopt(
    folder: Path, today: date, id: str, asked: "Asked | None" = None, foreseen: "Foreseen | None" = None
) -> int:
    from workbook.cli.outlook import outcome_text
    from workbook.desk.reviewing.adopting import NotApprovedError, adopt
    from workbook.desk.session import Session

    _load_the_rest()
    session = Session.find(folder, today=today)
    try:
        done = adopt(session, id, asked=asked, foreseen=foreseen)
    except NotApprovedError as error:
        emit("\n".join(clean_line(line) for line in error.reasons))
        note(f"workbook: {id} cannot be adopted yet.")
        return FOUND
    screen = terminal()
    lines = [
        *outcome_text(done.outlook.introduced, done.outlook.fixed, screen),
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


def _load_the_rest() -> None:
    """Import what judging needs while the shared repository is asked."""
    import workbook.check.catalogue
    import workbook.check.runner
    import workbook.desk.past
    import workbook.records.loader  # noqa: F401  # all of it is imported where it is used
