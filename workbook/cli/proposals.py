"""The command `proposals`: what is put to the others and not adopted yet.

In: a standpoint. Out: a table or JSON on standard output.
"""

from typing import Any

import click
import msgspec

from workbook.cli.boundary import CLEAN
from workbook.cli.options import Standpoint, format_option, standing
from workbook.cli.terminal import emit, note, terminal
from workbook.model.display import clean_line


@click.command("proposals")
@standing(at=False)
@format_option("table", "json")
def command(standpoint: Standpoint, style: str) -> int:
    """List the open proposals of all layers: who, what, findings they bring and mend, on whom they wait."""
    return list_proposals(standpoint, style=style)


def list_proposals(standpoint: Standpoint, *, style: str) -> int:
    """Print the open proposals and give the exit code."""
    from workbook.cli.records import encoded
    from workbook.cli.table import table
    from workbook.desk.reviewing.listing import COLUMNS, in_order, open_proposals
    from workbook.desk.reviewing.shared import look_everywhere
    from workbook.desk.reviewing.words import in_layer
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today, read_only=True)
    plans = look_everywhere(session)
    rows = in_order([row for shared in plans for row in open_proposals(shared)])
    for shared in plans:
        for remark in shared.remarks:
            note(f"workbook: {clean_line(in_layer(shared.layer, remark))}")
    if style == "json":
        told: list[dict[str, Any]] = [msgspec.structs.asdict(row) for row in rows]
        emit(encoded({"format": 1, "count": len(rows), "proposals": told}))
        return CLEAN
    if not rows:
        emit("No proposal is open.")
        return CLEAN
    lines = table(COLUMNS, [row.cells for row in rows], terminal()).lines
    lapsed = [clean_line(f"{row.id}: {line}") for row in rows for line in row.lapsed]
    emit("\n".join([*lines, *lapsed]))
    return CLEAN
