"""Changes that lie in the files and are no commit yet: told in words, kept as commits, or dropped.

In: a session and the states of its layers. Out: an `UnsavedChange` for each record, and its commit, worded as
one made by `set`. What was moved or confirmed is two files and one change.
"""

from collections.abc import Mapping, Sequence

import msgspec

from workbook.desk.editing.wording import wording
from workbook.desk.opening import OpenPlan
from workbook.desk.publishing.states import LayerState, open_commits
from workbook.desk.session import Outlook, ReadOnlyError, Session
from workbook.desk.telling.plans import RecordChange
from workbook.errors import WorkbookError
from workbook.findings import Finding
from workbook.records.paths import PLANS, layer_of
from workbook.vcs.state import standing
from workbook.vcs.unsaved import UnsavedFile, put_back, unsaved_files


class BringsErrorsError(WorkbookError):
    """A change that would bring errors that its author can mend."""

    def __init__(self, found: Sequence[Finding]) -> None:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        super().__init__(f"Not kept, because it would bring errors: {found[0].ref} {found[0].message}{more}")


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
    """All that is unsaved: the files by path of the plan, and the plan without it."""

    files: Mapping[str, UnsavedFile]
    saved: OpenPlan


def read_unsaved(session: Session, states: Sequence[LayerState]) -> Unsaved:
    """Find what differs from the last commits, by a few git processes for each layer."""
    files = {
        one.path(file.path): file
        for one in states
        for file in unsaved_files(one.repository, PLANS, tip=one.tip)
        if file.path.endswith(".toml")
    }
    saved = open_commits(session, states, {one.layer: one.tip for one in states})
    return Unsaved(files=files, saved=saved)


def unsaved_change(record: RecordChange) -> UnsavedChange:
    """Put the change of one record as it is shown."""
    return UnsavedChange(
        id=record.id,
        kind=record.kind.value if record.kind is not None else "file",
        title=record.title,
        owner=record.owner,
        layer=layer_of(record.path)[0],
        paths=sorted({record.path, record.path_before} - {""}),
        sentences=record.sentences,
    )


def keep(session: Session, unsaved: Unsaved, change: UnsavedChange) -> str:
    """Commit one unsaved change, as an edit on what was saved before it; gives the commit's subject.

    Raises:
        BringsErrorsError: it would bring errors that its author can mend.
        WorkbookError: something stands in the way; the files stay as they are.
    """
    if session.is_read_only:
        raise ReadOnlyError
    outlook = outlook_of(session, unsaved, change)
    if outlook.blocking:
        raise BringsErrorsError(outlook.blocking)
    words = wording(outlook, session)
    layers = sorted({layer_of(path)[0] for path in change.paths})
    standings = {layer: standing(session.repository(layer)) for layer in layers}
    for layer, at in standings.items():
        session.commit(layer, outlook.edits, words, at)
    return words.subject


def outlook_of(session: Session, unsaved: Unsaved, change: UnsavedChange) -> Outlook:
    """Judge one unsaved change as an edit of the plan without any."""
    before = Session(unsaved.saved, today=session.today)
    return before.outlook({path: unsaved.files[path].after for path in change.paths})


def drop(session: Session, states: Sequence[LayerState], unsaved: Unsaved, change: UnsavedChange) -> None:
    """Let the files of an unsaved change be as they were last saved.

    Raises:
        WorkbookError: the session may only look, or the disk refuses.
    """
    if session.is_read_only:
        raise ReadOnlyError
    for state in states:
        files = {
            layer_of(path)[1]: unsaved.files[path]
            for path in change.paths
            if layer_of(path)[0] == state.layer and path in unsaved.files
        }
        if files:
            put_back(state.repository, files, tip=state.tip)
