"""What was pushed and not yet taken in: a bare repository of its own, in which all of it can be read.

In: a shared repository, and where git keeps the objects of a push until its hook ends. Out: a `Repository`
whose objects are those of both and whose branches are those of the shared one. Nothing of the shared
repository's settings counts in it; what is written there, as by a merge made to compare with, goes with it.

Source: githooks(5), "pre-receive"; git-receive-pack(1), "Quarantine environment"; gitrepository-layout(5).
"""

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run

QUARANTINE = "GIT_QUARANTINE_PATH"
_CACHE = "workbook"
_PREFIX = "judging-"
_LEFT_OVER_AFTER_S = 3_600
_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"


def tips(repository: Repository) -> Mapping[str, str]:
    """List all refs of a repository by their full names, with the objects that they name."""
    out = run(repository.top, "for-each-ref", "--format=%(objectname) %(refname)")
    rows = [line.split(" ", 1) for line in out.decode("utf-8", "surrogateescape").splitlines()]
    return {name: id_ for id_, name in rows}


@contextmanager
def pushed_alone(folder: Path, pushed: Path) -> Iterator[Repository]:
    """Give a repository in `folder` that holds the pushed objects and nothing else, and remove it later."""
    with _scratch(folder, [pushed], {}) as repository:
        yield repository


@contextmanager
def pushed_over(
    shared: Repository, folder: Path, pushed: Path | None, refs: Mapping[str, str]
) -> Iterator[Repository]:
    """Give a repository in `folder` that holds what was pushed and all of the shared one.

    `refs` are what the shared one holds by now. What is cached of plans is shared with it.
    """
    sources = [*([pushed] if pushed else []), shared.git_folder / "objects"]
    with _scratch(folder, sources, refs) as repository:
        kept = shared.git_folder / _CACHE
        kept.mkdir(exist_ok=True)
        (repository.git_folder / _CACHE).symlink_to(kept)
        yield repository


def clear_left_over(folder: Path) -> None:
    """Remove what guards that were killed left in `folder`."""
    now = time.time()
    for path in folder.glob(f"{_PREFIX}*"):
        if now - path.stat().st_mtime > _LEFT_OVER_AFTER_S:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _scratch(folder: Path, sources: list[Path], refs: Mapping[str, str]) -> Iterator[Repository]:
    top = folder / f"{_PREFIX}{os.getpid()}-{time.monotonic_ns()}"
    (top / "objects" / "info").mkdir(parents=True)
    try:
        (top / "refs").mkdir()
        (top / "HEAD").write_text("ref: refs/heads/main\n")
        (top / "config").write_text(_CONFIG)
        lines = [f"{id_} {name}\n" for name, id_ in sorted(refs.items())]
        (top / "packed-refs").write_text("".join(lines), "utf-8", "surrogateescape")
        listed = "".join(f"{_quoted(source)}\n" for source in sources)
        (top / "objects" / "info" / "alternates").write_text(listed, "utf-8", "surrogateescape")
        yield Repository(top=top, git_folder=top, head_folder=top, is_bare=True)
    finally:
        shutil.rmtree(top, ignore_errors=True)


def _quoted(path: Path) -> str:
    """Write a folder as git reads it in a list of alternates: quoted as in C where a line cannot hold it."""
    text = str(path.resolve())
    if not any(letter in text for letter in '"\\\n#'):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
