"""Papers for an audience: who it is for, which template it takes, and its text.

In: a plan, the name of a paper, and for whom. Out: the text. Everything goes through `release`, which alone
decides what the audience may see.
"""

from datetime import date
from pathlib import Path

from workbook.desk.gates import gate_of
from workbook.desk.identity import NATION, identity
from workbook.desk.opening import OpenPlan
from workbook.desk.saving import write_whole
from workbook.desk.since import EarlierState, change_since
from workbook.errors import WorkbookError
from workbook.model.display import clean
from workbook.records.workbook import Workbook
from workbook.release.audience import Audience, AudienceKind, parse_audience
from workbook.release.released import Released
from workbook.render.document import HTML_BEGINS
from workbook.render.paper import render_paper
from workbook.render.shipped import Form, TemplateSource, find_template, shipped_template, template_names

_LONGEST_PAPER = 1 << 24
_LONGEST_HEAD = 1 << 14
_HTML_HEAD = 6
_HTML_TELLING = ("<title>", '<meta name="description"')


class NoAudienceError(WorkbookError):
    """Nobody said for whom a paper is."""

    def __init__(self) -> None:
        super().__init__(
            "For whom is the paper? Say it with --for (public, members, a nation such as NOR), or set your "
            f"own nation with `git config {NATION} NOR`."
        )


class UnwritableError(WorkbookError):
    """A paper cannot be written where it should go."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be written ({reason}): choose another place for the paper.")


class OtherPaperThereError(WorkbookError):
    """A file that is another paper, or for other readers, stands where a paper should go."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is there already and is not this paper for these readers: give another place with "
            "--out, or overwrite it with --force."
        )


def paper(
    name: str,
    plan: OpenPlan,
    *,
    audience: str,
    meeting: str,
    today: date,
    form: Form = Form.MARKDOWN,
    workbook: Workbook | None = None,
    since: EarlierState | None = None,
) -> tuple[str, Released[Workbook]]:
    """Make a paper; give its text and what was released for it.

    `workbook` is the plan as it is after edits; left out, it is as it was opened. With `since` the paper also
    says what changed.

    Raises:
        WorkbookError: no such paper, meeting or audience, or the template cannot be used.
    """
    template = template_of(name, plan, form)
    current = workbook if workbook is not None else plan.workbook
    wanted = _audience(audience, plan, current)
    gate = gate_of(plan, current)
    released = gate.release(wanted)
    change = change_since(since, gate, wanted) if since is not None else None
    text = render_paper(name, released, meeting=meeting, today=today, template_source=template, since=change)
    # A template comes from a shared repository, and may hold what no record may: nothing hidden leaves here.
    return clean(text), released


def paper_file(name: str, meeting: str, audience: Audience, form: Form = Form.MARKDOWN) -> str:
    """Give the name of a paper's file, which tells which paper it is and for whom."""
    is_named = audience.kind not in (AudienceKind.PUBLIC, AudienceKind.MEMBERS)
    readers = "-".join(audience.nations) if is_named else audience.kind.value
    return "-".join(part for part in (name, meeting, "for", readers) if part) + f".{form}"


def write_paper(content: bytes, out: Path, name: str, *, label: str, force: bool = False) -> Path:
    """Write a paper to a file, or under its name into a folder; the old file or the new one stays whole.

    Only an earlier state of the same paper for the same readers gives way, unless `force` says so: a paper
    for more readers must not take the place, and with it the way, of one for fewer.

    Raises:
        OtherPaperThereError: another file stands there.
        UnwritableError: the system refuses.
    """
    path = out / name if out.is_dir() else out
    if not force and path.exists() and not _is_earlier(path, content.decode(), label):
        raise OtherPaperThereError(path)
    try:
        write_whole(path, content, is_lasting=False)
    except OSError as error:
        raise UnwritableError(path, error.strerror or str(error)) from error
    return path


def _is_earlier(path: Path, text: str, label: str) -> bool:
    """Say whether a file is this very text, or one that begins with the same title, meeting and readers."""
    if not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8") as file:
            there = file.read(_LONGEST_PAPER)
    except (OSError, UnicodeDecodeError):
        return False
    return there == text or (_head(there) == _head(text) and label in _head(text)[-1])


def _head(text: str) -> list[str]:
    """Give what tells a paper from others: its title, its meeting, its label with its readers.

    In Markdown its first lines; in HTML two lines of the frame, which no template writes.
    """
    lines = [line for line in text[:_LONGEST_HEAD].splitlines() if line.strip()]
    if lines[:1] == [HTML_BEGINS]:
        return [line for line in lines[:_HTML_HEAD] if line.startswith(_HTML_TELLING)] or [""]
    return lines[:3] or [""]


def _audience(audience: str, plan: OpenPlan, workbook: Workbook) -> Audience:
    """Read the audience; left out, it is the nation of whoever works here."""
    words = audience or _own_nation(plan.top)
    if not words:
        raise NoAudienceError
    return parse_audience(words, workbook.settings)


def _own_nation(top: Path) -> str:
    from workbook.desk.folders import own_repository

    repository = own_repository(top)
    return identity(repository).nation if repository else ""


def template_of(name: str, plan: OpenPlan, form: Form) -> TemplateSource:
    """Find a template: for a look back that of the commit, so that an old paper comes out as it did."""
    if plan.past is None:
        return find_template(name, plan.top, form)
    for file in template_names(name, form):
        path = f"templates/{file}"
        try:
            return TemplateSource(name=path, text=plan.past.read(path).decode(), form=form)
        except (OSError, UnicodeDecodeError):
            continue
    return shipped_template(form)
