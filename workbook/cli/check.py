"""The command `check`: what is wrong with the plan, for people and for programs.

In: a standpoint, and which codes to tell of. Out: a report on standard output, and an exit code.
"""

from collections.abc import Iterable, Sequence

import click

from workbook.cli.checking import check_plan
from workbook.cli.completing import codes, revisions
from workbook.cli.options import Standpoint, format_option, said, standing

SELECT_HELP = "Tell only of these: WB301, WB3 for all of them, or a rule's name; several with commas."
SINCE_HELP = "Judge also the change since this revision or meeting, by the rules WB6."
GUARD_HELP = "Judge instead, as the guard of the shared repository would, main going from BASE to HEAD."
AS_HELP = "With --guard: the nation that would push; left out, workbook.nation."


@click.command("check")
@standing(at=True)
@format_option("text", "json", "sarif", "github")
@click.option("--select", multiple=True, metavar="CODES", shell_complete=codes, help=SELECT_HELP)
@click.option("--ignore", multiple=True, metavar="CODES", shell_complete=codes, help="Do not tell of these.")
@click.option("--since", metavar="REV", callback=said, shell_complete=revisions, help=SINCE_HELP)
@click.option("--guard", nargs=2, metavar="BASE HEAD", help=GUARD_HELP)
@click.option("--as", "nation", metavar="NATION", default="", help=AS_HELP)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too, but acknowledged ones.")
def command(
    standpoint: Standpoint,
    style: str,
    select: Sequence[str],
    ignore: Sequence[str],
    since: str | None,
    guard: tuple[str, str] | None,
    nation: str,
    strict: bool,
) -> int:
    """Check the whole plan and tell what is wrong with it.

    With `--since` also what is wrong with the change since then: who touched what, what was deleted, moved
    back or shown to more (`workbook explain WB6`). A commit speaks for the nation that it names; without one
    for yours if you wrote it, as does what is not committed.

    Exits with 0 where no errors are found, else with 1. Errors count even where acknowledged.
    """
    if guard is not None:
        from workbook.cli.check_guard import check_step

        return check_step(standpoint, *guard, nation=nation, style=style)
    if nation:
        raise click.UsageError("--as goes with --guard BASE HEAD.")
    return check_plan(
        standpoint.folder,
        today=standpoint.today,
        at=standpoint.at,
        style=style,
        select=_words(select),
        ignore=_words(ignore),
        since=since or "",
        strict=strict,
    )


def _words(options: Iterable[str]) -> tuple[str, ...]:
    """Take apart what stands in one option: `WB1,WB301`."""
    return tuple(word.strip() for option in options for word in option.split(",") if word.strip())
