"""What lies in the work tree and is not committed: file by file, as it was and as it is.

In: a repository and a folder in it. Out: bytes before and after, for each file that differs from the last
commit, new ones too; and such a file put back. Filters and line-end settings have no part in it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from workbook.vcs.index import filters_off, index_update, once_index_is_free
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import GitFailedError, ask
from workbook.vcs.trees import Step, Trees
from workbook.vcs.worktree import put_files

_OPTIONS = ("-z", "--porcelain=v1", "--untracked-files=all", "--no-renames", "--ignore-submodules=all")


class UnsavedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that differs from the last commit; None where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None


def unsaved_files(repository: Repository, folder: str, *, tip: str) -> Sequence[UnsavedFile]:
    """List the files below a folder that differ from the commit `tip`, "" for none, in order of path.

    What git is told to ignore is left out, and so are links.
    """
    settings = filters_off(repository)
    answer = ask(repository.top, "status", *_OPTIONS, "--", folder, settings=settings)
    if answer.code:
        raise GitFailedError("status", repository.top, answer.messages)
    parts = answer.out.decode("utf-8", "surrogateescape").split("\0")[:-1]
    paths = sorted({part[3:] for part in parts})
    trees = Trees(repository.top, tip, paths)
    entries = {path: entry for path in paths if (entry := trees.entry(path)) and entry.is_file}
    saved = dict(repository.blobs(entry.id for entry in entries.values()))
    found = []
    for path in paths:
        before = saved.get(entries[path].id) if path in entries else None
        after = _content(repository.top / path)
        if before != after:
            found.append(UnsavedFile(path=path, before=before, after=after))
    return found


def put_back(repository: Repository, files: Mapping[str, UnsavedFile], *, tip: str) -> None:
    """Let files be as they are in the commit `tip`, in the work tree and in the index."""
    trees = Trees(repository.top, tip, files)
    entries = {path: entry if (entry := trees.entry(path)) and entry.is_file else None for path in files}
    steps = {path: Step(None, entry) for path, entry in entries.items()}

    def put() -> None:
        with index_update(repository) as update:
            update.tell(entries)
            put_files(repository, steps)
            update.write()

    once_index_is_free(repository, put)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None
