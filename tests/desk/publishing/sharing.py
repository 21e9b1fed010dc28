"""A shared repository on disk, and clones of it in the hands of nations."""

import subprocess
from pathlib import Path

from tests.cli.conftest import Bench


def share(bench: Bench, server: Path) -> Bench:
    """Give a plan a shared repository, with all of it published."""
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(server)], check=True)
    bench.git("remote", "add", "origin", str(server))
    bench.git("push", "--quiet", "--set-upstream", "origin", "main")
    return bench


def clone(server: Path, folder: Path, *, nation: str, email: str) -> Bench:
    """Clone a shared repository for the staff of a nation."""
    subprocess.run(["git", "clone", "--quiet", str(server), str(folder)], check=True)
    bench = Bench(folder)
    settings = {"user.name": f"Staff of {nation}", "user.email": email, "workbook.nation": nation}
    for key, value in settings.items():
        bench.git("config", key, value)
    return bench
