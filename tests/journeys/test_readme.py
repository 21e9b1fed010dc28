"""The README is true: each of its examples is run, in order, and prints what stands there.

`pytest --bless` writes the output of today into the README.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
IDENTITY = "[user]\n\tname = Planning cell\n\temail = planning@example.org\n[workbook]\n\tnation = NOR\n"

# What is another on each day and each machine.
VARYING = (
    (r"git version [0-9.]+", "git version 2.39.5"),
    (r"(?m)^( {4})?[0-9a-f]{10}(?=  20| Planning)", r"\g<1>5f3a9c1e07"),
    (r"(?<=of [A-Z]{3}, )20[0-9]{2}-[0-9]{2}-[0-9]{2}(?=: )", "2023-06-01"),
    (r"(Saved as|Adopted as|takes back) [0-9a-f]{10}", r"\1 5f3a9c1e07"),
    (r"(Approved-by: [A-Z]{3}) [0-9a-f]{40}", r"\1 5f3a9c1e07d24b68"),
    (r"20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?=:|,|\b)", "2023-06-01 09:30"),
)


# Delegations draw ids at random; in the order in which they appear they stand for these.
TOGETHER = re.compile(r"(?:--dir|-C) (?:usa|nor|swe|nld|deu|\$one) ")
DRAWN = re.compile(r"\b[A-Z]{3}-[CPRV]-[0-9A-Z]{4}\b")
SHOWN = ("7K3Q", "8M4R", "9N5S")


class DrawnIds:
    """The ids that were drawn in one chapter, and what the README calls them."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}

    def drawn(self, command: str) -> str:
        """Put the ids that were drawn into a command of the README."""
        known = {shown: real for real, shown in self.shown.items()}
        return DRAWN.sub(lambda found: known.get(found[0], found[0]), command)

    def told(self, output: str) -> str:
        """Put the ids of the README into what was printed."""
        return DRAWN.sub(lambda found: self._shown(found[0]), output)

    def _shown(self, id: str) -> str:
        if id not in self.shown:
            place = sum(shown[:6] == id[:6] for shown in self.shown.values())
            self.shown[id] = f"{id[:6]}{SHOWN[place]}"
        return self.shown[id]


def printed(command: str, folder: Path, home: Path) -> str:
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "COLUMNS": "110",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    here = done.stdout.replace(str(folder), "/home/you")
    for pattern, always in VARYING:
        here = re.sub(pattern, always, here)
    return here


def test_examples_of_the_readme_print_what_stands_there(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, golden: Callable[[str, str], None]
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(IDENTITY)
    text = README.read_text(encoding="utf-8")

    ids = DrawnIds()

    def run(block: re.Match[str]) -> str:
        command = block["command"]
        if TOGETHER.search(command):
            output = ids.told(printed(ids.drawn(command), tmp_path, home))
        else:
            output = block["output"] if command.startswith("make ") else printed(command, tmp_path, home)
        return f"```console\n$ {command}\n{output}```"

    golden("../../README.md", BLOCK.sub(run, text))


def test_the_readme_settles_a_real_conflict() -> None:
    text = README.read_text(encoding="utf-8")

    assert "Settle them with `workbook resolve`" in text
    assert "\nSettled NOR-" in text
    assert "No merge is in progress" not in text
    assert "did you mean NOR-" not in text
