"""Trees as git keeps them: read level by level, and rebuilt along the paths that change.

In: a commit, and what shall stand at which paths. Out: what stands there, and the id of the changed
tree with its new objects. What did not change keeps its id, so it is never read.

Source: git's tree format, `MODE NAME NUL ID` in the order of names, a folder's name ending in `/` for it;
`canon_mode` of git for modes that other programs write.
"""

import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbook.vcs.plumbing import read_objects

if TYPE_CHECKING:
    from workbook.vcs.packing import NewObjects

FILE, PROGRAM, LINK, FOLDER, SUBMODULE = "100644", "100755", "120000", "40000", "160000"
_MODES = {mode.encode("ascii"): mode for mode in (FILE, PROGRAM, LINK, FOLDER, SUBMODULE)}


class Entry(NamedTuple):
    """What a name in a tree stands for: its mode as octal text, and the id of its content."""

    mode: str
    id: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return self.mode.startswith("100")


class Step(NamedTuple):
    """What stands at a path before and after."""

    before: Entry | None
    after: Entry | None


class Trees:
    """The folders of one tree that lead to some paths."""

    def __init__(self, top: Path, commit: str, paths: Iterable[str]) -> None:
        """Read the folders on the way to the paths, by one git process; without a commit there are none.

        The id of a tree may stand in place of that of a commit.
        """
        self.root = ""
        self._folders: dict[str, dict[str, Entry]] = {"": {}}
        if commit:
            self._read(top, commit, {_parent(path) for path in paths})

    def entry(self, path: str) -> Entry | None:
        """Give what stands at one of the paths, or on the way to it; None for nothing."""
        return self._folders.get(_parent(path), {}).get(_name(path))

    def names(self, folder: str) -> Iterable[str]:
        """List what lies in a folder on the way to the paths, or next to them."""
        return self._folders.get(folder, {})

    def changed(self, changes: Mapping[str, Entry | None], new: "NewObjects") -> str:
        """Give the id of the tree in which each path stands for its entry, or for nothing.

        A folder that becomes empty goes; a file or link where a folder is needed gives way to it.
        """
        pending: dict[str, dict[str, Entry | None]] = {"": {}}
        for path, entry in changes.items():
            for folder in _way(_parent(path)):
                pending.setdefault(folder, {})
            pending[_parent(path)][_name(path)] = entry
        for folder in sorted(pending, key=lambda one: (-_depth(one), one)):
            entries = {**self._folders.get(folder, {}), **pending[folder]}
            kept = {name: entry for name, entry in entries.items() if entry is not None}
            if not folder:
                return new.add("tree", tree_bytes(kept))
            if kept:
                pending[_parent(folder)][_name(folder)] = Entry(FOLDER, new.add("tree", tree_bytes(kept)))
            elif folder in self._folders:
                pending[_parent(folder)].setdefault(_name(folder), None)
        raise AssertionError("the top folder comes last")

    def _read(self, top: Path, commit: str, folders: Iterable[str]) -> None:
        wanted = {folder for deepest in folders for folder in _way(deepest)}
        with read_objects(top) as read:
            self.root = tree_of(commit, next(iter(read([commit]))))
            ids = {"": self.root}
            while ids:
                for (folder, id_), content in zip(ids.items(), read(list(ids.values())), strict=True):
                    self._folders[folder] = parse_tree(content, len(id_))
                ids = {
                    folder: entry.id
                    for folder in sorted(wanted - self._folders.keys())
                    if (entry := self.entry(folder)) and entry.mode == FOLDER
                }


def parse_tree(content: bytes, id_length: int) -> dict[str, Entry]:
    """Read a tree; names that are no UTF-8 hold lone surrogates."""
    entries, start, size = {}, 0, id_length // 2
    while start < len(content):
        end = content.index(b"\0", start)
        mode, _, name = content[start:end].partition(b" ")
        id_ = content[end + 1 : end + 1 + size].hex()
        entries[name.decode("utf-8", "surrogateescape")] = Entry(_MODES.get(mode) or _canonical(mode), id_)
        start = end + 1 + size
    return entries


def _canonical(mode: bytes) -> str:
    """Read a mode that git does not write as git reads it, so that no folder is one to git alone."""
    bits = int(mode, 8)
    if stat.S_ISREG(bits):
        return PROGRAM if bits & stat.S_IXUSR else FILE
    if stat.S_ISLNK(bits):
        return LINK
    return FOLDER if stat.S_ISDIR(bits) else SUBMODULE


def tree_bytes(entries: Mapping[str, Entry]) -> bytes:
    """Write a tree, in git's order."""
    lines = []
    for name, entry in entries.items():
        raw = name.encode("utf-8", "surrogateescape")
        line = entry.mode.encode("ascii") + b" " + raw + b"\0" + bytes.fromhex(entry.id)
        lines.append((raw + b"/" if entry.mode == FOLDER else raw, line))
    return b"".join(line for _, line in sorted(lines))


def tree_of(id_: str, content: bytes) -> str:
    """Give the tree of a commit; what does not begin as a commit is a tree itself."""
    start = b"tree "
    is_commit = content.startswith(start)
    return content[len(start) : len(start) + len(id_)].decode("ascii") if is_commit else id_


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _depth(folder: str) -> int:
    return folder.count("/") + 1 if folder else 0


def _way(folder: str) -> list[str]:
    """List the folders from the top down to one, that one and the top included."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[:depth]) for depth in range(len(parts) + 1)]
