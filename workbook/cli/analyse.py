"""The command `analyse`: what the plan adds up to, in tables and bars.

In: a standpoint, an analysis, a word to narrow it by, an audience. Out: tables, CSV or JSON to print.
"""

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import analyses, subjects
from workbook.cli.options import Standpoint, format_option, said, standing
from workbook.cli.terminal import emit, terminal
from workbook.cli.unread import note_unread

_TABLE, _JSON, _CSV = "table", "json", "csv"


@click.command("analyse")
@click.argument("analysis", metavar="ANALYSIS", shell_complete=analyses)
@click.argument("word", metavar="[FILTER]", default="", callback=said, shell_complete=subjects)
@click.option(
    "--for", "audience", metavar="AUDIENCE", default="", callback=said,
    help="Count only what is released to public, members, NOR or NOR,SWE; left out: all that lies here.",
)  # fmt: skip
@standing(at=True)
@format_option(_TABLE, _JSON, _CSV)
def command(standpoint: Standpoint, analysis: str, word: str, audience: str, style: str) -> int:
    """Tell what the plan adds up to: coverage, stocks, funds, forecast, works, support.

    \b
    coverage     what is needed against what is agreed and offered, by item and month
    stocks       what is held in the year ahead, against minimum and waiver
    funds        what is paid in and what is drawn, and whom it is for
    forecast     what arrives in the year ahead, by item and recipient, firm and not
    contention   what works have to make against what they can, and the scarcest component
    sustainment  what donated systems need in service, and what of that is committed

    FILTER is an item (shell-155), a nation (NOR) or a capability (air-defence). CSV holds the first table.
    """
    return analyse(standpoint, name=analysis, word=word, audience=audience, style=style)


def analyse(standpoint: Standpoint, *, name: str, word: str, audience: str, style: str) -> int:
    """Print an analysis, and give the exit code."""
    from workbook.cli.analysis_forms import table_csv, tables_text, told_json
    from workbook.desk.analysing.catalogue import tell
    from workbook.desk.analysing.narrowing import narrowing
    from workbook.desk.analysing.scope import scope_of
    from workbook.desk.opening import open_plan

    plan = open_plan(standpoint.folder, at=standpoint.at)
    scope = scope_of(plan, audience)
    narrowed = narrowing(word, scope.workbook)
    told = tell(name, scope.workbook, narrowed, standpoint.today)
    if style == _JSON:
        emit(told_json(told, name=name, today=standpoint.today, audience=audience, narrowed=narrowed.word))
    elif style == _CSV:
        emit(table_csv(told.tables[0]) if told.tables else "")
    else:
        emit(tables_text(told, terminal(), scope.sentence))
    if not audience:
        note_unread(plan.workbook, at=standpoint.at)
    return CLEAN
