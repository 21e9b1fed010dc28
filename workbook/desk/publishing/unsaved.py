"""Changes that lie in the files and are no commit yet: told in words, kept as commits, or dropped.

In: a session and the states of its layers. Out: an `UnsavedChange` for each record, and its commit, worded as
one made by `set`. What was moved or confirmed is two files and one change.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from workbook.change import phrases
from workbook.desk.editing.wording import edit_lines, wording
from workbook.desk.opening import open_plan
from workbook.desk.outlook import Outlook
from workbook.desk.publishing.states import LayerState
from workbook.desk.record_edit import RecordEdit
from workbook.desk.session import ReadOnlyError, Session
from workbook.errors import WorkbookError
from workbook.findings import Finding
from workbook.model.words import title_of
from workbook.records.paths import PLANS, home_of, layer_of
from workbook.vcs.state import standing
from workbook.vcs.unsaved import UnsavedFile, put_back, unsaved_files


class BringsErrorsError(WorkbookError):
    """A change that would bring errors that its author can mend."""

    def __init__(self, found: Sequence[Finding]) -> None:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        super().__init__(f"Not kept, because it would bring errors: {found[0].ref} {found[0].message}{more}")


class ChangedSinceShownError(WorkbookError):
    """A file that holds something else by now than what was looked at."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} was changed again since it was shown; look at it again, then drop it.")


class UnsavedChange(msgspec.Struct, frozen=True, kw_only=True):
    """What lies unsaved of one record, or of one other file: in words, and where."""

    id: str
    kind: str
    title: str
    owner: str
    layer: str
    paths: Sequence[str]
    sentences: Sequence[str]


class Unsaved(msgspec.Struct, frozen=True, kw_only=True):
    """All that is unsaved: the files by path of the plan, the plan as it lies there, and as it was saved."""

    files: Mapping[str, UnsavedFile]
    now: Session
    saved: Session


def read_unsaved(session: Session, states: Sequence[LayerState]) -> Unsaved:
    """Find what differs from the last commits, by a few git processes for each layer.

    The plan as it was saved is judged from the one there is, so that only what changed is judged anew.
    """
    files = {
        one.path(file.path): file
        for one in states
        for file in unsaved_files(one.repository, PLANS, tip=one.tip)
        if file.path.endswith(".toml")
    }
    now = Session(open_plan(session.plan.top), today=session.today, read_only=True)
    return Unsaved(
        files=files, now=now, saved=taken_back(now, {path: one.before for path, one in files.items()})
    )


def taken_back(now: Session, files: Mapping[str, bytes | None]) -> Session:
    """Give the plan as it would be with some files as they were; for looking only."""
    return now.supposing(now.outlook(files, is_seen=False)) if files else now


def unsaved_changes(unsaved: Unsaved) -> Sequence[UnsavedChange]:
    """Tell what is unsaved record by record, in order of path; what was moved is one change."""
    groups: dict[tuple[str, str], list[str]] = {}
    for path in sorted(unsaved.files):
        home = home_of(layer_of(path)[1])
        groups.setdefault((home.kind.value, home.id) if home else ("", path), []).append(path)
    return [_change(unsaved, paths) for paths in groups.values()]


def _change(unsaved: Unsaved, paths: Sequence[str]) -> UnsavedChange:
    edits = [_edit(unsaved.files[path], path) for path in paths]
    stays = next((one for one in edits if one.after is not None), edits[0])
    was = next((one for one in edits if one.after is None and one is not stays), None)
    told = RecordEdit(path=stays.path, before=stays.before if was is None else was.before, after=stays.after)
    moved = (phrases.moved_path(was.path, stays.path),) if was is not None else ()
    record = unsaved.now.workbook.get(stays.id) or unsaved.saved.workbook.get(stays.id)
    layout = told.before == told.after and was is not None
    return UnsavedChange(
        id=stays.id,
        kind=stays.kind.value if stays.kind is not None else "file",
        title=title_of(record.data) if record is not None else "",
        owner=stays.owner or unsaved.now.workbook.settings.keeper(layer_of(stays.path)[0]),
        layer=layer_of(stays.path)[0],
        paths=paths,
        sentences=(*moved, *(() if layout else edit_lines(told))),
    )


def _on_disk(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _edit(file: UnsavedFile, path: str) -> RecordEdit:
    return RecordEdit(path=path, before=file.before, after=file.after)


def keep(session: Session, unsaved: Unsaved, change: UnsavedChange) -> str:
    """Commit one unsaved change, as an edit on what was saved before it; gives the commit's subject.

    Raises:
        BringsErrorsError: it would bring errors that its author can mend.
        WorkbookError: something stands in the way; the files stay as they are.
    """
    if session.is_read_only:
        raise ReadOnlyError
    outlook = outlook_of(unsaved, change)
    if outlook.blocking:
        raise BringsErrorsError(outlook.blocking)
    words = wording(outlook, session)
    layers = sorted({layer_of(path)[0] for path in change.paths})
    standings = {layer: standing(session.repository(layer)) for layer in layers}
    for layer, at in standings.items():
        session.commit(layer, outlook.edits, words, at)
    return words.subject


def outlook_of(unsaved: Unsaved, change: UnsavedChange) -> Outlook:
    """Judge one unsaved change as an edit of the plan without any."""
    return unsaved.saved.outlook({path: unsaved.files[path].after for path in change.paths})


def drop(session: Session, states: Sequence[LayerState], unsaved: Unsaved, change: UnsavedChange) -> None:
    """Let the files of an unsaved change be as they were last saved.

    Raises:
        ChangedSinceShownError: a file is no longer as it was shown; nothing is dropped.
        WorkbookError: the session may only look, or the disk refuses.
    """
    if session.is_read_only:
        raise ReadOnlyError
    for path in change.paths:
        if _on_disk(session.plan.top / path) != unsaved.files[path].after:
            raise ChangedSinceShownError(path)
    for state in states:
        files = {
            layer_of(path)[1]: unsaved.files[path]
            for path in change.paths
            if layer_of(path)[0] == state.layer and path in unsaved.files
        }
        if files:
            tip = state.repository.resolve("HEAD") if state.tip else ""
            put_back(state.repository, files, tip=tip)
