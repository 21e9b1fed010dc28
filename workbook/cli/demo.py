"""The command `demo`: a workbook of an invented coalition, or of the shipped meeting.

In: a folder, and how large the coalition is. Out: the folder, and what to try next.
"""

from pathlib import Path
from shlex import quote

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.terminal import emit
from workbook.model.display import clean_line


@click.command("demo")
@click.argument("folder", metavar="DIR")
@click.option("--nations", default=54, show_default=True, help="How many nations.")
@click.option("--records", default=200, show_default=True, help="How many records for each nation.")
@click.option("--seed", default=1, show_default=True, help="Another number invents another coalition.")
@click.option("--scenario", is_flag=True, help="Instead, the shipped meeting of Brussels, nothing invented.")
def command(folder: str, nations: int, records: int, seed: int, scenario: bool) -> int:
    """Make a workbook of an invented coalition in DIR, which must not hold anything yet.

    The same seed gives the same files everywhere. Every record says that it is invented.
    """
    if scenario:
        return make_scenario(Path(folder))
    return make_demo(Path(folder), nations=nations, records=records, seed=seed)


def make_demo(folder: Path, *, nations: int, records: int, seed: int) -> int:
    """Write a demonstration, say what to try, and give the exit code."""
    from workbook.demo.demonstration import write_demo
    from workbook.demo.story import TODAY

    made = write_demo(folder, nations=nations, records=records, seed=seed)
    where = quote(clean_line(str(folder)))
    layers = ", ".join(
        f"{name} ({count:,} {'file' if count == 1 else 'files'})"
        for name, count in sorted(made.layers.items())
        if name
    )
    lines = [
        f"Made {made.records:,} records of {made.nations} invented nations in {clean_line(str(folder))}.",
        f"It has {made.meetings} meetings, {made.commits} commits"
        + (f", and the layers {layers}." if layers else "."),
        f"Its story is told up to {TODAY}. Try:",
        "",
        f"  cd {where}",
        f"  workbook check --today {TODAY}",
        "  workbook list commitments status=committed",
        f"  workbook render agenda --for members --today {TODAY}",
    ]
    emit("\n".join(lines))
    return CLEAN


def make_scenario(folder: Path) -> int:
    """Write the shipped plan, say what to try, and give the exit code."""
    from workbook.desk.founding import found_scenario

    found_scenario(folder)
    day = "--today 2022-09-28"
    lines = [
        f"Took the shipped plan, a real meeting from public sources, into {clean_line(str(folder))}. Try:",
        "",
        f"  cd {quote(clean_line(str(folder)))}",
        f"  workbook check {day}",
        f"  workbook render agenda 2022-09-28-brussels --for public {day}",
        f"  workbook render brief 2022-09-28-brussels --for NOR {day}",
    ]
    emit("\n".join(lines))
    return CLEAN
