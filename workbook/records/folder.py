"""A plan in a folder: lists without following links, reads regular files only.

In: a path on disk. Out: the `Source` protocol. Nothing is ever followed out of the folder; a link, a
pipe or a device is listed as what it is and never opened.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook.records.source import FileType, SourceFile

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NONBLOCK", 0)
_READ_LIMIT = 1 << 21


class FolderSource:
    """Files below a folder on disk."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._prefix = os.path.join(top, "")

    def files(self, folder: str) -> Iterator[SourceFile]:
        """List what lies below `folder`; folders that cannot be entered are listed as `OTHER`.

        What goes away while it is listed is left out.
        """
        if (self.top / folder).is_symlink():
            yield SourceFile(path=folder, type=FileType.LINK, size=0)
            return
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            try:
                with os.scandir(self.top / current) as entries:
                    for entry in entries:
                        path = f"{current}/{entry.name}" if current else entry.name
                        if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(".toml"):
                            waiting.append(path)
                        elif listed := _listed(path, entry):
                            yield listed
            except FileNotFoundError:
                continue
            except OSError:
                yield SourceFile(path=shown_path(current), type=FileType.OTHER, size=0)

    def lines(self, folder: str) -> tuple[list[str], list[SourceFile]]:
        """List what `files` lists, quicker: regular TOML files as lines of the index, then all others."""
        lines: list[str] = []
        others: list[SourceFile] = []
        if (self.top / folder).is_symlink():
            return lines, [*self.files(folder)]
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            try:
                # From a folder that is open the system finds each file without going all the way to it.
                handle = os.open(self._prefix + current, _FOLDER_FLAGS)
                try:
                    with os.scandir(handle) as entries:
                        _list_folder(entries, current, waiting, lines, others)
                finally:
                    os.close(handle)
            except FileNotFoundError:
                continue
            except OSError:
                others.append(SourceFile(path=shown_path(current), type=FileType.OTHER, size=0))
        return lines, others

    def read(self, path: str) -> bytes:
        """Give the bytes of a regular file; at most 2 MiB of them.

        Raises:
            FileNotFoundError: no regular file stands there.
            OSError: it cannot be read.
        """
        handle = os.open(self._prefix + path, _OPEN_FLAGS)
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise FileNotFoundError(path)
            return _read_all(handle, found.st_size)
        finally:
            os.close(handle)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give each path with its bytes, or with the error that kept them; in order."""
        for path in paths:
            try:
                yield path, self.read(path)
            except OSError as error:
                yield path, error


def _list_folder(
    entries: Iterable["os.DirEntry[str]"],
    folder: str,
    waiting: list[str],
    lines: list[str],
    others: list[SourceFile],
) -> None:
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if not path.endswith(".toml"):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
                continue
        elif path.isascii():
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode):
                size, mtime, ctime = found.st_size, found.st_mtime_ns, found.st_ctime_ns
                # Written out here, as ten thousand are made: `index.line_of` and `index.stamp_text`.
                lines.append(f"{path}\0{size} {mtime} {ctime} {found.st_ino}")
                continue
        if listed := _listed(path, entry):
            others.append(listed)


def _read_all(handle: int, size: int) -> bytes:
    """Read a file of about this size; asking for one byte more tells in one call that it ended."""
    parts, left, wanted = [], _READ_LIMIT, size + 1
    while left > 0:
        more = os.read(handle, min(wanted, left))
        parts.append(more)
        left -= len(more)
        # Fewer than the file has is no end: some file systems give a file in pieces.
        if not more or _READ_LIMIT - left == size:
            break
        wanted = _READ_LIMIT
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _listed(path: str, entry: "os.DirEntry[str]") -> SourceFile | None:
    if not _is_text(path):
        return SourceFile(path=shown_path(path), type=FileType.UNNAMEABLE, size=0)
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISREG(found.st_mode):
        stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        return SourceFile(path=path, type=FileType.REGULAR, size=found.st_size, stamp=stamp)
    if stat.S_ISLNK(found.st_mode):
        return SourceFile(path=path, type=FileType.LINK, size=0)
    if stat.S_ISDIR(found.st_mode):
        return SourceFile(path=path, type=FileType.FOLDER, size=0)
    return SourceFile(path=path, type=FileType.OTHER, size=0)


def shown_path(path: str) -> str:
    """Spell out bytes of a path that are not Unicode, so that it can be printed and encoded."""
    return path if path.isascii() else path.encode(errors="backslashreplace").decode()


def _is_text(path: str) -> bool:
    """Say whether a name is Unicode; other bytes reach Python as lone surrogates."""
    return path.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in path)
