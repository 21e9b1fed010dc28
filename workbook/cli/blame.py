"""The command `blame`: for each field of a record, who said it, on whose behalf, when and why.

In: a word that names a record. Out: text or JSON on standard output.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import ids
from workbook.cli.options import Standpoint, format_option, standing
from workbook.cli.terminal import Terminal, emit, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.telling.fields import FieldOrigin
    from workbook.desk.telling.records import Event

_SHORT = 10


@click.command("blame")
@click.argument("ref", metavar="REF", shell_complete=ids)
@standing(at=True)
@format_option("text", "json")
def command(standpoint: Standpoint, ref: str, style: str) -> int:
    """Tell of each field of a record who said it, on whose behalf, when and why.

    What was changed and changed back again is told beside the field. REF is an id or a path.
    """
    return blame_record(standpoint, ref=ref, style=style)


def blame_record(standpoint: Standpoint, *, ref: str, style: str) -> int:
    """Print where each field comes from, and give the exit code."""
    from workbook.desk.telling.fields import origins_of

    id, path, origins = origins_of(standpoint.folder, ref, at=standpoint.at)
    if style == "json":
        from workbook.cli.records import encoded

        emit(encoded({"format": 1, "id": id, "path": path, "fields": [_json(one) for one in origins]}))
    else:
        emit(_text(id, origins, terminal()))
    return CLEAN


def _text(id: str, origins: "Sequence[FieldOrigin]", screen: Terminal) -> str:
    lines = [screen.paint(clean_line(id), "bold"), ""]
    for one in origins:
        value = f": {clean_line(one.value)}" if one.value else ""
        lines.append(f"{screen.paint(clean_line(one.label), 'bold')}{value}")
        lines.append(f"    {_who(one.event, screen) if one.event else 'not committed yet'}")
        for hidden in one.hidden:
            back = f", taken back by {hidden.taken_back_by[:_SHORT]}"
            lines.append(screen.paint(f"    in between {_who(hidden, screen)}{back}", "dim"))
    return "\n".join(lines)


def _who(event: "Event", screen: Terminal) -> str:
    behalf = f" on behalf of {clean_line(event.on_behalf_of)}" if event.on_behalf_of else ""
    who = f"{clean_line(event.author) or 'somebody'}{behalf}, {event.moment.date()}"
    return f"{screen.paint(event.commit[:_SHORT], 'cyan')} {who}: {clean_line(event.subject)}"


def _json(one: "FieldOrigin") -> dict[str, object]:
    from workbook.cli.log_forms import event_json

    return {
        "path": one.path,
        "label": one.label,
        "value": one.value,
        "event": event_json(one.event) if one.event else None,
        "hidden": [event_json(hidden) for hidden in one.hidden],
    }
