"""New files of a work tree, written beside the old ones before the first is put in its place.

In: paths and their bytes. Out: places where the new files lie; where an error is raised, all are taken away.
Some may be written before it is known whether they are wanted, by a second process: what is not taken then
is taken away.
"""

import os
import threading
from collections.abc import Callable, Container, Iterator, Mapping
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
    written = list[str]()
    beside = _Beside(repository.top, f".{os.getpid()}-")
    with _aside(repository) as folder:

        def place(path: str) -> str:
            written.append(beside.place(path) or f"{folder}/{len(written)}")
            return written[-1]

        try:
            yield place
        except BaseException:
            for file in written:
                with suppress(OSError):
                    os.unlink(file)
            raise


class WrittenAhead:
    """New files of records that are written beside the old ones before it is known whether they are taken.

    They are those of some entries, for which there is a place beside the old one; whoever made this clears
    away in the end what nobody took. Their names tell for which process they are. What becomes of a path may
    be told later, by `settle`.
    """

    def __init__(self, repository: Repository, entries: Mapping[str, Entry], process: int = 0) -> None:
        beside = _Beside(repository.top, f".{process or os.getpid()}-ahead-")
        places = ((path, entry, beside.place(path)) for path, entry in entries.items() if entry.is_file)
        self._places: dict[str, tuple[Entry | None, str]] = {
            path: (entry, place) for path, entry, place in places if place
        }

    def settle(self, entries: Mapping[str, Entry | None]) -> None:
        """Be told the entries at these paths, of which some may not be known or no file after all."""
        self._places = {
            path: (entry if (entry := entries.get(path)) and entry.is_file else None, place)
            for path, (_, place) in self._places.items()
        }

    def write(self, contents: Mapping[str, bytes]) -> None:
        """Write the files; in a second process, as a rule."""
        for path, (entry, place) in self._places.items():
            if entry is not None:
                write_new(place, entry, contents[path])

    def ready(self, wanted: Mapping[str, Entry | None]) -> Mapping[str, str]:
        """Give by path where the files lie that are wanted just so, once they are written."""
        return {
            path: place
            for path, (entry, place) in self._places.items()
            if entry is not None and wanted.get(path) == entry and os.path.isfile(place)
        }

    def taken(self, paths: Container[str]) -> None:
        """Be told which files were put in their places, so that nothing is left of them to clear away."""
        self._places = {path: found for path, found in self._places.items() if path not in paths}

    def clear(self) -> None:
        """Take away what nobody took."""
        for _, place in self._places.values():
            with suppress(OSError):
                os.unlink(place)


class _Beside:
    """Places for new files beside the old ones, under names that begin in one way."""

    def __init__(self, top: Path, start: str) -> None:
        self._top = top
        self._start = start
        self._is_folder = lru_cache(maxsize=None)(partial(_is_folder, os.path.realpath(top)))

    def place(self, path: str) -> str:
        """Give the place of a record's file, "" where there is none beside the old one."""
        above, _, name = path.rpartition("/")
        beside = f"{self._start}{name}.new"
        is_beside = name.endswith(".toml") and len(os.fsencode(beside)) <= _LONGEST_NAME
        return f"{self._top}/{above}/{beside}" if is_beside and self._is_folder(above) else ""


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
        with suppress(OSError):
            _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder that holds no folders; `shutil` takes long to import for it."""
    for file in os.scandir(folder):
        os.unlink(file.path)
    folder.rmdir()


def write_new(file: str, entry: Entry, content: bytes) -> str:
    """Write a new file or link with the rights that its mode asks for."""
    if entry.mode == LINK:
        os.symlink(os.fsdecode(content), file)
        return file
    rights = 0o777 if entry.mode == PROGRAM else 0o666
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)
    return file
