"""The command `list`: the records of a kind that fit all filters.

In: a standpoint, a kind, filters. Out: a table, JSON or CSV on standard output.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import kinds
from workbook.cli.options import Standpoint, format_option, standing
from workbook.cli.terminal import emit, note, terminal
from workbook.cli.unread import note_unread
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.filters import Filter
    from workbook.model.kind import Kind
    from workbook.model.record import Record
    from workbook.records.workbook import Workbook

_TABLE, _JSON, _CSV = "table", "json", "csv"


@click.command("list")
@click.argument("kind", metavar="KIND", shell_complete=kinds)
@click.argument("filters", metavar="[FILTER ...]", nargs=-1)
@standing(at=True)
@format_option(_TABLE, _JSON, _CSV)
def command(standpoint: Standpoint, kind: str, filters: Sequence[str], style: str) -> int:
    """List the records of a kind (commitment, request, item ...) that fit all filters.

    \b
    A filter is FIELD, an operator and a value; quote it where it has < or >:
      status=committed    that word                 status!=committed  any other, or none
      'need_by<2023-04'   ends before 1 April       'need_by<=2023-04' ends by 30 April
      need_by=2023        lies within 2023          need_by=           is not filled in
      title~winter        contains, in any case     need_by!=          is filled in
      to.party=UKR        a field inside a table    to=UKR             its first field
      capability=logistics   the item's             supplier.nation=NOR  a field of what is named
      'value>1000000EUR'  in that currency only     owner=NOR          who owns the record

    A value that is unknown, or may lie on both sides, matches no comparison. Besides the fields of the kind
    there are id, owner, layer, path, meeting and unconfirmed, those of its item, and those of the requests
    that a commitment meets.
    """
    return list_records(standpoint, kind=kind, filters=filters, style=style)


def list_records(standpoint: Standpoint, *, kind: str, filters: Sequence[str], style: str) -> int:
    """Print the records of a kind that fit, and give the exit code."""
    from workbook.desk.filters import parse_filter, test_for
    from workbook.desk.kinds import kind_of
    from workbook.desk.opening import open_plan

    wanted = kind_of(kind)
    parsed = [parse_filter(text) for text in filters]
    workbook = open_plan(standpoint.folder, at=standpoint.at).workbook
    test = test_for(parsed, wanted, workbook)
    everything = workbook.of_kind(wanted)
    found = [record for record in everything if test(record)]
    if style == _JSON:
        from workbook.cli.records import encoded, record_json

        told = [record_json(record, workbook.settings) for record in found]
        head = {"format": 1, "kind": wanted.value, "total": len(everything), "count": len(found)}
        emit(encoded({**head, "records": told}))
    elif style == _CSV:
        from workbook.cli.records import records_csv

        emit(records_csv(wanted, found, workbook.settings))
    else:
        emit("\n".join([*_lines(found, workbook, wanted), _count(len(found), len(everything), wanted)]))
    note_unread(workbook, at=standpoint.at, kind=wanted)
    if everything and not found:
        _advise(parsed, workbook)
    return CLEAN


def _lines(found: "Sequence[Record]", workbook: "Workbook", kind: "Kind") -> list[str]:
    from workbook.cli.table import table
    from workbook.desk.listing.columns import LEGEND, columns, marks, row

    if not found:
        return []
    laid_out = table(columns(kind), [row(record, workbook) for record in found], terminal())
    lines = [*laid_out.lines]
    if laid_out.left_out:
        lines.append(f"No room for {', '.join(laid_out.left_out)}: widen the window, or use --format csv.")
    if any(map(marks, found)):
        lines.append(f"Marks: {LEGEND}.")
    return lines


def _count(found: int, total: int, kind: "Kind") -> str:
    if not total:
        return f"This plan has no {kind.plural}."
    noun = kind.value if total == 1 else kind.plural
    return f"{found:,} of {total:,} {noun}." if found != total else f"{total:,} {noun}."


def _advise(filters: "Sequence[Filter]", workbook: "Workbook") -> None:
    """Where nothing fits, say so if a filter asks for a record that is not there."""
    from workbook.desk.finding import near_ids

    for one in filters:
        near = (
            near_ids(one.text, workbook) if one.operator == "=" and one.text not in workbook.records else []
        )
        if near:
            note(f"workbook: No record is called {clean_line(one.text)!r}: did you mean {near[0]}?")
