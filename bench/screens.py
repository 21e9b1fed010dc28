"""Measure the bounds of the screens, in a real terminal of 120 x 36: first paint, keys, memory.

The peer of the first paint is the smallest Textual application that shows the same text. From a key to the
paint is the time until the last byte that the key brings to the terminal has arrived. What moves with a key
is the table of records; the pane that tells the record in full follows only once the cursor rests for 100 ms,
which is told beside the figure and not part of it.
"""

import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from bench.measure import Figure, environment
from bench.plans import TODAY, WORKBOOK, check_and_settle, introduce

PYTHON = sys.executable
OURS = [WORKBOOK, "--today", TODAY]
STILL = str(Path(__file__).with_name("still.py"))
COLUMNS, LINES = 120, 36
_QUIET_S = 0.05
_PATIENCE_S = 30.0


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.started = time.perf_counter()
        self.pid, self._file = pty.fork()
        if not self.pid:
            os.chdir(folder)
            os.environ.clear()
            os.environ.update({**environment(), "TERM": "xterm-256color", "COLORTERM": "truecolor"})
            os.execvp(command[0], list(command))
        ioctl(self._file, TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def until(self, text: bytes) -> float:
        """Read until a text has come; give the seconds since the start."""
        seen = b""
        while text not in seen:
            if time.perf_counter() - self.started > _PATIENCE_S:
                raise SystemExit(f"the terminal never showed {text!r}")
            seen += self._read(1.0)
        return time.perf_counter() - self.started

    def settle(self) -> None:
        """Read until nothing comes any more."""
        while self._read(0.5):
            pass

    def press(self, key: bytes, *, quiet_s: float = _QUIET_S) -> float:
        """Press a key and read until nothing comes for a while; give the milliseconds to the last byte."""
        start = time.perf_counter()
        os.write(self._file, key)
        last = start
        wait = 2.0
        while self._read(wait):
            last, wait = time.perf_counter(), quiet_s
        return (last - start) * 1000

    def memory_mib(self) -> float:
        """Give what the program holds in memory now, and held at most."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def _read(self, timeout_s: float) -> bytes:
        ready, _, _ = select.select([self._file], [], [], timeout_s)
        try:
            return os.read(self._file, 1 << 16) if ready else b""
        except OSError:
            raise SystemExit("the program ended by itself") from None


def screens(plan: Path, folder: Path) -> Iterator[Figure]:
    """Measure every line on a plan; it is checked before, and somebody of NOR works on it."""
    introduce(plan)
    check_and_settle(plan)
    yield _first_paint(plan, folder)
    yield _keys("key to paint, scrolling and filtering", plan, bound=60)
    yield _form(plan)


def large_screens(plan: Path) -> Iterator[Figure]:
    """Measure what is bound on a plan of ten times the size."""
    introduce(plan)
    check_and_settle(plan)
    yield _keys("key to paint at 108,000 records", plan, bound=90)
    terminal = _opened(plan)
    terminal.press(b"\x1b[B")
    yield Figure(
        what="screens at 108,000 records, memory", value=terminal.memory_mib(), bound=600, unit="MiB"
    )
    terminal.close()


def _first_paint(plan: Path, folder: Path) -> Figure:
    text, mark = _first_screen(plan)
    still = folder / "still.txt"
    still.write_text(text)
    ratios, ours, theirs = [], [], []
    for _ in range(8):
        ours.append(_paint_s(OURS, plan, mark))
        theirs.append(_paint_s([PYTHON, STILL, str(still)], plan, mark))
        ratios.append(ours[-1] / theirs[-1])
    return Figure(
        what="first paint with cache, to a still text",
        value=statistics.median(ratios[1:]),
        bound=1.6,
        detail=f"{statistics.median(ours) * 1000:,.0f} ms to {statistics.median(theirs) * 1000:,.0f} ms",
    )


def _paint_s(command: Sequence[str], plan: Path, mark: bytes) -> float:
    terminal = Terminal(command, plan)
    seconds = terminal.until(mark)
    terminal.close()
    return seconds


def _first_screen(plan: Path) -> tuple[str, bytes]:
    """Give the text of the first screen, and the last id that it shows."""
    import asyncio
    from datetime import date

    from workbook.desk.session import Session
    from workbook.tui.app import WorkbookApp

    async def shown() -> str:
        app = WorkbookApp(Session.open(plan, today=date.fromisoformat(TODAY)))
        async with app.run_test(size=(COLUMNS, LINES)) as pilot:
            await pilot.pause()
            strips = app.screen._compositor.render_strips(app.size)
            return "\n".join(strip.text for strip in strips)

    text = asyncio.run(shown())
    ids = [word for word in text.split() if word.startswith("NOR-C-")]
    return text, ids[-1].encode()


def _opened(plan: Path) -> Terminal:
    terminal = Terminal(OURS, plan)
    terminal.until(b"Commitments of ")
    terminal.settle()
    return terminal


def _keys(what: str, plan: Path, *, bound: float) -> Figure:
    """Scroll through records line by line and page by page, then type into a filter and take it away."""
    terminal = _opened(plan)
    down, page, back = b"\x1b[B", b"\x1b[6~", b"\x7f"
    scrolling = [terminal.press(key) for key in [down] * 40 + [page] * 10 + [down] * 10]
    terminal.settle()
    resting = [terminal.press(down, quiet_s=0.3) for _ in range(10)]
    terminal.press(b"/")
    words = [bytes([letter]) for letter in b"status=committed title~shell"]
    typing = [terminal.press(key) for key in [*words, *[back] * 12]]
    terminal.close()
    return Figure(
        what=f"{what}, 95th",
        value=_late([*scrolling, *typing]),
        bound=bound,
        unit="ms",
        detail=f"scrolling {_late(scrolling):.0f} ms, typing {_late(typing):.0f} ms, "
        f"a record in full {_late(resting):.0f} ms",
    )


def _form(plan: Path) -> Figure:
    """Type into a field of the record form, where findings follow at each key."""
    terminal = _opened(plan)
    terminal.press(b"e")
    terminal.settle()
    typed: Callable[[int], bytes] = lambda count: b"x" if count % 4 else b"\x7f"  # noqa: E731  # short
    taken = [terminal.press(typed(count)) for count in range(40)]
    terminal.close()
    shutil.rmtree(plan / ".git" / "workbook" / "drafts")  # the draft would be offered at the next start
    return Figure(what="typing in a form, findings updated, 95th", value=_late(taken), bound=100, unit="ms")


def _late(taken: Sequence[float]) -> float:
    """Give the 95th percentile."""
    return statistics.quantiles(taken, n=20)[-1]
