"""The command `merge`: bring another branch in, by meaning, and prove the plan again before it is taken.

In: a standpoint and a branch, or `--continue` once all conflicts are settled. Out: what the merge changes,
the findings it introduces and fixes, and a commit; or the conflicts, left for `workbook resolve`.
"""

import click

from workbook.cli.completing import revisions
from workbook.cli.merging import continue_merge, merge_branch
from workbook.cli.options import Standpoint, said, standing


@click.command("merge")
@click.argument("branch", metavar="[BRANCH]", default="", callback=said, shell_complete=revisions)
@click.option("--continue", "go_on", is_flag=True, help="Finish a merge whose conflicts are settled.")
@click.option("--with-errors", metavar="REASON", default="", help="Take it though it brings errors; say why.")
@click.option("--explain", is_flag=True, help="List everything that was decided automatically.")
@click.option("--dry-run", is_flag=True, help="Show what would happen, and write nothing.")
@standing(at=False)
def command(
    standpoint: Standpoint, branch: str, go_on: bool, with_errors: str, explain: bool, dry_run: bool
) -> int:
    """Merge a branch into this one, field by field.

    The plan that comes out is checked before anything is written. New errors stop the merge; what both sides
    changed differently is left as a conflict, for `workbook resolve`. `git merge --abort` gives up.
    """
    if go_on == bool(branch):
        raise click.UsageError("Name a branch to merge, or say --continue to finish a merge.")
    if go_on:
        return continue_merge(standpoint.folder, today=standpoint.today, with_errors=with_errors)
    return merge_branch(
        standpoint.folder,
        today=standpoint.today,
        branch=branch,
        with_errors=with_errors,
        explain=explain,
        dry_run=dry_run,
    )
