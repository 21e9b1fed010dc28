"""When a shared repository was last asked, so that what was seen then can be told with its age.

In: a repository and its remote. Out: a moment, to the second; None where nothing tells. The moment is when a
file beside the git data was last touched; what git itself fetched or cloned counts too.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from workbook.vcs.plumbing import Repository

_FOLDER = "workbook-asked"


def note_asked(repository: Repository, remote: str) -> None:
    """Note that a shared repository gave an answer now; where that cannot be written, nobody misses it."""
    path = _noted(repository, remote)
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        path.touch()


def last_asked(repository: Repository, remote: str) -> datetime | None:
    """Give the moment (UTC) at which a shared repository last gave an answer."""
    moments = [moment for path in _touched(repository, remote) if (moment := _moment(path)) is not None]
    return max(moments, default=None)


def _noted(repository: Repository, remote: str) -> Path:
    return repository.git_folder / _FOLDER / quote(remote, safe="")


def _touched(repository: Repository, remote: str) -> Iterator[Path]:
    yield _noted(repository, remote)
    yield repository.git_folder / "FETCH_HEAD"
    yield repository.git_folder / "refs/remotes" / remote / "HEAD"


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except (OSError, ValueError):
        return None
