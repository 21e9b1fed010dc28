"""What a push is judged on: the plan of a commit of main, and which layer of it this repository holds.

In: a shared repository, a commit of its main, and the wider repository where the keeper names it. Out: a
`Ground`. A narrower layer is laid over the wider plan; where that is not known, over an empty one, and then
what its records name elsewhere cannot be looked up. Paths of a repository and of the plan differ there.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

import msgspec

from workbook.desk.guarding.standing_plan import standing_plan
from workbook.model.manifest import LayerFile
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import edited, load
from workbook.records.making import read_contents
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, PLANS, layer_of
from workbook.records.settings import SHARED_LAYER, Policy
from workbook.records.survey import NoWorkbookError, survey
from workbook.records.workbook import Workbook
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository

T = TypeVar("T")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?", re.ASCII)
_NAMELESS = "layer"
_EMPTY = 'format = 1\ntitle = ""\nsecretariat = ""\n[groups]\nmembers = []\n'


class Wider(NamedTuple):
    """The shared repository that a layer narrows, and the commit of its main."""

    repository: Repository
    commit: str


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """A plan, and the layer of it that a repository holds, "" for the shared one.

    `is_whole` says that all wider layers are in the plan.
    """

    workbook: Workbook
    layer: str = SHARED_LAYER
    is_whole: bool = True

    @property
    def policy(self) -> Policy:
        """Who keeps the layer, who reads it, and what must be approved in it."""
        return self.workbook.settings.policy(self.layer)

    @property
    def description(self) -> str:
        """The file of the repository that says so."""
        return LAYER_FILE if self.layer else MANIFEST

    def in_plan(self, files: Mapping[str, T]) -> dict[str, T]:
        """Give what is known by path of the repository by path of the plan."""
        return {self.plan_path(path): value for path, value in files.items()}

    def plan_path(self, path: str) -> str:
        """Give a path of the repository as the plan names it."""
        return f"{LAYERS}/{self.layer}/{path}" if self.layer else path

    def own_path(self, path: str) -> str:
        """Give a path of the plan as the repository names it; "" where it lies in another layer."""
        layer, inner = layer_of(path)
        return inner if layer == self.layer else ""

    def edited(self, contents: Mapping[str, bytes | None]) -> "Ground":
        """Give the same with other bytes in some files of the repository, None for no file."""
        workbook = edited(self.workbook, self.in_plan(contents))
        return msgspec.structs.replace(self, workbook=workbook)


def read_ground(repository: Repository, commit: str, wider: Wider | None = None) -> Ground:
    """Give what a push to a repository is judged on, where main is at a commit.

    Raises:
        WorkbookError: no plan is there, or it cannot be read.
    """
    try:
        return Ground(workbook=standing_plan(repository, commit))
    except NoWorkbookError:
        files = _files(CommitSource(repository, commit))
        if LAYER_FILE not in files:
            raise
    layer = _name(files[LAYER_FILE])
    cache = CacheFolder(repository.git_folder / "workbook" / "guard-wider")
    below = standing_plan(*wider, cache=cache) if wider is not None else _empty()
    return Ground(workbook=below, layer=layer, is_whole=wider is not None).edited(files)


def described(repository: Repository, commit: str) -> LayerFile | None:
    """Give what the repository of a narrower layer says of it; None for any other."""
    try:
        content = CommitSource(repository, commit).read(LAYER_FILE)
    except OSError:
        return None
    about = read_contents(LAYER_FILE, content).description
    return about if isinstance(about, LayerFile) else None


def _files(source: CommitSource) -> dict[str, bytes | None]:
    paths = sorted(file.path for file in source.files(PLANS) if file.path.endswith(".toml"))
    return {path: data for path, data in source.read_many(paths) if isinstance(data, bytes)}


def _name(content: bytes | None) -> str:
    """Give the name of a layer as a folder can have it."""
    about = read_contents(LAYER_FILE, content or b"").description
    named = about.name if isinstance(about, LayerFile) else ""
    return named if _NAME.fullmatch(named) else _NAMELESS


def _empty() -> Workbook:
    return load(survey(mapping_stack({MANIFEST: _EMPTY}), CacheFolder(None)), CacheFolder(None))
