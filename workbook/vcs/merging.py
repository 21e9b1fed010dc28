"""Merges on trees: what two branches have in common, what each changed since, and the tree of both.

In: two commits. Out: which paths only one side changed, taken as they are, and which both changed, to be
merged by who knows what a file means; then a tree, a commit with two parents, and the work tree. No work tree
is needed to find out, and no process per file. `landing` puts a result into branch, index and work tree.

A file that one side moved, as from `recorded/` to `nations/`, is merged where it went to: the last folder and
the name of a record's file stay when it moves.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum

import msgspec

from workbook.errors import WorkbookError
from workbook.vcs.packing import NewObjects, blob_id
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import GitFailedError, ask
from workbook.vcs.state import ShallowHistoryError, is_shallow
from workbook.vcs.trees import FILE, Entry, Step, Trees
from workbook.vcs.worktree import differences, differences_ahead


class UnrelatedHistoriesError(WorkbookError):
    """Two commits have no commit in common."""

    def __init__(self, ours: str, theirs: str) -> None:
        super().__init__(
            f"{ours[:10]} and {theirs[:10]} have no commit in common, so nothing tells what each changed; "
            "merge only branches of one workbook."
        )


class FileAgainstFolderError(WorkbookError):
    """One side has a file where the other has a folder."""

    def __init__(self, path: str, *, is_file_here: bool) -> None:
        here, there = ("file", "folder") if is_file_here else ("folder", "file")
        super().__init__(
            f"{path} is a {here} on this branch and a {there} on the other; rename one of them with "
            "`git mv`, commit that, and merge again."
        )


class Relation(Enum):
    """How two commits stand to each other."""

    UP_TO_DATE = "theirs is part of ours already"
    FAST_FORWARD = "ours is part of theirs"
    DIVERGED = "each has commits that the other has not"


class Ancestry(msgspec.Struct, frozen=True, kw_only=True):
    """Two commits, and the last ones that they have in common; several where branches crossed."""

    ours: str
    theirs: str
    bases: tuple[str, ...]

    @property
    def relation(self) -> Relation:
        """How the two stand to each other."""
        if self.theirs in self.bases:
            return Relation.UP_TO_DATE
        return Relation.FAST_FORWARD if self.ours in self.bases else Relation.DIVERGED


class BothChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A path that both sides changed, and differently; `None` where a side has nothing there.

    `moved_from` is where it stood in the base, "" where it stands there still.
    """

    path: str
    base: Entry | None
    ours: Entry | None
    theirs: Entry | None
    moved_from: str = ""

    @property
    def are_files(self) -> bool:
        """Whether all that is there are regular files, and no links or submodules."""
        return all(entry is None or entry.is_file for entry in (self.base, self.ours, self.theirs))

    @property
    def mode(self) -> str:
        """The mode of a merged file: what one side made of it, of two the one that may be run."""
        modes = [entry.mode for entry in (self.ours, self.theirs) if entry]
        if self.base and len(modes) == 2:
            changed = [mode for mode in modes if mode != self.base.mode]
            return changed[0] if changed else self.base.mode
        return max(modes, default=FILE)


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge does path by path, from the tree of `ours` on.

    `taken` is what only the other side changed; `both` is to be merged. `base` is a tree.
    """

    ancestry: Ancestry
    base: str
    taken: Mapping[str, Step]
    both: tuple[BothChanged, ...]


class MergedFile(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a path that both changed: its bytes, or None where it goes."""

    data: bytes | None
    mode: str = FILE


def ancestry(repository: Repository, ours: str, theirs: str) -> Ancestry:
    """Find what two commits, given by their ids, have in common.

    Raises:
        UnrelatedHistoriesError: nothing.
        ShallowHistoryError: nothing that this clone has.
    """
    answer = ask(repository.top, "merge-base", "--all", ours, theirs)
    bases = tuple(sorted(answer.out.decode("ascii").split()))
    if answer.code > 1:
        raise GitFailedError("merge-base", repository.top, answer.messages)
    if not bases and is_shallow(repository):
        raise ShallowHistoryError(repository.top, "what both branches have in common is not here")
    if not bases:
        raise UnrelatedHistoriesError(ours, theirs)
    return Ancestry(ours=ours, theirs=theirs, bases=bases)


def split(repository: Repository, found: Ancestry) -> Split:
    """Compare both sides with what they have in common, by one git process each.

    Raises:
        FileAgainstFolderError: one side has a file where the other has a folder.
    """
    base = found.bases[0] if len(found.bases) == 1 else _common_tree(repository, found.bases)
    with differences_ahead(repository, base, found.theirs) as theirs_differ:
        ours = differences(repository, base, found.ours)
        theirs = theirs_differ()
    _refuse_folders(ours, theirs)
    moved = _moved_apart(ours, theirs)
    settled = {path for one in moved for path in (one.path, one.moved_from)}
    both = [
        BothChanged(path=path, base=ours[path].before, ours=ours[path].after, theirs=theirs[path].after)
        for path in sorted(ours.keys() & theirs.keys() - settled)
        if ours[path].after != theirs[path].after
    ]
    taken = {path: step for path, step in theirs.items() if path not in ours and path not in settled}
    return Split(
        ancestry=found,
        base=base,
        taken=taken,
        both=tuple(sorted([*both, *moved], key=lambda one: one.path)),
    )


