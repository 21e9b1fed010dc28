"""What both sides changed, merged by a second process, which then writes the commit and the files.

In: paths that both sides changed, and how they are merged. Out: what became of them, as files of a plan too;
the id of the commit, and new files beside the old ones. It is only help: where there is no second process, or
it fails, this one merges, and writes when the merge is taken; and what is in conflict, or was decided by
meaning, it merges in any case. Objects of a merge that nobody takes are in nobody's way, and git clears them
away in time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TypeAlias

from workbook.change.merged_text import MergedText
from workbook.desk.merging.ahead import are_many, stored_ahead
from workbook.desk.merging.merged_paths import MergedPath, files_of, merged_path
from workbook.records.making import stored_file
from workbook.records.store import Stored
from workbook.records.workbook import PlanFile
from workbook.records.workers import Helper, start_process
from workbook.vcs.merging import BothChanged, Split, merged_steps
from workbook.vcs.new_files import WrittenAhead
from workbook.vcs.plumbing import Repository

_MERGED, _COMMIT = range(2)

Merge: TypeAlias = Callable[[Sequence[BothChanged]], Sequence[MergedPath]]
Commit: TypeAlias = Callable[[Sequence[MergedPath]], str]
_Report: TypeAlias = tuple[bytes | None, Stored | None]


class Prepared:
    """What a second process does meanwhile; without one, what is left to be done."""

    def __init__(
        self, parts: Split, merge: Merge, files: WrittenAhead | None = None, helper: Helper | None = None
    ) -> None:
        self._parts = parts
        self._merge = merge
        self._new_files = files
        self._helper = helper

    @cached_property
    def merged(self) -> Sequence[MergedPath]:
        """What became of each path; waited for."""
        both = self._parts.both
        if self._reports is None:
            return tuple(self._merge(both))
        left = [one for one, report in zip(both, self._reports, strict=True) if report is None]
        merged = iter(self._merge(left) if left else ())
        return tuple(
            merged_path(one, MergedText(data=report[0])) if report is not None else next(merged)
            for one, report in zip(both, self._reports, strict=True)
        )

    def files(self) -> Mapping[str, PlanFile]:
        """Give the files that were read, once they are merged."""
        reports = zip(self._parts.both, self._reports or (), strict=False)
        read = ((one.path, *report) for one, report in reports if report is not None)
        return {path: stored_file(path, data, stored) for path, data, stored in read if data and stored}

    def commit(self) -> str:
        """Wait for the commit; "" where none was written."""
        return (self._helper.results(str, _COMMIT) if self._helper is not None else None) or ""

    def written(self) -> Sequence[WrittenAhead]:
        """Wait for the merged files that were written."""
        if self._new_files is None or self._helper is None or not self._helper.is_done():
            return []
        _settle(self._new_files, self._parts, self.merged)
        return [self._new_files]

    @cached_property
    def _reports(self) -> Sequence[_Report | None] | None:
        return self._helper.results(list[_Report | None], _MERGED) if self._helper is not None else None


@contextmanager
def prepared(
    repository: Repository, parts: Split, merge: Merge, commit: Commit | None, *, writes: bool
) -> Iterator[Prepared]:
    """Merge within the block, and with `writes` write the commit and the files too.

    Without `commit` none is written. Files that nobody took go at the end of the block.
    """
    if not writes or not are_many(len(parts.taken) + len(parts.both)):
        yield Prepared(parts, merge)
        return
    files = WrittenAhead(repository, {one.path: one.ours for one in parts.both if one.ours})
    helper = start_process(*_Work(parts, merge, commit, files).steps())
    if helper is None:
        yield Prepared(parts, merge)
        return
    try:
        with helper:
            yield Prepared(parts, merge, files, helper)
    finally:
        files.clear()


class _Work:
    """What the second process does, step by step; each tells what it made."""

    def __init__(self, parts: Split, merge: Merge, commit: Commit | None, files: WrittenAhead) -> None:
        self._parts = parts
        self._do_merge = merge
        self._do_commit = commit
        self._files = files

    def steps(self) -> Sequence[Callable[[], object]]:
        """Give the steps in order."""
        return (self.merge, self.commit, self.write)

    def merge(self) -> Sequence[_Report | None]:
        self.merged = self._do_merge(self._parts.both)
        return [_report(one) for one in self.merged]

    def commit(self) -> str:
        is_clean = not any(one.result.conflicts for one in self.merged)
        return self._do_commit(self.merged) if self._do_commit is not None and is_clean else ""

    def write(self) -> None:
        if not any(one.result.conflicts for one in self.merged):
            _settle(self._files, self._parts, self.merged)
            contents = {one.about.path: one.result.data for one in self.merged}
            self._files.write({path: data for path, data in contents.items() if data is not None})


def _report(one: MergedPath) -> _Report | None:
    """Tell what became of a path; None where there is more to tell than its bytes and what they say."""
    if one.result.conflicts or one.result.resolutions:
        return None
    data = one.result.data
    return data, None if data is None else stored_ahead(one.about.path, data, one.result.table)


def _settle(files: WrittenAhead, parts: Split, merged: Sequence[MergedPath]) -> None:
    steps = merged_steps(parts, files_of(merged)) or {}
    files.settle({one.about.path: steps[one.about.path].after for one in merged if one.about.path in steps})
