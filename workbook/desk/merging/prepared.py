"""The commit of a merge and its merged files, written by a second process while this one judges the plan.

In: what became of the paths. Out: the id of the commit, and new files beside the old ones. It is only help:
where there is no second process, or it fails, this one writes them when the merge is taken. Objects of a
merge that nobody takes are in nobody's way, and git clears them away in time.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from workbook.records.workers import start_process
from workbook.vcs.merging import MergedFile, Split, merged_steps
from workbook.vcs.new_files import WrittenAhead
from workbook.vcs.plumbing import Repository
from workbook.vcs.worktree import Written, nothing_written

# Below this a second process costs more than it saves.
_FEWEST_FILES = 200


class Prepared(NamedTuple):
    """Functions that wait for the commit, if one is written, and for the merged files that were."""

    commit: Callable[[], str] | None
    written: Written = nothing_written


@contextmanager
def prepared(
    repository: Repository, parts: Split, merged: Mapping[str, MergedFile], commit: Callable[[], str] | None
) -> Iterator[Prepared]:
    """Write the commit and the merged files within the block; files that nobody took go at its end."""
    is_worth_it = len(parts.taken) + len(merged) >= _FEWEST_FILES
    contents = {path: file.data for path, file in merged.items() if file.data is not None}
    entries = {path: step.after for path, step in (merged_steps(parts, merged) or {}).items()}
    files = WrittenAhead(repository, {path: entry for path in contents if (entry := entries.get(path))})
    works = [*([commit] if commit else []), lambda: files.write(contents)]
    helper = start_process(*works) if is_worth_it else None
    if helper is None:
        yield Prepared(commit)
        return
    try:
        with helper:
            made = (lambda: helper.results(str) or commit()) if commit else None
            yield Prepared(made, lambda: [files] if helper.is_done() else [])
    finally:
        files.clear()
