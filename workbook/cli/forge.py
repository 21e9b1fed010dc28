"""The command `forge`: write what a forge must know of a plan.

In: a standpoint, a forge, and how its teams are called. Out: which files were written, to be committed.
"""

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.options import Standpoint, standing
from workbook.cli.terminal import emit

# As the desk has them, held to it by a test: help must not load it.
FORGES = ("gitlab", "github")


@click.command("forge")
@click.argument("forge", metavar="FORGE", type=click.Choice(FORGES))
@click.option(
    "--owner-prefix", metavar="PREFIX", required=True,
    help="What names of teams begin with: @coalition/ for @coalition/NOR.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite what was edited.")
@standing(at=False)
def command(standpoint: Standpoint, forge: str, owner_prefix: str, force: bool) -> int:
    """Write CODEOWNERS and a CI job for a forge (gitlab or github), into the plan's repository.

    CODEOWNERS names the team of each nation for its folder, and that of the secretariat for the rest. The job
    tells each change in words and asks the guard. Both are files for the secretariat to commit.
    """
    return write_for_forge(standpoint, forge=forge, owner_prefix=owner_prefix, force=force)


def write_for_forge(standpoint: Standpoint, *, forge: str, owner_prefix: str, force: bool) -> int:
    """Write the files, name them, and give the exit code."""
    from workbook.desk.forging import Forge, forge_files, write_forge_files
    from workbook.desk.opening import open_plan

    plan = open_plan(standpoint.folder)
    found = forge_files(plan.top, plan.workbook.settings, Forge(forge), owner_prefix)
    written = write_forge_files(plan.top, found, force=force)
    lines = [f"{'Wrote' if one.path in written else 'Already there:'} {one.path}" for one in found]
    emit("\n".join(lines))
    return CLEAN
