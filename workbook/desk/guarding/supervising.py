"""Work on what strangers sent, in a process of its own that can neither take long nor much memory.

In: the work, and what it may take. Out: its `Refusal`s; one more where it did not come to an end, however it
ended. Nothing that happens there passes for a yes.
"""

import os
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import msgspec

from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.server_file import Limits
from workbook.errors import WorkbookError

FAULT = "last-fault.txt"
NOT_JUDGED = "not-judged"
_CHUNK = 1 << 16
_LONGEST_ANSWER = 1 << 22
_ANSWERED = 0


def judged_within(limits: Limits, work: Callable[[], Sequence[Refusal]], folder: Path) -> Sequence[Refusal]:
    """Do the work in a child of this process and give what it refuses.

    The trace of a bug is left in `folder`, for the keeper of the server.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _work(limits, work, writing, folder)
    os.close(writing)
    try:
        answer = _read(reading, time.monotonic() + limits.seconds)
    finally:
        os.close(reading)
        # Whatever git or second process the child has started is in its group.
        for kill, target in ((os.killpg, child), (os.kill, child)):
            with suppress(ProcessLookupError, PermissionError):
                kill(target, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if answer is None:
        return [_no_verdict(f"took longer than the {limits.seconds:,} seconds that it may")]
    try:
        return msgspec.msgpack.decode(answer, type=list[Refusal])
    except msgspec.DecodeError:
        return [_no_verdict(_cause(status, limits))]


def _work(limits: Limits, work: Callable[[], Sequence[Refusal]], writing: int, folder: Path) -> NoReturn:
    try:
        os.setpgid(0, 0)
        _bound(limits)
        found = _refusals(work, folder)
        with os.fdopen(writing, "wb") as file:
            file.write(msgspec.msgpack.encode(list(found)))
    finally:
        # Nothing of the parent is ended twice: no handler at exit, no buffer.
        os._exit(_ANSWERED)


def _refusals(work: Callable[[], Sequence[Refusal]], folder: Path) -> Sequence[Refusal]:
    try:
        return work()
    except WorkbookError as error:
        return [Refusal(ref="", rule=NOT_JUDGED, message=str(error))]
    except MemoryError:
        return [_no_verdict("needed more memory than it may")]
    except Exception as error:
        with suppress(OSError):
            (folder / FAULT).write_text(traceback.format_exc(), encoding="utf-8", errors="backslashreplace")
        where = f"the keeper of the server finds the trace in {folder.name}/{FAULT}"
        return [_no_verdict(f"failed ({type(error).__name__}; {where})")]


def _bound(limits: Limits) -> None:
    memory = limits.memory_mib << 20
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def _read(reading: int, until: float) -> bytes | None:
    """Read all that the child says; None where it does not end in time."""
    said = b""
    while (left := until - time.monotonic()) > 0 and len(said) < _LONGEST_ANSWER:
        if select.select([reading], [], [], left)[0]:
            chunk = os.read(reading, _CHUNK)
            if not chunk:
                return said
            said += chunk
    return None


def _cause(status: int, limits: Limits) -> str:
    """Say how a child ended that said nothing."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return f"was ended, as by its bound of {limits.cpu_seconds:,} seconds of computing"
    return "ended without a word"


def _no_verdict(what: str) -> Refusal:
    words = f"The guard {what}, so nothing is taken in; push less at once, or ask the keeper of the server."
    return Refusal(ref="", rule=NOT_JUDGED, message=words)
