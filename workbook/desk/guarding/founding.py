"""Making a shared repository: bare, guarded from its first commit on, with the files of the secretariat.

In: a free folder, or a bare repository without any ref, such as gitolite makes. Out: the repository with its
root commit, hooks, settings and the server's file. What was begun in a free folder and fails is taken away.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from workbook.desk.founding import (
    FIRST_SUBJECT,
    INIT,
    FolderInTheWayError,
    FolderRefusedError,
    first_files,
    keeper_of,
    layer_files,
)
from workbook.desk.guarding.hooks import DEFAULT_IDENTITY, bare_repository, install
from workbook.desk.guarding.refs import MAIN
from workbook.desk.identity import identity
from workbook.desk.trailers import ON_BEHALF
from workbook.errors import WorkbookError
from workbook.model.nations import party_name
from workbook.vcs.messages import message_text
from workbook.vcs.objects import Authorship, commit_paths
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.quarantine import tips
from workbook.vcs.state import Person

_NO_ADDRESS = "nobody@workbook.invalid"


class TakenRepositoryError(WorkbookError):
    """A repository that others have pushed to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds commits already; renew its guard with `workbook guard --check {folder} --fix`, "
            "or name a folder that is empty or does not exist yet."
        )


def found_shared(
    folder: Path, *, title: str, secretariat: str, currency: str, variable: str = DEFAULT_IDENTITY
) -> str:
    """Make a shared repository and give the nation that keeps it; `variable` is what names who pushes.

    Raises:
        WorkbookError: the folder is taken or refused, a code is unknown, or git fails.
    """
    keeper = keeper_of(folder, secretariat)
    _found(folder, keeper, first_files(title, keeper, currency), FIRST_SUBJECT, variable=variable)
    return keeper


def found_shared_layer(
    folder: Path,
    *,
    name: str,
    readers: Sequence[str],
    secretariat: str,
    wider: str = "",
    variable: str = DEFAULT_IDENTITY,
) -> str:
    """Make the shared repository of a narrower layer and give the reader that keeps it.

    `wider` is the folder of the shared repository that it narrows, where it lies on the same machine.

    Raises:
        WorkbookError: the folder is taken or refused, a name or code cannot be, or git fails.
    """
    keeper = keeper_of(folder, secretariat)
    if wider:
        wider = str(bare_repository(Path(wider)).git_folder)
    files = layer_files(name, readers, secretariat=keeper)
    _found(folder, keeper, files, f"Found the layer {name}", variable=variable, wider=wider)
    return keeper


def _found(
    folder: Path,
    keeper: str,
    files: Mapping[str, str],
    subject: str,
    *,
    variable: str,
    wider: str | None = None,
) -> None:
    existed = folder.is_dir() and any(folder.iterdir())
    try:
        repository = _empty_repository(folder)
        try:
            _commit(repository, keeper, {path: text.encode() for path, text in files.items()}, subject)
            install(repository, secretariat=keeper, identity=variable, wider=wider)
        except BaseException:
            if not existed:
                shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise FolderRefusedError(folder, error.strerror or str(error)) from error


def _empty_repository(folder: Path) -> Repository:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FolderInTheWayError(folder)
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / "HEAD").is_file():
            raise FolderInTheWayError(folder)
        repository = bare_repository(folder)
        if tips(repository):
            raise TakenRepositoryError(folder)
        run(repository.top, "symbolic-ref", "HEAD", MAIN)
        return repository
    folder.mkdir(parents=True, exist_ok=True)
    run(folder, *INIT, "--bare")
    return bare_repository(folder)


def _commit(repository: Repository, keeper: str, changes: dict[str, bytes | None], subject: str) -> None:
    """Make the root commit; in the name of the secretariat, where git does not know who sits there."""
    known = identity(repository)
    who = Person(name=known.name or party_name(keeper), email=known.email or _NO_ADDRESS)
    commit_paths(
        repository,
        branch=MAIN,
        parents=[],
        changes=changes,
        message=message_text(subject, trailers=[(ON_BEHALF, keeper)]),
        by=Authorship(author=who, committer=who, moment=datetime.now().astimezone()),
        with_index=False,
    )
