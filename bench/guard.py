"""Measure the bound of the guard: what it adds to a push of one changed record, on the plan of 10,800.

The peer is the same push to a bare repository of the same plan that has no hooks; the two take turns.
"""

import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Figure, environment
from bench.plans import WORKBOOK, introduce

_RUNS = 9
_ACCOUNT = {"WORKBOOK_ACCOUNT": "nor-staff"}


def pushes(plan: Path, folder: Path) -> Iterator[Figure]:
    """Measure pushes to a guarded repository, the first of which reads the whole plan and does not count."""
    guarded, plain, clone = folder / "guarded.git", folder / "plain.git", folder / "pushing"
    subprocess.run(
        [WORKBOOK, "init", "--shared", guarded, "--secretariat", "NOR"], check=True, capture_output=True
    )
    _git(guarded, "fetch", "--quiet", "--force", str(plan), "main:main")
    _git(folder, "clone", "--quiet", "--bare", str(plan), str(plain))
    _git(folder, "clone", "--quiet", str(guarded), str(clone))
    introduce(clone)
    record = min((clone / "plans" / "nations" / "NOR" / "commitments").glob("*.toml"))
    guarded_s: list[float] = []
    plain_s: list[float] = []
    for number in range(_RUNS + 1):
        record.write_bytes(record.read_bytes() + f"# change {number}\n".encode())
        _git(clone, "commit", "--quiet", "--all", "--message", "Change")
        guarded_s.append(_push_s(clone, guarded))
        plain_s.append(_push_s(clone, plain))
    added = statistics.median(ours - theirs for ours, theirs in zip(guarded_s[1:], plain_s[1:], strict=True))
    ours_ms, theirs_ms = (statistics.median(each[1:]) * 1000 for each in (guarded_s, plain_s))
    detail = f"{ours_ms:,.0f} ms to {theirs_ms:,.0f} ms"
    what = "push of 1 record through the guard, more than without"
    yield Figure(what=what, value=added, bound=0.3, unit="s", detail=f"{detail}, first {guarded_s[0]:.1f} s")


def _push_s(clone: Path, server: Path) -> float:
    start = time.perf_counter()
    _git(clone, "push", "--quiet", str(server), "main", **_ACCOUNT)
    return time.perf_counter() - start


def _git(folder: Path, *words: str, **more: str) -> None:
    settings = {**environment(), **more}
    subprocess.run(["git", *words], cwd=folder, env=settings, check=True, capture_output=True)
