"""The command `render`: a paper for one audience.

In: a standpoint, a paper, a meeting, an audience. Out: the paper on standard output, or in a file.
"""

from pathlib import Path

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import papers
from workbook.cli.options import Standpoint, format_option, standing
from workbook.cli.terminal import emit, note
from workbook.cli.unread import note_unread
from workbook.model.display import clean_line


@click.command("render")
@click.argument("paper", metavar="PAPER", shell_complete=papers)
@click.argument("meeting", metavar="[MEETING]", default="")
@click.option(
    "--for", "audience", metavar="AUDIENCE", default="",
    help="public, members, a nation like NOR, several like NOR,SWE; left out: your own (workbook.nation).",
)  # fmt: skip
@click.option("--out", metavar="FILE|DIR", help="Write it there, not to standard output.")
@click.option("--force", is_flag=True, help="Overwrite whatever stands at --out, also another paper.")
@standing(at=True)
@format_option("md", "html")
def command(
    standpoint: Standpoint, paper: str, meeting: str, audience: str, out: str | None, force: bool, style: str
) -> int:
    """Write a paper (agenda, brief, outcome) for one audience.

    It holds what every reader of that audience may see, and nothing else. MEETING is an id, as
    2022-09-28-brussels; left out, the meeting at hand.
    """
    return render_for(
        standpoint,
        name=paper,
        meeting=meeting,
        audience=audience,
        out=Path(out) if out else None,
        force=force,
        style=style,
    )


def render_for(
    standpoint: Standpoint,
    *,
    name: str,
    meeting: str,
    audience: str,
    out: Path | None,
    style: str,
    force: bool = False,
) -> int:
    """Render a paper, print or write it, and give the exit code."""
    from workbook.desk.opening import open_plan
    from workbook.desk.papers import paper, paper_file, write_paper
    from workbook.render.shipped import Form

    form = Form(style)
    plan = open_plan(standpoint.folder, at=standpoint.at)
    text, released = paper(name, plan, audience=audience, meeting=meeting, today=standpoint.today, form=form)
    note_unread(plan.workbook, at=standpoint.at)
    if out is None:
        emit(text)
        return CLEAN
    own_name = paper_file(name, meeting, released.audience, form)
    path = write_paper(text, out, own_name, label=released.label, force=force)
    note(f"Wrote {clean_line(str(path))}, {released.label}.")
    return CLEAN