def merged_tree(repository: Repository, parts: Split, merged: Mapping[str, MergedFile]) -> str:
    """Write the tree of both sides and give its id; `merged` has an entry for each path of `parts.both`.

    By two git processes, however many files there are.
    """
    new = NewObjects(len(parts.ancestry.ours))
    tree = _add_tree(repository, parts, merged, new)
    new.write(repository.top)
    return tree


def merged_commit(
    repository: Repository,
    parts: Split,
    merged: Mapping[str, MergedFile],
    written: Callable[[str], bytes],
) -> str:
    """Write the commit of both sides with its tree, as `merged_tree` does, and give its id; no branch moves.

    `written` gives the bytes of the commit, from the id of the tree.
    """
    new = NewObjects(len(parts.ancestry.ours))
    commit = new.add("commit", written(_add_tree(repository, parts, merged, new)))
    new.write(repository.top)
    return commit


def merged_steps(parts: Split, merged: Mapping[str, MergedFile]) -> dict[str, Step] | None:
    """Give what stands at each path of `ours` before and after a merge; None where git must tell.

    Of a file that one side moved it is not known here on which side it still stands where it stood.
    """
    if any(one.moved_from for one in parts.both):
        return None
    length = len(parts.ancestry.ours)
    found = dict(parts.taken)
    for one in parts.both:
        file = merged[one.path]
        after = None if file.data is None else Entry(file.mode, blob_id(file.data, length))
        if after != one.ours:
            found[one.path] = Step(one.ours, after)
    return found


def _add_tree(repository: Repository, parts: Split, merged: Mapping[str, MergedFile], new: NewObjects) -> str:
    missing = [one.path for one in parts.both if one.path not in merged]
    assert not missing, missing
    changes = merged_entries(parts, merged, new)
    return Trees(repository.top, parts.ancestry.ours, changes).changed(changes, new)


def merged_entries(
    parts: Split, merged: Mapping[str, MergedFile], new: NewObjects
) -> dict[str, Entry | None]:
    """Say what a merge puts at which paths of `ours`, None where something goes; new contents go to `new`."""
    changes: dict[str, Entry | None] = {path: step.after for path, step in parts.taken.items()}
    changes |= {one.moved_from: None for one in parts.both if one.moved_from}
    for path, file in merged.items():
        changes[path] = None if file.data is None else Entry(file.mode, new.add("blob", file.data))
    return changes


def _common_tree(repository: Repository, bases: tuple[str, ...]) -> str:
    """Give one tree for several bases: per path what one of them changed since all were one.

    Where they changed a path differently it is as it was before, so that the sides conflict there, and
    nothing that one of them says is taken for agreed.
    """
    answer = ask(repository.top, "merge-base", "--octopus", *bases)
    old = answer.out.decode("ascii").strip()
    first, *others = bases
    from_first = [differences(repository, first, one) for one in others]
    paths = {path for found in from_first for path in found}
    changes: dict[str, Entry | None] = {}
    before = differences(repository, first, old) if old else {}
    for path in paths:
        firsts = next(found[path].before for found in from_first if path in found)
        once = before[path].after if path in before else (firsts if old else None)
        held = [firsts, *(found[path].after if path in found else firsts for found in from_first)]
        changed = {entry for entry in held if entry != once}
        changes[path] = changed.pop() if len(changed) == 1 else once
    new = NewObjects(len(first))
    tree = Trees(repository.top, first, changes).changed(changes, new)
    new.write(repository.top)
    return tree


def _moved_apart(ours: Mapping[str, Step], theirs: Mapping[str, Step]) -> list[BothChanged]:
    """Pair what one side moved with what the other made of it, where it stood or where it went."""
    found = []
    our_moves, their_moves = _moves(ours), _moves(theirs)
    for old in sorted(our_moves.keys() | their_moves.keys()):
        here, there = our_moves.get(old), their_moves.get(old)
        if here and there and here != there:
            continue
        new = here or there or ""
        our_step = ours.get(new if here else old)
        their_step = theirs.get(new if there else old)
        base = (ours.get(old) or theirs[old]).before
        if our_step is None or their_step is None or our_step.after == their_step.after:
            continue
        if (not here and new in ours) or (not there and new in theirs):
            continue
        found.append(
            BothChanged(path=new, base=base, ours=our_step.after, theirs=their_step.after, moved_from=old)
        )
    return found


def _moves(steps: Mapping[str, Step]) -> dict[str, str]:
    """Give where files went, by where they were: the last folder and the name stay."""
    gone = _by_tail(path for path, step in steps.items() if step.after is None)
    come = _by_tail(path for path, step in steps.items() if step.before is None)
    return {
        gone[tail][0]: come[tail][0]
        for tail in gone.keys() & come.keys()
        if len(gone[tail]) == len(come[tail]) == 1
    }


def _by_tail(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault("/".join(path.split("/")[-2:]), []).append(path)
    return found


def _refuse_folders(ours: Mapping[str, Step], theirs: Mapping[str, Step]) -> None:
    for one, other, is_ours in ((ours, theirs, True), (theirs, ours, False)):
        for folder in sorted(_folders(path for path, step in other.items() if step.after is not None)):
            if folder in one and one[folder].after is not None:
                raise FileAgainstFolderError(folder, is_file_here=is_ours)


def _folders(paths: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
