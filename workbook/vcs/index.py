"""The user's index, brought along with a commit: the entries of the committed paths and no others.

In: entries by path. Out: the index with just these replaced; all else that is staged stays as it is. Git
takes the lock when it starts and reads the index while the commit is being made, so waiting costs little.
"""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from workbook.vcs.packing import refuse_unwritable
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import Answer, GitFailedError, ask, refuse_known_causes, running, widen
from workbook.vcs.state import PATIENCE_S, IndexLockedError, await_index
from workbook.vcs.trees import Entry

if TYPE_CHECKING:
    from subprocess import Popen

T = TypeVar("T")

_COMMAND = ("update-index", "-z", "--add", "--remove", "--index-info")
_FILTERS = re.compile(r"filter\..*\.(clean|smudge|process|required)", re.DOTALL)
_OFF = {"process": "", "clean": "", "smudge": "", "required": "false"}


class IndexUpdate:
    """An index that git has read and holds, ready to take entries over."""

    def __init__(self, repository: Repository, process: "Popen[bytes]") -> None:
        self._repository = repository
        self._process = process
        self._untold = b""

    def tell(
        self,
        entries: Mapping[str, Entry | None],
        stages: Mapping[str, Mapping[int, Entry]] = MappingProxyType({}),
    ) -> None:
        """Let git take over entries, and `stages` of paths in conflict: 1 for the base, 2 ours, 3 theirs.

        They are written by `write`. Before that git knows no more than the first letter of the last line:
        where this process ends, git finds that line broken, and leaves the index as it was.
        """
        lines = _lines(entries, stages, self._repository.id_length)
        known = lines.rfind(b"\0", 0, -1) + 2
        told, self._untold = memoryview(lines)[:known], lines[known:]
        assert self._process.stdin is not None
        widen(self._process.stdin)
        # Past the buffer, which could not be emptied any more where git is gone; `write` says why it is.
        with suppress(BrokenPipeError):
            while told:
                told = told[os.write(self._process.stdin.fileno(), told) :]

    def write(self) -> None:
        """Write what git was told.

        Raises:
            IndexLockedError: another program has the index; nothing is written.
            WorkbookError: the index cannot be written.
        """
        _, messages = self._process.communicate(self._untold)
        answer = Answer(code=self._process.returncode, out=b"", messages=messages.decode(errors="replace"))
        if answer.code and "index.lock" in answer.messages and "File exists" in answer.messages:
            raise IndexLockedError(self._repository.head_folder / "index.lock")
        refuse_unwritable(self._repository.top, answer)
        if answer.code:
            refuse_known_causes(self._repository.top, answer.messages)
            raise GitFailedError("update-index", self._repository.top, answer.messages)


@contextmanager
def index_update(repository: Repository) -> Iterator[IndexUpdate]:
    """Hold the index for a time; where nothing is written it stays as it was."""
    with running(repository.top, *_COMMAND, settings=filters_off(repository)) as process:
        try:
            yield IndexUpdate(repository, process)
        finally:
            if process.returncode is None:
                # It was told no whole order, so it ends by itself, and takes its lock away.
                process.communicate()


def once_index_is_free(repository: Repository, work: Callable[[], T]) -> T:
    """Do what updates the index, and again where another program was faster, for two seconds at most.

    Raises:
        IndexLockedError: the other does not leave it.
    """
    until = time.monotonic() + PATIENCE_S
    while True:
        await_index(repository)
        try:
            return work()
        except IndexLockedError:
            if time.monotonic() > until:
                raise


def refresh(repository: Repository) -> None:
    """Let the index know the files as they lie there, so that git need not read them to see no change.

    `git merge --abort` asks for it.
    """
    ask(repository.top, "update-index", "-q", "--refresh", settings=filters_off(repository))


def staged_tree(repository: Repository) -> str:
    """Write the tree of what is staged, and give its id.

    Raises:
        GitFailedError: something is in conflict, or the repository cannot be written.
    """
    answer = ask(repository.top, "write-tree", settings=filters_off(repository))
    refuse_unwritable(repository.top, answer)
    if answer.code:
        raise GitFailedError("write-tree", repository.top, answer.messages)
    return answer.out.decode("ascii").strip()


def _lines(
    entries: Mapping[str, Entry | None], stages: Mapping[str, Mapping[int, Entry]], id_length: int
) -> bytes:
    """Give all as `update-index --index-info` reads it."""
    nowhere = "0" * id_length
    lines = []
    for path in sorted(entries.keys() | stages.keys()):
        entry = None if path in stages else entries[path]
        mode, id_ = entry if entry else ("0", nowhere)
        lines.append(f"{mode} {id_}\t{path}\0")
        for stage, (mode, id_) in sorted(stages.get(path, {}).items()):
            lines.append(f"{mode} {id_} {stage}\t{path}\0")
    return "".join(lines).encode("utf-8", "surrogateescape")


def filters_off(repository: Repository) -> Mapping[str, str]:
    """Give settings without the filters that anybody configures.

    Whoever writes an index also reads again the files that are as new as the last one, through the filters.
    An empty `process` also keeps `clean` from being run.
    """
    keys = (one.key for one in repository.scoped_settings() if _FILTERS.fullmatch(one.key))
    names = sorted({key.rpartition(".")[0] for key in keys})
    return {f"{name}.{part}": value for name in names for part, value in _OFF.items()}
