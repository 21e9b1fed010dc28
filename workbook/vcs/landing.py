"""A merge put into branch, index and work tree: taken, or left with its conflicts as plain git leaves them.

In: a merged tree, or merged files with their conflicts. Out: a commit with two parents, or a merge in
progress that `git status`, `git add`, `git commit` and `git merge --abort` know. The branch is held while the
work tree is brought along, so it moves only once all files are there; local changes are never written over.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from workbook.vcs.at_the_end import put_at_the_end
from workbook.vcs.index import IndexUpdate, index_update, once_index_is_free, refresh
from workbook.vcs.merging import BothChanged, Split
from workbook.vcs.objects import Authorship, Held, branch_ready, commit_bytes
from workbook.vcs.packing import NewObjects
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.state import IndexLockedError, Standing
from workbook.vcs.trees import Entry, Step
from workbook.vcs.worktree import (
    Compared,
    Seen,
    Written,
    compared_ahead,
    differences,
    nothing_seen,
    nothing_written,
    put_files,
    refuse_local_changes,
)

MOVED_ON, WENT_BACK = "merge: Fast-forward", "merge: taken back"
"""How the log of a branch tells that it moved on to others' commits as they are, and that it went back."""


class LandingAhead(NamedTuple):
    """What git does for a landing before it is known what lands: it compares the index.

    It may also hold the index, and be ready to hold the branch.
    """

    compared: Compared
    holding: tuple[IndexUpdate, Held] | None = None


class Unsettled(msgspec.Struct, frozen=True, kw_only=True):
    """A merged file with conflicts, as it is to lie in the work tree; None where it is not to lie there.

    Where a side has a link or a submodule, the work tree keeps what it has.
    """

    about: BothChanged
    text: bytes | None


@contextmanager
def landing_ahead(repository: Repository, at: Standing, *, message: str) -> Iterator[LandingAhead]:
    """Let git look at index and branch from now on, and hold the index, within the block.

    `message` is that of what is put in place by `land_merge` or `fast_forward`.
    """
    with (
        compared_ahead(repository, at.tip) as compared,
        index_update(repository) as update,
        _branch_ready(repository, at, message) as held,
    ):
        yield LandingAhead(compared, (update, held))


def commit_merge(
    repository: Repository,
    at: Standing,
    *,
    theirs: str,
    tree: str,
    message: str,
    by: Authorship,
    texts: Mapping[str, bytes] = MappingProxyType({}),
    written: Written = nothing_written,
    steps: Mapping[str, Step] | None = None,
) -> str:
    """Commit a merged tree on the branch that is checked out, bring all along, and give the commit's id.

    Raises:
        WorkbookError: as `land_merge`.
    """
    new = NewObjects(len(tree))
    commit = new.add("commit", commit_bytes(tree, [at.tip, theirs], message, by))
    new.write(repository.top)
    land_merge(repository, at, commit=commit, message=message, texts=texts, written=written, steps=steps)
    return commit


def land_merge(
    repository: Repository,
    at: Standing,
    *,
    commit: str,
    message: str,
    texts: Mapping[str, bytes] = MappingProxyType({}),
    written: Written = nothing_written,
    steps: Mapping[str, Step] | None = None,
    seen: Seen = nothing_seen,
    begun: LandingAhead | None = None,
) -> None:
    """Let the branch that is checked out stand at a merge that is written already, and bring all along.

    `texts` are files of its tree that the caller has at hand, so that they are not read again; some were
    `written` ahead. `steps` say how it differs from the branch, where that is known; `seen` of which files
    in the work tree the bytes are; and what is `begun` of it, as by `landing_ahead`.

    Raises:
        LocalChangesError: a file that would change has changes of its own; nothing is touched.
        BranchMovedError: the branch moved meanwhile; nothing is touched.
        WorkbookError: the repository cannot be written.
    """
    _land(repository, at, commit, message, texts, written, steps, seen, begun)


def fast_forward(
    repository: Repository,
    at: Standing,
    *,
    theirs: str,
    written: Written = nothing_written,
    steps: Mapping[str, Step] | None = None,
    seen: Seen = nothing_seen,
    begun: LandingAhead | None = None,
) -> None:
    """Let the branch that is checked out stand at a commit that has all of it, and bring all along.

    Some of its files may have been `written` ahead. `steps`, `seen` and `begun` are as for `land_merge`.

    Raises:
        WorkbookError: as `commit_merge`.
    """
    _land(repository, at, theirs, MOVED_ON, written=written, steps=steps, seen=seen, begun=begun)


