"""A merge in progress as it is settled: conflict by conflict, with what each choice would come to.

In: a session and a layer that stands in a merge, whoever began it. Out: a `Settlement`: each conflict with
what it was and what each delegation says, and for a choice the record and the findings as they would be.
Choices are written into the files at once, so that none is lost, and staged when the merge is finished.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from workbook.change.diff import locate_path, path_words
from workbook.change.merge import Conflict
from workbook.change.policy import ABSENT
from workbook.desk.editing.wording import edit_lines
from workbook.desk.merging.disputes import field_of
from workbook.desk.merging.finishing import Ending, finish
from workbook.desk.merging.message import forgotten
from workbook.desk.merging.options import BASE, BOTH, OURS, Option, options, value_words
from workbook.desk.merging.settling import last_changes, settle, stage_settled, with_value
from workbook.desk.merging.unmerged import ConflictedFile, conflicted_files
from workbook.desk.publishing.states import layer_states
from workbook.desk.publishing.unsaved import read_unsaved
from workbook.desk.saving import save
from workbook.desk.session import ReadOnlyError, Session
from workbook.desk.telling.changers import Disputed
from workbook.errors import WorkbookError
from workbook.findings import Finding, Severity
from workbook.model.display import clean
from workbook.model.words import title_of
from workbook.records.paths import LAYERS, layer_of
from workbook.toml.document import Document, parse
from workbook.vcs.abandoning import give_up_merge
from workbook.vcs.history import Touch
from workbook.vcs.plumbing import Repository


class StillOpenError(WorkbookError):
    """Conflicts are left, so that a merge cannot be finished."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count:,} conflict{'s are' if count != 1 else ' is'} still to be settled.")


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict; `word` names it on the command line. `settled` is the value that was chosen, in words.

    `can_be_typed` says that another value than those of the sides can stand there.
    """

    word: str
    path: str
    id: str
    title: str
    field: str
    options: Sequence[Option]
    settled: str | None
    can_be_typed: bool


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a choice comes to: the record against the one before the merge, its text, and the findings.

    The findings are those of all that comes in, with what is still open as it is here.
    """

    lines: Sequence[str]
    text: str
    introduced: Sequence[Finding]
    fixed: Sequence[Finding]

    @property
    def errors(self) -> Sequence[Finding]:
        """The errors that it would bring in."""
        return tuple(one for one in self.introduced if one.severity is Severity.ERROR)


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """A merge in progress: what is in conflict, and the plan as it was before."""

    layer: str
    cases: Sequence[Case]
    files: Sequence[ConflictedFile]
    before: Session
    changed: Mapping[str, bytes | None]

    @property
    def left(self) -> Sequence[Case]:
        """The conflicts that nobody settled yet."""
        return [one for one in self.cases if one.settled is None]


def read_settlement(session: Session, layer: str = "") -> Settlement:
    """Read a merge in progress.

    Raises:
        WorkbookError: none is in progress, or it cannot be read.
    """
    repository = session.repository(layer)
    files = conflicted_files(session, layer)
    unsaved = read_unsaved(session, layer_states(session))
    before = unsaved.saved
    changed = {
        layer_of(path)[1]: file.after for path, file in unsaved.files.items() if layer_of(path)[0] == layer
    }
    return Settlement(
        layer=layer, cases=_cases(repository, files, before), files=files, before=before, changed=changed
    )


def result(
    settlement: Settlement, case: Case | None = None, *, side: str = "", value: str | None = None
) -> Result:
    """Work out what the plan would be with a choice made for a case; without one, as it stands.

    Raises:
        WorkbookError: the value does not fit the field.
    """
    prefix = f"{LAYERS}/{settlement.layer}/" if settlement.layer else ""
    after = dict(settlement.changed)
    for file in settlement.files:
        is_asked = case is not None and case.path == file.path
        if not file.is_settled:
            after[file.path] = _as_chosen(file, case if is_asked else None, side or OURS, value)
    outlook = settlement.before.outlook(
        {f"{prefix}{path}": data for path, data in after.items() if path.endswith(".toml")}, is_own=False
    )
    told = next((one for one in outlook.edits if case and one.path == f"{prefix}{case.path}"), None)
    data = after.get(case.path) if case is not None else None
    return Result(
        lines=edit_lines(told) if told is not None else ("nothing changes",),
        text=clean((data or b"").decode(errors="replace")),
        introduced=outlook.introduced,
        fixed=outlook.fixed,
    )


def choose(
    session: Session, settlement: Settlement, case: Case, *, side: str = "", value: str | None = None
) -> None:
    """Settle a case by a side or a value; it is written at once, and can be settled anew until the end.

    Raises:
        WorkbookError: the session may only look, or the value does not fit the field.
    """
    if session.is_read_only:
        raise ReadOnlyError
    if side == BOTH:
        value = _both(case).value
    use = "" if value is not None else _name_of(settlement, case, side)
    settle(session, [case.word], use=use, value=value, layer=settlement.layer, is_final=False)


