"""What a merge begins with: what each side changed, and the contents of what both did.

In: a repository and a branch. Out: a `Begun`; `beginning` has it read by a second process.
"""

from collections.abc import Iterable, Mapping

import msgspec

from workbook.desk.identity import Identity, identity
from workbook.errors import WorkbookError
from workbook.records.paths import PLANS
from workbook.vcs.merging import BothChanged, Relation, Split, ancestry, split
from workbook.vcs.plumbing import Repository, read_whole
from workbook.vcs.state import Standing, standing
from workbook.vcs.trees import Entry


class NothingToMergeError(WorkbookError):
    """All of the other branch is here already."""

    def __init__(self, branch: str) -> None:
        super().__init__(f"All of {branch} is part of this branch already: there is nothing to merge.")


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """Who merges, and where; the commit that is merged, and what each side changed.

    `contents` are those of the files that both did, by id.
    """

    who: Identity
    at: Standing
    theirs: str
    parts: Split
    contents: Mapping[str, bytes]


def begin(repository: Repository, branch: str) -> Begun:
    """Read what a merge begins with.

    Raises:
        WorkbookError: there is no such branch, nothing to merge, or something stands in the way.
    """
    at, theirs = standing(repository), repository.resolve(branch)
    parts = parted(repository, at.tip, theirs, branch)
    contents = contents_of(repository, (entry for one in parts.both for entry in entries_of(one)))
    return Begun(who=identity(repository), at=at, theirs=theirs, parts=parts, contents=contents)


def parted(repository: Repository, ours: str, theirs: str, branch: str) -> Split:
    """Compare two commits with what they have in common; `branch` is what the second is called.

    Raises:
        NothingToMergeError: all of the second is part of the first.
        WorkbookError: they cannot be compared.
    """
    found = ancestry(repository, ours, theirs)
    if found.relation is Relation.UP_TO_DATE:
        raise NothingToMergeError(branch)
    return split(repository, found)


def coming(parts: Split) -> Mapping[str, Entry]:
    """Give the files of the plan that only the other side changed or added."""
    steps = ((path, step.after) for path, step in parts.taken.items() if is_of_plan(path))
    return {path: entry for path, entry in steps if entry is not None and entry.is_file}


def entries_of(one: BothChanged) -> tuple[Entry | None, Entry | None, Entry | None]:
    """Give what stood at a path that both sides changed, and what each side has there."""
    return one.base, one.ours, one.theirs


def is_of_plan(path: str) -> bool:
    """Say whether a file is one of the plan, so that the rules judge it."""
    return path.startswith(f"{PLANS}/") and path.endswith(".toml")


def contents_of(repository: Repository, entries: Iterable[Entry | None]) -> Mapping[str, bytes]:
    """Give the contents of files, by their ids."""
    ids = list(dict.fromkeys(entry.id for entry in entries if entry and entry.is_file))
    return dict(zip(ids, read_whole(repository.top, ids), strict=True))
