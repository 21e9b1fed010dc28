"""Read many files in two processes, where two are at hand: parsing is what a first load waits for.

In: files, and a function that makes one encodable result of each. Out: the results of those a second
process read. It is only help: whatever goes wrong there, the caller reads the files itself.
"""

import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import IO, TypeVar

import msgspec

# Below this a second process costs more than it saves.
FEWEST_FILES = 1_500

Job = TypeVar("Job")
Result = TypeVar("Result")


class Helper:
    """A second process at work on some of the jobs; `results` waits for it."""

    def __init__(self, process: int, file: IO[bytes]) -> None:
        self._process = process
        self._file = file

    def results(self, wanted: type[Result]) -> Result | None:
        """Give what the process made, read as `wanted`; None where it failed."""
        try:
            _, status = os.waitpid(self._process, 0)
        except ChildProcessError:
            status = 1
        with self._file as file:
            if status != 0:
                return None
            file.seek(0)
            try:
                return msgspec.msgpack.decode(file.read(), type=wanted)
            except (msgspec.DecodeError, OSError):
                return None


def start_helper(jobs: Sequence[Job], work: Callable[[Sequence[Job]], Iterable[object]]) -> Helper | None:
    """Start a second process that does some jobs; None where none can be had or is worth it."""
    if len(jobs) < FEWEST_FILES or not _can_fork():
        return None
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by `results`, in another method
        process = os.fork()
    except OSError:
        return None
    if process:
        return Helper(process, file)
    _finish(file, jobs, work)
    raise AssertionError("the second process ended before this line")


def _finish(file: IO[bytes], jobs: Sequence[Job], work: Callable[[Sequence[Job]], Iterable[object]]) -> None:
    """Do the jobs and end this process at once, without the parent's cleaning up."""
    status = 1
    try:
        file.write(msgspec.msgpack.encode(list(work(jobs))))
        file.flush()
        status = 0
    finally:
        os._exit(status)


def _can_fork() -> bool:
    """Say whether a copy of this process is safe and useful: one thread, two processors."""
    return hasattr(os, "fork") and threading.active_count() == 1 and (os.cpu_count() or 1) > 1
