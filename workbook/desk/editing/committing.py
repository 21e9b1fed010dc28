"""An edit judged as the commit that it becomes: with what its files hold already and no commit does.

In: a session, and files as an edit would leave them. Out: an `Outlook` of all that changes against the last
commit. Who edits a file speaks for all of it from then on, whoever wrote the rest.
"""

from collections.abc import Mapping, Sequence, Set

from msgspec.structs import replace

from workbook.check.changes import CHANGE_RULES
from workbook.desk.editing.wording import along_lines, edit_lines
from workbook.desk.outlook import Outlook
from workbook.desk.record_edit import RecordEdit
from workbook.desk.session import Session
from workbook.findings import Finding, Severity
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, layer_of
from workbook.vcs.objects import holds
from workbook.vcs.plumbing import Repository
from workbook.vcs.state import DetachedHeadError, head_branch, tip_of
from workbook.vcs.trees import Trees

Contents = Mapping[str, bytes | None]


def outlook_of_commit(session: Session, files: Contents, *, is_seen: bool = True) -> Outlook:
    """Judge an edit that is committed; `is_seen` is what `Session.outlook` takes.

    Nobody gains a right by settings that are in no commit: those of the last one hold.
    """
    outlook = session.outlook(files, is_seen=is_seen)
    edits = {edit.path: edit for edit in outlook.edits}
    committed = _committed(session, edits)
    if not committed:
        return outlook
    along = {path: data for path, data in committed.items() if path in edits}
    found = _introduced(session, outlook, committed, along, is_seen=is_seen)
    return replace(
        outlook,
        introduced=found,
        blocking=[one for one in found if one.severity is Severity.ERROR and one.place.path in edits],
        along=along_lines(edits, along),
    )


def held_lines(session: Session, path: str) -> Sequence[str] | None:
    """Tell what a file holds that its last commit does not; None where no commit has such a file.

    Raises:
        WorkbookError: git refuses.
    """
    data = session.read(path)
    found = _otherwise(session, layer_of(path)[0], {path: data})
    if path not in found:
        return ()
    committed = found[path]
    return edit_lines(RecordEdit(path=path, before=committed, after=data)) if committed is not None else None


def _introduced(
    session: Session, outlook: Outlook, committed: Contents, along: Contents, *, is_seen: bool
) -> Sequence[Finding]:
    """Give what a commit introduces in the plan as the last one left these files."""
    saved = session.supposing(session.outlook(committed, is_seen=False))
    after = outlook.files
    earlier = _earlier(session, outlook, along)
    found = saved.outlook(after, is_seen=is_seen, earlier=earlier).introduced
    if is_seen:
        return found
    # What is taken back is no change to others; what goes along with it is one.
    held = {
        edit.path: edit.before for edit in outlook.edits if edit.path in along and edit.before is not None
    }
    codes = {rule.code for rule in CHANGE_RULES}
    breaches = [one for one in saved.outlook(held, earlier=earlier).introduced if one.code in codes]
    return tuple(sorted({*found, *breaches}))


def _committed(session: Session, edits: Mapping[str, RecordEdit]) -> Contents:
    """Give what the last commit holds of edited files and of settings, where these hold something else."""
    layers = sorted({layer_of(path)[0] for path in edits})
    settings = [MANIFEST, *(f"{LAYERS}/{layer}/{LAYER_FILE}" for layer in layers if layer)]
    held = {path: session.read(path) for path in settings} | {
        path: edit.before for path, edit in edits.items()
    }
    found: dict[str, bytes | None] = {}
    for layer in sorted({"", *layers}):
        own = {path: data for path, data in held.items() if layer_of(path)[0] == layer}
        found |= _otherwise(session, layer, own)
    return found


def _otherwise(session: Session, layer: str, held: Contents) -> Contents:
    """Give files of one layer as its last commit has them, of those that hold something else now."""
    repository = session.repository(layer)
    places = {path: session.path_in_git(path) for path in held}
    trees = Trees(repository.top, _last_commit(repository), places.values())
    entries = {
        path: entry if (entry := trees.entry(places[path])) and entry.is_file else None for path in held
    }
    others = {path: entry for path, entry in entries.items() if not holds(entry, held[path])}
    contents = dict(repository.blobs(sorted({entry.id for entry in others.values() if entry})))
    return {path: contents[entry.id] if entry else None for path, entry in others.items()}


def _last_commit(repository: Repository) -> str:
    """Give the commit that the next one follows, "" where there is none yet."""
    try:
        return tip_of(repository, head_branch(repository))
    except DetachedHeadError:
        return tip_of(repository, "HEAD")


def _earlier(session: Session, outlook: Outlook, along: Contents) -> Mapping[str, Set[str]]:
    """Give what the history knows of ids whose files are in no commit."""
    from workbook.desk.telling.judging import once_stood

    found: dict[str, Set[str]] = {}
    new = [file for path, data in along.items() if data is None and (file := outlook.workbook.file_at(path))]
    for layer in sorted({file.layer for file in new}):
        repository = session.repository(layer)
        commit = _last_commit(repository)
        if commit:
            found |= once_stood(repository, commit, [file for file in new if file.layer == layer])
    return found
