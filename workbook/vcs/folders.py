"""What lies in folders of many commits, read together: one git process, however many commits.

In: commits, each with a folder. Out: what stands right in it, by name. Branches that each hold a few small
files, as reviews do, are read so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from workbook.vcs.plumbing import read_objects
from workbook.vcs.trees import FOLDER, Entry, parse_tree, tree_of

Place = tuple[str, str]
_Read = Callable[[Sequence[str]], Iterator[bytes]]


def read_folders(top: Path, places: Iterable[Place]) -> Mapping[Place, Mapping[str, Entry]]:
    """Give what stands right in folders, each of a commit; nothing where the commit has no such folder."""
    wanted = list(dict.fromkeys(places))
    if not wanted:
        return {}
    with read_objects(top) as read:
        commits = _contents(read, (commit for commit, _ in wanted))
        trees = {(commit, folder): tree_of(commit, commits[commit]) for commit, folder in wanted}
        steps = {place: place[1].split("/") for place in wanted}
        for depth in range(max(map(len, steps.values())) + 1):
            entries = _contents(read, trees.values())
            for place in [place for place in trees if depth < len(steps[place])]:
                tree = trees.pop(place)
                entry = parse_tree(entries[tree], len(tree)).get(steps[place][depth])
                if entry is not None and entry.mode == FOLDER:
                    trees[place] = entry.id
        return {
            place: parse_tree(entries[trees[place]], len(trees[place])) if place in trees else {}
            for place in wanted
        }


def _contents(read: _Read, ids: Iterable[str]) -> Mapping[str, bytes]:
    unique = list(dict.fromkeys(ids))
    return dict(zip(unique, read(unique), strict=True))
