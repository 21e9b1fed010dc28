"""Bringing another branch into the plan: merged by meaning, proved again, shown, and only then taken.

In: a session and the name of a branch. Out: a `Joining`, what the merge would do; then a commit with two
parents, or the conflicts left as plain git leaves them. No file is touched before it is judged.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from workbook.change.diff import path_words
from workbook.change.marks import Sides, sides_of
from workbook.desk.merging.ahead import Ahead, taken_ahead
from workbook.desk.merging.begun import Begun, coming, is_of_plan, parted
from workbook.desk.merging.merged_paths import BASE_NAME, MergedPath, files_of, merged_paths
from workbook.desk.merging.prepared import prepared
from workbook.desk.outlook import Outlook
from workbook.desk.session import Session
from workbook.desk.trailers import ON_BEHALF
from workbook.findings import Finding, Severity
from workbook.records.indexes import Drawn
from workbook.records.making import read_contents
from workbook.records.paths import LAYERS, layer_of
from workbook.records.survey import DiskSurvey
from workbook.records.workbook import PlanFile
from workbook.vcs.landing import (
    MOVED_ON,
    LandingAhead,
    Unsettled,
    fast_forward,
    land_merge,
    landing_ahead,
    leave_conflicted,
)
from workbook.vcs.merging import (
    BothChanged,
    MergedFile,
    Relation,
    Split,
    merged_commit,
    merged_steps,
    merged_tree,
)
from workbook.vcs.messages import message_text
from workbook.vcs.objects import authorship, commit_bytes
from workbook.vcs.plumbing import Repository
from workbook.vcs.state import Standing, standing
from workbook.vcs.worktree import Seen, Written, nothing_seen, nothing_written

if TYPE_CHECKING:
    from workbook.desk.merging.beginning import Beginning

WITH_ERRORS, MERGED = "With-errors", "Merged"
_MOST_LINES = 200


class Joining(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What a merge would do: what each side is called, path by path, and to the plan as a whole.

    `layer` is the layer that is merged, "" for the shared one. The commit may be `prepared`, with the reason
    of `with_errors`, some files `written` and its `landing` begun ahead.
    """

    layer: str = ""
    at: Standing
    theirs: str
    names: Sides
    parts: Split
    merged: Sequence[MergedPath]
    outlook: Outlook | None
    written: Written = nothing_written
    landing: LandingAhead | None = None
    prepared: Callable[[], str] = lambda: ""

    @property
    def subject(self) -> str:
        """What the merge is called."""
        return f"Merge {self.names.theirs} into {self.names.ours}"

    @property
    def conflicted(self) -> Sequence[MergedPath]:
        """The paths that nobody but a person can settle."""
        return tuple(one for one in self.merged if one.result.conflicts)

    @property
    def errors(self) -> Sequence[Finding]:
        """The errors that the plan would have after the merge and has not now."""
        found = self.outlook.introduced if self.outlook else ()
        return tuple(one for one in found if one.severity is Severity.ERROR)

    @cached_property
    def decisions(self) -> Sequence[str]:
        """What was decided automatically, a line each: the record, the field, and how."""
        return tuple(
            f"{one.id or one.about.path} {path_words(resolution.path)}: {resolution.words}"
            for one in self.merged
            for resolution in one.result.resolutions
        )


def join(session: Session, branch: str, *, layer: str = "") -> Joining:
    """Merge a branch of a layer in memory, and judge the plan that comes out; nothing is written.

    Raises:
        WorkbookError: there is no such branch, nothing to merge, or something stands in the way.
    """
    repository = session.repository(layer)
    return join_commit(session, standing(repository), repository.resolve(branch), branch, layer=layer)


def join_commit(session: Session, at: Standing, theirs: str, branch: str, *, layer: str = "") -> Joining:
    """Merge a commit into another, where `session` has the plan as of `at`; see `join`."""
    repository = session.repository(layer)
    parts = parted(repository, at.tip, theirs, branch)
    with taken_ahead(repository, coming(parts), prefix=_prefix(layer)) as ahead:
        joining = _merged(repository, at, theirs, branch, parts, layer)
        if joining.conflicted:
            return joining
        return replace(joining, outlook=_judged(session, joining, ahead, _before(session, parts, layer)))


