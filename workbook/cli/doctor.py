"""The command `doctor`: what is missing here, and the command that mends it.

In: a standpoint. Out: one line for each thing looked at, and 1 where something needed is missing.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.options import Standpoint, standing
from workbook.cli.terminal import Terminal, emit, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.health import Diagnosis

_COLOURS = {"ok": "green", "missing": "red", "optional": "yellow"}


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, and say what was done.")
@standing(at=False)
def command(standpoint: Standpoint, fix: bool) -> int:
    """Tell what is missing here, each with the command that mends it.

    Exits with 0 where nothing needed is missing, else with 1.
    """
    return examine(standpoint.folder, fix=fix)


def examine(folder: Path, *, fix: bool) -> int:
    """Mend what is asked for, look at everything, print it, and give the exit code."""
    from workbook.desk.health import State, diagnose, mend

    done = list(mend(folder)) if fix else []
    found = list(diagnose(folder))
    screen = terminal()
    lines = [*map(clean_line, done), *(line for one in found for line in _lines(one, screen))]
    missing = sum(one.state is State.MISSING for one in found)
    lines.append(f"{missing} missing." if missing else "Nothing that is needed is missing.")
    emit("\n".join(lines))
    return FOUND if missing else CLEAN


def _lines(one: "Diagnosis", screen: Terminal) -> list[str]:
    state = screen.paint(one.state.value.ljust(8), _COLOURS[one.state.value])
    line = f"{state}  {one.about}: {clean_line(one.seen)}"
    return [line, f"          run: {clean_line(one.remedy)}"] if one.remedy else [line]
