"""Where files of a plan come from: a folder, a commit, a dict in a test; all read alike.

`Source` is the protocol; `MappingSource` is the one that needs nothing outside memory. A source
knows files and bytes, never records. Folders are in `records.folder`, commits in `vcs.commit`.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from hashlib import sha1
from typing import Protocol

import msgspec


class FileType(StrEnum):
    """What stands at a path; only regular files are read."""

    REGULAR = "file"
    LINK = "link"
    FOLDER = "folder"
    OTHER = "other"
    UNNAMEABLE = "unnameable"


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as its source lists it, not yet read; a struct, because a listing makes one per record.

    `size` is in bytes. `blob` is git's object id in hexadecimal where the source knows it without
    reading (a commit does); `stamp` is what tells that a file in a folder did not change: size, mtime
    and ctime in nanoseconds, inode. One of the two is set for a regular file.
    """

    path: str
    type: FileType
    size: int
    blob: str = ""
    stamp: tuple[int, int, int, int] | None = None


class Source(Protocol):
    """Anything a plan can be read from; paths are relative to its top, with `/`."""

    def files(self, folder: str) -> Iterator[SourceFile]:
        """List all that lies below `folder`, in any order; folders only where named `*.toml`."""

    def read(self, path: str) -> bytes:
        """Give the bytes of a regular file.

        Raises:
            FileNotFoundError: nothing regular stands at that path.
            OSError: it cannot be read.
        """

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give each path with its bytes, or with the error that kept them; in order, streaming."""


def blob_id(data: bytes) -> str:
    """Give the id that git gives these bytes as a blob, in hexadecimal.

    Source: Git Internals, "Git Objects": SHA-1 over `blob SIZE NUL` and the content.
    """
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class MappingSource:
    """Files held in memory, as path to bytes or text."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        self._files = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}

    def files(self, folder: str) -> Iterator[SourceFile]:
        """List the files below `folder`, with their blob ids."""
        prefix = folder.rstrip("/") + "/" if folder else ""
        for path, data in self._files.items():
            if path.startswith(prefix):
                yield SourceFile(path=path, type=FileType.REGULAR, size=len(data), blob=blob_id(data))

    def read(self, path: str) -> bytes:
        """Give the bytes at that path, or raise `FileNotFoundError`."""
        try:
            return self._files[path]
        except KeyError:
            raise FileNotFoundError(path) from None

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give each path with its bytes; a path that is not there with `FileNotFoundError`."""
        for path in paths:
            yield path, self._files.get(path, FileNotFoundError(path))
