"""The user's index, brought along with a commit: the entries of the committed paths and no others.

In: entries by path. Out: the index with just these replaced; all else that is staged stays as it is. Git
takes the lock when it starts and reads the index while the commit is being made, so waiting costs little.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

from workbook.errors import WorkbookError
from workbook.vcs.packing import refuse_unwritable
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import Answer, GitFailedError, ask, running
from workbook.vcs.state import await_index
from workbook.vcs.trees import Entry

_COMMAND = ("update-index", "-z", "--add", "--remove", "--index-info")
_FILTERS = r"^filter\..*\.(clean|smudge|process|required)$"
_TRIES = 50
_OFF = {"process": "", "clean": "", "smudge": "", "required": "false"}


class IndexLeftBehindError(WorkbookError):
    """The files or the commit are there, but the index could not be brought along."""

    def __init__(self, commit: str, cause: str) -> None:
        done = f"The commit {commit[:10]} is made" if commit else "The files are written"
        super().__init__(
            f"{done}, but the index still holds the old text ({cause}); "
            "run `git reset --quiet` to bring it along."
        )


@dataclass(slots=True)
class IndexUpdate:
    """What shall stand in the index when the block is left; `commit` is what it goes with.

    `stages` are the sides of paths in conflict: 1 for the base, 2 for ours, 3 for theirs.
    """

    entries: dict[str, Entry | None] = field(default_factory=dict)
    stages: dict[str, Mapping[int, Entry]] = field(default_factory=dict)
    commit: str = ""

    def lines(self) -> bytes:
        """Give all as `update-index --index-info` reads it."""
        lines = []
        for path in sorted(self.entries.keys() | self.stages.keys()):
            entry = None if path in self.stages else self.entries[path]
            mode, id_ = entry if entry else ("0", "0" * 40)
            lines.append(f"{mode} {id_}\t{path}\0")
            for stage, (mode, id_) in sorted(self.stages.get(path, {}).items()):
                lines.append(f"{mode} {id_} {stage}\t{path}\0")
        return "".join(lines).encode("utf-8", "surrogateescape")


@contextmanager
def index_update(repository: Repository) -> Iterator[IndexUpdate]:
    """Hold the index while a commit is made, then bring it along; on an error it stays as it was.

    Raises:
        IndexLeftBehindError: the index could not be written after all.
    """
    update = IndexUpdate()
    with running(repository.top, *_COMMAND, settings=_filters_off(repository)) as process:
        try:
            yield update
        except BaseException:
            # It was told nothing, so it ends by itself, and takes its lock away.
            process.communicate()
            raise
        _, messages = process.communicate(update.lines())
    answer = Answer(code=process.returncode, out=b"", messages=messages.decode(errors="replace"))
    if answer.code and "index.lock" in answer.messages:
        answer = _once_more(repository, update)
    if answer.code:
        _explain(repository, update, answer)


def refresh(repository: Repository) -> None:
    """Let the index know the files as they lie there, so that git need not read them to see no change.

    `git merge --abort` asks for it.
    """
    ask(repository.top, "update-index", "-q", "--refresh", settings=_filters_off(repository))


@lru_cache(maxsize=32)
def _filters_off(repository: Repository) -> Mapping[str, str]:
    """Give settings without the filters that the repository configures.

    Whoever writes an index also reads again the files that are as new as the last one, through the filters.
    An empty `process` also keeps `clean` from being run.
    """
    filters = ask(repository.top, "config", "--null", "--name-only", "--get-regexp", _FILTERS)
    keys = filters.out.decode("utf-8", "surrogateescape").split("\0")[:-1]
    names = sorted({key.rpartition(".")[0] for key in keys})
    return {f"{name}.{part}": value for name in names for part, value in _OFF.items()}


def _once_more(repository: Repository, update: IndexUpdate) -> Answer:
    """Try again where another program held the lock, and again if one more was faster."""
    for _ in range(_TRIES):
        try:
            await_index(repository)
        except WorkbookError as error:
            raise IndexLeftBehindError(update.commit, "another git program holds it") from error
        answer = ask(repository.top, *_COMMAND, stdin=update.lines(), settings=_filters_off(repository))
        if not answer.code or "index.lock" not in answer.messages:
            break
    return answer


def _explain(repository: Repository, update: IndexUpdate, answer: Answer) -> None:
    try:
        refuse_unwritable(repository.top, answer)
        raise GitFailedError("update-index", repository.top, answer.messages)
    except WorkbookError as error:
        raise IndexLeftBehindError(update.commit, str(error).rstrip(".")) from error
