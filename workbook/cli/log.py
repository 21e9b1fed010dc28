"""The command `log`: one record's life in words, or the plan's commits in words.

In: a word that names a record, or none. Out: text or JSON on standard output, the newest first.
"""

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import ids
from workbook.cli.lives import layers_of, tell_record
from workbook.cli.options import Standpoint, format_option, said, standing
from workbook.cli.terminal import emit, terminal

_DEFAULT_COMMITS = 20


@click.command("log")
@click.argument("ref", metavar="[REF]", default="", callback=said, shell_complete=ids)
@click.option(
    "--since",
    metavar="MEETING",
    callback=said,
    help="Tell what happened since a meeting, day, tag or commit.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"Tell at most N commits; without REF, {_DEFAULT_COMMITS} if left out.",
)
@standing(at=False)
@format_option("text", "json")
def command(standpoint: Standpoint, ref: str, since: str | None, most: int | None, style: str) -> int:
    """Tell the life of a record, newest first: who changed what, on whose behalf, when and why.

    Through its layers, its confirming and its end; a change that was taken back is told too. REF is an id or
    a path, also of a record that is gone. Without REF: the commits of the plan, in words.
    """
    if ref:
        return tell_record(standpoint.folder, ref=ref, since=since or "", most=most, style=style)
    return tell_plan(standpoint, since=since or "", most=most or _DEFAULT_COMMITS, style=style)


def tell_plan(standpoint: Standpoint, *, since: str, most: int, style: str) -> int:
    """Print the commits of the plan, and give the exit code."""
    from workbook.cli.log_forms import deeds_json, deeds_text
    from workbook.desk.folders import plan_folder
    from workbook.desk.telling.commits import plan_deeds

    deeds = plan_deeds(layers_of(plan_folder(standpoint.folder), since), most=most)
    emit(deeds_json(deeds) if style == "json" else deeds_text(deeds, terminal()))
    return CLEAN
