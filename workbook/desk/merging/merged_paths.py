"""The paths that both sides of a merge changed, merged by meaning: for who takes it, and who makes it again.

In: what both sides changed. Out: a `MergedPath` for each. Nothing is written, and nothing judged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from workbook.change.marks import Sides
from workbook.change.merge import Conflict
from workbook.change.merged_text import MergedText
from workbook.change.policy import ABSENT
from workbook.desk.merging.begun import contents_of, entries_of
from workbook.model.kind import Kind
from workbook.records.paths import home_of
from workbook.vcs.merging import BothChanged, MergedFile
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import Entry

BASE_NAME = "base"


class MergedPath(msgspec.Struct, frozen=True, kw_only=True):
    """A path that both sides changed, and what came of it."""

    about: BothChanged
    id: str
    kind: Kind | None
    result: MergedText


def merged_paths(
    repository: Repository,
    both: Sequence[BothChanged],
    names: Sides,
    contents: Mapping[str, bytes] | None = None,
) -> Iterator[MergedPath]:
    """Merge what both sides changed; contents that are not at hand, by id, are read by one process."""
    # Imported here: where a second process merges, this one does without.
    from workbook.change.text import merge_texts

    if contents is None:
        contents = contents_of(repository, (entry for one in both for entry in entries_of(one)))
    for one in both:
        if one.are_files:
            base, ours, theirs = (
                contents[entry.id] if entry else None for entry in (one.base, one.ours, one.theirs)
            )
            home = home_of(one.path)
            result = merge_texts(base, ours, theirs, home.kind if home else None, names)
        else:
            result = MergedText(data=None, conflicts=(conflict_over_whole(one.base, one.ours, one.theirs),))
        yield merged_path(one, result)


def merged_path(about: BothChanged, result: MergedText) -> MergedPath:
    """Put what came of a path to what it says of itself."""
    home = home_of(about.path)
    return MergedPath(
        about=about, id=home.id if home else "", kind=home.kind if home else None, result=result
    )


def files_of(merged: Iterable[MergedPath]) -> Mapping[str, MergedFile]:
    """Give what became of the paths that both sides changed."""
    return {one.about.path: MergedFile(data=one.result.data, mode=one.about.mode) for one in merged}


def conflict_over_whole(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Conflict:
    """Give the conflict over a path where a side has a link or a submodule."""
    return Conflict(path=(), base=base or ABSENT, ours=ours or ABSENT, theirs=theirs or ABSENT)
