"""Measure the bounds of changes: editing, merging, history, on the plan of 10,800 records.

Each measurement makes what it needs in a copy of the plan's repository; peers are git's own commands on the
same files, with no driver of ours at work.
"""

import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.measure import Figure, paired, wall_s
from bench.plans import CHECK, TODAY, WORKBOOK, check_and_settle, introduce

CHANGED, ON_BOTH = 1_000, 200
COMMITS = 1_000


def changes(plan: Path, folder: Path) -> Iterator[Figure]:
    """Measure every line on copies of a plan that was checked before."""
    setting = _copied(plan, folder / "setting")
    yield _setting(setting)
    yield _editing(setting)
    yield _merging(_copied(plan, folder / "merging"))
    yield _telling(_copied(plan, folder / "telling"))


def _setting(plan: Path) -> Figure:
    record = _records(plan)[0]
    file = plan / record
    count = 0

    def set_ours() -> None:
        nonlocal count
        count += 1
        ours[-1] = f"notes=change {count}"

    def change_theirs() -> None:
        file.write_text(file.read_text() + f"# change {time.monotonic_ns()}\n")

    ours = [WORKBOOK, "--today", TODAY, "set", file.stem, ""]
    theirs = ["git", "commit", "--quiet", "--message", "Change", "--", record]
    wall_s(CHECK, plan)
    ratio, ours_s, theirs_s = paired(
        ours, theirs, plan, pairs=9, before_ours=set_ours, before_theirs=change_theirs
    )
    return Figure(
        what="set with its commit, to git commit", value=ratio, bound=6, detail=_ms(ours_s, theirs_s)
    )


def _editing(plan: Path) -> Figure:
    from workbook.desk.editing.edits import set_fields
    from workbook.desk.session import Session

    session = Session.open(plan, today=date.fromisoformat(TODAY))
    id = Path(_records(plan)[0]).stem
    session.outlook(set_fields(session, id, ["notes=first"]))
    taken = []
    for count in range(15):
        start = time.perf_counter()
        session.outlook(set_fields(session, id, [f"quantity={count + 2}"]))
        taken.append((time.perf_counter() - start) * 1000)
    return Figure(what="edit to findings in a session", value=statistics.median(taken), bound=50, unit="ms")


def _merging(plan: Path) -> Figure:
    """Merge two branches that changed 1,000 records each, 200 of them both, in places that git can merge."""
    records = _records(plan)
    _git(plan, "switch", "--quiet", "--create", "theirs")
    _change(plan, records[:CHANGED], top=False)
    _git(plan, "switch", "--quiet", "main")
    _change(plan, records[CHANGED - ON_BOTH : 2 * CHANGED - ON_BOTH], top=True)
    (plan / ".git" / "info").mkdir(exist_ok=True)
    (plan / ".git" / "info" / "attributes").write_text("* !merge\n")
    check_and_settle(plan)
    start = _git(plan, "rev-parse", "HEAD")
    ours = [WORKBOOK, "--today", TODAY, "merge", "theirs", "--with-errors", "bench"]
    theirs = ["git", "merge", "--quiet", "--no-edit", "theirs"]
    ours_s: list[float] = []
    theirs_s: list[float] = []
    checks_s: list[float] = []
    for _ in range(5):
        for command, taken in ((ours, ours_s), (theirs, theirs_s)):
            _git(plan, "reset", "--quiet", "--hard", start)
            check_and_settle(plan)
            checks_s.append(wall_s(CHECK, plan))
            taken.append(wall_s(command, plan))
            if _git(plan, "rev-parse", "HEAD^2") != _git(plan, "rev-parse", "theirs"):
                raise SystemExit(f"{command[0]} did not merge")
    merge_s, git_s, check_s = (statistics.median(each) for each in (ours_s, theirs_s, checks_s))
    return Figure(
        what="merge less one cached check, to git merge",
        value=(merge_s - check_s) / git_s,
        bound=2,
        detail=f"{_ms(merge_s, git_s)}, check {check_s * 1000:,.0f} ms",
    )


def _telling(plan: Path) -> Figure:
    record = _records(plan)[0]
    branch = _git(plan, "rev-parse", "HEAD")
    text = (plan / record).read_text()
    stream = []
    for count in range(COMMITS):
        data = text + f'[[sources]]\ntitle = "Number {count}"\n'
        stream.append(
            f"commit refs/heads/main\ncommitter Bench <bench@example.org> {1_690_000_000 + count} +0000\n"
            f"data 6\nChange\n{f'from {branch}' + chr(10) if not count else ''}"
            f"M 100644 inline {record}\ndata {len(data.encode())}\n{data}\n"
        )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=plan, input="".join(stream).encode(), check=True)
    _git(plan, "reset", "--quiet", "--hard", "main")
    # What was written till now would be brought to the disk beside what is measured.
    os.sync()
    ratio, ours_s, theirs_s = paired(
        [WORKBOOK, "--today", TODAY, "log", Path(record).stem],
        ["git", "log", "--raw", "--", record],
        plan,
        pairs=25,
    )
    return Figure(
        what="log of 1,000 commits, to git log --raw", value=ratio, bound=4, detail=_ms(ours_s, theirs_s)
    )


def _copied(plan: Path, copy: Path) -> Path:
    shutil.copytree(plan, copy, symlinks=True)
    introduce(copy)
    _git(copy, "status", "--porcelain")
    return copy


def _records(plan: Path) -> list[str]:
    """List commitments, those of NOR first, in order."""
    found = sorted(
        path.relative_to(plan).as_posix() for path in plan.glob("plans/nations/*/commitments/*.toml")
    )
    return sorted(found, key=lambda path: "/NOR/" not in path)


def _change(plan: Path, records: list[str], *, top: bool) -> None:
    """Change each record at one end of its file, far enough from the other end for a line merge."""
    for record in records:
        file = plan / record
        # As bytes: some records have the line ends of another system, which must stay.
        data = file.read_bytes()
        if top:
            file.write_bytes(data.replace(b'title = "', b'title = "Reviewed: ', 1))
        else:
            file.write_bytes(data + b'\n[[sources]]\ntitle = "Review"\n')
    _git(plan, "commit", "--quiet", "--all", "--message", "Change")


def _git(plan: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=plan, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _ms(ours: float, theirs: float) -> str:
    return f"{ours * 1000:,.0f} ms to {theirs * 1000:,.0f} ms"
