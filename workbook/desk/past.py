"""The layers of a plan as they stood at a commit: the shared one there, the overlays as of its day.

In: a repository and a revision. Out: a stack of commits. An overlay is another repository, so "as of" can
only mean its last commit of that day or before; without such a commit it is left out. The whole day counts:
who records a figure in two layers commits the one a minute after the other.
"""

from collections.abc import Iterator
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.records.layers import LayerSource
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST
from workbook.records.source import FileType
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask, run

_DAY_S = 86_400


class NoPlanThereError(WorkbookError):
    """A commit that holds no plan."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"{revision!r} is a commit without {MANIFEST}, so no workbook: give one that has a plan."
        )


def stack_at(repository: Repository, revision: str) -> tuple[CommitSource, tuple[LayerSource, ...]]:
    """Give the shared layer as of a revision, and the overlays over it as of that commit's day.

    Raises:
        WorkbookError: git does not know the revision, or no plan lies in it.
    """
    commit = repository.resolve(revision)
    shared = CommitSource(repository, commit)
    if not _holds(shared, MANIFEST):
        raise NoPlanThereError(revision)
    return shared, tuple(_overlays(repository.top, _day_end(repository, commit)))


def overlay_folders(top: Path) -> list[Path]:
    """List the folders in which overlays are cloned, by name; links are never followed."""
    try:
        found = [path for path in (top / LAYERS).iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name)


def own_repository(folder: Path) -> Repository | None:
    """Give the repository whose top a folder is; one that only lies around it does not count."""
    try:
        found = Repository.find(folder)
    except WorkbookError:
        return None
    return found if found.top == folder.resolve() else None


def _overlays(top: Path, moment: int) -> Iterator[LayerSource]:
    for folder in overlay_folders(top):
        repository = own_repository(folder)
        commit = _last_commit_by(repository, moment) if repository else ""
        if repository and commit:
            source = CommitSource(repository, commit)
            # Without its layer file a layer has no readers, so nothing of it may be shown.
            if _holds(source, LAYER_FILE):
                yield LayerSource(name=folder.name, source=source)


def _holds(source: CommitSource, path: str) -> bool:
    return any(file.path == path and file.type is FileType.REGULAR for file in source.files(path))


def _day_end(repository: Repository, commit: str) -> int:
    """Give the last second of the day (UTC) that a commit was made on, in seconds since 1970."""
    line = run(repository.top, "rev-list", "--max-count=1", "--timestamp", commit, "--")
    made = int(line.split()[0])
    return made - made % _DAY_S + _DAY_S - 1


def _last_commit_by(repository: Repository, moment: int) -> str:
    """Give the last commit on the overlay's branch that is not later than a moment, "" for none."""
    head = ask(repository.top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head.code:
        return ""
    tip = head.out.decode("ascii").strip()
    until = f"--until=@{max(moment, 0)} +0000"
    out = run(repository.top, "rev-list", "--max-count=1", "--first-parent", until, tip, "--")
    return out.decode("ascii").strip()
