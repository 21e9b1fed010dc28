"""The layers of a plan as they stood at a commit: the shared one there, the overlays as of its day.

In: a repository and a revision. Out: a stack of commits, and the day of the look back. An overlay is another
repository, so "as of" can only mean its last commit of that day or before; without such a commit it is left
out. The whole day counts: who records a figure in two layers commits the one a minute after the other.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from workbook.desk.folders import overlay_folders, own_repository, plan_repository
from workbook.errors import WorkbookError
from workbook.records.paths import LAYER_FILE, MANIFEST
from workbook.records.source import FileType
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask, run
from workbook.vcs.revision import day_named

_DAY_S = 86_400
_LAST_DAY = date(2199, 12, 31)


class NoPlanThereError(WorkbookError):
    """A commit that holds no plan."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"{revision!r} is a commit without {MANIFEST}, so no workbook: give one that has a plan."
        )


def stack_at(
    repository: Repository, revision: str, *, is_commit: bool = False
) -> tuple[CommitSource, Mapping[str, CommitSource]]:
    """Give the shared layer as of a revision, and by name the overlays over it as of that commit's day.

    It may be known that the revision is the id of a commit.

    Raises:
        WorkbookError: git does not know the revision, or no plan lies in it.
    """
    commit = revision if is_commit else repository.resolve(revision)
    shared = CommitSource(repository, commit)
    if not _holds(shared, MANIFEST):
        raise NoPlanThereError(revision)
    if not overlay_folders(repository.top):
        return shared, {}
    day = _day_of(repository, revision, commit)
    return shared, dict(_overlays(repository.top, _day_end(day)))


def day_at(start: Path, revision: str) -> date:
    """Give the day that a look back is made on: the one it names, else that of the commit (UTC).

    Raises:
        WorkbookError: no repository is there, or git does not know the revision.
    """
    repository = plan_repository(start)
    return _day_of(repository, revision, repository.resolve(revision))


def _overlays(top: Path, moment: int) -> Iterator[tuple[str, CommitSource]]:
    for folder in overlay_folders(top):
        repository = own_repository(folder)
        commit = _last_commit_by(repository, moment) if repository else ""
        if repository and commit:
            source = CommitSource(repository, commit)
            # Without its layer file a layer has no readers, so nothing of it may be shown.
            if _holds(source, LAYER_FILE):
                yield folder.name, source


def _holds(source: CommitSource, path: str) -> bool:
    return any(file.path == path and file.type is FileType.REGULAR for file in source.files(path))


def _day_of(repository: Repository, revision: str, commit: str) -> date:
    if day := day_named(revision):
        return day
    line = run(repository.top, "rev-list", "--max-count=1", "--timestamp", commit, "--")
    try:
        return min(datetime.fromtimestamp(int(line.split()[0]), UTC).date(), _LAST_DAY)
    except (ValueError, OverflowError, OSError):  # whoever commits sets the clock, to any number
        return _LAST_DAY


def _day_end(day: date) -> int:
    """Give the last second of a day (UTC), in seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + _DAY_S - 1


def _last_commit_by(repository: Repository, moment: int) -> str:
    """Give the last commit on the overlay's branch that is not later than a moment, "" for none."""
    head = ask(repository.top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head.code:
        return ""
    tip = head.out.decode("ascii").strip()
    until = f"--until=@{max(moment, 0)} +0000"
    out = run(repository.top, "rev-list", "--max-count=1", "--first-parent", until, tip, "--")
    return out.decode("ascii").strip()
