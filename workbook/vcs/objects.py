"""Commits: files of a branch changed at once, with a message, and the user's index brought along.

In: bytes by path, where the branch stands, who and when. Out: the id of the new commit. The branch moves only
if it still stands where the caller saw it. Work tree, hooks and filters have no part in it; the work tree is
written by whoever calls.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from types import MappingProxyType
from typing import IO, TypeAlias

import msgspec

from workbook.errors import WorkbookError
from workbook.vcs.index import IndexUpdate, index_update, once_index_is_free
from workbook.vcs.odd_paths import refuse_odd_paths
from workbook.vcs.packing import NewObjects, blob_id, refuse_unwritable
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import Answer, GitFailedError, running
from workbook.vcs.state import Person, Standing, tip_of
from workbook.vcs.trees import FILE, FOLDER, LINK, SUBMODULE, Entry, Trees

_TRIES = 50
Held: TypeAlias = Callable[[str], AbstractContextManager[None]]
"""Holds a branch, and lets it stand at the commit of this id on leaving, unless an error is raised."""

_PATIENCE = "core.filesRefLockTimeout=2000"  # milliseconds
# Moving the branch that is checked out also locks HEAD.
_LOCK = re.compile(r"Unable to create '([^']+\.lock)': File exists")
_IN_THE_WAY = {LINK: "a link", SUBMODULE: "a submodule", FOLDER: "a folder"}


class BranchMovedError(WorkbookError):
    """Somebody committed to the branch meanwhile."""

    def __init__(self, branch: str, seen: str, now: str) -> None:
        self.now = now
        is_at = f"now at {now[:10]}" if now else "gone"
        super().__init__(
            f"{_short(branch)} is {is_at} and no longer at {seen[:10] or 'its start'}, as somebody else was "
            "faster; nothing is committed, so load the plan again and repeat the change."
        )


class BranchLockedError(WorkbookError):
    """Another program is moving the branch, or died while it did; `lock` is what stands in the way."""

    def __init__(self, branch: str, lock: str) -> None:
        super().__init__(
            f"Another git program is moving {_short(branch)}, as {lock} is there; wait for it. If it was "
            "killed, `workbook doctor --fix` removes that file once it is ten minutes old."
        )


class PathInTheWayError(WorkbookError):
    """What stands at or above a path is no regular file or folder."""

    def __init__(self, path: str, place: str, what: str) -> None:
        at = "it" if place == path else place
        super().__init__(
            f"{path} cannot be written, as {at} is {what} in the last commit; move it away first."
        )


class NothingChangedError(WorkbookError):
    """The files are already so in the last commit."""

    def __init__(self) -> None:
        super().__init__("Nothing is committed, as the last commit holds just this already.")


class UncommittedError(WorkbookError):
    """Some files held what is in no commit when they were changed; `committed` is what the last one holds."""

    def __init__(self, committed: Mapping[str, bytes | None]) -> None:
        super().__init__("A file held more than the last commit.")
        self.committed = committed


class Authorship(msgspec.Struct, frozen=True, kw_only=True):
    """Who made a change, who commits it, when, and the file of the SSH key that signs it, None for none."""

    author: Person
    committer: Person
    moment: datetime
    key: str | None = None


def authorship(at: Standing) -> Authorship:
    """Give whose a commit would be that is made now."""
    moment = datetime.now(UTC).astimezone()
    return Authorship(author=at.author, committer=at.committer, moment=moment, key=at.key)


def commit_paths(
    repository: Repository,
    *,
    branch: str,
    parents: Sequence[str],
    changes: Mapping[str, bytes | None],
    message: str,
    by: Authorship,
    with_index: bool = True,
    held: Mapping[str, bytes | None] = MappingProxyType({}),
    beside: Sequence[bytes] = (),
) -> str:
    """Commit files, each given whole or as None where it goes, and give the commit's id.

    `branch` is a full name such as `refs/heads/main`, and must stand at the first of `parents`, or have no
    commit where there is none. The other files are those of that parent. With `with_index` the index takes
    over these paths; a file keeps whether it may be run. Blobs `beside` it are written with it, for whoever
    knows their ids.

    Raises:
        BranchMovedError: the branch stands elsewhere by now.
        NothingChangedError: there is one parent, and all files are so in it already.
        PathInTheWayError: a link or submodule stands at or above a path, or a folder at it.
        WorkbookError: the repository cannot be written.
    """
    refuse_odd_paths(changes)
    seen = parents[0] if parents else ""

    def commit(update: IndexUpdate | None) -> str:
        id_, entries = _written(repository, parents, changes, message, by, held, beside)
        if update:
            update.tell(entries)
        # The index is written before the branch moves, so that at no instant it holds less than that.
        with branch_held(repository, branch, seen=seen, commit=id_, message=message):
            if update:
                update.write()
        return id_

    def commit_with_index() -> str:
        # Git reads the index while the commit is being made.
        with index_update(repository) as update:
            return commit(update)

    return once_index_is_free(repository, commit_with_index) if with_index else commit(None)


def make_commit(
    repository: Repository,
    *,
    parents: Sequence[str],
    changes: Mapping[str, bytes | None],
    message: str,
    by: Authorship,
) -> str:
    """Write a commit as `commit_paths` does, and give its id; no branch moves, so nothing here shows it yet.

    Raises:
        NothingChangedError: there is one parent, and all files are so in it already.
        WorkbookError: as `commit_paths`.
    """
    refuse_odd_paths(changes)
    return _written(repository, parents, changes, message, by)[0]


def commit_onto(
    repository: Repository,
    *,
    branch: str,
    seen: str,
    changes: Mapping[str, bytes | None],
    message: str,
    by: Authorship,
    held: Mapping[str, bytes | None] = MappingProxyType({}),
    beside: Sequence[bytes] = (),
) -> str:
    """Commit files as `commit_paths` does, also where the branch moved on from `seen` with other files.

    So two who save different records at once both succeed. `held` is what some of the files held before.

    Raises:
        UncommittedError: one of these held something else than the last commit; nothing is committed.
        BranchMovedError: one of these files changed meanwhile, or the branch is gone.
        WorkbookError: as `commit_paths`.
    """
    parent = seen
    for _ in range(_TRIES):
        try:
            parents = [parent] if parent else []
            return commit_paths(
                repository,
                branch=branch,
                parents=parents,
                changes=changes,
                message=message,
                by=by,
                held=held,
                beside=beside,
            )
        except BranchMovedError as error:
            if not error.now or _stands(repository, seen, changes) != _stands(repository, error.now, changes):
                raise
            parent = error.now
    raise BranchMovedError(branch, parent, tip_of(repository, branch))


def commit_bytes(tree: str, parents: Sequence[str], message: str, by: Authorship) -> bytes:
    """Write a commit as git keeps it.

    Raises:
        NotSignedError: it is to be signed, and cannot be.
    """
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
    head = "\n".join(lines).encode("ascii")
    author, committer = by.author.line(by.moment), by.committer.line(by.moment)
    text = message.replace("\0", "").encode("utf-8", "replace")
    commit = head + b"\nauthor " + author + b"\ncommitter " + committer + b"\n\n" + text
    if by.key is None:
        return commit
    from workbook.vcs.signing import signed

    return signed(commit, by.key)


@contextmanager
def branch_held(
    repository: Repository, branch: str, *, seen: str, commit: str, message: str
) -> Iterator[None]:
    """Hold a branch where it was seen, and let it stand at a commit on leaving, unless an error is raised.

    `seen` is "" for a branch that has no commit.

    Raises:
        BranchMovedError: it stands elsewhere.
    """
    with branch_ready(repository, branch, seen=seen, message=message) as held, held(commit):
        yield


@contextmanager
def branch_ready(
    repository: Repository, branch: str, *, seen: str, message: str, old_head: bool = False
) -> Iterator[Held]:
    """Give a function that holds a branch for a commit as `branch_held` does; git is there from now on.

    With `old_head` git's ORIG_HEAD tells where it stood.
    """
    subject = " ".join(message.partition("\n")[0].split())
    reason = ("-m", f"workbook: {subject}")
    with running(repository.top, "-c", _PATIENCE, "update-ref", *reason, "--stdin", "-z") as process:

        @contextmanager
        def held(commit: str) -> Iterator[None]:
            nowhere = "0" * len(commit)
            order = f"update {branch}\0{commit}\0{seen or nowhere}\0"
            order += f"update ORIG_HEAD\0{seen}\0\0" if old_head else ""
            assert process.stdin is not None
            assert process.stdout is not None
            talk = process.stdin, process.stdout
            if _say(*talk, f"start\0{order}prepare\0", 2):
                try:
                    yield
                except BaseException:
                    _say(*talk, "abort\0", 1)
                    raise
                if _say(*talk, "commit\0", 1):
                    return
            _, messages = process.communicate()
            _explain_branch(repository, branch, seen, messages.decode(errors="replace"))

        yield held


def move_branch(repository: Repository, branch: str, *, seen: str, commit: str, message: str) -> None:
    """Let a branch stand at a commit, if it stands where it was seen; see `branch_held`."""
    with branch_held(repository, branch, seen=seen, commit=commit, message=message):
        pass


def _written(
    repository: Repository,
    parents: Sequence[str],
    changes: Mapping[str, bytes | None],
    message: str,
    by: Authorship,
    held: Mapping[str, bytes | None] = MappingProxyType({}),
    beside: Sequence[bytes] = (),
) -> tuple[str, Mapping[str, Entry | None]]:
    """Write a commit with all its objects; give its id, and what stands at the paths."""
    seen = parents[0] if parents else ""
    new = NewObjects(len(seen) if seen else repository.id_length)
    trees = Trees(repository.top, seen, changes)
    others = {path: found for path, data in held.items() if not holds(found := trees.entry(path), data)}
    if others:
        raise UncommittedError({path: _content(repository, found) for path, found in others.items()})
    entries = {path: _entry(trees, path, data, new) for path, data in sorted(changes.items())}
    tree = trees.changed(entries, new)
    if len(parents) == 1 and tree == trees.root:
        raise NothingChangedError
    for data in beside:
        new.add("blob", data)
    id_ = new.add("commit", commit_bytes(tree, parents, message, by))
    new.write(repository.top)
    return id_, entries


def holds(entry: Entry | None, data: bytes | None) -> bool:
    """Say whether a file of a commit has these bytes, or is not there where these are None."""
    if entry is None or data is None:
        return entry is None and data is None
    return blob_id(data, len(entry.id)) == entry.id


def _content(repository: Repository, entry: Entry | None) -> bytes | None:
    return repository.blob(entry.id) if entry is not None else None


def _say(orders: IO[bytes], answers: IO[bytes], order: str, count: int) -> bool:
    """Give orders to `update-ref --stdin`; say whether it answered `ok` so many times."""
    try:
        orders.write(order.encode("utf-8", "surrogateescape"))
        orders.flush()
    except BrokenPipeError:
        return False
    return all(answers.readline().endswith(b": ok\n") for _ in range(count))


def _explain_branch(repository: Repository, branch: str, seen: str, messages: str) -> None:
    refuse_unwritable(repository.top, Answer(code=1, out=b"", messages=messages))
    now = tip_of(repository, branch)
    if now != seen:
        raise BranchMovedError(branch, seen, now)
    if lock := _LOCK.search(messages):
        raise BranchLockedError(branch, lock[1])
    raise GitFailedError("update-ref", repository.top, messages)


def _stands(repository: Repository, commit: str, paths: Iterable[str]) -> list[Entry | None]:
    trees = Trees(repository.top, commit, paths)
    return [trees.entry(path) for path in paths]


def _entry(trees: Trees, path: str, data: bytes | None, new: NewObjects) -> Entry | None:
    parts = path.split("/")
    for depth in range(1, len(parts)):
        above = "/".join(parts[:depth])
        found = trees.entry(above)
        if found and found.mode != FOLDER:
            raise PathInTheWayError(path, above, _IN_THE_WAY.get(found.mode, "a file"))
    found = trees.entry(path)
    if found and not found.is_file:
        raise PathInTheWayError(path, path, _IN_THE_WAY.get(found.mode, "something else"))
    if data is None:
        return None
    return Entry(found.mode if found else FILE, new.add("blob", data))


def _short(branch: str) -> str:
    return branch.removeprefix("refs/heads/")
