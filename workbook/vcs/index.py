"""The user's index, brought along with a commit: the entries of the committed paths and no others.

In: entries by path. Out: the index with just these replaced; all else that is staged stays as it is. Git
takes the lock when it starts and reads the index while the commit is being made, so waiting costs little.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from workbook.errors import WorkbookError
from workbook.vcs.packing import refuse_unwritable
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import Answer, GitFailedError, ask, running
from workbook.vcs.state import await_index
from workbook.vcs.trees import Entry

_COMMAND = ("update-index", "-z", "--add", "--remove", "--index-info")


class IndexLeftBehindError(WorkbookError):
    """The commit is made, but the index could not be brought along."""

    def __init__(self, commit: str, cause: str) -> None:
        super().__init__(
            f"The commit {commit[:10]} is made, but the index still holds the old text ({cause}); "
            "run `git reset --quiet` to bring it along."
        )


@dataclass(slots=True)
class IndexUpdate:
    """What shall stand in the index when the block is left; `commit` is what it goes with."""

    entries: dict[str, Entry | None] = field(default_factory=dict)
    commit: str = ""


@contextmanager
def index_update(repository: Repository) -> Iterator[IndexUpdate]:
    """Hold the index while a commit is made, then bring it along; on an error it stays as it was.

    Raises:
        IndexLeftBehindError: the index could not be written after all.
    """
    update = IndexUpdate()
    with running(repository.top, *_COMMAND) as process:
        try:
            yield update
        except BaseException:
            # It was told nothing, so it ends by itself, and takes its lock away.
            process.communicate()
            raise
        _, messages = process.communicate(index_lines(update.entries))
    answer = Answer(code=process.returncode, out=b"", messages=messages.decode(errors="replace"))
    if answer.code and "index.lock" in answer.messages:
        answer = _once_more(repository, update)
    if answer.code:
        _explain(repository, update, answer)


def index_lines(entries: Mapping[str, Entry | None]) -> bytes:
    """Give entries as `update-index --index-info` reads them."""
    lines = []
    for path, entry in sorted(entries.items()):
        mode, id_ = entry if entry else ("0", "0" * 40)
        lines.append(f"{mode} {id_}\t{path}\0".encode("utf-8", "surrogateescape"))
    return b"".join(lines)


def _once_more(repository: Repository, update: IndexUpdate) -> Answer:
    """Try again where another program held the lock."""
    try:
        await_index(repository)
    except WorkbookError as error:
        raise IndexLeftBehindError(update.commit, "another git program holds it") from error
    return ask(repository.top, *_COMMAND, stdin=index_lines(update.entries))


def _explain(repository: Repository, update: IndexUpdate, answer: Answer) -> None:
    try:
        refuse_unwritable(repository.top, answer)
        raise GitFailedError("update-index", repository.top, answer.messages)
    except WorkbookError as error:
        raise IndexLeftBehindError(update.commit, str(error).rstrip(".")) from error
