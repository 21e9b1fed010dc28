"""What stands in the way of writing to a repository, and who writes: looked at before anything is written.

In: a repository. Out: the branch, its last commit, and the author; or one sentence on what must be done
first. What is in progress is read from files as git lays them out; the rest is asked of git.

Source: gitrepository-layout(5); wt-status.c of git for what is in progress.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from workbook.errors import WorkbookError
from workbook.vcs.head import plain_head, plain_tip
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask
from workbook.vcs.revision import UnreadableCommitError
from workbook.vcs.signing import signing_key

_HEADS = "refs/heads/"
PATIENCE_S = 2.0
_PAUSE_S = 0.01

# What git leaves while it is at work, and how that work is ended and given up. A rebase picks and merges
# within itself, so it is told first.
_IN_PROGRESS = (
    ("rebase-merge", "a rebase", "git rebase --continue", "git rebase --abort"),
    ("rebase-apply/applying", "applying patches", "git am --continue", "git am --abort"),
    ("rebase-apply", "a rebase", "git rebase --continue", "git rebase --abort"),
    ("BISECT_LOG", "a bisection", "git bisect reset", "git bisect reset"),
    ("CHERRY_PICK_HEAD", "a cherry-pick", "git cherry-pick --continue", "git cherry-pick --abort"),
    ("REVERT_HEAD", "a revert", "git revert --continue", "git revert --abort"),
    ("sequencer/todo", "a cherry-pick or revert", "git cherry-pick --continue", "git cherry-pick --abort"),
)
_MERGE = ("MERGE_HEAD", "a merge", "workbook merge --continue", "workbook merge --abort")


class UnfinishedWorkError(WorkbookError):
    """Git is in the middle of something that a commit would disturb."""

    def __init__(self, top: Path, what: str, finish: str, give_up: str) -> None:
        way = f"run `{finish}`" if finish == give_up else f"finish it by `{finish}`, or run `{give_up}`"
        super().__init__(f"{top} is in the middle of {what}; {way}.")


class DetachedHeadError(WorkbookError):
    """No branch is checked out, so a commit would be lost."""

    def __init__(self, top: Path) -> None:
        super().__init__(
            f"{top} stands on a commit and on no branch, where a new commit would be lost; run "
            "`git switch BRANCH`, or `git switch --create BRANCH` to start one here."
        )


class BareRepositoryError(WorkbookError):
    """The repository has no work tree."""

    def __init__(self, top: Path) -> None:
        super().__init__(f"{top} is a bare repository, which has no files to edit; clone it and work there.")


class WorkTreeElsewhereError(WorkbookError):
    """A setting puts the work tree where the plan is not."""

    def __init__(self, top: Path, value: str) -> None:
        super().__init__(
            f"The setting core.worktree of {top} names {value!r} and not this folder, so nothing is written; "
            "run `git config --unset core.worktree`."
        )


class IndexLockedError(WorkbookError):
    """Another program is writing the index, or died while it did."""

    def __init__(self, lock: Path) -> None:
        super().__init__(
            f"Another git program is at work, as {lock} is there; wait for it. If it was killed, `workbook "
            "doctor --fix` removes that file once it is ten minutes old."
        )


class MissingIdentityError(WorkbookError):
    """Git does not know who commits."""

    def __init__(self, missing: str) -> None:
        super().__init__(
            f'Git does not know {missing}; run `git config --global user.name "Your Name"` and '
            "`git config --global user.email you@example.org`."
        )


class ShallowHistoryError(WorkbookError):
    """The clone lacks the part of the history that is asked for."""

    def __init__(self, top: Path, task: str) -> None:
        super().__init__(
            f"{top} was cloned with a part of its history only, so {task}; run `git fetch --unshallow`."
        )


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who made or committed a change, as git writes it."""

    name: str
    email: str

    def line(self, moment: datetime) -> bytes:
        """Give the person and a moment with its zone as an object of git has them."""
        offset = moment.utcoffset()
        assert offset is not None
        minutes = int(offset.total_seconds()) // 60
        zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
        # A moment before 1970 cannot be written.
        return f"{self.name} <{self.email}> {max(int(moment.timestamp()), 0)} {zone}".encode(
            "utf-8", "surrogateescape"
        )


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a commit would go and whose it would be; `tip` is "" on a branch without any commit.

    `key` is the file of the SSH key that signs it, None where none does.
    """

    branch: str
    tip: str
    author: Person
    committer: Person
    key: str | None = None


def standing(repository: Repository, *, in_merge: bool = False, known: str = "") -> Standing:
    """Say where a commit would go, by one git process or a few; none where that is at a `known` commit.

    With `in_merge` a merge may be in progress, as when its conflicts are resolved.

    Raises:
        WorkbookError: something stands in the way; one subclass above for each.
    """
    if repository.is_bare:
        raise BareRepositoryError(repository.top)
    refuse_unfinished(repository, in_merge=in_merge)
    branch = head_branch(repository)
    settings = repository.settings()
    _refuse_settings(repository, settings)
    author, committer = _person(settings, "author"), _person(settings, "committer")
    await_index(repository)
    is_known = bool(known) and plain_tip(repository.git_folder, branch) == known
    return Standing(
        branch=branch,
        tip=known if is_known else tip_of(repository, branch),
        author=author,
        committer=committer,
        key=signing_key(settings),
    )


def refuse_unfinished(repository: Repository, *, in_merge: bool = False) -> None:
    """Raise UnfinishedWorkError where git is in the middle of something."""
    for marker, *words in _IN_PROGRESS if in_merge else (*_IN_PROGRESS, _MERGE):
        if (repository.head_folder / marker).exists():
            raise UnfinishedWorkError(repository.top, *words)


def head_branch(repository: Repository) -> str:
    """Give the full name of the branch that is checked out.

    Raises:
        DetachedHeadError: none is.
    """
    plain = plain_head(repository.git_folder, repository.head_folder)
    if plain is not None:
        return plain
    answer = ask(repository.top, "symbolic-ref", "--quiet", "HEAD")
    branch = answer.out.decode("utf-8", "surrogateescape").rstrip("\n")
    if answer.code or not branch.startswith(_HEADS):
        raise DetachedHeadError(repository.top)
    return branch


def tip_of(repository: Repository, branch: str) -> str:
    """Give the last commit of a branch, by its full name; "" where it has none.

    Git is not asked where a file says where the branch stands, and that commit was read before.

    Raises:
        UnreadableCommitError: it has one that is lost or damaged.
    """
    plain = plain_tip(repository.git_folder, branch)
    with suppress(_NoCommitError):
        return _commit_of(repository.top, plain) if plain else _read_commit(repository.top, branch)
    if ask(repository.top, "rev-parse", "--verify", "--quiet", "--end-of-options", branch).code == 0:
        raise UnreadableCommitError(repository.top, branch.removeprefix(_HEADS))
    return ""


class _NoCommitError(Exception):
    """A name or an id that stands for no commit."""


# An id that is once that of a commit always is.
@lru_cache(maxsize=1024)
def _commit_of(top: Path, id: str) -> str:
    return _read_commit(top, id)


def _read_commit(top: Path, name: str) -> str:
    answer = ask(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if answer.code:
        raise _NoCommitError
    return answer.out.decode("ascii").strip()


def is_shallow(repository: Repository) -> bool:
    """Say whether the clone lacks older commits."""
    try:
        return (repository.git_folder / "shallow").stat().st_size > 0
    except FileNotFoundError:
        return False


def await_index(repository: Repository) -> None:
    """Wait for another program to leave the index alone, for two seconds at most.

    Raises:
        IndexLockedError: it does not.
    """
    lock = repository.head_folder / "index.lock"
    until = time.monotonic() + PATIENCE_S
    while lock.exists():
        if time.monotonic() > until:
            raise IndexLockedError(lock)
        time.sleep(_PAUSE_S)


def _refuse_settings(repository: Repository, settings: Mapping[str, str]) -> None:
    if settings.get("core.bare", "").lower() in ("true", "yes", "on", "1"):
        raise BareRepositoryError(repository.top)
    elsewhere = settings.get("core.worktree")
    if elsewhere and (repository.git_folder / elsewhere).resolve() != repository.top:
        raise WorkTreeElsewhereError(repository.top, elsewhere)


def _person(settings: Mapping[str, str], role: str) -> Person:
    name = _clean(settings.get(f"{role}.name") or settings.get("user.name", ""))
    email = _clean(settings.get(f"{role}.email") or settings.get("user.email", ""))
    if not name or not email:
        missing = (
            "your name and address" if not name and not email else "your address" if name else "your name"
        )
        raise MissingIdentityError(missing)
    return Person(name=name, email=email)


def _clean(text: str) -> str:
    """Leave out what would end a name or an address early in an object of git."""
    return "".join(letter for letter in text if letter not in "<>\n\0").strip(" .,:;\"'\\\t")
