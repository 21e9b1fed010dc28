"""Git's search for the commits that changed files, begun before anybody is ready to read what it finds.

In: revisions and paths. Out: what git says of each commit, in pieces that `history` reads. It takes a while,
so little is loaded before it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import IO

from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask, run, running, widen

_CHUNK = 1 << 16
_PIECES = ("%H", "%P", "%an", "%ae", "%aI", "%s", "%e", "%b")
FIELDS = len(_PIECES)
"""Pieces of a commit's own; one for each file that it changed, and its path, follow."""

# What a configuration could change in the output is said here; programs for diffs have no part in it.
_PLAIN = (
    "--no-color",
    "--full-history",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=none",
    "-O/dev/null",
    "-z",
)
_OPTIONS = (
    *_PLAIN,
    "--encoding=UTF-8",
    "--date-order",
    "--diff-merges=combined",
    "--raw",
    "--no-abbrev",
)


_NAMES = (*_PLAIN, "--format=", "--diff-merges=separate", "--name-only")


@contextmanager
def searching(
    repository: Repository, revisions: Sequence[str], paths: Sequence[str]
) -> Iterator[Iterator[str]]:
    """Give the pieces of each commit of some revisions that changed a path, newest first, as they come.

    Raises:
        WorkbookError: where pieces are read, if git refuses.
    """
    arguments = (
        "log",
        f"--format=tformat:%x01{'%x00'.join(_PIECES)}",
        *_OPTIONS,
        *revisions,
        "--",
        *paths,
    )

    def chunks() -> Iterator[list[str]]:
        assert process.stdout is not None
        yield from _chunks(process.stdout)
        if process.wait():
            # Once more, for the reason.
            run(repository.top, *arguments)

    with running(repository.top, *arguments, messages=False) as process:
        widen(process.stdout)
        yield chain.from_iterable(chunks())


def names_ever(repository: Repository, revisions: Sequence[str]) -> Sequence[bytes] | None:
    """Give the names of all files that commits of some revisions changed, of a merge against any parent.

    None where git refuses.
    """
    # Whoever asks has a way without the answer, on which the reason for a refusal is told.
    answer = ask(repository.top, "log", *_NAMES, *revisions, "--")
    return answer.out.split(b"\0") if answer.code == 0 else None


def span(start: str, since: str) -> list[str]:
    """Give the revisions for what a commit has and `since` has not; "" for all that it has."""
    return [start, f"^{since}"] if since else [start]


def _chunks(stream: IO[bytes]) -> Iterator[list[str]]:
    """Give what lies between zero bytes, as much of it at a time as comes."""
    rest = b""
    while chunk := stream.read1(_CHUNK):  # type: ignore[attr-defined]  # a pipe is buffered and has it
        whole, end, rest = (rest + chunk).rpartition(b"\0")
        if end:
            yield whole.decode("utf-8", "surrogateescape").split("\0")
