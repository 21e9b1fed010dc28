"""New files of a work tree, written beside the old ones before the first is put in its place.

In: paths and their bytes. Out: places where the new files lie; where an error is raised, all are taken away.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path

from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import LINK, PROGRAM, Entry

Place = Callable[[str], str]

_LONGEST_NAME = 255


@contextmanager
def new_places(repository: Repository) -> Iterator[Place]:
    """Give a function that says where a new file is written, before it is put in its place.

    A record is written beside the old one, under a name that `doctor` knows for what a killed process left:
    some disks take long to make a thousand files in one folder. All else is written aside. Where an error is
    raised, all of it is taken away.
    """
    top, written = repository.top, list[str]()
    is_folder = lru_cache(maxsize=None)(partial(_is_folder, os.path.realpath(top)))
    with _aside(repository) as folder:

        def place(path: str) -> str:
            above, _, name = path.rpartition("/")
            beside = f".{os.getpid()}-{name}.new"
            is_beside = name.endswith(".toml") and len(os.fsencode(beside)) <= _LONGEST_NAME
            is_beside = is_beside and is_folder(above)
            written.append(f"{top}/{above}/{beside}" if is_beside else f"{folder}/{len(written)}")
            return written[-1]

        try:
            yield place
        except BaseException:
            for file in written:
                with suppress(OSError):
                    os.unlink(file)
            raise


def _is_folder(top: str, folder: str) -> bool:
    """Say whether a folder is there, and no link on the way: one that is about to go leads elsewhere."""
    return os.path.isdir(f"{top}/{folder}") and os.path.realpath(f"{top}/{folder}") == f"{top}/{folder}"


@contextmanager
def _aside(repository: Repository) -> Iterator[Path]:
    """Make a folder for new files, on the disk of the work tree, and take it away at the end."""
    top, inner = repository.top, repository.head_folder
    where = inner if inner.stat().st_dev == top.stat().st_dev else top
    folder = where / f".workbook-new-{os.getpid()}-{threading.get_ident()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_new(file: str, entry: Entry, content: bytes) -> str:
    """Write a new file or link with the rights that its mode asks for."""
    if entry.mode == LINK:
        os.symlink(os.fsdecode(content), file)
        return file
    rights = 0o777 if entry.mode == PROGRAM else 0o666
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights)
    with open(descriptor, "wb") as stream:
        stream.write(content)
    return file
