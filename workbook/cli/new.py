"""The command `new`: write a new record.

In: a standpoint, a kind, and `FIELD=VALUE` words. Out: the record's id, what it means, and one commit.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workbook.cli.completing import kinds
from workbook.cli.editing import carry_out
from workbook.cli.options import Standpoint, saving_options, standing

if TYPE_CHECKING:
    from workbook.desk.editing.edits import Standing


@click.command("new")
@click.argument("kind", metavar="KIND", shell_complete=kinds)
@click.argument("words", metavar="[FIELD=VALUE...]", nargs=-1)
@click.option("--on-behalf", metavar="NATION", help="Note it for a nation that has not written itself.")
@click.option("--meeting", metavar="ID", help="The meeting it lies in: agenda, decisions, actions.")
@click.option("--layer", metavar="NAME", help="The layer to write it into; left out: the shared one.")
@click.option("--id", "name", metavar="NAME", help="The name of an item, supplier or meeting, as 155mm-he.")
@saving_options
@standing(at=False)
def command(
    standpoint: Standpoint,
    kind: str,
    words: Sequence[str],
    on_behalf: str | None,
    meeting: str | None,
    layer: str | None,
    name: str | None,
    dry_run: bool,
    no_commit: bool,
) -> int:
    """Write a new record: `new request title="155 mm shells" item=155mm-he quantity="about 4000"`.

    Its id is drawn at random and never used again. Fields are written as for `set`, and `explain KIND` lists
    them.
    """
    from workbook.desk.editing.edits import Standing

    where = Standing(
        on_behalf=(on_behalf or "").upper(), meeting=meeting or "", layer=layer or "", name=name or ""
    )
    return write_record(standpoint, kind=kind, words=words, where=where, dry_run=dry_run, no_commit=no_commit)


def write_record(
    standpoint: Standpoint,
    *,
    kind: str,
    words: Sequence[str],
    where: "Standing",
    dry_run: bool,
    no_commit: bool,
) -> int:
    """Write a new record and give the exit code."""
    from secrets import choice

    from workbook.desk.editing.edits import new_record
    from workbook.desk.kinds import kind_of
    from workbook.desk.session import Session
    from workbook.model.kind import LETTERS

    session = Session.open(standpoint.folder, today=standpoint.today)
    wanted = kind_of(kind)
    files = new_record(session, wanted, words, where=where, choose=choice)
    is_drawn = wanted in LETTERS and not where.name
    return carry_out(session, files, dry_run=dry_run, no_commit=no_commit, has_drawn_id=is_drawn)
