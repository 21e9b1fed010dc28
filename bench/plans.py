"""Make a plan ready to be measured: somebody works on it, and the last check of it is trusted."""

import subprocess
import sys
import time
from pathlib import Path

from bench.measure import wall_s

WORKBOOK = str(Path(sys.executable).with_name("workbook"))
TODAY = "2023-06-01"
CHECK = [WORKBOOK, "--today", TODAY, "check"]
_TRUSTED_AFTER_S = 2.5  # an index is trusted once its files are older than the clock's grain


def introduce(plan: Path) -> None:
    """Let somebody of NOR work on a plan."""
    who = {"user.name": "Bench", "user.email": "bench@example.org", "workbook.nation": "NOR"}
    for key, value in who.items():
        subprocess.run(["git", "config", key, value], cwd=plan, check=True)


def check_and_settle(plan: Path) -> None:
    """Check a plan until the next look at it needs to read no file again."""
    wall_s(CHECK, plan)
    time.sleep(_TRUSTED_AFTER_S)
    wall_s(CHECK, plan)