@contextmanager
def joined(
    session: Session, branch: str, beginning: "Beginning", *, writes: bool, with_errors: str = ""
) -> Iterator[Joining]:
    """Merge a branch as `join` does, and with `writes` have its files written beside the old ones meanwhile.

    What is not taken within the block is taken away again. `with_errors` is what `take` will be told.

    Raises:
        WorkbookError: as `join`.
    """
    repository = session.repository("")
    if not beginning.is_told and session.known_findings() is not None:
        # What is known of the plan as it is, is loaded while another process begins.
        _ = session.judgement
        if not beginning.is_told:
            session.plan.read_store()
    begun = beginning.begin()
    session.who = begun.who
    blank = _blank(begun.at, begun.theirs, branch, begun.parts)

    def merge(both: Sequence[BothChanged]) -> Sequence[MergedPath]:
        return tuple(merged_paths(repository, both, blank.names, begun.contents))

    def commit(merged: Sequence[MergedPath]) -> str:
        return _commit(session, replace(blank, merged=merged), with_errors)

    # Nobody is asked to sign what may not be taken.
    is_committed = begun.at.key is None and not _goes_forward(blank, with_errors)
    with (
        _taken(repository, beginning, begun, writes=writes) as ahead,
        prepared(repository, begun.parts, merge, commit if is_committed else None, writes=writes) as making,
        ExitStack() as until_taken,
    ):
        landing = None
        if writes:
            message = MOVED_ON if _goes_forward(blank, with_errors) else blank.subject
            landing = until_taken.enter_context(landing_ahead(repository, begun.at, message=message))
        # Few of them are looked at, and none is another before the merge is taken.
        before = Drawn({path: path for path in _touched(session, begun.parts)}, session.read)
        _ = ahead.take()  # part by part, while the rest is merged
        joining = replace(blank, merged=making.merged)
        if joining.conflicted:
            # Whoever leaves it so needs the index.
            until_taken.close()
            yield joining
            return
        yield replace(
            joining,
            outlook=_judged(session, joining, ahead, before, making.files()),
            written=lambda: [*ahead.written(), *making.written()],
            landing=landing,
            prepared=making.commit,
        )


def _taken(
    repository: Repository, beginning: "Beginning", begun: Begun, *, writes: bool
) -> AbstractContextManager[Ahead]:
    ahead = beginning.ahead()
    return nullcontext(ahead) if ahead else taken_ahead(repository, coming(begun.parts), writes=writes)


def merge_commit(
    repository: Repository,
    at: Standing,
    theirs: str,
    branch: str,
    *,
    layer: str = "",
    parts: Split | None = None,
) -> Joining:
    """Merge a commit into another in memory, without judging what comes out.

    What each side changed may be known, as `parts`.
    """
    found = parted(repository, at.tip, theirs, branch) if parts is None else parts
    return _merged(repository, at, theirs, branch, found, layer)


def _merged(
    repository: Repository,
    at: Standing,
    theirs: str,
    branch: str,
    parts: Split,
    layer: str,
) -> Joining:
    blank = _blank(at, theirs, branch, parts, layer)
    return replace(blank, merged=tuple(merged_paths(repository, parts.both, blank.names)))


def _blank(at: Standing, theirs: str, branch: str, parts: Split, layer: str = "") -> Joining:
    """Give a merge of which nothing is merged yet."""
    names = Sides(ours=at.branch.removeprefix("refs/heads/"), base=BASE_NAME, theirs=branch)
    return Joining(layer=layer, at=at, theirs=theirs, names=names, parts=parts, merged=(), outlook=None)


def outlook_of(session: Session, joining: Joining) -> Outlook:
    """Judge the plan as a merge would leave it; what is in conflict stays as it is here."""
    repository = session.repository(joining.layer)
    with taken_ahead(repository, coming(joining.parts), prefix=_prefix(joining.layer)) as ahead:
        return _judged(session, joining, ahead, _before(session, joining.parts, joining.layer))


def _before(session: Session, parts: Split, layer: str) -> Mapping[str, bytes | None]:
    """Give the files of the plan that will be others, as they are: all that waits for no second process."""
    return {path: session.read(path) for path in _touched(session, parts, layer)}


def _touched(session: Session, parts: Split, layer: str = "") -> Sequence[str]:
    """List the files of the plan that will be others, and load what is known of them as they are."""
    _ = session.judgement
    prefix = _prefix(layer)
    touched = (*parts.taken, *(one.path for one in parts.both))
    paths = [f"{prefix}{path}" for path in touched if is_of_plan(path)]
    for path in paths:
        session.workbook.file_at(path)
    return paths


def _judged(
    session: Session,
    joining: Joining,
    ahead: Ahead,
    before: Mapping[str, bytes | None],
    merged: Mapping[str, PlanFile] = MappingProxyType({}),
) -> Outlook:
    prefix = _prefix(joining.layer)
    both = {**_merged_files(joining), **with_ours(joining)}
    tables = {one.about.path: one.result.table for one in joining.merged}
    read = {
        f"{prefix}{path}": merged.get(path) or read_contents(f"{prefix}{path}", data, tables.get(path))
        for path, data in both.items()
        if data is not None
    }
    taken = ahead.take()
    files = {path: taken.contents.get(path) for path in _taken_paths(joining)} | both
    after = {f"{prefix}{path}": data for path, data in files.items()}
    return session.outlook(after, is_own=False, known={**taken.files, **read}, before=before)


