"""Measure all bounds on an invented coalition of 54 nations and 10,800 records.

`python -m bench` prints each figure with its bound and exits 1 where one is missed. `--quick` leaves out the
plan of ten times the size, `--changes` all but editing, merging and history, `--screens` all but the screens,
`--papers` all but papers, `--review` all but review between delegations.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.changes import changes
from bench.guard import pushes
from bench.measure import Figure, environment, paired, peak_mib, wall_s
from bench.papers import papers
from bench.plans import CHECK, WORKBOOK
from bench.review import reviews
from bench.screens import large_screens, screens

PYTHON = sys.executable
TAPLO = [str(Path(PYTHON).with_name("taplo")), "lint"]
PEER_FILES = ["plans/**/*.toml", "layers/*/plans/**/*.toml"]
RECORDS = 200
NATIONS = 54


def main() -> int:
    """Run every measurement, print the report, and say whether all bounds hold."""
    os.environ.update(environment())
    with tempfile.TemporaryDirectory(prefix="workbook-bench-") as folder:
        figures = list(_figures(Path(folder)))
    print(f"\n{'what':52} {'measured':>10}  {'at most':>8}")
    for figure in figures:
        mark = "ok" if figure.holds else "MISSED"
        measured = f"{figure.value:.2f} {figure.unit}"
        print(f"{figure.what:52} {measured:>10}  {figure.bound:>6g} {figure.unit}  {mark:6} {figure.detail}")
    return 0 if all(figure.holds for figure in figures) else 1


def _figures(folder: Path) -> Iterator[Figure]:
    only = {"--changes", "--screens", "--papers", "--review"} & {*sys.argv}
    plan = folder / "plan"
    if not only:
        yield from _commands(folder)
    yield _demo(plan)
    if not only:
        yield from _checks(plan)
    if not only or "--changes" in only:
        yield from changes(plan, folder)
    if not only or "--screens" in only:
        yield from screens(plan, folder)
    if not only or "--papers" in only:
        yield from papers(plan, folder, PEER_FILES)
    if not only or "--review" in only:
        yield from reviews(plan, folder)
        yield from pushes(plan, folder)
    if "--quick" not in sys.argv and (not only or "--screens" in only):
        large = folder / "large"
        _make(large, 10 * RECORDS)
        if not only:
            yield from _tenfold(large, plan)
        yield from large_screens(large)


def _commands(folder: Path) -> Iterator[Figure]:
    nothing = [PYTHON, "-c", "pass"]
    for option, bound in (("--version", 5.0), ("--help", 6.0)):
        ratio, ours, theirs = paired([WORKBOOK, option], nothing, folder, pairs=21)
        yield Figure(
            what=f"workbook {option}, to python -c pass", value=ratio, bound=bound, detail=_ms(ours, theirs)
        )


def _demo(plan: Path) -> Figure:
    seconds = _make(plan, RECORDS)
    return Figure(what=f"workbook demo, {NATIONS * RECORDS:,} records", value=seconds, bound=20, unit="s")


def _checks(plan: Path) -> Iterator[Figure]:
    cache = plan / ".git" / "workbook"
    ratio, ours, theirs = paired(
        CHECK, [*TAPLO, *PEER_FILES], plan, pairs=7, before_ours=lambda: _forget(cache)
    )
    yield Figure(
        what="workbook check, no cache, to taplo lint", value=ratio, bound=0.7, detail=_ms(ours, theirs)
    )
    time.sleep(2.5)  # an index is trusted once its files are older than the clock's grain
    ratio, ours, theirs = paired(CHECK, [*TAPLO, *PEER_FILES], plan, pairs=7)
    yield Figure(what="workbook check, nothing changed", value=ratio, bound=0.2, detail=_ms(ours, theirs))
    record = sorted((plan / "plans" / "nations" / "NOR" / "commitments").glob("*.toml"))[0]
    change = _changer(record)
    ratio, ours, theirs = paired(CHECK, [*TAPLO, *PEER_FILES], plan, pairs=7, before_ours=change)
    yield Figure(what="workbook check, one record changed", value=ratio, bound=0.25, detail=_ms(ours, theirs))
    _forget(cache)
    yield Figure(
        what="workbook check, no cache, peak memory", value=peak_mib(CHECK, plan), bound=100, unit="MiB"
    )
    yield Figure(
        what="workbook check, cached, peak memory", value=peak_mib(CHECK, plan), bound=100, unit="MiB"
    )


def _tenfold(large: Path, plan: Path) -> Iterator[Figure]:
    _forget(plan / ".git" / "workbook")
    small_mib = peak_mib(CHECK, plan)
    large_mib = peak_mib(CHECK, large)
    small_s, large_s = [], []
    for _ in range(3):
        _forget(plan / ".git" / "workbook")
        small_s.append(wall_s(CHECK, plan))
        _forget(large / ".git" / "workbook")
        large_s.append(wall_s(CHECK, large))
    ratio = sorted(large_s)[1] / sorted(small_s)[1]
    yield Figure(
        what="ten times the records, time",
        value=ratio,
        bound=11,
        detail=_ms(sorted(large_s)[1], sorted(small_s)[1]),
    )
    yield Figure(
        what="ten times the records, memory",
        value=large_mib / small_mib,
        bound=11,
        detail=f"{large_mib:.0f} MiB to {small_mib:.0f} MiB",
    )


def _make(plan: Path, records: int) -> float:
    command = [
        WORKBOOK,
        "demo",
        str(plan),
        "--nations",
        str(NATIONS),
        "--records",
        str(records),
        "--seed",
        "1",
    ]
    seconds = wall_s(command, plan.parent)
    if not (plan / "plans" / "workbook.toml").is_file():
        raise SystemExit("workbook demo made no plan")
    return seconds


def _forget(cache: Path) -> None:
    shutil.rmtree(cache, ignore_errors=True)


def _changer(record: Path) -> Callable[[], None]:
    count = 0

    def change() -> None:
        nonlocal count
        count += 1
        record.write_text(record.read_text() + f"# change {count}\n")

    return change


def _ms(ours: float, theirs: float) -> str:
    return f"{ours * 1000:,.0f} ms to {theirs * 1000:,.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
