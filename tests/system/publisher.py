"""One nation's staff at work: a figure is changed and published, over and over; what succeeded is noted.

Run as `python -m tests.system.publisher CLONE REF LAST AT_ONCE DONE`. The figure of REF becomes 1 to LAST,
each saved by `set`, AT_ONCE of them published by one `sync`; what `sync` said is there is noted in DONE, a
line each. Started anew, it goes on behind that.
"""

import os
import sys
from pathlib import Path

from click.testing import CliRunner

from workbook.cli.program import program


def main(clone: str, ref: str, last: str, at_once: str, done: str) -> int:
    """Publish what is not there yet."""
    with Path(done).open("a+") as log:
        log.seek(0)
        known = len(log.readlines())
        for first in range(known + 1, int(last) + 1, int(at_once)):
            figures = range(first, min(first + int(at_once), int(last) + 1))
            for figure in figures:
                _run(clone, "set", ref, f"quantity={figure}")
            _run(clone, "sync")
            log.writelines(f"{figure}\n" for figure in figures)
            log.flush()
            os.fsync(log.fileno())
    return 0


def _run(clone: str, *words: str) -> None:
    """Run a command until it succeeds: others publish and are killed meanwhile."""
    for _ in range(100):
        result = CliRunner().invoke(program, ["--dir", clone, "--today", "2022-09-28", *words])
        if result.exit_code == 0:
            return
        print(*words, result.exit_code, result.stdout, result.stderr, file=sys.stderr, flush=True)
    raise SystemExit(f"{words} never succeeded")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
