"""Real merges from public histories, merged here and compared with what people made of them.

The cases lie beside the repository and are no part of it; without them this is skipped.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "merges"

SCORED = """
from workbook.change.text import Sides, merge_texts
NAMES = Sides(ours="here", base="base", theirs="there")
def scored(base, ours, theirs):
    merged = merge_texts(base, ours, theirs, None, NAMES)
    return merged.data, bool(merged.conflicts)
"""


@pytest.mark.skipif(not CASES.is_dir(), reason=f"the yardstick is not at {CASES}")
def test_merges_come_out_as_people_made_them(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    (tmp_path / "yardstick.py").write_text(SCORED, encoding="utf-8")

    conflict, clean = (_scored(tmp_path, group) for group in ("conflict", "clean"))

    record_property("real merges, git's lines conflict", _told(conflict))
    record_property("real merges, git's lines merge", _told(clean))
    assert (conflict["equal"] + conflict["aot_order"]) / conflict["n"] >= 0.58
    assert conflict["diff"] / conflict["n"] <= 0.14
    assert clean["equal"] == clean["n"]
    assert min(conflict["comments"], clean["comments"]) >= 0.99
    for name in ("invalid", "crash", "timeout"):
        assert conflict[name] + clean[name] == 0


def _told(counts: Mapping[str, float]) -> str:
    names = ("n", "equal", "aot_order", "diff", "conflict", "invalid", "crash", "comments")
    return ", ".join(f"{name} {counts[name]:g}" for name in names)


def _scored(folder: Path, group: str) -> dict[str, float]:
    """Score the cases that git merges cleanly, or those it does not, and give the counts of the table."""
    done = subprocess.run(
        [
            *(sys.executable, str(CASES / "score.py"), "--cases", str(CASES / "cases"), "--name", "workbook"),
            *("--py", "yardstick:scored", "--git", group, "--tmp", str(folder)),
        ],
        cwd=folder,
        env={"PYTHONPATH": f"{folder}:{ROOT}", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    total = next(line for line in done.stdout.splitlines() if line.startswith("all "))
    return {name: float(count) for name, count in re.findall(r"(\w+)= *([0-9.]+)", total)}
