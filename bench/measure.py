"""Run whole commands and measure them: wall time in pairs, and memory of all their processes together.

Absolute times drift on a shared machine; a ratio of two commands run in turn holds. So every figure is the
median of the ratios of pairs, A B A B, after one run of each that does not count.
"""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the report: a ratio (or a figure in `unit`), and the most it may be."""

    what: str
    value: float
    bound: float
    unit: str = "x"
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Whether the figure is within its bound."""
        return self.value <= self.bound


def wall_s(command: Command, folder: Path) -> float:
    """Time one run of a command, in seconds; its output is thrown away and its exit code ignored."""
    start = time.perf_counter()
    _run(command, folder)
    return time.perf_counter() - start


def paired(
    ours: Command,
    theirs: Command,
    folder: Path,
    *,
    pairs: int,
    before_ours: Callable[[], None] = lambda: None,
    before_theirs: Callable[[], None] = lambda: None,
) -> tuple[float, float, float]:
    """Run two commands in turn: the median ratio of the pairs, and the median seconds of each."""
    times = []
    for _ in range(pairs + 1):
        before_ours()
        ours_s = wall_s(ours, folder)
        before_theirs()
        times.append((ours_s, wall_s(theirs, folder)))
    del times[0]
    ratio = statistics.median(a / b for a, b in times)
    return ratio, statistics.median(a for a, _ in times), statistics.median(b for _, b in times)


def peak_mib(command: Command, folder: Path) -> float:
    """Give the peak memory of a command and its children together, in MiB, pages they share counted once."""
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_proportional_kib(pid) for pid in (process.pid, *_children(process.pid))))
        time.sleep(0.003)
    return peak / 1024


def environment() -> dict[str, str]:
    """Give the environment of a user: compiled modules are kept, colours and local settings are off."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items() if name not in dropped}


def _run(command: Command, folder: Path) -> None:
    subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _proportional_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
