"""A shared repository on disk, and clones of it in the hands of nations."""

import subprocess
from pathlib import Path

from tests.cli.conftest import Bench
from tests.copying import copy_repository

_ORIGIN = """\
[remote "origin"]
	url = {server}
	fetch = +refs/heads/*:refs/remotes/origin/*
[branch "main"]
	remote = origin
	merge = refs/heads/main
"""


def share(bench: Bench, server: Path) -> Bench:
    """Give a plan a shared repository, with all of it published."""
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(server)], check=True)
    (server / "hooks").mkdir()
    bench.git("remote", "add", "origin", str(server))
    bench.git("push", "--quiet", "--set-upstream", "origin", "main")
    return bench


def share_copy(bench: Bench, made: Path, server: Path) -> Bench:
    """Give a plan a copy of a shared repository in which all of it was published before."""
    copy_repository(made, server)
    with (bench.folder / ".git/config").open("a") as settings:
        settings.write(_ORIGIN.format(server=server))
    bench.git("update-ref", "refs/remotes/origin/main", "main")
    return bench


def clone(server: Path, folder: Path, *, nation: str, email: str) -> Bench:
    """Clone a shared repository for the staff of a nation."""
    settings = {"user.name": f"Staff of {nation}", "user.email": email, "workbook.nation": nation}
    words = [word for key, value in settings.items() for word in ("--config", f"{key}={value}")]
    subprocess.run(["git", "clone", "--quiet", *words, str(server), str(folder)], check=True)
    return Bench(folder)
