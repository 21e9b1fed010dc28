"""What only the other side changed, read in a second process while this one merges what both did.

In: a repository, and what becomes of the paths. Out: the bytes of the files, and the files as a plan has
them; and where that is wanted, the new files already written beside the old ones while this process judges.
It is only help: where there is no second process, or it fails, this one reads the bytes when they are asked
for, each file is read when the plan is judged, and written when it is put in its place.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeAlias, TypeVar

from workbook.desk.merging.begun import contents_of
from workbook.records.fault import too_large
from workbook.records.making import read_all_stored, read_stored, stored_file
from workbook.records.paths import Home, home_of
from workbook.records.store import Stored
from workbook.records.workbook import PlanFile
from workbook.records.workers import Helper, start_process
from workbook.vcs.new_files import WrittenAhead
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import Entry

# Below this a second process costs more than it saves.
_FEWEST_FILES = 200

# Works in which files are read: what is read of one part is taken over while the next part is read.
_PARTS = 8


class Taken(NamedTuple):
    """Files by path: their bytes, and as a plan has them as far as they were read."""

    contents: Mapping[str, bytes]
    files: Mapping[str, PlanFile]


Told = TypeVar("Told")
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
        first: int = 0,
    ) -> None:
        self._repository = repository
        self._entries = entries
        self._prefix = prefix
        self._helper = helper
        self._new_files = files
        self._tree = tree
        self._first = first

    def files(self) -> Mapping[str, PlanFile]:
        """Wait for the files that were read; none where nobody read them."""
        return self._taken.files if self._helper is not None else {}

    def take(self) -> Taken:
        """Wait for what was read."""
        return self._taken

    @cached_property
    def _taken(self) -> Taken:
        contents: dict[str, bytes] = {}
        files: dict[str, PlanFile] = {}
        for part in range(_PARTS):
            reports = self._told(list[Report], part)
            if reports is None:
                return Taken(_contents(self._repository, self._entries), {})
            for path, (content, stored) in zip(_part_of(self._entries, part), reports, strict=True):
                contents[path] = content
                if stored is not None:
                    file = stored_file(f"{self._prefix}{path}", content, stored)
                    files[file.path] = file
        return Taken(contents, files)

    def tree(self) -> str:
        """Wait for the tree."""
        assert self._tree is not None
        return self._told(str, _PARTS) or self._tree()

    def written(self) -> Sequence[WrittenAhead]:
        """Wait for the files that were written."""
        is_done = self._new_files is not None and self._helper is not None and self._helper.is_done()
        return [self._new_files] if self._new_files is not None and is_done else []

    def _told(self, wanted: type[Told], work: int) -> Told | None:
        return self._helper.results(wanted, self._first + work) if self._helper is not None else None


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
    reading = Reading(repository)
    reading.entries = entries

    def write() -> None:
        if files is not None:
            files.write(reading.contents)

    helper = start_process(*reading.steps(), tree or _nothing, write) if is_worth_it else None
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


class Reading:
    """What a second process does to read files, part by part; `entries` are known once it begins."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self.entries: Mapping[str, Entry] = {}

    def steps(self) -> Sequence[Callable[[], Sequence[Report]]]:
        """Give the steps in order; each tells of the files in one part."""
        return [partial(self._read, part) for part in range(_PARTS)]

    @cached_property
    def contents(self) -> Mapping[str, bytes]:
        """The bytes of the files, by path."""
        return _contents(self._repository, self.entries)

    def _read(self, part: int) -> Sequence[Report]:
        contents = {path: self.contents[path] for path in _part_of(self.entries, part)}
        return [*zip(contents.values(), all_stored_ahead(contents), strict=True)]


def _part_of(entries: Mapping[str, Entry], part: int) -> Sequence[str]:
    size = -(-len(entries) // _PARTS)
    return [*entries][part * size : (part + 1) * size]


def all_stored_ahead(contents: Mapping[str, bytes]) -> Sequence[Stored | None]:
    """Read files by path as `stored_ahead` does one, all together, in order."""
    homes = {path: home for path, content in contents.items() if (home := _readable_home(path, content))}
    read = read_all_stored([contents[path] for path in homes], [home.kind for home in homes.values()])
    stored = dict(zip(homes, read, strict=True))
    return [stored.get(path) for path in contents]


def stored_ahead(path: str, content: bytes, table: dict[str, Any] | None = None) -> Stored | None:
    """Read a file as a plan keeps it; None for one that whoever needs it must look at.

    `table` may be what its bytes spell.
    """
    home = _readable_home(path, content)
    return None if home is None else read_stored(content, home.kind, table)[0]


def _readable_home(path: str, content: bytes) -> Home | None:
    return None if too_large(len(content)) else home_of(path)


def _contents(repository: Repository, entries: Mapping[str, Entry]) -> Mapping[str, bytes]:
    contents = contents_of(repository, entries.values())
    return {path: contents[entry.id] for path, entry in entries.items()}
