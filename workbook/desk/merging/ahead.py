"""What only the other side changed, read in a second process while this one merges what both did.

In: a repository, and what becomes of the paths. Out: the bytes of the files, and the files as a plan has
them. It is only help: where there is no second process, or it fails, this one reads the bytes when they are
asked for, and each file is read when the plan is judged.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from workbook.desk.merging.merged_paths import contents_of
from workbook.records.fault import too_large
from workbook.records.making import read_stored, stored_file
from workbook.records.paths import home_of
from workbook.records.store import Stored
from workbook.records.workbook import PlanFile
from workbook.records.workers import start_process
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import Entry

# Below this a second process costs more than it saves.
_FEWEST_FILES = 200


class Taken(NamedTuple):
    """Files by path: their bytes, and as a plan has them as far as they were read."""

    contents: Mapping[str, bytes]
    files: Mapping[str, PlanFile]


Take: TypeAlias = Callable[[], Taken]


@contextmanager
def taken_ahead(repository: Repository, entries: Mapping[str, Entry], *, prefix: str = "") -> Iterator[Take]:
    """Read files within the block, and give a function that waits for them.

    Paths of plan files begin with `prefix`: that of the layer.
    """
    work = lambda: _reports(repository, entries)  # noqa: E731  # a function would say no more
    helper = start_process(work) if len(entries) >= _FEWEST_FILES else None
    if helper is None:
        yield lambda: Taken(_contents(repository, entries), {})
        return
    with helper:

        def take() -> Taken:
            reports = helper.results(list[_Report])
            if reports is None:
                return Taken(_contents(repository, entries), {})
            contents = {path: content for path, (content, _) in zip(entries, reports, strict=True)}
            files = (
                stored_file(f"{prefix}{path}", content, stored)
                for path, (content, stored) in zip(entries, reports, strict=True)
                if stored is not None
            )
            return Taken(contents, {file.path: file for file in files})

        yield take


_Report: TypeAlias = tuple[bytes, Stored | None]


def _reports(repository: Repository, entries: Mapping[str, Entry]) -> Sequence[_Report]:
    """Read files in the second process: the bytes of each, and what they say where they are a record's."""
    contents = _contents(repository, entries)
    return [(content, _stored(path, content)) for path, content in contents.items()]


def _stored(path: str, content: bytes) -> Stored | None:
    home = home_of(path)
    return None if home is None or too_large(len(content)) else read_stored(content, home.kind)[0]


def _contents(repository: Repository, entries: Mapping[str, Entry]) -> Mapping[str, bytes]:
    contents = contents_of(repository, entries.values())
    return {path: contents[entry.id] for path, entry in entries.items()}
