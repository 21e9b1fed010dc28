"""Where a branch of a clone is shared, and how far the two are apart; nobody is asked for it.

In: a repository. Out: the shared repository and the branch there, as git's settings tell, and what is on one
side only, as it was last seen.
"""

from collections.abc import Mapping

import msgspec

from workbook.errors import WorkbookError
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.state import head_branch, tip_of

ORIGIN = "origin"
_HEADS = "refs/heads/"
_HERE = "."


class SharedBranch(msgspec.Struct, frozen=True, kw_only=True):
    """Where a branch is shared: `branch` of `remote`, both as people call them.

    `tracking` is the full name under which git remembers what it last saw there. `is_set` says that git
    knows the two belong together; else that is told to it when the branch is published first.
    """

    local: str
    remote: str
    branch: str
    tracking: str
    is_set: bool

    @property
    def name(self) -> str:
        """What it is called: `origin/main`."""
        return f"{self.remote}/{self.branch}"


class Distance(msgspec.Struct, frozen=True, kw_only=True):
    """How many commits only this clone has, and how many only the shared repository, as last seen."""

    ahead: int
    behind: int


class NoRemoteError(WorkbookError):
    """The clone knows no shared repository."""

    def __init__(self, repository: Repository) -> None:
        super().__init__(
            f"{repository.top} knows no shared repository; tell it where that is by "
            f"`git remote add {ORIGIN} ADDRESS`."
        )


def shared_branch(repository: Repository) -> SharedBranch | None:
    """Say where the branch that is checked out is shared; None where nowhere.

    Raises:
        DetachedHeadError: no branch is checked out.
    """
    local = head_branch(repository).removeprefix(_HEADS)
    settings = repository.settings()
    remote, merge = (settings.get(f"branch.{local}.{key}", "") for key in ("remote", "merge"))
    is_set = _is_remote(remote, settings) and merge.startswith(_HEADS)
    if not is_set:
        remote, merge = ORIGIN, f"{_HEADS}{local}"
        if not _is_remote(remote, settings):
            return None
    branch = merge.removeprefix(_HEADS)
    return SharedBranch(
        local=local, remote=remote, branch=branch, tracking=f"refs/remotes/{remote}/{branch}", is_set=is_set
    )


def remote_of(repository: Repository) -> str:
    """Name the shared repository: that of the branch checked out, else the usual one; "" for none."""
    shared = shared_branch(repository)
    if shared is not None:
        return shared.remote
    return ORIGIN if _is_remote(ORIGIN, repository.settings()) else ""


def distance(repository: Repository, shared: SharedBranch) -> Distance:
    """Count what is on one side only, as the shared repository was last seen; nothing is fetched.

    Of a branch that is not there yet all counts that no branch there has.
    """
    tip, seen = tip_of(repository, f"{_HEADS}{shared.local}"), tip_of(repository, shared.tracking)
    if not tip or tip == seen:
        return Distance(ahead=0, behind=0)
    if not seen:
        out = run(repository.top, "rev-list", "--count", tip, "--not", f"--remotes={shared.remote}", "--")
        return Distance(ahead=int(out), behind=0)
    both = f"{tip}...{seen}"
    ahead, behind = run(repository.top, "rev-list", "--left-right", "--count", both, "--").split()
    return Distance(ahead=int(ahead), behind=int(behind))


def _is_remote(name: str, settings: Mapping[str, str]) -> bool:
    known = bool(settings.get(f"remote.{name}.url") or settings.get(f"remote.{name}.pushurl"))
    return known and name not in ("", _HERE) and not name.startswith("-")
