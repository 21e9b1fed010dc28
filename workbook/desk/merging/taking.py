"""Choices carried out: the files written, staged, and told in the message of the merge, all or nothing.

In: what is to lie at some paths, and what is said of it. Out: work tree, index and message; where one of them
cannot be written, all are as they were.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from workbook.desk.editing.writing import written
from workbook.desk.merging.disputes import Dispute
from workbook.desk.merging.message import noted
from workbook.desk.record_edit import RecordEdit
from workbook.vcs.index import index_update, once_index_is_free, refresh
from workbook.vcs.packing import NewObjects
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import FILE, Entry, Step
from workbook.vcs.worktree import put_files


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is to lie at a path: a text, None for no file, or an `entry` where a side has no such file.

    `is_staged` says that git is to hold it for merged.
    """

    path: str
    text: bytes | None = None
    entry: Entry | None = None
    is_whole: bool = False
    is_staged: bool = True


def carry_out(repository: Repository, choices: Sequence[Choice], told: Sequence[tuple[Dispute, str]]) -> None:
    """Write what was chosen, stage it, and note what is told of it.

    Raises:
        WorkbookError: something cannot be written; then nothing is.
    """
    top = repository.top
    edits = [
        RecordEdit(path=one.path, before=bytes_on_disk(top / one.path), after=one.text)
        for one in choices
        if not one.is_whole
    ]
    whole = {one.path: Step(None, one.entry) for one in choices if one.is_whole}
    entries = _entries(repository, [one for one in choices if one.is_staged and not one.is_whole])
    entries |= {path: step.after for path, step in whole.items()}
    with noted(repository, told), written(top, edits) as take_back:
        try:
            _stage(repository, entries, whole)
        except BaseException:
            take_back(edits)
            raise
    # All is done by now; with this `git merge --abort` sees the files as they are.
    refresh(repository)


def bytes_on_disk(path: Path) -> bytes | None:
    """Give the bytes of a file, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _entries(repository: Repository, choices: Sequence[Choice]) -> dict[str, Entry | None]:
    """Write the texts that are staged as objects, these very bytes, and give their entries."""
    if not choices:
        return {}
    new = NewObjects(repository.id_length)
    entries = {
        one.path: None if one.text is None else Entry(FILE, new.add("blob", one.text)) for one in choices
    }
    new.write(repository.top)
    return entries


def _stage(repository: Repository, entries: Mapping[str, Entry | None], whole: Mapping[str, Step]) -> None:
    """Let the index hold entries and no conflict; a link that a side has is put in its place with it."""

    def stage() -> None:
        with index_update(repository) as update:
            update.tell(entries)
            put_files(repository, whole, first=update.write)

    if entries:
        once_index_is_free(repository, stage)
