"""Adopting as far as it can be foreseen: a second process begins while the rest of the program is loaded.

In: a repository, and the id of a proposal. Out: a `Foreseen`, which holds only if main and the proposal are
still what was last seen of them: what the proposal changes, contents, fingerprints, files as a plan has them,
the tree of the merge, and the new files beside the old ones. It is only help: what is missing or does not
hold is worked out by whoever asks. Where main changed the same files, only what changes is foreseen.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

import msgspec

from workbook.change.affected import Prints, prints_of
from workbook.desk.merging.ahead import all_stored_ahead
from workbook.desk.merging.begun import coming, contents_of, parted
from workbook.errors import WorkbookError
from workbook.records.making import stored_file
from workbook.records.store import Stored
from workbook.records.workbook import PlanFile
from workbook.records.workers import Helper, start_process
from workbook.vcs.head import plain_head
from workbook.vcs.merging import Split, merged_tree
from workbook.vcs.new_files import WrittenAhead
from workbook.vcs.plumbing import Repository
from workbook.vcs.review_refs import MAIN, last_tips
from workbook.vcs.trees import Entry

_MAIN = f"refs/heads/{MAIN}"
_START, _CONTENTS, _FILES, _PRINTS, _TREE = range(5)


class _Start(msgspec.Struct, frozen=True, kw_only=True):
    """Main and the proposal as they were last seen, and what each side changed."""

    main: str
    tip: str
    parts: Split


class NothingForeseenError(WorkbookError):
    """There is nothing that can be foreseen, which is told to nobody."""


class Foreseen:
    """What a second process makes of a proposal; of some of it, it is said whether it still holds."""

    def __init__(self, repository: Repository, helper: Helper) -> None:
        self._repository = repository
        self._helper = helper

    def parts(self, main: str, tip: str) -> Split | None:
        """Give what each side changed, if main and the proposal are these commits; all else holds with it."""
        start = self._start
        is_so = start is not None and (start.main, start.tip) == (main, tip)
        return start.parts if start is not None and is_so else None

    def contents(self) -> Mapping[str, bytes]:
        """Give the contents of files before and after, by id."""
        return self._contents

    def prints(self) -> Prints:
        """Give the fingerprints of files, each by itself."""
        return self._helper.results(dict[str, tuple[str, str]], _PRINTS) or {}

    def files(self) -> Mapping[str, PlanFile]:
        """Give the files that come in, as a plan has them."""
        found = self._helper.results(list[Stored | None], _FILES) or []
        stored = zip(self._coming.items(), found, strict=False)
        return {
            path: stored_file(path, self._contents[entry.id], one)
            for (path, entry), one in stored
            if one is not None
        }

    def tree(self) -> str:
        """Give the tree of the merge."""
        assert self._start is not None
        made = self._helper.results(str, _TREE)
        return made or merged_tree(self._repository, self._start.parts, {})

    def written(self) -> Sequence[WrittenAhead]:
        """Give the new files that were written, once all are."""
        return [self._new_files] if self._start is not None and self._helper.is_done() else []

    def clear(self) -> None:
        """End what is at work, and take away what nobody took."""
        self._helper.end()
        if self._start is not None:
            self._new_files.clear()

    @cached_property
    def _start(self) -> _Start | None:
        return self._helper.results(_Start, _START)

    @cached_property
    def _contents(self) -> Mapping[str, bytes]:
        return self._helper.results(dict[str, bytes], _CONTENTS) or {}

    @cached_property
    def _coming(self) -> Mapping[str, Entry]:
        assert self._start is not None
        return coming(self._start.parts)

    @cached_property
    def _new_files(self) -> WrittenAhead:
        return WrittenAhead(self._repository, self._coming)


@contextmanager
def foreseen(repository: Repository, remote: str, id: str) -> Iterator[Foreseen | None]:
    """Let a second process begin within the block; what nobody took goes at its end."""
    helper = start_process(*_Work(repository, remote, id).steps())
    if helper is None:
        yield None
        return
    found = Foreseen(repository, helper)
    with helper:
        try:
            yield found
        finally:
            found.clear()


class _Work:
    """What the second process does, step by step; each tells what it made."""

    def __init__(self, repository: Repository, remote: str, id: str) -> None:
        self._repository, self._remote, self._id = repository, remote, id
        self._for_whom = os.getpid()

    def steps(self) -> Sequence[Callable[[], object]]:
        """Give the steps in order."""
        # The plan is judged with the files while this process goes on.
        return (self.begin, self.read, self.understand, self.sign, self.plant, self.write)

    def begin(self) -> _Start:
        main, tip = last_tips(self._repository, self._remote, self._id)
        if not main or not tip:
            raise NothingForeseenError
        self.start = _Start(main=main, tip=tip, parts=parted(self._repository, main, tip, self._id))
        return self.start

    def read(self) -> Mapping[str, bytes]:
        if self.start.parts.both:
            raise NothingForeseenError
        taken = self.start.parts.taken
        self.contents = contents_of(self._repository, (entry for step in taken.values() for entry in step))
        return self.contents

    def understand(self) -> Sequence[Stored | None]:
        entries = coming(self.start.parts)
        return all_stored_ahead({path: self.contents[entry.id] for path, entry in entries.items()})

    def sign(self) -> Prints:
        steps = self.start.parts.taken.items()
        return prints_of(
            {path: self._content(step.before) for path, step in steps},
            {path: self._content(step.after) for path, step in steps},
        )

    def plant(self) -> str:
        return merged_tree(self._repository, self.start.parts, {})

    def write(self) -> None:
        if plain_head(self._repository.git_folder, self._repository.head_folder) != _MAIN:
            return
        entries = coming(self.start.parts)
        files = WrittenAhead(self._repository, entries, process=self._for_whom)
        files.write({path: self.contents[entry.id] for path, entry in entries.items()})

    def _content(self, entry: Entry | None) -> bytes | None:
        return self.contents[entry.id] if entry is not None and entry.is_file else None
