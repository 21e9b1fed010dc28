"""The command `guard`: what git runs on the server of a shared repository for each push.

In: the lines that git gives a hook. Out: what `hook` makes of them. For the keeper of the server it says what
of the guard is missing, and puts that in place.
"""

from pathlib import Path

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.hook import HOOKS, RECEIVE, run_hook
from workbook.cli.options import Standpoint, standing
from workbook.cli.terminal import emit
from workbook.model.display import clean_line


@click.command("guard")
@click.argument("hook", type=click.Choice(HOOKS), default=RECEIVE)
@click.option("--check", "guarded", metavar="DIR", help="Say what of the guard of a repository is missing.")
@click.option("--fix", is_flag=True, help="With --check: write hooks and settings anew first.")
@standing(at=False)
def command(standpoint: Standpoint, hook: str, guarded: str | None, fix: bool) -> int:
    """Judge a push to a shared repository; git runs this there, as a hook.

    With --check, look at a repository on this server instead. Exits with 0 where the push is taken in, or
    nothing is missing, else with 1.
    """
    if guarded is not None:
        return check_guard(Path(guarded), fix=fix)
    if fix:
        raise click.UsageError("--fix goes with --check DIR.")
    return run_hook(hook, standpoint.folder, today=standpoint.today)


def check_guard(folder: Path, *, fix: bool) -> int:
    """Put a guard in place where that is asked for, say what is missing, and give the exit code."""
    from workbook.desk.guarding.hooks import bare_repository, install, missing
    from workbook.desk.guarding.moves import secretariat
    from workbook.desk.guarding.refs import MAIN
    from workbook.vcs.state import tip_of

    repository = bare_repository(folder)
    if fix:
        install(repository, secretariat=secretariat(repository, tip_of(repository, MAIN)))
    found = [clean_line(line) for line in missing(repository)]
    emit("\n".join(found or ["Nothing of the guard is missing."]))
    return FOUND if found else CLEAN
