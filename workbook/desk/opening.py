"""Open a plan where it lies: find its layers, and load or check it.

In: a folder, and a revision for a look back. Out: an `OpenPlan`, or its findings without loading anything
where nothing changed since the last check. The one place that joins sources, caches and rules.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from workbook.desk.folders import NoFolderError, cache_folder, plan_repository, plan_top
from workbook.findings import Finding
from workbook.records.cache import CacheFolder
from workbook.records.layers import LayerSource, folder_stack
from workbook.records.survey import DiskSurvey, Survey, survey

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from workbook.check.runner import Judgement
    from workbook.records.ahead import Listing
    from workbook.records.loader import Loaded
    from workbook.records.workbook import Workbook
    from workbook.vcs.commit import CommitSource


class OpenPlan(msgspec.Struct, frozen=True, dict=True):
    """A plan that was found: its top folder, and its files; listed and loaded when first asked for.

    `cache` keeps what was read, `judged` what was found in it; looks back keep the latter apart, so that
    the files as they are stay judged. `past` is the commit of the shared layer that was looked back to.
    """

    top: Path
    list_files: Callable[[], Survey]
    cache: CacheFolder
    judged: CacheFolder
    past: "CommitSource | None" = None

    @cached_property
    def survey(self) -> Survey:
        """The files of the plan."""
        return self.list_files()

    @cached_property
    def workbook(self) -> "Workbook":
        """The plan, loaded."""
        return self._loaded.workbook

    @cached_property
    def _loaded(self) -> "Loaded":
        from workbook.records.loader import load_since

        return load_since(self.survey, self.cache)

    def keep_front(self) -> None:
        """Keep what was looked at so far where the next start finds it at once; what is past has no front."""
        if self.past is None:
            self._loaded.store.keep_front()

    def read_store(self) -> None:
        """Read all that is kept of the records at once, where many of them will be looked at."""
        self._loaded.store.read_all()

    def findings(self, *, today: date) -> tuple[Finding, ...]:
        """Check the plan: from the last check where nothing changed, else judging what changed."""
        known = self.known_findings(today=today)
        return known if known is not None else self.judgement(today=today).findings

    def known_findings(self, *, today: date) -> tuple[Finding, ...] | None:
        """Give the findings of the last check, where nothing changed since; None where something did."""
        from workbook.check.verdicts import read_state

        survey = self.survey
        if isinstance(survey, DiskSurvey) and survey.is_near:
            survey.look()
        if survey.is_complete:
            known = read_state(self.judged, _state(survey.digest, today))
            if known is not None:
                if isinstance(survey, DiskSurvey) and survey.is_near:
                    survey.note()
                return tuple(known)
        return None

    def judgement(self, *, today: date) -> "Judgement":
        """Check the plan as `findings` does, and give what was found by case, for a later `recheck`."""
        from workbook.check.verdicts import read_judgement, write_judgement

        if self.past is not None and self.survey.is_complete:
            # A commit never changes: what was found in it once holds whenever it is looked back to.
            kept = read_judgement(self.judged, _state(self.survey.digest, today))
            if kept is not None:
                return kept
        past = self.survey.past_digest if isinstance(self.survey, DiskSurvey) else ""
        loaded = self._loaded
        known = read_judgement(self.judged, _state(past, today)) if loaded.before is not None else None
        if known is not None and not loaded.paths:
            return known
        found = self._judged(loaded, known, today)
        if self.survey.is_complete:
            write_judgement(self.judged, _state(self.survey.digest, today), found)
        return found

    def _judged(self, loaded: "Loaded", known: "Judgement | None", today: date) -> "Judgement":
        from workbook.check.catalogue import RULES
        from workbook.check.runner import judge, recheck
        from workbook.records.collection import paused_collection
        from workbook.records.places import Places

        locate = Places(self.survey.content)
        with paused_collection():
            if known is None or loaded.before is None:
                return judge(loaded.workbook, today=today, rules=RULES, locate=locate)
            return recheck(
                known,
                loaded.before,
                loaded.workbook,
                today=today,
                rules=RULES,
                locate=locate,
                paths=loaded.paths,
            )


def _state(digest: str, today: date) -> str:
    """Name a state of the plan on a day."""
    return blake2b(f"{today} {digest}".encode(), digest_size=20).hexdigest()


def open_plan(start: Path, *, at: str = "", listing: "Listing | None" = None) -> OpenPlan:
    """Find the plan that a folder lies in, in the work tree or as of a revision, and list its files.

    `listing` is that of `listing_files`, where it was begun ahead.

    Raises:
        WorkbookError: no plan is there, or git does not know the revision.
    """
    plan = _open_past(start, at) if at else find_plan(start, listing=listing)
    _ = plan.survey
    return plan


def open_shared(start: Path, *, at: str) -> OpenPlan:
    """Open a plan as of the commit that the others have: asked for often, so that what was read is kept.

    Raises:
        WorkbookError: no plan is there, or the repository does not hold the commit.
    """
    return _open_past(start, at, is_kept=True)


def find_plan(start: Path, *, listing: "Listing | None" = None) -> OpenPlan:
    """Find the plan that a folder lies in, as `open_plan` does; its files are listed when asked for.

    Raises:
        WorkbookError: no plan is there.
    """
    top = plan_top(start)
    folder = cache_folder(top)
    cache = CacheFolder(folder)
    return OpenPlan(top=top, list_files=partial(_listed, top, cache, listing), cache=cache, judged=cache)


def listing_files(start: Path) -> "AbstractContextManager[Listing]":
    """List the files of the plan that a folder lies in while something else is done within the block.

    Raises:
        WorkbookError: no plan is there.
    """
    from workbook.records.ahead import listing_ahead

    return listing_ahead(folder_stack(plan_top(start)))


def _listed(top: Path, cache: CacheFolder, listing: "Listing | None") -> Survey:
    if listing is None:
        return survey(folder_stack(top), cache)
    return survey(listing.stack, cache, seen_ns=listing.seen_ns)


def open_judged(top: Path, *, today: date) -> OpenPlan:
    """Open a plan, load it and judge it at once, so that showing it waits for nothing.

    Raises:
        WorkbookError: no plan is there.
    """
    plan = open_plan(top)
    plan.judgement(today=today)
    return plan


def _open_past(start: Path, at: str, *, is_kept: bool = False) -> OpenPlan:
    """Open a plan as of a revision; its files never change, and the last one that `is_kept` is indexed."""
    from workbook.desk.past import stack_at

    if not start.is_dir():
        raise NoFolderError(start)
    repository = plan_repository(start)
    shared, overlays = stack_at(repository, at, is_commit=is_kept)
    return open_sources(repository.top, {"": shared, **overlays}, past=shared, is_kept=is_kept)


def open_sources(
    top: Path, sources: "Mapping[str, CommitSource]", *, past: "CommitSource", is_kept: bool = False
) -> OpenPlan:
    """Open a plan as commits of its layers have it, by layer; `past` is the commit that was asked for."""
    from workbook.records.lasting import LastingSurvey

    folder = cache_folder(top)
    list_files: Callable[[], Survey]
    if is_kept and folder is not None:
        name = "\0".join(f"{layer}\0{source.commit}" for layer, source in sources.items())
        list_files = partial(LastingSurvey, sources, name, CacheFolder(folder / "shared"))
    else:
        stack = [LayerSource(name=layer, source=source) for layer, source in sources.items()]
        list_files = partial(survey, stack, CacheFolder(None))
    return OpenPlan(
        top=top,
        list_files=list_files,
        cache=CacheFolder(folder),
        judged=CacheFolder(folder / "past" if folder else None),
        past=past,
    )
