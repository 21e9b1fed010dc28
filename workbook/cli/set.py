"""The command `set`: change fields of a record.

In: a standpoint, a record, and `FIELD=VALUE` words. Out: what it changes and means, and one commit.
"""

from collections.abc import Sequence

import click

from workbook.cli.completing import ids
from workbook.cli.options import Standpoint, said, saving_options, standing
from workbook.cli.setting import set_words


@click.command("set")
@click.argument("ref", metavar="REF", shell_complete=ids)
@click.argument("words", metavar="FIELD=VALUE...", nargs=-1, required=True)
@click.option(
    "--reason", metavar="TEXT", callback=said, help="Why; keeps what the fields said before in `amended`."
)
@saving_options
@standing(at=False)
def command(
    standpoint: Standpoint, ref: str, words: Sequence[str], reason: str | None, dry_run: bool, no_commit: bool
) -> int:
    """Change fields of a record: quantity=20..30, value="1.5m EUR", lots.a.by=2023-Q1, tags+=winter.

    A value is TOML or plain words; `FIELD=` takes the field away, `+=` adds to a list, `-=` takes out of it.
    The findings that the change brings and mends are shown; errors in the record stop it.
    """
    return set_words(
        standpoint.folder,
        today=standpoint.today,
        ref=ref,
        words=words,
        reason=reason or "",
        dry_run=dry_run,
        no_commit=no_commit,
    )
