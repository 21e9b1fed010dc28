"""A folder of small caches: checksummed files that are trusted whole or not at all.

What is damaged, foreign or of another program counts as absent; what cannot be written is not kept, in
silence. The caches are a convenience, never a source of truth. What lies in them is up to their users.
"""

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zlib import crc32

from workbook import __version__

_DIGEST_BYTES = 4
# As `tempfile` opens one; importing that costs more than writing.
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class CacheFolder:
    """A folder of checksummed files; every failure reads as "not there" and writes as "not kept".

    Files of a `form` are for any program that knows it; others for this very program alone.
    """

    def __init__(self, folder: Path | None, form: str = "") -> None:
        self._folder = folder
        self._form = form

    def read(self, name: str) -> memoryview | None:
        """Give what was written under that name by this very program, or None."""
        if self._folder is None:
            return None
        try:
            with open(self._folder / name, "rb", opener=_regular) as file:
                # A view, as a slice of megabytes would copy them.
                content = memoryview(file.read())
        except OSError:
            return None
        magic = self._magic()
        start = len(magic) + _DIGEST_BYTES
        payload = content[start:]
        return payload if content[:start] == magic + _digest(payload) else None

    def write(self, name: str, payload: bytes) -> None:
        """Keep a payload under that name: the old file or the new one, whatever happens."""
        if self._folder is None:
            return
        temporary = ""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary = str(self._folder / f".new-{os.getpid()}-{time.monotonic_ns()}")
            handle = os.open(temporary, _NEW_FILE, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.writelines((self._magic(), _digest(payload), payload))
            os.replace(temporary, self._folder / name)
        except OSError:
            if temporary:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)

    def _magic(self) -> bytes:
        return f"workbook {self._form}\n".encode() if self._form else _program()


def _regular(path: str, flags: int) -> int:
    """Open a regular file; anything else could keep whoever reads it waiting for ever."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileNotFoundError(path)
    return handle


@cache
def _program() -> bytes:
    """Name this very program: its version, and the stamps of its files.

    The version alone would not do: whoever runs it from a clone changes the program with every pull, and
    what an older reader or rule made of the same bytes would be believed.
    """
    from hashlib import sha1

    stamps = "\n".join(sorted(_stamps(os.path.dirname(os.path.dirname(__file__)))))
    return f"workbook cache 1 {__version__} ".encode() + sha1(stamps.encode()).digest() + b"\n"


def _stamps(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    found = entry.stat()
                    yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"
                elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                    yield from _stamps(entry.path)
    except OSError:
        # A program that does not lie in files is told apart by its version.
        return


def _digest(payload: bytes | memoryview) -> bytes:
    # Against damage, not against anybody: the quickest one that there is for any processor.
    return crc32(payload).to_bytes(_DIGEST_BYTES, "big")
