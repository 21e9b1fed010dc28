"""The command `render`: a paper for one audience, or all papers for everybody.

In: a standpoint, a paper, a meeting, an audience. Out: the paper on standard output, or in a file; with
`--all` every paper for each delegation, the members and the public, in a folder of each audience.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import audiences, papers, revisions
from workbook.cli.options import Standpoint, said, standing
from workbook.cli.terminal import emit, note
from workbook.cli.unread import note_unread
from workbook.model.display import clean_line
from workbook.render.catalogue import PAPERS

if TYPE_CHECKING:
    from workbook.desk.all_papers import Told
    from workbook.desk.opening import OpenPlan
    from workbook.desk.since import EarlierState

FORMS = ("md", "html")
_OTHER_DOCUMENTS = (".pdf", ".docx", ".doc", ".odt", ".rtf")


class _Forms(click.ParamType[tuple[str, ...]]):
    """One form or several, as `md,html`."""

    name = "forms"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        words = tuple(dict.fromkeys(word for word in value.replace(",", " ").split()))
        for word in words:
            if word not in FORMS:
                self.fail(f"{word!r} is no form of a paper: write {' or '.join(FORMS)}.", param, ctx)
        return words or self.fail(f"no form is named: write {' or '.join(FORMS)}.", param, ctx)


def _help() -> str:
    """List the papers there are, each on a line."""
    width = max(len(kind.name) for kind in PAPERS)
    listed = "\n".join(f"  {kind.name:{width}}  {kind.told}" for kind in PAPERS)
    return (
        "Write a paper for one audience.\n\nIt holds what every reader of that audience may see, and nothing "
        "else. MEETING is an id, as 2022-09-28-brussels; left out, the meeting at hand. With --since it also "
        "says what changed since a branch, a tag, a commit, a day, or a meeting.\n\n"
        "With --all, every paper is written for each delegation, for the members and for the public, each "
        "into a folder of its own below --out; with --for as well, those of each audience that is named. "
        f"The papers are:\n\n\b\n{listed}"
    )


@click.command("render", help=_help())
@click.argument("paper", metavar="[PAPER]", default="", callback=said, shell_complete=papers)
@click.argument("meeting", metavar="[MEETING]", default="", callback=said)
@click.option(
    "--for", "wanted", metavar="AUDIENCE", multiple=True, callback=said, shell_complete=audiences,
    help="public, members, a nation like NOR, several like NOR,SWE; left out: your own (workbook.nation).",
)  # fmt: skip
@click.option(
    "--all", "is_all", is_flag=True, help="Write every paper, for everybody or each --for, into --out."
)
@click.option(
    "--since",
    metavar="REV",
    default="",
    callback=said,
    shell_complete=revisions,
    help="Also say what changed since that state.",
)
@click.option("--out", metavar="FILE|DIR", help="Write it there, not to standard output.")
@click.option("--force", is_flag=True, help="Overwrite whatever stands at --out, also another paper.")
@click.option(
    "--format", "forms", type=_Forms(),
    help="md or html; with --all also both, as md,html; left out: html where FILE ends with .html, else md.",
)  # fmt: skip
@standing(at=True)
def command(
    standpoint: Standpoint,
    paper: str,
    meeting: str,
    wanted: Sequence[str],
    is_all: bool,
    since: str,
    out: str | None,
    force: bool,
    forms: Sequence[str] | None,
) -> int:
    """Take the options of the command line."""
    folder = Path(out) if out else None
    forms = forms or (_form_of(folder) if folder is not None and not is_all else "md",)
    if is_all:
        if meeting or folder is None:
            raise click.UsageError("--all takes --out DIR and at most a MEETING: it writes every paper.")
        return render_all(
            standpoint, meeting=paper, wanted=wanted, out=folder, forms=forms, since=since, force=force
        )
    if not paper:
        raise click.UsageError("Name a paper, or write them all with --all --out DIR.")
    if len(forms) > 1:
        raise click.UsageError("One paper has one form: name several forms only with --all.")
    if len(wanted) > 1:
        raise click.UsageError("One paper is for one audience: give --for several times only with --all.")
    return render_for(
        standpoint,
        name=paper,
        meeting=meeting,
        audience=wanted[0] if wanted else "",
        out=folder,
        force=force,
        style=forms[0],
        since=since,
    )


def _form_of(file: Path) -> str:
    """Give the form in which a file of that name is written."""
    if file.suffix.lower() in _OTHER_DOCUMENTS:
        raise click.UsageError(
            f"A paper is not written as {file.suffix}, but as Markdown (.md) or as a page (.html), which a "
            "browser prints or saves as PDF."
        )
    return "html" if file.suffix.lower() in (".html", ".htm") else "md"


def render_for(
    standpoint: Standpoint,
    *,
    name: str,
    meeting: str,
    audience: str,
    out: Path | None,
    style: str,
    force: bool = False,
    since: str = "",
) -> int:
    """Render a paper, print or write it, and give the exit code."""
    plan = _opened(standpoint)
    from workbook.desk.papers import paper, paper_file, write_paper
    from workbook.records.collection import paused_collection
    from workbook.render.shipped import Form

    form = Form(style)
    with paused_collection():
        text, released = paper(
            name,
            plan,
            audience=audience,
            meeting=meeting,
            today=standpoint.today,
            form=form,
            since=_earlier(standpoint, plan, since),
        )
    note_unread(plan.workbook, at=standpoint.at)
    if out is None:
        emit(text)
        return CLEAN
    own_name = paper_file(name, meeting, released.audience, form)
    path = write_paper(text.encode(), out, own_name, label=released.label, force=force)
    note(f"Wrote {clean_line(str(path))}, {released.label}.")
    return CLEAN


def render_all(
    standpoint: Standpoint,
    *,
    meeting: str,
    wanted: Sequence[str],
    out: Path,
    forms: Sequence[str],
    since: str,
    force: bool,
) -> int:
    """Render every paper for everybody, or for some audiences, and give the exit code."""
    plan = _opened(standpoint)
    from workbook.desk.all_papers import write_all
    from workbook.render.shipped import Form

    counter = _Counter()
    told = write_all(
        plan,
        out,
        meeting=meeting,
        today=standpoint.today,
        forms=[Form(form) for form in forms],
        since=_earlier(standpoint, plan, since),
        force=force,
        wanted=wanted,
        progress=counter.show,
    )
    counter.end()
    note_unread(plan.workbook, at=standpoint.at)
    note(_told(told, out))
    return CLEAN


def _opened(standpoint: Standpoint) -> "OpenPlan":
    """Open the plan; its files are listed while what a paper needs is imported."""
    from workbook.desk.opening import listing_files, open_plan

    if standpoint.at:
        return open_plan(standpoint.folder, at=standpoint.at)
    with listing_files(standpoint.folder) as listing:
        import workbook.desk.papers
        import workbook.render.sandbox  # noqa: F401  # all that is needed of it later

        return open_plan(standpoint.folder, listing=listing)


def _earlier(standpoint: Standpoint, plan: "OpenPlan", since: str) -> "EarlierState | None":
    if not since:
        return None
    from workbook.desk.since import earlier_state

    return earlier_state(plan.top, since, at=standpoint.at, today=standpoint.today)


class _Counter:
    """One line on standard error that counts, rewritten in place on a terminal; elsewhere there is none."""

    def __init__(self) -> None:
        import sys

        self._file = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None
        self._shown = False

    def show(self, written: int, of: int) -> None:
        """Show how many of the audiences are done."""
        if self._file is not None:
            self._file.write(f"\rWriting papers: {written} of {of} audiences")
            self._file.flush()
            self._shown = True

    def end(self) -> None:
        """Leave the line."""
        if self._file is not None and self._shown:
            self._file.write("\n")


def _told(told: "Told", out: Path) -> str:
    """Say how many papers were written, and how many nobody in their audience can have."""
    papers = "1 paper" if told.written == 1 else f"{told.written:,} papers"
    audiences = "1 audience" if told.audiences == 1 else f"{told.audiences:,} audiences"
    text = f"Wrote {papers} for {audiences} to {clean_line(str(out))}."
    if told.refused:
        were = "1 was" if told.refused == 1 else f"{told.refused:,} were"
        text += f" {were} left out: {clean_line(told.why)}"
    return text