def complete(session: Session, settlement: Settlement, *, with_errors: str = "") -> Ending:
    """Finish a merge in which nothing is left to settle; with errors only for a reason, which it names.

    Raises:
        StillOpenError: something is left.
        WorkbookError: the session may only look, or something stands in the way.
    """
    if session.is_read_only:
        raise ReadOnlyError
    left = stage_settled(session, settlement.layer)
    if left:
        raise StillOpenError(sum(len(file.conflicts) for file in left))
    fresh = Session.open(session.plan.top, today=session.today)
    return finish(fresh, layer=settlement.layer, with_errors=with_errors)


def give_up(session: Session, settlement: Settlement) -> None:
    """Bring nothing in: all is as it was before the merge began.

    Raises:
        WorkbookError: the session may only look, or a file was changed since.
    """
    if session.is_read_only:
        raise ReadOnlyError
    give_up_merge(session.repository(settlement.layer))


def settle_anew(session: Session, settlement: Settlement, case: Case) -> None:
    """Let all conflicts of a record be open again.

    Raises:
        WorkbookError: the session may only look, or the file changed meanwhile.
    """
    if session.is_read_only:
        raise ReadOnlyError
    repository = session.repository(settlement.layer)
    file = next(one for one in settlement.files if one.path == case.path)
    whole = _whole(repository, [file])[0]
    path = repository.top / file.path
    if whole.merged.data is not None and path.is_file():
        with forgotten(repository, [file.word(one) for one in whole.conflicts]):
            save(path, whole.merged.data, read=path.read_bytes())


def _name_of(settlement: Settlement, case: Case, side: str) -> str:
    if side == BASE:
        return BASE
    names = next(one.names for one in settlement.files if one.path == case.path)
    return names.ours if side == OURS else names.theirs


def _as_chosen(file: ConflictedFile, case: Case | None, side: str, value: str | None) -> bytes | None:
    """Give a file with a choice made in it, and with what is open as it is on this side."""
    if not file.are_files:
        return file.versions[side if case else OURS]
    asked = [one for one in file.conflicts if case and file.word(one) == case.word]
    if side == BOTH and case is not None:
        value = _both(case).value
    if value is not None and asked:
        file, asked = with_value(file, asked, value), []
    choices = {path_words(one.path): OURS for one in file.merged.conflicts}
    return file.settled(choices | {path_words(one.path): side for one in asked}).data


def _both(case: Case) -> Option:
    return next(one for one in case.options if one.side == BOTH)


def _whole(repository: Repository, files: Sequence[ConflictedFile]) -> list[ConflictedFile]:
    """Give the files as they were before anything was settled in them."""
    entries = [entry for file in files for entry in file.entries.values() if entry and entry.is_file]
    contents = dict(repository.blobs(entry.id for entry in entries))
    return [
        msgspec.structs.replace(
            file,
            versions={
                side: contents.get(entry.id) if entry else None for side, entry in file.entries.items()
            },
            has_markers=False,
            is_settled=False,
        )
        for file in files
    ]


def _cases(repository: Repository, files: Sequence[ConflictedFile], before: Session) -> Sequence[Case]:
    pairs = [
        (file, whole, conflict)
        for file, whole in zip(files, _whole(repository, files), strict=True)
        for conflict in whole.conflicts
    ]
    changed = last_changes(repository, [Disputed(file.path, conflict.path) for file, _, conflict in pairs])
    return [
        _case(
            repository,
            file,
            conflict,
            {side: touches.get(number) for side, touches in changed.items()},
            before,
        )
        for number, (file, _, conflict) in enumerate(pairs)
    ]


def _case(
    repository: Repository,
    file: ConflictedFile,
    conflict: Conflict,
    touches: Mapping[str, Touch | None],
    before: Session,
) -> Case:
    record = before.workbook.get(file.id)
    name, field = field_of(file.kind, conflict)
    return Case(
        word=file.word(conflict),
        path=file.path,
        id=file.id,
        title=title_of(record.data) if record is not None else "",
        field=name,
        options=options(conflict, field, file.names, touches),
        settled=_settled(repository, file, conflict, field),
        can_be_typed=bool(conflict.path) and file.has_markers and file.kind is not None,
    )


def _settled(repository: Repository, file: ConflictedFile, conflict: Conflict, field: Any) -> str | None:
    """Give the value that stands in the file where a conflict was settled; None where it is open."""
    if file.word(conflict) in {file.word(one) for one in file.conflicts}:
        return None
    if not conflict.path:
        return "settled"
    data = file.versions[OURS] if file.has_markers else (repository.top / file.path).read_bytes()
    document = parse(data or b"")
    table = document.table if isinstance(document, Document) else {}
    path = locate_path(table, conflict.path)
    value: Any = table
    for step in path or ():
        value = value[step]
    return value_words(value if path is not None else ABSENT, field)
