"""What saves that were killed left behind: files beside the records, which were never put in their place.

In: the folders of the layers, and the time. Out: the paths, which may be removed once nobody can be at work
on them any more. The record beside each is whole: the old or the new one.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from workbook.desk.saving import is_temporary
from workbook.records.paths import PLANS

_SETTLED_S = 600


def leftovers(tops: Iterable[Path], *, now_s: float) -> Iterator[Path]:
    """List files that a save left there more than ten minutes ago, in order; links are never followed."""
    for top in tops:
        for folder, folders, names in os.walk(top / PLANS):
            folders.sort()
            for path in (Path(folder, name) for name in sorted(names) if is_temporary(name)):
                with suppress(OSError):
                    if path.lstat().st_mtime < now_s - _SETTLED_S:
                        yield path


def clear_leftovers(tops: Iterable[Path], *, now_s: float) -> Iterator[Path]:
    """Remove what `leftovers` lists, and give each path; one that may not be removed stays listed."""
    for path in list(leftovers(tops, now_s=now_s)):
        with suppress(OSError):
            path.unlink()
            yield path
