"""Every paper for everybody: each delegation, the members, the public, each in a folder of its own.

In: an open plan, a folder, the forms wanted. Out: files, and `Told`: how many. The plan is loaded and looked
at once; then a process on each core writes for some of the audiences. Stopped or failing, it leaves whole
papers only. A paper of one audience never lands in the folder of another.
"""

import contextlib
import os
import select
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from workbook.desk.gates import gate_of
from workbook.desk.opening import OpenPlan
from workbook.desk.papers import UnwritableError, paper_file, template_of, write_paper
from workbook.desk.since import EarlierState
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.model.number import shown
from workbook.records.collection import paused_collection
from workbook.records.settings import Settings
from workbook.records.workbook import Workbook
from workbook.release.audience import Audience, AudienceKind, parse_audience
from workbook.release.released import Gate, Released
from workbook.render.catalogue import PAPERS, PaperKind, papers_for
from workbook.render.page import Paper
from workbook.render.paper import fill_files, paper_view
from workbook.render.shipped import Form, TemplateSource
from workbook.render.since import Since

Progress = Callable[[int, int], None]
_CHUNK = 1 << 16
_NUMBER_BYTES = 2
# So many batches at least for each process, so that none is left alone with one at the end.
_BATCHES = 4
# So much of a report that a pipe takes the whole of it at once, beside those of others.
_LONGEST_TRACE = 3_000


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """How many papers were written for how many audiences; how many nobody can have, and why the first."""

    written: int
    audiences: int
    refused: int
    why: str


class StoppedError(WorkbookError):
    """Somebody or something ended it early."""

    def __init__(self, written: int) -> None:
        super().__init__(f"Stopped: {written:,} papers are written whole, the others not at all.")


class FailedError(WorkbookError):
    """One of the processes could not go on."""


class BugInProcessError(Exception):
    """One of the processes met a bug; its trace is told, as that of this process leads nowhere."""

    def __init__(self, trace: str) -> None:
        super().__init__(f"in a process that wrote papers:\n{trace}")


class EndedError(WorkbookError):
    """A process was ended from outside, and some audiences have no papers."""

    def __init__(self, audiences: int) -> None:
        without = "1 audience has" if audiences == 1 else f"{audiences:,} audiences have"
        super().__init__(
            f"A process that wrote papers was ended by the system: {without} none or not all; close other "
            "programs, and write them again."
        )


class NoSuchMeetingError(WorkbookError):
    """No audience could have papers of a meeting that is not in the plan."""

    def __init__(self, meeting: str, known: Sequence[str]) -> None:
        advice = f"name one of {', '.join(known)}" if known else "make one with `workbook new meeting`"
        super().__init__(
            f"{shown(meeting)} is no meeting of this plan: {advice}, or none for the meeting at hand."
        )


class _Report(msgspec.Struct, array_like=True):
    """What a process tells of one audience: papers written, refused, why; or what ended it, error or bug."""

    written: int = 0
    refused: int = 0
    why: str = ""
    error: str = ""
    bug: str = ""


_Order = tuple[PaperKind, Form, Paper]


class _Job(msgspec.Struct, frozen=True):
    """What all processes share."""

    gate: Gate
    earlier: Gate | None
    since: EarlierState | None
    templates: dict[tuple[str, Form], TemplateSource]
    forms: Sequence[Form]
    meeting: str
    today: date
    out: Path
    force: bool


