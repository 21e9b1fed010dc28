"""What can be brought in, and what each would bring: before anything is written.

In: a session. Out: the branches that have what this one has not, those of shared repositories first; and what
one of them would bring in, record by record, with what was decided automatically and why.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from workbook.change.policy import ChangePath
from workbook.desk.editing.wording import edit_lines
from workbook.desk.merging.contests import contested
from workbook.desk.merging.disputes import field_of, place_name
from workbook.desk.merging.joining import Joining, join, leave, outlook_of, take
from workbook.desk.merging.options import Option, options
from workbook.desk.outlook import Outlook
from workbook.desk.publishing.states import LayerState, layer_states
from workbook.desk.record_edit import RecordEdit
from workbook.desk.session import ReadOnlyError, Session
from workbook.errors import WorkbookError
from workbook.findings import Finding, Severity
from workbook.model.kind import Kind
from workbook.model.words import title_of
from workbook.vcs.listing import CommitHead, commits_between
from workbook.vcs.program import run
from workbook.vcs.remotes import fetch
from workbook.vcs.transfer import Cancelled, Progress, TransferCancelledError, Watch, ignore, never
from workbook.vcs.worktree import LocalChangesError

_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"
_MOST_NEW = 500


class UnsavedInTheWayError(WorkbookError):
    """What is unsaved would be written over by what comes in."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} has unsaved changes that would be written over, so nothing is brought in; keep or drop "
            "them first, under Changes (s)."
        )


class BranchNews(msgspec.Struct, frozen=True, kw_only=True):
    """A branch that could be brought into a layer, and its commits that are new here, newest first.

    `remote` is the shared repository that it was last seen in, "" for a branch of this clone alone.
    `is_shared` says that the branch here and this one belong together.
    """

    layer: str
    name: str
    remote: str
    is_shared: bool
    news: Sequence[CommitHead]

    @property
    def label(self) -> str:
        """What it is called in a list."""
        name = f"{self.name} (shared)" if self.is_shared else self.name
        return f"{self.layer}: {name}" if self.layer else name


class IncomingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What would change in one record, in words, and what in it was decided automatically."""

    id: str
    path: str
    title: str
    owner: str
    sentences: Sequence[str]
    decisions: Sequence[str]


class IncomingDispute(msgspec.Struct, frozen=True, kw_only=True):
    """A field that both sides changed differently: which, and what it was and each side says."""

    id: str
    title: str
    field: str
    options: Sequence[Option]


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """What a branch would bring in, but for what is in dispute, and what that is.

    `note` says why the shared repository could not be asked, so that it is shown as it was last seen.
    """

    branch: BranchNews
    note: str
    joining: Joining
    records: Sequence[IncomingRecord]
    disputes: Sequence[IncomingDispute]
    outlook: Outlook

    @property
    def errors(self) -> Sequence[Finding]:
        """The errors that it would bring in."""
        return tuple(one for one in self.outlook.introduced if one.severity is Severity.ERROR)


def branches(session: Session) -> Sequence[BranchNews]:
    """List the branches of all layers but those one is on: the shared ones first, then those with news.

    A branch here that is the same as one that a shared repository has is listed once.
    """
    found = [one for state in layer_states(session) if state.branch for one in _branches(state)]
    return sorted(found, key=lambda one: (not one.is_shared, not one.news, one.layer, one.name))


def ask_shared(
    session: Session, *, watch: Watch = ignore, cancelled: Cancelled = never
) -> Sequence[BranchNews]:
    """Ask the shared repositories of all layers what is new, and list the branches then.

    Raises:
        WorkbookError: one of them cannot be reached.
    """
    for state in layer_states(session):
        if state.shared is not None:
            watch(Progress(doing=f"Asking {state.shared.remote}"))
            fetch(state.repository, state.shared.remote, watch=watch, cancelled=cancelled)
    return branches(session)


def look_ahead(
    session: Session, branch: BranchNews, *, watch: Watch = ignore, cancelled: Cancelled = never
) -> Incoming:
    """Merge a branch in memory, and tell what it would bring in; a shared repository is asked first.

    Where that cannot be reached, what is known of it is brought in.

    Raises:
        WorkbookError: there is nothing to bring in, or something stands in the way.
    """
    note = ""
    if branch.remote:
        watch(Progress(doing=f"Asking {branch.remote}"))
        try:
            fetch(session.repository(branch.layer), branch.remote, watch=watch, cancelled=cancelled)
        except TransferCancelledError:
            raise
        except WorkbookError as error:
            if not branch.news:
                raise
            note = str(error)
    watch(Progress(doing="Working out what comes in"))
    joining = join(session, branch.name, layer=branch.layer)
    outlook = joining.outlook or outlook_of(session, joining)
    decided: dict[str, list[str]] = {}
    for one in joining.merged:
        lines = decided.setdefault(one.about.path, [])
        lines += [f"{_place(one.kind, each.path)}: {each.words}" for each in one.result.resolutions]
    return Incoming(
        branch=branch,
        note=note,
        joining=joining,
        records=list(_records(session, joining, outlook, decided)),
        disputes=list(_disputes(session, joining)),
        outlook=outlook,
    )


def take_in(session: Session, incoming: Incoming, *, with_errors: str = "") -> str:
    """Take in what was looked at, and give the commit; with errors only for a reason, which it names.

    Raises:
        UnsavedInTheWayError: unsaved changes would be written over; nothing is.
        WorkbookError: something else stands in the way.
    """
    if session.is_read_only:
        raise ReadOnlyError
    try:
        return take(session, incoming.joining, with_errors=with_errors)
    except LocalChangesError as error:
        raise UnsavedInTheWayError(error.paths[0]) from error


def take_in_part(session: Session, incoming: Incoming) -> None:
    """Bring in what is not disputed, and leave the rest to be settled.

    Raises:
        WorkbookError: as `take_in`.
    """
    if session.is_read_only:
        raise ReadOnlyError
    try:
        leave(session, incoming.joining)
    except LocalChangesError as error:
        raise UnsavedInTheWayError(error.paths[0]) from error


def _disputes(session: Session, joining: Joining) -> Iterator[IncomingDispute]:
    for merged, conflict, touches in contested(session, joining) if joining.conflicted else ():
        name, field = field_of(merged.kind, conflict)
        record = session.workbook.get(merged.id)
        yield IncomingDispute(
            id=merged.id or merged.about.path,
            title=title_of(record.data) if record is not None else "",
            field=name,
            options=options(conflict, field, joining.names, touches),
        )


def _records(
    session: Session, joining: Joining, outlook: Outlook, decided: Mapping[str, Sequence[str]]
) -> Iterator[IncomingRecord]:
    coming = {edit.id for edit in outlook.edits if edit.id and edit.after is not None}
    for edit in outlook.edits:
        if edit.after is None and edit.id in coming:
            continue  # it moved, and is told where it went to
        record = outlook.workbook.get(edit.id) or session.workbook.get(edit.id)
        inner = edit.path.removeprefix(f"layers/{joining.layer}/")
        yield IncomingRecord(
            id=edit.id,
            path=edit.path,
            title=title_of(record.data) if record is not None else "",
            owner=edit.owner or session.workbook.settings.keeper(joining.layer),
            sentences=_sentences(edit),
            decisions=decided.get(inner, ()),
        )


def _place(kind: Kind | None, path: ChangePath) -> str:
    return place_name(kind, path) if path else "the whole record"


def _sentences(edit: RecordEdit) -> Sequence[str]:
    if edit.before is None:
        return ("is new", *edit_lines(edit))
    return edit_lines(edit)


def _branches(state: LayerState) -> Iterator[BranchNews]:
    out = run(
        state.repository.top,
        "for-each-ref",
        "--format=%(refname)%00%(objectname)%00%(symref)",
        _HEADS,
        _REMOTES,
    )
    rows = [line.split("\0") for line in out.decode("utf-8", "surrogateescape").splitlines()]
    tips = {name: tip for name, tip, link in rows if not link and name != f"{_HEADS}{state.branch}"}
    here = {tip for name, tip in tips.items() if name.startswith(_HEADS)}
    tracking = state.shared.tracking if state.shared else ""
    for name, tip in tips.items():
        is_remote = name.startswith(_REMOTES)
        if is_remote and tip in here and name != tracking:
            continue
        yield BranchNews(
            layer=state.layer,
            name=name.removeprefix(_REMOTES if is_remote else _HEADS),
            remote=name.removeprefix(_REMOTES).partition("/")[0] if is_remote else "",
            is_shared=name == tracking,
            news=commits_between(state.repository, since=state.tip, until=tip, most=_MOST_NEW),
        )
