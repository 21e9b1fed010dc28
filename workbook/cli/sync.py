"""The command `sync`: bring in what others published, and publish what is one's own, in all layers.

In: a standpoint. Out: what came and went, layer by layer; or what is in the way.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.options import Standpoint, standing
from workbook.cli.terminal import Terminal, emit, note, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.reviewing.syncing import Synced
    from workbook.vcs.transfer import Progress


@click.command("sync")
@standing(at=False)
def command(standpoint: Standpoint) -> int:
    """Bring in what others published, field by field, check the plan, and publish what is yours.

    What others must approve is not published: propose it. On the branch of a proposal, that is brought up to
    date; once it is adopted you come back to main.
    """
    return sync_layers(standpoint)


def sync_layers(standpoint: Standpoint) -> int:
    """Bring all layers up to date, tell it, and give the exit code."""
    from workbook.desk.reviewing.syncing import sync
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today)
    screen = terminal()
    done = sync(session, watch=_Telling(screen))
    for remark in (remark for one in done for remark in one.remarks):
        note(f"workbook: {clean_line(remark)}")
    emit("\n".join(line for one in done for line in _told(one, screen)))
    return CLEAN if all(one.is_done for one in done) else FOUND


class _Telling:
    """Tells a person at a screen what is being done, a line for each step."""

    def __init__(self, screen: Terminal) -> None:
        self._is_wanted = screen.is_screen
        self._last = ""

    def __call__(self, progress: "Progress") -> None:
        if self._is_wanted and progress.doing != self._last:
            note(f"{clean_line(progress.doing)} …")
        self._last = progress.doing


def _told(one: "Synced", screen: Terminal) -> Iterator[str]:
    from workbook.cli.outlook import findings_text
    from workbook.desk.reviewing import words

    where = f"{clean_line(one.layer)}: " if one.layer else ""
    yield from map(clean_line, one.lines)
    if one.conflicts:
        yield f"{where}Conflicts over {clean_line(', '.join(one.conflicts))}: settle them with"
        yield "`workbook resolve`, then `workbook merge --continue`, then sync again."
    if one.errors:
        yield from findings_text("Held back by", one.errors, screen)
    if one.held:
        yield from map(clean_line, one.held)
        yield f"{where}{clean_line(one.already or words.propose_it())}"
