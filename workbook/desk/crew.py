"""Processes that write papers side by side: each takes the next task that waits, and reports of it.

In: tasks, and what is done for one. Out: a `Report` of each task, as it comes. Stopped or failing, all of
them end, each between two tasks. It knows no paper.
"""

import contextlib
import os
import select
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

import msgspec

from workbook.errors import WorkbookError

T = TypeVar("T")

_CHUNK = 1 << 16
_NUMBER_BYTES = 2
# So much of a report that a pipe takes the whole of it at once, beside those of others.
_LONGEST_TRACE = 3_000


class StoppedError(WorkbookError):
    """Somebody or something ended it early."""

    def __init__(self, written: int) -> None:
        papers = "1 paper is" if written == 1 else f"{written:,} papers are"
        super().__init__(f"Stopped: {papers} written whole, the others not at all.")


class FailedError(WorkbookError):
    """One of the processes could not go on."""


class BugInProcessError(Exception):
    """One of the processes met a bug; its trace is told, as that of this process leads nowhere."""

    def __init__(self, trace: str) -> None:
        super().__init__(f"in a process that wrote papers:\n{trace}")


class Report(msgspec.Struct, array_like=True):
    """What a process tells of one task: for whom, papers written, refused, why; or what ended it."""

    readers: str = ""
    written: int = 0
    refused: int = 0
    why: str = ""
    error: str = ""
    bug: str = ""


class Crew(Generic[T]):
    """Processes for tasks: `early` ones are done by one while all is prepared for the others.

    What is prepared reaches every process that starts later, as each is a copy of this one.
    """

    def __init__(self, work: Callable[[T], Report], prepare: Callable[[], None]) -> None:
        self._work = work
        self._prepare = prepare
        self._unread: dict[int, bytes] = {}
        self._children: list[int] = []

    def reports(self, early: Sequence[T], batches: Sequence[Sequence[T]], *, most: int) -> Iterator[Report]:
        """Do all tasks, in at most so many processes at a time; give a report of each as it comes.

        The system may end a process, for want of memory or at somebody's word: then some reports never come.

        Raises:
            WorkbookError: as the first process that could not go on says; the others are stopped.
            BugInProcessError: one of them met a bug.
        """
        if most < 2 or not hasattr(os, "fork"):
            yield from (self._work(task) for batch in (early, *batches) for task in batch)
            return
        first, waiting = _waiting(1), _waiting(len(batches))
        written = 0
        try:
            ahead = self._start([early], first)
            self._prepare()
            for _ in range(most - 1):
                self._start(batches, waiting)
            for report in self._told(ahead, lambda: self._start(batches, waiting)):
                if report.error:
                    raise FailedError(report.error)
                if report.bug:
                    raise BugInProcessError(report.bug)
                written += report.written
                yield report
        except KeyboardInterrupt:
            self._end()
            raise StoppedError(written + sum(report.written for report in self._unheard())) from None
        finally:
            self._end()
            for pipe in (first, waiting, *self._unread):
                os.close(pipe)

    def _start(self, batches: Sequence[Sequence[T]], waiting: int) -> int:
        """Start a process that does the tasks that wait; give the pipe it reports by."""
        reader, writer = os.pipe()
        child = os.fork()
        if child:
            os.close(writer)
            self._unread[reader] = b""
            self._children.append(child)
            return reader
        try:
            os.close(reader)
            self._be_child(batches, waiting, writer)
        finally:
            os._exit(0)
        raise AssertionError("the process ended before this line")

    def _be_child(self, batches: Sequence[Sequence[T]], waiting: int, writer: int) -> None:
        """Do task after task; asked to stop, end between two of them."""
        stopped: list[int] = []
        signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for task in _taken(batches, waiting):
            if stopped:
                return
            try:
                report = self._work(task)
            except WorkbookError as error:
                report = Report(error=str(error))
            except Exception as error:  # a fault here is told by the parent, which ends all of them
                report = Report(bug="".join(traceback.format_exception(error))[-_LONGEST_TRACE:])
            os.write(writer, msgspec.json.encode(report) + b"\n")
            if report.error or report.bug:
                return

    def _told(self, ahead: int, follow: Callable[[], int]) -> Iterator[Report]:
        """Give what the processes report, until all have ended; one follows that which was ahead."""
        open_readers = set(self._unread)
        while open_readers:
            for reader in select.select(sorted(open_readers), [], [])[0]:
                part = os.read(reader, _CHUNK)
                if not part:
                    open_readers.discard(reader)
                    if reader == ahead:
                        open_readers.add(follow())
                yield from self._heard(reader, part)

    def _heard(self, reader: int, part: bytes) -> Iterator[Report]:
        """Give the reports that end in what was read last from a pipe."""
        *lines, self._unread[reader] = (self._unread[reader] + part).split(b"\n")
        for line in lines:
            yield msgspec.json.decode(line, type=Report)

    def _unheard(self) -> Iterator[Report]:
        """Give what processes that have ended reported and nobody heard."""
        for reader in self._unread:
            while part := os.read(reader, _CHUNK):
                yield from self._heard(reader, part)

    def _end(self) -> None:
        """Let all processes end their tasks, and wait for them."""
        while self._children:
            child = self._children.pop()
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)


def _waiting(count: int) -> int:
    """Give a pipe of the numbers of batches that wait: a process takes the next as soon as it is free."""
    reader, writer = os.pipe()
    os.write(writer, b"".join(number.to_bytes(_NUMBER_BYTES) for number in range(count)))
    os.close(writer)
    return reader


def _taken(batches: Sequence[Sequence[T]], waiting: int) -> Iterator[T]:
    """Take batch after batch from those that wait."""
    while number := os.read(waiting, _NUMBER_BYTES):
        yield from batches[int.from_bytes(number)]
