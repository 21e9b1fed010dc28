"""The command `compare`: two proposals side by side by outcome.

In: a standpoint and two ids. Out: tables or JSON on standard output.

    {"format": 1, "today": "2022-09-28", "first": {"id": "NOR-P-7K3Q", ...}, "second": {...}, "rivals": [],
     "needs": [{"request": "UKR-R-11AB", "before": {"missing": 16}, "first": {...}, "second": {...}}],
     "costs": [...], "dates": [...], "strains": [...]}

Quantities are as `analyse` has them. Keys may be added, none is taken away while `format` stays the same.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import proposals
from workbook.cli.options import Standpoint, format_option, standing
from workbook.cli.terminal import Terminal, emit, note, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.reviewing.comparing import Comparison, Option


@click.command("compare")
@click.argument("first", metavar="ID", shell_complete=proposals)
@click.argument("second", metavar="ID", shell_complete=proposals)
@standing(at=False)
@format_option("table", "json")
def command(standpoint: Standpoint, first: str, second: str, style: str) -> int:
    """Set two proposals side by side, each as it would be adopted today, beside the plan of now.

    Which requests each would meet, what it is worth, when it delivers, which works, components and stocks
    would be too little, and the findings it would bring and mend.
    """
    return compare_proposals(standpoint, first=first, second=second, style=style)


def compare_proposals(standpoint: Standpoint, *, first: str, second: str, style: str) -> int:
    """Print two proposals side by side and give the exit code."""
    from workbook.cli.analysis_forms import values_json
    from workbook.desk.reviewing.comparing import common_layer, compare
    from workbook.desk.reviewing.proposed import read_proposed
    from workbook.desk.reviewing.shared import look_for
    from workbook.desk.session import Session

    if first == second:
        raise click.UsageError("Name two proposals: one alone is shown by `workbook review ID`.")
    session = Session.open(standpoint.folder, today=standpoint.today, read_only=True)
    shared = look_for(session, first, may_be_offline=True)
    if second not in shared.seen.proposals:
        common_layer({first: shared.layer, second: look_for(session, second, may_be_offline=True).layer})
    found = compare(read_proposed(shared, first), read_proposed(shared, second))
    for remark in shared.remarks:
        note(f"workbook: {clean_line(remark)}")
    if style == "json":
        emit(values_json({"format": 1, "today": standpoint.today, **_values(found)}))
    else:
        emit("\n".join(_told(found, terminal())))
    return CLEAN


def _values(found: "Comparison") -> dict[str, Any]:
    import msgspec

    from workbook.cli.report_json import finding_json

    values: dict[str, Any] = msgspec.structs.asdict(found)
    for name in ("first", "second"):
        option = msgspec.structs.asdict(values[name])
        for findings in ("introduced", "fixed"):
            option[findings] = [finding_json(one) for one in option[findings]]
        values[name] = option
    return values


def _told(found: "Comparison", screen: Terminal) -> Iterator[str]:
    from workbook.cli.analysis_forms import table_text
    from workbook.desk.reviewing.comparison_tables import comparison_tables
    from workbook.desk.reviewing.comparison_words import rivals_line

    if found.rivals:
        yield screen.paint(clean_line(rivals_line(found.rivals)), "red")
        yield ""
    for table in comparison_tables(found):
        yield table_text(table, screen, whole="json")
        yield ""
    for option in (found.first, found.second):
        yield from _findings(option, screen)


def _findings(option: "Option", screen: Terminal) -> Iterator[str]:
    from workbook.cli.outlook import findings_text

    yield from findings_text(f"{option.id} fixes", option.fixed, screen)
    yield from findings_text(f"{option.id} introduces", option.introduced, screen)
