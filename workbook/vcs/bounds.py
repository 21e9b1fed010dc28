"""How much was pushed, told from what git says of objects before any content is read.

In: a repository of what was pushed, and bounds. Out: one sentence on the first bound that is passed, "" for
none. Sizes come from the heads of objects. Of trees only those are read that differ from a tree known to be
within bounds, each once, however often it stands in another: a tree that unfolds to millions of paths is told
by counting.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from workbook.vcs.plumbing import Repository, read_objects
from workbook.vcs.program import run, running
from workbook.vcs.trees import FOLDER, Entry, parse_tree

_TREE = b"tree "


class Bounds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The most that one push may bring; sizes in bytes, of objects as they unfold."""

    refs: int = 16
    commits: int = 2_000
    objects: int = 60_000
    bytes: int = 256 << 20
    file_bytes: int = 4 << 20
    other_bytes: int = 1 << 20
    entries: int = 200_000
    depth: int = 8


def objects_beyond(pushed: Repository, bounds: Bounds) -> str:
    """Judge number and sizes of the objects in a repository that holds what was pushed and nothing else."""
    count = total = 0
    form = "--batch-check=%(objectsize) %(objecttype) %(objectname)"
    with running(
        pushed.top, "cat-file", "--batch-all-objects", "--unordered", form, messages=False
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            size, kind, id_ = line.decode("ascii").split()
            count, total = count + 1, total + int(size)
            most = bounds.file_bytes if kind == "blob" else bounds.other_bytes
            if int(size) > most:
                return f"the {kind} {id_[:10]} has {int(size):,} bytes, and at most {most:,} are taken"
            if count > bounds.objects:
                return f"it brings more than {bounds.objects:,} objects; push in smaller parts"
            if total > bounds.bytes:
                return f"it brings more than {bounds.bytes:,} bytes; push in smaller parts"
        if process.wait():
            return "git cannot read what was pushed"
    return ""


def new_commits(
    repository: Repository, tips: Sequence[str], most: int, *, known: Sequence[str] = ("--all",)
) -> Sequence[str]:
    """List the commits of some tips that `known` do not have, newest first; one more than `most`.

    Left out, known is what any ref of the repository has.
    """
    wanted = [tip for tip in tips if tip]
    if not wanted:
        return ()
    out = run(repository.top, "rev-list", f"--max-count={most + 1}", *wanted, "--not", *known, "--")
    return out.decode("ascii").split()


def trees_beyond(repository: Repository, commits: Sequence[str], known: str, bounds: Bounds) -> str:
    """Judge the trees of commits by where they differ from that of a commit within bounds, "" for none."""
    with read_objects(repository.top) as read:
        trees = _Folders(read)
        base = _tree_in(next(read([known]))) if known else ""
        # Read to their end, as the same process answers for the folders.
        roots = [_tree_in(content) for content in read(list(commits))]
        for commit, root in zip(commits, roots, strict=True):
            if beyond := _tree_beyond(trees, root, base, bounds):
                return f"the commit {commit[:10]} {beyond}"
    return ""


class _Folders:
    """Trees, each read once."""

    def __init__(self, read: Callable[[Sequence[str]], Iterator[bytes]]) -> None:
        self._read = read
        self._known: dict[str, Mapping[str, Entry]] = {"": {}}

    def learn(self, ids: Sequence[str]) -> None:
        wanted = [id_ for id_ in dict.fromkeys(ids) if id_ not in self._known]
        for id_, content in zip(wanted, self._read(wanted), strict=True):
            self._known[id_] = parse_tree(content, len(id_))

    def __getitem__(self, id_: str) -> Mapping[str, Entry]:
        return self._known[id_]


def _tree_beyond(folders: _Folders, tree: str, base: str, bounds: Bounds) -> str:
    """Go down level by level in pairs of a new folder and that which lies there already."""
    level, entries = Counter({(tree, base): 1}) if tree != base else Counter[tuple[str, str]](), 0
    for depth in range(bounds.depth):
        folders.learn([id_ for pair in level for id_ in pair])
        # No diff shows them, and yet they stand where others would put a file.
        if depth and not all(folders[new] for new, _ in level):
            return "holds an empty folder, as git itself never writes one; make it again with git"
        below: Counter[tuple[str, str]] = Counter()
        for (new, old), times in level.items():
            before = folders[old]
            entries += times * len(folders[new])
            for name, entry in folders[new].items():
                there = before.get(name)
                if entry.mode == FOLDER and entry != there:
                    beside = there.id if there is not None and there.mode == FOLDER else ""
                    below[entry.id, beside] += times
        if entries > bounds.entries:
            return f"unfolds to more than {bounds.entries:,} paths that are new"
        level = below
    return f"has folders more than {bounds.depth} deep" if level else ""


def _tree_in(commit: bytes) -> str:
    """Give the tree of a commit."""
    assert commit.startswith(_TREE)
    return commit[len(_TREE) :].partition(b"\n")[0].decode("ascii")
