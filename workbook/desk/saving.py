"""Writing files so that at any instant the old one or the new one is there, and whole.

In: a path, the bytes as they were read, and the bytes to be there. Out: the file, or one sentence that
says why not, with the old file as it was. What a file holds is not known here.

A file is written beside the old one, brought to the disk, and put in its place; the folder is brought to
the disk last. The folder is locked meanwhile, so that of two savers of one file the second sees what the
first wrote; the lock goes with its process, so none is ever left behind.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbook.errors import WorkbookError

_READ = os.O_RDONLY | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_PIECE = 1 << 20
_BEFORE, _BEHIND = ".", ".new"
_TRIES = 3
_UNLOCKABLE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL}
_REASONS = {
    errno.ENOSPC: "no space is left on its disk; make room",
    errno.EDQUOT: "the space allowed to you on its disk is used up; make room",
    errno.EFBIG: "the file would be larger than is allowed here; make it smaller",
    errno.EACCES: "you may not write in its folder; ask for the right to",
    errno.EPERM: "you may not write in its folder; ask for the right to",
    errno.EROFS: "its disk can only be read; make it writable",
}


class FileChangedError(WorkbookError):
    """A file is no longer as it was read: saving would undo what somebody else wrote.

    `read` and `current` are the two states that `wanted` can be merged over; None is no file.
    """

    def __init__(
        self, path: Path, *, read: bytes | None, wanted: bytes | None, current: bytes | None
    ) -> None:
        self.path, self.read, self.wanted, self.current = path, read, wanted, current
        done = "removed" if current is None else "made" if read is None else "changed"
        super().__init__(
            f"{path} was {done} by somebody else since it was read, so it is not saved; "
            "merge your change with what is there now, or begin again from it."
        )


class NotSavedError(WorkbookError):
    """The system refuses to write a file, which is as it was."""

    def __init__(self, path: Path, refusal: OSError) -> None:
        reason = _REASONS.get(refusal.errno or 0, f"{refusal.strerror or refusal}; mend that")
        super().__init__(f"{path} could not be saved and is as it was: {reason} and save again.")


class LinkInTheWayError(WorkbookError):
    """What stands at a path is no plain file, and is not written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no plain file, so it is not written over; put a plain file there.")


def save(path: Path, content: bytes, *, read: bytes | None) -> None:
    """Write a file that holds what was read, or is not there where `read` is None; make its folders.

    A file that somebody else gave the same content is saved.

    Raises:
        FileChangedError: the file holds something else now.
        LinkInTheWayError: a link or the like stands at the path.
        NotSavedError: the system refuses.
    """
    try:
        _save(path, content, read)
    except OSError as refusal:
        raise NotSavedError(path, refusal) from refusal


def remove(path: Path, *, read: bytes) -> None:
    """Remove a file that still holds what was read, and the folders that it was the last of.

    One that is gone already is removed.

    Raises:
        FileChangedError: the file holds something else now.
        LinkInTheWayError: a link or the like stands at the path.
        NotSavedError: the system refuses.
    """
    try:
        _remove(path, read)
    except OSError as refusal:
        raise NotSavedError(path, refusal) from refusal


def write_whole(path: Path, content: bytes, *, is_lasting: bool = True) -> None:
    """Write a file whatever it held.

    What is not lasting can be made again: nobody waits until it is on the disk.

    Raises:
        OSError: the system refuses; the old file is as it was.
    """
    with _locked(path.parent):
        temporary = _written(path, content, is_lasting=is_lasting)
        try:
            os.replace(temporary, path)
        except BaseException:
            _discard(temporary)
            raise
        if is_lasting:
            _settle(path.parent)


def hold(path: Path) -> Path | None:
    """Keep a file as it is under a second name, which takes no room; None where the disk has no such names.

    It is for `bring_back`, and let go of by `let_go`; its name is one that only files have that are to go.
    """
    second = path.with_name(f"{_BEFORE}{os.getpid()}-old-{path.name}{_BEHIND}")
    try:
        _discard(second)
        os.link(path, second, follow_symlinks=False)
    except OSError:
        return None
    return second


