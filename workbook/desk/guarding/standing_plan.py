"""The plan of a commit, with as little read as a push touches: one kept earlier, and what changed since.

In: the shared repository and a commit of main. Out: a `Workbook` that decodes only what is looked at. A plan
that was loaded whole is kept beside the repository, and serves until main has moved too far from it. Only
what main holds is ever kept, and nothing kept is believed that was not written whole by this very program.
"""

import msgspec

from workbook.desk.guarding.net_files import plan_files, read_files
from workbook.records.cache import CacheFolder
from workbook.records.collection import paused_collection
from workbook.records.index import Index, Known
from workbook.records.kept import keep, kept_workbook
from workbook.records.layers import LayerSource
from workbook.records.loader import edited, load
from workbook.records.settings import SHARED_LAYER
from workbook.records.store import Store
from workbook.records.survey import survey
from workbook.records.workbook import Workbook
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import GitFailedError
from workbook.vcs.worktree import differences

_FOLDER, _BASE = "guard", "base"
_MOST_CHANGED = 32


class _Base(msgspec.Struct, frozen=True, array_like=True):
    """The commit of which a plan is kept, and the name of the state under which it is."""

    commit: str
    state: str


def standing_plan(repository: Repository, commit: str, cache: CacheFolder | None = None) -> Workbook:
    """Give the plan of a commit of main; what is kept of it lies beside the repository, or in `cache`.

    Raises:
        WorkbookError: there is none, or it cannot be read.
    """
    cache = cache or CacheFolder(repository.git_folder / "workbook" / _FOLDER)
    with paused_collection():
        kept = _kept(repository, commit, cache)
        return kept if kept is not None else _loaded(repository, commit, cache)


def _kept(repository: Repository, commit: str, cache: CacheFolder) -> Workbook | None:
    """Lay what has changed since over the plan that is kept; None where that is too much, or none is kept."""
    base, index = _read_base(cache), Index(cache)
    if base is None or base.state != index.state:
        return None
    before = CommitSource(repository, base.commit)
    kept = kept_workbook(cache, index, Store(cache), lambda path: _content(before, path))
    if kept is None or base.commit == commit:
        return kept
    try:
        steps = plan_files(differences(repository, base.commit, commit))
    except GitFailedError:
        # The commit is gone, as after a repository was made anew in the same place.
        return None
    if len(steps) > _MOST_CHANGED:
        return None
    return edited(kept, read_files(repository, {path: step.after for path, step in steps.items()}))


def _loaded(repository: Repository, commit: str, cache: CacheFolder) -> Workbook:
    source = CommitSource(repository, commit)
    found = survey((LayerSource(name=SHARED_LAYER, source=source),), cache)
    workbook = load(found, cache)
    known = {file.path: Known("", file.blob, file.fault) for file in found.files}
    state = Index(cache).replace(known, seen_ns=0)
    keep(cache, state, workbook)
    cache.write(_BASE, msgspec.msgpack.encode(_Base(commit, state)))
    return workbook


def _read_base(cache: CacheFolder) -> _Base | None:
    payload = cache.read(_BASE)
    if payload is None:
        return None
    try:
        return msgspec.msgpack.decode(payload, type=_Base)
    except msgspec.DecodeError:
        return None


def _content(source: CommitSource, path: str) -> bytes | None:
    try:
        return source.read(path)
    except OSError:
        return None