def write_all(
    plan: OpenPlan,
    out: Path,
    *,
    meeting: str,
    today: date,
    forms: Sequence[Form],
    since: EarlierState | None = None,
    force: bool = False,
    wanted: Sequence[str] = (),
    progress: Progress,
) -> Told:
    """Write every paper below a folder: for everybody, or for the audiences that are wanted.

    Raises:
        WorkbookError: there is no such meeting, a file cannot be written, a template is wrong, or somebody
            stopped it.
    """
    if not wanted:
        # To one audience it is only said which meetings are released to it.
        _check_meeting(plan.workbook, meeting)
    settings = plan.workbook.settings
    named = dict.fromkeys(parse_audience(word, settings) for word in wanted)
    audiences = list(named) or everybody(settings)
    job = _Job(
        gate=gate_of(plan, plan.workbook),
        earlier=Gate(since.workbook) if since is not None else None,
        since=since,
        templates={(one.name, form): template_of(one.name, plan, form) for one in PAPERS for form in forms},
        forms=forms,
        meeting=meeting,
        today=today,
        out=out,
        force=force,
    )
    reports: list[_Report] = []
    with paused_collection():
        for report in _in_processes(job, audiences):
            reports.append(report)
            progress(len(reports), len(audiences))
    return Told(
        written=sum(one.written for one in reports),
        audiences=len(audiences),
        refused=sum(one.refused for one in reports),
        why=next((one.why for one in reports if one.why), ""),
    )


def everybody(settings: Settings) -> Sequence[Audience]:
    """List each member nation, the members together, and the public."""
    nations = sorted(settings.members) or sorted(settings.nations)
    words = [*nations, *(["members"] if settings.members else []), "public"]
    return [parse_audience(word, settings) for word in words]


def folder_of(audience: Audience) -> str:
    """Name the folder of an audience: its nations' codes, `members` or `public`."""
    is_named = audience.kind in (AudienceKind.NATION, AudienceKind.NATIONS)
    return "-".join(audience.nations) if is_named else audience.kind.value


def _check_meeting(workbook: Workbook, meeting: str) -> None:
    """Refuse what names no meeting, before anything is written."""
    known = sorted(record.id for record in workbook.of_kind(Kind.MEETING))
    if meeting and meeting not in known:
        raise NoSuchMeetingError(meeting, known)


def _write_for(job: _Job, audience: Audience) -> _Report:
    """Write all papers of one audience."""
    released = job.gate.release(audience)
    orders, refused = _orders(job, released)
    contents = fill_files([(job.templates[kind.name, form], view) for kind, form, view in orders])
    if contents:
        _make_folder(job.out / folder_of(audience))
    for (kind, form, _), content in zip(orders, contents, strict=True):
        _write(job, released, kind, form, content)
    return _Report(len(contents), len(refused) * len(job.forms), refused[0] if refused else "")


def _orders(job: _Job, released: Released[Workbook]) -> tuple[list[_Order], list[str]]:
    """Say what the papers of one audience say, and why some cannot be had."""
    change = None
    if job.since is not None and job.earlier is not None:
        change = Since(day=job.since.day, change=job.gate.release_since(job.earlier, released.audience))
    orders: list[_Order] = []
    refused = []
    for kind in papers_for(released.audience):
        meeting = job.meeting if kind.of_meeting else ""
        try:
            view = paper_view(kind.name, released, meeting=meeting, today=job.today, since=change)
        except WorkbookError as error:
            refused.append(str(error))
            continue
        orders += [(kind, form, view) for form in job.forms]
    return orders, refused


def _first(job: _Job, audiences: Sequence[Audience]) -> Audience:
    """Choose whose papers share most with those of others: the members together, else who sees most."""
    return max(audiences, key=lambda one: (one.kind is AudienceKind.MEMBERS, job.gate.reach(one)))


def _prepare(job: _Job, first: Audience) -> None:
    """Work out what most audiences share with one of them, before the processes part."""
    orders, _ = _orders(job, job.gate.release(first))
    found = ((job.templates[kind.name, form], view) for kind, form, view in orders)
    # A plan's own template may be slow or wrong, and leaves nothing behind that others could use.
    fill_files([(template, view) for template, view in found if template.is_shipped])


def _make_folder(folder: Path) -> None:
    # Through a link, what is for few would land where many read.
    if folder.is_symlink():
        raise UnwritableError(folder, "it is a link")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableError(folder, error.strerror or str(error)) from error


