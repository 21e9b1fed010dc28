"""Whether drafts wait to be offered: asked right after the first paint, so little is imported for it.

In: the top of a plan. Out: where its drafts lie, and whether there are any.
"""

from pathlib import Path

from workbook.desk.folders import cache_folder

ENDING = ".draft"
_FOLDER = "drafts"


def drafts_folder(top: Path) -> Path | None:
    """Say where the drafts of a plan lie, beside its caches; without git there is no place for them."""
    folder = cache_folder(top)
    return folder / _FOLDER if folder is not None else None


def are_drafts_waiting(top: Path) -> bool:
    """Say whether there is anything that may be a draft."""
    folder = drafts_folder(top)
    return folder is not None and folder.is_dir() and any(folder.glob(f"*{ENDING}"))
