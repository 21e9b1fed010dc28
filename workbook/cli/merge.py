"""The command `merge`: bring another branch in, by meaning, and prove the plan again before it is taken.

In: a standpoint and a branch, or what to do with the merge that is open. Out: what the merge changes, the
findings it introduces and fixes, and a commit; or the conflicts, left for `workbook resolve`.
"""

import click

from workbook.cli.completing import revisions
from workbook.cli.merging import continue_merge, merge_branch
from workbook.cli.open_merge import abort_merge, explain_merge
from workbook.cli.options import Standpoint, said, standing


@click.command("merge")
@click.argument("branch", metavar="[BRANCH]", default="", callback=said, shell_complete=revisions)
@click.option("--continue", "go_on", is_flag=True, help="Finish a merge whose conflicts are settled.")
@click.option("--abort", is_flag=True, help="Give the open merge up: all is as it was before.")
@click.option(
    "--with-errors",
    metavar="REASON",
    default="",
    callback=said,
    help="Take it though it brings errors; say why.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="List also all that is decided by meaning while merging BRANCH; without it, in the open merge.",
)
@click.option("--dry-run", is_flag=True, help="Only look: show what would happen, and write nothing.")
@standing(at=False)
def command(
    standpoint: Standpoint,
    branch: str,
    go_on: bool,
    abort: bool,
    with_errors: str,
    explain: bool,
    dry_run: bool,
) -> int:
    """Merge a branch into this one, field by field.

    The plan that comes out is checked before anything is written. New errors stop the merge; what both sides
    changed differently is left as a conflict, for `workbook resolve`. --explain BRANCH merges, too: with
    --dry-run it only looks.
    """
    folder, today = standpoint.folder, standpoint.today
    if [bool(branch), go_on, abort, explain and not branch].count(True) != 1:
        raise click.UsageError(
            "Name a branch to merge, or say --continue, --abort or --explain of the merge that is open."
        )
    if abort:
        return abort_merge(folder, today=today)
    if go_on:
        return continue_merge(folder, today=today, with_errors=with_errors)
    if not branch:
        return explain_merge(folder, today=today)
    return merge_branch(
        folder, today=today, branch=branch, with_errors=with_errors, explain=explain, dry_run=dry_run
    )
