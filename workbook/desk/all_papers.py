"""Every paper for everybody: each delegation, the members, the public, each in a folder of its own.

In: an open plan, a folder, the forms wanted. Out: files, and `Told`: how many. The plan is loaded and looked
at once; then a process on each core writes for some of the audiences. Stopped or failing, it leaves whole
papers only. A paper of one audience never lands in the folder of another.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from workbook.desk.crew import Crew, Report
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
# So many batches at least for each process, so that none is left alone with one at the end.
_BATCHES = 4
_REGISTER = "register"
# In so many parts the papers of an audience are written.
_PARTS = 2


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """How many papers were written for how many audiences; how many nobody can have, and why the first."""

    written: int
    audiences: int
    refused: int
    why: str


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


_Order = tuple[PaperKind, Form, Paper]


class _Task(NamedTuple):
    """Some papers of one audience."""

    audience: Audience
    kinds: Sequence[PaperKind]


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
            or something stopped it.
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
    reports: list[Report] = []
    parts: Counter[str] = Counter()
    with paused_collection():
        for report in _reports(job, audiences):
            reports.append(report)
            parts[report.readers] += 1
            progress(_whole(parts), len(audiences))
    if _whole(parts) < len(audiences):
        raise EndedError(len(audiences) - _whole(parts))
    return Told(
        written=sum(one.written for one in reports),
        audiences=len(audiences),
        refused=sum(one.refused for one in reports),
        why=next((one.why for one in reports if one.why), ""),
    )


def _whole(parts: Counter[str]) -> int:
    """Count the audiences that have all of their papers."""
    return sum(count == _PARTS for count in parts.values())


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


def _write_for(job: _Job, task: _Task) -> Report:
    """Write papers of one audience."""
    released = job.gate.release(task.audience)
    orders, refused = _orders(job, released, task.kinds)
    contents = fill_files([(job.templates[kind.name, form], view) for kind, form, view in orders])
    readers = folder_of(task.audience)
    if contents:
        _make_folder(job.out / readers)
    for (kind, form, _), content in zip(orders, contents, strict=True):
        _write(job, released, kind, form, content)
    return Report(readers, len(contents), len(refused) * len(job.forms), refused[0] if refused else "")


def _orders(
    job: _Job, released: Released[Workbook], kinds: Iterable[PaperKind]
) -> tuple[list[_Order], list[str]]:
    """Say what papers of one audience say, and why some cannot be had."""
    change = None
    if job.since is not None and job.earlier is not None:
        change = Since(day=job.since.day, change=job.gate.release_since(job.earlier, released.audience))
    orders: list[_Order] = []
    refused = []
    for kind in kinds:
        meeting = job.meeting if kind.of_meeting else ""
        try:
            view = paper_view(kind.name, released, meeting=meeting, today=job.today, since=change)
        except WorkbookError as error:
            refused.append(str(error))
            continue
        orders += [(kind, form, view) for form in job.forms]
    return orders, refused


def _parts(audience: Audience) -> tuple[_Task, _Task]:
    """Part the papers of an audience: the register, which shares nothing with the others, and these."""
    kinds = papers_for(audience)
    register = [kind for kind in kinds if kind.name == _REGISTER]
    return _Task(audience, register), _Task(audience, [kind for kind in kinds if kind not in register])


def _first(job: _Job, audiences: Sequence[Audience]) -> Audience:
    """Choose whose papers share most with those of others: the members together, else who sees most."""
    return max(audiences, key=lambda one: (one.kind is AudienceKind.MEMBERS, job.gate.reach(one)))


def _prepare(job: _Job, first: Audience) -> None:
    """Work out what most audiences share with one of them, before the processes part."""
    orders, _ = _orders(job, job.gate.release(first), _parts(first)[1].kinds)
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


def _reports(job: _Job, audiences: Sequence[Audience]) -> Iterator[Report]:
    """Write for all audiences, a process on each core; give reports of each audience as they come.

    The registers, which hold most of the text, are written while what the other papers share is prepared.

    Raises:
        WorkbookError: as the first process that could not go on says; the others are stopped.
        BugInProcessError: one of them met a bug.
    """
    count = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, len(audiences))
    first = _first(job, audiences)
    # All others are made of what is released to the first.
    job.gate.release(first)
    batches = job.gate.gathered(audiences, first, most=max(len(audiences) // (_BATCHES * count), 1))
    crew = Crew(partial(_write_for, job), partial(_prepare, job, first))
    yield from crew.reports(
        [_parts(one)[0] for batch in batches for one in batch],
        [[_parts(one)[1] for one in batch] for batch in batches],
        most=count,
    )