def bring_back(path: Path, second: Path, *, wrote: bytes | None) -> None:
    """Let a file be as it was when it was held, where it still holds what was written since.

    No room is asked for, so that what failed for want of room can be taken back.

    Raises:
        FileChangedError: the file holds something else now.
        NotSavedError: the system refuses.
    """
    try:
        with _locked(path.parent):
            current = _content(path)
            if current != wrote:
                raise FileChangedError(path, read=wrote, wanted=None, current=current)
            os.replace(second, path)
    except OSError as refusal:
        raise NotSavedError(path, refusal) from refusal


def let_go(second: Path) -> None:
    """Take the second name of a file away, and with it the folder that holds nothing else."""
    with suppress(FileNotFoundError):
        os.unlink(second)
    _remove_empty(second.parent)


def is_temporary(name: str) -> bool:
    """Say whether a file's name is one that a record has only while it is saved."""
    return name.startswith(_BEFORE) and name.endswith(f".toml{_BEHIND}")


def _save(path: Path, content: bytes, read: bytes | None) -> None:
    for left in reversed(range(_TRIES)):
        try:
            _make_folders(path.parent)
            with _locked(path.parent):
                _replace(path, content, read)
            return
        except FileNotFoundError:
            # Another process may remove a folder that its last file has left, between our steps.
            if not left:
                raise


def _replace(path: Path, content: bytes, read: bytes | None) -> None:
    temporary = _written(path, content)
    try:
        current = _content(path)
        if current not in (read, content):
            raise FileChangedError(path, read=read, wanted=content, current=current)
        os.replace(temporary, path)
    except BaseException:
        _discard(temporary)
        raise
    _settle(path.parent)


def _remove(path: Path, read: bytes) -> None:
    folder = path.parent
    with suppress(FileNotFoundError), _locked(folder):
        current = _content(path)
        if current is not None:
            if current != read:
                raise FileChangedError(path, read=read, wanted=None, current=current)
            os.unlink(path)
            _settle(folder)
    _remove_empty(folder)


def _remove_empty(folder: Path) -> None:
    """Remove a folder, and those above it, as far as they hold nothing: one that does refuses to go."""
    with suppress(OSError):
        while True:
            os.rmdir(folder)
            folder = folder.parent


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, _READ)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as refusal:
            # Some network file systems have no locks; a save is whole there too, and still compared.
            if refusal.errno not in _UNLOCKABLE:
                raise
        yield
    finally:
        os.close(handle)


def _written(path: Path, content: bytes, *, is_lasting: bool = True) -> Path:
    """Write the new file beside the old one, and bring it to the disk; give its path.

    Its name is always the same, so that what a killed process left is cleared away by the next save.
    """
    temporary = path.with_name(f"{_BEFORE}{path.name}{_BEHIND}")
    _discard(temporary)
    handle = os.open(temporary, _WRITE, 0o666)
    try:
        _fill(handle, path, content)
        if is_lasting:
            os.fsync(handle)
    except BaseException:
        _discard(temporary)
        raise
    finally:
        os.close(handle)
    return temporary


def _fill(handle: int, path: Path, content: bytes) -> None:
    with suppress(FileNotFoundError):
        old = os.stat(path, follow_symlinks=False).st_mode
        if stat.S_ISREG(old):
            os.fchmod(handle, stat.S_IMODE(old))
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _discard(temporary: Path) -> None:
    with suppress(FileNotFoundError):
        os.unlink(temporary)


def _content(path: Path) -> bytes | None:
    try:
        handle = os.open(path, _READ | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as refusal:
        if refusal.errno == errno.ELOOP:
            raise LinkInTheWayError(path) from refusal
        raise
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise LinkInTheWayError(path)
        return b"".join(iter(lambda: os.read(handle, _PIECE), b""))
    finally:
        os.close(handle)


def _make_folders(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    # Another saver may be quicker; if it is a file that stands there, opening it as a folder tells.
    with suppress(FileExistsError):
        os.mkdir(folder)
    _settle(folder.parent)


def _settle(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, _READ)
    try:
        os.fsync(handle)
    except OSError as refusal:
        # Some file systems cannot do that for folders; the file itself is on the disk.
        if refusal.errno not in _UNLOCKABLE:
            raise
    finally:
        os.close(handle)
