"""The states of a plan that can be compared, as a person names them.

In: a folder and a word: a branch, tag, commit or day; a meeting, which stands for its tag, else for the end
of its day; `INDEX` and `WORKTREE`. Out: the plan in that state. A branch that is really called INDEX is
reached as refs/heads/INDEX.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workbook.desk.folders import cache_folder, overlay_folders, own_repository, plan_repository, plan_top
from workbook.desk.opening import OpenPlan, open_plan
from workbook.desk.past import NoPlanThereError
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.records.cache import CacheFolder
from workbook.records.layers import LayerSource
from workbook.records.paths import LAYER_FILE, MANIFEST, home_of, path_of
from workbook.records.source import Source
from workbook.records.survey import survey
from workbook.vcs.plumbing import Repository
from workbook.vcs.revision import UnknownRevisionError

if TYPE_CHECKING:
    from datetime import date

WORK_TREE, INDEX = "WORKTREE", "INDEX"


class UnknownStateError(WorkbookError):
    """A word that names neither a commit nor a meeting."""

    def __init__(self, word: str) -> None:
        advice = (
            "give a branch, a tag, an id, a date such as 2022-09-28, or a meeting such as "
            "2022-09-28-brussels."
        )
        if word.upper() in (WORK_TREE, INDEX):
            advice = f"did you mean {word.upper()}?"
        super().__init__(f"No commit is called {word!r}, and no meeting; {advice}")


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A plan in one state: what it was called, and its commit ("" for the work tree and the index)."""

    name: str
    commit: str
    plan: OpenPlan


def open_version(start: Path, word: str) -> Version:
    """Open the plan in the state that a word means; "" is the work tree.

    Raises:
        WorkbookError: the word means no state, or no plan lies in it.
    """
    if word in ("", WORK_TREE):
        return Version(name=WORK_TREE, commit="", plan=open_plan(start))
    if word == INDEX:
        return Version(name=INDEX, commit="", plan=_open_index(start))
    plan = open_plan(start, at=revision_of(plan_repository(start), word))
    assert plan.past is not None
    return Version(name=word, commit=plan.past.commit, plan=plan)


def revision_of(repository: Repository, word: str) -> str:
    """Give the revision that a word means: itself, or the day of the meeting that has this id and no tag.

    Raises:
        WorkbookError: it means none.
    """
    try:
        repository.resolve(word)
    except UnknownRevisionError as error:
        day = _day_of_meeting(repository, word)
        if day is None:
            raise UnknownStateError(word) from error
        return day.isoformat()
    return word


def _day_of_meeting(repository: Repository, word: str) -> "date | None":
    from workbook.model.meeting import Meeting
    from workbook.records.reading import read_file

    path = path_of(Kind.MEETING, word)
    home = home_of(path)
    if home is None or home.fault:
        return None
    try:
        reading = read_file(_latest(repository).read(path), Meeting)
    except OSError:
        return None
    return reading.data.date.last if reading.data is not None else None


def _latest(repository: Repository) -> Source:
    """Give the files as they are: in the work tree, or in the last commit of a repository that has none."""
    from workbook.records.folder import FolderSource
    from workbook.vcs.commit import CommitSource

    if repository.is_bare:
        return CommitSource(repository, repository.resolve("HEAD"))
    return FolderSource(repository.top)


def _open_index(start: Path) -> OpenPlan:
    """Open the plan as it is staged, in the shared layer and in every overlay."""
    from workbook.vcs.staged import IndexSource

    top = plan_top(start)
    shared = IndexSource(Repository.find(top))
    if not any(file.path == MANIFEST for file in shared.files(MANIFEST)):
        raise NoPlanThereError(INDEX)
    stack = [LayerSource(name="", source=shared)]
    for overlay in overlay_folders(top):
        repository = own_repository(overlay)
        source = IndexSource(repository) if repository is not None else None
        if source is not None and any(file.path == LAYER_FILE for file in source.files(LAYER_FILE)):
            stack.append(LayerSource(name=overlay.name, source=source))
    folder = cache_folder(top)
    judged = CacheFolder(folder / "index" if folder else None)
    list_files = partial(survey, stack, CacheFolder(None))
    return OpenPlan(top=top, list_files=list_files, cache=CacheFolder(folder), judged=judged)
