"""Writing files so that at any instant the old one or the new one is there, and whole.

In: a path and bytes. Out: the file. What a file holds is not known here.
"""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file: a temporary one beside it, brought to the disk, then put in its place.

    Raises:
        OSError: the system refuses; the old file is as it was.
    """
    temporary = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        with open(temporary, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