def go_back(repository: Repository, at: Standing, *, before: str) -> None:
    """Let the branch that is checked out stand where it stood before its last commit, and bring all along.

    Raises:
        WorkbookError: as `commit_merge`.
    """
    _land(repository, at, before, WENT_BACK)


def switch_branch(repository: Repository, at: Standing, *, branch: str, commit: str) -> None:
    """Check out a branch that stands at a commit, and bring index and work tree along; no branch moves.

    Raises:
        LocalChangesError: a file that would change has changes of its own; nothing is touched.
        WorkbookError: the repository cannot be written.
    """
    steps = differences(repository, at.tip, commit)

    def switch() -> None:
        refuse_local_changes(repository, at.tip, steps)
        with index_update(repository) as update:
            staged = {path: step.after for path, step in steps.items()}
            update.tell(staged)
            put_files(repository, steps, first=update.write)
        run(repository.top, "symbolic-ref", "-m", "workbook: switch", "HEAD", branch)

    once_index_is_free(repository, switch)


def leave_conflicted(
    repository: Repository,
    at: Standing,
    *,
    parts: Split,
    tree: str,
    unsettled: Sequence[Unsettled],
    message: str,
) -> None:
    """Leave a merge in progress: all that is settled is staged, the rest lies there with its conflicts.

    `tree` is that of what is settled; what it holds at an unsettled path does not matter.

    Raises:
        LocalChangesError: a file that would change has changes of its own; nothing is touched.
        WorkbookError: the repository cannot be written.
    """
    steps = differences(repository, at.tip, tree)
    for one in unsettled:
        if one.about.are_files:
            steps[one.about.path] = Step(one.about.ours, None)
        else:
            steps.pop(one.about.path, None)
    staged = {path: step.after for path, step in steps.items()}
    stages = {one.about.path: _stages(one.about) for one in unsettled}
    texts = {one.about.path: one.text for one in unsettled if one.about.are_files and one.text is not None}

    def leave() -> None:
        refuse_local_changes(repository, at.tip, steps, texts)
        with index_update(repository) as update:
            update.tell(staged, stages)
            put_files(repository, steps, texts, first=update.write)

    with _told_git(repository, parts.ancestry.theirs, message, sorted(stages)):
        run(repository.top, "update-ref", "--no-deref", "-m", "workbook: merge", "ORIG_HEAD", at.tip)
        once_index_is_free(repository, leave)
        refresh(repository)


def _land(
    repository: Repository,
    at: Standing,
    commit: str,
    message: str,
    texts: Mapping[str, bytes] = MappingProxyType({}),
    written: Written = nothing_written,
    steps: Mapping[str, Step] | None = None,
    seen: Seen = nothing_seen,
    begun: LandingAhead | None = None,
) -> None:
    steps = differences(repository, at.tip, commit) if steps is None else steps
    known = {
        path: texts[path]
        for path, step in steps.items()
        if path in texts and step.after is not None and step.after.is_file
    }
    staged = {path: step.after for path, step in steps.items()}

    compared = begun.compared if begun is not None else None

    def land(update: IndexUpdate, held: Held) -> None:
        # Git works on the index while this process looks at the files.
        update.tell(staged)
        refuse_local_changes(repository, at.tip, steps, seen=seen, compared=compared)
        with held(commit):
            put_files(repository, steps, known, written, first=update.write)

    def begin_and_land() -> None:
        with index_update(repository) as update, _branch_ready(repository, at, message) as held:
            land(update, held)

    if begun is not None and begun.holding is not None:
        with suppress(IndexLockedError):
            land(*begun.holding)
            return
    once_index_is_free(repository, begin_and_land)


def _branch_ready(repository: Repository, at: Standing, message: str) -> AbstractContextManager[Held]:
    return branch_ready(repository, at.branch, seen=at.tip, message=message, old_head=True)


def _stages(about: BothChanged) -> dict[int, Entry]:
    found = {1: about.base, 2: about.ours, 3: about.theirs}
    return {stage: entry for stage, entry in found.items() if entry is not None}


def _told_git(
    repository: Repository, theirs: str, message: str, paths: Sequence[str]
) -> AbstractContextManager[None]:
    """Let git know on leaving of a merge in progress; by MERGE_HEAD, the last, a commit has two parents."""
    hint = "".join(f"#\t{path}\n" for path in paths)
    text = f"{message.rstrip()}\n\n# Conflicts:\n{hint}"
    files = {"MERGE_MSG": text, "MERGE_MODE": "", "MERGE_HEAD": f"{theirs}\n"}
    encoded = {name: content.encode("utf-8", "surrogateescape") for name, content in files.items()}
    return put_at_the_end(repository, encoded)
