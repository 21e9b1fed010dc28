"""What only the other side changed, read in a second process while this one merges what both did.

In: a repository, and what becomes of the paths. Out: the bytes of the files, and the files as a plan has
them; and where that is wanted, the new files already written beside the old ones while this process judges.
It is only help: where there is no second process, or it fails, this one reads the bytes when they are asked
for, each file is read when the plan is judged, and written when it is put in its place.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from workbook.desk.merging.begun import contents_of
from workbook.records.fault import too_large
from workbook.records.making import read_stored, stored_file
from workbook.records.paths import home_of
from workbook.records.store import Stored
from workbook.records.workbook import PlanFile
from workbook.records.workers import Helper, start_process
from workbook.vcs.new_files import WrittenAhead
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import Entry

# Below this a second process costs more than it saves.
_FEWEST_FILES = 200


class Taken(NamedTuple):
    """Files by path: their bytes, and as a plan has them as far as they were read."""

    contents: Mapping[str, bytes]
    files: Mapping[str, PlanFile]


Report: TypeAlias = tuple[bytes, Stored | None]


class Ahead:
    """What a second process does meanwhile; without one, what is left to be done."""

    def __init__(
        self,
        repository: Repository,
        entries: Mapping[str, Entry],
        prefix: str,
        helper: Helper | None = None,
        files: WrittenAhead | None = None,
        tree: Callable[[], str] | None = None,
        work: int = 0,
    ) -> None:
        self._repository = repository
        self._entries = entries
        self._prefix = prefix
        self._helper = helper
        self._new_files = files
        self._tree = tree
        self._work = work

    def files(self) -> Mapping[str, PlanFile]:
        """Wait for the files that were read; none where nobody read them."""
        return self._taken.files if self._helper is not None else {}

    def take(self) -> Taken:
        """Wait for what was read."""
        return self._taken

    @cached_property
    def _taken(self) -> Taken:
        helper = self._helper
        reports = helper.results(list[Report], self._work) if helper is not None else None
        if reports is None:
            return Taken(_contents(self._repository, self._entries), {})
        contents = {path: content for path, (content, _) in zip(self._entries, reports, strict=True)}
        files = (
            stored_file(f"{self._prefix}{path}", content, stored)
            for path, (content, stored) in zip(self._entries, reports, strict=True)
            if stored is not None
        )
        return Taken(contents, {file.path: file for file in files})

    def tree(self) -> str:
        """Wait for the tree."""
        assert self._tree is not None
        return (self._helper.results(str, 1) if self._helper is not None else None) or self._tree()

    def written(self) -> Sequence[WrittenAhead]:
        """Wait for the files that were written."""
        is_done = self._new_files is not None and self._helper is not None and self._helper.is_done()
        return [self._new_files] if self._new_files is not None and is_done else []


@contextmanager
def taken_ahead(
    repository: Repository,
    entries: Mapping[str, Entry],
    *,
    prefix: str = "",
    writes: bool = False,
    tree: Callable[[], str] | None = None,
) -> Iterator[Ahead]:
    """Read files within the block, and with `writes` write them too; what nobody took goes at its end.

    Paths of plan files begin with `prefix`: that of the layer. `tree` writes the tree of the merge, where
    what comes out is known already.
    """
    is_worth_it = are_many(len(entries))
    files = WrittenAhead(repository, entries) if is_worth_it and writes else None
    read: dict[str, bytes] = {}

    def look() -> Sequence[Report]:
        contents, reports = read_ahead(repository, entries)
        read.update(contents)
        return reports

    def write() -> None:
        if files is not None:
            files.write(read)

    helper = start_process(look, tree or _nothing, write) if is_worth_it else None
    if helper is None:
        yield Ahead(repository, entries, prefix, tree=tree)
        return
    try:
        with helper:
            yield Ahead(repository, entries, prefix, helper, files, tree)
    finally:
        if files is not None:
            files.clear()


def _nothing() -> None:
    pass


def are_many(count: int) -> bool:
    """Say whether so many files are worth a second process."""
    return count >= _FEWEST_FILES


def read_ahead(
    repository: Repository, entries: Mapping[str, Entry]
) -> tuple[Mapping[str, bytes], Sequence[Report]]:
    """Read files, and what a plan keeps of each."""
    contents = _contents(repository, entries)
    return contents, [(content, stored_ahead(path, content)) for path, content in contents.items()]


def stored_ahead(path: str, content: bytes, table: dict[str, Any] | None = None) -> Stored | None:
    """Read a file as a plan keeps it; None for one that whoever needs it must look at.

    `table` may be what its bytes spell.
    """
    home = home_of(path)
    return None if home is None or too_large(len(content)) else read_stored(content, home.kind, table)[0]


def _contents(repository: Repository, entries: Mapping[str, Entry]) -> Mapping[str, bytes]:
    contents = contents_of(repository, entries.values())
    return {path: contents[entry.id] for path, entry in entries.items()}
