"""The command `adopt`: take a proposal into the shared plan.

In: a standpoint and an id. Out: what `cli.adopting` makes of it.
"""

import click

from workbook.cli.completing import proposals
from workbook.cli.options import Standpoint, standing


@click.command("adopt")
@click.argument("id", metavar="ID", shell_complete=proposals)
@standing(at=False)
def command(standpoint: Standpoint, id: str) -> int:
    """Adopt a proposal that all who must have approved.

    It is merged into the shared plan field by field, checked as a whole, and published with all that was said
    of it. Where somebody was faster it is judged anew.
    """
    from workbook.cli.adopting import adopt_proposal

    return adopt_proposal(standpoint.folder, today=standpoint.today, id=id)
