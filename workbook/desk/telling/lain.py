"""Which files the history of an overlay ever held: where a record never was, its life need not be sought.

In: the history of a layer, and paths. Out: whether any of them was ever there. It is kept with the git data
of the overlay, and brought up to date by what was committed since.
"""

from collections.abc import Sequence

from workbook.desk.folders import CACHE
from workbook.desk.telling.lives import LayerHistory
from workbook.records.cache import CacheFolder
from workbook.vcs.searching import names_ever, span

_FORM, _FILE = "paths 1", "paths"
_MOST_BYTES = 1 << 22


def may_have_held(one: LayerHistory, paths: Sequence[str]) -> bool:
    """Say whether a layer held one of these paths at any time, also where that is not known."""
    # What is cut off may be fetched, and the commit stays the same.
    if (one.repository.git_folder / "shallow").exists():
        return True
    known = CacheFolder(one.repository.git_folder / CACHE, _FORM)
    commit, _, kept = bytes(known.read(_FILE) or b"").partition(b"\0")
    if commit != one.start.encode("ascii"):
        names = _names(one, commit.decode("ascii"), kept)
        if names is None:
            return True
        kept = b"\0".join(sorted(names))
        if len(kept) <= _MOST_BYTES:
            known.write(_FILE, one.start.encode("ascii") + b"\0" + kept)
    held = b"\0%s\0" % kept
    return any(b"\0%s\0" % path.encode("utf-8", "surrogateescape") in held for path in paths)


def _names(one: LayerHistory, commit: str, kept: bytes) -> set[bytes] | None:
    """Give the names as of now, from those as of a commit if it is still there; None where git refuses."""
    if commit and (news := names_ever(one.repository, span(one.start, commit))) is not None:
        return {*kept.split(b"\0"), *news}
    names = names_ever(one.repository, [one.start])
    return {*names} if names is not None else None
