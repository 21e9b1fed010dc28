"""The demonstration on disk: a shared repository with overlays in `layers/`, each with its history.

In: a folder that is free, and how large the coalition is to be. Out: the folder, the same on every machine
for the same seed, and a `DemoSummary`. All that it says is invented, and every record says so.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook.demo.coalition import NATIONS
from workbook.demo.drawing import DrawnPlan, draw_plan
from workbook.demo.history import write_repository
from workbook.demo.overlays import Overlay
from workbook.demo.planted import STRAY_PAGE
from workbook.demo.story import FIRST_DAY, MEETINGS, Page, still_page
from workbook.errors import WorkbookError
from workbook.records.paths import LAYER_FILE, LAYERS
from workbook.vcs.driver import ATTRIBUTES, ATTRIBUTES_LINE, install
from workbook.vcs.plumbing import Repository

LEAST_NATIONS = 3
# Fewer may hold the story too, as chance falls; these hold it for every seed tried.
ENOUGH_RECORDS = 1200
MOST_RECORDS = 200_000


class FolderTakenError(WorkbookError):
    """The folder for the demonstration holds something."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not an empty folder; name one that is empty or does not exist yet.")


class DemoSizeError(WorkbookError):
    """A coalition of this many nations cannot be drawn."""

    def __init__(self, nations: int) -> None:
        super().__init__(
            f"A coalition of {nations} nations cannot be drawn; ask for {LEAST_NATIONS} to {len(NATIONS)}."
        )


class DemoRecordsError(WorkbookError):
    """So many records cannot hold the story, or are more than anybody would try."""

    def __init__(self, nations: int, records: int) -> None:
        super().__init__(
            f"A coalition of {nations} nations with {records:,} records each cannot be drawn; ask for "
            f"{-(-ENOUGH_RECORDS // nations):,} to {MOST_RECORDS // nations:,} for each."
        )


class FolderRefusedError(WorkbookError):
    """The folder for the demonstration cannot be written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder} cannot be written ({reason}); name a folder in which you may write.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSummary:
    """What was written. `layers` gives the number of record files of each layer, "" for the shared one."""

    folder: Path
    nations: int
    records: int
    layers: Mapping[str, int]
    meetings: int
    commits: int


def write_demo(folder: Path, *, nations: int, records: int, seed: int) -> DemoSummary:
    """Write a demonstration of so many nations, with so many records for each nation, into a free folder.

    Raises:
        FolderTakenError: the folder exists and holds something.
        FolderRefusedError: it may not be written.
        DemoSizeError: fewer than three nations, or more than there are.
        DemoRecordsError: too few records for the story, or too many.
        WorkbookError: git is missing or fails. Whatever the failure, what was written is taken away again.
    """
    if not LEAST_NATIONS <= nations <= len(NATIONS):
        raise DemoSizeError(nations)
    total = nations * records
    plan = draw_plan(nations, total, seed) if total <= MOST_RECORDS else None
    if plan is None:
        raise DemoRecordsError(nations, records)
    existed = _is_free(folder)
    try:
        commits = _write(folder, plan)
    except BaseException as error:
        _take_away(folder, existed)
        if isinstance(error, OSError):
            raise FolderRefusedError(folder, error.strerror or "no reason is known") from error
        raise
    layers = {"": len(plan.shared), **{layer.name: len(layer.pages) for layer in plan.overlays}}
    return DemoSummary(
        folder=folder, nations=nations, records=total, layers=layers, meetings=len(MEETINGS), commits=commits
    )


def _is_free(folder: Path) -> bool:
    """Say whether the folder exists; it must be empty then."""
    if not folder.exists() and not folder.is_symlink():
        return False
    if not folder.is_dir() or any(folder.iterdir()):
        raise FolderTakenError(folder)
    return True


def _write(folder: Path, plan: DrawnPlan) -> int:
    ignored = still_page(".gitignore", FIRST_DAY, f"/{LAYERS}/\n/out/\n")
    pages = [ignored, _attributes(), plan.manifest, STRAY_PAGE, *plan.shared]
    commits = write_repository(folder, pages, tags=True)
    install(Repository.find(folder))
    for layer in plan.overlays:
        inner = folder / LAYERS / layer.name
        write_repository(inner, _inner_pages(layer), tags=False)
        install(Repository.find(inner))
    return commits


def _attributes() -> Page:
    return still_page(ATTRIBUTES, FIRST_DAY, f"{ATTRIBUTES_LINE}\n")


def _inner_pages(layer: Overlay) -> list[Page]:
    """Give an overlay's pages with paths from its own top, and its description."""
    start = len(f"{LAYERS}/{layer.name}/")
    pages = [Page(path=page.path[start:], states=page.states) for page in layer.pages]
    return [_attributes(), still_page(LAYER_FILE, FIRST_DAY, layer.layer_text), *pages]


def _take_away(folder: Path, existed: bool) -> None:
    """Remove what was written; the folder itself stays if it was there before."""
    if not existed:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
