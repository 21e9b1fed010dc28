"""The command `resolve`: list the conflicts of a merge, and settle them one by one.

In: a standpoint, names of conflicts, and a side or a value. Out: what is left, on standard output.
"""

from collections.abc import Collection, Iterator, Sequence
from shlex import quote
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.options import Standpoint, format_option, standing
from workbook.cli.terminal import Terminal, cells, emit, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.merging.disputes import Dispute


@click.command("resolve")
@click.argument("words", metavar="[REF[:FIELD]...]", nargs=-1)
@click.option("--use", metavar="SIDE", help="Take what a delegation or branch says, or `base`: as it was.")
@click.option("--value", metavar="VALUE", help="Take another value, written as for `set`.")
@standing(at=False)
@format_option("text", "json")
def command(
    standpoint: Standpoint, words: Sequence[str], use: str | None, value: str | None, style: str
) -> int:
    """List the conflicts of a merge, or settle some: `resolve NOR-C-7K3Q:quantity --use SWE`.

    REF alone means all that is left in a record; without REF, --use means all there is.
    """
    if use and value is not None:
        raise click.UsageError("Give --use or --value, not both.")
    if value is not None and not words:
        raise click.UsageError("Say for which field the value is: `resolve NOR-C-7K3Q:quantity --value 20`.")
    return resolve_conflicts(standpoint, words=words, use=use or "", value=value, style=style)


def resolve_conflicts(
    standpoint: Standpoint, *, words: Sequence[str], use: str, value: str | None, style: str
) -> int:
    """Settle conflicts if a choice is given, tell what is left, and give the exit code."""
    from workbook.desk.merging.settling import disputes_left, settle
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today)
    done = settle(session, words, use=use, value=value) if use or value is not None else {}
    left = disputes_left(session, () if done else words)
    if style == "json":
        emit(_json(done, left))
        return FOUND if left else CLEAN
    lines = [f"Settled {clean_line(f'{word}: {taken}')}." for word, taken in done.items()]
    lines += dispute_lines(left, terminal())
    lines.append(_next(left))
    emit("\n".join(lines))
    return FOUND if left and not done else CLEAN


def _next(left: "Sequence[Dispute]") -> str:
    """Say what to do next, by the example of the first conflict."""
    if not left:
        return "No conflict is left: run `workbook merge --continue`."
    first = left[0]
    *most, last = [f"--use {quote(one.name)}" for one in first.positions]
    sides = f"{', '.join(most)} or {last}"
    value = ", or with --value VALUE" if first.takes_value else ""
    return f"To settle it: `workbook resolve {quote(first.word)}` with {sides}{value}."


def dispute_lines(disputes: "Sequence[Dispute]", screen: Terminal) -> Iterator[str]:
    """Lay out conflicts: the field, then a line for what it was and for each side."""
    for dispute in disputes:
        yield screen.paint(clean_line(dispute.word), "bold", "red")
        width = max(cells(one.name) for one in dispute.positions)
        for one in dispute.positions:
            value = clean_line(one.value)
            yield f"  {clean_line(one.name).ljust(width)}  {value}"
            if one.changed:
                yield screen.paint(f"  {' ' * width}  {clean_line(one.changed)}", "dim")


def _json(done: Collection[str], left: "Sequence[Dispute]") -> str:
    import json

    from workbook.cli.report_json import escaped

    told = [
        {
            "conflict": one.word,
            "positions": [
                {"side": each.name, "value": each.value, "last_change": each.changed}
                for each in one.positions
            ],
        }
        for one in left
    ]
    return escaped(
        json.dumps({"format": 1, "settled": list(done), "left": told}, indent=2, ensure_ascii=False)
    )
