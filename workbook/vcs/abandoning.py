"""Giving a merge up: branch, index and work tree as they were before it, and nothing else touched.

In: a repository in the middle of a merge, whoever began it. Out: no merge. Only paths that the merge concerns
are put back; what was staged or changed elsewhere stays. A file that was changed after the merge began, and
is in no conflict, is not written over.
"""

from pathlib import Path

from workbook.vcs.index import index_update, once_index_is_free
from workbook.vcs.merging import ancestry, split
from workbook.vcs.packing import blob_id
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.state import UnfinishedWorkError
from workbook.vcs.trees import Entry, Step, Trees
from workbook.vcs.worktree import LocalChangesError, parse_raw, put_files

_LEFT_BY_GIT = ("MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "MERGE_HEAD")


def give_up_merge(repository: Repository) -> None:
    """Put back what a merge in progress brought in; without one nothing is done.

    What was settled in its conflicts is lost.

    Raises:
        LocalChangesError: a file was changed since that is in no conflict; nothing is touched.
        WorkbookError: the repository or the disk cannot be written.
    """
    folder = repository.head_folder
    if not (folder / "MERGE_HEAD").exists():
        return
    if (folder / "MERGE_AUTOSTASH").exists():
        give_up = "git merge --abort"
        raise UnfinishedWorkError(repository.top, "a merge with a stash", give_up, give_up)
    tip = repository.resolve("HEAD")
    paths = _concerned(repository, tip)
    trees = Trees(repository.top, tip, paths)
    before = {path: trees.entry(path) for path in paths}
    out = run(
        repository.top, "diff-index", "--cached", "-z", "--raw", "--no-renames", "--full-index", tip, "--"
    )
    unmerged = _unmerged(out)
    staged = {path: step for path, step in parse_raw(out).items() if path in paths}
    changed = [
        path
        for path, step in sorted(staged.items())
        if path not in unmerged and not _holds(repository.top / path, step.before, step.after)
    ]
    if changed:
        raise LocalChangesError(changed)
    entries = {path: before[path] for path in staged.keys() | (unmerged & paths)}

    def put_back() -> None:
        with index_update(repository) as update:
            update.tell(entries)
            put_files(repository, {path: Step(None, entry) for path, entry in entries.items()})
            update.write()

    once_index_is_free(repository, put_back)
    # MERGE_HEAD last: until it goes, giving up can be repeated.
    for name in _LEFT_BY_GIT:
        (folder / name).unlink(missing_ok=True)


def _concerned(repository: Repository, tip: str) -> set[str]:
    """List the paths that the merged branches change."""
    found: set[str] = set()
    for theirs in (repository.head_folder / "MERGE_HEAD").read_text().split():
        parts = split(repository, ancestry(repository, tip, theirs))
        found |= parts.taken.keys()
        found |= {path for one in parts.both for path in (one.path, one.moved_from) if path}
    return found


def _unmerged(out: bytes) -> set[str]:
    parts = out.decode("utf-8", "surrogateescape").split("\0")
    return {path for about, path in zip(parts[:-1:2], parts[1::2], strict=True) if about.endswith(" U")}


def _holds(path: Path, *wanted: Entry | None) -> bool:
    """Say whether a file is as one of the entries has it; a link or a folder is left to be put in place."""
    if path.is_symlink() or path.is_dir():
        return True
    if not path.exists():
        return True
    content = path.read_bytes()
    return any(entry is not None and blob_id(content, len(entry.id)) == entry.id for entry in wanted)
