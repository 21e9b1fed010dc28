"""One nation's staff at work: a figure is changed and published, over and over; what succeeded is noted.

Run as `python -m tests.system.publisher CLONE REF LAST AT_ONCE DONE`. The figure of REF becomes 1 to LAST,
each saved by `set`, AT_ONCE of them published by one `sync`; what `sync` said is there is noted in DONE, a
line each. Started anew, it goes on behind that.
"""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from workbook.cli.program import program


def main(clone: str, ref: str, last: str, at_once: str, done: str) -> int:
    """Publish what is not there yet."""
    saved = _saved(clone, ref)
    with Path(done).open("a+") as log:
        log.seek(0)
        noted = len(log.readlines())
        while noted < int(last):
            wanted = min(noted + int(at_once), int(last))
            for figure in range(saved + 1, wanted + 1):
                _run(clone, "set", ref, f"quantity={figure}")
            saved = max(saved, wanted)
            _run(clone, "sync")
            log.writelines(f"{figure}\n" for figure in range(noted + 1, saved + 1))
            log.flush()
            os.fsync(log.fileno())
            noted = saved
    return 0


def _saved(clone: str, ref: str) -> int:
    """Give the figure of the last commit, 0 where there is none yet."""
    path = f"HEAD:plans/nations/{ref[:3]}/commitments/{ref}.toml"
    text = subprocess.run(["git", "-C", clone, "show", path], capture_output=True, text=True, check=True)
    return next((int(line[11:]) for line in text.stdout.splitlines() if line.startswith("quantity = ")), 0)


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
