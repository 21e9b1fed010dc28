"""What `merge` does with a merge that is open, besides finishing it: tell what was decided, or give it up.

In: plain values. Out: what is told, and an exit code.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.cli.boundary import CLEAN
from workbook.cli.terminal import emit
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.vcs.plumbing import Repository


def explain_merge(folder: Path, *, today: date) -> int:
    """Tell what was decided and settled so far, as the merge will say of itself, and give the exit code."""
    from workbook.desk.merging.message import read_message

    subject, body, _ = read_message(_in_merge(folder, today))
    told = [clean_line(line) for line in body.splitlines()]
    emit("\n".join([clean_line(subject), "", *(told or ["Nothing was decided by meaning or settled yet."])]))
    return CLEAN


def abort_merge(folder: Path, *, today: date) -> int:
    """Put all back as it was before the merge, tell so, and give the exit code."""
    from workbook.desk.merging.message import read_message
    from workbook.vcs.abandoning import give_up_merge

    repository = _in_merge(folder, today)
    subject, _, _ = read_message(repository)
    give_up_merge(repository)
    emit(f"Given up: {clean_line(subject)}. All is as it was before.")
    return CLEAN


def _in_merge(folder: Path, today: date) -> "Repository":
    """Give the repository that stands in a merge.

    Raises:
        NoMergeError: none is in progress.
    """
    from workbook.desk.merging.unmerged import conflicted_files
    from workbook.desk.session import Session

    session = Session.open(folder, today=today)
    conflicted_files(session)
    return session.repository("")
