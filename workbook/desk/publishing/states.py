"""How each layer of a plan stands to the repository that it shares, and the plan as it is saved there.

In: a session. Out: a `LayerState` for each layer that is a clone of its own; and the plan as the commits of
its layers have it, whatever lies in the files.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from workbook.desk.folders import cache_folder, overlay_folders, own_repository
from workbook.desk.opening import OpenPlan, open_sources
from workbook.desk.session import Session
from workbook.records.cache import CacheFolder
from workbook.records.layers import LayerSource
from workbook.records.paths import LAYERS
from workbook.records.survey import survey
from workbook.vcs.commit import CommitSource
from workbook.vcs.merging import ancestry
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.shared_branch import Distance, SharedBranch, distance, remote_of, shared_branch
from workbook.vcs.state import DetachedHeadError, head_branch, tip_of

_NOWHERE = Distance(ahead=0, behind=0)


class LayerState(msgspec.Struct, frozen=True, kw_only=True):
    """A layer ("" is the shared one): its branch, its last commit, and how far it is published.

    `shared` is None where it has no shared repository, or stands on no branch. `published` is the last commit
    that the shared repository has too, "" where there is none.
    """

    layer: str
    repository: Repository
    branch: str
    tip: str
    shared: SharedBranch | None
    distance: Distance
    in_merge: bool

    def path(self, inner: str) -> str:
        """Give a path of its repository as the plan names it."""
        return f"{LAYERS}/{self.layer}/{inner}" if self.layer else inner


def layer_states(session: Session) -> Sequence[LayerState]:
    """Say how each layer stands, by some six git processes each; the shared one comes first."""
    return [_state(layer, repository) for layer, repository in layer_repositories(session)]


def layer_repositories(session: Session) -> Iterator[tuple[str, Repository]]:
    """Give the layers that are a repository of their own: the shared one first, then overlays by name."""
    return _repositories(session.plan.top)


def _repositories(top: Path) -> Iterator[tuple[str, Repository]]:
    for layer, folder in [("", top), *((one.name, one) for one in overlay_folders(top))]:
        repository = own_repository(folder)
        if repository is not None and not repository.is_bare:
            yield layer, repository


def layers_in_merge(session: Session) -> Sequence[str]:
    """List the layers in which a merge is in progress, whoever began it."""
    repositories = layer_repositories(session)
    return [layer for layer, repository in repositories if _is_in_merge(repository)]


def branch_words(session: Session) -> str:
    """Give the branch and how many saved changes are not published yet, for a top line: `main +3`.

    Where a merge is open in any layer, that is said as well: `main, merge open`.
    """
    branch, count, in_merge = "", 0, False
    for layer, repository in layer_repositories(session):
        try:
            shared = shared_branch(repository)
            name = head_branch(repository).removeprefix("refs/heads/")
        except DetachedHeadError:
            continue
        branch = name if not layer else branch
        in_merge = in_merge or _is_in_merge(repository)
        count += distance(repository, shared).ahead if shared else 0
    return branch_label(branch, count) + (", merge open" if in_merge else "")


def branch_label(branch: str, count: int) -> str:
    """Give a branch with how many of its changes are not published."""
    return f"{branch} +{count}" if count else branch


def published(state: LayerState) -> str:
    """Give the last commit that the shared repository has too, as last seen; "" where there is none."""
    if state.shared is None or not state.tip:
        return ""
    seen = tip_of(state.repository, state.shared.tracking)
    if seen:
        return ancestry(state.repository, state.tip, seen).bases[0]
    remotes = f"--remotes={state.shared.remote}"
    out = run(state.repository.top, "rev-list", "--boundary", state.tip, "--not", remotes, "--")
    edges = [line[1:] for line in out.decode("ascii").split() if line.startswith("-")]
    known = edges or ([state.tip] if not out else [])
    return known[0] if known else ""


def open_commits(session: Session, states: Sequence[LayerState], commits: Mapping[str, str]) -> OpenPlan:
    """Open the plan as commits of its layers have it; a layer without one is left out."""
    stack = [
        LayerSource(name=one.layer, source=CommitSource(one.repository, commits[one.layer]))
        for one in states
        if commits.get(one.layer)
    ]
    folder = cache_folder(session.plan.top)
    return OpenPlan(
        top=session.plan.top,
        list_files=partial(survey, stack, CacheFolder(None)),
        cache=CacheFolder(folder),
        judged=CacheFolder(folder / "past" if folder else None),
    )


def open_layer(top: Path, layer: str, commit: str) -> OpenPlan:
    """Open the plan with one layer as a commit has it, and the others as they were last seen published."""
    sources = {
        one: CommitSource(repository, commit if one == layer else _last_published(repository))
        for one, repository in _repositories(top)
        if one == layer or _last_published(repository)
    }
    return open_sources(top, sources, past=sources[layer])


def _last_published(repository: Repository) -> str:
    """Give the last commit of main that is known to be shared; of what is shared nowhere, the last one."""
    remote = remote_of(repository)
    seen = tip_of(repository, f"refs/remotes/{remote}/main") if remote else ""
    return seen or tip_of(repository, "HEAD")


def _state(layer: str, repository: Repository) -> LayerState:
    try:
        full = head_branch(repository)
    except DetachedHeadError:
        full = ""
    shared = shared_branch(repository) if full else None
    return LayerState(
        layer=layer,
        repository=repository,
        branch=full.removeprefix("refs/heads/"),
        tip=tip_of(repository, full or "HEAD"),
        shared=shared,
        distance=distance(repository, shared) if shared else _NOWHERE,
        in_merge=_is_in_merge(repository),
    )


def _is_in_merge(repository: Repository) -> bool:
    return (repository.head_folder / "MERGE_HEAD").exists()
