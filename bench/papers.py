"""Measure the bounds of papers: one paper, all papers for everybody, and what an edit does to coverage.

The peers are `taplo lint` on the same files, and our own check with nothing cached: whoever writes 500 papers
may take as long as reading the whole plan three times.
"""

import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from bench.measure import Figure, paired
from bench.plans import CHECK, TODAY, WORKBOOK, check_and_settle, introduce

_EDITED = 15
_TAPLO = [str(Path(sys.executable).with_name("taplo")), "lint"]


def papers(plan: Path, folder: Path, peer_files: Sequence[str]) -> Iterator[Figure]:
    """Measure every line on a plan, which is checked before."""
    introduce(plan)
    check_and_settle(plan)
    yield _one(plan, peer_files)
    yield _all(plan, folder)
    yield _editing(plan)


def _one(plan: Path, peer_files: Sequence[str]) -> Figure:
    ours = [WORKBOOK, "--today", TODAY, "render", "agenda", "--for", "NOR"]
    ratio, ours_s, theirs_s = paired(ours, [*_TAPLO, *peer_files], plan, pairs=7)
    return Figure(
        what="one paper, cached plan, to taplo lint", value=ratio, bound=0.25, detail=_ms(ours_s, theirs_s)
    )


def _all(plan: Path, folder: Path) -> Figure:
    """Write all papers from a cached plan; the check beside it runs on a copy that is never cached."""
    out, copy = folder / "papers", folder / "unchecked"
    shutil.copytree(plan, copy, symlinks=True)
    ours = [WORKBOOK, "--today", TODAY, "render", "--all", "--out", str(out)]
    theirs = [*CHECK, "--dir", str(copy)]
    ratio, ours_s, theirs_s = paired(
        ours,
        theirs,
        plan,
        pairs=3,
        before_ours=_remover(out),
        before_theirs=_remover(copy / ".git" / "workbook"),
    )
    written = sum(1 for _ in out.rglob("*.md"))
    return Figure(
        what="all papers for everybody, to an uncached check",
        value=ratio,
        bound=3.0,
        detail=f"{_ms(ours_s, theirs_s)}, {written} papers",
    )


def _editing(plan: Path) -> Figure:
    """Edit commitments in a session; find what is wrong, how far all needs are covered, which works strain.

    Counted in time of the processor, as nothing here waits for anything else.
    """
    from workbook.analysis.coverage import coverage
    from workbook.desk.editing.edits import set_fields
    from workbook.desk.form.effect import effects
    from workbook.desk.session import Session

    today = date.fromisoformat(TODAY)
    session = Session.open(plan, today=today)
    ids = sorted(path.stem for path in (plan / "plans" / "nations" / "NOR" / "commitments").glob("*.toml"))
    session.outlook(set_fields(session, ids[0], ["quantity=1"]))
    coverage(session.workbook, today, kept=session.kept)
    taken = []
    for id in ids[:_EDITED]:
        for count in range(3):
            start = time.process_time()
            outlook = session.outlook(set_fields(session, id, [f"quantity={count + 2}"]))
            effects(session, outlook)
            coverage(outlook.workbook, today, kept=session.kept)
            taken.append((time.process_time() - start) * 1000)
    return Figure(
        what="findings and coverage after one changed record",
        value=statistics.median(taken),
        bound=50,
        unit="ms",
        detail=f"{min(taken):.0f} to {max(taken):.0f} ms, {_EDITED} records",
    )


def _remover(folder: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(folder, ignore_errors=True)


def _ms(ours: float, theirs: float) -> str:
    return f"{ours * 1000:,.0f} ms to {theirs * 1000:,.0f} ms"
