"""What an edit says of itself: a line for each change, and the commit it becomes.

In: an outlook. Out: lines for people, and a `Wording` for the commit. The sentences are those of
`change.words`.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from workbook.change import phrases
from workbook.change.subject_words import LONGEST_SUBJECT, Deed
from workbook.change.subject_words import subject as subject_of
from workbook.change.words import About, sentences
from workbook.desk.outlook import Outlook
from workbook.desk.record_edit import RecordEdit
from workbook.desk.session import Session, Wording
from workbook.desk.trailers import HELD, ON_BEHALF, RECORD
from workbook.model.references import OPEN_REFERENCES
from workbook.model.words import title_of
from workbook.vcs.messages import LISTED
from workbook.vcs.packing import blob_id
from workbook.vcs.plumbing import Repository

ONLY_LAYOUT = "only comments or layout change"
NOTHING_YET = "is new, and says nothing yet"
UNREADABLE = "the new text cannot be read, so no field of it is compared"
_MOST_LINES = 60


def edit_lines(edit: RecordEdit) -> Sequence[str]:
    """Tell each change of a file in a sentence."""
    before, after = edit.tables
    if edit.after is None:
        return ("the file goes",)
    if edit.is_unreadable:
        return (UNREADABLE,)
    lines = sentences(edit.changes, About.of(edit.kind).between(before, after))
    return lines or (ONLY_LAYOUT if edit.before is not None else NOTHING_YET,)


def told_edits(edits: Sequence[RecordEdit]) -> Iterator[tuple[str, Sequence[str]]]:
    """Tell edits by what they are of; a record that moves is told once, with what changes in it."""
    gone = {edit.id: edit for edit in edits if edit.id and edit.after is None}
    stays = {edit.id for edit in edits if edit.after is not None}
    for edit in edits:
        was = gone.get(edit.id)
        if was is None or edit.id not in stays:
            yield edit.id or edit.path, edit_lines(edit)
        elif was is not edit:
            changed = edit_lines(replace(edit, before=was.before)) if was.before != edit.after else ()
            yield edit.id, (phrases.moved_path(was.path, edit.path), *changed)


def wording(
    outlook: Outlook, session: Session, *, subject: str = "", extra: Sequence[tuple[str, str]] = ()
) -> Wording:
    """Word the commit of an edit, unless it has a subject; `extra` are trailers that tell its kind."""
    # A record that moves or is confirmed is two files, and one story: that of the file that stays.
    told = [edit for edit in outlook.edits if edit.after is not None] or list(outlook.edits)
    more = f", and {len(told) - 1} more" if len(told) > 1 and not subject else ""
    lines = [line for edit in told for line in edit_lines(edit)]
    ids = dict.fromkeys(edit.id for edit in outlook.edits if edit.id)
    return Wording(
        subject=f"{subject or _subject(told[0], outlook, session, LONGEST_SUBJECT - len(more))}{more}",
        body=[f"{LISTED}{line}" for line in lines[:_MOST_LINES]] if len(lines) > 1 else (),
        trailers=((ON_BEHALF, session.nation), *((RECORD, id) for id in ids), *extra),
    )


def going_along(
    edits: Mapping[str, RecordEdit],
    committed: Mapping[str, bytes | None],
    wording: Wording,
    repository: Repository,
) -> tuple[tuple[str, ...], Wording, Sequence[bytes]]:
    """Tell what files held that was in no commit when they were edited, and word the commit of both.

    Its trailers name what the files held, given as well, so that an undo can take back the edit alone.
    """
    along = along_lines(edits, committed)
    length = repository.id_length
    held = {path: data for path in committed if (data := edits[path].before) is not None}
    named = ((HELD, f"{blob_id(data, length)} {path}") for path, data in held.items())
    told = replace(wording, body=(*wording.body, *along), trailers=(*wording.trailers, *named))
    return along, told, list(held.values())


def along_lines(edits: Mapping[str, RecordEdit], committed: Mapping[str, bytes | None]) -> tuple[str, ...]:
    """Tell what files hold before they are edited and no commit does; nothing where that is nothing."""
    earlier = [
        replace(edit, before=data, after=edit.before)
        for path, data in committed.items()
        if (edit := edits[path]).before is not None
    ]
    lines = [f"{LISTED}{line}" for edit in earlier for line in edit_lines(edit)]
    return (phrases.ALONG, *lines[:_MOST_LINES]) if lines else ()


def _subject(edit: RecordEdit, outlook: Outlook, session: Session, longest: int) -> str:
    before, after = edit.tables
    record = outlook.workbook.get(edit.id) or session.workbook.get(edit.id)
    title = title_of(record.data) if record is not None else ""
    return subject_of(
        edit.kind,
        edit.id or edit.path,
        title if title not in OPEN_REFERENCES else "",
        session.nation,
        edit.changes,
        deed=_deed(edit, outlook, session),
        about=About.of(edit.kind).between(before, after),
        longest=longest,
    )


def _deed(edit: RecordEdit, outlook: Outlook, session: Session) -> Deed:
    if edit.after is None:
        return Deed.DELETED
    if edit.before is not None:
        return Deed.CHANGED
    if any(one.id == edit.id and one.after is None for one in outlook.edits):
        return Deed.WIDENED
    known = session.workbook.get(edit.id)
    return Deed.CONFIRMED if known is not None and known.recorded else Deed.NEW
