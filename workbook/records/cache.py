"""A folder of small caches: checksummed files that are trusted whole or not at all.

What is damaged, foreign or of another version counts as absent; what cannot be written is not kept, in
silence. The caches are a convenience, never a source of truth. What lies in them is up to their users.
"""

import contextlib
import os
import tempfile
from hashlib import blake2b
from pathlib import Path

from workbook import __version__

_MAGIC = b"workbook cache 1 " + __version__.encode() + b"\n"
_DIGEST_BYTES = 16


class CacheFolder:
    """A folder of checksummed files; every failure reads as "not there" and writes as "not kept"."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """Give what was written under that name by this version of the program, or None."""
        if self._folder is None:
            return None
        try:
            content = (self._folder / name).read_bytes()
        except OSError:
            return None
        head, payload = content[: len(_MAGIC) + _DIGEST_BYTES], content[len(_MAGIC) + _DIGEST_BYTES :]
        return payload if head == _MAGIC + _digest(payload) else None

    def write(self, name: str, payload: bytes) -> None:
        """Keep a payload under that name: the old file or the new one, whatever happens."""
        if self._folder is None:
            return
        temporary = ""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC + _digest(payload) + payload)
            os.replace(temporary, self._folder / name)
        except OSError:
            if temporary:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)


def _digest(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_DIGEST_BYTES).digest()
