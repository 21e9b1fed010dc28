"""Open a plan where it lies: find its top, its layers and its cache, and load or check it.

In: a folder, and a revision for a look back. Out: an `OpenPlan`, or its findings without loading anything
where nothing changed since the last check. The one place that joins sources, caches and rules.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.findings import Finding
from workbook.records.cache import CacheFolder
from workbook.records.layers import LayerSource, folder_stack
from workbook.records.paths import MANIFEST
from workbook.records.survey import Survey, survey
from workbook.records.workbook import Workbook

_CACHE = "workbook"


class NoWorkbookHereError(WorkbookError):
    """No plan lies in a folder or above it."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"No {MANIFEST} lies in {start} or above it, so no workbook is here: go to a folder that has "
            "one, name it with --dir, or make one with `workbook init DIR`."
        )


@dataclass(frozen=True)
class OpenPlan:
    """A plan that was found: its top folder, and its files as surveyed; loaded when first asked for."""

    top: Path
    survey: Survey
    cache: CacheFolder

    @cached_property
    def workbook(self) -> Workbook:
        """The plan, loaded."""
        from workbook.records.loader import load

        return load(self.survey, self.cache)

    def findings(self, *, today: date) -> tuple[Finding, ...]:
        """Check the plan: from the last check where nothing changed, else judging what changed."""
        from workbook.check.verdicts import read_state, write_state

        if self.survey.is_complete:
            known = read_state(self.cache, self._state(today))
            if known is not None:
                return tuple(known)
        found = self._check(today)
        if self.survey.is_complete:
            write_state(self.cache, self._state(today), found)
        return found

    def _check(self, today: date) -> tuple[Finding, ...]:
        from workbook.check.catalogue import RULES
        from workbook.check.runner import check
        from workbook.check.verdicts import Verdicts
        from workbook.records.places import Places

        return check(
            self.workbook,
            today=today,
            rules=RULES,
            locate=Places(self.survey),
            verdicts=Verdicts(self.cache),
        )

    def _state(self, today: date) -> str:
        return blake2b(f"{today} {self.survey.digest}".encode(), digest_size=20).hexdigest()


def open_plan(start: Path, *, at: str = "") -> OpenPlan:
    """Find the plan that a folder lies in, in the work tree or as of a revision.

    Raises:
        WorkbookError: no plan is there, or git does not know the revision.
    """
    top = plan_top(start) if not at else _repository_top(start)
    cache = CacheFolder(_cache_folder(top))
    stack = _stack_at(top, at) if at else folder_stack(top)
    return OpenPlan(top=top, survey=survey(stack, cache), cache=cache)


def plan_top(start: Path) -> Path:
    """Find the folder with `plans/workbook.toml` that a folder is, or lies in."""
    absolute = start.absolute()
    for folder in (absolute, *absolute.parents):
        if (folder / MANIFEST).is_file():
            return folder
    raise NoWorkbookHereError(start)


def _repository_top(start: Path) -> Path:
    from workbook.vcs.location import locate

    return locate(start).top


def _cache_folder(top: Path) -> Path | None:
    """Keep caches with the git data, so that they live and die with the clone; without git, keep none."""
    from workbook.vcs.location import locate

    try:
        return locate(top).git_folder / _CACHE
    except WorkbookError:
        return None


def _stack_at(top: Path, at: str) -> tuple[LayerSource, ...]:
    """Give the shared layer as of a revision, and the overlays as of that commit's day."""
    from workbook.vcs.commit import CommitSource
    from workbook.vcs.plumbing import Repository

    repository = Repository.find(top)
    return (LayerSource(name="", source=CommitSource(repository, repository.resolve(at))),)
