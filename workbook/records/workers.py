"""Work in two processes, where two are at hand: parsing is what a first load waits for.

In: files, and a function that makes one encodable result of each; or any work. Out: what a second process
made of it. It is only help: whatever goes wrong there, the caller does the work itself.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from select import select
from typing import IO, TypeVar

import msgspec

# Below this a second process costs more than it saves.
FEWEST_FILES = 1_500
_SIZE = 8  # bytes in which the size of a result is told

Job = TypeVar("Job")
Result = TypeVar("Result")


class Helper:
    """A second process at work; `results` waits for what it makes.

    Leaving its `with` block ends it, whether or not anybody waited.
    """

    def __init__(self, process: int, file: IO[bytes], told: int) -> None:
        self._process = process
        self._file = file
        self._told = told
        self._is_running = True
        self._ends = [0]

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._file.close()
        os.close(self._told)

    def end(self) -> None:
        """Let it do nothing more; what it made by now can still be read."""
        if self._is_running:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._wait()

    def results(self, wanted: type[Result], work: int = 0) -> Result | None:
        """Give what the process made in one of its works, read as `wanted`; None where it failed."""
        while len(self._ends) < work + 2:
            if not self._hear():
                return None
        start, end = self._ends[work : work + 2]
        try:
            return msgspec.msgpack.decode(os.pread(self._file.fileno(), end - start, start), type=wanted)
        except (msgspec.DecodeError, OSError):
            return None

    def has_told(self, work: int = 0) -> bool:
        """Say whether it has told by now what it made in one of its works."""
        while len(self._ends) < work + 2:
            if not select([self._told], [], [], 0)[0] or not self._hear():
                return False
        return True

    def _hear(self) -> bool:
        """Wait for what it tells next; false where it tells no more."""
        size = os.read(self._told, _SIZE)
        if size:
            self._ends.append(self._ends[-1] + int.from_bytes(size, "big"))
        return bool(size)

    def is_done(self) -> bool:
        """Wait until it has ended, and say whether it did all of its work."""
        return self._wait() == 0

    def _wait(self) -> int:
        self._is_running = False
        try:
            _, status = os.waitpid(self._process, 0)
        except ChildProcessError:
            # Whoever started us takes no notice of children that end, so neither can we.
            return 1
        return status


def start_helper(jobs: Sequence[Job], work: Callable[[Sequence[Job]], Iterable[object]]) -> Helper | None:
    """Start a second process that does some jobs; None where none can be had or is worth it."""
    return start_process(lambda: list(work(jobs))) if len(jobs) >= FEWEST_FILES else None


def start_process(*works: Callable[[], object]) -> Helper | None:
    """Start a second process that does some works, one after another; None where none can be had.

    Each makes something encodable, and what it made is told before the next begins.
    """
    if not _can_fork():
        return None
    try:
        file = _passing_file()
    except OSError:
        return None
    told, tell = os.pipe()
    try:
        process = os.fork()
    except OSError:
        file.close()
        os.close(told)
        os.close(tell)
        return None
    if process:
        os.close(tell)
        return Helper(process, file, told)
    _finish(file, tell, works)
    raise AssertionError("the second process ended before this line")


def _finish(file: IO[bytes], tell: int, works: Sequence[Callable[[], object]]) -> None:
    """Do all works and end this process at once, without the parent's cleaning up."""
    status = 1
    try:
        for work in works:
            made = msgspec.msgpack.encode(work())
            file.write(made)
            file.flush()
            os.write(tell, len(made).to_bytes(_SIZE, "big"))
        status = 0
    finally:
        os._exit(status)


def _passing_file() -> IO[bytes]:
    """Open a file without a name; in memory where the system has such, as `tempfile` takes 5 ms to import."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("workbook"), "w+b")
    import tempfile

    return tempfile.TemporaryFile()


def _can_fork() -> bool:
    """Say whether a copy of this process is safe and useful: one thread, two processors."""
    return hasattr(os, "fork") and threading.active_count() == 1 and (os.cpu_count() or 1) > 1
