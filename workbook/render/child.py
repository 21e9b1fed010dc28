"""Run something that cannot be trusted to end: in a process of its own, with bounds, one text back.

In: a function that gives a text. Out: its text, or how it ended. Time, memory, open files and the length of
the result are bounded; the process is gone when this returns. It knows no templates.
"""

import contextlib
import gc
import os
import select
import signal
import time
import warnings
from collections.abc import Callable
from enum import StrEnum

import msgspec

from workbook.errors import WorkbookError

DEADLINE_SECONDS = 15.0
PROCESSOR_SECONDS = 10
MEMORY_BYTES = 1 << 29
RESULT_BYTES = 1 << 23
_CHUNK = 1 << 16


class Ending(StrEnum):
    """How a child ended; each value is the first byte of what it sends, or none for those it cannot send."""

    DONE = "d"
    FAILED = "f"
    MEMORY = "m"
    TIME = "t"
    LENGTH = "l"


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How it ended; `text` is what it gave, or what failed."""

    ending: Ending
    text: str


class NoChildError(WorkbookError):
    """The system cannot start a process of this kind."""

    def __init__(self) -> None:
        super().__init__(
            "Papers are made in a process of their own, which this system does not offer: "
            "use Linux, macOS, or the Linux subsystem of Windows."
        )


def run_apart(work: Callable[[], str]) -> Result:
    """Run a function in a child process and give its text; an exception's text where it fails.

    Raises:
        NoChildError: the system knows no fork.
    """
    if not hasattr(os, "fork"):
        raise NoChildError
    reader, writer = os.pipe()
    child = _fork()
    if child == 0:
        _be_child(work, writer)
    os.close(writer)
    try:
        return _receive(reader)
    finally:
        os.close(reader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _fork() -> int:
    """Fork, also where other threads run, as behind a screen.

    Python 3.12 and later warn of that, because a lock that another thread held stays locked in the child.
    The child here takes none: it imports nothing, logs nothing and ends without cleaning up.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _receive(reader: int) -> Result:
    deadline = time.monotonic() + DEADLINE_SECONDS
    parts: list[bytes] = []
    length = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            return Result(ending=Ending.TIME, text="")
        part = os.read(reader, _CHUNK)
        if not part:
            break
        parts.append(part)
        length += len(part)
        if length > RESULT_BYTES:
            return Result(ending=Ending.LENGTH, text="")
    sent = b"".join(parts).decode(errors="replace")
    # A child that was ended by its bounds sends nothing: time is the only bound that ends without a word.
    return Result(ending=Ending(sent[0]), text=sent[1:]) if sent else Result(ending=Ending.TIME, text="")


def _be_child(work: Callable[[], str], writer: int) -> None:
    """Be the child: bound, work, send, and leave without running anything that the parent set up."""
    status = 1
    try:
        _bound(writer)
        _send(writer, _outcome(work))
        status = 0
    finally:
        os._exit(status)


def _outcome(work: Callable[[], str]) -> str:
    try:
        return Ending.DONE + work()
    except (MemoryError, OverflowError) as error:
        return Ending.MEMORY + str(error)
    except RecursionError:
        return Ending.FAILED + "nests too deeply, or calls itself without end"
    except Exception as error:
        return Ending.FAILED + str(error)


def _bound(writer: int) -> None:
    """Let go of everything inherited, and take on the bounds."""
    import resource

    gc.disable()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    os.closerange(3, writer)
    os.closerange(writer + 1, 1 << 20)
    limits = (
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_AS, _address_space() + MEMORY_BYTES),
    )
    for kind, wanted in limits:
        with contextlib.suppress(OSError, ValueError):
            hard = resource.getrlimit(kind)[1]
            bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(kind, (bound, bound))


def _address_space() -> int:
    """Give how much address space this process has already, in bytes; much, where the system hides it."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1 << 32


def _send(writer: int, text: str) -> None:
    content = text.encode(errors="replace")
    while content:
        content = content[os.write(writer, content) :]