def _write(job: _Job, released: Released[object], kind: PaperKind, form: Form, content: bytes) -> None:
    name = paper_file(kind.name, job.meeting if kind.of_meeting else "", released.audience, form)
    path = job.out / folder_of(released.audience) / name
    # Into a folder it would go under its own name, and where that is a link, to wherever it leads.
    if path.is_dir():
        raise UnwritableError(path, "a folder is there")
    write_paper(content, path, name, label=released.label, force=job.force)


def _in_processes(job: _Job, audiences: Sequence[Audience]) -> Iterator[_Report]:
    """Write for all audiences, a process on each core; give a report of each audience as it comes.

    Raises:
        WorkbookError: as the first process that could not go on says; the others are stopped.
        BugInProcessError: one of them met a bug.
    """
    count = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, len(audiences))
    if count < 2 or not hasattr(os, "fork"):
        yield from (_write_for(job, audience) for audience in audiences)
        return
    readers: dict[int, bytes] = {}
    children: list[int] = []
    written = 0
    first = _first(job, audiences)
    batches = job.gate.gathered(audiences, first, most=max(len(audiences) // (_BATCHES * count), 1))
    waiting = _waiting(len(batches))
    try:
        _prepare(job, first)
        for _ in range(count):
            reader, child = _start(job, batches, waiting)
            readers[reader] = b""
            children.append(child)
        done = 0
        for report in _reports(readers):
            if report.error:
                raise FailedError(report.error)
            if report.bug:
                raise BugInProcessError(report.bug)
            written += report.written
            done += 1
            yield report
        if done < len(audiences):
            # The system may end a process, for want of memory or at somebody's word.
            raise EndedError(len(audiences) - done)
    except KeyboardInterrupt:
        raise StoppedError(written) from None
    finally:
        os.close(waiting)
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)
        for reader in readers:
            os.close(reader)


def _waiting(count: int) -> int:
    """Give a pipe of the numbers of batches that wait: a process takes the next as soon as it is free."""
    reader, writer = os.pipe()
    os.write(writer, b"".join(number.to_bytes(_NUMBER_BYTES) for number in range(count)))
    os.close(writer)
    return reader


def _start(job: _Job, batches: Sequence[Sequence[Audience]], waiting: int) -> tuple[int, int]:
    """Start a process that writes for audiences that wait; give the pipe it reports by, and its number."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return reader, child
    try:
        os.close(reader)
        _be_child(job, batches, waiting, writer)
    finally:
        os._exit(0)
    raise AssertionError("the process ended before this line")


def _be_child(job: _Job, batches: Sequence[Sequence[Audience]], waiting: int, writer: int) -> None:
    """Write paper after paper; asked to stop, end between two audiences."""
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for audience in _taken(batches, waiting):
        if stopped:
            return
        try:
            report = _write_for(job, audience)
        except WorkbookError as error:
            report = _Report(error=str(error))
        except Exception as error:  # a fault here is told by the parent, which ends all of them
            report = _Report(bug="".join(traceback.format_exception(error))[-_LONGEST_TRACE:])
        os.write(writer, msgspec.json.encode(report) + b"\n")
        if report.error or report.bug:
            return


def _taken(batches: Sequence[Sequence[Audience]], waiting: int) -> Iterator[Audience]:
    """Take batch after batch from those that wait."""
    while number := os.read(waiting, _NUMBER_BYTES):
        yield from batches[int.from_bytes(number)]


def _reports(readers: dict[int, bytes]) -> Iterator[_Report]:
    """Give what the processes report, line by line, until all have ended."""
    open_readers = set(readers)
    while open_readers:
        for reader in select.select(sorted(open_readers), [], [])[0]:
            part = os.read(reader, _CHUNK)
            if not part:
                open_readers.discard(reader)
            *lines, readers[reader] = (readers[reader] + part).split(b"\n")
            for line in lines:
                yield msgspec.json.decode(line, type=_Report)