def _prefix(layer: str) -> str:
    """Give what the paths of a layer begin with, seen from the top of the shared one."""
    return f"{LAYERS}/{layer}/" if layer else ""


def take(session: Session, joining: Joining, *, with_errors: str = "") -> str:
    """Commit a merge without conflicts and bring the work tree along; gives the commit's id.

    `with_errors` is the reason why errors are taken in, which the commit then names.
    """
    repository, at, seen = session.repository(joining.layer), joining.at, _seen(session, joining.layer)
    if _goes_forward(joining, with_errors):
        fast_forward(
            repository,
            at,
            theirs=joining.theirs,
            written=joining.written,
            steps=joining.parts.taken,
            seen=seen,
            begun=joining.landing,
        )
        return joining.theirs
    commit = joining.prepared() or _commit(session, joining, with_errors)
    files = joining.outlook.files if joining.outlook else {}
    texts = {layer_of(path)[1]: data for path, data in files.items() if data is not None}
    land_merge(
        repository,
        at,
        commit=commit,
        message=joining.subject,
        texts=texts,
        written=joining.written,
        steps=merged_steps(joining.parts, settled_files(joining)),
        seen=seen,
        begun=joining.landing,
    )
    return commit


def _goes_forward(joining: Joining, with_errors: str) -> bool:
    # A reason for taking errors in needs a commit that names it.
    return joining.parts.ancestry.relation is Relation.FAST_FORWARD and not with_errors


def _seen(session: Session, layer: str) -> Seen:
    survey, prefix = session.plan.survey, _prefix(layer)
    if not isinstance(survey, DiskSurvey):
        return nothing_seen
    return lambda path, found: survey.known_id(f"{prefix}{path}", found)


def _commit(session: Session, joining: Joining, with_errors: str) -> str:
    """Write the commit of a merge, and give its id."""
    at, theirs = joining.at, joining.theirs
    trailers = [(ON_BEHALF, session.nation), *([(WITH_ERRORS, with_errors)] if with_errors else [])]
    message = message_text(joining.subject, _body(joining), trailers)
    by = authorship(at)
    return merged_commit(
        session.repository(joining.layer),
        joining.parts,
        settled_files(joining),
        lambda tree: commit_bytes(tree, [at.tip, theirs], message, by),
    )


def leave(session: Session, joining: Joining) -> None:
    """Leave a merge with conflicts in the work tree, for `workbook resolve` or plain git to settle."""
    repository = session.repository(joining.layer)
    tree = merged_tree(repository, joining.parts, settled_files(joining))
    unsettled = [Unsettled(about=one.about, text=one.result.data) for one in joining.conflicted]
    message = message_text(joining.subject, _body(joining), [(ON_BEHALF, session.nation)])
    leave_conflicted(
        repository, joining.at, parts=joining.parts, tree=tree, unsettled=unsettled, message=message
    )


def settled_files(joining: Joining) -> Mapping[str, MergedFile]:
    """Give what became of the paths that both sides changed."""
    return files_of(joining.merged)


def _taken_paths(joining: Joining) -> Sequence[str]:
    """List the files of the plan that only the other side changed."""
    return [path for path in joining.parts.taken if is_of_plan(path)]


def _merged_files(joining: Joining) -> Mapping[str, bytes | None]:
    """Give the files of the plan that both sides changed as the merge would leave them, but for conflicts."""
    settled = [one for one in joining.merged if not one.result.conflicts]
    gone = {one.about.moved_from: None for one in settled if one.about.moved_from}
    return gone | {one.about.path: one.result.data for one in settled if is_of_plan(one.about.path)}


def with_ours(joining: Joining) -> Mapping[str, bytes]:
    """Give the files in conflict with what else comes in, and with what is said here where they are."""
    found = {}
    for one in joining.conflicted:
        sides = sides_of(one.result.data or b"")
        if sides is not None and is_of_plan(one.about.path):
            found[one.about.path] = sides.ours
    return found


def _body(joining: Joining) -> str:
    lines = joining.decisions
    if not lines:
        return ""
    shown = [f"- {line}" for line in lines[:_MOST_LINES]]
    rest = [f"- and {len(lines) - len(shown):,} more"] if len(lines) > len(shown) else []
    return "\n".join(["Decided by meaning, where both sides changed a file:", "", *shown, *rest])
