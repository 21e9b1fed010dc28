"""A merge begun in a second process, which goes on to read what comes in, while this one loads the plan.

In: a repository and a branch. Out: a `Begun`, and what was read and written. It is only help: where there is
no second process, or it fails, this one begins when it is asked to, and another may read what comes in.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from workbook.desk.folders import plan_top
from workbook.desk.merging.ahead import Ahead, Reading, are_many
from workbook.desk.merging.begun import Begun, begin, coming
from workbook.records.workers import Helper, start_process
from workbook.vcs.new_files import WrittenAhead
from workbook.vcs.plumbing import Repository

_BEGUN, _FIRST_PART = range(2)


class Beginning:
    """What a merge begins with, read by a second process or when asked for, and what it goes on to do."""

    def __init__(self, repository: Repository, branch: str, helper: Helper | None, *, writes: bool) -> None:
        self._repository = repository
        self._branch = branch
        self._helper = helper
        self._writes = writes

    @property
    def is_told(self) -> bool:
        """Whether the second process has begun by now, so that nobody waits for it."""
        return self._helper is not None and self._helper.has_told(_BEGUN)

    def begin(self) -> Begun:
        """Give what the merge begins with; waited for.

        Raises:
            WorkbookError: as `begun.begin`.
        """
        return self._begun or begin(self._repository, self._branch)

    def ahead(self) -> Ahead | None:
        """Give what the second process reads and writes of what comes in; None where it does not."""
        if self._begun is None or not are_many(len(coming(self._begun.parts))):
            return None
        entries = coming(self._begun.parts)
        return Ahead(self._repository, entries, "", self._helper, self._new_files, first=_FIRST_PART)

    def clear(self) -> None:
        """End what is at work, and take away what nobody took."""
        if self._helper is not None:
            self._helper.end()
        if self._new_files is not None:
            self._new_files.clear()

    @cached_property
    def _begun(self) -> Begun | None:
        return self._helper.results(Begun, _BEGUN) if self._helper is not None else None

    @cached_property
    def _new_files(self) -> WrittenAhead | None:
        if self._begun is None or not self._writes:
            return None
        return WrittenAhead(self._repository, coming(self._begun.parts))


@contextmanager
def begun_ahead(start: Path, branch: str, *, writes: bool) -> Iterator[Beginning]:
    """Begin to merge a branch into that of the plan around a folder, within the block.

    With `writes` new files are written beside the old ones; those that nobody took go at its end.

    Raises:
        WorkbookError: no plan is there.
    """
    repository = Repository.find(plan_top(start))
    helper = start_process(*_Work(repository, branch, writes=writes).steps())
    found = Beginning(repository, branch, helper, writes=writes)
    if helper is None:
        yield found
        return
    with helper:
        try:
            yield found
        finally:
            found.clear()


class _Work:
    """What the second process does, step by step; each tells what it made."""

    def __init__(self, repository: Repository, branch: str, *, writes: bool) -> None:
        self._repository = repository
        self._branch = branch
        self._writes = writes
        self._for_whom = os.getpid()
        self._reading = Reading(repository)

    def steps(self) -> Sequence[Callable[[], object]]:
        """Give the steps in order."""
        return (self.begin, *self._reading.steps(), self.write)

    def begin(self) -> Begun:
        begun = begin(self._repository, self._branch)
        entries = coming(begun.parts)
        if are_many(len(entries)):
            self._reading.entries = entries
        return begun

    def write(self) -> None:
        if self._writes:
            files = WrittenAhead(self._repository, self._reading.entries, process=self._for_whom)
            files.write(self._reading.contents)
