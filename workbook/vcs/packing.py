"""New objects for a repository: named here, handed to git in one go.

In: the bytes of blobs, trees and commits. Out: their ids at once, and the objects in the repository by one
git process, however many there are. No filter, hook or attribute has a part in it: a blob is these bytes.

Source: gitformat-pack(5), pack files version 2; an id is the hash of `TYPE SIZE NUL CONTENT`.
"""

import hashlib
import os
import zlib
from pathlib import Path
from typing import Literal

from workbook.errors import WorkbookError
from workbook.vcs.program import Answer, GitFailedError, ask

ObjectType = Literal["commit", "tree", "blob"]

_NUMBERS: dict[ObjectType, int] = {"commit": 1, "tree": 2, "blob": 3}

# As many as git itself unpacks from a fetch; more stay together in one pack.
_LOOSE_AT_MOST = 100

_FULL = ("No space left on device", "Disk quota exceeded", "Out of diskspace")
_LITTLE = 1 << 16


class NoSpaceError(WorkbookError):
    """The disk is full."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"No space is left to write into {folder}; make room, then try again.")


class ReadOnlyRepositoryError(WorkbookError):
    """The repository may not be written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The repository in {folder} may not be written; change its permissions, or work in a clone."
        )


class NewObjects:
    """Objects that are to be written; each once, whatever how often it is added."""

    def __init__(self, id_length: int) -> None:
        """Take the length of the repository's ids, 40 or 64, which tells the hash that it names by."""
        self._hash = hashlib.sha256 if id_length == 64 else hashlib.sha1
        self._packed: dict[str, bytes] = {}

    def add(self, kind: ObjectType, content: bytes) -> str:
        """Take an object in and give its id."""
        id_ = self._hash(f"{kind} {len(content)}\0".encode("ascii") + content).hexdigest()
        if id_ not in self._packed:
            self._packed[id_] = _head(_NUMBERS[kind], len(content)) + zlib.compress(content, 1)
        return id_

    def write(self, folder: Path) -> None:
        """Write all into the repository of that folder, by one git process.

        Raises:
            NoSpaceError: the disk is full.
            ReadOnlyRepositoryError: the repository may not be written.
            GitFailedError: git refuses for another reason.
        """
        if not self._packed:
            return
        body = b"PACK" + (2).to_bytes(4, "big") + len(self._packed).to_bytes(4, "big")
        body += b"".join(self._packed.values())
        pack = body + self._hash(body).digest()
        if len(self._packed) <= _LOOSE_AT_MOST:
            answer = ask(folder, "unpack-objects", "-q", stdin=pack)
        else:
            answer = ask(folder, "index-pack", "--stdin", stdin=pack)
        refuse_unwritable(folder, answer)
        if answer.code:
            raise GitFailedError("unpack-objects", folder, answer.messages)


def refuse_unwritable(folder: Path, answer: Answer) -> None:
    """Raise what a failed writing command says of the disk, if it says so."""
    if not answer.code:
        return
    if any(sign in answer.messages for sign in _FULL) or _is_unwritten(folder, answer.messages):
        raise NoSpaceError(folder)
    signs = ("Permission denied", "insufficient permission", "Read-only file system")
    if any(sign in answer.messages for sign in signs):
        raise ReadOnlyRepositoryError(folder)


def _is_unwritten(folder: Path, messages: str) -> bool:
    """Say whether git could not write a file, for which it gives no reason, on a disk that is full."""
    if "couldn't write" not in messages:
        return False
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize < _LITTLE


def _head(number: int, size: int) -> bytes:
    """Give type and size as a pack has them: four bits of the size first, then seven at a time."""
    first, rest = number << 4 | size & 15, size >> 4
    parts = bytearray()
    while rest:
        parts.append(first | 128)
        first, rest = rest & 127, rest >> 7
    parts.append(first)
    return bytes(parts)


def blob_id(content: bytes, length: int) -> str:
    """Give the id that git gives to these bytes, in a repository whose ids are so long."""
    kind = hashlib.sha256 if length == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(content) + content).hexdigest()
