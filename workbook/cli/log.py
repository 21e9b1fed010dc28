"""The command `log`: one record's life in words, or the plan's commits in words.

In: a word that names a record, or none. Out: text or JSON on standard output, the newest first.
"""

from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import ids
from workbook.cli.options import Standpoint, format_option, said, standing
from workbook.cli.terminal import emit, terminal

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.desk.telling.lives import LayerHistory

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
        return tell_record(standpoint, ref=ref, since=since or "", most=most, style=style)
    return tell_plan(standpoint, since=since or "", most=most or _DEFAULT_COMMITS, style=style)


def tell_record(standpoint: Standpoint, *, ref: str, since: str, most: int | None, style: str) -> int:
    """Print the life of a record, and give the exit code."""
    from workbook.desk.folders import plan_folder
    from workbook.desk.telling.ahead import touches_ahead
    from workbook.desk.telling.lives import life_of

    top = plan_folder(standpoint.folder)
    layers = _layers(top, since)
    found = life_of(ref, layers, top=top)
    with touches_ahead(found, layers) as touches:
        from workbook.cli.log_forms import life_json, life_text
        from workbook.desk.telling.records import events_in

        events = events_in(layers, touches)[:most]
    emit(life_json(found, events) if style == "json" else life_text(found, events, terminal()))
    return CLEAN


def tell_plan(standpoint: Standpoint, *, since: str, most: int, style: str) -> int:
    """Print the commits of the plan, and give the exit code."""
    from workbook.cli.log_forms import deeds_json, deeds_text
    from workbook.desk.folders import plan_folder
    from workbook.desk.telling.commits import plan_deeds

    deeds = plan_deeds(_layers(plan_folder(standpoint.folder), since), most=most)
    emit(deeds_json(deeds) if style == "json" else deeds_text(deeds, terminal()))
    return CLEAN


def _layers(top: "Path", since: str) -> "list[LayerHistory]":
    from workbook.desk.telling.lives import histories

    if not since:
        return histories(top)
    from workbook.desk.telling.versions import revision_of
    from workbook.vcs.plumbing import Repository

    return histories(top, since=revision_of(Repository.find(top), since))
