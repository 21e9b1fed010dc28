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
    (r"(?m)^[0-9a-f]{10}(?=  20)", "5f3a9c1e07"),
    (r"(Saved as|takes back) [0-9a-f]{10}", r"\1 5f3a9c1e07"),
    (r"20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?=:|,|\b)", "2023-06-01 09:30"),
)


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

    def run(block: re.Match[str]) -> str:
        command = block["command"]
        output = block["output"] if command.startswith("make ") else printed(command, tmp_path, home)
        return f"```console\n$ {command}\n{output}```"

    golden("../../README.md", BLOCK.sub(run, text))


def test_the_readme_settles_a_real_conflict() -> None:
    text = README.read_text(encoding="utf-8")

    assert "Settle them with `workbook resolve`" in text
    assert "\nSettled NOR-" in text
    assert "No merge is in progress" not in text
    assert "did you mean NOR-" not in text
