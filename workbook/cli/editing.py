"""What all commands that edit have in common: judge first, show what would happen, save, tell.

In: a session and files as an edit would leave them. Out: a report on standard output and an exit code. It
knows no click, so that the plainest call starts without it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.terminal import emit, note, terminal
from workbook.model.display import clean, clean_line

if TYPE_CHECKING:
    from workbook.desk.editing.edits import Files
    from workbook.desk.editing.unmerging import Move
    from workbook.desk.record_edit import RecordEdit
    from workbook.desk.session import Session


def carry_out(
    session: "Session",
    files: "Files",
    *,
    dry_run: bool = False,
    no_commit: bool = False,
    trailers: Sequence[tuple[str, str]] = (),
    is_seen: bool = True,
    subject: str = "",
    has_drawn_id: bool = False,
) -> int:
    """Judge an edit, save it unless errors stand in the way, and tell all of it.

    An id that was drawn for a new record is not named where that is not made: it will have another.
    """
    from workbook.cli.outlook import outlook_text, saved_text
    from workbook.desk.editing.committing import outlook_of_commit
    from workbook.desk.editing.wording import wording

    judged = session.outlook if no_commit else partial(outlook_of_commit, session)
    outlook = judged(files, is_seen=is_seen)
    if not outlook.edits:
        emit("Nothing changes: the record says so already.")
        return CLEAN
    screen = terminal()
    told, along = outlook_text(outlook, screen), [clean_line(line) for line in outlook.along]
    drawn = outlook.edits[0].id if has_drawn_id else ""
    if dry_run:
        emit(_without("\n".join([*_diffs(outlook.edits), told, *along]), drawn))
        return FOUND if outlook.blocking else CLEAN
    if outlook.blocking:
        emit(_without("\n".join([told, *along]), drawn))
        from workbook.desk.editing.hints import hint

        advice = _without(clean_line(hint(outlook)), drawn) or "mend them first"
        what = "the change and what goes along with it" if along else "the change"
        note(f"workbook: Not saved, because {what} would bring errors into the record: {advice}.")
        return FOUND
    words = wording(outlook, session, subject=subject, extra=trailers)
    saved = session.save(outlook, words, commit=not no_commit)
    emit(f"{told}\n{saved_text(saved, words.subject, screen)}")
    return CLEAN


def carry_out_move(session: "Session", wanted: "Move", *, dry_run: bool) -> int:
    """Take a merge back, or make it again, and tell it."""
    from workbook.desk.editing.unmerging import move

    subject = clean_line(wanted.subject)
    if dry_run:
        emit(f"Would be {wanted.deed}: {subject}.")
        return CLEAN
    move(session, wanted)
    more = " All is as it was before; `workbook redo` brings it in again." if wanted.is_back else ""
    emit(f"{wanted.deed.capitalize()}: {subject}.{more}")
    return CLEAN


def _without(text: str, drawn: str) -> str:
    """Leave the letters out that were drawn for an id: `NOR-R-…`."""
    return text.replace(drawn, f"{drawn.rpartition('-')[0]}-…") if drawn else text


def _diffs(edits: "Sequence[RecordEdit]") -> Iterator[str]:
    from difflib import unified_diff

    for edit in edits:
        before, after = (
            (data or b"").decode(errors="replace").splitlines() for data in (edit.before, edit.after)
        )
        lines = unified_diff(before, after, f"a/{edit.path}", f"b/{edit.path}", lineterm="")
        yield from (clean(line).replace("\n", " ") for line in lines)
